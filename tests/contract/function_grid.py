"""Calls of tensor functions over a grid of arguments and input shapes, as source that either side reads for itself.

`x`, `y` and `z` are tensors of numbers, `i` one of positions and `m` one of truths.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

CALLS_OF_ONE = 60
"""Combinations that are tried of each form of call."""

Shape = tuple[int, ...]


class Call(NamedTuple):
    """An expression and the shapes of the tensors that it names."""

    text: str
    shapes: dict[str, Shape]


ANY: tuple[Shape, ...] = ((), (4,), (2, 3), (3, 1), (2, 3, 4), (1, 3, 1), (2, 4, 6, 8), (1, 1, 5, 2, 3))
PAIRS: tuple[tuple[Shape, Shape], ...] = (
    ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 3), (2, 1)), ((4, 1, 3), (5, 1)), ((2, 3), ()), ((2, 3), (2, 4)),
    ((1,), (6,)), ((3, 4), (4, 3)), ((2, 3, 4), (2, 4, 5)), ((2, 3, 4), (4, 5)), ((4,), (4,)), ((5, 2, 3), (3,)),
    ((2, 1, 3, 4), (5, 4, 2)), ((3, 4), (4, 2)), ((2, 3), (4, 3)), ((0,), (2, 3)), ((3,), (3, 2)), ((2, 0), (2, 3)),
)  # fmt: skip
MAPS: tuple[Shape, ...] = (
    (1, 4, 8, 8),
    (2, 4, 9, 7),
    (4, 6, 6),
    (1, 8, 1, 1),
    (2, 9, 4, 4),
    (4, 5),
    (2, 4, 7),
    (1, 4, 5, 6, 7),
)

DIM = ("0", "1", "-1", "2", "-3", "5")
DIMS = ("0", "-1", "1", "(0, 1)", "(-1, -2)", "[0, 2]", "(1, 1)", "None", "(2, 3)", "4")
KEEP = ("", ", keepdim=True", ", True")
SIZES = (
    "-1",
    "2, -1",
    "-1, 3",
    "6, 4",
    "2, 3, 4",
    "(2, 12)",
    "4, -1, 2",
    "1, -1, 1",
    "5, -1",
    "-1, -1",
    "24",
    "[8, 3]",
    "0, -1",
)
KERNEL = ("2", "3", "(2, 3)", "1", "(3,)", "9")
REDUCTIONS = "mean sum prod amax amin std var norm logsumexp any all argmax argmin count_nonzero nansum median max min".split()
SAME = (
    "relu sigmoid tanh exp log sqrt abs neg sin cos floor ceil round erf rsqrt reciprocal square sign clone detach "
    "contiguous logical_not isnan isfinite relu_ sigmoid_ float long bool double zero_ nan_to_num trunc frac expm1"
).split()
LINKED = "add sub mul div pow maximum minimum eq lt ge atan2 fmod remainder logical_and where floor_divide hypot".split()
FORMS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("torch.{}(x, {}{})", (tuple(REDUCTIONS), DIMS, KEEP)),
    ("x.{}({}{})", (tuple(REDUCTIONS), DIMS, KEEP)),
    ("x.{}()", (tuple(REDUCTIONS),)),
    ("torch.{}(x)", (("std_mean", "var_mean", "aminmax", "flatten", "squeeze", "ravel", "numel", "t", "atleast_1d", "atleast_2d", "atleast_3d", "diag", "diagonal", "trace", "diag_embed", "argsort", "sort", "unbind", "triu", "tril", "zeros_like", "rand_like", "ones_like"),)),
    ("x.{}()", (tuple(SAME),)),
    ("x.{}", (("T", "mT", "shape", "ndim", "size()", "dim()", "numel()", "size(0)", "size(-1)", "size(2)", "mean(dtype=torch.float64)", "sum(axis=1, keepdims=True)", "H"),)),
    ("x.{}({})", (("softmax", "log_softmax", "cumsum", "cumprod", "unsqueeze", "squeeze", "sort", "argsort", "unbind", "flip", "cummax", "select_scatter" , "logcumsumexp", "mode"), DIM)),
    ("x.squeeze({})", (DIMS,)),
    ("torch.flatten(x, {}, {})", (DIM, DIM)),
    ("x.flatten(start_dim={}, end_dim={})", (DIM, DIM)),
    ("x.{}({}, {})", (("transpose", "swapaxes", "movedim"), DIM, DIM)),
    ("x.movedim({}, {})", (("(0, 1)", "[0, 2]", "0"), ("(-1, -2)", "[1, 0]", "(2, 0)"))),
    ("x.permute({})", (("0, 1", "1, 0", "(2, 0, 1)", "0, 2, 3, 1", "-1, 0, 1", "0, 0", "[0, 1, 2]", "4, 3, 2, 1, 0", "0", "()"),)),
    ("x.{}({})", (("view", "reshape"), SIZES)),
    ("torch.reshape(x, ({},))", (SIZES[:4],)),
    ("x.view(x.size(0), -1)", ()),
    ("x.expand({})", (("2, 3", "-1, 4", "(5, -1, -1)", "3, 3", "2, 3, 4", "-1, -1, -1", "4", "1, 3, 7"),)),
    ("x.{}({})", (("repeat", "tile"), ("2", "1, 2", "(2, 1, 3)", "2, 2, 2, 2", "3, 1, 1, 1, 1"))),
    ("x.repeat_interleave({})", (("2", "3, 0", "2, dim=1", "2, -1"),)),
    ("x.{}({}, {})", (("chunk", "split", "tensor_split"), ("1", "2", "3", "5", "0"), DIM)),
    ("x.split([{}], {})", (("1, 1", "1, 2", "2, 2, 2", "4", "1, 3"), DIM)),
    ("x.tensor_split([{}], {})", (("1", "1, 2", "2, 5", "3, 1"), DIM)),
    ("x.unflatten({}, {})", (DIM, ("(2, 2)", "(-1, 2)", "(1, -1)", "(3, 2)", "[2, -1]"))),
    ("x.narrow({}, {}, {})", (DIM, ("0", "1", "-1"), ("1", "2", "4"))),
    ("x.select({}, {})", (DIM, ("0", "1", "-1", "3"))),
    ("x.unfold({}, {}, {})", (DIM, ("1", "2", "3"), ("1", "2"))),
    ("x.topk({}{})", (("1", "2", "4", "9"), ("", ", dim=0", ", 1", ", -1"))),
    ("x.kthvalue({}{})", (("1", "2"), ("", ", 0", ", 1, True"))),
    ("x.roll({}, {})", (("1", "2"), ("0", "1", "-1"))),
    ("x.rot90({}, {})", (("1", "2", "-1"), ("(0, 1)", "[1, 2]", "(1, 0)"))),
    ("x.diagonal({})", (("0", "1", "-1", "0, 1, 2", "0, -1, -2", "0, 0, 0"),)),
    ("x.diff({})", (("", "dim=0", "dim=1"),)),
    ("torch.triu(x, {})", (("0", "1", "-1"),)),
    ("x[{}]", ((
        "0", "1", "-1", "5", "0, 0", "0, 1, 1", ":", "1:", ":-1", "::2", "1:3", "-2:", ":, 0", ":, 1:", "..., 0", "0, ...", "..., 1:", "None",
        ":, None", "..., None", "None, ..., 0", ":, :, 0", ":, :, ::2", ":, 0:1, None, 0", "[0, 1]", ":, [0, 0, 1]", "[0], :, [0]", "..., [0, 0]",
        "0, :, [0, 0]", "[0, 0], 0", "slice(0, 1)", "(0, 1)", "10:", "3:1", "0, 0, 0, 0, 0, 0", "None, None", "..., None, 0, :", "[0], None, [0]", "[[0, 0], [0, 0]]",
        ":, [0, 0], 0", ":, 0, [0, 0]", "[0, 0], :, 0", "0, ..., [0, 0]", "..., [0], :, [0]",
    ),)),
    ("torch.nn.functional.{}(x, {})", (("softmax", "log_softmax", "softmin", "normalize", "gumbel_softmax"), ("dim=0", "dim=-1", "dim=1"))),
    ("torch.nn.functional.pad(x, {})", (("(1, 1)", "(1, 2, 3, 4)", "[0, 1]", "(0, 0, 0, 0, 1, 1)", "(-1, 0)", "(1,)", "(1, 1, 1, 1), value=2.0", "(0, -1, 2, 2)"),)),
    ("torch.nn.functional.one_hot(x.long(), {})", (("3", "10"),)),
    ("torch.nn.functional.layer_norm(x, {})", (("(4,)", "(3, 4)", "x.shape[1:]", "[8]"),)),
    ("torch.nn.functional.glu(x, {})", (DIM,)),
)  # fmt: skip
PAIRED: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("torch.{}(x, y)", (("matmul", "mm", "bmm", "dot", "mv", "inner", "outer", "kron", "cdist", *LINKED[:8]),)),
    ("x.{}(y)", (("matmul", "mm", "bmm", "expand_as", "view_as", "reshape_as", "type_as", "to", *LINKED[:-4], "add_", "mul_", "copy_"),)),
    ("x {} y", (("@", "+", "-", "*", "/", "//", "%", "**", "==", "<", ">=", "!="),)),
    ("{} {} x", (("2", "1.5", "True"), ("+", "-", "*", "/", "<", "**"))),
    ("torch.{}([x, y]{})", (("cat", "stack", "concat"), ("", ", 0", ", 1", ", dim=-1", ", -2", ", 2", ", dim=5", ", axis=1"))),
    ("torch.{}([x, y])", (("hstack", "vstack", "dstack", "broadcast_tensors"),)),
    ("torch.{}((x, x, y), dim={})", (("cat", "stack"), DIM)),
    ("torch.where(x > 0, x, y)", ()),
    ("torch.where(x > 0, {}, y)", (("0", "1.5"),)),
    ("torch.tensordot(x, y, {})", (("1", "2", "0", "([0], [0])", "([1], [0])", "([0, 1], [0, 1])"),)),
    ("torch.einsum('{}', x, y)", (("ij,jk->ik", "ij,kj->ik", "bij,bjk->bik", "i,j->ij", "...ij,...jk->...ik", "ij,ij->", "ij,jk", "b i j, j k -> b i k", "ij,jk->kx", "...i,i->..."),)),
    ("torch.meshgrid(x.flatten(), y.flatten(), indexing='{}')", (("ij", "xy"),)),
    ("x.masked_fill(y > 0, 0)", ()),
    ("torch.clamp(x, min=y)", ()),
    ("torch.lerp(x, y, 0.5)", ()),
    ("torch.addmm(y, x, y)", ()),
    ("torch.nn.functional.linear(x, y)", ()),
    ("torch.nn.functional.cosine_similarity(x, y, dim={})", (("0", "1", "-1"),)),
    ("torch.nn.functional.pairwise_distance(x, y{})", (("", ", keepdim=True"),)),
    ("torch.nn.functional.{}(x, y{})", (("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy_with_logits", "kl_div", "soft_margin_loss"), ("", ", reduction='none'", ", reduction='sum'"))),
    ("x.index_select({}, torch.arange(2))", (DIM,)),
    ("x.gather({}, torch.zeros(y.shape, dtype=torch.long))", (("0", "1", "-1"),)),
    ("x.take_along_dim(torch.zeros(y.shape, dtype=torch.long), {})", (("0", "1", "-1"),)),
    ("x[torch.zeros(y.shape, dtype=torch.long)]", ()),
    ("x[:, torch.zeros(y.shape, dtype=torch.long)]", ()),
    ("torch.nn.functional.embedding(torch.zeros(x.shape, dtype=torch.long), y)", ()),
    ("torch.nn.functional.scaled_dot_product_attention(x, y, y)", ()),
    ("x.new_zeros(y.shape)", ()),
    ("x.view(*y.shape)", ()),
    ("x.new_{}(2, x.size(-1))", (("zeros", "ones", "empty"),)),
)  # fmt: skip
SPATIAL: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("torch.nn.functional.{}_pool2d(x, {}{})", (("max", "avg"), KERNEL, ("", ", 2", ", stride=1, padding=1", ", 2, ceil_mode=True", ", (2, 1), (0, 1)", ", 3, 1, ceil_mode=True"))),
    ("torch.nn.functional.{}_pool{}d(x, {})", (("max", "avg"), ("1", "3"), ("2", "3", "2, 1"))),
    ("torch.nn.functional.max_pool2d(x, 2, return_indices=True)", ()),
    ("torch.nn.functional.adaptive_{}_pool2d(x, {})", (("avg", "max"), ("1", "(2, 3)", "(None, 2)", "[3, 3]"))),
    ("torch.nn.functional.adaptive_avg_pool{}d(x, {})", (("1", "3"), ("1", "2"))),
    ("torch.nn.functional.interpolate(x, {})", (("scale_factor=2", "size=5", "scale_factor=0.5", "size=(3, 7)", "scale_factor=(2, 3)", "scale_factor=1.7", "size=x.shape[2:]", "x.shape[-2:]"),)),
    ("torch.nn.functional.interpolate(x, {}, mode='bilinear')", (("scale_factor=2", "size=(3, 7)"),)),
    ("torch.nn.functional.pixel_shuffle(x, {})", (("2", "3", "1"),)),
    ("torch.nn.functional.pixel_unshuffle(x, {})", (("2", "3"),)),
    ("torch.nn.functional.unfold(x, {}{})", (KERNEL, ("", ", stride=2", ", padding=1", ", dilation=2"))),
    ("torch.nn.functional.fold(x, (4, 5), 2)", ()),
    ("torch.nn.functional.conv2d(x, torch.empty(6, {}, {}){})", (("4", "1", "2", "9"), ("3, 3", "1, 1", "2, 5"), ("", ", stride=2", ", padding=1", ", padding='same'", ", groups=2", ", groups=4", ", dilation=2"))),
    ("torch.nn.functional.conv1d(x, torch.empty(6, {}, 3){})", (("4", "5", "2"), ("", ", None, 2, 1", ", groups=2"))),
    ("torch.nn.functional.conv_transpose2d(x, torch.empty({}, 6, {}){})", (("4", "9"), ("3, 3", "2, 2"), ("", ", stride=2", ", stride=2, padding=1, output_padding=1"))),
    ("torch.nn.functional.conv3d(x, torch.empty(2, 4, 3, 3, 3))", ()),
    ("torch.nn.functional.group_norm(x, {})", (("2", "4"),)),
    ("torch.nn.functional.grid_sample(x, torch.zeros(x.shape[0], 5, 6, 2))", ()),
    ("torch.nn.functional.affine_grid(torch.empty(2, 2, 3), {})", (("(2, 3, 4, 5)", "torch.Size([2, 1, 7, 7])"),)),
    ("torch.nn.functional.lp_pool2d(x, 2, {})", (KERNEL,)),
    ("torch.nn.functional.cross_entropy(x, torch.zeros(x.shape[0], *x.shape[2:], dtype=torch.long){})", (("", ", reduction='none'"),)),
    ("torch.{}(x, {})", (("max_pool2d", "avg_pool1d", "pixel_shuffle", "adaptive_avg_pool1d"), ("2",))),
    ("x.mean(({}))", (("2, 3", "-1, -2", "[2, 3]"),)),
)  # fmt: skip
MAKING = (
    "torch.zeros({})", "torch.ones(({}))", "torch.empty([{}])", "torch.rand({}, dtype=torch.float64)", "torch.full(({},), 1.0)", "torch.randn(size=({},))",
)  # fmt: skip
MADE = (
    *(form.format(sizes) for form in MAKING for sizes in ("2, 3", "4, 1", "1, 2, 3", "0, 2", "-1, 2")),
    *(f"torch.arange({bounds})" for bounds in ("5", "2, 9", "0, 10, 3", "0., 1., 0.1", "5, 2", "10, 0, -3", "0, 1, 0.3", "end=4", "1, 8, 2.5")),
    *(f"torch.linspace(0, 1, {steps})" for steps in ("5", "steps=3", "1")),
    *(f"torch.eye({sizes})" for sizes in ("3", "2, 4")),
    *(f"torch.{name}_indices({sizes})" for name in ("tril", "triu") for sizes in ("3, 3", "2, 4", "4, 2, 1", "3, 3, -1", "5, 3, 2", "2, 2, offset=1")),
    *(f"torch.{name}" for name in ("randperm(6)", "randint(5, (2, 3))", "randint(0, 5, (4,))", "hann_window(7)", "tensor([[1, 2], [3, 4]])", "tensor(3)", "logspace(0, 1, 4)", "normal(0., 1., (2, 2))")),
    "torch.meshgrid(torch.arange(3), torch.arange(4), indexing='ij')",
    "torch.stack(torch.meshgrid(torch.arange(3), torch.arange(2), indexing='xy')).flatten(1)",
    "torch.arange(12).view(3, 4)[torch.tensor([0, 2])]", "torch.arange(6)[torch.arange(6) > 2].ndim",
)  # fmt: skip


def _filled(forms: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]) -> Iterator[tuple[str, list[str]]]:
    for form, choices in forms:
        yield form, [form.format(*row) for row in itertools.product(*choices)]


def _tried(form: str, texts: list[str], inputs: list[dict[str, Shape]]) -> list[Call]:
    """Some of all combinations, each text at least once."""
    chance = random.Random(form)
    calls = [Call(text, chance.choice(inputs)) for text in texts]
    every = [Call(text, shapes) for text in texts for shapes in inputs]
    return calls + chance.sample(every, min(len(every), max(CALLS_OF_ONE, 2 * len(texts))))


def groups() -> dict[str, list[Call]]:
    """Calls by their form."""
    pairs: list[dict[str, Shape]] = [{"x": x, "y": y} for x, y in PAIRS]
    found = {"making": [Call(text, {}) for text in MADE]}
    for forms, inputs in (
        (FORMS, [{"x": shape} for shape in ANY]),
        (PAIRED, pairs),
        (SPATIAL, [{"x": shape} for shape in MAPS]),
    ):
        for form, texts in _filled(forms):
            found[form] = found.get(form, []) + _tried(form, texts, inputs)
    return found
