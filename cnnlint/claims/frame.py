"""The words to the left and the right of a pair: whose number it is, and whether they spoil it."""

from __future__ import annotations

from .context import disturbed, of_one_bias, qualified
from .subject import Subject, generic_place, is_data, is_name, is_part, subject
from .tokens import Token

_ENDS = frozenset(".;|!#•")
_ABBREVIATED = frozenset(
    {"e.g", "i.e", "approx", "ca", "c", "no", "incl", "excl", "vs", "etc", "al", "fig", "sec", "eq"}
)
_HARMLESS = frozenset(
    "total overall altogether here and which so thus making needed only all".split()
)  # fmt: skip

_INTRODUCING = frozenset("with at for in on by under given using".split())
_CLAUSE = frozenset("it this that these they we you i one the a an our its there everything nothing".split())


def sentence(row: list[Token], first: int, last: int) -> tuple[int, int]:
    """Tokens of the sentence around the pair."""
    start, end = first, last
    while start > 0 and not _is_end(row, start - 1):
        start -= 1
    while end < len(row) and not _is_end(row, end):
        end += 1
    return start, end


def framed(row: list[Token], first: int, last: int) -> Subject | None:
    """Subject of the pair between two tokens; None if what stands around it spoils the claim."""
    start, end = sentence(row, first, last)
    if disturbed(row[start:first]) or disturbed(row[last:end]) or _questioned(row, end):
        return None
    if _conditioned(row[start:first]) or _is_condition(row[start:first], row[last:end]):
        return None
    right = _right(row[last:end])
    left = _left(_own_column(row, start, first)) if right is not None else None
    if left is None or right is None:
        return None
    if start < first and row[start].lower in ("it", "this", "which") and left.name is None:
        left = _antecedent(row[:start])
    if left is None:
        return None
    return right if left.name is None else left


def _own_column(row: list[Token], start: int, first: int) -> list[Token]:
    """The words before a pair; of columns (`CONV3-64: [56x56x64]  memory: 200K  weights: …`) the label in front."""
    words = row[start:first]
    if not words or row[first].start - words[-1].end < 2:
        return words
    label = next((i for i, token in enumerate(words) if token.text == ":"), None)
    return words if label is None else words[: label + 1]


def _conditioned(words: list[Token]) -> bool:
    """Whether the sentence begins with a condition: "With 1000 classes it has", "For CIFAR-10 the head has"."""
    if len(words) < 2 or words[0].lower not in _INTRODUCING or words[1].kind not in ("word", "number"):
        return False
    return any(token.kind == "number" or qualified([token]) or is_data(token) for token in words[1:])


def _is_condition(left: list[Token], right: list[Token]) -> bool:
    """Whether the count is what the sentence supposes: "with 9,472 params it overfits"."""
    if [token.lower for token in left] not in (["with"], ["at"], ["given"], ["using"], ["and", "with"]):
        return False
    words = right[1:] if right and right[0].text == "," else right
    return len(words) > 1 and words[0].lower in _CLAUSE


def _antecedent(before: list[Token]) -> Subject | None:
    """What "it" means behind other sentences: the one name in them, the thing itself if they name nothing."""
    names = {token.text for token in before if is_name(token)}
    if len(names) > 1 or any(is_part(token) for token in before):
        return None
    return Subject(names.pop() if names else None)


def _is_end(row: list[Token], at: int) -> bool:
    if row[at].text == "?" or row[at].text in _ENDS:
        return not (row[at].text == "." and at > 0 and row[at - 1].lower in _ABBREVIATED)
    return False


def _questioned(row: list[Token], end: int) -> bool:
    return end < len(row) and row[end].text == "?"


def _left(words: list[Token]) -> Subject | None:
    words = _without_groups(words)
    opening = max((i for i, token in enumerate(words) if token.kind == "open"), default=-1)
    inner = words[opening + 1 :]
    if opening > 0 and _is_call(words, opening) and any(token.kind == "equals" for token in inner):
        return None
    if opening < 0:
        return _clause(words)
    near = _clause(inner)
    if near is None or near.name is not None:
        return near
    return _clause([*words[:opening], words[opening]])


def _is_call(words: list[Token], opening: int) -> bool:
    return words[opening - 1].kind == "word" and words[opening - 1].end == words[opening].start


def _clause(words: list[Token]) -> Subject | None:
    """Subject of a clause that may follow others after a comma: a lone name before it is meant."""
    comma = max((i for i, token in enumerate(words) if token.text == ","), default=-1)
    if comma > 0 and words[-1].kind == "arrow" and any(token.kind == "number" for token in words[:comma]):
        return None  # "C5 48120, F6 10164 -> 60k params": a sum of what is listed
    if comma < 0 or words[-1].lower == "and":
        return subject(words)
    near = subject(words[comma + 1 :])
    if near is None or near.name is not None:
        return near
    names = {token.text for token in words[:comma] if is_name(token)}
    if len(names) > 1:
        return None
    return Subject(names.pop()) if names else near


def _without_groups(words: list[Token]) -> list[Token]:
    kept: list[Token] = []
    openings: list[int] = []
    for token in words:
        kept.append(token)
        if token.kind == "open":
            openings.append(len(kept) - 1)
        elif token.kind == "close" and openings:
            del kept[openings.pop() :]
    return kept


def _right(words: list[Token]) -> Subject | None:
    named = Subject(None)
    for _ in range(4):
        if not words:
            return named
        head = words[0]
        if head.kind == "open":
            close = next((i for i, token in enumerate(words) if token.kind == "close"), len(words))
            names = {token.text for token in words[1:close] if is_name(token)}
            if qualified(words[1:close]) or of_one_bias(words[1:close]) or len(names) > 1:
                return None
            named = Subject(names.pop()) if names else named
            words = words[close + 1 :]
        elif head.kind == "close":
            words = words[1:]
            if words and words[0].kind == "word":  # "The network (1.13K params) maps …"
                return None if qualified(words[:4]) else named
        else:
            tail = _tail(words)
            return named if tail == Subject(None) else tail
    return None


def _tail(words: list[Token]) -> Subject | None:
    head = words[0]
    if head.text == ",":
        return None if qualified(words[1:3]) else Subject(None)
    if head.kind in ("equals", "arrow", "dots") or head.text in (":", "–", "—", "-", "&"):
        return None if qualified(words[1:2]) else Subject(None)
    if head.kind == "word" and len(words) > 1 and (words[1].kind == "equals" or words[1].text == ":"):
        return Subject(None)
    if head.text == "/":
        return Subject(None) if len(words) > 1 and words[1].kind == "number" else None
    if head.kind == "word" and generic_place(head):
        return Subject(None)  # "a 1.1K parameter network"
    if head.lower in ("in", "of", "for"):
        return _place(words[1:])
    if head.lower == "to":
        return (
            Subject(None)
            if len(words) > 1 and words[1].lower in ("train", "learn", "optimize", "fit")
            else None
        )
    return Subject(None) if head.lower in _HARMLESS else None


def _place(words: list[Token]) -> Subject | None:
    """`in total`, `in this layer`, `in conv1`."""
    while words and words[0].lower in ("the", "this", "our", "whole", "entire", "full"):
        words = words[1:]
    if not words or words[0].kind != "word":
        return None
    if len(words) > 1 and (words[1].kind == "word" and words[1].lower not in ("model", "layer", "network")):
        return None
    if generic_place(words[0]):
        return Subject(None)
    return Subject(words[0].text) if is_name(words[0]) else None
