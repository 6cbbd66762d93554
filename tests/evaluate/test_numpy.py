"""NumPy in constructors: values as NumPy 2 gives them, in double precision where torch would use single."""

import pytest
from evaluating import value_of

FIGURES = {
    "(np.array([29]) / 100 * 100).astype(int).tolist()": [28],
    "np.power(2.5, np.array([1.0, 2.0])).tolist()": [2.5, 6.25],
    "np.atleast_1d(3).tolist()": [3],
    "(np.linspace(0, 1, 4) / 3).tolist()": [0.0, 0.1111111111111111, 0.2222222222222222, 0.3333333333333333],
    "np.unique(np.array([3, 1, 3]), return_counts=True)[1].tolist()": [1, 2],
    "np.multiply([1, 2], 3).tolist()": [3, 6],
    "bool(np.any(np.array([1, 2]) % 2 == 1))": True,
    "bool(np.all(np.array([1, 2]) % 2 != 0))": False,
    "(np.array([3]) * 0.1).tolist()": [0.30000000000000004],
    "(np.arange(3) * 0.1 + 1).tolist()": [1.0, 1.1, 1.2],
    "[int(round(c / 2)) for c in np.array([3, 5, 7])]": [2, 2, 4],
    "(np.array([7, 8]) // 2).tolist()": [3, 4],
    "[[c] * n for c, n in zip('ab', np.unique(np.array([3, 3, 5]), return_counts=True)[1])]": [
        ["a", "a"],
        ["b"],
    ],
    "np.round(np.log(np.arange(1, 5) * 3.3) / np.log(2.5)).tolist()": [1.0, 2.0, 3.0, 3.0],
}


@pytest.mark.parametrize("code", FIGURES)
def test_an_array_has_numpys_values(code):
    assert value_of(f"import numpy as np\nresult = {code}\n") == FIGURES[code]
