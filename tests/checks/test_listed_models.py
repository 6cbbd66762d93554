"""Tables of models in a README, held against the functions and classes of these names beside it."""

import pytest

from cnnlint.lint import Linter
from cnnlint.settings import Settings

WIDTHS = {"tiny": 128, "small": 256, "medium": 512, "large": 1024}
COUNTS = {name: width * 10 + 10 for name, width in WIDTHS.items()}
ZOO = "import torch.nn as nn\n" + "".join(
    f"def {name}(classes=10): return nn.Sequential(nn.Flatten(), nn.Linear({width}, classes))\n"
    for name, width in WIDTHS.items()
)


def table(counts, head="Params"):
    rows = "".join(f"| {name} | {count} |\n" for name, count in counts.items())
    return f"# Zoo\n\n| Model | {head} |\n| --- | --- |\n{rows}"


def spelled(counts):
    return {name: f"{count:,}" for name, count in counts.items()}


def found(folder, readme, files=None, at="README.md"):
    for name, text in {"zoo.py": ZOO, **(files or {}), at: readme}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    lint = Linter(Settings(cache=False)).file(str(folder / at))
    assert lint.problem is None
    return [(each.code, each.location.row, each.computed) for each in lint.findings]


def test_a_right_table_is_silent(tmp_path):
    assert found(tmp_path, table(spelled(COUNTS))) == []


def test_rounded_counts_are_held_to_their_digits(tmp_path):
    rounded = {"tiny": "1.3K", "small": "2.5K", "medium": "5.13k", "large": "10K"}
    assert found(tmp_path, table(rounded)) == []


def test_a_zero_may_fill_up_a_number(tmp_path):
    files = {"zoo.py": ZOO.replace("classes=10", "classes=99999")}
    right = {"tiny": "12.900", "small": "25.700", "medium": "51.300", "large": "102.500"}
    assert found(tmp_path, table(right, "Params (M)"), files) == []


def test_models_are_named_in_the_column_whose_head_says_so(tmp_path):
    rows = "".join(f"| digits | {name} | {count:,} |\n" for name, count in COUNTS.items())
    readme = f"| Data | Network | Params |\n| --- | --- | --- |\n{rows}"
    assert found(tmp_path, readme) == []
    assert found(tmp_path, readme.replace("10,250", "10,350")) == [("CNN108", 6, 10_250)]


def test_a_table_of_other_settings_is_silent(tmp_path):
    assert found(tmp_path, table(spelled({name: 10 * count for name, count in COUNTS.items()}))) == []


def test_a_row_for_other_classes_is_silent(tmp_path):
    assert found(tmp_path, table(spelled({**COUNTS, "large": 1024 * 100 + 100}))) == []


def test_a_name_that_is_defined_twice_means_neither(tmp_path):
    counts = {**COUNTS, "large": 5_130}
    assert found(tmp_path, table(spelled(counts)), {"other.py": "def large(): pass\n"}) == []


def test_half_a_table_wrong_is_another_table(tmp_path):
    counts = {**COUNTS, "large": 5_130, "medium": 2_570}
    assert found(tmp_path, table(spelled(counts))) == []


def test_too_few_rows_vouch_for_nothing(tmp_path):
    counts = {"tiny": COUNTS["tiny"], "small": COUNTS["small"], "large": 5_130}
    assert found(tmp_path, table(spelled(counts))) == []


@pytest.mark.parametrize("name", COUNTS)
def test_one_wrong_row_is_one_finding(tmp_path, name):
    counts = {**COUNTS, name: COUNTS[name] + 100}
    row = 5 + list(COUNTS).index(name)
    assert found(tmp_path, table(spelled(counts))) == [("CNN108", row, COUNTS[name])]


@pytest.mark.parametrize(
    "head", ["#Params", "# params", "Parameters", "Param.", "Param #", "Number of parameters"]
)
def test_heads_of_the_column(tmp_path, head):
    counts = {**COUNTS, "large": 5_130}
    assert found(tmp_path, table(spelled(counts), head)) == [("CNN108", 8, COUNTS["large"])]


@pytest.mark.parametrize(
    "head", ["Params (M)", "#Params(M)", "Parameters (M)", "Param. (M)", "params/M", "Params [M]"]
)
def test_units_in_the_head(tmp_path, head):
    files = {"zoo.py": ZOO.replace("classes=10", "classes=10000")}
    counts = {"tiny": "1.29", "small": "2.57", "medium": "5.13", "large": "12.5"}
    assert found(tmp_path, table(counts, head), files) == [("CNN108", 8, 10_250_000)]


def test_models_of_another_backend_are_silent(tmp_path):
    counts = {**COUNTS, "large": 5_130}
    files = {"zoo.py": f"{ZOO}\ndef pad(x, K): return x if K.backend() == 'theano' else 2 * x\n"}
    assert found(tmp_path, table(spelled(counts)), files) == []


def test_trials_are_no_definitions(tmp_path):
    counts = {**COUNTS, "large": 5_130}
    others = {"tests/test_zoo.py": "def large(): pass\n"}
    assert found(tmp_path, table(spelled(counts)), others) == [("CNN108", 8, COUNTS["large"])]


def test_a_folder_of_documents_speaks_of_what_lies_beside_it(tmp_path):
    counts = {**COUNTS, "large": 5_130}
    assert len(found(tmp_path, table(spelled(counts)), at="docs/models.md")) == 1


def test_names_may_be_spelled_for_readers(tmp_path):
    names = {"Tiny": "tiny", "`small`": "small", "[Medium](zoo.py)": "medium", "**LARGE**": "large"}
    counts = {shown: f"{COUNTS[name]:,}" for shown, name in names.items()}
    counts["**LARGE**"] = "5,130"
    assert found(tmp_path, table(counts)) == [("CNN108", 8, COUNTS["large"])]
