"""A cheap test on a whole file: can anything in it state a count?"""

from __future__ import annotations

import re

from .data import CALL_OF_COUNT, COUNTING_CALL
from .languages import may_count

# Patterns run over lower-cased bytes and begin with a literal, which the engine finds much faster than
# a class of characters. Each allows all that the grammar joins, and more. `_GAP` is what may part two
# words, the end of a wrapped comment row too.
_GAP = rb"[\s#*`\"']"
_WORDS = (rb"param", rb"weight", rb"bias", rb"buffers")
_ENDS = rb"(?:s|es|eters?)?"

# Before the word: "896 trainable params", "11.7 M (params)", "a 25M-parameter", "no learnable params".
_REACH = 80
_NOUNS = {word: re.compile(word + rb"(?<=[\s#*`\"'(\[{-]" + word + rb")" + _ENDS + rb"\b") for word in _WORDS}
_NUMBER_BEFORE = re.compile(
    rb"(?:[0-9\xb2\xb3][)\]]*\+?|\b(?:no|zero)\b)" + _GAP + rb"*"
    rb"(?:(?:k|m|b|t|bn|mln|mio|thousand|millions?|billions?|trillion)\b[+-]?)?[\s#*`\"'(\[{]*"
    rb"(?:(?:trainable|learnable|learned|tunable|non-\w+|nontrainable|untrainable|frozen|numbers?|num|nr|nb|no|count|of|the"
    rb"|total|overall|all|model|network|layer|unique|free|weights?|bias|biases)[\s#*`\"']+)*\Z"
)

# Behind it: "params: 896", "Params (M) = 11.7", "number of parameters in this block is about 896". One
# digit alone is a count only where it is 0 or part of a sum.
_NUMBER_BEHIND = {
    word: re.compile(
        word + _ENDS
        + rb"(?:[\s#*`\"'_]+(?:count|counts|number|num|nr|total|overall|of|and|&|\+|weights?|bias|biases|params?|parameters?)){0,6}"
        + rb"(?:" + _GAP + rb"+(?:in|of|for)(?:" + _GAP + rb"+[\w./-]{1,40}){1,7}?)?"
        + _GAP + rb"*(?:\(\s*[a-z]+\s*\))?(?:" + _GAP + rb"|[:=<>~.(\x80-\xff-]|(?<=[:=> ])[\[{]|\b(?:is|are|of|equals|about"
        + rb"|around|roughly|approximately|approx|circa|ca|c|close|to|on|the|order|in|region|nearly|almost|just|under|slightly"
        + rb"|below|less|than|a|little|bit|over|above|more|fewer|lower|smaller|well|up|at|most|least|no|not|greater|exactly"
        + rb"|precisely|only)\b){0,40}"
        + rb"(?:[0-9](?:[0-9.,_]|[ \t]*[-*x+/^)(kmbt\x80-\xff])|0(?![0-9.]))"
    )
    for word in _WORDS
}  # fmt: skip

# A literal table: `EXPECTED_PARAMS = {"resnet18": 11_689_512}`.
_TABLE = re.compile(rb"params?[a-z_]{0,30}\s{0,9}(?::[^=\r\n]{0,60})?=\s*[{(\[][^})\]]{0,300}?[0-9][0-9_]{3}")

# "# parameter-free" says zero without a number.
_FREE = re.compile(rb"param(?:eter)?-?(?:free|less)")

# "Parameter counts:" at the end of a row heads a list of names and numbers.
_HEADING = re.compile(rb"param[^\r\n:]{0,60}:[ \t]*(?:\\n|[\r\n])")
_HEADING_WORD = re.compile(rb"\b(?:counts?|number|total|num|nb|nr|per|by)\b|#[ \t]*param")

# "(3*3*32 + 1) * 64 = 18,496", "896 = 28*32": equals between numbers, one of two digits or more.
_EQUATION = re.compile(
    rb"=(?<![ac-jln-z_'\"=!<>]=)(?<![ac-jln-z_'\"] =)(?==?[ \t]*(?:[~*`]*[ \t]*[0-9](?:[0-9]|[,_.][0-9]|[ \t]?[kmb]\b)"
    rb"|[(\[{ ]*[0-9][0-9.,_ kmb)]*(?:[-+*/x^]|[^\x00-\x7f])))"
    rb"(?:(?<=[0-9][0-9]=)|(?<=[0-9][0-9] =)|(?<=[^a-z_][0-9]=)|(?<=[^a-z_][0-9] =)|(?<=[0-9][)\]]=)|(?<=[0-9][)\]] =)"
    rb"|(?<=[0-9][)\]][)\]]=)|(?<=[0-9][)\]][)\]] =)|(?<=[0-9)\] ]~=)|(?<=[0-9][kmb]=)|(?<=[0-9 ][kmb] =)"
    rb"|(?<=[\xb2\xb3]=)|(?<=[\xb2\xb3] =))"
)

