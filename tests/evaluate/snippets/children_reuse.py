from torch import nn


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3)
        self.bn1 = nn.BatchNorm2d(4)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(4, 10)


def make():
    features = nn.Sequential(*list(Backbone().children())[:-1])
    named = nn.ModuleDict({n: c for n, c in Backbone().named_children() if n != "fc"})
    return nn.ModuleList([features, named, nn.Linear(4, 2)])


EXPECTED = (250, 250, 18)
