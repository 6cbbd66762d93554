"""Scans a whole source lexically: comments, bare strings and top-level statements, without a parse."""

from __future__ import annotations

import re
from functools import partial

from ..source import Source
from . import lexemes as lex
from .lexemes import COMMENT, JOIN, NEWLINE, ROW, RUN
from .names import Bindings, mentions
from .outline import Chunk, ChunkKind, Comment, LexicalError, Outline, Text
from .quoted import prefix_before

_LEAD = re.compile(r"\ufeff?(?:[ \t\f]*\n)*[ \t\f]*")
_HEADER = re.compile(
    r"(?:async[ \t\f]+)?(def|class|if|for|while|try|with|else|elif|except|finally|from|import)\b"
)
_HEADER_LETTERS = frozenset("acdefitw")
_BLOCKS = frozenset(
    {"def", "class", "if", "for", "while", "try", "with", "else", "elif", "except", "finally"}
)
_CONTINUATIONS = frozenset({"else", "elif", "except", "finally"})
_QUOTES = frozenset("'\"rRuU")
_ONLY_STRINGS = re.compile(rf"(?:[rRuU]?(?:{lex.TRIPLE}|{lex.PLAIN})(?:[ \t\f]|\\\n)*)+")
_COLON = re.compile(r":[ \t\f]*")
_FIRST_WORD = re.compile(r"\w*")
_PARTNER = {")": "(", "]": "[", "}": "{"}
_BLANKS = " \t\f"
_TAB = 8


class _Problem(Exception):
    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.error = LexicalError(message, offset)


