from torch import nn


class Net(nn.Module):
    def __init__(self, depth=3, aux=False, norm="bn", head=None):
        super().__init__()
        self.body = nn.Linear(4, 4) if depth > 2 else nn.Identity()
        if aux:
            self.aux = nn.Linear(4, 9)
        if norm == "bn":
            self.norm = nn.BatchNorm1d(4)
        elif norm is None:
            self.norm = None
        else:
            raise ValueError("norm")
        self.head = head or nn.Linear(4, 2)
        self.extra = aux and nn.Linear(1, 1)


def make():
    return nn.ModuleList([Net(), Net(2, aux=True), Net(norm=None, head=nn.Linear(4, 4))])


EXPECTED = (143, 143, 18)
