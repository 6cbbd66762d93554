"""LaTeX as plain arithmetic: which commands are signs, which are only looks, and which hide what is meant."""

from __future__ import annotations

SIGNS = {
    "times": "×", "cdot": "·", "ast": "*", "div": "/", "approx": "≈", "simeq": "≃", "sim": "~",
    "to": "→", "rightarrow": "→", "Rightarrow": "→", "longrightarrow": "→", "implies": "→",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠", "lt": "<", "gt": ">",
    "dots": "…", "ldots": "…", "cdots": "…", "quad": " ", "qquad": " ", "newline": "\n", "left": "", "right": "",
    "big": "", "Big": "", "bigg": "", "Bigg": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "", "displaystyle": "",
    "textstyle": "", "limits": "", "nonumber": "", "large": "", "Large": "", "small": "", "lbrace": "(",
    "rbrace": ")", "lparen": "(", "rparen": ")", "and": "&",
}  # fmt: skip

# The group behind one of these is read as it stands.
WRAPPERS = frozenset(
    "text textrm textbf textit texttt textsf mathrm mathbf mathit mathtt mathsf operatorname mbox boxed fbox "
    "underline overline hbox bm boldsymbol".split()
)

# The group behind one of these says nothing.
DROPPED = frozenset("label tag hspace vspace color ref cite begin end".split())

FRACTIONS = frozenset("frac dfrac tfrac cfrac".split())

# Environments whose rows are equations; others (matrices, cases) are left alone.
ENVIRONMENTS = frozenset(
    f"{name}{star}" for name in "align aligned equation gather gathered split alignat multline".split()
    for star in ("", "*")
)  # fmt: skip


def closing_brace(text: str, at: int, end: int) -> int:
    """Offset of the brace that closes the one at `at`; -1 if none does."""
    depth = 0
    for place in range(at, end):
        if text[place] == "{" and (place == at or text[place - 1] != "\\"):
            depth += 1
        elif text[place] == "}" and text[place - 1] != "\\":
            depth -= 1
            if not depth:
                return place
    return -1