# "| params |" heads a column of a table.
_COLUMN = re.compile(rb"param[^\r\n|]{0,30}(?:\||\xe2\x94\x82)")
_LAST_COLUMN = re.compile(rb"\|[^\r\n|]{0,30}param[^\r\n|]{0,30}[\r\n]")

# "# 18,496" alone, and "fc1 -> 48,120".
_ALONE = re.compile(
    rb"#[ \t#:!]{0,9}(?:(?:[-=]>|\xe2\x86\x92|(?:outputs?|out|prints?|shows?|expected|result)[: ])[ \t]{0,3})?"
    rb"~?[ \t]{0,3}[0-9][0-9.,_ ]{0,40}[kmbt]?[ \t]{0,9}(?:#|[\r\n]|\Z)"
)
_NAMED = (
    re.compile(rb":[ \t]*~?[ \t]*[0-9]{1,3}[,_][0-9]{3}"),
    re.compile(rb">[ \t]*~?[ \t]*[0-9]{1,3}[,_][0-9]{3}"),
)

# "3*3*3*32 ≈ 864", "fc1 → 48,120".
_FOREIGN = re.compile("(?:≈|≃|≅|∼|→|⇒|⟶)[^\\r\\n]{0,20}[0-9]".encode())

# Asserts: any where the file counts elements, else a comparison with a number of three digits or more.
_COMPARED = (
    re.compile(rb"==(?:\s*[(\[]?(?:[0-9][0-9_]{2}|[0-9.]+e\+?[0-9])|(?<=[0-9]{3} ==)|(?<=[0-9]{3}==))"),
    re.compile(rb"<=?\s*(?:[0-9][0-9_]{2}|[0-9.]+e\+?[0-9])"),
    re.compile(rb">=?\s*(?:[0-9][0-9_]{2}|[0-9.]+e\+?[0-9])"),
    re.compile(rb"equal\((?:[^;=]{0,200}?[,\s(])??[0-9][0-9_]{2}"),
    re.compile(rb"equals\([^;=]{0,200}?[0-9]{3}"),
    re.compile(rb"approx\([^;=]{0,200}?[0-9][0-9.]"),
    re.compile(rb"isclose\([^;=]{0,200}?[0-9][0-9.]"),
)
_COUNTERS = (
    b"numel",
    b"params(",
    b"parameters(",
    b"count_param",
    b"param_count",
    b"num_param",
    b"n_param",
    b"num_elements",
    b"weights)",
    b"_variables)",
)

_COUNTING_CALL = (re.compile(CALL_OF_COUNT.encode()), re.compile(COUNTING_CALL.encode()))


def may_claim(text: str | bytes) -> bool:
    """Whether a comment, docstring, assert or recorded number in the file may state a count.

    False is certain; True is only worth a closer look.
    """
    raw = (text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")).lower()
    return (
        _has_wordless(raw)
        or may_count(raw)
        or any(_has_worded(raw, word) for word in _WORDS if word in raw)
        or _has_assert(raw)
    )


def _has_worded(raw: bytes, word: bytes) -> bool:
    if _NUMBER_BEHIND[word].search(raw):
        return True
    for match in _NOUNS[word].finditer(raw):
        if _NUMBER_BEFORE.search(raw, max(0, match.start() - _REACH), match.start()):
            return True
    if word != b"param":
        return False
    if _COLUMN.search(raw) or _LAST_COLUMN.search(raw):
        return True
    return bool(_TABLE.search(raw) or _FREE.search(raw)) or any(
        _heads(raw, m) for m in _HEADING.finditer(raw)
    )


def _heads(raw: bytes, match: re.Match[bytes]) -> bool:
    return bool(_HEADING_WORD.search(raw, raw.rfind(b"\n", 0, match.start()) + 1, match.end()))


def _has_wordless(raw: bytes) -> bool:
    if _EQUATION.search(raw) or _ALONE.search(raw) or any(pattern.search(raw) for pattern in _NAMED):
        return True
    return not raw.isascii() and bool(_FOREIGN.search(raw))


def _has_assert(raw: bytes) -> bool:
    if b"assert" not in raw:
        return False
    if any(counter in raw for counter in _COUNTERS) or any(pattern.search(raw) for pattern in _COMPARED):
        return True
    return all(pattern.search(raw) for pattern in _COUNTING_CALL)
