"""Python itself, feature by feature: each piece of code gives the value that Python gives it.

Each piece leaves its value in `result`, and is tried as a module and as the body of a function.
"""

import textwrap

import pytest
from evaluating import value_of
from language import PIECES

CASES = [(name, code) for name, code in PIECES.items()]


def expected(code):
    names = {"__name__": "module"}
    exec(code, names)
    return names["result"]


@pytest.mark.parametrize(("name", "code"), CASES, ids=list(PIECES))
def test_a_module_has_pythons_value(name, code):
    found, wanted = value_of(code), expected(code)
    assert found == wanted
    assert type(found) is type(wanted) or not isinstance(wanted, (bool, int, float, str, list))


@pytest.mark.parametrize(("name", "code"), CASES, ids=list(PIECES))
def test_a_function_returns_pythons_value(name, code):
    if "global " in code or "nonlocal" not in code and "MODULE ONLY" in code:
        pytest.skip("speaks of the module's names")
    body = textwrap.indent(code, "    ")
    assert value_of(f"def probe():\n{body}\n    return result\nresult = probe()\n") == expected(code)
