"""Evaluating single expressions with the least that a subclass must supply."""

import pytest

from cnnlint.frontend.lower import parse_expression
from cnnlint.unknown import Unknown
from cnnlint.values.expression import Expressions

LOST = Unknown("lost")


class Plain(Expressions[dict]):
    """Names from a dict, calls and items as Python has them."""

    def name(self, node):
        return lambda names: names[node.id]

    def call_node(self, node):
        function, arguments = self.compile(node.function), self.arguments(node)

        def run(names):
            bound = arguments(names)
            return bound if isinstance(bound, Unknown) else function(names)(*bound[0], **bound[1])

        return run

    def attribute(self, value, name, span):
        return getattr(value, name)

    def item(self, value, index, span):
        return index if isinstance(index, Unknown) else value[index]

    def items_of(self, value, span):
        return value if isinstance(value, Unknown) else list(value)

    def span(self, node):
        return None


NAMES = {
    "x": 4,
    "items": [1, 2, 3],
    "table": {"k": 1},
    "f": lambda *a, **k: (a, k),
    "lost": LOST,
    "s": "text",
}


def evaluated(text):
    return Plain().evaluate(parse_expression(text), NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2 * 3", "-x ** 2", "not x", "x if x > 3 else 0", "x and 0 or 7", "1 < x <= 4 != 5", "x in items",
        "[*items, 9]", "(1, *items)", "{1, *items}", "{'a': 1, **table}", "items[1:]", "items[-1]", "items[::2]",
        "f(1, *items, j=2, **table)", "'a' 'b'", "...", "b'raw'", "()",
        "123456789012345678901234567890", "s.upper()", "[[1], (2,)]", "x // 3 % 2", "~x | 1", "None is None", "+x",
    ],
)  # fmt: skip
def test_python_agrees(text):
    assert evaluated(text) == eval(text, dict(NAMES))


@pytest.mark.parametrize(
    "text",
    [
        "lost + 1", "-lost", "items[lost]", "[*lost]", "f(*lost)", "f(**lost)", "{lost: 1}", "{**lost}",
        "items[lost:]", "lost if lost else 1", "lost and 1", "not lost", "lost < 3", "f(a=1, **{'a': 2})", "2j",
    ],
)  # fmt: skip
def test_an_unknown_spoils_the_whole(text):
    assert isinstance(evaluated(text), Unknown)


def test_an_unknown_spoils_only_what_depends_on_it():
    assert evaluated("[lost, 1]") == [LOST, 1]
    assert evaluated("{'a': lost}") == {"a": LOST}
    assert evaluated("0 and lost") == 0
    assert evaluated("1 or lost") == 1
    assert evaluated("5 if x else lost") == 5
    assert evaluated("1 > 2 > lost") is False
    assert evaluated("f(lost)[0]") == (LOST,)


def test_numbers_too_long_to_hold():
    assert isinstance(evaluated("9" * 5000), Unknown)


def test_no_part_is_evaluated_twice_or_in_vain():
    calls = []
    names = {"t": lambda n: calls.append(n) or n}
    Plain().evaluate(parse_expression("[t(1) < t(2) < t(0) < t(9), t(0) and t(8), t(3) or t(7)]"), names)
    assert calls == [1, 2, 0, 0, 3]
