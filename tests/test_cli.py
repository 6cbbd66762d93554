"""The command line: what goes in, what comes out, and with which exit code."""

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

import cnnlint
from cnnlint.checks.finding import Finding, Verdict
from cnnlint.cli import COMMANDS, main
from cnnlint.report.model import CountRow, InternalError, Problem, Report, SummaryRow, TargetError
from cnnlint.settings import Settings
from cnnlint.source import Location

FINDING = Finding(
    code="CNN101",
    name="wrong-layer-count",
    message="Linear(3, 4) has 16 parameters, not 15",
    filename="a.py",
    location=Location(1, 18),
    end_location=Location(1, 20),
)
VERDICT = Verdict(
    filename="a.py",
    location=Location(1, 18),
    end_location=Location(1, 20),
    text="15",
    quantity="parameters",
    subject=None,
    stated=15,
    computed=16,
    verdict="contradicts",
    reason=None,
    code="CNN101",
)
CHECK = SimpleNamespace(
    code="CNN101",
    name="wrong-layer-count",
    summary="A layer's stated count is wrong.",
    explanation="Counts go stale.",
    default=True,
    silent=("quiet = 1\n",),
    loud=("loud = 1\n",),
)

STATISTICS = """\
count  code    name
-----  ------  -----------------
    1  CNN101  wrong-layer-count
"""


class FakeRun:
    """Stands in for `cnnlint.run` and notes how it was called."""

    def __init__(self) -> None:
        self.report = Report()
        self.calls: list[tuple] = []
        self.error: BaseException | None = None
        self.rows: list = []

    def _called(self, *arguments):
        self.calls.append(arguments)
        if self.error:
            raise self.error

    def check(self, paths, settings, stdin, on_progress):
        self._called(tuple(paths), settings, stdin)
        on_progress(1, 2)
        return self.report

    def count(self, targets, settings):
        self._called(list(targets), settings)
        return self.rows

    def summary(self, target, settings, input_shape):
        self._called(target, settings, input_shape)
        return self.rows


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    (tmp_path / "a.py").write_text("nn.Linear(3, 4)  15 params\n")
    fake = FakeRun()
    monkeypatch.setattr(cnnlint, "run", fake, raising=False)
    monkeypatch.setattr("cnnlint.checks.all_checks", lambda: (CHECK,), raising=False)
    return fake


