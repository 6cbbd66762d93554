"""Notebooks say in each cell what is to be found there; findings stand in cells."""

import json

import pytest
from documents import FOLDER, MARK, lint

from cnnlint.cli import main

PATHS = sorted(FOLDER.glob("*.ipynb"))


def marked(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return sorted(
        (number, row, code)
        for number, cell in enumerate(cells, 1)
        for row, line in enumerate("".join(cell["source"]).splitlines(), 1)
        if (mark := MARK.search(line))
        for code in mark[1].split(", ")
    )


def notebook(*cells, **more):
    return json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in cells], **more})


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_found_is_what_is_expected(path):
    result = lint(path.read_text("utf-8"), ".ipynb")
    assert sorted((each.cell, each.location.row, each.code) for each in result.findings) == marked(path)


def test_a_finding_stands_at_its_number():
    path = FOLDER / "lesson.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    for each in lint(path.read_text("utf-8"), ".ipynb").findings:
        line = "".join(cells[each.cell - 1]["source"]).splitlines()[each.location.row - 1]
        shown = line[each.location.column - 1 : each.end_location.column - 1]
        assert shown[:1].isdigit()
        assert shown in each.message


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


WRONG = notebook(
    ("markdown", "# One\n\n- (3*3*3 + 1) * 8 = 242 parameters\n"),
    ("code", ["import torch.nn as nn\n", "\n", "a = nn.Linear(3, 3)  # 13 params"]),
)


def test_places_in_text_and_json(folder, capsys):
    (folder / "a.ipynb").write_text(WRONG)
    assert main(["check", "--output-format", "concise", "-q", "."]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("a.ipynb:cell 1:3:21: CNN401 wrong-arithmetic: (3*3*3 + 1) * 8 is 224, not 242")
    assert second.startswith("a.ipynb:cell 2:3:24: CNN101 wrong-layer-count: Linear(3, 3) has 12 parameters")
    assert main(["check", "-q", "."]) == 1
    assert "3 | a = nn.Linear(3, 3)  # 13 params" in capsys.readouterr().out
    assert main(["check", "--output-format", "json", "a.ipynb"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["cell"], each["location"]["row"], each["location"]["column"]) for each in found] == [
        (1, 3, 21),
        (2, 3, 24),
    ]
    assert main(["claims", "."]) == 0
    assert "a.ipynb:cell 2:3:24" in capsys.readouterr().out


def test_only_notebooks_have_cells(folder, capsys):
    (folder / "a.md").write_text("- (3*3*3 + 1) * 8 = 242 parameters\n")
    assert main(["check", "--output-format", "json", "."]) == 1
    assert "cell" not in json.loads(capsys.readouterr().out)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"cells": [\n,]}', "a.ipynb:2:1: error: is no notebook: expecting value"),
        ("[]", "a.ipynb: error: is no notebook: it has no list of cells"),
        ('{"cells": 3}', "a.ipynb: error: is no notebook: it has no list of cells"),
        ("[" * 100_000, "a.ipynb"),
    ],
)
def test_what_is_no_notebook(folder, capsys, text, message):
    (folder / "a.ipynb").write_text(text)
    assert main(["check", "."]) == 2
    assert capsys.readouterr().err.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"cells": []}',
        '{"cells": [3, null, {"cell_type": "code"}, {"cell_type": "code", "source": 3, "outputs": [1, {}]}]}',
        notebook(("code", "x = (  # 3 params")),
    ],
)
def test_nothing_to_find(folder, capsys, text):
    (folder / "a.ipynb").write_text(text)
    assert main(["check", "-q", "."]) == 0


def test_the_older_format():
    cells = [{"cell_type": "code", "input": ["import torch.nn as nn\n", "nn.Linear(3, 3)  # 13 params"]}]
    (found,) = lint(json.dumps({"worksheets": [{"cells": cells}]}), ".ipynb").findings
    assert (found.cell, found.location) == (1, (2, 20))


