import torch
from torch import nn


class Window(nn.Module):
    def __init__(self, size=(4, 3), heads=2):
        super().__init__()
        self.bias_table = nn.Parameter(torch.zeros((2 * size[0] - 1) * (2 * size[1] - 1), heads))
        coords = torch.stack(torch.meshgrid([torch.arange(size[0]), torch.arange(size[1])], indexing="ij"))
        flat = torch.flatten(coords, 1)
        relative = flat[:, :, None] - flat[:, None, :]
        relative = relative.permute(1, 2, 0).contiguous()
        self.register_buffer("index", relative.sum(-1))


def make():
    return Window()


EXPECTED = (70, 70, 144)
