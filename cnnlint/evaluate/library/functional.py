"""`functools`, `itertools` and `copy`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from ...unknown import Unknown
from ...values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    Generator,
    Instance,
    Keywords,
    Method,
    Partial,
    Stream,
    Tensor,
    Value,
)
from ...values.operators import MOST_ITEMS
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]

MOST_MADE = 100_000


def _partial(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    _, function, *rest = given
    if isinstance(function, Partial):
        return Partial(function.function, [*function.arguments, *rest], {**function.keywords, **keywords})
    return Partial(function, rest, keywords)


def _reduce(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[1], None)
    if isinstance(items, Unknown):
        return items
    if len(given) > 2:
        items = [given[2], *items]
    if not items:
        raise machine.error("TypeError", "reduce() of empty iterable with no initial value")
    result = items[0]
    for item in items[1:]:
        result = machine.call(given[0], [result, item], {}, None)
    return result


def _given_back(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """A decorator that hands its function back, called with or without options of its own."""
    if len(given) == 1 and not keywords and not isinstance(given[0], (int, type(None), Unknown)):
        return given[0]
    return Builtin("decorator", lambda machine, inner, _: inner[0])


def _wraps(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    def wrap(machine: Items, inner: Arguments, _: Keywords) -> Value:
        wrapper = inner[0]
        if hasattr(wrapper, "attrs"):
            for name in ("__name__", "__qualname__", "__module__"):
                wrapper.attrs[name] = machine.find_attribute(given[0], name, None)
            wrapper.attrs["__wrapped__"] = given[0]
        return wrapper

    return Builtin("functools.wraps()", wrap)


def _cached_property(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """A descriptor that leaves its value in the object, where it is found first from then on."""
    function = given[0]

    def get(machine: Items, inner: Arguments, _: Keywords) -> Value:
        descriptor, receiver = inner[:2]
        if receiver is None:
            return descriptor
        value = machine.call(function, [receiver], {}, None)
        machine.change(receiver.attrs)
        receiver.attrs[machine.attribute(function, "__name__", None)] = value
        return value

    cls = Class("cached_property", [], {"__get__": Builtin("cached_property.__get__", get)}, "functools")
    return Instance(cls)


class _Entered(Exception):
    """A generator has come to its `yield`."""


def _enter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`__enter__` of a context that a generator makes, outside of a `with`: what it changes is unknown from then on."""
    generator = given[0].attrs["generator"]
    cause = Unknown("what a context changes that is not entered by a with")
    if not isinstance(generator, Generator):
        return cause

    def leave(item: Value) -> None:
        raise _Entered

    def begin() -> None:
        try:
            generator.run(leave)
        except _Entered:
            return

    way = machine.try_way(begin)
    for store, after in way.changed:
        if not isinstance(store, dict) or not isinstance(after, dict):
            machine.spoil(store, cause)
            continue
        machine.change(store)
        for key, value in after.items():
            if store.get(key, MISSING) is not value:
                store[key] = cause
    if way.raised:
        raise way.raised
    return cause


_CONTEXT = Class(
    "_GeneratorContextManager",
    [],
    {
        "__call__": Builtin(
            "ContextDecorator.__call__", lambda machine, given, keywords: _around(*given[:2])
        ),
        "__enter__": Builtin("_GeneratorContextManager.__enter__", _enter),
        "__exit__": Builtin("_GeneratorContextManager.__exit__", lambda machine, given, keywords: None),
    },
    "contextlib",
)


def _around(context: Instance, function: Value) -> Value:
    """A function that runs within a context of its own each time."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        generator = machine.call(context.attrs["again"], [], {}, None)
        if not isinstance(generator, Generator):
            return Unknown("a call within something that is no context")
        results: list[Value] = []
        generator.run(lambda item: results.append(machine.call(function, given, keywords, None)))
        return results[0] if results else Unknown("a call within a context that is not entered")

    return Builtin("function", call)


def _context_manager(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`contextlib.contextmanager`: the generator is kept for the `with` statement."""

    def make(machine: Items, inner: Arguments, options: Keywords) -> Value:
        context = Instance(_CONTEXT)
        context.attrs["generator"] = machine.call(given[0], inner, options, None)
        context.attrs["again"] = Partial(given[0], list(inner), dict(options))
        return context

    return Builtin("contextmanager()", make)


