from torch import nn


def widen(layer):
    if isinstance(layer, nn.Linear):
        return nn.Linear(layer.in_features * 2, layer.out_features * 2, bias=layer.bias is not None)
    if isinstance(layer, nn.Sequential):
        return nn.Sequential(*(widen(child) for child in layer))
    if type(layer) is nn.LayerNorm:
        return nn.LayerNorm([2 * n for n in layer.normalized_shape])
    return layer


def make():
    return widen(nn.Sequential(nn.Linear(2, 3, bias=False), nn.ReLU(), nn.Sequential(nn.Linear(3, 3), nn.LayerNorm(3)), nn.PReLU(4)))


EXPECTED = (82, 82, 0)