@pytest.fixture
def give(monkeypatch):
    """Puts bytes on standard input."""
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_clean(run, capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("No mistakes found: no claims.\n", "")
    assert run.calls == [((".",), Settings(), None)]


def test_findings(run, capsys):
    run.report = Report((FINDING,))
    assert main(["check", "a.py"]) == 1
    out, err = capsys.readouterr()
    assert "1 | nn.Linear(3, 4)  15 params\n  |                  ^^\n" in out
    assert out.endswith("Found 1 mistake in 1 file.\n")
    assert err == ""


def test_a_problem_wins_over_findings(run, capsys):
    run.report = Report(
        (FINDING,), (), (Problem("b.py", Location(3, 1), "is not UTF-8"), Problem("c", None, "d"))
    )
    for options in ([], ["--exit-zero"], ["--output-format", "json"]):
        assert main(["check", *options]) == 2
        out, err = capsys.readouterr()
        assert "CNN101" in out
        assert err == "b.py:3:1: error: is not UTF-8\nc: error: d\n"


def test_a_problem_alone_is_not_called_a_success(run, capsys):
    run.report = Report(problems=(Problem("c", None, "d"),))
    assert main(["check"]) == 2
    assert capsys.readouterr().out == ""


def test_exit_zero(run):
    run.report = Report((FINDING,))
    assert main(["check", "--exit-zero"]) == 0


@pytest.mark.parametrize(
    ("options", "out"),
    [
        (["-q", "--output-format=concise"], "a.py:1:18: CNN101 wrong-layer-count: {}\n"),
        (
            ["--output-format=concise"],
            "a.py:1:18: CNN101 wrong-layer-count: {}\nFound 1 mistake in 1 file.\n",
        ),
        (["-q", "--statistics"], STATISTICS),
    ],
)
def test_formats(run, capsys, options, out):
    run.report = Report((FINDING,))
    assert main(["check", *options]) == 1
    assert capsys.readouterr().out == out.format(FINDING.message)


def test_json_holds_nothing_but_json(run, capsys):
    run.report = Report((FINDING,))
    main(["check", "--output-format", "json"])
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == ["CNN101"]


def test_options_become_settings(run):
    selectors = ["--select", "CNN1, wrong-layer-count", "--ignore=CNN101"]
    main(["check", *selectors, "--jobs=3", "--no-cache", "a.py"])
    assert run.calls[0] == (
        ("a.py",),
        Settings(select=("CNN1", "wrong-layer-count"), ignore=("CNN101",), jobs=3, cache=False),
        None,
    )


def test_settings_files(run, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.cnnlint]\nexclude = ['x']")
    (tmp_path / "own.toml").write_text("exclude = ['y']")
    main(["check"])
    main(["check", "--config", "own.toml"])
    main(["check", "--isolated"])
    assert [settings.exclude for _, settings, _ in run.calls] == [("x",), ("y",), ()]


def test_standard_input(run, give, capsys):
    give("\ufeffnn.Linear(3, 4)  15 parämeters\r\n".encode())
    run.report = Report((FINDING,))
    assert main(["check", "-", "--stdin-filename", "a.py"]) == 1
    assert run.calls[0][::2] == ((), ("a.py", "nn.Linear(3, 4)  15 parämeters\r\n"))
    assert "15 parämeters" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], 'there is no command "chekc"; did you mean "check"?'),
        (["a.py"], "to check it: cnnlint check a.py"),
        (["check", "--igmore", "x"], "--ignore"),
        (["check", "--select", "wrong-layer-cuont"], 'did you mean "wrong-layer-count"?'),
        (["check", "--output-format", "yaml"], "yaml"),
        (["check", "--jobs", "0"], "--jobs"),
        (["check", "--config", "gone.toml"], "cnnlint: gone.toml: cannot be read: no such file"),
        (["check", "--config", "a", "--isolated"], "exclude each other"),
        (["check", "--stdin-filename", "a.py"], "goes with `-`"),
        (["check", "-", "a.py"], "stands alone"),
        (["claims", "--verdict", "maybe"], "maybe"),
        (["count"], "TARGET"),
        (["summary", "a.py::Net", "--input-shape", "1x3"], '"1x3" is no shape'),
        (["rule", "CNN010"], 'no check is called "CNN010"; did you mean "CNN101"?'),
    ],
)
def test_usage_errors(run, capsys, arguments, words):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, run.calls) == ("", [])
    assert words in err


def test_standard_input_that_is_no_text(run, give, capsys):
    give(b"a\n\xff")
    assert main(["check", "-"]) == 2
    assert capsys.readouterr().err.startswith("cnnlint: <stdin>:2: is not UTF-8: byte 0xff")


