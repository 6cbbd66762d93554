import torch
from torch import nn


class Tied(nn.Module):
    """A layer with two names is walked over once, but saved under both; some buffers are not saved."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2, bias=False)
        self.second = self.first
        self.rest = nn.Sequential(self.first, nn.Linear(3, 3))
        self.again = self.rest
        self.norm = nn.BatchNorm1d(2)
        self.register_buffer("mask", torch.ones(5), persistent=False)
        self.register_buffer("places", torch.ones(7), persistent=False)
        self.register_buffer("places", torch.ones(7))
        self.register_buffer("gone", torch.ones(3), False)
        del self.gone
        self.register_buffer("gone", torch.ones(3))


def make():
    tied = Tied()
    visited = []
    tied.apply(lambda module: visited.append(module))
    sizes = [
        len(tied.state_dict()),
        sum(each.numel() for each in tied.state_dict().values()),
        len(list(tied.named_parameters(remove_duplicate=False))),
        len(dict(tied.named_buffers(remove_duplicate=False))),
        len(list(tied.named_modules(remove_duplicate=False))),
        len(list(tied.named_modules())),
        len(list(tied.children())),
        len(visited),
        "mask" in tied.state_dict(),
    ]
    return nn.Sequential(*(nn.Linear(int(size) + 1, 10**place, bias=False) for place, size in enumerate(sizes)))


EXPECTED = (174718716, 174718716, 0)