def test_a_suppression_holds_in_its_row():
    text = WRONG.replace("13 params", "13 params  # cnnlint: ignore[CNN101]").replace(
        "242 parameters", "242 parameters <!-- cnnlint: ignore[wrong-arithmetic] -->"
    )
    assert lint(text, ".ipynb").findings == ()


def test_a_class_that_is_defined_anew_is_left_alone():
    source = (
        'import torch.nn as nn\nclass A(nn.Module):\n    """A net with {} parameters."""\n'
        "    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(3, {})\n"
    )
    cells = [("code", source.format(8, 2)), ("code", source.format(12, 3))]
    assert lint(notebook(*cells), ".ipynb").findings == ()


NET = ["import torch.nn as nn\n", "net = nn.Linear(128, 10)"]
SHOW = ["print('parameters:', sum(p.numel() for p in net.parameters()))"]


def ran(*cells):
    """A notebook of code cells: their source, what they printed, and when they were run."""
    made = [
        {
            "cell_type": "code",
            "source": source,
            "execution_count": turn,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": [printed]}] if printed else [],
        }
        for source, printed, turn in cells
    ]
    return json.dumps({"cells": made})


def stale(text):
    return [(each.cell, each.stated, each.computed) for each in lint(text, ".ipynb").findings]


def test_a_cell_shows_the_model_as_it_was_then():
    later = ["net = nn.Linear(128, 20)"]
    cells = (NET, "", 1), (SHOW, "parameters: 1290\n", 2), (later, "", 3), (SHOW, "parameters: 2580\n", 4)
    assert stale(ran(*cells)) == []
    wrong = (NET, "", 1), (SHOW, "parameters: 1291\n", 2), (later, "", 3), (SHOW, "parameters: 2580\n", 4)
    assert stale(ran(*wrong)) == [(2, 1291, 1290)]


@pytest.mark.parametrize("turns", [(3, 2), (5, 1)])
def test_cells_that_were_run_in_another_order_say_nothing(turns):
    first, second = turns
    assert stale(ran((NET, "", first), (SHOW, "parameters: 1291\n", second))) == []


def test_a_name_in_a_comment_is_not_what_was_printed():
    loaded = ["# Load the net from a file\n", "other = load('net')\n", "other.summary()"]
    assert stale(ran((NET, "", 1), (loaded, "Total params: 4,444\n", 2))) == []


def test_a_summary_kept_as_a_web_page_is_read():
    shown = "<pre>Total params: <span>4,444</span> (17 KB)</pre>"
    cell = {"cell_type": "code", "source": ["from torchinfo import summary\n", "summary(net)"]}
    output = {"output_type": "display_data", "data": {"text/html": [shown]}}
    cells = [{"cell_type": "code", "source": NET, "outputs": []}, {**cell, "outputs": [output]}]
    assert stale(json.dumps({"cells": cells})) == [(2, 4444, 1290)]
    right = {**cell, "outputs": [{**output, "data": {"text/html": [shown.replace("4,444", "1,290")]}}]}
    assert stale(json.dumps({"cells": [cells[0], right]})) == []


def test_magics_and_commands_are_no_code():
    magics = ["%%time\n", "!pip install torch\n", "%matplotlib inline\n", *SHOW]
    assert stale(ran((NET, "", 1), (magics, "parameters: 1291\n", 2))) == [(2, 1291, 1290)]


def test_the_older_format_keeps_its_outputs_too():
    cells = [
        {"cell_type": "code", "input": NET, "prompt_number": 1, "outputs": []},
        {
            "cell_type": "code",
            "input": SHOW,
            "prompt_number": 2,
            "outputs": [{"output_type": "stream", "text": ["parameters: 1291\n"]}],
        },
    ]
    assert stale(json.dumps({"worksheets": [{"cells": cells}]})) == [(2, 1291, 1290)]
