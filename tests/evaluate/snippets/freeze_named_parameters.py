from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(3, 3)
        self.layer2 = nn.Linear(3, 4)
        self.fc = nn.Linear(4, 5)
        for name, parameter in self.named_parameters():
            if not name.startswith("fc") and "bias" not in name:
                parameter.requires_grad = False


def make():
    return Net()


EXPECTED = (53, 32, 0)
