"""Ways through questions: each combination of answers once, and none twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.values.choices import MOST_WAYS, Choices, TooManyWays, explore


def all_ways(run):
    choices = Choices()
    results = [run(choices)]
    while choices.advance():
        results.append(run(choices))
    return results


def test_no_question_is_one_way():
    assert explore(Choices(), lambda: 7) == [7]


def test_independent_questions_give_every_combination():
    ways = all_ways(lambda choices: tuple(choices.decide(key) for key in "abc"))
    assert sorted(ways) == sorted(
        {(a, b, c) for a in (True, False) for b in (True, False) for c in (True, False)}
    )
    assert ways[0] == (True, True, True)


def test_the_same_question_has_the_same_answer():
    ways = all_ways(lambda choices: (choices.decide("a"), choices.decide("b"), choices.decide("a")))
    assert len(ways) == 4
    assert all(first == last for first, _, last in ways)


def test_a_question_may_depend_on_an_answer():
    def run(choices):
        return ("inner", choices.decide("b")) if choices.decide("a") else "short"

    assert all_ways(run) == [("inner", True), ("inner", False), "short"]


def test_no_more_than_the_most_ways():
    choices = Choices()
    with pytest.raises(TooManyWays):
        explore(choices, lambda: [choices.decide(key) for key in range(4)])
    choices = Choices()
    assert len(explore(choices, lambda: [choices.decide(key) for key in range(3)])) == MOST_WAYS


TREES = st.recursive(
    st.integers(0, 99), lambda tree: st.tuples(st.sampled_from("abcd"), tree, tree), max_leaves=8
)


def leaves(tree, answers):
    """Leaves that the answers to a tree's questions can lead to, each path once."""
    if isinstance(tree, int):
        return [(tree, tuple(sorted(answers.items())))]
    key, positive, negative = tree
    if key in answers:
        return leaves(positive if answers[key] else negative, answers)
    return leaves(positive, {**answers, key: True}) + leaves(negative, {**answers, key: False})


@settings(deadline=None)
@given(TREES)
def test_a_tree_of_questions_is_walked_once(tree):
    def run(choices):
        here, answers = tree, {}
        while not isinstance(here, int):
            key, positive, negative = here
            answers[key] = choices.decide(key)
            here = positive if answers[key] else negative
        return here, tuple(sorted(answers.items()))

    assert all_ways(run) == leaves(tree, {})


def test_that_there_are_too_many_ways_is_told_by_the_first():
    choices, runs = Choices(), []
    with pytest.raises(TooManyWays):
        explore(choices, lambda: runs.append([choices.decide(key) for key in range(MOST_WAYS)]))
    assert len(runs) == 1
