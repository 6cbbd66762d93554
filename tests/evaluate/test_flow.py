"""The shapes that flow through a model: which calls are noted, in which order, and how a run ends."""

from evaluating import interpreter_of

from cnnlint.deep import deeply
from cnnlint.evaluate.flow import Flow, flow, flows
from cnnlint.evaluate.target import all_ways
from cnnlint.frontend.lower import parse_expression
from cnnlint.size import Size
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Scope, Tensor

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"


def flows_of(code, *shapes, expression="Net()"):
    """All ways of an expression's model on inputs of these shapes."""
    machine = interpreter_of({"model.py": HEAD + code})
    module = machine.project.module("model.py")
    node = parse_expression(expression)

    def make():
        return machine.evaluate(node, Scope(module, module.attrs))

    return deeply(lambda: flows(machine, make, [Tensor(shape) for shape in shapes]))


def flow_of(code, *shapes, expression="Net()"):
    """The only way."""
    (way,) = flows_of(code, *shapes, expression=expression)
    assert isinstance(way, Flow)
    return way


NET = """
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return x + F.relu(self.conv(x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2), nn.ReLU())
        self.block = Block(8)
        self.head = nn.Linear(8, 10)

    def forward(self, x):
        x = self.block(self.block(self.stem(x)))
        return self.head(x.mean((2, 3)))
"""


def layers(way):
    return [
        (each.name, each.given, each.result, each.depth) for each in way.passages if each.module is not None
    ]


def test_layers_are_noted_as_they_end_with_their_paths():
    way = flow_of(NET, (2, 3, 32, 32))
    wide = (2, 8, 15, 15)
    block = [("block.conv", (wide,), (wide,), 2), ("block", (wide,), (wide,), 1)]
    assert layers(way) == [
        ("stem.0", ((2, 3, 32, 32),), (wide,), 2),
        ("stem.1", (wide,), (wide,), 2),
        ("stem", ((2, 3, 32, 32),), (wide,), 1),
        *block,
        *block,
        ("head", ((2, 8),), ((2, 10),), 1),
        ("", ((2, 3, 32, 32),), ((2, 10),), 0),
    ]
    assert way.result.shape == (2, 10)
    assert (way.refusal, way.stopped) == (None, None)


def test_functions_are_noted_with_the_place_of_their_call():
    way = flow_of(NET, (2, 3, 32, 32))
    (mean,) = [each for each in way.passages if each.module is None and each.name == "mean"]
    text = HEAD + NET
    assert text[mean.span.start : mean.span.end] == "x.mean((2, 3))"
    assert (mean.given, mean.result) == (((2, 8, 15, 15),), ((2, 8),))


def test_named_sizes_flow():
    n = Size.named("n")
    way = flow_of(NET, (n, 3, 32, 32))
    assert layers(way)[-1] == ("", ((n, 3, 32, 32),), ((n, 10),), 0)


def test_an_error_names_the_layer_and_its_input():
    code = NET.replace("nn.Linear(8, 10)", "nn.Linear(9, 10)")
    way = flow_of(code, (2, 3, 32, 32))
    assert way.refusal.certain
    assert (way.refusal.kind, way.refusal.name, way.refusal.given) == ("RuntimeError", "head", ((2, 8),))
    text = HEAD + code
    assert text[way.refusal.span.start : way.refusal.span.end] == "self.head(x.mean((2, 3)))"
    assert layers(way)[-1][0] == "block"


def test_what_is_unknown_flows_on_as_unknown():
    code = NET.replace("F.relu(self.conv(x))", "mystery(self.conv(x))").replace(
        "class Block", "from somewhere import mystery\nclass Block"
    )
    way = flow_of(code, (2, 3, 32, 32))
    assert way.refusal is None
    (unknown,) = layers(way)[-2][1]
    assert isinstance(unknown, Unknown)


def test_each_way_through_a_branch_is_a_flow():
    code = NET.replace(
        "        return self.head",
        "        if random.random() < 2:\n            return x\n        return self.head",
    )
    ways = flows_of("import random\n" + code, (2, 3, 32, 32))
    assert sorted(way.result.shape for way in ways) == [(2, 8, 15, 15), (2, 10)]


def test_a_model_is_evaluated_and_not_trained():
    code = "class Net(nn.Module):\n    def forward(self, x):\n        return x if self.training else x[0]\n"
    assert flow_of(code, (2, 3)).result.shape == (3,)


def test_children_of_a_container_are_called_where_the_container_is():
    way = flow_of(NET, (2, 3, 32, 32))
    text = HEAD + NET
    (conv,) = [each for each in way.passages if each.name == "stem.0"]
    assert text[conv.span.start : conv.span.end] == "self.stem(x)"


def test_an_error_inside_a_container_stands_where_the_container_is_called():
    code = NET.replace("nn.ReLU())", "nn.Conv2d(9, 8, 1))")
    way = flow_of(code, (2, 3, 32, 32))
    text = HEAD + code
    assert way.refusal.name == "stem.1"
    assert text[way.refusal.span.start : way.refusal.span.end] == "self.stem(x)"


def test_operations_with_a_gradient_of_their_own_run_their_forward():
    code = """
class Halve(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, where):
        ctx.save_for_backward(x)
        return x.chunk(2, where)[0]

class Net(nn.Module):
    def forward(self, x):
        return Halve.apply(torch.jit.annotate(torch.Tensor, x), 1)
"""
    assert flow_of(code, (2, 8)).result.shape == (2, 4)


def test_questions_about_the_device_have_one_answer():
    code = """
class Net(nn.Module):
    def forward(self, x):
        for _ in range(20):
            x = self.flat(x) if x.device.type == "mps" else x.reshape(-1)
        return x

    def flat(self, x):
        return x.flatten()[:2]
"""
    assert {way.result.shape for way in flows_of(code, (2, 8))} == {(2,), (16,)}


def test_a_run_ends_where_enough_is_seen():
    machine = interpreter_of({"model.py": HEAD + NET})
    module = machine.project.module("model.py")
    node = parse_expression("Net()")

    def run():
        model = machine.evaluate(node, Scope(module, module.attrs))
        images = [Tensor((2, 3, 32, 32))]
        return (
            flow(machine, model, images, enough=lambda passages: passages[-1].name == "stem.0"),
            flow(machine, model, images),
        )

    ((short, whole),) = deeply(lambda: all_ways(machine, run))
    assert [each.name for each in short.passages] == ["stem.0"]
    assert short.stopped is not None
    assert whole.stopped is None
    assert whole.passages[0].result == short.passages[0].result
