"""Calls of layers that try every argument: the grid on which rules are held against the framework.

All values are Python source, so that a call is one text that either side reads for itself.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from typing import NamedTuple

RANDOM_CALLS = 40
"""Combinations of several arguments that are tried per class, next to each value on its own."""


class Argument(NamedTuple):
    """A parameter of a signature; `default` is None where there is none."""

    name: str
    default: str | None


# Where a value is a size per dimension, it is tried as one number and as a tuple of so many.
PER_DIMENSION = {
    "kernel_size": ("3", "1", "2", "{3, 2, 1}"),
    "stride": ("1", "2", "{2, 1, 3}"),
    "padding": ("0", "1", "{1, 0, 1}"),
    "dilation": ("1", "2", "{1, 2, 1}"),
    "output_padding": ("0", "1", "{0, 1, 0}"),
    "output_size": ("4", "{4, 5, 3}", "1"),
    "output_ratio": ("0.5", "{0.5, 0.7, 0.6}"),
    "size": ("4", "{4, 5, 3}"),
    "scale_factor": ("2", "1.5", "{2, 3, 1}"),
}

WEIGHT = ("None", "torch.ones(4)", "torch.ones(2, 3)")
SWITCH = ("True", "False")
NAMED = {
    "groups": ("1", "2", "3"),
    "num_groups": ("2", "1", "3"),
    "num_chunks": ("3", "1"),
    "num_layers": ("1", "2", "3"),
    "num_encoder_layers": ("1", "2"),
    "num_decoder_layers": ("1", "2"),
    "num_parameters": ("1", "4"),
    "num_heads": ("2", "4"),
    "nhead": ("2", "4"),
    "embed_dim": ("8", "4"),
    "d_model": ("8", "4"),
    "dim_feedforward": ("16", "5"),
    "kdim": ("None", "3", "8"),
    "vdim": ("None", "5", "8"),
    "proj_size": ("0", "2"),
    "hidden_size": ("4", "3", "6"),
    "nonlinearity": ("'tanh'", "'relu'"),
    "padding_mode": ("'zeros'", "'reflect'", "'nonsense'"),
    "normalized_shape": ("4", "(4,)", "[2, 4]", "(3, 2, 4)"),
    "in_features": ("16", "6"),
    "n_classes": ("20", "16"),
    "cutoffs": ("[5, 10]", "[4]", "(2, 7, 15)"),
    "div_value": ("4.0", "2.0", "2"),
    "out_features": ("4", "7", "1"),
    "padding_idx": ("None", "0", "2", "-1", "6", "-9"),
    "weight": WEIGHT,
    "pos_weight": WEIGHT,
    "_weight": ("None", "torch.ones(6, 4)", "torch.ones(2, 3)"),
    "num_embeddings": ("6", "3"),
    "upscale_factor": ("2", "3", "1"),
    "downscale_factor": ("2", "3", "1"),
    "dim": ("1", "-1", "0"),
    "start_dim": ("1", "0", "-2", "2"),
    "end_dim": ("-1", "1", "2"),
    "unflattened_size": ("(2, 2)", "(2, -1)", "(-1, 1, 2)"),
    "p": ("0.5", "1.0"),
    "lower": ("0.1",),
    "upper": ("0.3",),
    "value": ("0.5", "2"),
    "threshold": ("0.5", "2.0"),
    "norm_type": ("2.0", "1.0"),
    "min_val": ("-1.0", "-2"),
    "max_val": ("1.0", "3"),
    "min_value": ("None", "-3.0"),
    "max_value": ("None", "4.0"),
    "size_average": ("None", "True", "False"),
    "reduce": ("None", "True", "False"),
    "reduction": ("'mean'", "'sum'", "'none'"),
    "mode": ("'mean'", "'sum'"),
    "encoder_layer": ("torch.nn.TransformerEncoderLayer(8, 2, 16)",),
    "decoder_layer": ("torch.nn.TransformerDecoderLayer(8, 2, 16, bias=False)",),
    "norm": ("None", "torch.nn.LayerNorm(8)"),
    "activation": ("'relu'", "'gelu'", "torch.nn.PReLU(3)"),
    "custom_encoder": ("None", "torch.nn.Linear(2, 3)"),
    "custom_decoder": ("None", "torch.nn.Linear(3, 2)"),
    "distance_function": ("None", "torch.nn.Bilinear(2, 3, 1)"),
    "module": ("torch.nn.Linear(2, 3)", "torch.nn.BatchNorm2d(4)"),
}

CLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "RNNBase": {"mode": ("'LSTM'", "'GRU'", "'RNN_TANH'", "'RNN_RELU'")},
    "Upsample": {"mode": ("'nearest'", "'bilinear'", "'area'")},
    "LinearCrossEntropyLoss": {"out_features": ("()", "(2,)", "(2, 3)"), "weight": ("None", "torch.ones(4)")},
    "Fold": {"output_size": ("(5, 6)", "6")},
    "Identity": {"kwargs": ()},
    "Transformer": {"activation": ("'relu'", "'gelu'", "torch.nn.ReLU()")},
    "_LPPoolNd": {"stride": ("None", "2")},
    "LocalResponseNorm": {"size": ("2", "3")},
    "CrossMapLRN2d": {"size": ("2", "3")},
    "CrossEntropyLoss": {"weight": ("None", "torch.ones(4)")},
}
"""Values that only fit one class."""

BASE_CONVOLUTION = {
    "kernel_size": ("(3, 2)", "(1,)"),
    "stride": ("(1, 1)", "(2, 1)"),
    "padding": ("(0, 0)", "'same'"),
    "dilation": ("(1, 1)",),
    "transposed": SWITCH,
    "output_padding": ("(0, 0)",),
    "bias": SWITCH,
    "padding_mode": ("'zeros'", "'reflect'"),
}
CLASSES["_ConvNd"] = CLASSES["_ConvTransposeNd"] = BASE_CONVOLUTION


def arguments(signature: str) -> list[Argument]:
    """Parameters of a signature in order; starred ones are left out."""
    given = ast.parse(f"lambda {signature}: 0", mode="eval").body
    assert isinstance(given, ast.Lambda)
    names = [*given.args.posonlyargs, *given.args.args]
    defaults: list[ast.expr | None] = [None] * (len(names) - len(given.args.defaults)) + given.args.defaults
    pairs = [
        *zip(names, defaults, strict=True),
        *zip(given.args.kwonlyargs, given.args.kw_defaults, strict=True),
    ]
    return [Argument(name.arg, ast.unparse(default) if default else None) for name, default in pairs]


def dimensions(name: str) -> int:
    """Spatial dimensions that a class name speaks of, else two."""
    found = re.search(r"(\d)d$", name)
    return int(found[1]) if found else 2


def values(name: str, argument: Argument) -> list[str]:
    """Values to try for an argument of the class `name`, the usual one first."""
    chosen = _chosen(name, argument)
    default = () if argument.default is None else (argument.default,)
    return list(dict.fromkeys((*default, *chosen))) or ["4", "6", "1"]


def _chosen(name: str, argument: Argument) -> tuple[str, ...]:
    if argument.name in CLASSES.get(name, {}):
        return CLASSES[name][argument.name]
    if "Pad" in name and argument.name == "padding":
        return ("1", "(" + ", ".join(str(n % 3) for n in range(1, 2 * dimensions(name) + 1)) + ")")
    if argument.name in PER_DIMENSION:
        count = dimensions(name)
        plain = tuple(_tuple_of(value, count) for value in PER_DIMENSION[argument.name])
        return (
            (*plain, "'same'", "'valid'") if _is_convolution(name) and argument.name == "padding" else plain
        )
    if argument.default in SWITCH:
        return SWITCH
    if argument.name in ("device", "dtype"):
        return ()
    return NAMED.get(argument.name, ())


def _tuple_of(value: str, count: int) -> str:
    if not value.startswith("{"):
        return value
    return "(" + "".join(f"{part}, " for part in value.strip("{}").split(", ")[:count]).strip() + ")"


def _is_convolution(name: str) -> bool:
    return "Conv" in name and "Transpose" not in name


def calls(name: str, signature: str) -> Iterator[str]:
    """Calls of a class of torch.nn: the plainest, each value on its own, and some combinations."""
    choices = {each.name: values(name, each) for each in arguments(signature)}
    defaults = {each.name: each.default for each in arguments(signature)}
    plain = {key: options[0] for key, options in choices.items()}
    rows = [plain, *({**plain, key: value} for key, options in choices.items() for value in options[1:])]
    chance = random.Random(name)
    rows += [{key: chance.choice(options) for key, options in choices.items()} for _ in range(RANDOM_CALLS)]
    texts = (", ".join(f"{k}={v}" for k, v in row.items() if v != defaults[k]) for row in rows)
    for text in dict.fromkeys(texts):
        yield f"torch.nn.{name}({text})"


INPUTS = (
    *([4], [2, 4], [2, 16], [6, 4]),
    *([2, 4, 9], [4, 9, 8], [2, 5, 4], [2, 8, 9]),
    *([2, 4, 9, 8], [4, 9, 8, 10], [1, 6, 5, 4]),
    *([2, 4, 9, 8, 10], [2, 4, 3, 2, 4]),
)
"""Input shapes of one to five dimensions, with such sizes as the grid's layers take."""
