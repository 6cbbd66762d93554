"""Finding the asserts of a file that may compare counts, and what must run to meet them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple, TypeGuard

from ..claims.data import COUNTING_CALL
from ..evaluate.nearness import CLOSE
from ..evaluate.observe import ASSERTIONS, TRUTHS, called_name
from ..evaluate.project import SourceModule
from ..program import nodes
from ..program.walk import walk

# What a function says somewhere that compares counts; evaluating it may take long.
COUNTING = re.compile(
    r"numel|nelement|params|parameters|param_?count|count_?param|weights|trainable_variables|TestCase|\.size\(\)"
    r"|len\([^\r\n]{0,60}(?:state_dict|buffers)\(|" + COUNTING_CALL,
    re.IGNORECASE,
)
_ELEMENTS = re.compile(r"numel|nelement|parameters\((?<=\bparameters\()|\.size\(\)|\.shape\b")
# What a method of a model must say: its asserts are mostly about arguments, and building it takes long.
_SUMMED = re.compile(r"numel|nelement|\.parameters\(")
_TESTING = re.compile(r"Test|def test(?<=\bdef test)")
_BY_SIZE = frozenset(["==", "!=", "<", "<=", ">", ">="])
_FAILING = frozenset(["raises", "assertRaises", "assertRaisesRegex", "suppress"])
_CAUGHT = frozenset(["", "AssertionError", "Exception", "BaseException"])

_LARGE = re.compile(r"[0-9][0-9_]{3}|[0-9]e[0-9]")
_NUMBER = re.compile(r"[0-9]{2}")

Path = tuple[str, ...]


class Assertion(NamedTuple):
    """An assert or assertion call: its node, the definitions around it, and its top-level statement."""

    node: nodes.Assert | nodes.Call
    scope: Path
    chunk: int


def find_assertions(module: SourceModule) -> list[Assertion]:
    """Asserts of a module that may speak of counts; only statements that hold one are lowered."""
    found: list[Assertion] = []
    if "assert" not in module.source.text:
        return found
    words = _counting_words(module)
    for index, chunk in enumerate(module.outline.chunks):
        text, start, end = module.source.text, chunk.start, chunk.end
        if text.find("assert", start, end) < 0:
            continue
        model = chunk.kind == "class" and not _TESTING.search(text, start, end)
        if (_SUMMED if model else words).search(text, start, end):
            found.extend(_in_chunk(module, index, words))
    return found


def states_count(module: SourceModule, assertion: Assertion) -> bool:
    """Whether an assert itself speaks of a count: by a word, or by a number that is large for anything else."""
    start, end = assertion.node.start, assertion.node.end
    return any(pattern.search(module.source.text, start, end) for pattern in (COUNTING, _LARGE))


def _counting_words(module: SourceModule) -> re.Pattern[str]:
    """COUNTING, and the names of this file's own functions that count elements."""
    names = [
        re.escape(name)
        for chunk in module.outline.chunks
        if chunk.kind in ("def", "statement") and _ELEMENTS.search(module.source.text, chunk.start, chunk.end)
        for name in chunk.binds
        if name != "*" and not name.startswith("test")
    ]
    own = rf"|\b(?:{'|'.join(names)})\b" if names else ""
    return re.compile(COUNTING.pattern + own, re.IGNORECASE)


def _in_chunk(module: SourceModule, index: int, words: re.Pattern[str]) -> list[Assertion]:
    chunk = module.outline.chunks[index]
    around: dict[Path, tuple[int, int]] = {(): (chunk.start, chunk.end)}
    cases: set[Path] = set()
    others: set[Path] = set()
    found: list[Assertion] = []
    expected: list[tuple[int, int]] = []
    for node, scope in walk(module.statements(index)):
        if isinstance(node, (nodes.With, nodes.Try)):
            expected.extend(_expected_failures(node))
        elif isinstance(node, (nodes.FunctionDef, nodes.ClassDef)):
            path = (*scope, node.name)
            around[path] = around[scope] if scope in cases else (node.start, node.end)
            if isinstance(node, nodes.ClassDef):
                (cases if _is_test_case(node) else others).add(path)
        elif _is_assertion(node):
            wanted = _SUMMED if others.intersection(accumulate((name,) for name in scope)) else words
            if wanted.search(module.source.text, *around[scope]):
                found.append(Assertion(node, scope, index))
    return [each for each in found if not any(start <= each.node.start < end for start, end in expected)]


