from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.Linear(3, 4)))
        self.tied = nn.Linear(3, 4)
        self.tied.weight = self.get_submodule("body.1.0").weight
        self.get_parameter("body.0.bias").requires_grad = False
        self.head = nn.Linear(self.get_submodule("body.1").get_submodule("0").out_features, 1)


def make():
    return Net()


EXPECTED = (34, 31, 0)
