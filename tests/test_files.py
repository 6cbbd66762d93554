"""What a run looks at, and what it leaves alone."""

import os
from pathlib import Path

import pytest

from cnnlint.files import find


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Makes files in an empty folder, which becomes the current one."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str, **contents: str) -> Path:
        for name in names:
            path, _, text = name.partition("=")
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text.replace(";", "\n"))
        return tmp_path

    return make


def found(*paths: str, **options) -> list[str]:
    return [path.replace(os.sep, "/") for path in find(paths, **options).files]


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "stub.pyi",
        ".git/hook.py",
        ".venv/a.py",
        ".hidden/deep/a.py",
        "venv/a.py",
        "node_modules/a/b.py",
        "a/__pycache__/b.py",
        "build/lib/a.py",
        "dist/a.py",
        "lib/site-packages/torch/a.py",
    ],
)
def test_is_left_alone(tree, name):
    tree(name)
    assert found(".") == []


def test_a_virtual_environment_of_any_name_is_left_alone(tree):
    tree("mine/pyvenv.cfg", "mine/lib/a.py", "a.py")
    assert found(".") == ["a.py"]


def test_an_empty_folder_and_no_paths_give_nothing(tree):
    tree()
    assert found(".") == found() == []


def test_folders_are_searched_in_order(tree):
    tree("b.py", "a/z.py", "a/b/c.py", "c/__init__.py", "ab.py")
    assert found(".") == ["a/b/c.py", "a/z.py", "ab.py", "b.py", "c/__init__.py"]


@pytest.mark.parametrize(
    "paths", [("a.py", "./a.py"), ("./a.py", "a.py"), (".", "a.py", "a.py"), (".", "../{}")]
)
def test_each_file_stands_once_whatever_the_order(tree, paths):
    folder = tree("a.py")
    assert found(*(path.format(folder.name) for path in paths)) == ["a.py"]


def test_paths_are_shown_as_they_were_given(tree):
    folder = tree("src/a.py")
    assert found("src") == found("src/") == ["src/a.py"]
    assert found("./src") == ["./src/a.py"]
    assert found(str(folder / "src")) == [f"{folder.as_posix()}/src/a.py"]


@pytest.mark.parametrize("name", ["script", "build/a.py", "ignored.py", ".hidden.py"])
def test_a_named_file_is_always_taken(tree, name):
    tree(name, ".gitignore=ignored.py")
    assert found(name, exclude=[name]) == [name]


def test_a_named_folder_is_searched_whatever_its_name(tree):
    tree("build/a.py", ".venv/b.py", "left_out/c.py", ".gitignore=left_out", ".git/HEAD")
    assert found("build", ".venv", "left_out") == [".venv/b.py", "build/a.py", "left_out/c.py"]


def test_gitignore_files_hold(tree):
    tree(
        ".gitignore=*_pb.py;/top.py;out/;# a remark;!kept_pb.py",
        "a_pb.py",
        "kept_pb.py",
        "top.py",
        "deep/top.py",
        "deep/out/x.py",
        "deep/more/.gitignore=here.py;!again_pb.py",
        "deep/more/here.py",
        "deep/more/again_pb.py",
    )
    assert found(".") == ["deep/more/again_pb.py", "deep/top.py", "kept_pb.py"]


def test_gitignore_files_above_hold_within_a_repository(tree):
    tree(".gitignore=old.py", "src/old.py", "src/new.py")
    assert found("src") == ["src/new.py", "src/old.py"]
    tree(".git/HEAD")
    assert found("src") == ["src/new.py"]


def test_a_gitignore_file_of_nonsense_does_no_harm(tree):
    folder = tree("a.py", "b.py")
    (folder / ".gitignore").write_bytes(b"\xff\xfe\n!\n/\nb.py\n")
    assert found(".") == ["a.py"]


def test_exclude_is_relative_to_its_root(tree):
    folder = tree("old/a.py", "src/old/b.py", "src/c.py", "src/d_test.py")
    assert found(".", exclude=["/old", "*_test.py"]) == ["src/c.py", "src/old/b.py"]
    assert found("src", exclude=["/old"], root=str(folder / "src")) == ["src/c.py", "src/d_test.py"]


def test_what_is_not_there_is_a_problem(tree):
    tree("a.py")
    result = find(["a.py", "nowhere"])
    assert result.files == ("a.py",)
    assert [(each.path, each.message) for each in result.problems] == [("nowhere", "no such file or folder")]


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs symbolic links")
def test_links_do_no_harm(tree):
    folder = tree("a/b.py")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "twin.py").symlink_to(folder / "a" / "b.py")
    (folder / "broken.py").symlink_to(folder / "gone.py")
    assert found(".") == ["a/b.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_no_file(tree):
    folder = tree("a.py")
    os.mkfifo(folder / "pipe.py")
    assert found(".") == ["a.py"]
