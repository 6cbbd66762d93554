"""Classes made of records whose layers get their weights when they are first called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..layers.binding import BadArguments
from ..layers.leaf import Leaf, Refused
from ..source import Span
from ..unknown import Unknown
from ..values.objects import Arguments, Builtin, Class, Instance, Keywords, Raised, Tensor, Value
from .branches import Branches
from .library.errors import REFUSED
from .library.keras_layers import DEFAULT_BUILD, LAYER, OPTIONS, add_weight, shapes_of, tensors_of, track
from .library.keras_layout import LAYOUT, default_layout
from .library.keras_versions import speaks_old
from .records import label, told

Native = Callable[[Any, Arguments, Keywords], Value]


def deferred_class(dotted: str, leaf: Leaf | None, base: Class) -> Class:
    """The class of a record; without a record, an abstract class between records and their base."""
    module, _, name = dotted.rpartition(".")
    cls = Class(name, [base], {}, module)
    if leaf is None:
        return cls
    cls.attrs["__init__"] = Builtin(f"{dotted}.__init__", _constructor(leaf))
    cls.attrs["build"] = Builtin(f"{dotted}.build", _build(leaf)) if _makes(leaf) else DEFAULT_BUILD
    if leaf.record.output is not None:
        cls.attrs["compute_output_shape"] = Builtin(f"{dotted}.compute_output_shape", _output(leaf))
        cls.attrs["call"] = Builtin(f"{dotted}.call", _call(leaf))
    return cls


def _makes(leaf: Leaf) -> bool:
    return bool(leaf.record.params)


def _constructor(leaf: Leaf) -> Native:
    def construct(machine: Any, arguments: Arguments, keywords: Keywords) -> Value:
        layer, span = arguments[0], machine.calling
        settled = [told(machine.settled(value)) for value in arguments[1:]]
        named = {name: told(machine.settled(value)) for name, value in keywords.items()}
        try:
            bound = leaf.bind(settled, named)
        except BadArguments as error:
            raise machine.error("TypeError", str(error)) from None
        more = bound.pop("kwargs", {})
        options = {name: bound[name] for name in bound.keys() & OPTIONS if name in named} | more
        if "input_dim" in bound:
            options.pop("input_dim", None)
        machine.call(LAYER.attrs["__init__"], [layer], options, None)
        if LAYOUT in bound and bound[LAYOUT] is None:
            bound[LAYOUT] = default_layout(machine)
        layer.label = label(layer.cls.name, settled, named)
        _doubt(machine, bound, settled, span)
        _refuse(machine, leaf, layer, bound)
        bound.update({name: leaf.value(text, bound) for name, text in leaf.record.attributes.items()})
        _refuse(machine, leaf, layer, bound)
        _keep(machine, layer, bound)
        return None

    return construct


def _keep(machine: Any, layer: Instance, bound: dict[str, Value]) -> None:
    """Arguments become attributes; what sets first values or regularizes owns nothing that is counted."""
    machine.change(layer.attrs)
    for name, value in bound.items():
        if name in OPTIONS and name != "input_dim":
            continue
        if isinstance(value, Unknown) and name.endswith(_VALUES_ONLY):
            value = Unknown(f"the {name}")
        layer.attrs[name] = tuple(value) if isinstance(value, list) else value
        track(machine, layer, name, value)


_VALUES_ONLY = ("_initializer", "_regularizer", "_constraint")


def _doubt(machine: Any, bound: dict[str, Value], given: Arguments, span: Span | None) -> None:
    """A third number in a row is the kernel's columns in Keras 1, and the strides since."""
    if list(bound)[1:3] != ["kernel_size", "strides"] or len(given) < 3 or not isinstance(given[2], int):
        return
    if speaks_old(machine, span):
        bound["strides"] = Unknown("a number that is the kernel's or the strides', by the version of Keras")
        if bound["kernel_size"] != given[2]:
            bound["kernel_size"] = bound["strides"]


def _refuse(machine: Branches, leaf: Leaf, layer: Instance, names: dict[str, Value]) -> None:
    refusal = leaf.refusal(names)
    if refusal is not None:
        raise _refused(machine, leaf, layer, names, refusal)


def _refused(
    machine: Branches, leaf: Leaf, layer: Instance, names: dict[str, Value], requirement: str
) -> Raised:
    """The error of a layer that cannot be made or called, with what it was given."""
    raised = machine.error("ValueError", f"{leaf.record.short_name}: not {requirement}")
    x = names.get("x")
    given = None
    if isinstance(x, list):
        given = tuple(map(tuple, x)) if _is_nested(x) else (tuple(x),)
    plain = {name: value for name, value in names.items() if not name.startswith("_")}
    raised.value.attrs[REFUSED] = (layer, leaf.record.name, requirement, plain, given)
    return raised


