"""`torch.nn.Module`: registering parameters, buffers and children, and walking over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...unknown import Unknown
from ...values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    Either,
    Function,
    Instance,
    Keywords,
    Raised,
    Stream,
    Tensor,
    Value,
)
from ..budget import OutOfBudget
from ..items import Items
from .networks import NETWORK, is_deferred, is_module

Native = Callable[[Items, Arguments, Keywords], Value]

MOST_FORWARD_STEPS = 200_000
REGISTRIES = ("_parameters", "_buffers", "_modules")


def _new(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    instance = Instance(given[0])
    for registry in REGISTRIES:
        instance.attrs[registry] = {}
    instance.attrs["training"] = True
    return instance


def _assign(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, name, content = given
    attrs = owner.attrs
    if type(content) is Instance:
        target = "_modules" if is_module(content) else None
    else:
        target = _registry_of(owner, name, machine.settled(content) if type(content) is Either else content)
    if target is None and machine.set_by_descriptor(owner, name, content, None):
        return
    for registry in REGISTRIES:
        store = attrs[registry]
        if name in store and registry != target:
            machine.change(store)
            del store[name]
    if target is None:
        store = attrs
    else:
        store = attrs[target]
        if name in attrs:
            machine.change(attrs)
            del attrs[name]
    machine.change(store)
    store[name] = content


def _registry_of(owner: Instance, name: str, content: Value) -> str | None:
    if isinstance(content, Either):
        found = _registry_of(owner, name, content.positive)
        return found or _registry_of(owner, name, content.negative)
    if is_module(content):
        return "_modules"
    if isinstance(content, Tensor):
        if content.kind == "parameter":
            return "_parameters"
        if content.kind == "buffer":
            return "_buffers"
        return "_buffers" if name in owner.attrs["_buffers"] else None
    if content is None:
        return next((registry for registry in REGISTRIES if name in owner.attrs[registry]), None)
    if isinstance(content, Unknown):
        return next((registry for registry in REGISTRIES if name in owner.attrs[registry]), None)
    return None


def _look_up(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, name = given
    for registry in REGISTRIES:
        found = owner.attrs.get(registry, {}).get(name, MISSING)
        if found is not MISSING:
            return found
        if registry in owner.attrs and (cause := machine.spoilt(owner.attrs[registry])):
            return cause
    if name in UNDESCRIBED:
        return Unknown(f"Module.{name} is not described")
    if owner.cls.opaque:
        return machine.derive(owner.cls.opaque, f"().{name}", None)
    return MISSING


def _delete(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, name = given
    for store in (*(owner.attrs[registry] for registry in REGISTRIES), owner.attrs):
        if name in store:
            machine.change(store)
            del store[name]
            _note_persistence(machine, owner, name, True)
            return
    raise machine.error("AttributeError", name)


def _register(registry: str) -> Native:
    def register(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        owner = given[0]
        rest = {**dict(zip(("name", "content"), given[1:3], strict=False))}
        name = rest.get("name", keywords.get("name"))
        content = rest.get("content", next((v for k, v in keywords.items() if k in _CONTENTS), None))
        if isinstance(name, Unknown):
            machine.spoil(owner.attrs[registry], name)
            return None
        if name in owner.attrs and name not in REGISTRIES:
            machine.change(owner.attrs)
            del owner.attrs[name]
        machine.change(owner.attrs[registry])
        owner.attrs[registry][name] = content
        if registry == "_buffers":
            persistent = given[3] if len(given) > 3 else keywords.get("persistent", True)
            _note_persistence(machine, owner, name, machine.settled(persistent))
        return None

    return register


def _note_persistence(machine: Items, owner: Instance, name: Value, persistent: Value) -> None:
    """Keep the names of buffers that `state_dict` leaves out, or may leave out."""
    left_out: dict[Value, Value] = owner.attrs.get(_LEFT_OUT, {})
    if persistent is True and name not in left_out:
        return
    machine.change(owner.attrs)
    rest = {key: value for key, value in left_out.items() if key != name}
    owner.attrs[_LEFT_OUT] = rest if persistent is True else {**rest, name: persistent}


_LEFT_OUT = "_non_persistent_buffers_set"


_CONTENTS = ("module", "param", "tensor")

# --- walking ----------------------------------------------------------------------------------------


def named_modules(
    machine: Items, module: Value, prefix: str, seen: set[int] | None
) -> Iterator[tuple[str, Instance]]:
    """A layer and all layers below it with their paths, each once; without `seen` under each of its names."""
    module = machine.settled(module)
    if not is_module(module) or (seen is not None and id(module) in seen):
        return
    if seen is not None:
        seen.add(id(module))
    yield prefix, module
    for name, child in module.attrs["_modules"].items():
        yield from named_modules(machine, child, f"{prefix}.{name}" if prefix else name, seen)


def _named_tensors(
    registry: str,
) -> Callable[..., list[tuple[str, Value]] | Unknown]:
    def walk(
        machine: Items, module: Instance, prefix: str, recurse: bool, once: bool = True
    ) -> list[tuple[str, Value]] | Unknown:
        found: dict[object, tuple[str, Value]] = {}
        for path, each in named_modules(machine, module, prefix, set() if once else None):
            if cause := _hidden(machine, each, registry):
                return cause
            if is_deferred(each):
                return Unknown("the tensors of a layer of Keras in a module of PyTorch")
            for name, value in each.attrs[registry].items():
                tensor = machine.settled(value)
                if isinstance(tensor, Unknown):
                    return tensor
                if tensor is not None:
                    full = f"{path}.{name}" if path else name
                    found.setdefault(id(tensor) if once else full, (full, tensor))
            if not recurse:
                break
        return list(found.values())

    return walk


def _hidden(machine: Items, module: Instance, registry: str) -> Unknown | None:
    children = module.attrs["_modules"]
    cause = module.cls.opaque
    if machine.spoiled:
        spoilt = (machine.spoilt(each) for each in (module, module.attrs[registry], children))
        cause = next((each for each in spoilt if each), cause)
    if cause:
        return cause
    for child in children.values():
        if isinstance(child, Unknown) and isinstance(settled := machine.settled(child), Unknown):
            return settled
    return None


def _tensors(registry: str, named: bool) -> Native:
    walk = _named_tensors(registry)

    def list_tensors(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        names = ("prefix", "recurse", "remove_duplicate") if named else ("recurse",)
        options = {**dict(zip(names, given[1:], strict=False)), **keywords}
        once = machine.settled(options.get("remove_duplicate", True))
        if isinstance(once, Unknown):
            return once
        pairs = walk(machine, given[0], options.get("prefix", ""), options.get("recurse", True), once)
        if isinstance(pairs, Unknown):
            return pairs
        return Stream.of(list(pairs) if named else [tensor for _, tensor in pairs])

    return list_tensors


def _modules(named: bool, deep: bool) -> Native:
    def list_modules(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        module = given[0]
        pairs: list[tuple[str, Value]]
        if deep:
            prefix = str(keywords.get("prefix", given[2] if len(given) > 2 else ""))
            once = machine.settled(keywords.get("remove_duplicate", given[3] if len(given) > 3 else True))
            if isinstance(once, Unknown):
                return once
            pairs = list(named_modules(machine, module, prefix, set() if once else None))
            causes = [_hidden(machine, each, "_modules") for _, each in pairs]
        else:
            first: dict[int, tuple[str, Value]] = {}
            for name, child in module.attrs["_modules"].items():
                settled = machine.settled(child) if isinstance(child, Unknown) else child
                if settled is not None:
                    first.setdefault(id(settled), (name, settled))
            pairs = list(first.values())
            causes = [_hidden(machine, module, "_modules")]
        cause = next((cause for cause in causes if cause), None)
        return cause or Stream.of(list(pairs) if named else [child for _, child in pairs])

    return list_modules


def _apply(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    module, function = given[:2]
    children = {id(child): child for child in map(machine.settled, module.attrs["_modules"].values())}
    for settled in children.values():
        if isinstance(settled, Unknown):
            machine.call(function, [settled], {}, None)
        elif isinstance(settled, Instance):
            method = settled.cls.find("apply")
            if type(method) is Builtin and method.call is _apply:
                _apply(machine, [settled, function], {})
            else:
                machine.call(machine.attribute(settled, "apply", None), [function], {}, None)
    machine.call(function, [module], {}, None)
    return module


def _require_gradient(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    module = given[0]
    trainable = given[1] if len(given) > 1 else keywords.get("requires_grad", True)
    pairs = _named_tensors("_parameters")(machine, module, "", True)
    if isinstance(pairs, Unknown):
        machine.spoil(module, pairs)
        return module
    for _, tensor in pairs:
        machine.change(tensor.attrs)
        tensor.attrs["requires_grad"] = trainable
    return module


def _reach(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, path = given[0], given[1]
    for name in path.split(".") if path else ():
        owner = machine.attribute(owner, name, None)
    return owner


def _state(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`state_dict()`: parameters and buffers under each of their names, but for buffers that are not kept."""
    pairs: dict[Value, Value] = {}
    modules = list(named_modules(machine, given[0], str(keywords.get("prefix", "")).rstrip("."), None))
    for path, each in modules:
        left_out = each.attrs.get(_LEFT_OUT, {})
        if isinstance(each.cls.find("_save_to_state_dict"), Function) or (
            each is not given[0] and isinstance(each.cls.find("state_dict"), Function)
        ):
            return Unknown("what a layer saves by itself")
        for registry in ("_parameters", "_buffers"):
            if cause := _hidden(machine, each, registry):
                return cause
            if is_deferred(each):
                return Unknown("the tensors of a layer of Keras in a module of PyTorch")
            for name, value in each.attrs[registry].items():
                tensor = machine.settled(value)
                dropped = left_out.get(name, False) if registry == "_buffers" else False
                if isinstance(tensor, Unknown) or isinstance(dropped, Unknown):
                    return tensor if isinstance(tensor, Unknown) else dropped
                if tensor is not None and not (name in left_out and registry == "_buffers"):
                    pairs[f"{path}.{name}" if path else name] = tensor
    return pairs


