"""Laws of the whole linter on random models: right is silent, one digit off is one finding, form is no matter."""

import random
import re
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from linting import findings, lint

from cnnlint import run
from cnnlint.settings import Settings

few = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck), derandomize=True)


class Layer(NamedTuple):
    """A constructor call, and its count worked out beside it."""

    call: str
    count: int


@st.composite
def linear(draw):
    a, b, bias = draw(st.integers(1, 600)), draw(st.integers(1, 600)), draw(st.booleans())
    return Layer(f"nn.Linear({a}, {b}{'' if bias else ', bias=False'})", a * b + b * bias)


@st.composite
def convolution(draw):
    groups = draw(st.sampled_from([1, 1, 1, 2, 4]))
    a, b = groups * draw(st.integers(1, 64)), groups * draw(st.integers(1, 64))
    k, bias = draw(st.sampled_from([1, 3, 5, 7])), draw(st.booleans())
    size = draw(st.sampled_from([f"{k}", f"({k}, {k})", f"kernel_size={k}"]))
    options = ("" if groups == 1 else f", groups={groups}") + ("" if bias else ", bias=False")
    return Layer(f"nn.Conv2d({a}, {b}, {size}{options})", a // groups * b * k * k + b * bias)


@st.composite
def normalization(draw):
    n, affine = draw(st.integers(5, 900)), draw(st.booleans())
    return Layer(
        f"nn.BatchNorm2d({n}, affine={affine})" if not affine else f"nn.BatchNorm2d({n})", 2 * n * affine
    )


@st.composite
def embedding(draw):
    a, b = draw(st.integers(2, 900)), draw(st.integers(2, 300))
    return Layer(f"nn.Embedding({a}, {b})", a * b)


idle = st.sampled_from(
    [Layer(f"nn.{name}", 0) for name in ("ReLU()", "MaxPool2d(2)", "Dropout(0.5)", "Flatten()")]
)
layer = st.one_of(linear(), convolution(), normalization(), embedding(), idle)
models = st.lists(layer, min_size=1, max_size=6)

LAYER_FORMS = (
    "# {:,} params", "# {} parameters", "# params: {}", "# {:_} params", "# parameters: {:,}", "# {:,} trainable params",
    "# = {:,} parameters", "# (no. of parameters: {})", "# param count: {:,}",
)  # fmt: skip
TOTAL_FORMS = (
    "Has {:,} parameters.", "A model with {} parameters.", "Total params: {:,}", "Number of parameters: {:,}.",
    "{:,} trainable parameters in all.",
)  # fmt: skip
ASSERTS = (
    "assert sum(p.numel() for p in {m}.parameters()) == {n}",
    "assert {n} == sum([p.nelement() for p in {m}.parameters()])",
    "num_params = sum(p.numel() for p in {m}.parameters() if p.requires_grad)\n    assert num_params == {n}",
)


class Written(NamedTuple):
    """A file, and where in it a right number stands."""

    text: str
    start: int
    end: int
    count: int


def marked(text, count):
    """The text without its marks `«number»`, and where the number stood."""
    start, end = text.index("«"), text.index("»")
    return Written(text[:start] + text[start + 1 : end] + text[end + 1 :], start, end - 1, count)


def number(form, count):
    return re.sub(r"\{(.*?)\}", lambda spec: "«" + format(count, spec[1].removeprefix(":")) + "»", form)


def sequential(calls, name="model"):
    return f"{name} = nn.Sequential(\n" + "".join(f"    {call},\n" for call in calls) + ")\n"


def module(calls, docstring="", name="Net"):
    body = "".join(f"        self.layer{index} = {call}\n" for index, call in enumerate(calls))
    text = f'    """{docstring}"""\n\n' if docstring else ""
    return f"class {name}(nn.Module):\n{text}    def __init__(self):\n        super().__init__()\n{body}"


@st.composite
def stated(draw):
    """A small file that states one right count of ten or more, at a layer, in a docstring or in an assert."""
    layers = draw(models.filter(lambda found: any(each.count > 9 for each in found)))
    total = sum(each.count for each in layers)
    calls = [each.call for each in layers]
    kind = draw(st.sampled_from(["layer", "member", "docstring", "function", "assert"]))
    head = "import torch.nn as nn\n\n"
    if kind in ("layer", "member"):
        index = draw(st.sampled_from([place for place, each in enumerate(layers) if each.count > 9]))
        remark = number(draw(st.sampled_from(LAYER_FORMS)), layers[index].count)
        text = (sequential if kind == "layer" else module)(calls)
        comma = "," if kind == "layer" else ""
        rows = text.splitlines()
        row = index + (1 if kind == "layer" else 3)
        assert rows[row].endswith(calls[index] + comma)
        rows[row] += "  " + remark
        return marked(head + "\n".join(rows) + "\n", layers[index].count)
    if kind in ("docstring", "function"):
        assume(total >= 100)  # smaller numbers in prose may count something else
    if kind == "docstring":
        return marked(head + module(calls, number(draw(st.sampled_from(TOTAL_FORMS)), total)), total)
    if kind == "function":
        told = number(draw(st.sampled_from(TOTAL_FORMS)), total)
        body = sequential(calls).replace("model =", "return").replace("\n", "\n    ").rstrip()
        return marked(f'{head}def build():\n    """{told}"""\n    {body}\n', total)
    check = draw(st.sampled_from(ASSERTS)).format(m="model", n=f"«{total}»")
    return marked(f"{head}{sequential(calls)}\ndef test_size():\n    {check}\n", total)


def other_digit(written, seed):
    """The same file with one digit of its number changed; never to a last nought, which may be rounding."""
    text, last = written.text, written.end - 1
    changed = [
        text[:place] + digit + text[place + 1 :]
        for place in range(written.start, written.end)
        for digit in "123456789"
        if text[place].isdigit() and digit != text[place] and (place == last or text[last] != "0")
    ]
    return random.Random(seed).choice(changed)


def about_counts(found):
    """Findings of wrong counts: the layers are drawn apart from one another and seldom fit together."""
    return [each for each in found if not each.code.startswith("CNN3")]


@few
@given(stated())
def test_a_right_claim_is_silent_and_agrees(written):
    result = lint(written.text)
    assert result.problem is None
    assert about_counts(result.findings) == []
    assert [verdict.verdict for verdict in result.verdicts] == ["agrees"]


@few
@given(stated(), st.integers(0, 2**32))
def test_one_digit_off_is_one_finding(written, seed):
    text = other_digit(written, seed)
    (found,) = about_counts(findings(text))
    assert found.computed == written.count
    row = text.count("\n", 0, written.start) + 1
    column = written.start - text.rfind("\n", 0, written.start)
    assert (found.location.row, found.location.column) == (row, column)
    assert found.end_location.column - found.location.column == written.end - written.start


# --- the same network in another form ------------------------------------------------------------------


def counts(tmp_path, texts, *targets):
    """Totals of targets in files of these texts."""
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("import torch.nn as nn\n" + text)
    rows = run.count([f"{tmp_path}/{target}" for target in targets], Settings(cache=False))
    assert [row.unknown for row in rows] == [None] * len(rows)
    return [row.total for row in rows]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("forms")


@few
@given(found=models)
def test_the_form_of_a_model_does_not_change_its_count(folders, found):
    calls, total = [each.call for each in found], sum(each.count for each in found)
    listed = "[" + ", ".join(calls) + "]"
    text = "\n".join(
        [
            sequential(calls),
            module(calls),
            module(calls, name="Renamed").replace("layer", "stage").replace("self", "this"),
            f"def build():\n    layers = []\n    for each in {listed}:\n        layers.append(each)\n    return nn.Sequential(*layers)\n",
            f"def nested():\n    return nn.Sequential(nn.Sequential(*{listed[:-1]}]), nn.Identity())\n",
            "def wrapped():\n    def inner(make):\n        return make()\n    return inner(Net)\n",
            f"def called(x):\n    return x\n\nlisted = nn.ModuleList({listed})\n",
            f"class Dictionary(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            f"        self.all = nn.ModuleDict({{str(i): l for i, l in enumerate({listed})}})\n",
            "class Derived(Net):\n    pass\n",
            "class Holder(nn.Module):\n    def __init__(self, inner=None):\n        super().__init__()\n"
            "        self.first = inner or Net()\n        self.again = self.first\n",
        ]
    )
    names = "model Net Renamed build nested wrapped listed Dictionary Derived Holder".split()
    assert counts(folders(), {"a.py": text}, *(f"a.py::{name}" for name in names)) == [total] * len(names)


@few
@given(found=models, cut=st.integers(0, 6))
def test_splitting_over_files_does_not_change_a_count(folders, found, cut):
    calls, total = [each.call for each in found], sum(each.count for each in found)
    texts = {
        "pack/__init__.py": "from .whole import Whole as Model\n",
        "pack/one.py": module(calls[:cut] or ["nn.Identity()"], name="One"),
        "pack/parts/__init__.py": "from .two import *\n",
        "pack/parts/two.py": "__all__ = ['Two']\n" + module(calls[cut:] or ["nn.Identity()"], name="Two"),
        "pack/whole.py": "from . import one\nfrom .parts import Two as Second\n"
        + module(["one.One()", "Second()"], name="Whole"),
        "use.py": "import pack\nfrom pack import Model\n\ndef build():\n    return pack.Model()\n",
    }
    assert counts(folders(), texts, "use.py::build", "use.py::Model", "pack/whole.py::Whole") == [total] * 3


@few
@given(written=stated(), pad=st.integers(0, 3))
def test_layout_does_not_change_what_is_found(written, pad):
    text = other_digit(written, pad)
    moved = "\n" * pad + "# a note\n" + text.replace("\n", "\r\n" if pad % 2 else "\n") + "\n\nother = 1\n"
    assert [(each.code, each.stated, each.computed, each.message) for each in findings(moved)] == [
        (each.code, each.stated, each.computed, each.message) for each in findings(text)
    ]