def _is_nested(x: list[Value]) -> bool:
    return bool(x) and all(isinstance(part, (list, tuple)) for part in x)


def _names(leaf: Leaf, layer: Instance, x: Value) -> dict[str, Value]:
    return {**layer.attrs, "x": list(x) if isinstance(x, tuple) else x}


def _build(leaf: Leaf) -> Native:
    def build(machine: Any, arguments: Arguments, keywords: Keywords) -> Value:
        layer = arguments[0]
        x = arguments[1] if len(arguments) > 1 else next(iter(keywords.values()), None)
        names = _names(leaf, layer, x)
        _refuse(machine, leaf, layer, names)
        for rule in leaf.record.params:
            try:
                shape = leaf.shape(rule, names, machine.decide)
            except Refused as error:
                raise _refused(machine, leaf, layer, names, str(error)) from None
            made = None
            if shape is not None:
                # A weight that some option freezes is made to be trained, and frozen afterwards.
                options = {"shape": shape, "trainable": rule.trainable != "False", "name": rule.name}
                made = add_weight(machine, [layer], options)
                if leaf.frozen(rule, names, machine.decide):
                    made.attrs["requires_grad"] = False
            machine.change(layer.attrs)
            layer.attrs[rule.name] = made
        layer.attrs["built"] = True
        layer.attrs[BUILT_FOR] = x
        return None

    return build


# Under this name a layer holds the shape that its weights were made for.
BUILT_FOR = "_built_for"


def _refuse_another(machine: Any, leaf: Leaf, layer: Instance, names: dict[str, Value]) -> None:
    """Refuse what the weights of a layer, made for another input, cannot take."""
    before, now = layer.attrs.get(BUILT_FOR), names["x"]
    if not isinstance(before, (list, tuple)) or not isinstance(now, list) or len(before) != len(now):
        return
    for axis, (size, other) in enumerate(zip(before, now, strict=True)):
        if isinstance(size, int) and isinstance(other, int) and size != other:
            told = {**names, "x": [*before[:axis], other, *before[axis + 1 :]]}
            if any(
                _differs(leaf.shape(rule, told, machine.decide), layer, rule.name)
                for rule in leaf.record.params
            ):
                kind = "channels" if len(now) > 3 else "features"
                names = {**names, f"built_{kind}": size}
                raise _refused(machine, leaf, layer, names, f"x[{axis - len(now)}] == built_{kind}")


def _differs(shape: Any, layer: Instance, name: str) -> bool:
    """Whether a weight would have certainly other sizes."""
    held = layer.attrs.get(name)
    if (
        not isinstance(held, Tensor)
        or isinstance(shape, Unknown)
        or isinstance(held.shape, Unknown)
        or shape is None
    ):
        return False
    pairs = zip(shape, held.shape, strict=False)
    return any(isinstance(one, int) and isinstance(other, int) and one != other for one, other in pairs)


def _output(leaf: Leaf) -> Native:
    def compute(machine: Any, arguments: Arguments, keywords: Keywords) -> Value:
        layer = arguments[0]
        x = arguments[1] if len(arguments) > 1 else next(iter(keywords.values()), None)
        if isinstance(x, Unknown):
            return x
        names = _names(leaf, layer, x)
        _refuse(machine, leaf, layer, names)
        if leaf.record.params:
            _refuse_another(machine, leaf, layer, names)
        try:
            return _shape(leaf.value(leaf.record.output or "", names, strict=True))
        except Refused as error:
            raise _refused(machine, leaf, layer, names, str(error)) from None

    return compute


def _shape(value: Value) -> Value:
    """Lists of sizes as tuples, as the framework has them."""
    if not isinstance(value, (list, tuple)):
        return value
    if any(isinstance(part, (list, tuple)) for part in value):
        return [_shape(part) for part in value]
    return tuple(value)


def _call(leaf: Leaf) -> Native:
    compute = _output(leaf)

    def call(machine: Any, arguments: Arguments, keywords: Keywords) -> Value:
        layer, *inputs = arguments
        shapes = shapes_of(layer, inputs, keywords)
        return tensors_of(compute(machine, [layer, next(iter(shapes.values()), None)], {}))

    return call
