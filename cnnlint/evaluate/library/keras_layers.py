"""`keras.layers.Layer`: what it tracks, how it is built when it is first called, what a call gives."""

from __future__ import annotations

from collections.abc import Callable

from ...source import Span
from ...unknown import Ambient, Unknown
from ...values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    Condition,
    Either,
    Function,
    Instance,
    Keywords,
    Made,
    MadeUp,
    Method,
    Property,
    Raised,
    Tensor,
    Value,
)
from ..branches import Branches
from ..budget import OutOfBudget
from ..items import Items
from .errors import REFUSED
from .keras_tensors import (
    Node,
    fresh,
    mapped,
    recorded,
    shape_of,
    symbolic,
    tensors_in,
    unknown_in,
)
from .keras_variables import checked, variable
from .networks import HARMLESS_BUILD, NETWORK, contents, is_deferred, is_module, unique

Native = Callable[[Items, Arguments, Keywords], Value]

MOST_CALL_STEPS = 400_000
# Under this name a layer holds the shape that it says it takes.
DECLARED = "_input_shape_arg"
# Options that every layer takes; the second row is of older versions.
OPTIONS = frozenset(
    "activity_regularizer trainable dtype autocast name input_dim input_shape "
    "batch_input_shape batch_size dynamic input_length".split()
)


