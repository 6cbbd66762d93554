"""Python itself, feature by feature: each piece of code gives the value that Python gives it.

Each piece leaves its value in `result`, and is tried as a module and as the body of a function.
"""

import textwrap

import pytest
from evaluating import value_of
from language import PIECES

from cnnlint.unknown import Unknown

UNKNOWN = {
    "endless generator",
    "dict view operators",
    "frozen dataclass",
    "conditional definition",
    "globals lookup",
    "deletion of names",
    "regex",
    "sys version",
}
"""Pieces of which some value may be unknown, never wrong."""
NOT_FOLLOWED = {
    *(
        "dict views",
        "metaclass registry",
        "map runs lazily",
    ),
    "string escapes and joins",
}
"""Pieces with a value that differs from Python's in some place; none of them decides how a model is built."""
CASES = list(PIECES.items())


def agrees(found, wanted):
    """Whether a value is Python's, or unknown in some part."""
    if isinstance(found, Unknown) or found == wanted:
        return True
    if isinstance(found, (list, tuple)) and isinstance(wanted, (list, tuple)) and len(found) == len(wanted):
        return all(map(agrees, found, wanted))
    return False


def expected(code):
    names = {"__name__": "module"}
    exec(code, names)
    return names["result"]


@pytest.mark.parametrize(("name", "code"), CASES, ids=list(PIECES))
def test_a_module_has_pythons_value(name, code):
    found, wanted = value_of(code), expected(code)
    if name in NOT_FOLLOWED:
        pytest.skip("not followed")
    if name in UNKNOWN:
        assert agrees(found, wanted)
        return
    assert found == wanted
    assert type(found) is type(wanted) or not isinstance(wanted, (bool, int, float, str, list))


@pytest.mark.parametrize(("name", "code"), CASES, ids=list(PIECES))
def test_a_function_returns_pythons_value(name, code):
    if "global " in code or "MODULE ONLY" in code:
        pytest.skip("speaks of the module's names")
    if name in NOT_FOLLOWED:
        pytest.skip("not followed")
    body = textwrap.indent(code, "    ")
    found = value_of(f"def probe():\n{body}\n    return result\nresult = probe()\n")
    assert agrees(found, expected(code)) if name in UNKNOWN else found == expected(code)
