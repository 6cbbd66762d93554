"""Laws of claims on random models: every place, wording and spelling of a right count is silent, another digit is one finding."""

import random
import re
import shutil
import subprocess
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from linting import findings as all_findings
from linting import lint
from test_metamorphic import models, module


def findings(text):
    """What is found of counts; random layers rarely fit each other."""
    return tuple(each for each in all_findings(text) if each.code[3] in "14")


few = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck), derandomize=True)

SPELLINGS = (
    "{}",
    "{:,}",
    "{:_}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "\u202f"),
    lambda n: f"{n:,}".replace(",", "{,}"),
)
WORDINGS = (
    "{} params", "params: {}", "{} parameters", "Total params: {}", "Number of parameters: {}", "#params = {}",
    "{} trainable parameters", "参数量: {}", "パラメータ数: {}", "파라미터 수: {}", "{} paramètres", "{} параметров",
)  # fmt: skip
HEAD = "import torch.nn as nn\n\n"


def class_docstring(calls, said):
    return HEAD + module(calls, said)


def class_docstring_rows(calls, said):
    return HEAD + module(calls, f"A network.\n\n    Some words on it.\n\n    {said}\n    ")


def above_class(calls, said):
    return f"{HEAD}# {said}\n{module(calls)}"


def behind_class(calls, said):
    return f"{HEAD}{module(calls)}\n    # {said}\n"


def class_row(calls, said):
    return HEAD + module(calls).replace("(nn.Module):", f"(nn.Module):  # {said}")


def module_docstring(calls, said):
    return f'"""{said}"""\n\n{HEAD}{module(calls)}'


def string_above(calls, said):
    return f'{HEAD}"""{said}"""\n{module(calls)}'


def closing_bracket(calls, said):
    return HEAD + "model = nn.Sequential(\n" + "".join(f"    {call},\n" for call in calls) + f")  # {said}\n"


def opening_bracket(calls, said):
    return HEAD + f"model = nn.Sequential(  # {said}\n" + "".join(f"    {call},\n" for call in calls) + ")\n"


def below_block(calls, said):
    rows = "".join(f"            {call},\n" for call in calls)
    return (
        f"{HEAD}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.block = nn.Sequential(\n{rows}        )\n        # {said}\n\n        self.act = nn.ReLU()\n"
    )


def factory(calls, said):
    return f'{HEAD}def build():\n    """Builds it.\n\n    {said}\n    """\n    return nn.Sequential({", ".join(calls)})\n'


def handed(calls, said):
    return f"{HEAD}model = nn.Sequential({', '.join(calls)})\nprint(model)  # {said}\n"


PLACES = (
    class_docstring, class_docstring_rows, above_class, behind_class, class_row, module_docstring, string_above,
    closing_bracket, opening_bracket, below_block, factory, handed,
)  # fmt: skip


def spelled(spelling, count):
    return spelling(count) if callable(spelling) else spelling.format(count)


def other_digit(text, seed):
    """One digit changed, so that the number may not be taken for a rounded one."""
    places = [at for at, each in enumerate(text) if each.isdigit()]
    changed = [
        text[:at] + digit + text[at + 1 :] for at in places for digit in "123456789" if digit != text[at]
    ]
    return random.Random(seed).choice(
        [each for each in changed if not re.sub(r"\D", "", each).endswith("00")]
    )


@st.composite
def claims(draw):
    layers = draw(models.filter(lambda found: sum(each.count for each in found) > 999))
    total = sum(each.count for each in layers)
    place = draw(st.sampled_from(PLACES))
    wording, spelling = draw(st.sampled_from(WORDINGS)), draw(st.sampled_from(SPELLINGS))
    return place, [each.call for each in layers], wording, spelled(spelling, total), total


def is_sure(claim):
    """Whether the form leaves no doubt of what is counted: a total below a block may be that of the class."""
    place, _, wording, _, _ = claim
    return not (place is below_block and "Total" in wording)


@few
@given(claims())
def test_a_right_count_agrees_in_every_form(claim):
    place, calls, wording, number, _ = claim
    result = lint(place(calls, wording.format(number)))
    assert result.problem is None
    assert findings(place(calls, wording.format(number))) == ()
    assert [each.verdict for each in result.verdicts if each.code[3] in "14"] == ["agrees"]


