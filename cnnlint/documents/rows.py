"""Claims in the tables of a document: a count in each row, held against the arithmetic that stands there too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..claims.arithmetic import number_at
from ..claims.claim import Claim, Formula, Quantity
from ..claims.context import disturbed, qualified
from ..claims.heads import counting_head
from ..claims.number import Bound, interval, numeral
from ..claims.stated import stated_values
from ..claims.sums import Addend, add_up
from ..claims.tokens import tokens
from .context import speaks_of_costs, speaks_of_parameters, speaks_of_shapes
from .equations import counts_a_layer, equations
from .passages import Passage
from .tables import Cell, table_rows
from .told import Told, equation_claim, placed

_CALCULATION = re.compile(
    r"formula|calculation|computation|arithmetic|working|worked|how\b|derivation", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒|:|=)\s*")
_TOTAL = re.compile(
    r"\W*(?:grand |overall )?(?:total|sum|overall|altogether)(?:[\W_]+(?:of|all|the|number|no|nr|num|count|params?|parameters?"
    r"|model|network))*\W*",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\W*(?:none|n/?a)?\W*", re.IGNORECASE)
# A row that may stand for several, or for rows that are left out.
_REPEATED = re.compile(
    r"(?:^|\s)(?:[x×]\s?\d+|\d+\s?[x×])(?=\s|$)|\.\.\.|…|⋮|\b(?:times|each|repeated|blocks|layers)\b",
    re.IGNORECASE,
)
_MOST_ROWS = 300
# What a count has at least: two figures that are no fraction.
_DIGIT = re.compile(r"\d")
_HINT = re.compile(r"\d(?:(?<![\d.,]\d)[\d,_]*\d(?![\d.])|[kmbKMB]\b)")
_UNIT = re.compile(r"param\w*[. ]*[(\[/]|\bin millions")


class Column(NamedTuple):
    """The place of a counting column, what it counts, the unit of its numbers, and where names stand if heads tell."""

    place: int
    quantities: tuple[Quantity, ...]
    scale: str | None
    names: int | None = None


# Heads of the column that names the models.
_NAMES = re.compile(
    r"\W*(?:the )?(?:models?|networks?|nets?|architectures?|arch|backbones?|encoders?|names?|variants?)\b",
    re.I,
)


class Row(NamedTuple):
    """A row of a table: what it is called, and the count it states on its plain cell."""

    name: str
    cells: list[Cell]
    place: int
    claim: Claim


class Table(NamedTuple):
    """A table with one counting column; `total` is the row that sums up the first `summed` others."""

    rows: list[Row]
    total: Row | None
    summed: int
    is_headed: bool


def table_claims(text: str, passage: Passage, is_counting_document: bool) -> list[Told]:
    """Claims of a table: equations inside its cells, and the count of each row."""
    if not _may_count(passage.raw):
        return []
    lines = table_rows(text, passage.block)[:_MOST_ROWS]
    column = _counting(lines)
    about = column is not None or passage.is_about_parameters
    inside = {
        claim.start: Told(claim, passage.index, passage.headings, is_row=True)
        for line in lines
        for cell in line
        for claim in _equations(text, cell, line, about)
    }
    table = _table(lines, column, about or is_counting_document)
    counts = {} if table is None else {told.claim.start: told for told in _counts(text, table, passage)}
    return [each for _, each in sorted((counts | inside).items())]


def _may_count(raw: str) -> bool:
    if _HINT.search(raw):
        return True
    return _DIGIT.search(raw) is not None and _UNIT.search(raw.lower()) is not None


def _equations(text: str, cell: Cell, line: list[Cell], about: bool) -> list[Claim]:
    found = []
    for value, _ in equations(cell.text, 0, len(cell.text)):
        formula = value.formula
        assert formula is not None
        formed = counts_a_layer(cell.text[formula.start : formula.end])
        other = speaks_of_costs(cell.text) or speaks_of_shapes(cell.text)
        if formed or (about and not other) or speaks_of_parameters(cell.text):
            name = line[0].text if line[0] is not cell else None
            claim = equation_claim(value, name if name and _LETTER.search(name) else None, True)
            found.append(placed(claim, cell.plain, text))
    return found


def _counting(lines: Sequence[list[Cell]]) -> Column | None:
    """The one column whose head counts parameters; None if there are more, or none."""
    if not lines:
        return None
    heads = lines[0]
    found = [column for place, cell in enumerate(heads) if (column := _column(place, cell)) is not None]
    mentions = sum(speaks_of_parameters(cell.text) or _column(0, cell) is not None for cell in heads)
    if len(found) != 1 or mentions != 1 or found[0].place == 0:
        return None
    named = [place for place, cell in enumerate(heads) if _NAMES.match(cell.text)]
    return found[0]._replace(names=named[0]) if len(named) == 1 else found[0]


def _column(place: int, cell: Cell) -> Column | None:
    head = counting_head(cell.text)
    return None if head is None else Column(place, head.quantities, head.scale)


def _table(lines: list[list[Cell]], column: Column | None, about: bool) -> Table | None:
    """The rows that state counts; a table without heads counts in its last column if the text is about it."""
    if column is not None:
        width = len(lines[0])
        rows = [_row(line, column) if len(line) == width else _total(line, column) for line in lines[1:]]
        return _summed(rows, [_states_nothing(line, column) for line in lines[1:]], True)
    if not about or len(lines) < 2:
        return None
    cleaned = [
        [cell for cell in line if cell.text.strip() and not _ARROW.fullmatch(cell.text)] for line in lines
    ]
    counting = [Column(len(line) - 1, (Quantity.PARAMETERS,), None) for line in cleaned]
    rows = [
        _row(line, place) if place.place > 0 else None for line, place in zip(cleaned, counting, strict=True)
    ]
    if rows[0] is None:
        rows = rows[1:]
    return _summed(rows, [False] * len(rows), False) if rows and None not in rows else None


def _states_nothing(line: list[Cell], column: Column) -> bool:
    """Whether a line without a count has none to state, and stands for no others."""
    counted = line[column.place].text if len(line) > column.place else ""
    return bool(_NOTHING.fullmatch(counted)) and not any(_REPEATED.search(cell.text) for cell in line)


def _total(line: list[Cell], column: Column) -> Row | None:
    """A last row whose cells are fewer than those above it."""
    filled = [cell for cell in line if cell.text.strip()]
    if len(filled) != 2 or not _TOTAL.fullmatch(filled[0].text):
        return None
    return _row(filled, column._replace(place=1, names=None))


def _row(line: list[Cell], column: Column) -> Row | None:
    names = line[: column.place] if column.names is None else [line[column.names]]
    name = next((cell.text for cell in names if _LETTER.search(cell.text)), None)
    cell = line[column.place]
    row = tokens(cell.text, 0, len(cell.text))
    about = bool(row) and row[0].text in ("~", "≈", "∼")
    shown = row[int(about) :]
    if name is None or not shown:
        return None
    found = number_at(shown, 0)
    if column.scale is not None and len(shown) == 1 and shown[0].kind == "number":
        number = numeral(shown[0].text, column.scale)
        found = (number, 1) if number is not None else None
    if found is None or found[1] != len(shown):
        return None
    number, start, end = found[0], shown[0].start, shown[-1].end
    allowed = interval(number, Bound.ABOUT if about else Bound.EXACT)
    claim = Claim(column.quantities, allowed, number.value, start, end, "", None, True, name.strip())
    return Row(name, line, column.place, claim)


def _summed(rows: list[Row | None], blank: list[bool], is_headed: bool) -> Table:
    """The table of these rows, with the rows that its total sums up if all of them could be read."""
    places = [at for at, row in enumerate(rows) if row is not None and _TOTAL.fullmatch(row.name)]
    total = rows[places[0]] if len(places) == 1 else None
    shown = [row for at, row in enumerate(rows) if row is not None and at not in places]
    above = rows[: places[0]] if total is not None else []
    complete = all(row is not None or blank[at] for at, row in enumerate(above))
    summed = [row for row in above if row is not None]
    clear = complete and not any(_REPEATED.search(cell.text) for row in summed for cell in row.cells)
    return Table(shown, total, len(summed) if clear else 0, is_headed)


def _counts(text: str, table: Table, passage: Passage) -> list[Told]:
    often = Counter(row.name.lower() for row in table.rows)
    found = []
    for row in table.rows:
        claim = _count(text, row, table, often[row.name.lower()] == 1)
        if claim is not None:
            found.append(Told(claim, passage.index, passage.headings, is_row=True))
    if table.total is not None and table.summed and not _is_part(table.total.name):
        above = [row.claim for row in table.rows[: table.summed]]
        parts = add_up([Addend(claim.stated, claim.interval) for claim in above], table.total.claim.stated)
        claim = _on_document(text, table.total)._replace(parts=parts, name=None)
        starts = tuple(_on_document(text, row).start for row in table.rows[: table.summed])
        found.append(Told(claim, passage.index, passage.headings, is_row=True, addends=starts))
    return found


def _count(text: str, row: Row, table: Table, is_alone: bool) -> Claim | None:
    worked = _worked(row)
    if worked is not None:
        return _worked_claim(text, row, worked)
    words = [token for cell in row.cells for token in tokens(cell.text, 0, len(cell.text))]
    if not is_alone or disturbed(words) or _is_part(row.name):
        return None
    return _on_document(text, row)._replace(word=table.is_headed)


def _is_part(name: str) -> bool:
    return qualified(tokens(name, 0, len(name)))


def _on_document(text: str, row: Row) -> Claim:
    return placed(row.claim, row.cells[row.place].plain, text)


def _worked(row: Row) -> tuple[Cell, Formula] | None:
    """The arithmetic without a result that another cell of the row holds."""
    for place, cell in enumerate(row.cells):
        line = tokens(cell.text, 0, len(cell.text))
        values = stated_values(line) if place != row.place else []
        if len(values) == 1 and values[0].number is None and values[0].formula is not None:
            formula = values[0].formula
            whole = values[0].first == 0 and values[0].last == len(line)
            if whole and counts_a_layer(cell.text[formula.start : formula.end]):
                return cell, formula
    return None


def _worked_claim(text: str, row: Row, worked: tuple[Cell, Formula]) -> Claim:
    cell, formula = worked
    claim = _on_document(text, row)
    start, end = cell.plain.place(formula.start, formula.end)
    return claim._replace(formula=formula._replace(start=start, end=end))
