"""Writing counts into `[tool.cnnlint.counts]`, every other byte of the file left as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

import tomli

from .keeping import TABLE, counts_in
from .source import Source

_HEAD = re.compile(
    r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*cnnlint[ \t]*\.[ \t]*counts[ \t]*\][^\r\n]*", re.MULTILINE
)
_NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\n")
_ESCAPED = re.compile(r"[\"\\]")


class CannotWrite(ValueError):
    """A settings file whose table of counts has a form that cannot be written to; the text says why."""


def with_counts(text: str, counts: Mapping[str, int]) -> str:
    """The text of a settings file with these counts, in the place of older ones; CannotWrite where that fails."""
    places = {kept.keys[-1]: kept for kept in counts_in(Source("", text)) if kept.keys[:-1] == TABLE}
    changed = text
    for name, kept in sorted(places.items(), key=lambda item: -item[1].start):
        if name in counts and _value(kept.text) != counts[name]:
            changed = f"{changed[: kept.start]}{counts[name]}{changed[kept.end :]}"
    added = {name: number for name, number in counts.items() if name not in places}
    if added:
        changed = _with_rows(changed, [f'"{_quoted(name)}" = {number}' for name, number in added.items()])
    _verify(text, changed, counts)
    return changed


def kept_counts(text: str) -> dict[str, int]:
    """The counts that a settings file keeps."""
    return {
        kept.keys[-1]: value
        for kept in counts_in(Source("", text))
        if (value := _value(kept.text)) is not None
    }


def _value(written: str) -> int | None:
    bare = written.replace("_", "")
    return int(bare) if bare.isdigit() else None


def _quoted(name: str) -> str:
    return _ESCAPED.sub(lambda match: "\\" + match.group(), name)


def _with_rows(text: str, rows: list[str]) -> str:
    """The text with new rows at the end of the table, which is made if it is not there."""
    end_of_line = match.group() if (match := _LINE_END.search(text)) else "\n"
    head = _HEAD.search(text)
    if head is None:
        gap = "" if not text or text.endswith(("\n\n", "\r\n\r\n")) else end_of_line
        before = text if not text or text.endswith("\n") else text + end_of_line
        return before + gap + end_of_line.join(["[tool.cnnlint.counts]", *rows, ""])
    following = _NEXT.search(text, head.end())
    table = text[head.end() : following.start() if following else len(text)]
    at = head.end() + len(table.rstrip())
    return text[:at] + end_of_line + end_of_line.join(rows) + (text[at:] or end_of_line)


def _verify(before: str, after: str, counts: Mapping[str, int]) -> None:
    """That the new text means what the old one did, but for the counts."""
    try:
        old, new = tomli.loads(before), tomli.loads(after)
    except tomli.TOMLDecodeError as error:
        raise CannotWrite("its table of counts is written in a form that cannot be added to") from error
    table = new.get("tool", {}).get("cnnlint", {}).get("counts", {})
    wanted = {**old.get("tool", {}).get("cnnlint", {}).get("counts", {}), **counts}
    if table != wanted:
        raise CannotWrite("its table of counts is written in a form that cannot be changed")
