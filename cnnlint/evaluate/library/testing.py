"""`pytest` and `unittest`: what tests use that neither counts nor changes what it is given."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Function, Instance, Keywords, Value
from ..items import Items

PARAMETER_SET = Class("ParameterSet", [], {}, "pytest")
_ASSERTIONS = (
    "assertEqual assertEquals assertNotEqual assertTrue assertFalse assertIs assertIsNot assertIsNone "
    "assertIsNotNone assertIn assertNotIn assertIsInstance assertNotIsInstance assertAlmostEqual "
    "assertNotAlmostEqual assertGreater assertGreaterEqual assertLess assertLessEqual assertListEqual "
    "assertTupleEqual assertDictEqual assertSequenceEqual assertCountEqual assertSetEqual assertRegex "
    "assertRaises assertRaisesRegex assertWarns subTest addCleanup doCleanups id shortDescription setUp tearDown "
    "skipTest fail countTestCases"
).split()


def _parameter_set(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`pytest.param(values, marks=…)`."""
    made = Instance(PARAMETER_SET)
    made.attrs.update({"values": list(given), "marked": "marks" in keywords})
    return made


def _nothing(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return Unknown("what a test's own method gives")


def _decorator(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """With options it gives nothing known, and so leaves its function as it is."""
    if len(given) == 1 and isinstance(given[0], (Function, Class)):
        return given[0]
    return Unknown("what a test runner does with a test")


_TEST_CASE = Class(
    "TestCase", [], {name: Builtin(f"TestCase.{name}", _nothing) for name in _ASSERTIONS}, "unittest"
)

_DECORATORS = (
    "pytest.mark.parametrize",
    "pytest.mark.skipif",
    "pytest.mark.xfail",
    "pytest.fixture",
    "pytest.skip",
    "parameterized.parameterized",
    "parameterized.parameterized.expand",
)

NAMES: dict[str, Value] = {
    **{name: Builtin(name, _decorator) for name in _DECORATORS},
    "pytest.param": Builtin("pytest.param", _parameter_set),
    "unittest.TestCase": _TEST_CASE,
    "unittest.IsolatedAsyncioTestCase": _TEST_CASE,
}
