from torch import nn


class Base(nn.Module):
    def __init__(self, classes=100):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
        self.fc = nn.Linear(8, classes)


def make(classes=7):
    model = Base()
    model.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, classes)
    return model


EXPECTED = (287, 63, 0)
