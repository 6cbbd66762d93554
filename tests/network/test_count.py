"""Counting a network's tensors: shared ones once, by kind, and unknown where one of them is."""

import pytest

from cnnlint.network import Count, Layer, Parameter, elements, is_bias, tally
from cnnlint.size import Size
from cnnlint.unknown import Unknown

C = Size.named("c")
LOST = Unknown("lost")
fresh = iter(range(10**6))


def parameter(name, *shape, trainable=True, identity=None):
    return Parameter(name, shape, trainable, next(fresh) if identity is None else identity)


def layer(*parameters, buffers=(), children=(), missing=None, identity=None):
    number = next(fresh) if identity is None else identity
    return Layer("", "Layer", "Layer()", number, parameters, tuple(buffers), tuple(children), missing)


def test_each_quantity():
    inner = layer(parameter("weight", 3, 4), parameter("bias", 3, trainable=False))
    outer = layer(
        parameter("in_proj_bias", 5), buffers=[parameter("mean", 7, trainable=False)], children=[inner]
    )
    counts = tally(outer)
    assert (counts.total, counts.trainable, counts.non_trainable) == (20, 17, 3)
    assert (counts.weights, counts.biases, counts.buffers) == (12, 8, 7)


def test_a_tensor_of_two_names_counts_once():
    tied = [layer(parameter("weight", 10, identity=5)), layer(parameter("bias", 10, identity=5))]
    assert tally(layer(children=tied)).total == 10
    assert tally(layer(children=tied)).weights == 10


def test_a_layer_of_two_names_counts_once():
    shared = layer(parameter("weight", 4), buffers=[parameter("mean", 2)])
    counts = tally(layer(children=[shared, shared, layer(children=[shared])]))
    assert (counts.total, counts.buffers) == (4, 2)


def test_a_layer_inside_itself_ends():
    shell = layer(identity=-1)
    assert tally(layer(parameter("weight", 4), children=[shell], identity=-1)).total == 4
    assert len(list(layer(children=[shell], identity=-1).walk())) == 1


def test_walking_meets_parents_first_and_children_in_order():
    first, second = layer(parameter("first", 1)), layer(parameter("second", 1))
    walked = list(layer(children=[first, second]).walk())
    assert walked[1:] == [first, second]


def test_no_tensors_and_empty_ones():
    assert tally(layer()).total == 0
    assert tally(layer(parameter("empty", 0, 5), parameter("scalar"))).total == 1


def test_named_sizes_give_polynomials():
    counts = tally(layer(parameter("weight", C, 9), parameter("bias", C)))
    assert counts.total == 10 * C
    assert counts.weights == 9 * C


def test_an_unknown_shape_spoils_only_its_own_sums():
    counts = tally(
        layer(Parameter("weight", LOST, True, 1), parameter("bias", 3), buffers=[parameter("b", 2)])
    )
    assert counts.total is LOST
    assert counts.weights is LOST
    assert counts.biases == 3
    assert counts.buffers == 2


def test_an_unknown_size_among_known_ones():
    assert elements(parameter("weight", 3, LOST)) is LOST
    assert elements(parameter("weight", 3, 4)) == 12


def test_an_undecided_flag_spoils_only_what_it_decides():
    counts = tally(layer(parameter("weight", 3, trainable=LOST), parameter("bias", 4)))
    assert counts.total == 7
    assert counts.trainable is LOST
    assert counts.non_trainable is LOST


def test_what_may_own_more_has_no_count():
    counts = tally(layer(children=[layer(parameter("weight", 3), missing=LOST)]))
    assert {counts.total, counts.trainable, counts.weights, counts.biases, counts.buffers} == {LOST}


@pytest.mark.parametrize("name", ["bias", "fc.bias", "bias_ih_l0", "in_proj_bias", "bias_k", "relative_bias"])
def test_biases(name):
    assert is_bias(name)


@pytest.mark.parametrize("name", ["weight", "bias.weight", "weight_ih_l0", "position", "unbiased"])
def test_no_biases(name):
    assert not is_bias(name)


def test_a_count_joins_ways():
    assert Count.of([3, 4, 3]).alternatives == (3, 4)
    assert Count.of([3, 3]).exact == 3
    assert Count.of([3, 4]).exact is None
    assert Count.of([C]).exact is None
    assert Count.of([3, LOST]).unknown is LOST
    assert Count.of([3, LOST]).exact is None