# --- itertools --------------------------------------------------------------------------------------


def _lists(machine: Items, values: Arguments) -> list[list[Value]] | Unknown:
    found = []
    for value in values:
        items = machine.items_of(value, None)
        if isinstance(items, Unknown):
            return items
        found.append(items)
    return found


def _over_lists(function: Callable[..., object], flags: bool = False) -> Native:
    """An itertools function on known items; whole numbers after the first are passed on."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        lists = _lists(machine, given[:1] if flags else given)
        if isinstance(lists, Unknown):
            return lists
        made = function(*lists, *(given[1:] if flags else ()), **keywords)
        items = list(itertools.islice(made, MOST_MADE + 1))  # type: ignore[call-overload]
        machine.budget.step(None, len(items) // 4)
        return Unknown("an iterator of too many items") if len(items) > MOST_MADE else Stream.of(items)

    return call


def _chain_from(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    outer = machine.items_of(given[0], None)
    lists = outer if isinstance(outer, Unknown) else _lists(machine, outer)
    return lists if isinstance(lists, Unknown) else Stream.of([item for items in lists for item in items])


def _count(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    start = given[0] if given else keywords.get("start", 0)
    step = given[1] if len(given) > 1 else keywords.get("step", 1)
    return Stream(lambda index: start + index * step, None)


def _repeat(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    times = given[1] if len(given) > 1 else keywords.get("times")
    if times is not None and not isinstance(times, int):
        return times if isinstance(times, Unknown) else Unknown("a repetition of unknown length")
    return Stream(lambda index: given[0], times)


def _cycle(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    if isinstance(items, Unknown):
        return items
    return Stream(lambda index: items[index % len(items)], None if items else 0)


def _slice(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    source, *bounds = given
    if any(isinstance(bound, Unknown) for bound in bounds):
        return next(bound for bound in bounds if isinstance(bound, Unknown))
    if isinstance(source, Stream) and source.length is None:
        start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else [*bounds, 1][:3]
        if stop is None or stop > MOST_ITEMS:
            return Unknown("an iterator without end")
        origin = source.attrs["position"]
        return Stream.of([source.rule(origin + index) for index in range(start or 0, stop, step or 1)])
    items = machine.items_of(source, None)
    return items if isinstance(items, Unknown) else Stream.of(items[slice(*bounds)])


def _accumulate(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    if isinstance(items, Unknown):
        return items
    totals: list[Value] = []
    for item in items:
        previous = totals[-1] if totals else None
        if not totals:
            totals.append(item)
        elif len(given) > 1:
            totals.append(machine.call(given[1], [previous, item], {}, None))
        else:
            totals.append(machine.operate("+", previous, item, None))
    return Stream.of(totals)


def _star_map(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    rows = machine.items_of(given[1], None)
    lists = rows if isinstance(rows, Unknown) else _lists(machine, rows)
    if isinstance(lists, Unknown):
        return lists
    return Stream.of([machine.call(given[0], row, {}, None) for row in lists])


def _chosen(choose: Callable[[Callable[[Value], bool], list[Value]], Iterable[Value]]) -> Native:
    """A function of itertools that asks a predicate of each item."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        items = machine.items_of(given[1], None)
        if isinstance(items, Unknown):
            return items
        truths = [machine.truth(_asked(machine, given[0], item)) for item in items]
        unknown = next((truth for truth in truths if isinstance(truth, Unknown)), None)
        if unknown is not None:
            return unknown
        kept = choose(lambda index: truths[index] is True, list(range(len(items))))
        return Stream.of([items[index] for index in kept])

    return call


def _asked(machine: Items, predicate: Value, item: Value) -> Value:
    return item if predicate is None else machine.call(predicate, [item], {}, None)


