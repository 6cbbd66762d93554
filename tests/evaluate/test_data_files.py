"""Files that programs read: those of their own project, and nothing else."""

import json
import os

import pytest
from evaluating import BOOK, TextFiles, written

from cnnlint.deep import deeply
from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Project
from cnnlint.evaluate.target import all_ways
from cnnlint.frontend.lower import parse_expression
from cnnlint.run import check
from cnnlint.settings import Settings
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Scope

HEAD = "import csv, glob, json, os, pkgutil, yaml\nfrom importlib import resources\nfrom pathlib import Path\nHERE = os.path.dirname(__file__)\n"
FILES = {
    "net/__init__.py": "",
    "net/sizes.json": '{"widths": [3, 4]}',
    "net/data/sizes.yaml": "widths: [3, 4]  # two\nname: net\n",
    "net/data/names.txt": "one\r\ntwo\n",
    "net/data/table.csv": 'name,width\n"a,b",3\nc,4\n',
    "net/.secret": "1",
    "aside.txt": "7",
}


def valued(folder, expression, here=None):
    """The value of an expression in a module of a project: a text where that says why it is unknown."""
    path = written(folder, {"net/model.py": HEAD + f"result = {expression}\n", **FILES})
    machine = Interpreter(Project(TextFiles({}), folder=here and str(here)), BOOK)
    module = machine.project.module(path)
    node = parse_expression("result")
    ways = deeply(lambda: all_ways(machine, lambda: (machine.evaluate(node, Scope(module, module.attrs)),)))
    assert not isinstance(ways, Unknown), ways.reason
    return [way[0].reason if isinstance(way[0], Unknown) else way[0] for way in ways]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("open(HERE + '/../aside.txt').read()", "outside of the project"),
        ("open('/etc/hostname').read()", "outside of the project"),
        ("open(HERE + '/.secret').read()", "outside of the project"),
        ("open(HERE + '/data').read()", "no regular file"),
        ("open(HERE + '/absent').read()", "not there"),
        ("open('net/sizes.json').read()", "the folder that the program runs in"),
        ("open(HERE + '/link.txt').read()", "outside of the project"),
        ("open(HERE + '/pipe').read()", "no regular file"),
        ("open(HERE + '/large').read()", "larger than 1 MB"),
        ("open(HERE + '/bytes').read()", "no UTF-8"),
        (
            "(open(HERE + '/sizes.json', 'w'), open(HERE + '/sizes.json').read())[1]",
            "which the program writes",
        ),
        ("os.path.exists(HERE + '/absent')", "whether"),
        ("glob.glob(HERE + '/**/names.txt', recursive=True)", "which files fit"),
    ],
)
def test_what_is_not_told(tmp_path, expression, said):
    folder = tmp_path / "net"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("7")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    os.mkfifo(folder / "pipe")
    (folder / "large").write_bytes(b"x" * 1_000_001)
    (folder / "bytes").write_bytes(b"\xff\xfe")
    (told,) = valued(tmp_path, expression)
    assert said in told


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("json.load(open(HERE + '/sizes.json'))['widths']", [3, 4]),
        ("json.loads(Path(__file__).with_name('sizes.json').read_text())['widths']", [3, 4]),
        ("yaml.safe_load(open(os.path.join(HERE, 'data', 'sizes.yaml')))", {"widths": [3, 4], "name": "net"}),
        ("yaml.load((Path(HERE) / 'data/sizes.yaml').open(), Loader=yaml.FullLoader)['name']", "net"),
        ("pkgutil.get_data(__name__, 'data/names.txt').decode('utf-8').split()", ["one", "two"]),
        ("resources.files('net').joinpath('data', 'names.txt').read_text()", "one\ntwo\n"),
        ("resources.read_text('net', 'sizes.json')", FILES["net/sizes.json"]),
        ("[row.strip() for row in open(HERE + '/data/names.txt')]", ["one", "two"]),
        ("open(HERE + '/data/names.txt').readlines()", ["one\n", "two\n"]),
        ("[row['width'] for row in csv.DictReader(open(HERE + '/data/table.csv'))]", ["3", "4"]),
        ("list(csv.reader(open(HERE + '/data/table.csv')))[1]", ["a,b", "3"]),
        ("os.path.exists(os.path.abspath(HERE + '/sizes.json'))", True),
        ("(Path(__file__).parent / 'data').is_dir()", True),
        ("Path(__file__).resolve().parents[0].name", "net"),
        ("(Path('a/b') / 'c.tar.gz').stem", "c.tar"),
        ("str(Path('a/./b/../c').with_suffix('.txt'))", "a/b/../c.txt"),
        ("Path('a/b.c').suffix + Path('.rc').suffix + Path('x').name", ".cx"),
    ],
)
def test_what_lies_beside_the_code_is_read(tmp_path, expression, value):
    assert valued(tmp_path, expression) == [value]


def test_where_the_program_runs_now_absence_is_certain(tmp_path):
    assert valued(tmp_path, "os.path.exists('absent') or os.path.isfile(HERE + '/absent')", tmp_path) == [
        False
    ]
    assert valued(tmp_path, "Path('net/sizes.json').exists()", tmp_path) == [True]
    (found,) = valued(tmp_path, "glob.glob(HERE + '/**/names.txt', recursive=True)", tmp_path)
    assert [os.path.relpath(each, tmp_path) for each in found] == ["net/data/names.txt"]
    assert "order" in valued(tmp_path, "glob.glob(HERE + '/**/*', recursive=True)", tmp_path)[0]


def test_a_kept_result_ends_with_the_data_it_came_from(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "cache"))
    code = (
        "import json, os\nfrom torch import nn\n"
        "with open(os.path.join(os.path.dirname(__file__), 'sizes.json')) as file:\n    SIZES = json.load(file)\n\n\n"
        "def make():\n    return nn.Linear(*SIZES)  # 20 parameters\n"
    )

    def found():
        return [finding.computed for finding in check([path], Settings(root=str(tmp_path))).findings]

    path = written(tmp_path, {"model.py": code, "sizes.json": json.dumps([4, 4])})
    assert found() == []
    assert found() == []
    (tmp_path / "sizes.json").write_text(json.dumps([5, 4]))
    assert found() == [24]
    (tmp_path / "sizes.json").unlink()
    assert found() == []
