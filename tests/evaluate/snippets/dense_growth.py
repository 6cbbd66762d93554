import torch.nn as nn


class DenseLayer(nn.Sequential):
    def __init__(self, inputs, growth, bottleneck):
        super().__init__()
        self.add_module("norm1", nn.BatchNorm2d(inputs))
        self.add_module("conv1", nn.Conv2d(inputs, bottleneck * growth, 1, bias=False))
        self.add_module("norm2", nn.BatchNorm2d(bottleneck * growth))
        self.add_module("conv2", nn.Conv2d(bottleneck * growth, growth, 3, padding=1, bias=False))


class DenseBlock(nn.ModuleDict):
    def __init__(self, count, inputs, growth=4, bottleneck=2):
        super().__init__()
        for i in range(count):
            self.add_module("denselayer%d" % (i + 1), DenseLayer(inputs + i * growth, growth, bottleneck))


class Transition(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(nn.BatchNorm2d(inputs), nn.ReLU(), nn.Conv2d(inputs, outputs, 1, bias=False), nn.AvgPool2d(2))


def make():
    width, parts = 8, []
    for i, count in enumerate((2, 3)):
        parts.append(DenseBlock(count, width))
        width += count * 4
        if i == 0:
            parts.append(Transition(width, width // 2))
            width //= 2
    return nn.Sequential(*parts, nn.Linear(width, 5))


EXPECTED = (2345, 2345, 235)