def _new(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    layer = Instance(given[0])
    layer.attrs.update(_parameters={}, _buffers={}, _modules={}, _tracked=[], _nodes=[])
    name = MadeUp("the automatic name of a layer", layer.cls.name)
    layer.attrs.update(built=False, _trainable=True, name=name, _name=name)
    layer.attrs["build"] = Method(_BUILD_AND_MARK, layer)
    return layer


def _initialize(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    layer = given[0]
    strange = keywords.keys() - OPTIONS
    if strange or len(given) > 1:
        message = f"{layer.cls.name} does not take {min(strange) if strange else 'a positional argument'}"
        raise machine.error("ValueError", message)
    own = layer.attrs
    machine.change(own)
    own["_trainable"] = keywords.get("trainable", True)
    if keywords.get("name") is not None:
        own["name"] = own["_name"] = keywords["name"]
    if "input_dim" in keywords:
        own[DECLARED] = (None, keywords["input_dim"])
    elif keywords.get("input_shape") is not None:
        shape = machine.items_of(keywords["input_shape"], None)
        own[DECLARED] = shape if isinstance(shape, Unknown) else (keywords.get("batch_size"), *shape)
    elif keywords.get("batch_input_shape") is not None:
        shape = machine.items_of(keywords["batch_input_shape"], None)
        own[DECLARED] = shape if isinstance(shape, Unknown) else tuple(shape)
    return None


# --- tracking ---------------------------------------------------------------------------------------


def _assign(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    layer, name, content = given
    if machine.set_by_descriptor(layer, name, content, None):
        return None
    if is_module(content) and not is_deferred(content):
        content = machine.call(machine.library(_WRAPPER), [content], {}, None)
    machine.change(layer.attrs)
    layer.attrs[name] = content
    track(machine, layer, name, content)
    if is_module(content) and "_attribute" not in content.attrs and "_tracked" in content.attrs:
        machine.change(content.attrs)
        content.attrs["_attribute"] = name
    return None


# A module of PyTorch in an attribute is put into one of these by Keras itself.
_WRAPPER = "keras.layers.TorchModuleWrapper"


def track(machine: Items, layer: Instance, name: str, content: Value) -> None:
    """Let a layer know of a value: layers and variables, also in containers, become its own."""
    if isinstance(content, Tensor):
        if content.kind == "variable":
            _own(machine, layer, name, content)
        return
    if not isinstance(content, (list, dict, tuple, set, Either)) and not is_module(content):
        return
    if isinstance(content, tuple) and not any(_may_matter(part) for part in content):
        return
    tracked = layer.attrs["_tracked"]
    if not any(each is content for each in tracked):
        machine.change(tracked)
        tracked.append(content)


def _may_matter(value: Value) -> bool:
    return not isinstance(value, (int, float, str, type(None)))


def _own(machine: Items, layer: Instance, name: str, tensor: Tensor) -> None:
    own = layer.attrs["_parameters"]
    if any(each is tensor for each in own.values()):
        return
    machine.change(own)
    own[unique(name, own)] = tensor


def add_weight(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`add_weight(shape, initializer, dtype, trainable=True, name=None)`; a frozen layer's weight is frozen."""
    layer, *rest = given
    options = dict(zip(("shape", "initializer", "dtype"), rest, strict=False))
    if rest and isinstance(rest[0], str):
        options = dict(zip(("name", "shape", "dtype", "initializer"), rest, strict=False))
    options |= keywords
    shape = checked(machine, options.get("shape", ()))
    learned = options.get("trainable", True)
    tensor = variable(shape, True if learned is None else learned, options.get("name"))
    if machine.settled(layer.attrs["_trainable"]) is False:
        tensor.attrs["requires_grad"] = False
    name = options.get("name")
    _own(machine, layer, name if isinstance(name, str) else "variable", tensor)
    return tensor


# --- building ---------------------------------------------------------------------------------------


def _build_and_mark(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    layer = given[0]
    machine.call(layer.cls.find("build"), given, keywords, None)
    mark_built(machine, layer)
    return None


def mark_built(machine: Items, layer: Instance) -> None:
    """Remember that a layer has its weights."""
    machine.change(layer.attrs)
    layer.attrs["built"] = True


_BUILD_AND_MARK = Builtin("Layer.build", _build_and_mark)
DEFAULT_BUILD = Builtin(HARMLESS_BUILD, lambda machine, given, keywords: mark_built(machine, given[0]))


def _shape_by_call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`compute_output_shape` of a layer that does not tell it: what its `call` gives."""
    layer = given[0]
    shape = given[1] if len(given) > 1 else next(iter(keywords.values()), None)
    inputs = tensors_of(shape)
    if isinstance(inputs, Unknown):
        return inputs
    return mapped(outputs_of(machine, layer, [inputs], {}), shape_of)


DEFAULT_SHAPE = Builtin("compute_output_shape", _shape_by_call)


def parameter_names(function: Value) -> list[str]:
    """Names of a method's parameters but the first; natives take one input."""
    if not isinstance(function, Function):
        return list(_NATIVE_NAMES.get(getattr(function, "name", "").rpartition(".")[2], ("inputs",)))
    kinds = ("either", "positional", "keyword")
    return [each.name for each in function.node.parameters[1:] if each.kind in kinds]


_NATIVE_NAMES = {"build": ("input_shape",), "compute_output_shape": ("input_shape",)}


def shapes_of(layer: Instance, arguments: Arguments, keywords: Keywords) -> dict[str, Value]:
    """The shapes of the tensors of a call, under `<argument>_shape`."""
    names = parameter_names(layer.cls.find("call"))
    given = dict(zip(names, arguments, strict=False)) | keywords
    if arguments and not names:
        given = {"inputs": arguments[0], **keywords}
    return {
        f"{name}_shape": mapped(value, shape_of)
        for name, value in given.items()
        if name != "mask" and any(tensors_in(value))
    }


def with_shapes(machine: Items, function: Value, layer: Instance, shapes: dict[str, Value]) -> Value:
    """Call `build` or `compute_output_shape`: one parameter takes the first shape, several those of their names."""
    names = parameter_names(function)
    first = next(iter(shapes.values()), None)
    if len(names) <= 1:
        return machine.call(function, [layer, first], {}, None)
    return machine.call(function, [layer], {name: shapes[name] for name in names if name in shapes}, None)


def build(machine: Items, layer: Instance, arguments: Arguments, keywords: Keywords) -> None:
    """Make a layer's weights for what arrives, unless it has them."""
    if machine.settled(layer.attrs["built"]) is True:
        return
    method = layer.cls.find("build")
    if method is DEFAULT_BUILD:
        if layer.cls.find("compute_output_shape") is not DEFAULT_SHAPE and layer.attrs["_tracked"]:
            attempt(
                machine, lambda: machine.call(layer.cls.find("call"), [layer, *arguments], keywords, None)
            )
        mark_built(machine, layer)
        return
    with_shapes(machine, method, layer, shapes_of(layer, arguments, keywords))
    mark_built(machine, layer)


def attempt(machine: Items, action: Callable[[], Value]) -> Value:
    """What an action gives, or unknown where the code raises or runs for too long."""
    most = machine.budget.most_steps
    machine.budget.most_steps = min(most, machine.budget.steps + MOST_CALL_STEPS)
    try:
        return action()
    except Raised as raised:
        if machine.tracer is not None and REFUSED in raised.value.attrs:
            raise
        return Unknown(f"the call raises {raised.value.cls.name}", raised.span)
    except OutOfBudget as stop:
        if machine.budget.steps >= most:
            raise
        return stop.unknown
    finally:
        machine.budget.most_steps = most


# --- calling ----------------------------------------------------------------------------------------


def call_layer(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`layer(inputs)`: build it, find the shapes of its outputs, and remember the call in them."""
    span = machine.calling
    layer, *arguments = given
    arguments = [machine.settled(value) for value in arguments]
    keywords = {name: machine.settled(value) for name, value in keywords.items()}
    first = arguments[0] if arguments else next(iter(keywords.values()), None)
    cause = unknown_in(machine, first)
    if cause is None and not any(tensors_in([arguments, keywords])):
        cause = Unknown(f"{layer.cls.name} is called with no tensor")
    if cause is not None:
        if machine.settled(layer.attrs["built"]) is not True:
            machine.change(layer.attrs)
            layer.attrs["_cause"] = cause
        return Unknown(cause.reason, cause.span)
    plain, options = fresh(arguments), fresh(keywords)
    outputs = _passed(machine, layer, plain, options, span)
    if (lost := unknown_in(machine, outputs)) is not None:
        return lost
    return linked(machine, layer, arguments, keywords, outputs, span)


def _passed(
    machine: Items, layer: Instance, arguments: Arguments, keywords: Keywords, span: Span | None
) -> Value:
    """The outputs of a layer, built if it is not yet; building makes calls that are no passage."""
    tracer = machine.tracer
    if tracer is None:
        build(machine, layer, arguments, keywords)
        return outputs_of(machine, layer, arguments, keywords)

    def passing() -> Value:
        machine.tracer = None
        try:
            build(machine, layer, arguments, keywords)
        finally:
            machine.tracer = tracer
        return outputs_of(machine, layer, arguments, keywords)

    return tracer.passage(layer, [*arguments, *keywords.values()], span, passing)


def linked(
    machine: Items,
    layer: Instance,
    arguments: Arguments,
    keywords: Keywords,
    outputs: Value,
    span: Span | None,
) -> Value:
    """The outputs of a layer's call as new tensors; the layer remembers calls on symbolic tensors."""
    made = recorded(layer, arguments, keywords, outputs, span)
    node = next((each.attrs.get("_node") for each in tensors_in(made)), None)
    if isinstance(node, Node):
        machine.change(layer.attrs["_nodes"])
        layer.attrs["_nodes"].append(node)
    return made


def outputs_of(machine: Items, layer: Instance, arguments: Arguments, keywords: Keywords) -> Value:
    """What a built layer gives for tensors: by its `compute_output_shape` if it has one, else by its `call`."""
    specified = layer.cls.find("compute_output_spec")
    if specified is not MISSING:
        return machine.call(specified, [layer, *arguments], keywords, None)
    shape = layer.cls.find("compute_output_shape")
    if shape is not DEFAULT_SHAPE and not _calls_itself(layer):
        return tensors_of(with_shapes(machine, shape, layer, shapes_of(layer, arguments, keywords)))
    function = layer.cls.find("call")
    if function is MISSING:
        return Unknown(f"{layer.cls.name} has no method call")
    if isinstance(function, Builtin) and layer.attrs.get("_graph") is not None:
        return machine.call(
            function, [layer, *arguments], keywords, None
        )  # what its layers refuse is refused
    extra = _filled(function, arguments, keywords)
    made = attempt(machine, lambda: machine.call(function, [layer, *arguments], extra, None))
    if isinstance(made, Unknown):
        machine.change(layer.attrs)
        layer.attrs["_lost"] = made
    return made


def _calls_itself(layer: Instance) -> bool:
    """Whether a subclass gives a described layer another `call` without telling its output shape."""
    for cls in layer.cls.mro:
        if "compute_output_shape" in cls.attrs:
            return False
        if isinstance(cls.attrs.get("call"), Function):
            return True
    return False


def _filled(function: Value, arguments: Arguments, keywords: Keywords) -> Keywords:
    """Every layer may be told of `training`: it is left out where `call` does not take it, and False where it must."""
    if not isinstance(function, Function):
        return keywords
    names = parameter_names(function)
    starred = any(each.kind == "double" for each in function.node.parameters)
    if "training" in keywords and "training" not in names and not starred:
        return {name: value for name, value in keywords.items() if name != "training"}
    if "training" not in names[len(arguments) :] or "training" in keywords | function.defaults:
        return keywords
    return {**keywords, "training": False}


def tensors_of(shapes: Value) -> Value:
    """Tensors of a shape, or of nested lists of shapes."""
    if isinstance(shapes, Unknown):
        return symbolic(shapes)
    if isinstance(shapes, dict):
        return {name: tensors_of(shape) for name, shape in shapes.items()}
    if isinstance(shapes, (list, tuple)):
        if any(isinstance(part, (list, tuple, dict)) for part in shapes):
            return type(shapes)([tensors_of(part) for part in shapes])
        return symbolic(tuple(shapes))
    return Unknown("an output shape that is no list of sizes")


def _nothing(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return None


# --- freezing ---------------------------------------------------------------------------------------


def set_trainable(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`layer.trainable = value`: its own weights that were made to be trained, and all layers inside."""
    from .keras_weights import layers_inside

    layer, wanted = given
    value = machine.truth(wanted)
    if isinstance(value, Made):  # a truth is no layer, whatever it came from
        value = Condition(value.reason, value.span, ("trainable", id(value)))
    machine.change(layer.attrs)
    layer.attrs["_trainable"] = value
    for tensor in layer.attrs["_parameters"].values():
        if isinstance(tensor, Tensor) and tensor.attrs["learned"] is not False:
            machine.change(tensor.attrs)
            tensor.attrs["requires_grad"] = value
    inside = layers_inside(machine, layer)
    if isinstance(inside, Unknown):
        machine.spoil(layer, inside)
        return None
    for child in inside:
        machine.set_attribute(child, "trainable", value, None)
    return None


TRAINABLE = Property(
    Builtin("Layer.trainable", lambda machine, given, keywords: given[0].attrs["_trainable"]),
    Builtin("Layer.trainable", set_trainable),
)


def _flattened(machine: Branches, given: Arguments, keywords: Keywords) -> Value:
    """`_flatten_layers()`: a layer and all layers below it, each once."""
    options = dict(zip(("include_self", "recursive"), given[1:], strict=False)) | keywords
    found: dict[int, Value] = {id(given[0]): given[0]}
    pending = [given[0]]
    while pending:
        inside = contents(machine, pending.pop())
        if inside.missing is not None:
            return inside.missing
        for child in inside.layers.values():
            if id(child) not in found:
                found[id(child)] = child
                if options.get("recursive", True):
                    pending.append(child)
    return list(found.values())[0 if options.get("include_self", True) else 1 :]


def _reworked(machine: Branches, given: Arguments, keywords: Keywords) -> Value:
    """`quantize` and `enable_lora` put other weights in the place of those of a layer and of all below it."""
    cause = Unknown("what a quantized or adapted layer holds")
    below = _flattened(machine, given[:1], {})
    for layer in given[:1] if isinstance(below, Unknown) else below:
        machine.spoil(layer, cause)
    return None


def _undescribed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """What every layer has of which no rule speaks is unknown; all else is missing."""
    name = given[1]
    return machine.derive(_UNTOLD, f".{name}", None) if name in _UNDESCRIBED else MISSING


_UNTOLD = Ambient("what a layer knows of itself")
_UNDESCRIBED = frozenset(
    "activity_regularizer autocast call_signature_parameters compiled compute_dtype compute_loss compute_mask "
    "compute_metrics compute_output_spec dtype dtype_policy get_build_config get_compile_config get_config "
    "get_quantization_layer_structure get_state_tree input_dtype input_spec jit_compile load_own_variables lora_alpha "
    "lora_enabled lora_rank loss losses metrics metrics_names metrics_variables operations output_names path "
    "quantization_config quantization_mode quantized_build quantized_call rematerialized_call run_eagerly "
    "save_own_variables set_state_tree stateless_call supports_jit supports_masking symbolic_call variable_dtype "
    "_dtype_policy _inbound_nodes _input_spec _layers _losses _lock _metrics _nodes _outbound_nodes _path "
    "_supports_masking _tracker _trainable_variables _non_trainable_variables stateful mask".split()
)


def _adapt(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`layer.adapt(data)`: a layer that is not built yet is built for the data."""
    layer, *arguments = given
    data = machine.settled(arguments[0] if arguments else keywords.get("data"))
    if isinstance(data, Tensor) and isinstance(data.shape, tuple):
        build(machine, layer, [data], {})
    return None


METHODS: dict[str, Native] = {
    "adapt": _adapt,
    "__getattr__": _undescribed,
    "_flatten_layers": _flattened,
    "__new__": _new,
    "__init__": _initialize,
    "__setattr__": _assign,
    "__call__": call_layer,
    "add_weight": add_weight,
    "add_variable": add_weight,
    "quantize": _reworked,
    "enable_lora": _reworked,
    **dict.fromkeys("add_loss add_metric add_update build_from_config _check_super_called".split(), _nothing),
}

LAYER = Class(
    "Layer",
    [NETWORK],
    {
        **{name: Builtin(f"Layer.{name}", call) for name, call in METHODS.items()},
        "build": DEFAULT_BUILD,
        "compute_output_shape": DEFAULT_SHAPE,
        "trainable": TRAINABLE,
    },
    "keras.layers",
)
