import json

import numpy as np
import torch
from torch import nn

SETTINGS = json.loads('{"widths": [4, 8], "bias": false}')


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        places = list(range(10))
        np.random.shuffle(places)
        self.modes = nn.Parameter(torch.zeros(len(places[:6]), 2))
        angles = np.outer(np.arange(3), np.linspace(0, 1, 5))
        table = np.concatenate([np.transpose(np.sin(angles)), np.transpose(np.cos(angles))])
        self.register_buffer("table", torch.tensor(table, dtype=torch.float32))
        self.register_buffer("tiled", torch.from_numpy(np.tile(np.arange(4), (2, 1))))
        order = np.argsort([3.0, 1.0, 2.0])
        self.register_buffer("sorted", torch.tensor(np.array([30, 10, 20])[order]))
        first, second = SETTINGS["widths"]
        self.line = nn.Linear(first, second, bias=SETTINGS["bias"])


def make():
    return Net()


EXPECTED = (44, 44, 41)
