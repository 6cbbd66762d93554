"""How near two numbers must be: `approx`, `isclose` and the tolerances of assertions."""

from __future__ import annotations

from ..unknown import Unknown
from ..values.objects import Arguments, Keywords, Value
from .comparison import Near, Written, WrittenReal
from .items import Items

# Those that tell whether two numbers are near each other, and what says how near.
CLOSE = frozenset({"isclose", "allclose"})
TOLERANCES = frozenset({"delta", "places", "atol", "rtol", "abs_tol", "rel_tol"})
_RELATIVE = {"isclose": 1e-9, "allclose": 1e-5, "assert_allclose": 1e-7, "assert_close": 1e-5}


def tolerance(name: str, value: float, given: dict[str, float]) -> float:
    """How far from a number another may be, for a call of this name with these keywords."""
    places = given.get("places", 7.0 if name == "assertAlmostEqual" else None)
    if "delta" in given or places is None:
        relative = given.get("rtol", given.get("rel_tol", _RELATIVE.get(name, 0.0)))
        absolute = given.get("delta", given.get("atol", given.get("abs_tol", 0.0)))
        return max(relative * abs(value), absolute) if name == "isclose" else relative * abs(value) + absolute
    return 0.5 / 10.0 ** int(places)


def approximate(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`pytest.approx(N, rel=…, abs=…)`: a millionth where neither is given."""
    options = dict(zip(("rel", "abs"), given[1:], strict=False)) | keywords
    if (
        not given
        or not isinstance(given[0], (Written, WrittenReal))
        or not all(isinstance(value, (int, float, type(None))) for value in options.values())
    ):
        return Unknown("a number that is near another")
    relative, absolute = options.get("rel"), options.get("abs")
    if relative is None:
        relative = 1e-6 if absolute is None else 0
    return Near.to(given[0], max(relative * given[0], absolute or 0))
