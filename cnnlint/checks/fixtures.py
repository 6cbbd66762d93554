"""Fixtures of pytest and the set-up methods of unittest: what a test finds made when it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..evaluate.observe import Observer, called_name
from ..evaluate.project import SourceModule
from ..evaluate.target import construct, find_in, stand_in
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    Function,
    Instance,
    Keywords,
    Property,
    Value,
)
from ..values.tally import joined

Row = dict[str, Value]

_BEFORE_CLASS = ("setUpClass", "setup_class")
_BEFORE_TEST = ("setUp", "asyncSetUp", "setup_method", "setup")
_FIXTURES = ("fixture", "yield_fixture")
_CAPTURED = ("capsys", "capfd", "caplog")


class Fixtures:
    """The values of fixtures in one case, each made once, and the object that holds the test if any does."""

    def __init__(self, machine: Observer, module: SourceModule, owner: Value, row: Row) -> None:
        self.machine = machine
        self.module = module
        self.owner = owner
        self.row = row
        self.made: dict[str, Value] = {}
        self.receiver: Value = None
        if isinstance(owner, Class):
            self._call_before(owner, _BEFORE_CLASS)
            self.receiver = construct(machine, owner)

    def use(self, decorators: Sequence[nodes.Expression]) -> None:
        """Make what a test needs without asking for it, and set up its object."""
        for name in [*_named_by(decorators), *self._automatic()]:
            fixture = fixture_of(self.machine, self.module, self.owner, name)
            if fixture is not None and name not in self.made:
                self.made[name] = self._make(name, fixture)
        if isinstance(self.receiver, Instance):
            self._call_before(self.receiver, _BEFORE_TEST)

    def _call_before(self, target: Class | Instance, names: Sequence[str]) -> None:
        for name in names:
            function = self.owner.find(name)
            if function is MISSING or (isinstance(target, Instance) and not isinstance(function, Function)):
                continue
            takes_method = name == "setup_method" and len(function.node.parameters) > 1
            given: Arguments = [Unknown("the test method")] if takes_method else []
            self.machine.call(self.machine.attribute(target, name, None), given, {}, None)

    def _automatic(self) -> Iterator[str]:
        """Names of the fixtures of the class and the module that every test uses."""
        text = self.module.source.text
        for index, chunk in enumerate(self.module.outline.chunks):
            if "autouse" in text[chunk.start : chunk.end]:
                for statement in self.module.statements(index):
                    if isinstance(statement, nodes.FunctionDef):
                        yield from (statement.name for _ in _automatic_marks(statement))
                    elif isinstance(statement, nodes.ClassDef) and self._is_base(statement.name):
                        functions = [each for each in statement.body if isinstance(each, nodes.FunctionDef)]
                        yield from (each.name for each in functions for _ in _automatic_marks(each))

    def _is_base(self, name: str) -> bool:
        return isinstance(self.owner, Class) and any(each.name == name for each in self.owner.mro)

    # --- values ----------------------------------------------------------------------------------

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
            fixture = fixture_of(self.machine, self.module, self.owner, name)
            if fixture is not None:
                self.made[name] = self._make(name, fixture)
            else:
                captured = name in _CAPTURED
                self.made[name] = _capture(self.machine, name) if captured else stand_in(parameter)
        return self.made[name]

    def _make(self, name: str, fixture: Function) -> Value:
        self.made[name] = Unknown(f"the fixture {name} asks for itself")
        is_method = fixture.owner is not None
        arguments = self.arguments(fixture, 1 if is_method else 0)
        if "request" in arguments:
            arguments["request"] = self._request(name)
        value = self.machine.call(fixture, [self.receiver] if is_method else [], arguments, None)
        if isinstance(fixture.node, nodes.FunctionDef) and fixture.node.is_generator:
            items = self.machine.items_of(value, None)
            return items if isinstance(items, Unknown) else items[0] if items else None
        return value

    def _request(self, name: str) -> Instance:
        request = Instance(Class("FixtureRequest", [], {}, "pytest"))
        request.attrs["param"] = self.row.get(f"{name}()", Unknown("the parameter of a fixture"))
        request.attrs["cls"] = self.owner if isinstance(self.owner, Class) else None
        request.attrs["instance"] = self.receiver
        return request


def _named_by(decorators: Sequence[nodes.Expression]) -> Iterator[str]:
    """Names in `usefixtures("model")`."""
    for decorator in decorators:
        if isinstance(decorator, nodes.Call) and called_name(decorator) == "usefixtures":
            for each in decorator.arguments:
                if isinstance(each.value, nodes.Constant) and isinstance(each.value.value, str):
                    yield each.value.value


def _automatic_marks(function: nodes.FunctionDef) -> Iterator[nodes.Call]:
    for decorator in function.decorators:
        if isinstance(decorator, nodes.Call) and called_name(decorator) in _FIXTURES:
            marks = [each.value for each in decorator.arguments if each.keyword == "autouse"]
            if any(isinstance(mark, nodes.Constant) and mark.value is True for mark in marks):
                yield decorator


def fixture_of(machine: Observer, module: SourceModule, owner: Value, name: str) -> Function | None:
    """The fixture of this name: of the class, of the module, or of a conftest."""
    candidates = [owner.find(name)] if isinstance(owner, Class) else []
    for place in (module, machine.project.find("conftest", module)):
        if place is not None:
            candidates += [find_in(machine, place, (binding,)) for binding in _bindings(place, name)]
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
        if called_name(decorator) in _FIXTURES:
            given = decorator.arguments if isinstance(decorator, nodes.Call) else ()
            named = [each.value for each in given if each.keyword == "name"]
            return (
                named[0].value == name
                if named and isinstance(named[0], nodes.Constant)
                else value.node.name == name
            )
    return False


# --- what was printed and logged --------------------------------------------------------------------


def _capture(machine: Observer, name: str) -> Instance:
    """`capsys` or `caplog`, which hear what is printed or logged from now on."""
    if machine.heard is None:
        machine.heard = []
    if name == "caplog":
        attributes: dict[str, Value] = {
            each: Builtin(each, lambda machine, given, keywords: Unknown("what a log capture gives"))
            for each in ("at_level", "set_level", "filtering")
        }
        attributes["clear"] = Builtin("clear", _cleared)
        attributes["text"] = Property(Builtin("text", _logged))
        return Instance(Class("LogCapture", [], attributes, "pytest"))
    return Instance(Class("Capture", [], {"readouterr": Builtin("readouterr", _printed)}, "pytest"))


def _logged(machine: Observer, given: Arguments, keywords: Keywords) -> Value:
    return _heard(machine, [text for name, text in machine.heard or [] if name != "print"])


def _cleared(machine: Observer, given: Arguments, keywords: Keywords) -> Value:
    machine.heard = [each for each in machine.heard or [] if each[0] == "print"]
    return None


def _printed(machine: Observer, given: Arguments, keywords: Keywords) -> Value:
    heard = machine.heard or []
    machine.heard = [each for each in heard if each[0] != "print"]
    captured = Instance(Class("CaptureResult", [], {}, "pytest"))
    captured.attrs["out"] = _heard(machine, [text for name, text in heard if name == "print"])
    captured.attrs["err"] = Unknown("what was written to the standard error")
    return captured


def _heard(machine: Observer, texts: list[Value]) -> Value:
    if not all(isinstance(text, str) for text in texts):
        return Unknown("a text that was printed cannot be told")
    return joined((text, None) for text in texts)
