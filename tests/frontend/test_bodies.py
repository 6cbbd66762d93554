"""Bodies of functions that are left out of a parse: the same statements, and only where they are looked at."""

from functools import partial
from pathlib import Path

import pytest

import cnnlint
from cnnlint.evaluate.project import Files
from cnnlint.frontend.lower import lower, lower_body
from cnnlint.frontend.scan import scan
from cnnlint.lint import Linter
from cnnlint.program import nodes as ir
from cnnlint.settings import Settings
from cnnlint.source import Source

ROOT = Path(cnnlint.__file__).parent
FILES = sorted([*ROOT.glob("frontend/*.py"), *ROOT.glob("checks/[a-c]*.py")])
LONG = "        # " + "-" * 120 + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_left_out_bodies_are_what_they_are(path):
    source = Source(str(path), path.read_text(encoding="utf-8"))
    for chunk in scan(source).chunks:
        assert lower(source, chunk, partial(lower_body, source)) == lower(source, chunk)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_behind_a_body_that_was_left_out(end):
    text = f"class A:\n    @b\n    def f(self, x=1):  # c\n{LONG}        return x ; \n\n    y = 2\n"
    text = text.replace("\n", end)
    source = Source("x.py", text)
    (chunk,) = scan(source).chunks
    looked_at = []

    def later(start, end):
        looked_at.append(text[start:end])
        return lower_body(source, start, end)

    (cls,) = lower(source, chunk, later)
    assert isinstance(cls, ir.ClassDef)
    function, assigned = cls.body
    assert text[assigned.start : assigned.end] == "y = 2"
    assert text[function.start : function.end].endswith("return x")
    assert not looked_at
    (statement,) = function.body
    assert text[statement.start : statement.end] == "return x"
    assert len(looked_at) == 1


def test_what_yields_or_is_short_is_not_left_out():
    text = f"def f():\n    return 1\ndef g():\n{LONG}        yield 1\n"
    source = Source("x.py", text)

    def refuse(start, end):
        raise AssertionError(text[start:end])

    one, two = (lower(source, chunk, refuse)[0] for chunk in scan(source).chunks)
    assert isinstance(one, ir.FunctionDef)
    assert isinstance(two, ir.FunctionDef)
    assert len(one.body) == len(two.body) == 1
    assert two.is_generator


NET = f"""
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
{LONG}        self.fc = nn.Linear(128, 10)  # 1,290 params

    def forward(self, x):
{LONG}        return self.fc(x)
"""


def test_a_function_that_nothing_looks_at_may_be_wrong():
    lint = Linter(Settings(cache=False)).text(
        Source("x.py", NET.replace("return self.fc(x)", "return self fc"))
    )
    assert lint.problem is None
    assert [each.verdict for each in lint.verdicts] == ["agrees"]


def test_a_function_that_is_looked_at_may_not():
    linter = Linter(Settings(cache=False))
    broken = NET.replace("super().__init__()", "super().__init__() 1")
    lint = linter.text(Source("x.py", broken))
    assert lint.problem is not None
    assert lint.problem.location is not None
    assert lint.problem.location.row == 6
    assert linter.text(Source("y.py", NET)).problem is None


def test_a_failure_is_told_of_the_source_on_the_bench_alone():
    broken = Source("x.py", NET.replace("super().__init__()", "super().__init__() 1"))
    other = Source("y.py", "a = 1\n")
    files = Files(lambda path: broken)
    file = files.add(broken)
    list(file.statements(1)[0].body[0].body)
    files.add(other)
    files.check(other)
    files.check(broken)
