"""`torch.nn.utils.parametrizations`. Parsed and never imported."""

import torch
from torch.nn import Module
from torch.nn.utils.parametrize import register_parametrization


class _WeightNorm(Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g, weight_v):
        return torch.empty(weight_v.shape)

    def right_inverse(self, weight):
        if self.dim == -1:
            shape = ()
        else:
            shape = tuple(s if axis == self.dim % weight.dim() else 1 for axis, s in enumerate(weight.shape))
        return torch.empty(shape), weight


class _SpectralNorm(Module):
    def __init__(self, weight, dim=0):
        super().__init__()
        self.dim = dim if dim >= 0 else dim + weight.dim()
        if weight.dim() > 1:
            sizes = list(weight.shape)
            rows = sizes.pop(self.dim)
            columns = 1
            for size in sizes:
                columns = columns * size
            self.register_buffer("_u", torch.empty(rows))
            self.register_buffer("_v", torch.empty(columns))

    def forward(self, weight):
        return weight

    def right_inverse(self, value):
        return value


class _Orthogonal(Module):
    def __init__(self, weight, use_trivialization):
        super().__init__()
        if use_trivialization:
            sides = weight.shape[-2:]
            longer = sides[0] if sides[0] > sides[1] else sides[1]
            self.register_buffer("base", torch.empty(*weight.shape[:-2], longer, longer))

    def forward(self, weight):
        return weight

    def right_inverse(self, value):
        return value


def orthogonal(module, name="weight", orthogonal_map=None, *, use_trivialization=True):
    weight = getattr(module, name)
    register_parametrization(module, name, _Orthogonal(weight, use_trivialization), unsafe=True)
    return module


def weight_norm(module, name="weight", dim=0):
    register_parametrization(module, name, _WeightNorm(dim), unsafe=True)
    return module


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    weight = getattr(module, name)
    if dim is None:
        transposed = ("ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")
        dim = 1 if type(module).__name__ in transposed else 0
    register_parametrization(module, name, _SpectralNorm(weight, dim))
    return module
