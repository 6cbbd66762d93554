"""Layers that torch.nn.utils reworks: counts measured with torch on a real device, for its meta device differs."""

import pytest
from evaluating import counted

HEAD = """import torch.nn.utils.prune as prune
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval
from torch.nn.utils.parametrizations import orthogonal
def make():
    net = nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 3), nn.Conv2d(3, 4, 3, bias=False), nn.BatchNorm2d(4))
"""
CASES = {
    "prune.l1_unstructured(net[0], 'weight', amount=0.5)": (154, 154, 24),
    "prune.l1_unstructured(net[0], 'weight', 0.5)\n    prune.identity(net[0], 'weight')": (154, 154, 24),
    "prune.ln_structured(net[0], name='weight', amount=0.5, n=2, dim=0)": (154, 154, 24),
    "prune.random_unstructured(net[1], 'weight', 2)\n    prune.remove(net[1], 'weight')": (154, 154, 9),
    "prune.global_unstructured([(net[0], 'weight'), (net[1], 'bias')], prune.L1Unstructured, amount=0.2)": (
        (154, 154, 27)
    ),
    "net[2] = fuse_conv_bn_eval(net.eval()[2], net[3])\n    del net[3]": (150, 150, 0),
    "net.append(fuse_linear_bn_eval(nn.Linear(3, 4, bias=False).eval(), nn.BatchNorm1d(4).eval()))": (
        (170, 170, 9)
    ),
    "orthogonal(net[0])": (154, 154, 34),
    "orthogonal(net[1])": (154, 154, 34),
    "orthogonal(net[1], use_trivialization=False)": (154, 154, 9),
    "orthogonal(net[2], orthogonal_map='cayley')": (154, 154, 117),
}


@pytest.mark.parametrize(("line", "expected"), CASES.items())
def test_counts_are_torchs(line, expected):
    assert counted(f"{HEAD}    {line}\n    return net\n") == expected


@pytest.mark.torch
@pytest.mark.parametrize(("line", "expected"), CASES.items())
def test_torch_counts_so(line, expected):
    pytest.importorskip("torch")
    names = {}
    exec(f"{HEAD}    {line}\n    return net\n", names)
    net = names["make"]()
    total = sum(each.numel() for each in net.parameters())
    assert (total, total, sum(each.numel() for each in net.buffers())) == expected
