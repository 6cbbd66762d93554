"""How test runners call a test: with the rows of its parameters, with fixtures, after setting up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..evaluate.library.testing import PARAMETER_SET
from ..evaluate.observe import Observer, called_name
from ..evaluate.project import SourceModule
from ..evaluate.target import construct, find_in, stand_in
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import MISSING, Class, Function, Instance, Scope, Value

Row = dict[str, Value]

MOST_ROWS = 256
_BEFORE_CLASS = ("setUpClass", "setup_class")
_BEFORE_TEST = ("setUp", "asyncSetUp", "setup_method", "setup")
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
    fixtures = _Fixtures(machine, module, owner, rows[index])
    receiver = _receiver(machine, owner)
    if receiver is None:
        return machine.call(function, [], fixtures.arguments(function), None)
    return machine.call(function, [receiver], fixtures.arguments(function, 1), None)


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


def _receiver(machine: Observer, owner: Value) -> Value:
    """The object that a test method is called on, set up; None for a function."""
    if not isinstance(owner, Class):
        return None
    for name in _BEFORE_CLASS:
        if owner.find(name) is not MISSING:
            machine.call(machine.attribute(owner, name, None), [], {}, None)
    receiver = construct(machine, owner)
    for name in _BEFORE_TEST:
        if isinstance(receiver, Instance) and isinstance(owner.find(name), Function):
            method = machine.attribute(receiver, name, None)
            machine.call(method, [Unknown("the test method")] if _takes_method(owner, name) else [], {}, None)
    return receiver


def _takes_method(owner: Class, name: str) -> bool:
    return name == "setup_method" and len(owner.find(name).node.parameters) > 1


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


# --- fixtures ----------------------------------------------------------------------------------------


class _Fixtures:
    """The values of fixtures in one case, each made once."""

    def __init__(self, machine: Observer, module: SourceModule, owner: Value, row: Row) -> None:
        self.machine = machine
        self.module = module
        self.owner = owner
        self.row = row
        self.made: dict[str, Value] = {}

    def arguments(self, function: Function, skipped: int = 0) -> dict[str, Value]:
        """What a function is called with: its row, fixtures, else stand-ins."""
        return {
            parameter.name: self._argument(parameter)
            for parameter in function.node.parameters[skipped:]
            if parameter.kind in ("either", "keyword")
            and (parameter.name in self.row or parameter.name not in function.defaults)
        }

    def _argument(self, parameter: nodes.Parameter) -> Value:
        name = parameter.name
        if name in self.row:
            return self.row[name]
        if name not in self.made:
            fixture = _fixture(self.machine, self.module, self.owner, name)
            self.made[name] = stand_in(parameter) if fixture is None else self._make(name, fixture)
        return self.made[name]

    def _make(self, name: str, fixture: Function) -> Value:
        self.made[name] = Unknown(f"the fixture {name} asks for itself")
        is_method = fixture.owner is not None
        arguments = self.arguments(fixture, 1 if is_method else 0)
        if "request" in arguments:
            request = Instance(Class("FixtureRequest", [], {}, "pytest"))
            request.attrs["param"] = self.row.get(f"{name}()", Unknown("the parameter of a fixture"))
            arguments["request"] = request
        receiver = [construct(self.machine, self.owner)] if is_method else []
        value = self.machine.call(fixture, receiver, arguments, None)
        if isinstance(fixture.node, nodes.FunctionDef) and fixture.node.is_generator:
            items = self.machine.items_of(value, None)
            return items if isinstance(items, Unknown) else items[0] if items else None
        return value


def _fixture(machine: Observer, module: SourceModule, owner: Value, name: str) -> Function | None:
    """The fixture of this name: of the class, of the module, or of a conftest."""
    candidates = [owner.find(name)] if isinstance(owner, Class) else []
    for place in (module, machine.project.find("conftest", module)):
        if place is not None:
            candidates += [
                machine.module_attribute(place, binding, None) for binding in _bindings(place, name)
            ]
    return next((each for each in candidates if _names_fixture(each, name)), None)


def _bindings(module: SourceModule, name: str) -> Iterator[str]:
    """Names of functions that may be the fixture: its own, or those whose decorators mention the name."""
    for chunk in module.outline.chunks:
        if chunk.kind in ("def", "import") and "fixture" in module.source.text[chunk.start : chunk.end]:
            if name in chunk.binds or f'"{name}"' in module.source.text[chunk.start : chunk.end]:
                yield from chunk.binds


def _names_fixture(value: Value, name: str) -> bool:
    if not isinstance(value, Function) or not isinstance(value.node, nodes.FunctionDef):
        return False
    for decorator in value.node.decorators:
        if called_name(decorator) in ("fixture", "yield_fixture"):
            given = decorator.arguments if isinstance(decorator, nodes.Call) else ()
            named = [each.value for each in given if each.keyword == "name"]
            return (
                named[0].value == name
                if named and isinstance(named[0], nodes.Constant)
                else value.node.name == name
            )
    return False


def _parametrized_fixtures(
    machine: Observer, module: SourceModule, owner: Value, function: Function
) -> Iterator[tuple[str, nodes.Expression]]:
    """Fixtures with `params` among those that a test names itself."""
    for parameter in function.node.parameters:
        fixture = _fixture(machine, module, owner, parameter.name)
        decorators = (
            fixture.node.decorators if fixture and isinstance(fixture.node, nodes.FunctionDef) else ()
        )
        for decorator in decorators:
            for each in decorator.arguments if isinstance(decorator, nodes.Call) else ():
                if each.keyword == "params":
                    yield parameter.name, each.value