class _ChunkDraft:
    """A chunk while its lines are read."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.kind: ChunkKind | None = None
        self.lines: list[tuple[int, int]] = []
        self.bodies: list[tuple[int, int]] = []
        self.odd: list[tuple[int, int]] = []


class _Scanner:
    """State of one scan; the text's rows end with `\\n`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.comments: list[Comment] = []
        self.strings: list[Text] = []
        self.chunks: list[Chunk] = []
        self._brackets: list[int] = []
        self._indents = [0]
        # The keyword and place of a header whose block must follow.
        self._opened: tuple[str, int] | None = None
        self._draft: _ChunkDraft | None = None
        self._odd: list[tuple[int, int]] = []
        # Column and body's start of the outermost function around the current line.
        self._function: tuple[int, int] | None = None
        self._any_line = False
        # Indentation of a line in a function at which another line that opens no block means nothing.
        self._level: str | None = None

    def run(self) -> None:
        """Reads all of the text; a _Problem ends it."""
        text = self._text
        lead = _LEAD.match(text)
        begin = lead.end() if lead else 0
        indentation = text[text.rfind("\n", 0, begin) + 1 + text.startswith("\ufeff") : begin]
        # Where the logical line begins, if anything of it was met, and where it ends so far.
        first, last = -1, -1
        brackets = self._brackets
        for kind, start, stop, end in lex.pieces(text, begin, len(text)):
            if kind == ROW and first < 0 and not brackets and text[start] not in _BLANKS:
                # Most logical lines are one row.
                self._line(start, stop, indentation)
                indentation = text[text.rfind("\n", stop, end) + 1 : end]
                continue
            if kind in (ROW, RUN):
                if first < 0:
                    first = self._behind_blanks(start, stop)
                last = stop
            elif kind == COMMENT:
                self.comments.append(Comment(start, end, first >= 0 and self._code_before(start)))
            elif kind != JOIN and kind != NEWLINE:
                if first < 0:
                    first = start
                last = end
                self._other(kind, start, end)
            if kind in (ROW, NEWLINE) and not brackets:
                if first >= 0:
                    self._line(first, last, indentation)
                    first = -1
                indentation = text[text.rfind("\n", start, end) + 1 : end]
        if brackets:
            raise _Problem(f"'{text[brackets[-1]]}' is never closed", brackets[-1])
        if first >= 0:
            self._line(first, last, indentation)
        if self._opened is not None:
            raise _Problem(f"the block of this '{self._opened[0]}' is missing", self._opened[1])

    def close(self) -> None:
        """Ends the last chunk."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        if self._function is not None:
            draft.bodies.append((self._function[1], draft.end))
            self._function = None
        draft.odd = [span for span in self._odd if draft.start <= span[0] and span[1] <= draft.end]
        self._odd = self._odd[len(draft.odd) :]
        self.chunks.append(_chunk(self._text, draft))

    def _behind_blanks(self, start: int, end: int) -> int:
        """Where code begins in a run, -1 if nowhere."""
        code = self._text[start:end].lstrip(_BLANKS)
        return end - len(code) if code else -1

    def _first_word(self, start: int) -> str:
        word = _FIRST_WORD.match(self._text, start)
        return word[0] if word else ""

    def _code_before(self, comment: int) -> bool:
        row = self._text.rfind("\n", 0, comment) + 1
        return bool(self._text[row:comment].strip(_BLANKS + "\ufeff"))

    def _other(self, kind: int, start: int, end: int) -> None:
        if kind == lex.OPEN:
            self._brackets.append(start)
        elif kind == lex.CLOSE:
            mark = self._text[start]
            if not self._brackets:
                raise _Problem(f"'{mark}' closes nothing", start)
            opened = self._brackets.pop()
            if self._text[opened] != _PARTNER[mark]:
                raise _Problem(f"'{mark}' does not close '{self._text[opened]}'", start)
        elif kind in (lex.PLAIN_STRING, lex.FORMATTED_STRING):
            self._odd.append((start, end))
        elif kind == lex.UNCLOSED_STRING:
            raise _Problem("this string is never closed", start - len(prefix_before(self._text, start)))
        elif kind == lex.STRAY:
            raise _Problem("only a line end may follow a backslash", start)

    def _line(self, first: int, last: int, indentation: str) -> None:
        """Takes in a logical line."""
        text = self._text
        while text[last - 1] in _BLANKS:
            last -= 1
        header = _HEADER.match(text, first, last) if text[first] in _HEADER_LETTERS else None
        if indentation == self._level and not (header or text[last - 1] == ":" or text[first] in _QUOTES):
            assert self._draft is not None
            self._draft.end = last
            return
        column = len(indentation) if not indentation.strip(" ") else _column(indentation)
        opened, self._opened = self._opened, None
        self._indent(column, first, opened)
        keyword = header[1] if header else ""
        if self._function is not None and column <= self._function[0]:
            assert self._draft is not None
            self._draft.bodies.append((self._function[1], self._draft.end))
            self._function = None
        if column == 0:
            self._top(first, last, keyword)
        draft = self._draft
        if draft is None:
            raise _Problem("this indentation opens no block", first)
        draft.end = last
        if self._function is None and (column == 0 or draft.kind == "statement"):
            draft.lines.append((first, last))
        if text[first] in _QUOTES and _ONLY_STRINGS.fullmatch(text, first, last):
            docstring = opened[0] in ("def", "class") if opened else not self._any_line
            self.strings.append(Text(first, last, docstring))
        self._any_line = True
        if text[last - 1] == ":":
            self._opened = (keyword or self._first_word(first), first)
            if keyword == "def" and self._function is None:
                self._function = (column, last)
        elif keyword in _BLOCKS:
            if ":" not in lex.surface(text, first, last):
                raise _Problem(f"this '{keyword}' lacks its ':'", first)
            self._suite_string(first, last, keyword in ("def", "class"))
        self._level = indentation if self._function is not None and self._opened is None else None

    def _suite_string(self, first: int, last: int, docstring: bool) -> None:
        """Takes in the string that is all of a block on the row of its header."""
        if self._text[last - 1] in "'\"":
            for colon in _COLON.finditer(self._text, first, last):
                if _ONLY_STRINGS.fullmatch(self._text, colon.end(), last):
                    self.strings.append(Text(colon.end(), last, docstring))
                    return

    def _indent(self, column: int, first: int, opened: tuple[str, int] | None) -> None:
        indents = self._indents
        if opened is not None:
            if column <= indents[-1]:
                raise _Problem(f"the block of this '{opened[0]}' is missing", opened[1])
            indents.append(column)
            return
        while column < indents[-1]:
            indents.pop()
        if column != indents[-1]:
            raise _Problem("this indentation fits no block around it", first)

    def _top(self, first: int, last: int, keyword: str) -> None:
        """A logical line at column 0: it goes on with the current chunk or begins another."""
        draft = self._draft
        if draft is None or not (draft.kind is None or keyword in _CONTINUATIONS):
            self.close()
            draft = self._draft = _ChunkDraft(first)
        if self._text[first] != "@" and draft.kind is None:
            draft.kind = self._kind(first, last, keyword)

    def _kind(self, first: int, last: int, keyword: str) -> ChunkKind:
        if keyword == "def" or keyword == "class":
            return "def" if keyword == "def" else "class"
        if keyword in ("from", "import") and ";" not in self._text[first:last]:
            return "import"
        return "statement"


def _column(indentation: str) -> int:
    column = 0
    for character in indentation:
        if character == "\t":
            column = (column // _TAB + 1) * _TAB
        else:
            column = 0 if character == "\f" else column + 1
    return column


def _chunk(text: str, draft: _ChunkDraft) -> Chunk:
    kind = draft.kind or "statement"
    names = Bindings()
    for first, last in draft.lines:
        names.read(text, first, last)
    bodies = tuple(draft.bodies)
    mentioned = partial(_mentions, text, kind, draft.start, draft.end, bodies, tuple(draft.odd))
    return Chunk(draft.start, draft.end, kind, names.binds, names.alters, bodies, mentioned)


def _mentions(
    text: str,
    kind: ChunkKind,
    start: int,
    end: int,
    bodies: tuple[tuple[int, int], ...],
    odd: tuple[tuple[int, int], ...],
    inside: bool,
) -> frozenset[str]:
    """Names in the bodies of functions, or outside of them."""
    if kind == "import":
        return frozenset()
    found: set[str] = set()
    for first, last in bodies:
        found |= mentions(text, first, last, odd) if inside else mentions(text, start, first, odd)
        start = last
    return frozenset(found if inside else found | mentions(text, start, end, odd))


def scan(source: Source) -> Outline:
    """Outline of a source; it never raises, a text that cannot be Python has a `problem`."""
    scanner = _Scanner(lex.rows_by_newline(source.text))
    problem: LexicalError | None = None
    try:
        scanner.run()
    except _Problem as caught:
        problem = caught.error
    scanner.close()
    comments = tuple(scanner.comments)
    if "\r" in source.text:
        comments = tuple(_without_return(source.text, comment) for comment in comments)
    return Outline(comments, tuple(scanner.strings), tuple(scanner.chunks), problem)


def _without_return(text: str, comment: Comment) -> Comment:
    end = comment.end
    while end > comment.start and text[end - 1] in "\r\n":
        end -= 1
    return Comment(comment.start, end, comment.trailing)
