"""`inspect` and `dir`: what functions and modules are said to have."""

from __future__ import annotations

from ...program import nodes
from ...unknown import Ambient, Unknown
from ...values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Keywords,
    Method,
    Module,
    Partial,
    Value,
)
from ..items import Items
from ..project import SourceModule
from .frames import FRAME
from .signatures import binders

_KINDS = {
    "positional": "POSITIONAL_ONLY",
    "either": "POSITIONAL_OR_KEYWORD",
    "star": "VAR_POSITIONAL",
    "keyword": "KEYWORD_ONLY",
    "double": "VAR_KEYWORD",
}
_EMPTY = Class("_empty", [], {}, "inspect")
_PARAMETER = Class("Parameter", [], {"empty": _EMPTY}, "inspect")
_PARAMETER.attrs.update({name: index for index, name in enumerate(_KINDS.values())})
_SIGNATURE = Class("Signature", [], {"empty": _EMPTY}, "inspect")


def _signature(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    function, skipped, fixed = _function(machine, given[0])
    declared: tuple[nodes.Parameter, ...]
    defaults: dict[str, Value]
    if isinstance(function, Builtin) and function.parameters is not None:
        declared, defaults = function.parameters[max(skipped - 1, 0) :], fixed
    elif isinstance(function, Function):
        declared, defaults = function.node.parameters[skipped:], {**function.defaults, **fixed}
    else:
        return Unknown("the signature of what is no function of source code")
    declared = _named(declared, fixed)
    parameters = {parameter.name: _parameter(parameter, defaults) for parameter in declared}
    signature = Instance(_SIGNATURE)
    signature.attrs.update({"parameters": parameters, "return_annotation": Unknown("an annotation")})
    signature.attrs.update(
        binders(
            declared,
            {
                name: each.attrs["default"]
                for name, each in parameters.items()
                if each.attrs["default"] is not _EMPTY
            },
        )
    )
    return signature


def _named(declared: tuple[nodes.Parameter, ...], fixed: Keywords) -> tuple[nodes.Parameter, ...]:
    """The parameters where some have values by name: from the first of these on they are given by name alone."""
    first = next((at for at, each in enumerate(declared) if each.name in fixed), len(declared))
    return declared[:first] + tuple(
        nodes.Parameter(
            each.start,
            each.end,
            each.name,
            "keyword" if each.kind == "either" else each.kind,
            nodes.EllipsisLiteral(each.start, each.end) if each.name in fixed else each.default,
            each.annotation,
        )
        for each in declared[first:]
    )


def _function(machine: Items, value: Value) -> tuple[Value, int, Keywords]:
    """The function behind a callable, how many parameters are filled in already, and what is given by name."""
    skipped, fixed = 0, dict[str, Value]()
    for _ in range(20):
        if isinstance(value, Function) and isinstance(value.attrs.get("__wrapped__"), Function):
            value = value.attrs["__wrapped__"]
        elif isinstance(value, Method):
            value, skipped = value.function, skipped + 1
        elif isinstance(value, Class):
            value, skipped = value.find("__init__"), skipped + 1
        elif isinstance(value, Partial):
            skipped, fixed = skipped + len(value.arguments), {**value.keywords, **fixed}
            value = value.function
        else:
            break
    return value, skipped, fixed


def _parameter(parameter: nodes.Parameter, defaults: dict[str, Value]) -> Instance:
    instance = Instance(_PARAMETER)
    annotation: Value = _EMPTY
    if parameter.annotation is not None:
        annotation = Unknown("an annotation")
    instance.attrs.update(
        {
            "name": parameter.name,
            "kind": _PARAMETER.attrs[_KINDS[parameter.kind]],
            "default": defaults.get(parameter.name, _default(parameter)),
            "annotation": annotation,
        }
    )
    return instance


def _default(parameter: nodes.Parameter) -> Value:
    if parameter.default is None:
        return _EMPTY
    if isinstance(parameter.default, nodes.Constant):
        return parameter.default.value
    return Unknown(f"the default of {parameter.name}")


def _static(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.getattr_static`: an attribute as it is stored, without what descriptors make of it."""
    owner, name, *default = given
    if not isinstance(owner, (Class, Instance)) or not isinstance(name, str):
        return Unknown("an attribute as it is stored")
    cls = owner if isinstance(owner, Class) else owner.cls
    found = owner.attrs.get(name, MISSING)
    if found is MISSING:
        found = cls.find(name)
    if found is MISSING and not default:
        return Unknown(f"whether there is an attribute {name}") if cls.opaque else MISSING
    return default[0] if found is MISSING else found


def _annotations(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.get_annotations`: what the body of a class or the parameters of a function are annotated with."""
    owner = given[0]
    if isinstance(owner, (Class, Function)) and owner.node is not None:
        return machine.annotations(owner)
    return Unknown("annotations of what is no class or function of source code")


def _type_hints(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`typing.get_type_hints`: annotations of a class and its bases."""
    owner = given[0]
    if not isinstance(owner, Class):
        return _annotations(machine, given, {})
    if owner.opaque:
        return owner.opaque
    found: dict[str, Value] = {}
    for base in reversed(owner.mro):
        if base.node is not None:
            found.update(machine.annotations(base))
    return found


def _source(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.getsource`: the text of a module, class or function of the project."""
    value = given[0]
    if isinstance(value, SourceModule):
        return value.source.text
    node = value.node if isinstance(value, (Class, Function)) else None
    module = _module_of(machine, [value], {})
    if node is None or not isinstance(module, SourceModule):
        return Unknown("the source of what is no module, class or function of source code")
    return module.source.text[node.start : node.end]


def _file(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.getfile`: the path of the module that something is defined in."""
    module = _module_of(machine, given, {})
    return module.path if isinstance(module, SourceModule) else Unknown("the file of what is not source code")


def _module_of(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.getmodule`."""
    value = given[0]
    if isinstance(value, Method):
        value = value.function
    if isinstance(value, (Function, Module)):
        return value.module if isinstance(value, Function) else value
    if isinstance(value, Class) and value.scope is not None:
        return value.scope.module
    if isinstance(value, Instance) and value.cls is FRAME:
        return value.attrs["module"]
    return Unknown("the module of what is not source code")


def _unwrapped(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.unwrap`."""
    value = given[0]
    while isinstance(value, Function) and "__wrapped__" in value.attrs:
        value = value.attrs["__wrapped__"]
    return value


def _order(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`inspect.getmro`."""
    return machine.attribute(given[0], "__mro__", None)


def _is(kind: type) -> Builtin:
    return Builtin(
        f"inspect.is{kind.__name__.lower()}",
        lambda machine, given, keywords: (
            given[0] if isinstance(given[0], Unknown) else isinstance(given[0], kind)
        ),
    )


def _dir(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`dir(module)` of a library: it is known to hold what is described, and may hold anything else."""
    if len(given) != 1 or not isinstance(given[0], External):
        return Unknown("the names that dir() lists")
    listing = Instance(_LISTING)
    listing.attrs["module"] = given[0]
    return listing


def _lists(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    module, name = given[0].attrs["module"], given[1]
    if isinstance(name, str) and not isinstance(machine.library(f"{module.name}.{name}"), External):
        return True
    return machine.derive(_UNTOLD, f"{module.name}.{name!r}", None)


_UNTOLD = Ambient("whether a library has a name that is not described")
_LISTING = Class("list", [], {"__contains__": Builtin("dir.__contains__", _lists)}, "builtins")
_LISTING.opaque = Unknown("the names in a library's module")


def _seeing_caller(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Decorates stub code that looks at the frame of its caller, and gets the arguments in it by keyword."""
    function = given[0]
    return Builtin(
        "with_arguments_of_caller",
        lambda machine, given, keywords: machine.call(function, given, keywords, None),
    )


def _left_open(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Says in stub code that an object holds what cannot be told, and why."""
    layer, cause = given
    machine.spoil(layer, cause if isinstance(cause, Unknown) else Unknown(cause, layer.origin))
    return None


NAMES: dict[str, Value] = {
    "evaluator.leave_open": Builtin("evaluator.leave_open", _left_open),
    "evaluator.is_unknown": Builtin(
        "evaluator.is_unknown", lambda machine, given, keywords: isinstance(given[0], Unknown)
    ),
    "evaluator.unknown": Builtin(
        "evaluator.unknown", lambda machine, given, keywords: Unknown(given[0], machine.calling)
    ),
    "evaluator.with_arguments_of_caller": Builtin("evaluator.with_arguments_of_caller", _seeing_caller),
    "builtins.dir": Builtin("dir", _dir),
    "inspect.get_annotations": Builtin("inspect.get_annotations", _annotations),
    "typing.get_type_hints": Builtin("typing.get_type_hints", _type_hints),
    "inspect.getsource": Builtin("inspect.getsource", _source),
    "inspect.getfile": Builtin("inspect.getfile", _file),
    "inspect.getsourcefile": Builtin("inspect.getsourcefile", _file),
    "inspect.getmodule": Builtin("inspect.getmodule", _module_of),
    "inspect.getmro": Builtin("inspect.getmro", _order),
    "inspect.unwrap": Builtin("inspect.unwrap", _unwrapped),
    "inspect.getdoc": Builtin("inspect.getdoc", lambda machine, given, keywords: Unknown("a docstring")),
    "inspect.ismodule": _is(Module),
    "inspect.signature": Builtin("inspect.signature", _signature),
    "inspect.getattr_static": Builtin("inspect.getattr_static", _static),
    "inspect.Parameter": _PARAMETER,
    "inspect.Signature": _SIGNATURE,
    "inspect.isclass": _is(Class),
    "inspect.isfunction": _is(Function),
    "inspect.ismethod": _is(Method),
    "inspect._empty": _EMPTY,
}
