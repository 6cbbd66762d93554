"""Where the cache lies, and that nothing else is ever deleted."""

from pathlib import Path

import pytest

from cnnlint.cache_folder import NotOurs, cache_folder, make_cache_folder, remove_cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    path = tmp_path / "cache"
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(path))
    return path


def test_a_folder_that_is_not_ours_is_kept(folder):
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    with pytest.raises(NotOurs):
        make_cache_folder()
    with pytest.raises(NotOurs):
        remove_cache()
    assert [each.name for each in folder.iterdir()] == ["thesis.tex"]


def test_no_cache_is_nothing_to_remove(folder):
    assert remove_cache() is None


def test_a_cache_is_made_once_and_removed(folder):
    assert make_cache_folder() == make_cache_folder() == folder
    (folder / "entry").write_text("")
    assert make_cache_folder() == folder
    assert remove_cache() == folder
    assert not folder.exists()


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", "/home/me/.cache/cnnlint"),
        ({"XDG_CACHE_HOME": "/var/me"}, "linux", "/var/me/cnnlint"),
        ({"XDG_CACHE_HOME": "relative"}, "linux", "/home/me/.cache/cnnlint"),
        ({}, "darwin", "/home/me/Library/Caches/cnnlint"),
        ({"LOCALAPPDATA": "/data"}, "win32", "/data/cnnlint/cache"),
        ({}, "win32", "/home/me/AppData/Local/cnnlint/cache"),
        ({"CNNLINT_CACHE_DIR": "/mine", "XDG_CACHE_HOME": "/var/me"}, "linux", "/mine"),
    ],
)
def test_place(environment, platform, expected):
    assert cache_folder({"HOME": "/home/me", **environment}, platform) == Path(expected).absolute()
