"""The repository around the code: packaging, hooks, and what the code must never call."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
import yaml

import cnnlint
from cnnlint.layers.folder import rules_folder

ROOT = Path(__file__).parent.parent
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))

# Nothing that cnnlint reads is ever run.
FORBIDDEN_CALLS = frozenset(["eval", "exec", "compile", "__import__", "breakpoint", "system", "popen"])
FORBIDDEN_IMPORTS = frozenset(
    [
        "pickle",
        "marshal",
        "shelve",
        "subprocess",
        "runpy",
        "code",
        "codeop",
        "dis",
        "socket",
        "urllib",
        "http",
    ]
)

FILES = sorted((ROOT / "cnnlint").rglob("*.py"))


def test_the_version_stands_in_one_place():
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.?(dev|a|b|rc)\d+)?", cnnlint.__version__)
    assert "version" not in PROJECT["project"]
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "cnnlint/__init__.py"
    assert cnnlint.__version__ in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_rules_go_into_the_wheel():
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {
        "rules": "cnnlint/rules"
    }


def test_the_rules_are_found():
    assert Path(rules_folder()) in (ROOT / "rules", ROOT / "cnnlint" / "rules")
    assert list(Path(rules_folder()).glob("*/METADATA.toml"))


def test_the_rules_inside_an_installed_package_come_first(tmp_path, monkeypatch):
    (tmp_path / "cnnlint" / "layers").mkdir(parents=True)
    monkeypatch.setattr("cnnlint.layers.folder.__file__", str(tmp_path / "cnnlint" / "layers" / "folder.py"))
    assert Path(rules_folder()) == (tmp_path / "rules").resolve()
    (tmp_path / "cnnlint" / "rules").mkdir()
    assert Path(rules_folder()) == (tmp_path / "cnnlint" / "rules").resolve()


def test_the_hook():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "cnnlint check"
    assert (hook["id"], hook["language"]) == ("cnnlint", "python")
    assert hook["types_or"] == ["python", "jupyter", "markdown", "rst", "mdx"]
    assert set(hook) <= {"id", "name", "description", "entry", "language", "types_or", "require_serial"}


def test_the_readme_is_the_package_description():
    if not (ROOT / "README.md").exists():
        pytest.skip("there is no README.md yet")
    assert PROJECT["project"].get("readme") == "README.md"


def test_the_readme_and_ci_give_the_same_test_command():
    if not (ROOT / "README.md").exists():
        pytest.skip("there is no README.md yet")
    readme = (ROOT / "README.md").read_text("utf-8")
    command = re.search(r"pip install \S.*?-e '\.\[test\]'.*?\bpython (-m pytest\b[^\n`]*)", readme)
    assert command, "README.md gives no command that installs the test extra and runs pytest"
    steps = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "pip install -q -e '.[test]'" in steps
    assert f"python {command[1].strip()} " in steps


def test_ci_can_be_run():
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK) or os.name == "nt"
    assert path.read_text("utf-8").startswith("#!/usr/bin/env bash\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_run_or_unpickled(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            assert called(node) not in FORBIDDEN_CALLS, f"line {node.lineno}"
            if called(node) == "import_module":
                assert path.name == "cli.py", f"line {node.lineno}"
        elif isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN_IMPORTS
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert (node.module or "").split(".")[0] not in FORBIDDEN_IMPORTS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_python_parses_and_does_no_more(path):
    """Of `ast`, only `ast.parse` and the classes of nodes are used, in the front end alone."""
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name == "ast" or getattr(node, "module", None) == "ast"
    }
    if not imported:
        return
    assert imported == {"ast"}
    assert path.parent.name == "frontend"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ast":
            known = getattr(ast, node.attr, ast.AST)
            assert node.attr == "parse" or issubclass(known, ast.AST), f"line {node.lineno}"


def called(node: ast.Call) -> str | None:
    """The name of a called builtin; `re.compile` and the like are no builtins."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("import_module", "system", "popen"):
        return node.func.attr
    return None


def heavy_after(*arguments: str) -> list[str]:
    """Modules that a command imported though it could do without."""
    script = (
        "import sys, cnnlint.cli as cli; code = cli.main(sys.argv[1:])\n"
        "heavy = {'libcst', 'rich', 'tomli', 'pathspec', 'json'} & set(sys.modules)\n"
        "print(code, *sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    code, *heavy = done.stdout.splitlines()[-1].split()
    assert code == "0"
    return heavy


def test_help_is_light():
    assert heavy_after("check", "--help") == []


@pytest.mark.skipif(not (ROOT / "cnnlint" / "run.py").exists(), reason="there is no cnnlint/run.py yet")
def test_a_run_without_claims_is_light(tmp_path):
    (tmp_path / "plain.py").write_text("def add(a, b):\n    return a + b\n")
    assert heavy_after("check", "--no-cache", "--isolated", str(tmp_path)) == []
