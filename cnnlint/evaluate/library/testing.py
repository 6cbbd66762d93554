"""`pytest` and `unittest`: what tests use that neither counts nor changes what it is given."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Value
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


_TEST_CASE = Class(
    "TestCase", [], {name: Builtin(f"TestCase.{name}", _nothing) for name in _ASSERTIONS}, "unittest"
)

NAMES: dict[str, Value] = {
    "pytest.param": Builtin("pytest.param", _parameter_set),
    "unittest.TestCase": _TEST_CASE,
    "unittest.IsolatedAsyncioTestCase": _TEST_CASE,
}
