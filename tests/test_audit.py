"""What a run does to the linted tree, as Python's audit events tell it: it reads, and does nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

TRAP = "raise SystemExit('this file was run')\n"
MODEL = """\
from torch import nn

import helper
from torch import extra


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)  # 15 parameters


__import__("os").system("touch zqx_by_model")
exec("import zqx_by_exec")
WIDTH = eval("open('zqx_by_eval', 'w')")
open("zqx_by_open", "w").write("x")


class Other(Net):
    def __init__(self):
        super().__init__()
        self.more = nn.Linear(helper.WIDTH, extra(WIDTH))


assert sum(p.numel() for p in Net().parameters()) == 15
"""
TREE = {
    "model.py": MODEL,
    "helper.py": "WIDTH = 4\n" + TRAP,
    **dict.fromkeys(("json.py", "re.py", "click.py", "libcst.py", "torch/__init__.py", "tomli.py"), TRAP),
    **dict.fromkeys(("sitecustomize.py", "usercustomize.py", "conftest.py", "setup.py", "_build.py"), TRAP),
    "pyproject.toml": "[build-system]\nrequires = []\nbuild-backend = '_build'\nbackend-path = ['.']\n[tool.cnnlint]\n",
    "startup.pth": "import sitecustomize\n",
}

WATCH = """\
import ast, json, os, sys
tree, events = os.path.realpath(sys.argv[1]), []
EVENTS = ("exec", "compile", "import", "open", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
          "os.spawn", "os.fork", "os.forkpty", "socket.connect", "socket.bind", "urllib.Request", "os.remove",
          "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate", "os.utime",
          "shutil.rmtree", "shutil.move", "code.__new__", "marshal.loads", "pickle.find_class", "ctypes.dlopen")

def inside(text):
    return os.path.realpath(text).startswith(tree + os.sep) if text else False

def told(event, details):
    if event == "open":
        path, mode, flags = (*details, None, None, None)[:3]
        if not isinstance(path, (str, bytes)):
            return None
        writes = bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))
        return (event, os.fsdecode(path)) if writes and inside(os.fsdecode(path)) else None
    if event == "compile" and sys._getframe(2).f_code is ast.parse.__code__:
        return None  # a syntax tree, and no code
    if event in ("exec", "compile", "code.__new__"):
        code = details[0] if event == "exec" else None
        name = getattr(code, "co_filename", None) or (details[1] if event == "compile" else None)
        name = os.fsdecode(name) if isinstance(name, (str, bytes)) else ""
        text = str(details[0]) + str(getattr(code, "co_consts", ""))
        marked = any(mark in text for mark in ("zqx_by", "this file was run"))
        return (event, name) if marked or (inside(name) and not name.startswith("<")) else None
    if event == "import":
        return (event, str(details[1])) if details[1] and inside(details[1]) else None
    if event == "marshal.loads":
        return None
    if event.startswith(("os.", "shutil.")) and event not in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"):
        paths = [os.fsdecode(each) for each in details if isinstance(each, (str, bytes))]
        return (event, paths) if any(map(inside, paths)) else None
    return None if event == "ctypes.dlopen" else (event, [str(each) for each in details])

def hook(event, details):
    if event in EVENTS:
        found = told(event, details)
        if found:
            events.append(found)

from cnnlint.cli import main
sys.addaudithook(hook)
code = 0
try:
    code = main(sys.argv[2:]) or 0
except SystemExit as end:
    code = end.code
print("\\n@@" + json.dumps([code, events]))
"""


def grown(tmp_path):
    tree = tmp_path / "tree"
    for name, text in TREE.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tree


def audited(tree, cache, *arguments):
    """The exit code and output of a run within the tree, and what it did there beyond reading."""
    environment = {**os.environ, "CNNLINT_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-P", "-c", WATCH, str(tree), *arguments] if sys.version_info >= (3, 11) else
        [sys.executable, "-c", "import sys; sys.path.pop(0)\n" + WATCH, str(tree), *arguments],
        cwd=tree, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "@@" in done.stdout, done.stderr
    output, _, report = done.stdout.rpartition("\n@@")
    code, events = json.loads(report)
    return code, output + done.stderr, events


def contents(tree):
    return {str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_linting_only_reads_the_tree(tmp_path):
    tree = grown(tmp_path)
    before = contents(tree)
    code, output, events = audited(tree, tmp_path / "cache", "check", ".")
    assert code == 1, output
    assert "CNN" in output
    assert events == []
    assert contents(tree) == before


def test_claims_and_several_jobs_only_read_the_tree(tmp_path):
    tree = grown(tmp_path)
    before = contents(tree)
    _, _, events = audited(tree, tmp_path / "cache", "claims", ".")
    assert events == []
    _, _, events = audited(tree, tmp_path / "cache", "check", "--no-cache", "model.py")
    assert events == []
    assert contents(tree) == before


def test_counting_only_reads_the_tree(tmp_path):
    tree = grown(tmp_path)
    before = contents(tree)
    _, output, events = audited(
        tree, tmp_path / "cache", "count", "model.py::Net()", "helper.py::WIDTH", "json.py::x"
    )
    assert "Net" in output
    assert "this file was run" not in output
    assert events == []
    assert contents(tree) == before


def test_a_second_run_reads_a_cache_that_is_no_code(tmp_path):
    tree = grown(tmp_path)
    for _ in range(2):
        _, _, events = audited(tree, tmp_path / "cache", "check", ".")
        assert events == []
    cached = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert not [path for path in cached if path.suffix in {".py", ".pyc", ".pkl", ".pickle"}]
