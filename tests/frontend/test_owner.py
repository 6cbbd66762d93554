"""What a remark may speak of. Each sample holds one remark with `?`."""

import pytest

from cnnlint.frontend.lower import lower
from cnnlint.frontend.owner import (
    CallOwner,
    ClassOwner,
    EntryOwner,
    FunctionOwner,
    ModuleOwner,
    Owner,
    RowOwner,
    StatementOwner,
    owners,
)
from cnnlint.frontend.remarks import remarks
from cnnlint.frontend.scan import scan
from cnnlint.source import Source


def show(owner: Owner, text: str) -> str:
    if isinstance(owner, CallOwner):
        return " ".join(text[owner.call.start : owner.call.end].split())
    if isinstance(owner, RowOwner):
        return "row: " + ", ".join(show(call, text) for call in owner.calls)
    if isinstance(owner, (ClassOwner, FunctionOwner)):
        kind = "class" if isinstance(owner, ClassOwner) else "def"
        return f"{kind} {'.'.join(owner.path)}"
    if isinstance(owner, EntryOwner):
        return "entry: " + text[owner.entry.start : owner.entry.end]
    if isinstance(owner, StatementOwner):
        return "statement: " + text[owner.statement.start : owner.statement.end].split("\n")[0]
    assert isinstance(owner, ModuleOwner)
    return "module"


def owned(text: str) -> list[str]:
    source = Source("x.py", text)
    outline = scan(source)
    assert outline.problem is None
    (remark,) = [remark for remark in remarks(source, outline) if "?" in remark.text]
    found = owners(source, outline, remark, lambda chunk: lower(source, chunk))
    for owner in found:
        if isinstance(owner, CallOwner):
            chunk = outline.chunks[owner.chunk]
            assert chunk.start <= owner.call.start < chunk.end
    return [show(owner, text) for owner in found]


TRAILING = [
    ("x = Conv2d(3, 4)  # ?\n", ["Conv2d(3, 4)"]),
    ("x = Conv2d(f(3), 4)  # ?\n", ["Conv2d(f(3), 4)"]),
    ("x = [\n    Linear(3, 4),  # ?\n    ReLU(),\n]\n", ["Linear(3, 4)"]),
    ("x = [\n    Linear(3, 4), ReLU(),  # ?\n]\n", ["row: Linear(3, 4), ReLU()"]),
    (
        "x = Sequential(  # ?\n    Linear(3, 4),\n)\n",
        ["Sequential( Linear(3, 4), )".replace("( L", "( # ? L")],
    ),
    ("x = Sequential(\n    Linear(3, 4),  # ?\n)\n", ["Linear(3, 4)"]),
    ("x = Sequential(\n    Linear(3, 4)\n)  # ?\n", ["Sequential( Linear(3, 4) )"]),
    ("x = Sequential(\n    Linear(3, 4))  # ?\n", ["Linear(3, 4)", "Sequential( Linear(3, 4))"]),
    ("x = Linear(\n    3,  # ?\n    4)\n", ["statement: x = Linear("]),
    ("x = a(\n    1)(b(\n    2))  # ?\n", ["a( 1)"]),
    ("model.add(Dense(3))  # ?\n", ["Dense(3)"]),
    ("model.add(\n    Dense(3)  # ?\n)\n", ["Dense(3)"]),
    ("x = Dense(3)(y)  # ?\n", ["Dense(3)"]),
    ("print(f(x))  # ?\n", ["f(x)"]),
    ("print('total:', '{:,}'.format(f(x)))  # ?\n", ["f(x)"]),
    ("print(x)  # ?\n", ["print(x)"]),
    ("x = {\n    'a': Linear(1, 2),  # ?\n}\n", ["Linear(1, 2)", "entry: 'a': Linear(1, 2)"]),
    ("x = {\n    'a': 3,  # ?\n}\n", ["entry: 'a': 3"]),
    ("x = {'a': {\n    'b': 3,  # ?\n}}\n", ["entry: 'b': 3"]),
    ("x = [Block(i) for i in range(3)]  # ?\n", ["Block(i)"]),
    ("x = 1; y = f()  # ?\n", ["f()"]),
    ("x = f();  # ?\n", ["f()"]),
    ("x = (\n    f()\n)  # ?\n", ["statement: x = ("]),
    ("x = 3  # ?\n", ["statement: x = 3"]),
    ("assert f(x) == 3  # ?\n", ["statement: assert f(x) == 3"]),
    ("for i in range(3):  # ?\n    f(i)\n", ["statement: for i in range(3):  # ?"]),
    ("def f():  # ?\n    g()\n", ["def f"]),
    ("@d\ndef f(\n    a=1,\n):  # ?\n    g()\n", ["def f"]),
    ("@d\nclass A:  # ?\n    x = f()\n", ["class A"]),
    ("class A:\n    def __init__(self):  # ?\n        pass\n", ["class A"]),
    ("class A:\n    def f(self):  # ?\n        pass\n", ["def A.f"]),
    ("class A:\n    def f(self):\n        x = g()\n        return x  # ?\n", ["class A"]),
    ("def f():\n    return x  # ?\n", ["def f"]),
    ("def f():\n    return g()  # ?\n", ["g()", "def f"]),
]

