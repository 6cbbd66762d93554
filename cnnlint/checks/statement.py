"""A statement: a claim bound to what it speaks of, and to what was computed for it."""

from __future__ import annotations

from typing import NamedTuple

from ..claims.claim import Claim, Quantity
from ..network import Layer, Tally
from ..size import SizeLike
from ..source import Source
from ..unknown import Unknown


class Subject(NamedTuple):
    """What a claim may speak of, and the networks that it is, over all ways the code may take.

    `kind` is "layer" for a call, "model" for a class or function, "value" for a computed number, whose
    `numbers` then stand without a network. `title` names it in messages. `doubt` tells why the text
    may mean something else: it can then agree, but not be contradicted.
    """

    kind: str
    title: str
    networks: tuple[Layer, ...] = ()
    numbers: tuple[int, ...] = ()
    unknown: Unknown | None = None
    doubt: str | None = None


class Statement(NamedTuple):
    """One stated number in a source, with its possible subjects, best first.

    `form` tells where it stands: "remark", "assert", "record", "document" for a text that
    speaks of no code, "output" for what a notebook printed, "kept" for settings and data files,
    "table" for the models that a document lists. `sign` is the comparison of an assert.
    """

    source: Source
    claim: Claim
    subjects: tuple[Subject, ...]
    form: str = "remark"
    sign: str = "=="
    habit: bool = False


class Judgement(NamedTuple):
    """The verdict on one subject: the computed number, of which quantity, or why there is none."""

    verdict: str
    subject: Subject | None = None
    quantity: Quantity | None = None
    computed: SizeLike | None = None
    reason: str | Unknown | None = None


# The quantities of elements, and where a tally holds them.
QUANTITIES = {
    Quantity.PARAMETERS: "total",
    Quantity.TRAINABLE: "trainable",
    Quantity.NON_TRAINABLE: "non_trainable",
    Quantity.WEIGHTS: "weights",
    Quantity.BIASES: "biases",
    Quantity.BUFFERS: "buffers",
}


def amount(tally: Tally, quantity: Quantity) -> SizeLike | Unknown:
    """One quantity of a tally."""
    value: SizeLike | Unknown = getattr(tally, QUANTITIES[quantity])
    return value
