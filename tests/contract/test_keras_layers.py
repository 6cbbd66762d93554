"""Every described layer of Keras against Keras: weights, which of them are trained, output shapes, refusals."""

import ast
import importlib.util
from pathlib import Path

import pytest
import tomli
from keras_grid import NOT_CALLED, calls, inputs
from keras_oracle import computed, measured

RULES = Path(__file__).parents[2] / "rules" / "keras"
STUBS = ("wrappers.py", "recurrent.py", "attention.py")
RENAMED = {"GroupedQueryAttention": "GroupQueryAttention"}

pytestmark = [
    pytest.mark.keras,
    pytest.mark.skipif(
        importlib.util.find_spec("keras") is None or importlib.util.find_spec("jax") is None,
        reason="keras or jax is not installed",
    ),
]


def signatures():
    """Signatures of records and of stub classes by class name."""
    records = tomli.loads((RULES / "layers.toml").read_text("utf-8"))
    found = {name.rpartition(".")[2]: each["signature"] for name, each in records.items()}
    for stub in STUBS:
        for cls in ast.parse((RULES / stub).read_text("utf-8")).body:
            if isinstance(cls, ast.ClassDef) and not cls.name.startswith("_") and cls.name != "InputSpec":
                makers = [each for each in cls.body if getattr(each, "name", "") == "__init__"]
                for maker in makers:
                    del maker.args.args[0]
                    found[RENAMED.get(cls.name, cls.name)] = ast.unparse(maker.args)
    return {name: found[name] for name in sorted(found) if name not in NOT_CALLED}


SIGNATURES = signatures()


@pytest.fixture(scope="module")
def answers():
    """What Keras says to every call of the grid."""
    rows = [
        (call, shape)
        for name, signature in SIGNATURES.items()
        for call in calls(name, signature)
        for shape in inputs(name)
    ]
    return dict(zip(rows, measured(rows), strict=True))


@pytest.mark.parametrize("name", SIGNATURES)
def test_layer_is_what_keras_builds(name, answers):
    built = 0
    for (call, shape), answer in answers.items():
        if not call.startswith(f"layers.{name}("):
            continue
        found = computed(call, shape)
        if "refused" in answer:
            assert "refused" in found or "unknown" in found, (call, shape, answer, found)
        else:
            assert found == answer, (call, shape)
            built += 1
    assert built, f"Keras builds nothing of the grid for {name}"
