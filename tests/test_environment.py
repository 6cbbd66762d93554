"""The packages of a user's environment."""

import os

import pytest

from cnnlint.environment import package_folders
from cnnlint.run import count
from cnnlint.settings import Settings, SettingsError

HERE = Settings(root=".")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def packages(environment: str, files: dict[str, str] | None = None) -> str:
    """Makes an environment with these files in its site-packages."""
    folder = os.path.join(environment, "lib", "python3.12", "site-packages")
    for name, text in (files or {}).items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    os.makedirs(folder, exist_ok=True)
    return folder


def test_no_environment_is_no_error():
    assert package_folders(HERE, {}) == []
    assert package_folders(HERE, {"VIRTUAL_ENV": "gone"}) == []


def test_what_is_switched_off_is_not_looked_for():
    packages(".venv")
    assert package_folders(Settings(environment=""), {"VIRTUAL_ENV": ".venv"}) == []


def test_one_beside_the_settings_comes_before_the_active_one():
    beside, active = packages(".venv"), packages("other")
    assert package_folders(HERE, {"VIRTUAL_ENV": "other"}) == [os.path.join(".", beside)]
    assert package_folders(Settings(root="nowhere"), {"VIRTUAL_ENV": "other"}) == [active]
    assert package_folders(Settings(root="nowhere"), {"CONDA_PREFIX": "other"}) == [active]


def test_one_in_the_settings_must_be_one():
    with pytest.raises(SettingsError, match="gone is no Python environment"):
        package_folders(Settings(environment="gone"))


def test_a_path_with_the_signs_of_a_pattern():
    packages("[1]")
    assert len(package_folders(Settings(environment="[1]"))) == 1


def test_projects_that_are_installed_to_be_edited(tmp_path):
    (tmp_path / "work").mkdir()
    folder = packages(".venv", {"a.pth": f"import site\n{tmp_path / 'work'}\n/nowhere/at/all\n# x\n"})
    assert package_folders(HERE, {}) == [os.path.join(".", folder), str(tmp_path / "work")]


LIBRARY = {
    "zoo/__init__.py": "from .blocks import Block\n",
    "zoo/blocks.py": "import torch.nn as nn\n\nclass Block(nn.Module):\n    def __init__(self, dim):\n"
    "        super().__init__()\n        self.fc = nn.Linear(dim, dim)\n",
    "torch/__init__.py": "raise SystemExit\n",
}
USE = "import torch.nn as nn\nfrom zoo import Block\n\ndef make():\n    return nn.Sequential(Block(3), Block(4))\n"


def test_models_built_of_installed_packages_are_counted(tmp_path):
    packages(".venv", LIBRARY)
    (tmp_path / "use.py").write_text(USE)
    settings = Settings(cache=False)
    assert count(["use.py::make"], settings)[0].total == 12 + 20
    without = count(["use.py::make"], Settings(cache=False, environment=""))[0]
    assert without.total is None
    assert "zoo.Block is not described" in str(without.unknown)


def test_what_lies_nearer_comes_first(tmp_path):
    packages(".venv", LIBRARY)
    (tmp_path / "use.py").write_text(USE)
    (tmp_path / "zoo.py").write_text(LIBRARY["zoo/blocks.py"].replace("dim, dim", "dim, 1"))
    assert count(["use.py::make"], Settings(cache=False))[0].total == 4 + 5