def _itself(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0]


def _train(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    module = given[0]
    mode = given[1] if len(given) > 1 else keywords.get("mode", True)
    for _, each in list(named_modules(machine, module, "", set())):
        if each.attrs["training"] is not mode:
            machine.change(each.attrs)
            each.attrs["training"] = mode
        method = each.cls.find("train")
        if not isinstance(method, Builtin) and each is not module:
            machine.call(method, [each, *given[1:]], keywords, None)
    return module


def _nothing(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return None


def _forward(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Call a layer: its `forward` is run on shapes, where all that it is given is known."""
    forward = given[0].cls.find("forward")
    hidden = machine.spoilt(given[0]) or machine.spoilt(given[0].attrs["_modules"])
    if hidden is not None:
        return hidden
    if machine.tracer is not None and forward is not MISSING:
        return machine.tracer.layer(forward, given, keywords, machine.calling)
    lost = Unknown("what a layer's call gives is not followed")
    values = [*given[1:], *keywords.values()]
    if forward is MISSING or not values or not all(_has_shape(value) for value in values):
        return lost
    most = machine.budget.most_steps
    machine.budget.most_steps = min(most, machine.budget.steps + MOST_FORWARD_STEPS)
    try:
        return machine.call(forward, given, keywords, None)
    except (Raised, OutOfBudget):
        return lost
    finally:
        machine.budget.most_steps = most


def _has_shape(value: Value) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_has_shape(part) for part in value)
    if isinstance(value, Tensor):
        return isinstance(value.shape, tuple) and not any(isinstance(size, Unknown) for size in value.shape)
    return isinstance(value, (int, float, str, type(None)))


_METHODS: dict[str, Native] = {
    "__new__": _new,
    "__init__": _nothing,
    "__setattr__": _assign,
    "__getattr__": _look_up,
    "__delattr__": _delete,
    "__call__": _forward,
    "add_module": _register("_modules"),
    "register_module": _register("_modules"),
    "register_parameter": _register("_parameters"),
    "register_buffer": _register("_buffers"),
    "parameters": _tensors("_parameters", named=False),
    "named_parameters": _tensors("_parameters", named=True),
    "buffers": _tensors("_buffers", named=False),
    "named_buffers": _tensors("_buffers", named=True),
    "children": _modules(named=False, deep=False),
    "named_children": _modules(named=True, deep=False),
    "modules": _modules(named=False, deep=True),
    "named_modules": _modules(named=True, deep=True),
    "apply": _apply,
    "requires_grad_": _require_gradient,
    "get_submodule": _reach,
    "get_parameter": _reach,
    "get_buffer": _reach,
    "state_dict": _state,
    "train": _train,
    "eval": lambda machine, given, keywords: _train(machine, [given[0], False], {}),
    **dict.fromkeys("to cuda cpu xpu float double half bfloat16 type to_empty share_memory".split(), _itself),
    **dict.fromkeys(
        "zero_grad load_state_dict register_forward_hook register_forward_pre_hook register_full_backward_hook "
        "register_backward_hook register_load_state_dict_post_hook _register_load_state_dict_pre_hook "
        "register_state_dict_pre_hook _register_state_dict_hook compile extra_repr __repr__".split(),
        _nothing,
    ),
}
UNDESCRIBED = frozenset(
    "dump_patches call_super_init T_destination _version _get_name _apply _call_impl _save_to_state_dict "
    "_load_from_state_dict set_submodule get_extra_state set_extra_state ipu mtia forward _backward_hooks "
    "from_pretrained convert_sync_batchnorm reset_running_stats merge_masks _forward_hooks _forward_pre_hooks _non_persistent_buffers_set _named_members".split()
)

MODULE = Class(
    "Module",
    [NETWORK],
    {name: Builtin(f"Module.{name}", call) for name, call in _METHODS.items()},
    "torch.nn",
)

NAMES: dict[str, Value] = {"torch.nn.Module": MODULE}
