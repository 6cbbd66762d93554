import torch.nn as nn

SETTINGS = [
    # expand, channels, repeats, stride
    [1, 4, 1, 1],
    [2, 6, 2, 2],
    [3, 8, 3, 2],
]


class Stage(nn.Module):
    def __init__(self, inputs, outputs, expand, stride):
        super().__init__()
        self.use_res = stride == 1 and inputs == outputs
        hidden = int(round(inputs * expand))
        self.conv = nn.Sequential(*([nn.Conv2d(inputs, hidden, 1)] if expand != 1 else []), nn.Conv2d(hidden, outputs, 1, bias=not self.use_res))


def make():
    channels, features = 4, [nn.Conv2d(3, 4, 3)]
    for t, c, n, s in SETTINGS:
        for i in range(n):
            features.append(Stage(channels, c, t, s if i == 0 else 1))
            channels = c
    return nn.Sequential(*features)


EXPECTED = (1472, 1472, 0)
