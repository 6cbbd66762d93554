"""All claims that a document makes outside its code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block
from .context import speaks_of_parameters
from .links import linked
from .loose import loose_claims
from .passages import Passage, passages
from .rows import table_claims
from .texts import text_claims
from .told import Told

_DIGIT = re.compile(r"\d")


def read_told(text: str, blocks: Sequence[Block]) -> list[Told]:
    """Claims of the texts, formulas and tables of a document, in order."""
    said = list(passages(text, blocks))
    counts = any(speaks_of_parameters(passage.raw) for passage in said)
    if not counts:
        return []
    told = [told for passage in said if _DIGIT.search(passage.raw) for told in _claims(text, passage, counts)]
    if not any(each.claim.formula for each in told):
        return [each for each in linked(told) if each.claim.word]
    known = {each.claim.start for each in told}
    loose = [
        each for passage in said for each in loose_claims(text, passage) if each.claim.start not in known
    ]
    found = linked([*told, *loose])
    # A name and a number say nothing by themselves.
    kept = [each for each in found if each.claim.word]
    return sorted(kept, key=lambda each: each.claim.start)


def _claims(text: str, passage: Passage, counts: bool) -> list[Told]:
    if passage.block.kind == "table":
        return table_claims(text, passage, counts)
    return text_claims(text, passage, counts)