@few
@given(claims().filter(is_sure), st.integers(0, 2**32))
def test_another_digit_is_one_finding_in_every_form(claim, seed):
    place, calls, wording, number, total = claim
    wrong = other_digit(number, seed)
    text = place(calls, wording.format(wrong))
    (found,) = findings(text)
    line = text.splitlines()[found.location.row - 1]
    assert line[found.location.column - 1 : found.end_location.column - 1] == wrong
    assert (found.stated, found.computed) == (int(re.sub(r"\D", "", wrong)), total)


@few
@given(claims(), st.integers(0, 2**32))
@pytest.mark.skipif(shutil.which("ruff") is None, reason="needs the formatter")
def test_the_formatter_changes_no_finding(claim, seed):
    place, calls, wording, number, _ = claim
    text = place(calls, wording.format(other_digit(number, seed)))
    command = ["ruff", "format", "--isolated", "--line-length", "70", "-"]
    formatted = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()
    told = [(each.code, each.stated, each.computed) for each in findings(text)]
    assert [(each.code, each.stated, each.computed) for each in findings(formatted)] == told


# --- tables -------------------------------------------------------------------------------------------


def summary(layers):
    """What torchinfo prints of the class that `module` writes."""
    rows = [
        f"├─{each.call.removeprefix('nn.').partition('(')[0]}: 1-{place}"
        for place, each in enumerate(layers, 1)
    ]
    told = [f"{each.count:,}" if each.count else "--" for each in layers]
    total = sum(each.count for each in layers)
    rule = "=" * 60
    lines = [rule, f"{'Layer (type:depth-idx)':<40} Param #", rule, f"{'Net':<40} --"]
    lines += [f"{row:<40} {count}" for row, count in zip(rows, told, strict=True)]
    lines += [
        rule,
        f"Total params: {total:,}",
        f"Trainable params: {total:,}",
        "Non-trainable params: 0",
        rule,
    ]
    return "".join(f"    {line}\n" for line in lines)


def table(layers):
    """A table of layers with a total."""
    lines = ["| layer | params |", "|-------|--------|"]
    lines += [f"| layer{place} | {each.count:,} |" for place, each in enumerate(layers)]
    lines.append(f"| total | {sum(each.count for each in layers):,} |")
    return "".join(f"    {line}\n" for line in lines)


def listing(layers):
    """A list of layers with a total."""
    lines = [f"layer{place}: {each.count:,} params" for place, each in enumerate(layers)]
    lines.append(f"total: {sum(each.count for each in layers):,} params")
    return "".join(f"    {line}\n" for line in lines)


tabled = st.tuples(
    st.sampled_from([summary, table, listing]),
    models.filter(lambda found: len(found) > 1 and sum(each.count for each in found) > 999),
)


def documented(printed, layers):
    return HEAD + module([each.call for each in layers], f"A network.\n\n{printed}    ")


@few
@given(tabled)
def test_a_right_table_is_silent(given_table):
    form, layers = given_table
    result = lint(documented(form(layers), layers))
    assert findings(documented(form(layers), layers)) == ()
    assert "agrees" in {each.verdict for each in result.verdicts}


def sums(counts):
    """What two or more of these may come to."""
    several = (some for size in range(2, len(counts) + 1) for some in combinations(counts, size))
    return {sum(some) for some in several}


def is_total_of_some(number, layers):
    """Whether a number may be the total of other rows than all, or a row be a block above some of the others."""
    counts = [each.count for each in layers if each.count]
    return number in {*counts, *sums(counts)} or bool(sums(counts) & set(counts))


@few
@given(tabled, st.integers(0, 2**32))
def test_another_digit_in_a_table_is_one_finding(given_table, seed):
    form, layers = given_table
    printed = form(layers)
    numbers = [
        each.span()
        for each in re.finditer(r"[\d,]+(?=( \|| params)?$)", printed, re.MULTILINE)
        if len(each.group()) > 2
    ]
    start, end = random.Random(seed).choice(numbers)
    wrong = other_digit(printed[start:end], seed)
    assume(not is_total_of_some(int(wrong.replace(",", "")), layers))
    text = documented(printed[:start] + wrong + printed[end:], layers)
    (found,) = findings(text)
    assert (found.stated, f"{found.computed:,}") == (int(wrong.replace(",", "")), printed[start:end])
