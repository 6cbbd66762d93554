"""Decorators that only document: their functions and classes are what they are without them, and none else is."""

import pytest
from evaluating import counts_of, outcome_of, value_at, value_of, written

HEAD = """import inspect
import sys
import texts_of_elsewhere
SEEN = {}
ORDER = []
"""
# What a decorator may do beside writing texts: each must run, or be unknown.
EFFECTS = {
    "register by name": "    SEEN[given.__name__] = given\n",
    "append": "    ORDER.append(given.__name__)\n",
    "extend in place": "    order = ORDER\n    order += [given.__name__]\n",
    "call that registers": "    remember(given)\n",
    "call by another name": "    keep = remember\n    keep(given)\n",
    "callback": "    list(map(remember, [given]))\n",
    "global": "    global ORDER\n    ORDER = [given.__name__]\n",
    "set by name": "    setattr(given, 'width', 5)\n",
    "attribute": "    given.width = 5\n",
}
PROBE = """
def remember(value):
    SEEN[value.__name__] = value

def mark(given):
    given.__doc__ = "marked"
EFFECT    return given

@mark
class Layer:
    width = 3

result = [sorted(SEEN), ORDER, Layer.width]
"""


@pytest.mark.parametrize("effect", EFFECTS.values(), ids=list(EFFECTS))
def test_effects_are_not_lost(effect):
    code = HEAD.replace("import texts_of_elsewhere\n", "") + PROBE.replace("EFFECT", effect)
    names = {"__name__": "model"}
    exec(code, names)
    assert value_of(code) == names["result"]


def test_a_decorator_that_gives_something_else_runs():
    code = HEAD + "def twice(f):\n    def run(x):\n        return f(x) * 2\n    return run\n"
    assert value_of(code + "@twice\ndef g(x):\n    return x + 1\nresult = g(3)\n") == 8


def test_a_decorator_that_may_give_something_else_is_followed():
    code = HEAD + "def pick(f):\n    if f.__name__ == 'g':\n        return 5\n    return f\n"
    assert value_of(code + "@pick\ndef g():\n    return 1\nresult = g\n") == 5


DOCUMENTED = """import inspect
import texts_of_elsewhere as texts
from torch import nn

_BASES = None

def path_of(value):
    return inspect.getsourcefile(value)

def family(value):
    path = path_of(value)
    if path.split("/")[-2] != "zoo":
        return None
    for kind in texts.kinds():
        if path.endswith(kind):
            return kind
    return path

def bases_of(cls):
    global _BASES
    if _BASES is None:
        _BASES = {"Module": nn.Module}
    while cls is not None:
        if cls.__name__ in _BASES:
            return _BASES[cls.__name__]
        cls = cls.__base__
    return None

def describe_parameters(names, lines, signature):
    for name, parameter in signature.parameters.items():
        if name not in names:
            lines.append(texts.describe(parameter))
    return texts.join(lines)

def describe_function(function, owner=None, intro=None):
    lines = []
    text = describe_parameters({"self"}, lines, inspect.signature(function))
    text += texts.title(family(owner or function))
    function.__doc__ = text
    return function

def describe_class(cls, intro=None):
    if family(cls) is None and texts.strict():
        raise ValueError(cls.__name__)
    if bases_of(cls) is not None:
        text = describe_function(cls.__init__, owner=cls).__doc__
    else:
        text = cls.shown_as()
    cls.__doc__ = text
    return cls

def documented(value=None, *, intro=None):
    def decorate(value):
        if len(value.__qualname__.split(".")) > 1:
            return describe_function(value, intro=intro)
        return describe_class(value, intro=intro)

    if value:
        return decorate(value)
    return decorate
"""
NET = """
@documented{options}
class Net(nn.Module):
    @documented
    def __init__(self, width=4):
        super().__init__()
        self.body = nn.Linear(width, 2)

def make():
    return Net()
"""


@pytest.mark.parametrize("options", ["", "(intro='Small')", "()"])
def test_what_is_documented_is_counted(options):
    outcome = outcome_of(DOCUMENTED + NET.replace("{options}", options))
    assert counts_of(outcome) == (10, 10, 0)


def test_a_method_that_the_class_has_may_do_more():
    code = DOCUMENTED + NET.replace("{options}", "").replace(
        "    @documented\n    def",
        "    @classmethod\n    def shown_as(cls):\n        cls.wide = 1\n\n    def",
    )
    assert counts_of(outcome_of(code)) in [(10, 10, 0), (None, None, None)]


UNKNOWN_MAKER = """
from torch import nn
from .absent import make_body, scale

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(2, 2)
        self.body = make_body(3)

class Sizes(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(2, 2)
        self.scale = scale
"""


def test_what_an_unknown_function_makes_may_be_a_layer():
    assert counts_of(outcome_of(UNKNOWN_MAKER, "Net()")) == (None, None, None)
    assert counts_of(outcome_of(UNKNOWN_MAKER, "Sizes()")) == (6, 6, 0)


def test_another_librarys_function_changes_only_what_it_is_given(tmp_path):
    library = (
        "CACHE = {}\n\n\ndef compiled(pattern):\n    CACHE[pattern] = object()\n    return CACHE[pattern]\n"
    )
    documenting = (
        "import patterns\n\n\ndef mark(given):\n    found = patterns.compiled('a+')\n"
        "    if found.search(given.__name__):\n        given.__doc__ = str(found)\n"
        "    elif inspect_all(given):\n        raise ValueError(given)\n    return given\n"
    )
    model = "from tools import mark\n\n\n@mark\nclass Layer:\n    width = 3\n\n\nresult = Layer.width\n"
    files = {"model.py": model, "tools.py": documenting, "patterns/__init__.py": library}
    helper = "\n\ndef inspect_all(given):\n    return given.__doc__ is None\n"
    path = written(tmp_path, {**files, "tools.py": documenting + helper})
    assert value_at(path) == 3
