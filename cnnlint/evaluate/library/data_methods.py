"""Methods of strings, lists, dicts, sets and iterators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...unknown import Unknown
from ...values.objects import MISSING, Arguments, Builtin, Instance, Keywords, Property, Stream, Value
from ...values.operators import MOST_ITEMS
from ...values.tally import joined
from ..budget import DATA, HANDED_ON
from ..items import Items
from .builtin_functions import MOST_WIDTH, sort
from .builtin_types import dictionary
from .formatting import format_value

Native = Callable[[Items, Arguments, Keywords], Value]

# Methods that only read, named as Python names them: their arguments are data, and their results small.
_READERS: dict[str, tuple[type, str]] = {
    "str": (
        str,
        "capitalize casefold count encode endswith find index isalnum isalpha isdecimal isdigit isidentifier "
        "islower isnumeric isspace istitle isupper lower lstrip partition removeprefix removesuffix rfind "
        "rindex rpartition rsplit rstrip split splitlines startswith strip swapcase title upper __len__",
    ),
    "bytes": (bytes, "decode hex"),
    "tuple": (tuple, "count index __len__ __contains__"),
    "range": (range, "count index __len__"),
    "int": (int, "bit_length is_integer __int__ conjugate"),
    "float": (float, "is_integer __int__"),
    "set": (set, "issubset issuperset isdisjoint union intersection difference symmetric_difference __len__"),
    "frozenset": (frozenset, "issubset issuperset isdisjoint union intersection difference __len__"),
    "list": (list, "__len__"),
    "dict": (dict, "__len__"),
}


def _reader(kind: type, name: str) -> Native:
    method = getattr(kind, name)

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        receiver, *rest = [_data(machine, value) for value in given]
        unknown = next((value for value in [receiver, *rest] if isinstance(value, Unknown)), None)
        if type(receiver) in DATA:
            machine.budget.pass_through(receiver, None)
        return unknown or method(receiver, *rest, **keywords)

    return call


def _data(machine: Items, value: Value) -> Value:
    if isinstance(value, Instance) and value.native is not MISSING:
        value = value.native
    if isinstance(value, Stream):
        return machine.items_of(value, None)
    return machine.spoilt(value) or value


def _receiver(value: Value) -> Any:
    return value.native if isinstance(value, Instance) else value


def _mutator(action: Callable[..., Value]) -> Native:
    """A method that changes its receiver; with an unknown argument the contents are given up."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        receiver = _receiver(given[0])
        machine.change(receiver)
        return action(machine, receiver, *given[1:], **keywords)

    return call


def _extend(machine: Items, receiver: list[Value], items: Value) -> Value:
    values = machine.items_of(items, None)
    if isinstance(values, Unknown):
        machine.spoil(receiver, values)
    elif len(receiver) + len(values) > MOST_ITEMS:
        machine.spoil(receiver, Unknown("a list too long to hold"))
    else:
        receiver.extend(values)


def _at(machine: Items, receiver: list[Value], *rest: Value) -> Value:
    """`insert` and `pop` with a position."""
    if rest and isinstance(rest[0], Unknown):
        machine.spoil(receiver, rest[0])
        return rest[0]
    if rest and rest[0] != -1:
        machine.budget.pass_through(receiver, None, HANDED_ON)  # what stands behind moves
    return receiver.insert(*rest) if len(rest) == 2 else receiver.pop(*rest)


def _remove(machine: Items, receiver: list[Value], item: Value) -> Value:
    machine.budget.pass_through(receiver, None)
    for index, each in enumerate(receiver):
        truth = machine.relate("==", each, item, None)
        if isinstance(truth, Unknown):
            machine.spoil(receiver, truth)
            return None
        if truth:
            del receiver[index]
            return None
    raise machine.error("ValueError", "list.remove(x): x not in list")


def _sort(machine: Items, receiver: list[Value], **keywords: Value) -> Value:
    ordered = sort(machine, receiver, keywords)
    if isinstance(ordered, Unknown):
        machine.spoil(receiver, ordered)
    else:
        receiver[:] = ordered


def _pop_pair(machine: Items, receiver: dict[Value, Value], last: Value = True) -> Value:
    """`popitem` of a dict, and of an ordered dict from either end."""
    if last is True or not receiver:
        return receiver.popitem()
    key = next(iter(receiver))
    return key, receiver.pop(key)


