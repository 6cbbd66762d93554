"""Examples in docstrings: counts that a session of the interpreter is said to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..claims.claim import Claim, Interval, Quantity
from ..evaluate.comparison import WrittenText, comparisons
from ..evaluate.observe import Observer
from ..evaluate.project import SourceModule
from ..evaluate.target import all_ways
from ..frontend.followed import follow
from ..frontend.outline import Chunk
from ..frontend.problem import FrontendError
from ..program import nodes
from ..source import Source, Span
from ..unknown import Unknown
from ..values.objects import Scope, Value
from ..values.tally import Counted, CountedText, joined
from .jobs import Evaluations
from .statement import Statement, Subject

_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |$)")
_COUNTING = re.compile(r"numel|nelement|param|count", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{2}|[0-9],[0-9]")
# A module that can count parameters names a framework, or a neighbour that may.
_FRAMEWORKS = re.compile(r"\b(?:torch|keras|tensorflow|flax|jax|nn)\b|^[ \t]*from \.", re.MULTILINE)
_ALONE = re.compile(r"[0-9][0-9,_]*[0-9]")
MOST_EXAMPLES = 40


class Example(NamedTuple):
    """A statement at a prompt, and where the one line of its output stands, if there is one."""

    chunk: Chunk
    output: tuple[int, int] | None


class _Shown(NamedTuple):
    start: int
    end: int
    stated: int
    counted: int


def statements_of(work: Evaluations) -> list[Statement]:
    """A statement for each count that a session in a docstring of the module is said to show."""
    text = work.module.source.text
    made: list[Statement] = []
    if not _FRAMEWORKS.search(text):
        return made
    for string in work.module.outline.strings:
        if text.find(">>>", string.start, string.end) >= 0 and _COUNTING.search(
            text, string.start, string.end
        ):
            examples = list(examples_in(text, string.start, string.end))[:MOST_EXAMPLES]
            if _may_count(text, examples):
                made.extend(_judged(work, examples))
    return made


def _may_count(text: str, examples: list[Example]) -> bool:
    """Whether the code of a session may count, and a number of two digits or more is shown."""
    shown = any(each.output and _NUMBER.search(text, *each.output) for each in examples)
    return shown and any(_COUNTING.search(text, each.chunk.start, each.chunk.end) for each in examples)


def examples_in(text: str, start: int, end: int) -> Iterator[Example]:
    """Statements at prompts, in order; one that is marked to be skipped ends the session."""
    rows = [match.span() for match in re.finditer(r"[^\r\n]+", text[:end]) if match.start() >= start]
    at = 0
    while at < len(rows):
        first = rows[at]
        if not text[first[0] : first[1]].lstrip().startswith(">>>"):
            at += 1
            continue
        last = at
        while last + 1 < len(rows) and text[rows[last + 1][0] : rows[last + 1][1]].lstrip().startswith("..."):
            last += 1
        if "+SKIP" in text[first[0] : rows[last][1]]:
            return
        prompt = _PROMPT.match(text, *first)
        code = prompt.end() if prompt else first[1]
        chunk = Chunk(code, rows[last][1], "statement")
        yield Example(chunk, _output(text, rows, last + 1))
        at = last + 1


def _output(text: str, rows: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The one line between a prompt and the next, a blank row or the end of the docstring."""
    if (
        at >= len(rows)
        or text.count("\n", rows[at - 1][1], rows[at][0]) > 1
        or _PROMPT.match(text, *rows[at])
    ):
        return None
    apart = at + 1 < len(rows) and text.count("\n", rows[at][1], rows[at + 1][0]) > 1
    if at + 1 < len(rows) and not apart:
        following = text[rows[at + 1][0] : rows[at + 1][1]].strip()
        if not following.startswith((">>>", '"""', "'''")):
            return None
    line = (
        text[rows[at][0] : rows[at][1]].rstrip().removesuffix('"""').removesuffix("'''").partition("  #")[0]
    )
    start = rows[at][0] + len(line) - len(line.lstrip())
    return (start, start + len(line.strip())) if line.strip() else None


def _judged(work: Evaluations, examples: list[Example]) -> Iterator[Statement]:
    statements = lowered(work.module, examples)
    if statements is None:
        return
    ways = all_ways(work.machine, lambda: _session(work, examples, statements))
    if isinstance(ways, Unknown) or not ways:
        return
    for shown in zip(*ways, strict=False):
        known = [each for each in shown if each is not None]
        if known and len(known) == len(shown):
            yield _statement(work, known)


def lowered(module: SourceModule, examples: list[Example]) -> list[tuple[nodes.Statement, ...]] | None:
    """The statements of a session, None where they are no Python."""
    blanked = _PROMPT_ROWS.sub(lambda match: " " * len(match.group()), module.source.text)
    source = Source(module.path, blanked)
    try:
        return [follow(source, each.chunk) for each in examples]
    except FrontendError:
        return None


_PROMPT_ROWS = re.compile(r"(?m)^[ \t]*(?:>>>|\.\.\.)(?: |$)")


def _session(
    work: Evaluations, examples: list[Example], blocks: list[tuple[nodes.Statement, ...]]
) -> list[_Shown | None]:
    machine, module = work.machine, work.module
    machine.forget()
    scope = Scope(module, {}, Scope(module, module.attrs))
    return [
        _shown(work, example, [run(machine, statement, scope) for statement in statements])
        for example, statements in zip(examples, blocks, strict=True)
    ]


def run(machine: Observer, statement: nodes.Statement, scope: Scope) -> Value:
    """What a statement shows: the value of an expression, or what was printed."""
    machine.heard = []
    if isinstance(statement, nodes.ExpressionStatement):
        value = machine.settled(machine.evaluate(statement.value, scope))
        if value is not None:
            return value
    else:
        machine.execute((statement,), scope)
    texts = [text for _, text in machine.heard]
    if not all(isinstance(text, str) for text in texts):
        return Unknown("a text that is printed cannot be told")
    return joined((text, None) for text in texts)


def _shown(work: Evaluations, example: Example, values: list[Value]) -> _Shown | None:
    """The counted number of an output, beside the number that is written there."""
    if example.output is None or not values:
        return None
    start, end = example.output
    written, value = work.module.source.text[start:end], values[-1]
    if isinstance(value, Counted) and _ALONE.fullmatch(written):
        return _Shown(start, end, int(re.sub("[,_]", "", written)), int(value))
    if isinstance(value, CountedText):
        quoted = written[0] in "'\"" and written[-1] == written[0]
        inner = WrittenText(written.strip("'\""), Span(work.module.path, start + quoted, end - quoted))
        line = CountedText.of(value.removesuffix("\n"), value.pieces)
        for each in comparisons("==", inner, line):
            return _Shown(each.span.start, each.span.end, each.stated, int(each.counted))
    return None


def _statement(work: Evaluations, shown: list[_Shown]) -> Statement:
    source, first = work.module.source, shown[0]
    text = source.text[first.start : first.end]
    interval = Interval(first.stated, first.stated)
    claim = Claim((Quantity.PARAMETERS,), interval, first.stated, first.start, first.end, text)
    numbers = tuple(each.counted for each in shown)
    return Statement(source, claim, (Subject("value", "the example", (), numbers),))
