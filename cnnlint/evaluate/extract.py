"""From the object that a constructor made to the network that it is."""

from __future__ import annotations

from ..network import Layer, Parameter
from ..unknown import Unknown
from ..values.objects import Class, Condition, Either, Function, Instance, Partial, Tensor, Value
from .attributes import describe_type
from .branches import Branches
from .library.networks import holding, is_deferred, is_module, may_own


def extract(machine: Branches, value: Value) -> Layer | Unknown:
    """The network of a layer object, in the way that this run takes; unknown for anything else."""
    value = machine.settled(value)
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Instance) and value.cls.opaque and not is_module(value):
        return value.cls.opaque
    if not is_module(value):
        return Unknown(f"{describe_type(value)} is no layer")
    frozen = is_deferred(value) and machine.settled(value.attrs["_trainable"]) is False
    return _Extraction(machine, frozen).layer("", value)


class _Extraction:
    """One walk over a network; a layer met again is the same layer. In a frozen one nothing is trained."""

    def __init__(self, machine: Branches, frozen: bool) -> None:
        self.machine = machine
        self.frozen = frozen
        self.done: dict[int, Layer | None] = {}

    def layer(self, name: str, module: Instance) -> Layer:
        identity = id(module)
        if identity in self.done:
            return self.done[identity] or _shell(name, module)
        self.done[identity] = None
        missing = self.machine.spoilt(module) or module.cls.opaque
        children = []
        held = holding(self.machine, module)
        for child_name, child in held.children.items():
            made = self._child(child_name, child)
            if isinstance(made, Layer):
                children.append(made)
            elif made is not None:
                missing = missing or made
        parameters, cause = self._tensors(held.parameters)
        buffers, buffer_cause = self._tensors(held.buffers)
        missing = missing or cause or buffer_cause or held.missing or self._undescribed(module)
        lost = module.attrs.get("_lost")
        if isinstance(lost, Unknown) and _lacking(children):
            missing = missing or Unknown(
                f"a call of {module.cls.name} is not followed: {lost.reason}", lost.span
            )
        layer = Layer(
            name=name,
            kind=module.cls.name,
            label=module.label or module.cls.name,
            identity=identity,
            parameters=parameters,
            buffers=buffers,
            children=tuple(children),
            missing=missing,
            span=module.origin,
            framework="keras" if is_deferred(module) else "torch",
        )
        self.done[identity] = layer
        return layer

    def _child(self, name: str, child: Value) -> Layer | Unknown | None:
        if type(child) is Instance and is_module(child):
            return self.layer(name, child)
        if isinstance(child, Either) and _owns_nothing(child):
            return None
        child = self.machine.settled(child)
        if child is None or isinstance(child, Unknown):
            return child
        return self.layer(name, child) if is_module(child) else Unknown(f"{name} is no layer")

    def _undescribed(self, module: Instance) -> Unknown | None:
        """An attribute of which nothing is known: it may be a layer or a parameter."""
        for value in module.attrs.values():
            if type(value) in _DESCRIBED:
                continue
            settled = self.machine.settled(value) if isinstance(value, Either) else value
            if isinstance(settled, Instance) and settled.cls.opaque and not is_module(settled):
                settled = settled.cls.opaque
            if isinstance(settled, Unknown) and not isinstance(settled, Condition) and may_own(settled):
                return settled
        return None

    def _tensors(self, tensors: dict[str, Value]) -> tuple[tuple[Parameter, ...], Unknown | None]:
        if not tensors:
            return (), None
        cause = None
        found = []
        for name, value in tensors.items():
            tensor = value if type(value) is Tensor else self.machine.settled(value)
            if isinstance(tensor, Tensor):
                trainable = tensor.attrs["requires_grad"]
                if self.frozen:
                    trainable = False
                elif trainable is not True and trainable is not False:
                    trainable = self.machine.truth(trainable)
                found.append(Parameter(name, tensor.shape, trainable, id(tensor)))
            elif tensor is not None:
                cause = cause or (tensor if isinstance(tensor, Unknown) else Unknown(f"{name} is no tensor"))
        return tuple(found), cause


_DESCRIBED = frozenset(
    (int, float, str, bool, type(None), dict, list, tuple, Tensor, Function, Class, Partial)
)


def _lacking(layers: list[Layer]) -> bool:
    """Whether something is missing in one of these layers, at any depth."""
    return any(inner.missing for layer in layers for inner in layer.walk())


def _shell(name: str, module: Instance) -> Layer:
    """What stands for a layer inside itself."""
    return Layer(name, module.cls.name, module.cls.name, id(module), (), (), ())


def _owns_nothing(value: Value) -> bool:
    """Whether a value holds no tensor whichever way is taken."""
    if isinstance(value, Either):
        return _owns_nothing(value.positive) and _owns_nothing(value.negative)
    if value is None:
        return True
    return is_module(value) and not any(value.attrs[name] for name in ("_parameters", "_buffers", "_modules"))
