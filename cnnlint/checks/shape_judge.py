"""Judging stated shapes: does any reading agree with what flows through the code beside them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def agrees(claim: ShapeClaim, found: Beside, side: int | None = None) -> bool | None:
    """Whether a claim fits one reading of what flows beside it; None where that cannot be told.

    `side` is the height and width of the input, where these were left open.
    """
    shapes = (*found.result, *(found.given if claim.role != "out" else ()))
    if not found.result and not found.given:
        return None
    answers = [_fits(claim.sizes, dims) for shape in shapes for dims in _readings(_at(shape, side))]
    comparable = [answer for answer in answers if answer != "other"]
    if "yes" in comparable or _is_flattened(claim, found, side) or _is_weight(claim, found):
        return True
    return False if comparable and "open" not in comparable else None


def gives(sizes: tuple[int | None, ...], found: Beside, side: int | None) -> bool:
    """Whether sizes fit what the code beside them is given."""
    return any(_fits(sizes, dims) == "yes" for shape in found.given for dims in _readings(_at(shape, side)))


def partly(claim: ShapeClaim, found: Beside, side: int | None = None) -> bool:
    """Whether some size of a claim stands at its place in a reading of a result; one alone need not."""
    if len(claim.sizes) == 1:
        return claim.firm
    for shape in found.result:
        for dims in _readings(_at(shape, side)):
            if len(dims) == len(claim.sizes):
                pairs = zip(claim.sizes, dims, strict=True)
                if any(stated is not None and stated == actual for stated, actual in pairs):
                    return True
    return False


def _readings(shape: Sizes) -> Iterator[Sizes]:
    """The sizes without the batch and, should there be none, with all; channels first and last."""
    for dims in (shape[1:], shape):
        if dims:
            yield dims
            if len(dims) > 1:
                yield (*dims[1:], dims[0])
    if len(shape) > 2:
        yield (shape[-1], *shape[1:-1])  # tokens of a sequence


def _fits(stated: tuple[int | None, ...], dims: Sizes) -> str:
    """ "yes", "no", "open" where a size is not known, "other" where the number of sizes differs."""
    if len(stated) != len(dims):
        return "other"
    pairs = [(want, size) for want, size in zip(stated, dims, strict=True) if want is not None]
    if any(isinstance(size, int) and size != want for want, size in pairs):
        return "no"
    return "yes" if all(isinstance(size, int) for _, size in pairs) else "open"


def _is_flattened(claim: ShapeClaim, found: Beside, side: int | None) -> bool:
    """`# 16x5x5` beside what takes or gives 400 features."""
    if None in claim.sizes or claim.batched:
        return False
    features = prod(size for size in claim.sizes if size is not None)
    return any(_at(shape, side)[-1] == features for shape in (*found.given, *found.result))


def _is_weight(claim: ShapeClaim, found: Beside) -> bool:
    """Whether the sizes may be those of a kernel, in any order."""
    sizes = sorted(size for size in claim.sizes if size is not None)
    for weight in found.weights:
        rest = [size for size in weight if isinstance(size, int)]
        if all(size in rest and rest.count(size) >= sizes.count(size) for size in sizes):
            return True
    return False


def _at(shape: Sizes, side: int | None) -> Sizes:
    return shape if side is None else tuple(_size_at(size, side) for size in shape)


def _size_at(size: Value, side: int) -> Value:
    if not isinstance(size, Size):
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


def shown_at(shape: Shape, side: int | None) -> str:
    """A shape in a message: `64×14×14`, the batch left out."""
    if isinstance(shape, Unknown):
        return "?"
    sizes = _at(shape, side)
    batched = len(sizes) in (2, 4) or (len(sizes) > 1 and sizes[0] in (BATCH, None))
    kept = sizes[1:] if batched else sizes
    return "×".join("?" if size is None or isinstance(size, Unknown) else str(size) for size in kept)
