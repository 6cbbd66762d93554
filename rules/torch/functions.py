"""Functions that torch has under its own name too, for cnnlint's evaluator: parsed and never imported."""

from torch.nn.functional import (
    adaptive_avg_pool1d,
    adaptive_max_pool1d,
    avg_pool1d,
    bilinear,
    conv1d,
    conv2d,
    conv3d,
    conv_transpose1d,
    conv_transpose2d,
    conv_transpose3d,
    cosine_similarity,
    layer_norm,
    max_pool1d,
    max_pool1d_with_indices,
    max_pool2d,
    max_pool3d,
    pairwise_distance,
    pdist,
    pixel_shuffle,
    pixel_unshuffle,
    scaled_dot_product_attention,
)



def compile(model=None, **options):
    """The model itself stands for what is compiled of it: both hold the same parameters."""
    return (lambda function: function) if model is None else model


def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes are stretched to together."""
    found = []
    for shape in shapes:
        sizes = [shape] if isinstance(shape, int) else list(shape)
        found = [1] * (len(sizes) - len(found)) + found
        for place in range(1, len(sizes) + 1):
            if found[-place] == 1:
                found[-place] = sizes[-place]
            elif sizes[-place] not in (1, found[-place]):
                raise RuntimeError("shapes do not fit")
    return tuple(found)


__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_max_pool1d",
    "avg_pool1d",
    "bilinear",
    "broadcast_shapes",
    "compile",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "cosine_similarity",
    "layer_norm",
    "max_pool1d",
    "max_pool1d_with_indices",
    "max_pool2d",
    "max_pool3d",
    "pairwise_distance",
    "pdist",
    "pixel_shuffle",
    "pixel_unshuffle",
    "scaled_dot_product_attention",
]