def _is_test_case(node: nodes.ClassDef) -> bool:
    """Methods of a test case share what `setUp` made, so that the class is read as a whole."""
    if any(isinstance(each, nodes.FunctionDef) and each.name.startswith("test") for each in node.body):
        return True
    names = [each for argument in node.arguments for each, _ in walk(argument.value)]
    return node.name.startswith("Test") or any(
        "Test" in getattr(each, "name", getattr(each, "id", "")) for each in names
    )


def _expected_failures(node: nodes.With | nodes.Try) -> Iterator[tuple[int, int]]:
    """Where an assert may fail without harm: under `raises`, or where the failure is caught."""
    if isinstance(node, nodes.With):
        harmless = any(called_name(each.context) in _FAILING for each in node.items)
    else:
        harmless = any(_catches(each) for each in node.handlers)
    if harmless and node.body:
        yield node.body[0].start, node.body[-1].end


def _catches(handler: nodes.Handler) -> bool:
    caught = handler.exception
    several = caught.elements if isinstance(caught, nodes.TupleDisplay) else (caught,)
    return any(each is None or called_name(each) in _CAUGHT for each in several)


def _is_assertion(node: nodes.Node) -> TypeGuard[nodes.Assert | nodes.Call]:
    if isinstance(node, nodes.Call):
        name = called_name(node)
        return (name in ASSERTIONS and len(node.arguments) >= 2) or (
            name in TRUTHS and _compares(node.arguments)
        )
    return isinstance(node, nodes.Assert) and _compares(node.test)


def _compares(tested: object) -> bool:
    """Whether a test compares by size, or looks for a number in a text; `is` compares no counts."""
    for each, _ in walk(tested):
        if isinstance(each, nodes.Compare):
            if any(sign in _BY_SIZE for sign in each.operators) or _looks_for_a_number(each):
                return True
        elif isinstance(each, nodes.Call) and called_name(each) in CLOSE:
            return True
    return False


def _looks_for_a_number(node: nodes.Compare) -> bool:
    text = node.left.value if isinstance(node.left, nodes.Constant) else None
    return node.operators == ("in",) and isinstance(text, str) and bool(_NUMBER.search(text))


# --- what must run to meet an assertion ---------------------------------------------------------------


class Entries(NamedTuple):
    """What is run to meet an assertion: test functions and methods, and top-level statements."""

    tests: tuple[Path, ...]
    statements: tuple[int, ...]


def entries(module: SourceModule, assertion: Assertion) -> Entries:
    """The definition around an assertion, and those of the file that call it, directly or not."""
    if not assertion.scope:
        return Entries((), (assertion.chunk,))
    kind = module.outline.chunks[assertion.chunk].kind
    tests = [assertion.scope[: 2 if kind == "class" else 1]]
    statements: set[int] = set()
    for path in tests:
        for caller in _callers(module, path):
            if isinstance(caller, int):
                statements.add(caller)
            elif caller not in tests:
                tests.append(caller)
    return Entries(tuple(tests), tuple(sorted(statements)))


def _callers(module: SourceModule, path: Path) -> Iterable[Path | int]:
    """Who may call a function or method: those that mention it. A class's tests are also its subclasses'."""
    for index, chunk in enumerate(module.outline.chunks):
        mentioned = chunk.mentions | chunk.deferred
        if len(path) > 1 and chunk.kind == "class":
            if path[0] in chunk.mentions:
                yield (chunk.binds[0], path[1])
            if path[0] in (chunk.binds[0], *chunk.mentions) and not path[1].startswith("test"):
                yield from _methods_that_mention(module, index, path[1])
        elif len(path) == 1 and path[0] in mentioned and path[0] not in chunk.binds:
            if chunk.kind == "class":
                yield from _methods_that_mention(module, index, path[0])
            elif chunk.kind in ("def", "statement"):
                yield (chunk.binds[0],) if chunk.kind == "def" else index


def _methods_that_mention(module: SourceModule, index: int, name: str) -> Iterator[Path]:
    word = re.compile(rf"\b{re.escape(name)}\b")
    for statement in module.statements(index):
        if isinstance(statement, nodes.ClassDef):
            for each in statement.body:
                if isinstance(each, nodes.FunctionDef) and each.name != name:
                    if word.search(module.source.text, each.start, each.end):
                        yield (statement.name, each.name)
