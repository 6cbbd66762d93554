import torch.nn as nn


def conv3x3(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1, bias=False)


class Basic(nn.Module):
    expansion = 1

    def __init__(self, inputs, planes, stride=1, downsample=None):
        super().__init__()
        self.conv1 = conv3x3(inputs, planes, stride)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = conv3x3(planes, planes)
        self.bn2 = nn.BatchNorm2d(planes)
        self.downsample = downsample


class Wide(Basic):
    expansion = 2

    def __init__(self, inputs, planes, stride=1, downsample=None):
        super().__init__(inputs, planes * self.expansion, stride, downsample)


class Net(nn.Module):
    def __init__(self, block, counts, classes=10):
        super().__init__()
        self.inputs = 8
        self.stem = conv3x3(3, 8)
        self.layer1 = self._layer(block, 8, counts[0])
        self.layer2 = self._layer(block, 16, counts[1], stride=2)
        self.fc = nn.Linear(16 * block.expansion, classes)

    def _layer(self, block, planes, count, stride=1):
        down = None
        if stride != 1 or self.inputs != planes * block.expansion:
            down = nn.Sequential(nn.Conv2d(self.inputs, planes * block.expansion, 1, stride), nn.BatchNorm2d(planes * block.expansion))
        layers = [block(self.inputs, planes, stride, down)]
        self.inputs = planes * block.expansion
        layers.extend(block(self.inputs, planes) for _ in range(1, count))
        return nn.Sequential(*layers)


def make():
    return nn.ModuleDict({"basic": Net(Basic, [2, 2]), "wide": Net(Wide, (1, 3), classes=4)})


EXPECTED = (66846, 66846, 787)
