"""Binding arguments: what Python's own binding says of every call of every signature."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.frontend.lower import parse_expression
from cnnlint.layers.binding import BadArguments, bind

NAMES = "abcdefgh"


@st.composite
def signatures(draw):
    """A parameter list: positional-only, ordinary, starred, keyword-only and doubly starred in turn."""
    only, plain, keyword = (draw(st.integers(0, 2)) for _ in range(3))
    star, double = draw(st.booleans()), draw(st.booleans())
    names = iter(NAMES)
    parts, defaulted = [], False
    for index in range(only + plain):
        defaulted = defaulted or draw(st.booleans())
        parts.append(next(names) + ("=0" if defaulted else ""))
        if index + 1 == only:
            parts.append("/")
    if star or keyword:
        parts.append("*rest" if star else "*")
    parts += [next(names) + draw(st.sampled_from(["", "=0"])) for _ in range(keyword)]
    return ", ".join([*parts, "**more"] if double else parts)


CALLS = st.tuples(
    st.lists(st.integers(1, 9), max_size=5),
    st.dictionaries(st.sampled_from([*NAMES[:6], "z"]), st.integers(1, 9), max_size=4),
)


def parameters_of(signature):
    return parse_expression(f"lambda {signature}: 0").parameters


@settings(max_examples=400, deadline=None)
@given(signatures(), CALLS)
def test_binding_is_pythons(signature, call):
    arguments, keywords = call
    try:
        expected = eval(f"lambda {signature}: dict(locals())")(*arguments, **keywords)
    except TypeError:
        expected = None

    def default(parameter):
        if parameter.default is None:
            raise BadArguments("missing")
        return 0

    try:
        found = bind(parameters_of(signature), arguments, keywords, default, "f")
    except BadArguments:
        found = None
    assert found == expected


def refuse(parameter):
    raise BadArguments(f"f() missing a required argument: '{parameter.name}'")


@pytest.mark.parametrize(
    ("signature", "arguments", "keywords", "message"),
    [
        ("a", [1, 2], {}, "takes 1 positional arguments but 2 were given"),
        ("a", [1], {"a": 2}, "multiple values for argument 'a'"),
        ("a", [], {"a": 1, "b": 2}, "unexpected keyword argument 'b'"),
        ("a", [], {}, "missing a required argument: 'a'"),
        ("*, a", [1], {"a": 1}, "takes 0 positional arguments"),
    ],
)
def test_messages_say_what_is_wrong(signature, arguments, keywords, message):
    with pytest.raises(BadArguments, match=message):
        bind(parameters_of(signature), arguments, keywords, refuse, "f")


def test_the_callers_keywords_are_left_alone():
    keywords = {"b": 2}
    assert bind(parameters_of("**more"), [], keywords, refuse, "f") == {"more": {"b": 2}}
    assert keywords == {"b": 2}