def _index(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    machine.budget.pass_through(_receiver(given[0]), None)
    for index, each in enumerate(_receiver(given[0])):
        truth = machine.relate("==", each, given[1], None)
        if truth is not False:
            return index if truth is True else truth
    raise machine.error("ValueError", "item is not in list")


def _count(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    machine.budget.step(None, len(_receiver(given[0])))
    truths = [machine.relate("==", each, given[1], None) for each in _receiver(given[0])]
    return next((truth for truth in truths if isinstance(truth, Unknown)), None) or sum(truths)


def _copy(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    receiver = _receiver(given[0])
    copied = receiver.copy()
    if cause := machine.spoilt(receiver):
        machine.spoil(copied, cause)
    return copied


# --- dict -------------------------------------------------------------------------------------------


def _view(view: Callable[[dict[Value, Value]], Any]) -> Native:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        receiver = _receiver(given[0])
        return machine.spoilt(receiver) or list(view(receiver))

    return call


def _keyed(action: Callable[[dict[Value, Value], Value, Value], Value], changes: bool) -> Native:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        receiver, key = _receiver(given[0]), given[1]
        default = given[2] if len(given) > 2 else keywords.get("default", MISSING)
        cause = machine.spoilt(receiver) or (key if isinstance(key, Unknown) else None)
        if changes:
            machine.change(receiver)
        if cause:
            if changes:
                machine.spoil(receiver, cause)
            return machine.derive(cause, f" item {key!r}", None)
        return action(receiver, key, default)

    return call


def _get(receiver: dict[Value, Value], key: Value, default: Value) -> Value:
    return receiver.get(key, None if default is MISSING else default)


def _pop(receiver: dict[Value, Value], key: Value, default: Value) -> Value:
    return receiver.pop(key) if default is MISSING else receiver.pop(key, default)


def _set_default(receiver: dict[Value, Value], key: Value, default: Value) -> Value:
    return receiver.setdefault(key, None if default is MISSING else default)


def _changed_set(name: str) -> Callable[..., Value]:
    """`set.difference_update` and its kin."""

    def change(machine: Items, receiver: Any, *rest: Value) -> Value:
        for items in rest:
            values = machine.items_of(items, None)
            if isinstance(values, Unknown) or any(isinstance(value, Unknown) for value in values):
                machine.spoil(receiver, Unknown("a set that is changed by unknown items"))
            else:
                getattr(receiver, name)(values)

    return change


def _update(machine: Items, receiver: Any, *rest: Value, **keywords: Value) -> Value:
    """`dict.update` and `set.update`."""
    if isinstance(receiver, set):
        for items in rest:
            values = machine.items_of(items, None)
            if isinstance(values, Unknown):
                machine.spoil(receiver, values)
            else:
                receiver.update(values)
        return
    made = dictionary(machine, list(rest), keywords)
    if isinstance(made, Unknown):
        machine.spoil(receiver, made)
    else:
        receiver.update(made)


def _from_keys(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    return items if isinstance(items, Unknown) else dict.fromkeys(items, given[1] if len(given) > 1 else None)


def _resumed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`send`, `throw` and `close` of a generator: what it gives from then on is unknown."""
    cause = Unknown("a generator that is sent something")
    machine.spoil(given[0], cause)
    return cause


# --- str --------------------------------------------------------------------------------------------


def _join(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[1], None)
    if isinstance(items, Unknown) or isinstance(given[0], Unknown):
        return items if isinstance(items, Unknown) else given[0]
    unknown = next((item for item in items if isinstance(item, Unknown)), None)
    if unknown is not None or sum(map(len, items)) + len(given[0]) * len(items) > MOST_ITEMS:
        return unknown or Unknown("text too long to hold")
    return given[0].join(items)


def _replace(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    text, old, new = given[:3]
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return old if isinstance(old, Unknown) else new
    machine.budget.pass_through(text, None)
    if (text.count(old) + 1) * len(new) + len(text) > MOST_ITEMS:
        return Unknown("text too long to hold")
    return text.replace(old, new, *given[3:])


def _padded(name: str) -> Native:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        if any(isinstance(value, Unknown) for value in given) or given[1] > MOST_WIDTH:
            return Unknown("text of a width not worth holding")
        return getattr(str, name)(*given)

    return call


def _format(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    import string  # few format by a method, and it compiles a pattern

    parts: list[tuple[str, Value]] = []
    automatic = 0
    for literal, field, spec, conversion in string.Formatter().parse(given[0]):
        parts.append((literal, None))
        if field is None:
            continue
        if field == "":
            field, automatic = str(automatic), automatic + 1
        value = given[1 + int(field)] if field.isdigit() else keywords.get(field, MISSING)
        if value is MISSING or "{" in (spec or ""):
            return Unknown("text formatted in a way that is not followed")
        text = format_value(machine, value, spec or "", conversion or "")
        if isinstance(text, Unknown):
            return text
        parts.append((text, value))
    return joined(parts)


def _next_item(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return machine.library("builtins.next").call(machine, given, {})


def _range_attribute(name: str) -> Native:
    return lambda machine, given, keywords: getattr(given[0], name)


def _on_data(function: Callable[[Items, Arguments], Value]) -> Native:
    """A special method that a subclass calls by `super()` or by the name of the class."""
    return lambda machine, given, keywords: function(machine, [_data_of(given[0]), *given[1:]])


def _data_of(value: Value) -> Value:
    return value.native if isinstance(value, Instance) and value.native is not MISSING else value


def _filled(machine: Items, given: Arguments) -> Value:
    """`dict.__init__`, `list.__init__` and `set.__init__`: fill what is empty."""
    owner, *rest = given
    name = "extend" if isinstance(owner, list) else "update"
    if rest:
        machine.call(machine.library(f"builtins.{type(owner).__name__}.{name}"), [owner, *rest], {}, None)
    return None


def _fill_dict(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    _filled(machine, [_data_of(given[0]), *given[1:]])
    return _filled(machine, [_data_of(given[0]), keywords])


_SPECIAL: dict[str, Native] = {
    "__getitem__": _on_data(lambda machine, given: machine.item(given[0], given[1], None)),
    "__setitem__": _on_data(lambda machine, given: machine.set_item(given[0], given[1], given[2], None)),
    "__delitem__": _on_data(lambda machine, given: machine.delete_item(given[0], given[1], None)),
    "__contains__": _on_data(lambda machine, given: machine.relate("in", given[1], given[0], None)),
    "__iter__": _on_data(
        lambda machine, given: machine.call(machine.library("builtins.iter"), given, {}, None)
    ),
}
_SPECIAL_OF = {
    "dict": "__getitem__ __setitem__ __delitem__ __contains__ __iter__",
    "list": "__getitem__ __setitem__ __delitem__ __contains__ __iter__",
    "tuple": "__getitem__ __iter__",
    "str": "__getitem__ __contains__",
    "set": "__contains__ __iter__",
}

_METHODS: dict[str, Native] = {
    **{f"iterator.{name}": _resumed for name in ("send", "throw", "close")},
    **{f"{kind}.{name}": _SPECIAL[name] for kind, names in _SPECIAL_OF.items() for name in names.split()},
    "dict.__init__": _fill_dict,
    "list.__init__": _on_data(_filled),
    "set.__init__": _on_data(_filled),
    "list.append": _mutator(lambda machine, receiver, item: receiver.append(item)),
    "list.extend": _mutator(_extend),
    "list.insert": _mutator(_at),
    "list.pop": _mutator(_at),
    "list.remove": _mutator(_remove),
    "list.clear": _mutator(lambda machine, receiver: receiver.clear()),
    "list.reverse": _mutator(lambda machine, receiver: receiver.reverse()),
    "list.sort": _mutator(_sort),
    "list.index": _index,
    "list.count": _count,
    "list.copy": _copy,
    "dict.keys": _view(dict.keys),
    "dict.values": _view(dict.values),
    "dict.items": _view(dict.items),
    "dict.get": _keyed(_get, changes=False),
    "dict.pop": _keyed(_pop, changes=True),
    "dict.setdefault": _keyed(_set_default, changes=True),
    "dict.update": _mutator(_update),
    "dict.clear": _mutator(lambda machine, receiver: receiver.clear()),
    "dict.popitem": _mutator(_pop_pair),
    "dict.copy": _copy,
    "dict.fromkeys": _from_keys,
    "set.add": _mutator(lambda machine, receiver, item: receiver.add(item)),
    "set.discard": _mutator(lambda machine, receiver, item: receiver.discard(item)),
    "set.remove": _mutator(lambda machine, receiver, item: receiver.remove(item)),
    "set.update": _mutator(_update),
    "set.difference_update": _mutator(_changed_set("difference_update")),
    "set.intersection_update": _mutator(_changed_set("intersection_update")),
    "set.symmetric_difference_update": _mutator(_changed_set("symmetric_difference_update")),
    "set.clear": _mutator(lambda machine, receiver: receiver.clear()),
    "set.pop": _mutator(lambda machine, receiver: Unknown("an item of a set")),
    "set.copy": _copy,
    "str.join": _join,
    "str.replace": _replace,
    "str.format": _format,
    "str.zfill": _padded("zfill"),
    "str.ljust": _padded("ljust"),
    "str.rjust": _padded("rjust"),
    "str.center": _padded("center"),
    # Shapes of TensorFlow are tuples here.
    "tuple.as_list": lambda machine, given, keywords: list(given[0]),
    "tuple.num_elements": lambda machine, given, keywords: machine.call(
        machine.library("math.prod"), [given[0]], {}, None
    ),
    "iterator.__next__": _next_item,
    "iterator.__iter__": lambda machine, given, keywords: given[0],
}
for _kind, (_type, _names) in _READERS.items():
    _METHODS.update(
        {f"{_kind}.{_name}": _reader(_type, _name) for _name in _names.split() if hasattr(_type, _name)}
    )

NAMES: dict[str, Value] = {f"builtins.{name}": Builtin(name, call) for name, call in _METHODS.items()}
for _kind in ("range",):
    for _name in ("start", "stop", "step"):
        NAMES[f"builtins.{_kind}.{_name}"] = Property(Builtin(_name, _range_attribute(_name)))
