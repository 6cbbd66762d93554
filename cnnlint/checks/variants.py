"""What a configuration builds: the functions and classes that are handed one entry of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..claims.claim import Given
from ..evaluate.project import SourceModule
from ..evaluate.target import find_in
from ..frontend.blocks import around, header
from ..program import nodes
from ..program.walk import walk
from ..unknown import Unknown
from ..values.objects import Class, Function
from .jobs import Evaluations
from .statement import Subject
from .subjects import model_subject

Path = tuple[str, ...]
_MOST_USERS = 8


class Entry(NamedTuple):
    """An entry of a configuration: the variable that holds it all, and its key, None for all of it."""

    variable: str
    key: str | int | None


class User(NamedTuple):
    """A call that builds a model of an entry: the definition, and the parameter that takes the key if one does."""

    path: Path
    parameter: str | None


def entry_of(module: SourceModule, chunk: int, offset: int, is_option: bool = False) -> Entry | None:
    """The entry of a top-level variable's dict that stands at an offset.

    An option among others (`"params": 1290`) speaks of the whole that it belongs to.
    """
    for statement in module.statements(chunk):
        if isinstance(statement, (nodes.Assign, nodes.AnnotatedAssign)):
            target = statement.targets[0] if isinstance(statement, nodes.Assign) else statement.target
            if isinstance(target, nodes.Name) and statement.value is not None:
                return _entry(target.id, statement.value, offset, is_option)
    return None


def _entry(variable: str, value: nodes.Expression, offset: int, is_option: bool) -> Entry | None:
    if not isinstance(value, nodes.DictDisplay):
        return Entry(variable, None) if value.start <= offset <= value.end else None
    for item in value.items:
        if item.start <= offset < item.end and isinstance(item.key, nodes.Constant):
            if isinstance(item.value, nodes.Constant):
                return Entry(variable, None) if is_option else None
            return Entry(variable, item.key.value) if isinstance(item.key.value, (str, int)) else None
    return None


def variant_subjects(work: Evaluations, entry: Entry) -> list[Subject]:
    """The models that are built of an entry, one for each way in the file to do it."""
    users = list(dict.fromkeys(_users(work.module, entry)))[: _MOST_USERS + 1]
    if len(users) > _MOST_USERS:
        return []
    subjects = [_built(work, user, entry.key) for user in users]
    subjects += [model_subject(name, work.expression(value)) for name, value in _scripted(work.module, entry)]
    return [each for each in subjects if not _is_no_model(each)]


def local_subject(work: Evaluations, chunk: int, path: Path, offset: int) -> Subject | None:
    """What a function gives that chooses an entry of its own: `{"tiny": dict(width=10)}[name]`."""
    definitions, statement = around(work.module.statements(chunk), offset)
    if statement is None or tuple(each.name for each in definitions) != path:
        return None
    for node, _ in walk(header(statement)):
        if isinstance(node, nodes.Subscript) and node.start <= offset < node.end:
            if isinstance(node.value, nodes.DictDisplay) and isinstance(node.index, nodes.Name):
                entry = _entry("", node.value, offset, False)
                if entry is not None and entry.key is not None:
                    return _called(work, path, Given(node.index.id, entry.key))
    return None


def branch_subject(work: Evaluations, path: Path, statement: nodes.Statement, offset: int) -> Subject | None:
    """What a function gives for the argument whose value leads into the branch that a text heads.

    `if name == "tiny":  # 1,290 params`; where the branch does not return, the text may speak of a part.
    """
    for test, body in _branches(statement):
        given = _chosen(test)
        if given is not None and test.start <= offset < body[0].start:
            subject = given_subject(work, path[:1] if path[1:] == ("__init__",) else path, given)
            returns = isinstance(body[-1], nodes.Return)
            return subject if returns else subject._replace(doubt="the text may speak of a part")
    return None


def _branches(statement: nodes.Statement) -> Iterator[tuple[nodes.Node, tuple[nodes.Statement, ...]]]:
    """The branches of an `if` or `match`, each with what is tested."""
    if isinstance(statement, nodes.If):
        yield statement.test, statement.body
    elif isinstance(statement, nodes.Match):
        for case in statement.cases:
            if isinstance(case.pattern, nodes.MatchValue) and case.guard is None:
                value = case.pattern.value
                sides = nodes.Compare(case.start, value.end, statement.subject, ("==",), (value,))
                yield sides, case.body


def _chosen(test: nodes.Node) -> Given | None:
    """The argument and its value in `name == "tiny"`."""
    if not isinstance(test, nodes.Compare) or test.operators != ("==",):
        return None
    name, value = test.left, test.comparators[0]
    if isinstance(name, nodes.Constant):
        name, value = value, name
    if (
        isinstance(name, nodes.Name)
        and isinstance(value, nodes.Constant)
        and isinstance(value.value, (str, int))
    ):
        return Given(name.id, value.value)
    return None


def _called(work: Evaluations, path: Path, given: Given) -> Subject:
    function: nodes.Expression = nodes.Name(0, 0, path[0])
    for name in path[1:]:
        function = nodes.Attribute(0, 0, function, name)
    argument = nodes.Argument(0, 0, nodes.Constant(0, 0, given.value), given.name, "")
    title = f"{'.'.join(path)}({given.name}={given.value!r})"
    return model_subject(title, work.expression(nodes.Call(0, 0, function, (argument,))))


def given_subject(work: Evaluations, path: Path, given: Given) -> Subject:
    """What a class or function gives, called with one argument of a certain value."""
    title = f"{'.'.join(path)}({given.name}={given.value!r})"
    if len(path) != 1 or given.name not in _parameters(work, path[0]):
        return Subject("model", title, unknown=Unknown(f"{path[-1]} takes no argument {given.name}"))
    return _called(work, path, given)


def _parameters(work: Evaluations, name: str) -> set[str]:
    value = find_in(work.machine, work.module, (name,))
    maker = value.find("__init__") if isinstance(value, Class) else value
    return {each.name for each in maker.node.parameters} if isinstance(maker, Function) else set()


def _is_no_model(subject: Subject) -> bool:
    return subject.unknown is not None and subject.unknown.reason.endswith(" is no layer")


def _built(work: Evaluations, user: User, key: str | int | None) -> Subject:
    if user.parameter is None:
        return model_subject(".".join(user.path), work.definition(user.path))
    value = nodes.Argument(0, 0, nodes.Constant(0, 0, key), user.parameter, "")
    function: nodes.Expression = nodes.Name(0, 0, user.path[0])
    title = f"{'.'.join(user.path)}({key!r})"
    return model_subject(title, work.expression(nodes.Call(0, 0, function, (value,))))


def _users(module: SourceModule, entry: Entry) -> Iterator[User]:
    for index, chunk in enumerate(module.outline.chunks):
        if chunk.kind in ("def", "class") and entry.variable in chunk.mentions | chunk.deferred:
            for statement in module.statements(index):
                if isinstance(statement, nodes.FunctionDef):
                    yield from _of_function(statement, (statement.name,), 0, entry)
                elif isinstance(statement, nodes.ClassDef):
                    for each in statement.body:
                        if isinstance(each, nodes.FunctionDef) and each.name == "__init__":
                            yield from _of_function(each, (statement.name,), 1, entry)


def _of_function(function: nodes.FunctionDef, path: Path, skipped: int, entry: Entry) -> Iterator[User]:
    """How a function comes by the entry: by a parameter that holds the key, or by the key itself."""
    parameters = function.parameters[skipped:]
    named = {each.name for each in parameters}
    required = {
        each.name for each in parameters if each.default is None and each.kind not in ("star", "double")
    }
    for node in _mentions(function.body, entry.variable):
        index = node.index if isinstance(node, nodes.Subscript) else None
        if entry.key is None:
            if not required:
                yield User(path, None)
        elif isinstance(index, nodes.Name) and index.id in named and required <= {index.id}:
            yield User(path, index.id)
        elif isinstance(index, nodes.Constant) and index.value == entry.key and not required:
            yield User(path, None)


def _scripted(module: SourceModule, entry: Entry) -> Iterator[tuple[str, nodes.Expression]]:
    """Top-level variables that hold what a call makes of the entry, and the call."""
    for index, chunk in enumerate(module.outline.chunks):
        if chunk.kind == "statement" and entry.variable in chunk.mentions - set(chunk.binds):
            for statement in module.statements(index):
                if isinstance(statement, nodes.Assign) and isinstance(statement.value, nodes.Call):
                    if any(_is_entry(node, entry) for node in _mentions(statement.value, entry.variable)):
                        yield chunk.binds[0] if chunk.binds else "the call", statement.value


def _is_entry(node: nodes.Node, entry: Entry) -> bool:
    index = node.index if isinstance(node, nodes.Subscript) else None
    return entry.key is None or (isinstance(index, nodes.Constant) and index.value == entry.key)


def _mentions(code: object, variable: str) -> Iterable[nodes.Node]:
    """Where code looks into a variable; the variable itself where it is handed on as a whole."""
    inside: set[int] = set()
    for node, _ in walk(code):
        if isinstance(node, nodes.Subscript) and _is_variable(node.value, variable):
            inside.add(id(node.value))
            yield node
        elif isinstance(node, nodes.Name) and node.id == variable and id(node) not in inside:
            yield node


def _is_variable(node: nodes.Node, variable: str) -> bool:
    return isinstance(node, nodes.Name) and node.id == variable
