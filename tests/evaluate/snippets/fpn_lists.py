from torch import nn


class Pyramid(nn.Module):
    def __init__(self, inputs, width, extra=0):
        super().__init__()
        self.lateral = nn.ModuleList()
        self.output = nn.ModuleList()
        for channels in inputs:
            if channels == 0:
                continue
            self.lateral.append(nn.Conv2d(channels, width, 1))
            self.output.append(nn.Conv2d(width, width, 3, padding=1))
        for i in range(extra):
            self.output.append(nn.Conv2d(inputs[-1] if not i else width, width, 3, 2, 1))


def make():
    return Pyramid([4, 0, 8, 16], 6, extra=2)


EXPECTED = (2376, 2376, 0)
