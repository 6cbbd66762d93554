import torch
from torch import nn
from torch.nn.utils import parametrize, parametrizations, remove_weight_norm, spectral_norm, weight_norm


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(1))

    def forward(self, weight):
        return weight * self.factor


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.length_and_direction = weight_norm(nn.Conv1d(3, 8, 5))
        self.one_length = weight_norm(nn.Linear(3, 4), dim=None)
        self.plain_again = remove_weight_norm(weight_norm(nn.Linear(3, 4)))
        self.bounded = spectral_norm(nn.ConvTranspose2d(3, 8, 5))
        self.newer = parametrizations.weight_norm(nn.Linear(7, 9, bias=False))
        self.newer_bounded = parametrizations.spectral_norm(nn.Linear(7, 9))
        self.own = nn.Linear(4, 6)
        parametrize.register_parametrization(self.own, "weight", Scale())


def make():
    return Model()


EXPECTED = (952, 952, 99)
