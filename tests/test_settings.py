"""Settings: which ones hold, and what is said of wrong ones."""

from types import SimpleNamespace

import pytest

from cnnlint.settings import Settings, SettingsError, enabled, load, load_file, override

CHECKS = tuple(
    SimpleNamespace(code=code, name=name)
    for code, name in [
        ("CNN101", "wrong-layer-count"),
        ("CNN102", "wrong-model-count"),
        ("CNN401", "wrong-sum"),
        ("CNN901", "unreadable-file"),
    ]
)


@pytest.fixture(autouse=True)
def checks(monkeypatch):
    monkeypatch.setattr("cnnlint.checks.all_checks", lambda: CHECKS, raising=False)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a pyproject.toml into the current folder."""
    monkeypatch.chdir(tmp_path)

    def write_text(text: str, name: str = "pyproject.toml") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path)

    return write_text


def is_on(settings: Settings, code: str, path: str = "a.py", default: bool = True) -> bool:
    name = next(check.name for check in CHECKS if check.code == code)
    return enabled(settings, code, name, path, default)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 'cnnlint-user'",
        "[tool.ruff]\nselect = 3",
        "[tool]\nother = 'cnnlint'",
        "[tool.cnnlint]",
        "not TOML at all, and none of our business",
    ],
)
def test_no_settings(write, text):
    write(text)
    settings = load(".")
    assert (settings.select, settings.ignore, settings.exclude) == (None, (), ())


def test_every_key(write, tmp_path):
    write("""