FULL_ROW = [
    ("# ?\nx = f()\n", ["f()"]),
    ("# ?\n\nx = f()\n", ["f()"]),
    ("x = f()\n# ?\ny = g()\n", ["g()", "f()"]),
    ("x = f()\n# ?\n\ny = g()\n", ["f()", "g()"]),
    ("x = f()\n\n# ?\ny = g()\n", ["g()"]),
    ("x = f()\n# ?\n", ["f()", "module"]),
    ("x = f()\n\n# ?\n", ["module"]),
    ("x = 1\n# ?\nclass A:\n    pass\n", ["class A", "statement: x = 1"]),
    ("# ?\n@d\ndef f():\n    pass\n", ["def f"]),
    ("# ?\nassert f() == 3\n", ["statement: assert f() == 3"]),
    ("# ?\nx = [f(), g()]\n", ["row: f(), g()"]),
    ("def f():\n    # ?\n    x = g()\n", ["g()", "def f"]),
    ("def f():\n    '''d'''\n    # ?\n    x = g()\n", ["g()", "def f"]),
    ("class A:\n    # ?\n    def __init__(self):\n        pass\n", ["class A"]),
    (
        "class A:\n    def f(self):\n        pass\n    # ?\n    def g(self):\n        pass\n",
        ["def A.g", "def A.f"],
    ),
    (
        "class A:\n    def __init__(self):\n        pass\n    # ?\n\n    def g(self):\n        pass\n",
        ["class A", "def A.g"],
    ),
    ("class A:\n    def f(self):\n        return x\n        # ?\n", ["class A"]),
    ("class A:\n    def f(self):\n        pass\n\n    # ?\n\nx = 1\n", ["class A"]),
    ("def f():\n    x = g()\n    # ?\n", ["g()", "def f"]),
    ("def f():\n    for i in a:\n        x.append(g(i))\n        # ?\n    return x\n", ["g(i)", "def f"]),
    ("if a:\n    x = f()\n    # ?\nelse:\n    x = g()\n", ["f()", "module"]),
    ("if a:\n    x = f()\n# ?\nelse:\n    x = g()\n", ["g()", "module"]),
    ("x = S(\n    # ?\n    f(),\n    g(),\n)\n", ["f()"]),
    ("x = S(\n    f(),\n    # ?\n    g(),\n)\n", ["g()", "f()"]),
    ("x = S(\n    f(),\n    # ?\n\n    g(),\n)\n", ["f()", "g()"]),
    ("x = S(\n    f(),\n    # ?\n)\n", ["f()", "S( f(), # ? )"]),
    ("x = {\n    # ?\n    'a': 1,\n}\n", ["entry: 'a': 1"]),
    ("'''?'''\n\nclass A:\n    pass\n", ["module"]),
    ("import a\n'''?'''\nclass A:\n    pass\n", ["class A", "statement: import a"]),
    ("# ?\n", ["module"]),
]

DOCSTRINGS = [
    ("class A:\n    '''?'''\n", ["class A"]),
    ("class A:\n    class B:\n        '''?'''\n", ["class A.B"]),
    ("class A:\n    def __init__(self):\n        '''?'''\n", ["class A"]),
    ("class A:\n    def f(self):\n        '''?'''\n", ["def A.f"]),
    ("if a:\n    def f():\n        '''?'''\n", ["def f"]),
    ("'''?'''\nclass A: pass\n", ["module"]),
]


@pytest.mark.parametrize(("text", "expected"), TRAILING)
def test_behind_code(text, expected):
    assert owned(text) == expected


@pytest.mark.parametrize(("text", "expected"), FULL_ROW)
def test_on_rows_of_its_own(text, expected):
    assert owned(text) == expected


@pytest.mark.parametrize(("text", "expected"), DOCSTRINGS)
def test_docstrings(text, expected):
    assert owned(text) == expected


def test_scopes_are_the_definitions_around():
    text = "class A:\n    def __init__(self):\n        def g():\n            x = f()  # ?\n"
    source = Source("x.py", text)
    outline = scan(source)
    (remark,) = remarks(source, outline)
    (owner,) = owners(source, outline, remark, lambda chunk: lower(source, chunk))
    assert isinstance(owner, CallOwner)
    assert owner.scope == ("A", "__init__", "g")
    assert owner.chunk == 0
