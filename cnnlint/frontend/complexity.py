"""How deeply a text nests, told before a parser sees it.

LibCST's parser recurses on the C stack, takes quadratic time on nested brackets and on long operator
chains, and exponential time on nested patterns; what would overflow or never end is refused here.
"""

from __future__ import annotations

import re

from . import lexemes as lex
from .problem import TooComplex

# Python's own parser refuses more.
MAX_BRACKETS = 200
# Brackets inside one `case`: each level doubles the time or worse.
MAX_PATTERN_BRACKETS = 8
# Operators, calls and attributes in a row.
MAX_CHAIN = 1_000
MAX_NESTING = 2_000
MAX_ELEMENTS = 200_000
MAX_LENGTH = 3_000_000
# Squared nesting, summed up over deep statements: about ten seconds of parsing.
MAX_WORK = 1_000_000
_WORTH_COUNTING = 40

_STEP = re.compile(
    rf"{lex.PLAIN}|{lex.FORMATTED}|([(\[{{])|([)\]}}])|([,;])|(\n)"
    r"|((?<![\w.])(?:not|if|or|and|lambda|await|is|in|for|else)\b|[-+*/%@&|^~<>=.:]=?)"
)
_PATTERN = re.compile(r"case\b")
_ELIF = re.compile(r"elif\b")


class _Meter:
    """Steps taken on each bracket level of the current statement."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._levels = [0]
        self._total = 0
        self._pattern = False
        self.deepest = 0
        self._statement = 0
        self._work = 0
        self._elements = 0

    def begin(self, start: int, indentation: int) -> None:
        """A logical line begins at this offset."""
        self.finish(start)
        self._levels = [0]
        self._total = self._statement = indentation // 2
        self._pattern = _PATTERN.match(self._text, start) is not None

    def finish(self, offset: int) -> None:
        """Adds up the statement that ends here."""
        self.deepest = max(self.deepest, self._statement)
        if self._statement > _WORTH_COUNTING:
            self._work += self._statement * self._statement
            if self._work > MAX_WORK:
                raise TooComplex("too many deeply nested expressions", self._base + offset)
        self._statement = 0

    def open(self, offset: int) -> None:
        """An opening bracket: a step on its own level and a new level."""
        limit = MAX_PATTERN_BRACKETS if self._pattern else MAX_BRACKETS
        if len(self._levels) > limit:
            what = "patterns" if self._pattern else "brackets"
            raise TooComplex(f"more than {limit} {what} inside one another", self._base + offset)
        self.step(offset)
        self._levels.append(0)
        self._total += 1

    def close(self) -> None:
        """A closing bracket: what stood inside counts no more."""
        if len(self._levels) > 1:
            self._total -= self._levels.pop() + 1

    def step(self, offset: int) -> None:
        """An operator, a call or an attribute."""
        self._levels[-1] += 1
        self._total += 1
        if self._levels[-1] > MAX_CHAIN:
            raise TooComplex(f"more than {MAX_CHAIN} operators in a row", self._base + offset)
        if self._total > self._statement:
            self._statement = self._total
            if self._total > MAX_NESTING:
                raise TooComplex("expressions nested too deeply", self._base + offset)

    def separate(self, offset: int) -> None:
        """A comma or semicolon ends a chain."""
        self._total -= self._levels[-1]
        self._levels[-1] = 0
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise TooComplex(f"more than {MAX_ELEMENTS} elements", self._base + offset)

    def nested(self, offset: int, levels: int) -> None:
        """Something that itself nests this deeply."""
        if levels > MAX_BRACKETS:
            raise TooComplex("an f-string nested too deeply", self._base + offset)
        self._statement = max(self._statement, self._total + levels)


def nesting(text: str, base: int) -> int:
    """Upper bound for the depth of the tree of a chunk or expression.

    Errors are TooComplex, with offsets that count from `base`.
    """
    if len(text) > MAX_LENGTH:
        raise TooComplex(f"a statement of more than {MAX_LENGTH} characters", base)
    meter = _Meter(text, base)
    depth = 0
    fresh = True
    indentation = 0
    elifs = 0
    for kind, start, end in lex.lexemes(text, 0, len(text)):
        if kind == lex.NEWLINE:
            fresh = fresh or depth == 0
            indentation = end - text.rfind("\n", start, end) - 1
            continue
        if fresh and kind != lex.COMMENT:
            meter.begin(start, indentation)
            elifs += _ELIF.match(text, start) is not None
            fresh = False
        if kind == lex.RUN:
            _run(meter, text, start, end)
        elif kind == lex.OPEN:
            meter.open(start)
            depth += 1
        elif kind == lex.CLOSE:
            meter.close()
            depth -= 1
        elif kind == lex.FORMATTED_STRING:
            meter.nested(start, _braces(text[start:end]))
        elif kind != lex.COMMENT:
            # Strings in a row are joined by a chain of nodes.
            meter.step(start)
    meter.finish(len(text))
    if elifs > MAX_NESTING:
        raise TooComplex(f"more than {MAX_NESTING} branches", base)
    return meter.deepest + elifs


def _run(meter: _Meter, text: str, start: int, end: int) -> None:
    for match in _STEP.finditer(text, start, end):
        group = match.lastindex
        if group == 1:
            meter.open(match.start())
        elif group == 2:
            meter.close()
        elif group == 3:
            meter.separate(match.start())
        elif group != 4:
            meter.step(match.start())


def _braces(string: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[(\[{}\])]", string):
        depth += 1 if mark in "([{" else -1
        deepest = max(deepest, depth)
    return deepest
