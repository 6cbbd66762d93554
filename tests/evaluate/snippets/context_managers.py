import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 5)
        with torch.no_grad():
            self.fc.weight.fill_(0.5)
            self.more = nn.Linear(2, 3)
        nn.init.kaiming_normal_(self.fc.weight, mode="fan_out")
        torch.nn.init.constant_(self.fc.bias, 0)


def make():
    return Net()


EXPECTED = (39, 39, 0)