def _compress(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    lists = _lists(machine, given[:2])
    if isinstance(lists, Unknown):
        return lists
    truths = [machine.truth(each) for each in lists[1]]
    unknown = next((truth for truth in truths if isinstance(truth, Unknown)), None)
    return unknown or Stream.of(list(itertools.compress(lists[0], truths)))


def _group_by(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`itertools.groupby`: runs of items with one key."""
    items = machine.items_of(given[0], None)
    if isinstance(items, Unknown):
        return items
    key = given[1] if len(given) > 1 else keywords.get("key")
    groups: list[tuple[Value, list[Value]]] = []
    for item in items:
        mark = _asked(machine, key, item)
        same = machine.relate("==", groups[-1][0], mark, None) if groups else False
        if isinstance(same, Unknown):
            return same
        if same is True:
            groups[-1][1].append(item)
        else:
            groups.append((mark, [item]))
    return Stream.of([(mark, Stream.of(run)) for mark, run in groups])


# --- copy -------------------------------------------------------------------------------------------


def deep_copy(machine: Items, value: Value, memo: dict[int, Value]) -> Value:
    """`copy.deepcopy`: new objects, lists and tensors; one copy of what is shared inside."""
    if id(value) in memo:
        return memo[id(value)]
    copied: Value
    if isinstance(value, Instance):
        own = value.cls.find("__deepcopy__")
        if own is not MISSING:
            copied = memo[id(value)] = machine.call(own, [value, {}], {}, None)
            return copied
        copied = memo[id(value)] = Instance(value.cls)
        copied.label, copied.origin = value.label, value.origin
        copied.native = deep_copy(machine, value.native, memo)
        copied.attrs = deep_copy(machine, value.attrs, memo)
    elif isinstance(value, Tensor):
        copied = memo[id(value)] = Tensor(value.shape, value.kind)
        copied.held = value.dtype
        copied.attrs = dict(value.attrs)
    elif isinstance(value, dict):
        copied = memo[id(value)] = {}
        copied.update({key: deep_copy(machine, item, memo) for key, item in value.items()})
    elif isinstance(value, list):
        copied = memo[id(value)] = []
        copied.extend(deep_copy(machine, item, memo) for item in value)
    elif isinstance(value, tuple):
        copied = memo[id(value)] = tuple(deep_copy(machine, item, memo) for item in value)
    elif isinstance(value, set):
        copied = memo[id(value)] = set(value)
    elif isinstance(value, Method):
        copied = Method(value.function, deep_copy(machine, value.receiver, memo))
    else:
        return value
    machine.budget.step(None)
    if cause := machine.spoilt(value):
        machine.spoil(copied, cause)
    return copied


def _deep_copy(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return deep_copy(machine, given[0], {})


def _copy(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, Instance):
        own = value.cls.find("__copy__")
        if own is not MISSING:
            return machine.call(own, [value], {}, None)
        copied = Instance(value.cls)
        copied.label, copied.origin, copied.native = value.label, value.origin, value.native
        copied.attrs = dict(value.attrs)
        return copied
    if isinstance(value, (list, dict, set)):
        made = value.copy()
        if cause := machine.spoilt(value):
            machine.spoil(made, cause)
        return made
    return Tensor(value.shape, value.kind) if isinstance(value, Tensor) else value


_FUNCTIONS: dict[str, Native] = {
    "functools.reduce": _reduce,
    "functools.wraps": _wraps,
    "functools.update_wrapper": lambda machine, given, keywords: given[0],
    "functools.total_ordering": _given_back,
    "functools.cached_property": _cached_property,
    "contextlib.contextmanager": _context_manager,
    "itertools.chain": _over_lists(itertools.chain),
    "itertools.chain.from_iterable": _chain_from,
    "itertools.product": _over_lists(itertools.product),
    "itertools.combinations": _over_lists(itertools.combinations, flags=True),
    "itertools.permutations": _over_lists(itertools.permutations, flags=True),
    "itertools.pairwise": _over_lists(itertools.pairwise),
    "itertools.zip_longest": _over_lists(itertools.zip_longest),
    "itertools.islice": _slice,
    "itertools.accumulate": _accumulate,
    "itertools.starmap": _star_map,
    "itertools.takewhile": _chosen(itertools.takewhile),
    "itertools.dropwhile": _chosen(itertools.dropwhile),
    "itertools.filterfalse": _chosen(itertools.filterfalse),
    "itertools.compress": _compress,
    "itertools.groupby": _group_by,
    "itertools.count": _count,
    "itertools.repeat": _repeat,
    "itertools.cycle": _cycle,
    "copy.deepcopy": _deep_copy,
    "copy.copy": _copy,
}

NAMES: dict[str, Value] = {
    **{name: Builtin(name, call) for name, call in _FUNCTIONS.items()},
    "functools.partial": Class("partial", [], {"__new__": Builtin("partial.__new__", _partial)}, "functools"),
}
