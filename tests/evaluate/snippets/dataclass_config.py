from dataclasses import dataclass, field, replace

from torch import nn


@dataclass
class Config:
    width: int = 8
    depths: list = field(default_factory=lambda: [1, 2])
    bias: bool = True
    norm: type = nn.LayerNorm

    @property
    def out(self):
        return self.width * 2 ** len(self.depths)


class Net(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        width = config.width
        stages = []
        for depth in config.depths:
            stages.append(nn.Sequential(*[nn.Linear(width, width, bias=config.bias) for _ in range(depth)], nn.Linear(width, width * 2)))
            width *= 2
        self.stages = nn.Sequential(*stages)
        self.norm = config.norm(config.out)


def make():
    small = Config()
    return nn.ModuleList([Net(small), Net(replace(small, width=4, bias=False, norm=nn.BatchNorm1d)), Net(Config(depths=[]))])


EXPECTED = (1744, 1744, 33)
