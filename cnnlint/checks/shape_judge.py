"""Judging stated shapes: does any reading agree with what flows through the code beside them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

from ..claims.shape_text import ShapeClaim
from ..evaluate.flow import Shape
from ..size import Size, SizeLike, substitute
from ..unknown import Unknown
from ..values.objects import Value
from .inputs import BATCH, SIDE
from .trials import Step

# Sides of an input that an open model is tried on.
MOST_SIDE = 640
_SIDE = next(SIDE.names())

Sizes = tuple[Value, ...]


class Beside(NamedTuple):
    """What flows beside a stated shape: shapes given and results, and those of the weights at work."""

    given: tuple[Sizes, ...]
    result: tuple[Sizes, ...]
    weights: tuple[Sizes, ...]


def beside(steps: Sequence[Step]) -> Beside:
    """The shapes of some calls, each once."""
    return Beside(
        _known(shape for step in steps for shape in step.given),
        _known(shape for step in steps for shape in step.result),
        _known(shape for step in steps for shape in step.weights),
    )


def _known(shapes: Iterator[Shape]) -> tuple[Sizes, ...]:
    return tuple(dict.fromkeys(shape for shape in shapes if not isinstance(shape, Unknown)))


# Whether a claim fits at a side of the input; None where that cannot be told.
Answer = Callable[[int | None], bool | None]


def agrees(claim: ShapeClaim, found: Beside, side: int | None = None) -> bool | None:
    """Whether a claim fits one reading of what flows beside it; None where that cannot be told.

    `side` is the height and width of the input, where these were left open.
    """
    return answering(claim, found)(side)


def answering(claim: ShapeClaim, found: Beside) -> Answer:
    """The same for many sides: what does not depend on the side is reckoned once."""
    shapes = tuple(_spoken_of(claim, found))
    if not shapes:
        return lambda side: None
    if _is_weight(claim, found):
        return lambda side: True
    # Readings have as many sizes as the shape, or one less.
    alike = (shape for shape in shapes if len(shape) - len(claim.sizes) in (0, 1))
    readings = (dims for shape in alike for dims in _readings(shape))
    comparable = tuple(dict.fromkeys(dims for dims in readings if len(dims) == len(claim.sizes)))
    features, ends = _flattened(claim, found)
    told = {dims: _fits(claim.sizes, dims, None) for dims in comparable}
    # What a size that stands fast rules out, no side brings back.
    varying = [dims for dims in comparable if told[dims] != "no" and depends_on_side((*dims, *claim.sizes))]
    settled = [told[dims] for dims in comparable if dims not in varying]

    def answer(side: int | None) -> bool | None:
        sizes = _at(claim.sizes, side)
        answers = [*settled, *[_fits(sizes, dims, side) for dims in varying]]
        if "yes" in answers or any(_size_at(size, side) == features for size in ends):
            return True
        return False if answers and "open" not in answers else None

    if varying or depends_on_side(ends):
        return answer
    always = answer(None)
    return lambda side: always


def _spoken_of(claim: ShapeClaim, found: Beside) -> Iterator[Sizes]:
    """The shapes that a claim may mean; two plain numbers in brackets are a batch and one size."""
    known = {"given": found.given, "out": found.result, "shown": found.result}
    shapes = known.get(claim.role, (*found.result, *found.given))
    pair = claim.batch is not None and len(claim.sizes) == 1
    if pair and not found.given and claim.role != "shown":
        return  # of what is made of no tensor the numbers may be bounds
    yield from (shape for shape in shapes if not pair or (len(shape) == 2 and isinstance(shape[0], int)))


def has_batch(claim: ShapeClaim, found: Beside) -> bool:
    """Whether the batch that a claim states may flow beside it."""
    shapes = (*found.result, *found.given)
    return any(shape and (shape[0] == claim.batch or not isinstance(shape[0], int)) for shape in shapes)


def states(claim: ShapeClaim, found: Beside, side: int | None) -> bool:
    """Whether a claim is right with its batch."""
    return has_batch(claim, found) and agrees(claim, found, side) is True


def partly(claim: ShapeClaim, found: Beside, side: int | None = None) -> bool:
    """Whether some size of a claim stands at its place in a reading of what it speaks of; one alone need not."""
    if len(claim.sizes) == 1:
        return claim.firm or claim.role == "shown"
    of_result = any(_matching(claim, shape, side) for shape in found.result)
    if claim.role in ("out", "shown") or (of_result and claim.role != "given"):
        return of_result
    # What is given has more besides that could be meant.
    return any(2 * _matching(claim, shape, side) >= len(claim.sizes) for shape in found.given)


def _matching(claim: ShapeClaim, shape: Sizes, side: int | None) -> int:
    """How many sizes of a claim stand at their places in the reading of a shape that fits best."""
    sizes = _at(claim.sizes, side)
    counts = [
        sum(stated is not None and stated == actual for stated, actual in zip(sizes, dims, strict=True))
        for dims in _readings(_at(shape, side))
        if len(dims) == len(sizes)
    ]
    return max(counts, default=0)


def speaks_of_given(claim: ShapeClaim, given: Shape | None, result: Shape | None, side: int | None) -> bool:
    """Whether a claim that is wrong is rather one of what comes in."""
    if claim.role in ("given", "out", "shown") or not isinstance(given, tuple):
        return claim.role == "given"
    of_result = _matching(claim, result, side) if isinstance(result, tuple) else 0
    return _matching(claim, given, side) > of_result


def least_side(size: Value, wanted: int) -> int | None:
    """The least side of the input at which a size is so great; None where none up to a million is found."""
    low, high = 1, 1 << 20
    if not isinstance(size, Size) or not _reaches(size, high, wanted):
        return None
    while low < high:
        middle = (low + high) // 2
        if _reaches(size, middle, wanted):
            high = middle
        else:
            low = middle + 1
    return low


def _reaches(size: Size, side: int, wanted: int) -> bool:
    value = _size_at(size, side)
    return isinstance(value, int) and value >= wanted


def _readings(shape: Sizes) -> Iterator[Sizes]:
    """The sizes without the batch and, should there be none, with all; channels first and last."""
    for dims in (shape[1:], shape):
        if dims:
            yield dims
            if len(dims) > 1:
                yield (*dims[1:], dims[0])
    if len(shape) > 2:
        yield (shape[-1], *shape[1:-1])  # tokens of a sequence


def _fits(stated: Sizes, dims: Sizes, side: int | None) -> str:
    """ "yes", "no", "open" where a size is not known."""
    answer = "yes"
    for want, size in zip(stated, dims, strict=True):
        if want is None:
            continue
        # Reckoned one by one: the first that differs tells.
        size = _size_at(size, side)
        if not (isinstance(size, int) and isinstance(want, int)):
            answer = "open"
        elif size != want:
            return "no"
    return answer


def _flattened(claim: ShapeClaim, found: Beside) -> tuple[int, Sizes]:
    """`# 16x5x5` beside what takes or gives 400 features: the product, and the last sizes that flow there."""
    sizes = [size for size in claim.sizes if isinstance(size, int)]
    if len(sizes) < len(claim.sizes) or claim.batched:
        return 0, ()
    return prod(sizes), tuple(dict.fromkeys(shape[-1] for shape in (*found.given, *found.result) if shape))


def _is_weight(claim: ShapeClaim, found: Beside) -> bool:
    """Whether the sizes may be those of a kernel, in any order."""
    sizes = sorted(size for size in claim.sizes if isinstance(size, int))
    for weight in found.weights:
        rest = [size for size in weight if isinstance(size, int)]
        if all(size in rest and rest.count(size) >= sizes.count(size) for size in sizes):
            return True
    return False


def _at(shape: Sizes, side: int | None) -> Sizes:
    return shape if side is None else tuple(_size_at(size, side) for size in shape)


def _size_at(size: Value, side: int | None) -> Value:
    if side is None or not isinstance(size, Size):
        return size
    try:
        return _substituted(size, side)
    except (ArithmeticError, ValueError) as error:
        return Unknown(f"a size that cannot be computed: {error}")


# The same few sizes are asked for at many sides, by each claim.
@lru_cache(maxsize=20_000)
def _substituted(size: Size, side: int) -> SizeLike:
    return substitute(size, {_SIDE: side})


def depends_on_side(shape: Sizes) -> bool:
    """Whether a size of a shape is reckoned from the side of the input."""
    return any(isinstance(size, Size) and _SIDE in size.names() for size in shape)


def shape_at(shape: Shape, side: int | None) -> Shape:
    """A shape at this side of the input."""
    return shape if isinstance(shape, Unknown) else _at(shape, side)


def shown_at(shape: Shape, side: int | None, claim: ShapeClaim) -> str:
    """A shape in a message: `64×14×14`, the batch left out unless the claim states its number."""
    if isinstance(shape, Unknown):
        return "?"
    sizes = _at(shape, side)
    usual = len(sizes) == len(claim.sizes) + 1 if claim.batched else len(sizes) in (2, 4, 5)
    batched = claim.batch is None and (usual or (len(sizes) > 1 and sizes[0] in (BATCH, None)))
    kept = sizes[1:] if batched else sizes
    return "×".join("?" if size is None or isinstance(size, Unknown) else str(size) for size in kept)
