"""Pasted model summaries: what Keras, torchsummary and torchinfo print, in a docstring or comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .claim import Claim, Interval, Listed, Parts, Quantity, Summary, SummaryRow

_MARK = re.compile(r"[ \t]*(?:#+[:!]?|>)?[ \t]*")
_HEAD = re.compile(r"\blayer\b.*\bparam(?:s|eters)?\.?(?:[ \t]*#|\b)", re.IGNORECASE)
_BARS = re.compile(r"[|│┃]")
_TREE = re.compile(r"(?:[│|][ \t]+)*(?:[├└+|][─-]+[ \t]*)+")
_RULE = re.compile(r"[\s#>|│┃+=_─━═┼╇┡┩┏┳┓┗┻┛├┤└┴┘-]*")
_COUNT = r"(?:\(?(?P<count>[0-9][0-9,]*)\)?|(?P<none>--|\(recursive\)|\?))"
# Also the size of a kernel, which may be one number before the shape of the output.
_SHAPE = (
    r"\[[^\[\]()]*\]|\([^()]*\)|\[\([^()]*\)(?:,[ ]*\([^()]*\))*\]|--|\?|multiple"
    r"|[0-9]+(?=[ \t]{2,}[\[(][-\w, ?]*[\])][ \t]+[(0-9?-])"
)
_ROW = re.compile(
    r"(?P<layer>[^\[\](]+?(?:[ ]?\([^()]*\)?)?(?::[ ]*[0-9]+(?:-[0-9]+)?)?)"
    rf"(?P<shapes>(?:[ \t]+(?:{_SHAPE})){{0,3}})[ \t]+{_COUNT}(?=[ \t]|$)"
)
_NESTED = re.compile(r"(?P<kind>[A-Za-z_]\w*)(?:[ ]*\((?P<name>[\w.]+)\))?(?::[ ]*(?P<depth>[0-9]+)-[0-9]+)?")
_NUMBERED = re.compile(r"(?P<kind>[A-Za-z_]\w*)-[0-9]+")
_TYPED = re.compile(r"(?P<name>[\w./-]+)[ ]*\((?P<kind>\w+)\)?")
_TOTAL = re.compile(
    r"(?P<word>total|trainable|non-trainable|optimizer)[ ]params:[ ]*(?P<count>[0-9][0-9,]*)", re.IGNORECASE
)
_TOTALS = {
    "total": Quantity.PARAMETERS,
    "trainable": Quantity.TRAINABLE,
    "non-trainable": Quantity.NON_TRAINABLE,
}
_CONNECTION = re.compile(r"['\"\[\]\w/.,: ()]*\[[0-9]+\](?:\[[0-9]+\])?['\"\],]*|\w*\)")
_MOST_UNREAD = 5


class _Text(NamedTuple):
    start: int
    end: int
    content: str


class _Found(NamedTuple):
    row: SummaryRow
    start: int
    text: str


def summary_claims(text: str) -> tuple[list[Claim], list[tuple[int, int]]]:
    """Claims of the summaries in a text, and the ranges that these cover."""
    claims: list[Claim] = []
    covered: list[tuple[int, int]] = []
    if not _HEAD.search(text):
        return claims, covered
    pending = list(_texts(text))
    while pending:
        line, *pending = pending
        if _HEAD.search(line.content) and len(re.split(r"[ \t]{2,}|[|│┃]", line.content.strip("|│┃ "))) > 1:
            reader = _Reader(line.content)
            rest = reader.take(pending)
            if reader.rows and reader.totals:
                claims.extend(reader.claims())
                covered.append((line.start, pending[len(pending) - len(rest) - 1].end))
                pending = rest
    return claims, covered


def _texts(text: str) -> Iterator[_Text]:
    at = 0
    for line in text.splitlines(keepends=True):
        mark = _MARK.match(line)
        start = mark.end() if mark else 0
        content = line[start:].rstrip()
        yield _Text(at + start, at + start + len(content), content)
        at += len(line)


class _Reader:
    """Reads one summary from its head on."""

    def __init__(self, head: str) -> None:
        self.style = "torchinfo" if "depth" in head.lower() else "keras"
        self.bars = bool(_BARS.search(head))
        # Which of the shapes in a row is the output's, if any is.
        shapes = re.findall(r"(input|output|kernel) shape", head.lower().partition("param")[0])
        self.output = shapes.index("output") if "output" in shapes else None
        self.rows: list[_Found] = []
        self.totals: list[tuple[str, int, str]] = []
        self.unread = 0

    def take(self, pending: list[_Text]) -> list[_Text]:
        """Take lines in until the summary ends; what is left of them."""
        for place, line in enumerate(pending):
            total = _TOTAL.search(line.content)
            if total:
                self.totals.append((total["word"].lower(), line.start + total.start("count"), total["count"]))
            elif not _RULE.fullmatch(line.content):
                if self.totals or self.unread > _MOST_UNREAD or _HEAD.search(line.content):
                    return pending[place:]
                self._take_row(line)
        return []

    def _take_row(self, line: _Text) -> None:
        found = self._in_bars(line) if self.bars else self._in_columns(line)
        if found is not None:
            self.rows.append(found)
        elif not self._carries_on(line.content):
            self.unread += 1

    def _in_columns(self, line: _Text) -> _Found | None:
        tree = _TREE.match(line.content)
        match = _ROW.match(line.content, tree.end() if tree else 0)
        if match is None:
            return None
        shapes = [each.group() for each in re.finditer(_SHAPE, match["shapes"])]
        shape = shapes[self.output] if self.output is not None and self.output < len(shapes) else ""
        return self._found(line.start, match["layer"], shape, match)

    def _in_bars(self, line: _Text) -> _Found | None:
        bars = [match.start() for match in _BARS.finditer(line.content)]
        if len(bars) < 4:
            return None
        cells = [line.content[start + 1 : end] for start, end in pairwise(bars)]
        count = re.fullmatch(rf"[ \t]*{_COUNT}[ \t]*", cells[2])
        if count is None:
            return None
        return self._found(line.start + bars[2] + 1, cells[0].strip(), cells[1].strip(), count)

    def _found(self, start: int, layer: str, shape: str, match: re.Match[str]) -> _Found:
        stated = _whole(match["count"]) if match["count"] else None
        if numbered := _NUMBERED.fullmatch(layer.strip()):
            self.style = "torchsummary"
            row = SummaryRow(None, numbered["kind"], 0, _sizes(shape), stated)
        else:
            row = SummaryRow(*_layer(layer.strip(), self.style), _sizes(shape), stated)
        return _Found(row, start + max(match.start("count"), 0), match["count"] or "")

    def _carries_on(self, content: str) -> bool:
        """A line that only carries on the cells above it: the rest of a long name, or another connection."""
        if not self.rows:
            return False
        if not self.bars:
            return _CONNECTION.fullmatch(content.strip()) is not None
        cells = [cell.strip() for cell in _BARS.split(content)][1:-1]
        if len(cells) < 3 or cells[2]:
            return False
        last = self.rows[-1]
        if last.row.kind is None and (kind := re.fullmatch(r"\((\w+)\)", cells[0])):
            self.rows[-1] = last._replace(row=last.row._replace(kind=kind[1]))
        return True

    # --- what it states -------------------------------------------------------------------------

    def claims(self) -> Iterator[Claim]:
        """A claim for each count of a row, and for each total."""
        rows = tuple(found.row for found in self.rows)
        total = next((_whole(text) for word, _, text in self.totals if word == "total"), None)
        summary = Summary(self.style, rows, not self.unread and all(row.kind for row in rows), total)
        for index, found in enumerate(self.rows):
            if found.row.stated is not None:
                yield _claim(Quantity.PARAMETERS, found.start, found.text, Listed(summary, index))
        for word, start, text in self.totals:
            if word in _TOTALS:
                claim = _claim(_TOTALS[word], start, text, Listed(summary, None))
                yield self._with_parts(claim, summary) if word == "total" else claim

    def _with_parts(self, total: Claim, summary: Summary) -> Claim:
        values = tuple(row.stated for row in summary.rows if row.stated is not None)
        # Keras adds what the optimizer keeps.
        other = any(word == "optimizer" for word, _, _ in self.totals) or len(values) < 2
        if not summary.complete or other:
            return total
        return total._replace(parts=Parts(values, Interval(sum(values), sum(values))))


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _claim(quantity: Quantity, start: int, text: str, listed: Listed) -> Claim:
    stated = _whole(text)
    return Claim((quantity,), Interval(stated, stated), stated, start, start + len(text), text, listed=listed)


def _layer(text: str, style: str) -> tuple[str | None, str | None, int]:
    """Name, kind and depth of a row's first cell."""
    if style == "torchinfo":
        match = _NESTED.fullmatch(text)
        return (match["name"], match["kind"], int(match["depth"] or 0)) if match else (None, None, 0)
    match = _TYPED.fullmatch(text)
    return (match["name"], match["kind"], 0) if match else (text, None, 0)


def _sizes(shape: str) -> tuple[int | None, ...] | None:
    if not shape.startswith(("(", "[")):
        return None
    parts = [part for part in re.split(r"[\s,()\[\]]+", shape) if part]
    return tuple(int(part) if part.isdigit() else None for part in parts)
