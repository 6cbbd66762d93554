"""Calls of Keras layers with inputs: the grid on which the rules are held against Keras.

All values are Python source over `keras` and `layers`, so that a call is one text that either side reads for itself.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from grid import Argument, arguments

RANDOM_CALLS = 5

SWITCH = ("True", "False")
LAYOUT = ("'channels_last'", "'channels_first'", "None")
NAMED = {
    "units": ("4", "1", "0"),
    "filters": ("4", "6", "0"),
    "groups": ("1", "2", "3", "-1"),
    "depth_multiplier": ("1", "2", "0"),
    "data_format": LAYOUT,
    "rate": ("0.5", "0.0", "1.5"),
    "stddev": ("0.5", "2.0"),
    "lora_rank": ("None", "2"),
    "axis": ("-1", "1", "2", "-2", "5"),
    "n": ("3", "0"),
    "input_dim": ("5", "0"),
    "output_dim": ("3", "7"),
    "shared_axes": ("None", "[1]", "(1, 2)", "2"),
    "output_size": ("3", "{2, 3, 1}"),
    "merge_mode": ("'concat'", "'sum'", "None", "'nonsense'"),
    "num_heads": ("2", "1", "0"),
    "num_query_heads": ("4", "2"),
    "num_key_value_heads": ("2", "1"),
    "head_dim": ("3", "5"),
    "key_dim": ("3", "5"),
    "value_dim": ("None", "2"),
    "output_shape": ("None", "7", "(2, 3)"),
    "height": ("5", "12"),
    "width": ("4", "11"),
    "target_shape": ("(-1,)", "(2, -1)", "(4, 6)", "(3, -1, 2)"),
    "dims": ("(2, 1)", "(1,)", "(1, 3, 2)", "(0, 1)"),
    "score_mode": ("'dot'", "'concat'", "'nonsense'"),
    "num_tokens": ("5", "3", "None"),
    "output_mode": ("'multi_hot'", "'one_hot'", "'count'", "'nonsense'"),
    "frame_length": ("4", "5"),
    "frame_step": ("None", "2", "9"),
    "fft_length": ("None", "8", "2"),
    "mode": ("'log'", "'real'", "'imag'", "'stft'", "'nonsense'"),
    "merge": ("'concat'",),
    "scale": ("0.5",),
    "factor": ("0.2",),
    "height_factor": ("0.2",),
    "width_factor": ("0.2",),
    "mean": ("None",),
    "variance": ("None",),
    "activation": ("None", "'relu'"),
}
# A number, or so many in a tuple.
PER_DIMENSION = {
    "kernel_size": ("3", "1", "{3, 2, 1}", "0", "(2, 2, 2, 2)"),
    "strides": ("1", "2", "{2, 1, 2}"),
    "dilation_rate": ("1", "2", "{1, 2, 1}"),
    "pool_size": ("2", "3", "{2, 1, 2}"),
    "output_padding": ("None", "1", "{0, 1, 0}"),
    "size": ("2", "{2, 1, 3}"),
    "output_size": ("3", "{2, 3, 1}"),
}
CLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "BatchNormalization": {"synchronized": (), "scale": SWITCH, "renorm": SWITCH},
    "GroupNormalization": {"groups": ("2", "1", "-1", "3"), "scale": SWITCH},
    "LayerNormalization": {"axis": ("-1", "1", "[1, 2]", "(-1, 1)", "5"), "scale": SWITCH},
    "RMSNormalization": {"axis": ("-1", "1", "[1, 2]")},
    "UnitNormalization": {"axis": ("-1", "1", "[1, 2]")},
    "Normalization": {"axis": ("-1", "None", "(0, -1)", "1"), "invert": SWITCH},
    "Discretization": {"bin_boundaries": ("[0.0, 1.0]",), "output_mode": ("'int'",), "num_bins": ()},
    "EinsumDense": {
        "equation": ("'ab,bc->ac'", "'abc,cd->abd'", "'...x,xy->...y'", "'abc,cde->abde'"),
        "output_shape": ("4", "(None, 4)", "(None, 3, 4)"),
        "bias_axes": ("None", "'c'", "'d'", "'y'", "'de'", "'e'"),
    },
    "MelSpectrogram": {
        "fft_length": ("2048",),
        "sequence_stride": ("512", "4"),
        "num_mel_bins": ("8", "128"),
    },
    "Lambda": {
        "function": ("lambda x: x[..., :1]", "lambda x: keras.ops.concatenate([x, x], -1)"),
        "output_shape": (),
    },
    "TimeDistributed": {"layer": ("layers.Dense(3)", "layers.Conv1D(2, 2)", "layers.Flatten()")},
    "Wrapper": {"layer": ("layers.Dense(3)",)},
    "SpectralNormalization": {"layer": ("layers.Dense(3)", "layers.Conv2D(2, 2)", "layers.Embedding(5, 3)")},
    "Bidirectional": {
        "layer": (
            "layers.LSTM(3)",
            "layers.GRU(3, return_sequences=True)",
            "layers.SimpleRNN(2, return_state=True)",
            "layers.ConvLSTM1D(2, 2)",
        ),
        "backward_layer": (),
        "weights": (),
    },
    "RNN": {
        "cell": (
            "layers.LSTMCell(3)",
            "[layers.GRUCell(3), layers.LSTMCell(2)]",
            "layers.StackedRNNCells([layers.SimpleRNNCell(4), layers.SimpleRNNCell(2)])",
        ),
        "unroll": (),
        "stateful": (),
    },
    "Dot": {"axes": ("1", "-1", "(1, 2)", "[2, 1]")},
    "Concatenate": {"axis": ("-1", "1", "2")},
    "STFTSpectrogram": {"window": ("'hann'",), "scaling": ("'density'",)},
    "RandomPosterization": {"factor": ("3",)},
    "ReversibleEmbedding": {"lora_rank": ()},
}
SKIPPED = frozenset(
    {
        "implementation",
        "time_major",
        "alpha",
        "input_length",
        "lora_alpha",
        "stateful",
        "unroll",
        "use_cudnn",
        "seed",
        "flash_attention",
        "sliding_window",
        "sparse",
    }
)
# Layers whose calls need TensorFlow, files, other data or several things at once.
NOT_CALLED = frozenset(
    "Hashing HashedCrossing IntegerLookup StringLookup TextVectorization AugMix CutMix MixUp RandAugment "
    "MaxNumBoundingBoxes Pipeline Wrapper StackedRNNCells SimpleRNNCell LSTMCell GRUCell".split()
)
PAIRS = frozenset(
    "Add Average Maximum Minimum Multiply Subtract Concatenate Dot Attention AdditiveAttention".split()
)
IMAGES = frozenset({"Resizing", "CenterCrop"})
TWO_TENSORS = frozenset({"MultiHeadAttention", "GroupQueryAttention"})


def dimensions(name: str) -> int | None:
    """Spatial dimensions that a class name speaks of."""
    found = re.search(r"(\d)D", name)
    return int(found[1]) if found else None


def values(name: str, argument: Argument) -> list[str]:
    """Values to try for an argument of the class `name`, its default first."""
    default = () if argument.default is None else (argument.default,)
    return list(dict.fromkeys((*default, *_chosen(name, argument)))) or ["2"]


def _chosen(name: str, argument: Argument) -> tuple[str, ...]:
    if argument.name in CLASSES.get(name, {}):
        return CLASSES[name][argument.name]
    if argument.name in SKIPPED:
        return ()
    count = dimensions(name)
    if argument.name in PER_DIMENSION and count:
        return tuple(_tuple_of(value, count) for value in PER_DIMENSION[argument.name])
    if argument.name == "padding" and "Padding" in name:
        return (
            ("1", "(1, 2)")
            if count == 1
            else ("1", str(((1, 2), (0, 1), (2, 2))[:count]), str((1, 2, 3)[:count]))
        )
    if argument.name == "cropping":
        return ("1", "(1, 2)") if count == 1 else ("1", str(((1, 2), (0, 1), (2, 2))[:count]))
    if argument.name == "filters" and "LSTM" in name:
        return ("4", "6")
    if argument.name == "padding" and "Pooling" in name:
        return ("'valid'", "'same'", "'nonsense'")
    if argument.name == "padding":
        return ("'valid'", "'same'", "'SAME'", "'causal'", "'nonsense'")
    if argument.default in SWITCH:
        return SWITCH
    return NAMED.get(argument.name, ())


def _tuple_of(value: str, count: int) -> str:
    if not value.startswith("{"):
        return value
    return "(" + "".join(f"{part}, " for part in value.strip("{}").split(", ")[:count]).strip() + ")"


def calls(name: str, signature: str) -> Iterator[str]:
    """Calls of a class of keras.layers: the plainest, each value on its own, and some combinations."""
    choices = {each.name: values(name, each) for each in arguments(signature)}
    defaults = {each.name: each.default for each in arguments(signature)}
    plain = {key: options[0] for key, options in choices.items()}
    rows = [plain, *({**plain, key: value} for key, options in choices.items() for value in options[1:])]
    chance = random.Random(name)
    rows += [{key: chance.choice(options) for key, options in choices.items()} for _ in range(RANDOM_CALLS)]
    texts = (", ".join(f"{k}={v}" for k, v in row.items() if v != defaults[k]) for row in rows)
    for text in dict.fromkeys(texts):
        yield f"layers.{name}({text})"


SHAPES = {
    1: ("(None, 9, 4)", "(2, 5, 6)", "(None, None, 4)"),
    2: ("(None, 9, 8, 4)", "(2, 4, 9, 6)", "(None, None, 7, 6)"),
    3: ("(None, 6, 5, 7, 4)", "(2, 4, 9, 5, 6)", "(None, None, 7, 6, 4)"),
    None: ("(None, 4)", "(2, 6, 4)", "(None, 5, 6, 4)", "(None, None, 6)"),
}
PAIRED = (
    "[(None, 6, 4), (None, 6, 4)]",
    "[(None, 5, 4), (None, 3, 4)]",
    "[(2, 4), (None, 4)]",
    "[(None, 1, 4), (None, 6, 4)]",
    "(None, 6, 4)",
)


def inputs(name: str) -> tuple[str, ...]:
    """Shapes to call a class with."""
    if name in PAIRS:
        return PAIRED
    if name in TWO_TENSORS:
        return ("[(None, 6, 4), (None, 5, 4)]", "[(2, 6, 4), (2, 5, 3)]")
    if name.startswith("ConvLSTM"):
        count = int(name[-2])
        return (
            f"(None, 3, {'8, ' * count}4)",
            f"(2, 3, {'9, ' * count}6)",
            f"(None, 3, {'None, ' * count}4)",
        )
    if name in IMAGES or name.startswith("Random"):
        return ("(None, 9, 8, 3)", "(2, 4, 9, 3)", "(6, 9, 3)")
    if name in ("Embedding", "ReversibleEmbedding"):
        return ("(None,)", "(2, 6)")
    return SHAPES[dimensions(name)]