def test_a_defect_is_one_row(run, capsys, monkeypatch):
    monkeypatch.delenv("CNNLINT_TRACEBACK", raising=False)
    try:
        try:
            raise ZeroDivisionError("by zero")
        except ZeroDivisionError as cause:
            raise InternalError("bad.py") from cause
    except InternalError as error:
        run.error = error
    assert main(["check"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("cnnlint: internal error in bad.py: ZeroDivisionError: by zero")
    assert err.count("\n") == 1
    run.error = RecursionError("deep\n\x1b")
    assert main(["check"]) == 2
    assert "RecursionError: deep \\x1b (cnnlint" in capsys.readouterr().err


def test_an_interrupt_is_quiet(run, capsys):
    run.error = KeyboardInterrupt()
    assert main(["check"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_claims(run, capsys):
    run.report = Report(verdicts=(VERDICT,))
    assert main(["claims"]) == 0
    assert "contradicts" in capsys.readouterr().out
    assert main(["claims", "--verdict", "agrees", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["claims", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "filename": "a.py",
            "location": {"row": 1, "column": 18},
            "end_location": {"row": 1, "column": 20},
            "text": "15",
            "quantity": "parameters",
            "subject": None,
            "stated": 15,
            "computed": 16,
            "verdict": "contradicts",
            "reason": None,
            "code": "CNN101",
        }
    ]


def test_count(run, give, capsys):
    give(b"b.py::Net(10)\r\n\n  c.py::f \n")
    run.rows = [CountRow(target="a.py::Net", framework="torch", total=1000)]
    assert main(["count", "a.py::Net", "-", "d.py::g"]) == 0
    assert run.calls[0][0] == ["a.py::Net", "b.py::Net(10)", "c.py::f", "d.py::g"]
    assert "1,000" in capsys.readouterr().out
    run.rows = [CountRow(target="a.py::Gone", unknown="a.py defines no Gone", resolved=False)]
    assert main(["count", "a.py::Gone", "--output-format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["unknown"] == "a.py defines no Gone"


def test_count_of_no_targets(run, give, capsys):
    give(b"\n")
    assert main(["count", "-", "--output-format", "json"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_summary(run, capsys):
    run.rows = [SummaryRow(name="Net", type="Net", parameters=1000)]
    assert main(["summary", "a.py::Net", "--input-shape", "(1, 3, 224, 224)"]) == 0
    assert run.calls[0][::2] == ("a.py::Net", ((1, 3, 224, 224),))
    assert "total parameters: 1,000" in capsys.readouterr().out
    run.error = TargetError("a.py defines no Nett")
    assert main(["summary", "a.py::Nett"]) == 2
    assert capsys.readouterr().err == "cnnlint: a.py defines no Nett\n"


def test_rule(run, capsys):
    assert main(["rule"]) == 0
    assert "CNN101  wrong-layer-count  yes  A layer's stated count is wrong." in capsys.readouterr().out
    for word in ("CNN101", "cnn101", "wrong-layer-count"):
        assert main(["rule", word]) == 0
        out = capsys.readouterr().out
        assert "Counts go stale." in out
        assert "    loud = 1" in out


def test_clean_removes_the_cache(run, capsys, tmp_path):
    from cnnlint.cache_folder import make_cache_folder

    assert main(["clean"]) == 0
    make_cache_folder()
    assert main(["clean"]) == 0
    assert capsys.readouterr().out == f"There is no cache to remove.\nRemoved {tmp_path / 'cache'}.\n"
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "thesis.tex").touch()
    assert main(["clean"]) == 2
    assert "was not made by cnnlint" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_an_example(capsys, command):
    assert main([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert f"Example: cnnlint {command}".rstrip() in out
    assert "..." not in out.partition("Commands:")[2]


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cnnlint {cnnlint.__version__}\n"


def python(*arguments: str, **options) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(os.path.dirname(cnnlint.__file__))}
    return subprocess.run(
        [sys.executable, *arguments], env=environment, text=True, timeout=60, check=False, **options
    )


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    script = (
        "import sys\nfrom cnnlint.commands.output import say_all\n"
        "say_all('row' * 1000 for _ in range(1000)); say_all(['more']); sys.exit(1)"
    )
    read, write = os.pipe()
    os.close(read)
    done = python("-c", script, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_can_show_the_output(encoding):
    script = (
        f"import sys\nsys.stdout.reconfigure(encoding={encoding!r})\nfrom cnnlint import cli\n"
        "from cnnlint.commands.output import say\ncli._allow_any_character(sys.stdout)\n"
        "say('12 = 3×4 ≈ \\udcff')"
    )
    done = python("-c", script, capture_output=True, encoding=encoding, errors="replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("12 = 3")


def test_a_name_that_the_file_lacks_is_told_with_one_like_it(tmp_path, capsys):
    (tmp_path / "net.py").write_text("import torch.nn as nn\n\nclass Encoder(nn.Linear):\n    pass\n")
    assert main(["count", f"{tmp_path}/net.py::Encodr"]) == 2
    assert 'net.py defines no Encodr; did you mean "Encoder"?' in capsys.readouterr().out
