"""Parameters that begin with numbers drawn from distributions."""

import threading

import torch
from torch import nn
from torch.distributions import Bernoulli, Gumbel, Normal, Uniform

LOCK, OWN = threading.Lock(), threading.local()


class Drawn(nn.Module):
    def __init__(self, width):
        super().__init__()
        with LOCK:
            self.a = nn.Parameter(Normal(0.0, 1.0, validate_args=False).sample((width, 4)))
        self.b = nn.Parameter(Gumbel(torch.ones(1), torch.ones(5, 1), validate_args=False).sample((7,)).squeeze(-1))
        self.register_buffer("c", Uniform(torch.zeros(2), 3.0, validate_args=False).rsample())
        self.register_buffer("d", Bernoulli(probs=torch.rand(2), validate_args=False).sample(torch.Size([width])))
        shape = torch.broadcast_shapes((width, 1), (1, 6), 6)
        self.e = nn.Linear(*shape) if not getattr(OWN, "small", False) else None


def make():
    return Drawn(3)


EXPECTED = (71, 71, 8)
