"""Functions of torch.nn.functional, written for cnnlint's evaluator: this file is parsed and never imported.

Most are what a layer of the same arguments gives; its `forward` is asked directly, since no layer is called. Those that keep the shape of their input are natives.
"""

from torch import empty
from torch.nn import (
    GLU,
    AdaptiveAvgPool1d,
    AdaptiveAvgPool2d,
    AdaptiveAvgPool3d,
    AdaptiveMaxPool1d,
    AdaptiveMaxPool2d,
    AdaptiveMaxPool3d,
    AvgPool1d,
    AvgPool2d,
    AvgPool3d,
    Conv1d,
    Conv2d,
    Conv3d,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
    Fold,
    FractionalMaxPool2d,
    FractionalMaxPool3d,
    LayerNorm,
    Linear,
    LPPool1d,
    LPPool2d,
    LPPool3d,
    MaxPool1d,
    MaxPool2d,
    MaxPool3d,
    MaxUnpool1d,
    MaxUnpool2d,
    MaxUnpool3d,
    PixelShuffle,
    PixelUnshuffle,
    Unfold,
    Upsample,
)

# Linear maps and embeddings


def linear(input, weight, bias=None):
    if len(weight.shape) == 1:
        return (input * weight).sum(-1)
    return Linear(weight.shape[1], weight.shape[0]).forward(input)


def bilinear(input1, input2, weight, bias=None):
    return empty(*input1.shape[:-1], weight.shape[0])


def embedding(
    input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
):
    return empty(*input.shape, weight.shape[1])


def embedding_bag(input, weight, offsets=None, *args, **kwargs):
    if len(input.shape) == 2:
        return empty(input.shape[0], weight.shape[1])
    return empty(offsets.shape[0], weight.shape[1])


def one_hot(tensor, num_classes=-1):
    classes = int(tensor.max().item()) + 1 if num_classes == -1 else num_classes
    return empty(*tensor.shape, classes)


# Convolutions


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return Conv1d(
        weight.shape[1] * groups, weight.shape[0], weight.shape[2:], stride, padding, dilation, groups
    ).forward(input)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return Conv2d(
        weight.shape[1] * groups, weight.shape[0], weight.shape[2:], stride, padding, dilation, groups
    ).forward(input)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return Conv3d(
        weight.shape[1] * groups, weight.shape[0], weight.shape[2:], stride, padding, dilation, groups
    ).forward(input)


def _transposed(kind, input, weight, stride, padding, output_padding, groups, dilation):
    wide = weight.shape[1] * groups
    layer = kind(
        weight.shape[0], wide, weight.shape[2:], stride, padding, output_padding, groups, True, dilation
    )
    return layer.forward(input)


def conv_transpose1d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    return _transposed(ConvTranspose1d, input, weight, stride, padding, output_padding, groups, dilation)


def conv_transpose2d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    return _transposed(ConvTranspose2d, input, weight, stride, padding, output_padding, groups, dilation)


def conv_transpose3d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    return _transposed(ConvTranspose3d, input, weight, stride, padding, output_padding, groups, dilation)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    return Unfold(kernel_size, dilation, padding, stride).forward(input)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    return Fold(output_size, kernel_size, dilation, padding, stride).forward(input)


# Pooling; a stride that is empty is none


def max_pool1d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    pooled = MaxPool1d(kernel_size, stride or None, padding, dilation, False, ceil_mode).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def max_pool2d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    pooled = MaxPool2d(kernel_size, stride or None, padding, dilation, False, ceil_mode).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def max_pool3d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    pooled = MaxPool3d(kernel_size, stride or None, padding, dilation, False, ceil_mode).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    return max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    return max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    return max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    return AvgPool1d(kernel_size, stride or None, padding, ceil_mode).forward(input)


def avg_pool2d(
    input,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=None,
):
    return AvgPool2d(kernel_size, stride or None, padding, ceil_mode).forward(input)


def avg_pool3d(
    input,
    kernel_size,
    stride=None,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=None,
):
    return AvgPool3d(kernel_size, stride or None, padding, ceil_mode).forward(input)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return LPPool1d(norm_type, kernel_size, stride, ceil_mode).forward(input)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return LPPool2d(norm_type, kernel_size, stride, ceil_mode).forward(input)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return LPPool3d(norm_type, kernel_size, stride, ceil_mode).forward(input)


def adaptive_avg_pool1d(input, output_size):
    return AdaptiveAvgPool1d(output_size).forward(input)


def adaptive_avg_pool2d(input, output_size):
    return AdaptiveAvgPool2d(output_size).forward(input)


def adaptive_avg_pool3d(input, output_size):
    return AdaptiveAvgPool3d(output_size).forward(input)


def adaptive_max_pool1d(input, output_size, return_indices=False):
    pooled = AdaptiveMaxPool1d(output_size).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def adaptive_max_pool2d(input, output_size, return_indices=False):
    pooled = AdaptiveMaxPool2d(output_size).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def adaptive_max_pool3d(input, output_size, return_indices=False):
    pooled = AdaptiveMaxPool3d(output_size).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def fractional_max_pool2d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    pooled = FractionalMaxPool2d(kernel_size, output_size, output_ratio).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def fractional_max_pool3d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    pooled = FractionalMaxPool3d(kernel_size, output_size, output_ratio).forward(input)
    return (pooled, pooled.long()) if return_indices else pooled


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    if output_size is not None:
        return empty(*input.shape[:-1], *output_size[-1:])
    return MaxUnpool1d(kernel_size, stride, padding).forward(input)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    if output_size is not None:
        return empty(*input.shape[:-2], *output_size[-2:])
    return MaxUnpool2d(kernel_size, stride, padding).forward(input)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    if output_size is not None:
        return empty(*input.shape[:-3], *output_size[-3:])
    return MaxUnpool3d(kernel_size, stride, padding).forward(input)