[tool.cnnlint]
select = ["CNN1", "wrong-sum"]
ignore = ["wrong-model-count"]
extend-select = ["CNN901"]
exclude = ["old/"]
src = ["src", "lib"]
[tool.cnnlint.per-file-ignores]
"tests/*" = ["ALL"]
[tool.cnnlint.layers."mine.Scale"]
signature = "size"
""")
    assert load("sub/model.py") == Settings(
        root=str(tmp_path.resolve()),
        select=("CNN1", "wrong-sum"),
        ignore=("wrong-model-count",),
        extend_select=("CNN901",),
        per_file_ignores={"tests/*": ("ALL",)},
        exclude=("old/",),
        src=("src", "lib"),
        layers={"mine.Scale": {"signature": "size"}},
    )


def test_the_nearest_file_with_settings_holds(write):
    write("[tool.cnnlint]\nignore = ['CNN101']")
    write("[tool.cnnlint]\nignore = ['CNN102']", "a/pyproject.toml")
    write("[project]\nname = 'b'", "b/pyproject.toml")
    assert load("a/x.py").ignore == ("CNN102",)
    assert load("b/x.py").ignore == ("CNN101",)


def test_a_named_file(write, tmp_path):
    assert load_file(write("exclude = ['x']", "own.toml")) == Settings(root=str(tmp_path), exclude=("x",))
    assert load_file(write("[tool.cnnlint]\nexclude = ['x']", "own.toml")).exclude == ("x",)
    assert load_file(write("[project]\nname = 'a'")) == Settings(root=str(tmp_path))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selct = []", 'pyproject.toml: [tool.cnnlint] has an unknown key "selct"; did you mean "select"?'),
        ("extend_select = []", '; did you mean "extend-select"?'),
        ("zzz = 1", 'has an unknown key "zzz"'),
        ("select = 'CNN1'", "select must be a list of texts, not a text"),
        ("select = [1]", "select must be a list of texts, but holds a number"),
        ("ignore = ['CNN7']", 'ignore: no check is called "CNN7"'),
        ("ignore = ['']", 'no check is called ""'),
        ("ignore = ['wrong-layer-cuont']", 'did you mean "wrong-layer-count"?'),
        ("exclude = true", "exclude must be a list of texts, not a truth value"),
        ("exclude = ['!']", '"!" is not a pattern'),
        ("src = [2020-01-01]", "src must be a list of texts, but holds a date or time"),
        ("per-file-ignores = []", "per-file-ignores must be a table, not a list"),
        ("per-file-ignores = {'a.py' = 'CNN1'}", 'per-file-ignores "a.py" must be a list of texts'),
        ("layers = {Conv = 3}", 'layers "Conv" must be a table, not a number'),
    ],
)
def test_wrong_settings(write, text, words):
    write(f"[tool.cnnlint]\n{text}")
    with pytest.raises(SettingsError) as caught:
        load(".")
    assert words in str(caught.value)


def test_wrong_files(write, tmp_path):
    write("[tool.cnnlint]\nselect = [\n")
    with pytest.raises(SettingsError, match=r"^pyproject\.toml:3:1: not valid TOML"):
        load(".")
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.cnnlint]\n# \xff")
    with pytest.raises(SettingsError, match="is not UTF-8: byte 0xff"):
        load(".")
    with pytest.raises(SettingsError, match=r"gone\.toml: cannot be read: no such file"):
        load_file("gone.toml")
    write("[tool]\ncnnlint = 3")
    with pytest.raises(SettingsError, match=r"\[tool\.cnnlint\] must be a table, not a number"):
        load(".")


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"ignore": ("CNN101",)}, "CNN101"),
        ({"ignore": ("wrong-layer-count",)}, "CNN101"),
        ({"ignore": ("CNN1",)}, "CNN102"),
        ({"ignore": ("ALL",)}, "CNN401"),
        ({"select": ("CNN4",)}, "CNN101"),
        ({"select": ()}, "CNN101"),
        ({"select": ("CNN1",), "ignore": ("CNN10",)}, "CNN101"),
        ({"select": ("CNN101",), "ignore": ("CNN101",)}, "CNN101"),
        ({"extend_select": ("CNN4",), "select": ("CNN9",)}, "CNN101"),
    ],
)
def test_off(settings, code):
    assert not is_on(Settings(**settings), code)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({}, "CNN101"),
        ({"ignore": ("CNN4",)}, "CNN101"),
        ({"select": ("ALL",)}, "CNN901"),
        ({"select": ("CNN101",), "ignore": ("CNN1",)}, "CNN101"),
        ({"select": ("wrong-sum",), "ignore": ("CNN4",)}, "CNN401"),
        ({"select": ("CNN1",), "extend_select": ("CNN401",)}, "CNN401"),
        ({"ignore": ("ALL",), "extend_select": ("CNN401",)}, "CNN401"),
    ],
)
def test_on(settings, code):
    assert is_on(Settings(**settings), code)


def test_a_check_that_is_off_by_default():
    assert not is_on(Settings(), "CNN401", default=False)
    assert not is_on(Settings(select=("CNN1",)), "CNN401", default=False)
    assert is_on(Settings(select=("CNN4",)), "CNN401", default=False)
    assert is_on(Settings(extend_select=("wrong-sum",)), "CNN401", default=False)


def test_ignores_of_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings(root=str(tmp_path), per_file_ignores={"tests/*": ("CNN1",), "*_old.py": ("ALL",)})
    assert not is_on(settings, "CNN101", "tests/a.py")
    assert not is_on(settings, "CNN101", "./tests/a.py")
    assert not is_on(settings, "CNN401", "deep/a_old.py")
    assert is_on(settings, "CNN401", "tests/a.py")
    assert is_on(settings, "CNN101", "src/a.py")
    assert is_on(settings, "CNN101", "../tests/a.py")


def test_the_command_line_wins():
    settings = Settings(select=("CNN4",), ignore=("CNN101",), extend_select=("CNN9",))
    assert override(settings) == settings
    chosen = override(settings, select=["CNN101"])
    assert (chosen.select, chosen.ignore, chosen.extend_select) == (("CNN101",), (), ())
    assert is_on(override(settings, extend_select=["CNN101"]), "CNN101")
    assert override(settings, ignore=["CNN4"]).ignore == ("CNN101", "CNN4")
    with pytest.raises(SettingsError, match='no check is called "CNN8"'):
        override(settings, ignore=["CNN8"])


def test_a_record_of_ones_own_that_does_not_parse_is_an_error_of_the_settings(tmp_path):
    from cnnlint.lint import Workshop

    table = {"mylib.Scale": {"signature": "features,,"}}
    with pytest.raises(SettingsError, match=r"\[tool.cnnlint.layers\] mylib.Scale: the signature"):
        Workshop(Settings(layers=table))
