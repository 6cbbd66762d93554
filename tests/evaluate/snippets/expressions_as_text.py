"""Layers and their arguments that are written as text, as configurations of detectors do."""

import contextlib

import torch
from torch import nn

LAYERS = [
    ("nn.Conv2d", ["3", "wide", 3]),
    ("nn.BatchNorm2d", ["wide"]),
    ("Scale", ["wide // 2", "start"]),
    ("nn.Identity", ["none_of_these"]),
]


class Scale(nn.Module):
    def __init__(self, width, start):
        super().__init__()
        self.weight = nn.Parameter(torch.full((width,), start))
        self.act = eval("nn.PReLU(width)") if isinstance(start, float) else None


def built(layers, start=0.5):
    wide = 8
    made = []
    for name, arguments in layers:
        layer = eval(name) if isinstance(name, str) else name
        for place, argument in enumerate(arguments):
            with contextlib.suppress(NameError):
                arguments[place] = eval(argument) if isinstance(argument, str) else argument
        made.append(layer(*arguments))
    return nn.Sequential(*made, getattr(__import__("torch").nn, "Linear")(wide, eval("[1, 2][-1]")))


def make():
    return built(LAYERS)


EXPECTED = (266, 266, 17)
