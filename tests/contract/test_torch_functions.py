"""Functions of tensors against torch: the same shapes, also of named sizes, and no error where torch has none."""

import importlib
import warnings

import pytest
from function_grid import groups
from oracle import BOOK, CALLER

from cnnlint.evaluate.flow import shapes_in
from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project
from cnnlint.frontend.lower import parse_expression
from cnnlint.reading import read
from cnnlint.size import Size, substitute
from cnnlint.unknown import Unknown
from cnnlint.values.objects import MISSING, Instance, Raised, Scope, Tensor

GROUPS = groups()
SEEN_REFUSALS = 0.6
"""Share of what torch refuses, over the whole grid, that must be known to be an error."""
KNOWN = 0.97
"""Share of what torch computes whose shape must be known."""

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed"),
]


def plain(value):
    """A result as either side gives it: shapes of tensors, and whole numbers as they are."""
    if isinstance(value, Instance) and value.native is not MISSING:
        value = value.native
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple) and all(isinstance(part, int) for part in value):
        return tuple(map(int, value))
    return None


def measured(call):
    """Torch's answer, or None where it refuses; on a real device, since the meta device checks less."""
    torch = importlib.import_module("torch")
    names = {name: torch.ones(shape) for name, shape in call.shapes.items()}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = eval(call.text, {"torch": torch, **names})
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ):
        return None
    if isinstance(value, (int, torch.Size)):
        return plain(tuple(value) if isinstance(value, torch.Size) else value)
    tensors = [value] if isinstance(value, torch.Tensor) else list(value)
    return [tuple(each.shape) for each in tensors]


class Machine:
    """cnnlint's answers."""

    def __init__(self):
        self.interpreter = Interpreter(
            Project(Files(lambda path: CALLER if path == CALLER.path else read(path))), BOOK
        )
        self.module = self.interpreter.project.module(CALLER.path)

    def answer(self, call, named=False):
        """Shapes, an Unknown, or the error as a text; sizes may be replaced by names."""
        interpreter = self.interpreter
        interpreter.forget()
        interpreter.budget.renew()
        values, tensors = {}, {}
        for name, shape in call.shapes.items():
            sizes = [self.size(size, values) if named and size > 1 else size for size in shape]
            tensors[name] = Tensor(tuple(sizes))
            tensors[name].held = "float32"
        scope = Scope(self.module, {**self.module.attrs, **tensors})
        scope.names["torch"] = interpreter.library("torch")
        try:
            value = interpreter.evaluate(parse_expression(call.text), scope)
        except Raised as raised:
            return (
                f"{raised.value.cls.name}: {raised.value.attrs['args']}"
                if raised.certain
                else Unknown("raised")
            )
        if isinstance(value, Unknown):
            return value
        sizes = isinstance(value, tuple) and all(isinstance(part, (int, Size)) for part in value)
        found = value if sizes or isinstance(value, Size) else plain(value)
        shapes = list(shapes_in([value])) if found is None else found
        return self.settled(shapes, values)

    def size(self, size, values):
        name = f"size{size}"
        values[name] = size
        return Size.named(name)

    def settled(self, found, values):
        """Shapes with the named sizes replaced again; the first unknown there is, if any."""
        if isinstance(found, (int, Size)):
            return substitute(found, values)
        parts = [self.settled(part, values) if not isinstance(part, Unknown) else part for part in found]
        return next((part for part in parts if isinstance(part, Unknown)), type(found)(parts))


MACHINE = Machine()


def judged(calls):
    """Calls whose answers differ from torch's, and how many are known, computed by torch, refused and seen as refused."""
    wrong, counts = [], [0, 0, 0, 0]
    for call in calls:
        expected = measured(call)
        found = MACHINE.answer(call)
        if expected is None:
            counts[2] += 1
            counts[3] += isinstance(found, str)
        else:
            counts[1] += 1
            counts[0] += found == expected
            if not isinstance(found, Unknown) and found != expected:
                wrong.append((call, expected, found))
            symbolic = MACHINE.answer(call, named=True)
            if not isinstance(symbolic, Unknown) and symbolic != expected:
                wrong.append((call, expected, f"with named sizes {symbolic}"))
    return wrong, counts


TOTALS = {}


@pytest.mark.parametrize("form", list(GROUPS))
def test_functions_give_torchs_shapes_or_nothing(form):
    wrong, TOTALS[form] = judged(GROUPS[form])
    assert wrong == []


def test_most_of_the_grid_is_known():
    for form in GROUPS:
        if form not in TOTALS:
            TOTALS[form] = judged(GROUPS[form])[1]
    known, computed, refused, seen = map(sum, zip(*TOTALS.values(), strict=True))
    print(f"{computed} calls, {known} known; {refused} refused, {seen} of these seen")
    assert known > KNOWN * computed
    assert seen > SEEN_REFUSALS * refused
