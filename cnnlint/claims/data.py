"""A cheap test for counts that are kept as data: asserts and recorded numbers."""

from __future__ import annotations

import re

# Both run over lower-cased text and begin with a literal, which the engine finds fast.
_RECORD = re.compile(r"param(?:eter)?s?(?:_?[a-z]*)[\"']?\s*[:=]\s*[0-9]")
# "count(model)": the call of a counting function, of another file perhaps. It is looked for where its end is found.
CALL_OF_COUNT = r"count(?:s|er)?(?:_[a-z_]{1,30})?\((?!\s*\))"
COUNTING_CALL = rf"(?<![.\w])(?:[a-z]{{1,9}}_)?{CALL_OF_COUNT}"
_COUNTERS = ("numel", "nelement", "parameters(")
_COUNTER = (
    re.compile(r"param(?:eter)?s?_?(?:count|num|size)"),
    re.compile(r"len\([^(),]{1,60}(?:weights[),]|_variables[),]|buffers\(|state_dict\()"),
)
_CALLS = (re.compile(CALL_OF_COUNT), re.compile(COUNTING_CALL))
_PARAM = re.compile("param")
_NUMBER_OF = re.compile(r"(?:count|num|number|total|n|size)_?(?:of_?|all_?|trainable_?|model_?)?\Z")
_REACH = 24
# Weights of a model by Keras's names, where their sizes are multiplied or told.
_WEIGHTS = re.compile(r"trainable_(?:weights|variables)|\.weights\b")
_SIZES = re.compile(r"\bprod\(|num_elements|\bsize\(")


def may_hold_data(text: str) -> bool:
    """Whether an assert, an example or a recorded number in the text may state a count; False is certain."""
    lowered = text.lower()
    has_assert = "assert" in lowered
    shows = has_assert or ">>>" in lowered
    if not shows and "param" not in lowered:
        return False
    return may_record(lowered) or (shows and _counts(lowered))


def may_record(lowered: str) -> bool:
    """Whether a number may be kept by a name for parameters in a lower-cased text; False is certain."""
    return "param" in lowered and _RECORD.search(lowered) is not None


def _counts(lowered: str) -> bool:
    """Whether code counts elements, or multiplies the sizes of weights."""
    if any(word in lowered for word in _COUNTERS) or any(each.search(lowered) for each in _COUNTER):
        return True
    if all(each.search(lowered) for each in _CALLS):
        return True
    for match in _PARAM.finditer(lowered):
        if _NUMBER_OF.search(lowered, max(0, match.start() - _REACH), match.start()):
            return True
    has_weights = "weights" in lowered or "trainable_variables" in lowered
    return has_weights and bool(_WEIGHTS.search(lowered) and _SIZES.search(lowered))
