"""`types.FunctionType` and the code of functions: a function that is made of another's code does what that does."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Function, Instance, Keywords, Value
from ..items import Items
from .builtin_types import NAMES as BUILTIN_TYPES


def _code(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`function.__code__`."""
    function = given[1]
    if not isinstance(function, Function):
        return Unknown("the code of what is no function of source code")
    names = [parameter.name for parameter in function.node.parameters if parameter.kind != "star"]
    made = Instance(_CODE)
    made.attrs.update(
        {
            "_function": function,
            "co_name": function.qualname.rpartition(".")[2],
            "co_qualname": function.qualname,
            "co_filename": function.module.path,
            "co_argcount": sum(each.kind in ("either", "positional") for each in function.node.parameters),
            "co_varnames": tuple(names),
        }
    )
    return made


def _replaced(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`code.replace(...)`: names may change, what runs may not."""
    if not keywords.keys() <= {"co_name", "co_qualname", "co_filename", "co_firstlineno"}:
        return Unknown("code that was changed")
    made = Instance(_CODE)
    made.attrs.update({**given[0].attrs, **keywords})
    return made


def _function(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`types.FunctionType(code, globals, name, argdefs, closure)`, where the rest is the function's own."""
    code = given[1] if len(given) > 1 else keywords.get("code")
    if not isinstance(code, Instance) or code.cls is not _CODE:
        return Unknown("a function made at run time")
    function = code.attrs["_function"]
    made = Function(function.body, function.module, function.parent, function.qualname)
    made.defaults, made.owner = function.defaults, function.owner
    return made


_CODE = Class(
    "code",
    [],
    {"__new__": Builtin("code.__new__", _code), "replace": Builtin("code.replace", _replaced)},
    "types",
)

NAMES: dict[str, Value] = {"types.CodeType": _CODE}
BUILTIN_TYPES["builtins.function"].attrs["__new__"] = Builtin("function.__new__", _function)
