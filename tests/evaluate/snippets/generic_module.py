from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

T = TypeVar("T", bound=nn.Module)


class Holder(nn.Module, Generic[T]):
    bias: Tensor | None

    def __init__(self, inner: T, bias: bool = True) -> None:
        super().__init__()
        self.inner = inner
        if bias:
            self.bias = nn.Parameter(torch.zeros(3))
        else:
            self.register_parameter("bias", None)


def make():
    return nn.Sequential(Holder[nn.Linear](nn.Linear(2, 2)), Holder(nn.Linear(1, 1), bias=False))


EXPECTED = (11, 11, 0)
