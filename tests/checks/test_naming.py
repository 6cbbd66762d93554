"""Whom a name in a text may mean."""

import pytest

from cnnlint.checks.naming import names_layer, names_model, part_named
from cnnlint.network import Layer


def layer(name: str, kind: str, *children: Layer) -> Layer:
    return Layer(name, kind, kind, next(NUMBERS), (), (), children)


NUMBERS = iter(range(1, 1000))

OTHER_LAYERS = [
    ("conv1", "self.conv2", ["Conv2d"]),
    ("fc", "self.conv1", ["Conv2d"]),
    ("Encoder", "self.enc1", ["Linear"]),
    ("Classifier", "self.fc1", ["Linear"]),
    ("ResNet-50", "self.backbone", ["Linear"]),
    ("Block 1", "self.conv2", ["Conv2d"]),
    ("bn1", None, ["Conv2d"]),
]

SAME_LAYERS = [
    ("conv1", "self.conv1", ["Conv2d"]),
    ("Conv 1", "self.conv1", ["Conv2d"]),
    ("CONV1", None, ["Conv2d"]),
    ("Conv2d", "self.first", ["Conv2d"]),
    ("Layer 2", "self.conv2", ["Conv2d"]),
    ("Layer 1", None, ["Sequential"]),
    ("dense", "self.fc", ["Linear"]),
    ("fc", None, ["Linear"]),
    ("BN", "self.norm", ["BatchNorm2d"]),
    ("encoder", "self.encoder", ["Sequential"]),
    ("features.0", "features.0", ["Conv2d"]),
    ("output", "self.fc3", ["Linear"]),
]


@pytest.mark.parametrize(("name", "target", "kinds"), OTHER_LAYERS)
def test_another_layer_is_meant(name, target, kinds):
    assert not names_layer(name, target, kinds)


@pytest.mark.parametrize(("name", "target", "kinds"), SAME_LAYERS)
def test_this_layer_is_meant(name, target, kinds):
    assert names_layer(name, target, kinds)


MODELS = [
    ("VGG16", ["vgg11"], False),
    ("ResNet-18", ["resnet34", "ResNet"], None),
    ("Generator", ["Discriminator"], False),
    ("SVT-Base", ["svt_tiny", "SVT"], None),
    ("ResNet-18", ["ResNet"], None),
    ("ResNet-18", ["build_model"], None),
    ("ResNet-18", ["resnet18"], True),
    ("ResNet-18", ["build_resnet_18"], True),
    ("LeNet", ["LeNet5"], True),
    ("LeNet-5", ["LeNet5"], True),
    ("SVT-Tiny", ["svt_tiny", "SVT"], True),
    ("VOLO-D1", ["volo_d1_224", "VOLO"], True),
    ("network", ["Anything"], True),
]


@pytest.mark.parametrize(("name", "titles", "answer"), MODELS)
def test_models(name, titles, answer):
    assert names_model(name, titles) is answer


NET = layer(
    "",
    "Net",
    layer("conv1", "Conv2d"),
    layer("features", "Sequential", layer("0", "Conv2d"), layer("1", "ReLU")),
    layer("head", "Head", layer("fc", "Linear")),
)


@pytest.mark.parametrize("name", ["conv2", "Conv2d", "Net", "block"])
def test_no_part_of_the_name(name):
    assert part_named(NET, name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("conv1", "Conv2d"),
        ("Conv 1", "Conv2d"),
        ("features.0", "Conv2d"),
        ("head.fc", "Linear"),
        ("Linear", "Linear"),
    ],
)
def test_the_part_of_the_name(name, kind):
    part = part_named(NET, name)
    assert part is not None
    assert part.kind == kind
