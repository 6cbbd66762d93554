"""Imports between files: what a name of another file is, in every form of import."""

import pytest
from evaluating import value_at, written

from cnnlint.unknown import Unknown

PACKAGE = {
    "main.py": "",
    "pkg/__init__.py": "from .core import Thing as Renamed\nfrom . import sub\nfrom .star import *\nVERSION = 3\n",
    "pkg/core.py": "from .sub.deep import DEPTH\nclass Thing:\n    size = DEPTH * 2\n",
    "pkg/star.py": "__all__ = ['shown', '_listed']\nshown = 1\nhidden = 2\n_listed = 5\n",
    "pkg/added.py": "_MORE = ['later']\n__all__ = ['shown'] + _MORE\nshown = 1\nlater = 6\nhidden = 2\n",
    "pkg/through.py": "from .added import *\n",
    "pkg/plain.py": "open_name = 7\n_private = 8\n",
    "pkg/sub/__init__.py": "from ..core import Thing\nNAME = 'sub'\n",
    "pkg/sub/deep.py": "DEPTH = 4\n",
    "pkg/lazy.py": "def __getattr__(name):\n    if name == 'late':\n        return 11\n    raise AttributeError(name)\n",
    "pkg/computed.py": (
        "def __getattr__(name):\n    if name == 'late':\n        from .plain import open_name as late\n        return late\n"
        "    raise AttributeError(f'no {name!r} among {len(sorted(globals()))}')\n"
        "def width():\n    return len([1, 2, 3])\n"
    ),
    "pkg/loop_a.py": "from . import loop_b\nA = 1\ndef f():\n    return loop_b.B + A\n",
    "pkg/loop_b.py": "from .loop_a import A\nB = A + 1\n",
    "neighbour.py": "from pkg.core import Thing\nVALUE = Thing.size\ncounter = []\ncounter.append(1)\n",
}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import pkg\nresult = pkg.VERSION", 3),
        ("from pkg.computed import width, late\nresult = (width(), late)", (3, 7)),
        ("import pkg.core\nresult = pkg.core.Thing.size", 8),
        ("import pkg.core as c\nresult = c.Thing.size", 8),
        ("from pkg import Renamed\nresult = Renamed.size", 8),
        ("from pkg import core\nresult = core.Thing.size", 8),
        ("from pkg.sub import Thing\nresult = Thing.size", 8),
        ("from pkg import sub\nresult = sub.NAME", "sub"),
        ("from pkg.sub.deep import DEPTH as d\nresult = d", 4),
        ("from pkg import shown, _listed\nresult = (shown, _listed)", (1, 5)),
        ("from pkg.star import *\nresult = (shown, _listed)", (1, 5)),
        ("from pkg.plain import *\nresult = open_name", 7),
        ("from pkg.added import *\nresult = (shown, later)", (1, 6)),
        ("from pkg.through import *\nresult = later", 6),
        ("from pkg.lazy import late\nresult = late", 11),
        ("import pkg.lazy\nresult = pkg.lazy.late", 11),
        ("from neighbour import VALUE, counter\nresult = (VALUE, counter)", (8, [1])),
        ("from pkg.loop_a import f\nresult = f()", 3),
        ("from pkg.loop_b import B\nresult = B", 2),
        ("def f():\n    from pkg import VERSION\n    return VERSION\nresult = f()", 3),
        (
            "try:\n    from pkg.core import Thing\nexcept ImportError:\n    Thing = None\nresult = Thing.size",
            8,
        ),
        ("if True:\n    from pkg.plain import open_name as x\nelse:\n    x = 0\nresult = x", 7),
    ],
)
def test_names_of_other_files(tmp_path, code, expected):
    path = written(tmp_path, {**PACKAGE, "main.py": code})
    assert value_at(path) == expected


@pytest.mark.parametrize(
    "code",
    [
        "from pkg.star import *\nresult = hidden",
        "from pkg.added import *\nresult = hidden",
        "from pkg.plain import *\nresult = _private",
        "from pkg import missing\nresult = missing",
        "from pkg.nowhere import x\nresult = x",
        "import absent_library\nresult = absent_library.x",
    ],
)
def test_what_is_not_found_is_unknown(tmp_path, code):
    path = written(tmp_path, {**PACKAGE, "main.py": code})
    found = value_at(path)
    assert isinstance(found, Unknown) or type(found).__name__ == "External"


def test_relative_imports_from_inside(tmp_path):
    written(
        tmp_path,
        {
            **PACKAGE,
            "pkg/sub/user.py": "from ..core import Thing\nfrom . import deep\nfrom .. import plain\nresult = (Thing.size, deep.DEPTH, plain.open_name)\n",
        },
    )
    assert value_at(str(tmp_path / "pkg/sub/user.py")) == (8, 4, 7)


def test_a_source_folder_is_a_root(tmp_path):
    files = {
        "src/lib/__init__.py": "X = 6\n",
        "tests/check.py": "from lib import X\nresult = X\n",
        "pyproject.toml": "",
    }
    written(tmp_path, files)
    assert value_at(str(tmp_path / "tests/check.py")) == 6


def test_a_file_that_does_not_parse_spoils_only_its_names(tmp_path):
    path = written(tmp_path, {"main.py": "from broken import x\ny = 3\nresult = y\n", "broken.py": "x = (\n"})
    assert value_at(path) == 3


def test_a_main_guard_is_not_run(tmp_path):
    path = written(
        tmp_path, {"main.py": "x = [1]\nif __name__ == '__main__':\n    x.append(2)\nresult = x\n"}
    )
    assert value_at(path) == [1]


LAZY = {
    "main.py": "",
    "zoo/__init__.py": (
        "from typing import TYPE_CHECKING\n"
        "from .loader import Lazy\n"
        "if TYPE_CHECKING:\n    from .small import Small as Tiny\n    from .large import *\n"
        "else:\n    import sys\n    sys.modules[__name__] = Lazy(__name__, {'small': ['Small']})\n"
    ),
    "zoo/loader.py": "class Lazy:\n    def __init__(self, name, structure):\n        self.structure = structure\n",
    "zoo/small.py": "class Small:\n    width = 4\n",
    "zoo/large.py": "__all__ = ['Large']\nclass Large:\n    width = 9\nclass Hidden:\n    pass\n",
}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from zoo import Tiny, Large\nresult = (Tiny.width, Large.width)", (4, 9)),
        ("import zoo\nresult = zoo.Large.width", 9),
        ("import zoo.small\nresult = zoo.small.Small.width", 4),
        ("import importlib\nresult = importlib.import_module('zoo.large').Hidden.__name__", "Hidden"),
        ("import importlib\nresult = importlib.import_module('.small', 'zoo').Small.width", 4),
        ("from importlib import import_module as load\nresult = load(name='zoo').Tiny.width", 4),
    ],
)
def test_packages_that_import_when_they_are_asked(tmp_path, code, expected):
    path = written(tmp_path, {**LAZY, "main.py": code})
    assert value_at(path) == expected


def test_a_module_that_is_not_there_is_unknown(tmp_path):
    code = "import importlib\nresult = importlib.import_module('zoo.none')"
    assert isinstance(value_at(written(tmp_path, {**LAZY, "main.py": code})), Unknown)
