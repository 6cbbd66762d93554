from torch import nn


class ConvBnAct(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, groups=1):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs),
            nn.SiLU(),
        )
        self.outputs = outputs


def make():
    first = ConvBnAct(3, 12)
    return nn.Sequential(first, ConvBnAct(first.outputs, first.outputs * 2, groups=4), ConvBnAct(24, 6, 1))


EXPECTED = (1200, 1200, 87)
