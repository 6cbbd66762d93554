"""The thread for deeply nested code: its depth, how it ends, and that its frames stay where they are."""

import sys

import pytest

from cnnlint.deep import deeply

# Frames stand in pieces of 16 KB by themselves: from some of so many depths a call goes to the next piece.
DEPTHS, ROUNDS = 150, 400


def nested(depth, rounds=1):
    if depth:
        return nested(depth - 1, rounds)
    return sum(called() for _ in range(rounds))


def called():
    return 1


def test_code_may_be_nested_deeply():
    assert deeply(lambda: nested(50_000)) == 1


def test_an_error_is_handed_on_and_the_limit_restored():
    limit = sys.getrecursionlimit()
    with pytest.raises(ZeroDivisionError):
        deeply(lambda: 1 // 0)
    assert sys.getrecursionlimit() == limit


@pytest.mark.skipif(sys.platform != "linux", reason="counts pages as Linux does")
def test_calls_take_no_memory_from_the_system_again_and_again():
    import resource

    def faults():
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    def run():
        before = faults()
        for depth in range(DEPTHS):
            nested(depth, ROUNDS)
        return faults() - before

    assert deeply(run) < ROUNDS
