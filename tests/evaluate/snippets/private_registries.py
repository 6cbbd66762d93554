from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self._modules["late"] = nn.Linear(3, 2)
        self.fc = nn.Linear(2, 2)
        for name, module in list(self._modules.items()):
            if name == "fc":
                self._modules[name] = nn.Sequential(module, nn.Linear(2, 1))
        del self._modules["late"]._parameters["bias"]
        self.late.register_parameter("bias", None)


def make():
    return Net()


EXPECTED = (15, 15, 0)
