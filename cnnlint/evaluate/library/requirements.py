"""What stub code demands of its arguments and inputs: a layer that is given others is refused, as records refuse it."""

from __future__ import annotations

from ...values.objects import Arguments, Builtin, Instance, Keywords, Raised, Tensor, Value
from ..items import Items
from .errors import REFUSED


def _refused(machine: Items, layer: Instance, requirement: str, values: Keywords, given: Value) -> Raised:
    name = f"{layer.cls.module}.{layer.cls.name}"
    raised = machine.error("AssertionError", f"{layer.cls.name}: not {requirement}", certain=True)
    raised.value.attrs[REFUSED] = (layer, name, requirement, dict(values), given)
    return raised


def _demand(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`demand(layer, holds, requirement, **values)`: the layer cannot be made where it does not hold for certain."""
    layer, holds, requirement = given
    if machine.truth(holds) is False:
        raise _refused(machine, layer, requirement, keywords, None)
    return None


def _take(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`take(layer, name, size, tensor)`: the last axis of what arrives is as long as an argument says."""
    layer, name, size, tensor = given
    shape = tensor.shape if isinstance(tensor, Tensor) else None
    if isinstance(shape, tuple) and shape:
        known = machine.settled(size), machine.settled(shape[-1])
        if all(type(each) is int for each in known) and known[0] != known[1]:
            raise _refused(machine, layer, f"x[-1] == {name}", {name: known[0]}, (shape,))
    return None


NAMES: dict[str, Value] = {
    "evaluator.demand": Builtin("evaluator.demand", _demand),
    "evaluator.take": Builtin("evaluator.take", _take),
}
