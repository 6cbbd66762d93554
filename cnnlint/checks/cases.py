"""How test runners call a test: with the rows of its parameters, with fixtures, after setting up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..evaluate.library.testing import PARAMETER_SET
from ..evaluate.observe import Observer, called_name
from ..evaluate.project import SourceModule
from ..evaluate.target import find_in
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import Class, Function, Instance, Scope, Value
from .fixtures import Fixtures, Row, fixture_of

MOST_ROWS = 256
_BEFORE_MODULE = ("setUpModule", "setup_module")
_EXPECTED_TO_FAIL = frozenset(["xfail", "expectedFailure"])


def call_case(machine: Observer, module: SourceModule, path: tuple[str, ...], index: int) -> Value:
    """Call a test function or method with the row of this index; one without parameters has one row."""
    owner = find_in(machine, module, path[:1])
    function = _function(machine, owner, path)
    if isinstance(function, Unknown):
        return function
    rows = _rows(machine, module, owner, function)
    if isinstance(rows, Unknown) or index >= len(rows):
        return Unknown("the parameters of the test cannot be told")
    _set_up_module(machine, module)
    fixtures = Fixtures(machine, module, owner, rows[index])
    fixtures.use(_decorators(owner, function))
    receiver = [] if fixtures.receiver is None else [fixtures.receiver]
    return machine.call(function, receiver, fixtures.arguments(function, len(receiver)), None)


def count_cases(machine: Observer, module: SourceModule, path: tuple[str, ...]) -> int:
    """How many rows a test is called with; 0 where it is expected to fail or its rows cannot be told."""
    owner = find_in(machine, module, path[:1])
    function = _function(machine, owner, path)
    if isinstance(function, Unknown) or _is_expected_to_fail(owner, function):
        return 0
    rows = _rows(machine, module, owner, function)
    return 0 if isinstance(rows, Unknown) else len(rows)


def _function(machine: Observer, owner: Value, path: tuple[str, ...]) -> Function | Unknown:
    found = owner.find(path[1]) if isinstance(owner, Class) and len(path) > 1 else owner
    found = getattr(found, "function", found)
    return found if isinstance(found, Function) else Unknown(f"{'.'.join(path)} is no plain function")


def _set_up_module(machine: Observer, module: SourceModule) -> None:
    for name in _BEFORE_MODULE:
        if any(name in chunk.binds for chunk in module.outline.chunks):
            function = find_in(machine, module, (name,))
            takes_module = isinstance(function, Function) and bool(function.node.parameters)
            machine.call(function, [Unknown("the test module")] if takes_module else [], {}, None)


def _decorators(owner: Value, function: Function) -> tuple[nodes.Expression, ...]:
    own = function.node.decorators if isinstance(function.node, nodes.FunctionDef) else ()
    return own + (owner.node.decorators if isinstance(owner, Class) and owner.node else ())


def _is_expected_to_fail(owner: Value, function: Function) -> bool:
    return any(called_name(each) in _EXPECTED_TO_FAIL for each in _decorators(owner, function))


# --- rows of parameters ------------------------------------------------------------------------------


def _rows(machine: Observer, module: SourceModule, owner: Value, function: Function) -> list[Row] | Unknown:
    """All combinations of the rows of a test's decorators and of the fixtures that it asks for."""
    rows: list[Row] = [{}]
    for table in _tables(machine, module, owner, function):
        if isinstance(table, Unknown):
            return table
        if len(rows) * len(table) > MOST_ROWS:
            return Unknown(f"more than {MOST_ROWS} rows of parameters")
        rows = [{**row, **each} for row in rows for each in table]
    return rows


def _tables(
    machine: Observer, module: SourceModule, owner: Value, function: Function
) -> Iterator[list[Row] | Unknown]:
    scope = Scope(module, module.attrs)
    for decorator in _decorators(owner, function):
        if isinstance(decorator, nodes.Call):
            if called_name(decorator) == "parametrize":
                yield _parametrized(machine, decorator, scope)
            elif called_name(decorator) == "expand" and decorator.arguments:
                names = [
                    each.name for each in function.node.parameters[1 if isinstance(owner, Class) else 0 :]
                ]
                yield _table(machine, names, machine.evaluate(decorator.arguments[0].value, scope))
    for name, parameters in _parametrized_fixtures(machine, module, owner, function):
        yield _table(machine, [f"{name}()"], machine.evaluate(parameters, scope))


def _parametrized(machine: Observer, decorator: nodes.Call, scope: Scope) -> list[Row] | Unknown:
    given = {each.keyword or place: each.value for place, each in enumerate(decorator.arguments)}
    names = given.get(0, given.get("argnames"))
    table = given.get(1, given.get("argvalues"))
    if names is None or table is None or "indirect" in given:
        return Unknown("parameters that are given in another way")
    wanted = machine.evaluate(names, scope)
    if isinstance(wanted, str):
        wanted = [name.strip() for name in wanted.split(",") if name.strip()]
    if not isinstance(wanted, (list, tuple)) or not all(isinstance(name, str) for name in wanted):
        return Unknown("parameters of unknown names")
    return _table(machine, list(wanted), machine.evaluate(table, scope))


def _table(machine: Observer, names: list[str], table: Value) -> list[Row] | Unknown:
    rows = machine.items_of(table, None)
    if isinstance(rows, Unknown):
        return rows
    made: list[Row] = []
    for row in rows:
        values = _values(machine, row, len(names))
        if values is not None and len(values) == len(names):
            made.append(dict(zip(names, values, strict=True)))
    return made


def _values(machine: Observer, row: Value, width: int) -> Sequence[Value] | None:
    """The values of one row; None for one that is marked, as those are that are to fail."""
    if isinstance(row, Instance) and row.cls is PARAMETER_SET:
        return None if row.attrs["marked"] else row.attrs["values"]
    if width == 1:
        return [row]
    items = machine.items_of(row, None)
    return None if isinstance(items, Unknown) else items


def _parametrized_fixtures(
    machine: Observer, module: SourceModule, owner: Value, function: Function
) -> Iterator[tuple[str, nodes.Expression]]:
    """Fixtures with `params` among those that a test names itself."""
    for parameter in function.node.parameters:
        fixture = fixture_of(machine, module, owner, parameter.name)
        decorators = (
            fixture.node.decorators if fixture and isinstance(fixture.node, nodes.FunctionDef) else ()
        )
        for decorator in decorators:
            for each in decorator.arguments if isinstance(decorator, nodes.Call) else ():
                if each.keyword == "params":
                    yield parameter.name, each.value