# Sizes in space


def interpolate(
    input,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners=None,
    recompute_scale_factor=None,
    antialias=False,
):
    return Upsample(size, scale_factor, mode, align_corners).forward(input)


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    return Upsample(size, scale_factor, mode, align_corners).forward(input)


def upsample_nearest(input, size=None, scale_factor=None):
    return Upsample(size, scale_factor).forward(input)


def upsample_bilinear(input, size=None, scale_factor=None):
    return Upsample(size, scale_factor).forward(input)


def pad(input, pad, mode="constant", value=None):
    sizes = list(input.shape)
    if len(pad) % 2 or len(pad) > 2 * len(sizes):
        raise RuntimeError(f"{len(pad)} numbers to pad a tensor of {len(sizes)} dimensions")
    for pair in range(len(pad) // 2):
        sizes[-1 - pair] = sizes[-1 - pair] + pad[2 * pair] + pad[2 * pair + 1]
    return input.new_empty(sizes)


def pixel_shuffle(input, upscale_factor):
    return PixelShuffle(upscale_factor).forward(input)


def pixel_unshuffle(input, downscale_factor):
    return PixelUnshuffle(downscale_factor).forward(input)


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    return empty(*input.shape[:2], *grid.shape[1:-1])


def affine_grid(theta, size, align_corners=None):
    return empty(size[0], *size[2:], len(size) - 2)


# Activations, norms and attention


def glu(input, dim=-1):
    return GLU(dim).forward(input)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    return LayerNorm(normalized_shape).forward(input)


def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    if enable_gqa:
        return empty(*query.shape[:-1], value.shape[-1])
    return query @ key.transpose(-2, -1) @ value


def multi_head_attention_forward(
    query,
    key,
    value,
    embed_dim_to_check,
    num_heads,
    in_proj_weight,
    in_proj_bias,
    bias_k,
    bias_v,
    add_zero_attn,
    dropout_p,
    out_proj_weight,
    out_proj_bias,
    training=True,
    key_padding_mask=None,
    need_weights=True,
    attn_mask=None,
    use_separate_proj_weight=False,
    q_proj_weight=None,
    k_proj_weight=None,
    v_proj_weight=None,
    static_k=None,
    static_v=None,
    average_attn_weights=True,
    is_causal=False,
):
    attended = empty(*query.shape[:-1], out_proj_weight.shape[0])
    if not need_weights:
        return attended, None
    extra = (1 if bias_k is not None else 0) + (1 if add_zero_attn else 0)
    sizes = [query.shape[0], key.shape[0] + extra]
    if not average_attn_weights:
        sizes.insert(0, num_heads)
    if len(query.shape) == 3:
        sizes.insert(0, query.shape[1])
    return attended, empty(*sizes)


# Distances


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    return (x1 * x2).sum(dim)


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    return (x1 - x2).sum(-1, keepdim)


def pdist(input, p=2.0):
    rows = input.shape[0]
    return empty(rows * (rows - 1) // 2)


# Losses


def _reduced(elements, reduction, size_average=None, reduce=None):
    if reduce is not None:
        return elements.sum() if reduce else elements
    if size_average is not None:
        return elements.sum()
    return elements if reduction == "none" else elements.sum()


def _per_class(input, reduction, size_average, reduce):
    if len(input.shape) == 1:
        return empty(())
    return _reduced(empty(input.shape[0], *input.shape[2:]), reduction, size_average, reduce)


def cross_entropy(
    input,
    target,
    weight=None,
    size_average=None,
    ignore_index=-100,
    reduce=None,
    reduction="mean",
    label_smoothing=0.0,
):
    return _per_class(input, reduction, size_average, reduce)


def nll_loss(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"
):
    return _per_class(input, reduction, size_average, reduce)


def binary_cross_entropy(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean"
):
    return _reduced(input * target, reduction, size_average, reduce)


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    return _reduced(input * target, reduction, size_average, reduce)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    return _reduced(input - target, reduction, size_average, reduce)


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    return _reduced(input - target, reduction, size_average, reduce)


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    return _reduced(input - target, reduction, size_average, reduce)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    return _reduced(input - target, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    return _reduced(input - target, reduction, size_average, reduce)


def poisson_nll_loss(
    input,
    target,
    log_input=True,
    full=False,
    size_average=None,
    eps=1e-08,
    reduce=None,
    reduction="mean",
):
    return _reduced(input * target, reduction, size_average, reduce)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _reduced(input * target, reduction, size_average, reduce)


def margin_ranking_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
):
    return _reduced((input1 - input2) * target, reduction, size_average, reduce)


def triplet_margin_loss(
    anchor,
    positive,
    negative,
    margin=1.0,
    p=2,
    eps=1e-06,
    swap=False,
    size_average=None,
    reduce=None,
    reduction="mean",
):
    return _reduced((anchor - positive + negative).sum(-1), reduction, size_average, reduce)
