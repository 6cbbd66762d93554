"""Shapes of what `torch.fft` and `torch.linalg` give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...values.objects import Tensor, Value
from ..items import Items
from . import shapes
from .shapes import Misfit
from .tensor_elements import mapped, norm_of

Rule = Callable[..., Value]
_KEPT = mapped()


def _transformed(size: Callable[[Any], Any] | None) -> Rule:
    """A transform along one axis, cut or filled to `n` elements first; `size` gives what leaves of n."""

    def apply(machine: Items, tensor: Any, n: Value = None, dim: Value = -1, norm: Value = None) -> Value:
        axis = shapes.axis_of(dim, len(tensor.shape))
        given = tensor.shape[axis] if n is None else n
        return Tensor(shapes.replaced(tensor.shape, axis, given if size is None else size(given)))

    return apply


def _doubled(machine: Items, tensor: Any, n: Value = None, dim: Value = -1, norm: Value = None) -> Value:
    """`irfft`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    return Tensor(shapes.replaced(tensor.shape, axis, 2 * (tensor.shape[axis] - 1) if n is None else n))


def _transformed_along(last: Callable[[Any], Any] | None) -> Rule:
    """A transform along several axes whose sizes stay, but for the last one."""

    def apply(machine: Items, tensor: Any, s: Value = None, dim: Value = None, norm: Value = None) -> Value:
        if s is not None or dim not in (None, (-2, -1)):
            raise ValueError("a transform of other sizes")
        shape = tensor.shape
        return Tensor(shape if last is None else shapes.replaced(shape, len(shape) - 1, last(shape[-1])))

    return apply


def _half(size: Any) -> Any:
    return size // 2 + 1


def _square(machine: Items, tensor: Any, *rest: Value, **options: Value) -> Value:
    """What gives a matrix of the same sides."""
    _sides(tensor)
    return Tensor(tensor.shape)


def _number(machine: Items, tensor: Any) -> Value:
    """`det`: one number for each matrix."""
    _sides(tensor)
    return Tensor(tensor.shape[:-2])


def _sides(tensor: Any) -> None:
    if len(tensor.shape) < 2:
        raise Misfit("the input tensor must have at least 2 dimensions")


def _in_parts(machine: Items, tensor: Any, full_matrices: bool = True, **options: Value) -> Value:
    """`svd`."""
    _sides(tensor)
    *batch, rows, columns = tensor.shape
    if not isinstance(rows, int) or not isinstance(columns, int):
        raise ValueError("the lesser of two sides")
    few = min(rows, columns)
    left, right = ((rows, rows), (columns, columns)) if full_matrices else ((rows, few), (few, columns))
    return Tensor((*batch, *left)), Tensor((*batch, few)), Tensor((*batch, *right))


def _triangular(machine: Items, tensor: Any, mode: Value = "reduced") -> Value:
    """`qr`."""
    _sides(tensor)
    *batch, rows, columns = tensor.shape
    if mode not in ("reduced", "complete") or not isinstance(rows, int) or not isinstance(columns, int):
        raise ValueError("parts of this mode")
    inner = min(rows, columns) if mode == "reduced" else rows
    return Tensor((*batch, rows, inner)), Tensor((*batch, inner, columns))


OF_PACKAGES: dict[tuple[str, str], Rule] = {
    **{("fft", name): _transformed(None) for name in ("fft", "ifft")},
    **{("fft", name): _transformed(_half) for name in ("rfft", "ihfft")},
    **{("fft", name): _doubled for name in ("irfft", "hfft")},
    **{("fft", name): _transformed_along(None) for name in ("fft2", "ifft2", "fftn", "ifftn")},
    **{("fft", name): _transformed_along(_half) for name in ("rfft2", "rfftn")},
    **{("fft", name): _KEPT for name in ("fftshift", "ifftshift")},
    **{("linalg", name): _square for name in ("inv", "cholesky", "matrix_exp", "matrix_power")},
    **{("linalg", name): norm_of for name in ("norm", "vector_norm")},
    ("linalg", "det"): _number,
    ("linalg", "svd"): _in_parts,
    ("linalg", "qr"): _triangular,
}
