from torch import nn


class Net(nn.Module):
    def __init__(self, frozen_stages=2):
        super().__init__()
        self.stages = nn.ModuleList([nn.Linear(n, n) for n in (2, 3, 4, 5)])
        self.frozen_stages = frozen_stages
        self._freeze()

    def _freeze(self):
        for i in range(self.frozen_stages):
            stage = self.stages[i]
            stage.eval()
            for p in stage.parameters():
                p.requires_grad = False
        for module in self.modules():
            if isinstance(module, nn.Linear) and module.out_features == 5:
                module.bias.requires_grad = False


def make():
    return Net()


EXPECTED = (68, 45, 0)
