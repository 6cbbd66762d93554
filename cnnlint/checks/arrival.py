"""What arrives at a layer, and which call before it made it so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..evaluate.flow import Shape
from ..size import SizeLike
from ..unknown import Unknown
from ..values.objects import Value
from .inputs import BATCH
from .trials import Step

_FLATTENING = frozenset({"flatten", "view", "reshape", "Flatten"})


class Arrival(NamedTuple):
    """A size that arrives: the call that set it, None where it is the input's or no call is seen; and in the field's words."""

    size: SizeLike
    maker: Step | None
    words: str


def arrival(steps: Sequence[Step], shape: tuple[Value, ...], axis: int) -> Arrival:
    """Where the size of one axis of a shape comes from, given the calls before."""
    size = shape[axis]
    place = axis % len(shape) - len(shape)
    maker = maker_of(steps, shape, place)
    if maker is None:
        words = (
            f"{number(size)} arrive" if _is_picked(steps, shape, size) else f"the input has {number(size)}"
        )
        return Arrival(size, None, words)
    taken = maker.given[0] if maker.given else ()
    if maker.kind in _FLATTENING and isinstance(taken, tuple) and len(taken) > len(shape) and place == -1:
        return Arrival(size, maker, f"flatten of {shown(taken)} = {number(size)}")
    name = maker.label if maker.is_layer else f"{maker.label}()"
    return Arrival(size, maker, f"{name} gives {number(size)}")


def _is_picked(steps: Sequence[Step], shape: tuple[Value, ...], size: Value) -> bool:
    """Whether a shape may be a part of what a call gave, such as the last step of a sequence: picking is no call."""
    given = [each for step in steps for each in step.result if isinstance(each, tuple)]
    return any(len(each) > len(shape) and size in each for each in given)


def maker_of(steps: Sequence[Step], shape: tuple[Value, ...], place: int) -> Step | None:
    """The last call that set the size of an axis, counted from behind: those that hand it on are passed over."""
    wanted: Shape = shape
    for step in reversed(steps):
        if wanted not in step.result:
            continue
        taken = step.given[0] if len(step.given) == 1 else None
        if not isinstance(taken, tuple) or len(taken) < -place or taken[place] != shape[place]:
            return step
        if len(taken) != len(shape):
            return step
        wanted = taken
    return None


def shown(shape: Shape) -> str:
    """A shape without its batch: `64×12×12`."""
    if isinstance(shape, Unknown):
        return "?"
    sizes = shape[1:] if len(shape) > 1 else shape
    return "×".join("?" if size is None or isinstance(size, Unknown) else str(size) for size in sizes)


def with_batch(shape: Shape) -> str:
    """A shape with its batch: `N×64×12×12`."""
    if isinstance(shape, Unknown):
        return "?"
    return "×".join(
        "N" if size == BATCH else "?" if isinstance(size, Unknown) else str(size) for size in shape
    )


def number(size: Value) -> str:
    """A size with its thousands parted."""
    return f"{size:,}" if isinstance(size, int) else str(size)
