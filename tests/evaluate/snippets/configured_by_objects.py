from collections import OrderedDict
from dataclasses import dataclass, fields

import torch
from torch import nn


class Config:
    renamed = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        dataclass(cls, repr=False)

    def __getattribute__(self, name):
        if name != "renamed" and name in super().__getattribute__("renamed"):
            name = super().__getattribute__("renamed")[name]
        return super().__getattribute__(name)

    def to_dict(self):
        return {each.name: getattr(self, each.name) for each in fields(self)}


class TextConfig(Config):
    renamed = {"hidden_size": "n_embd"}
    n_embd: int = 8
    layers: int = 2
    activation: str = "gelu"
    tied: bool = True


class Makers(OrderedDict):
    def __getitem__(self, key):
        made = super().__getitem__(key)
        cls, options = made if isinstance(made, tuple) else (made, {})
        return cls(**options)


ACTIVATIONS = Makers({"gelu": (nn.GELU, {"approximate": "tanh"}), "prelu": nn.PReLU})


class Base(nn.Module):
    config_class = None

    def __init__(self, config):
        super().__init__()
        if not isinstance(config, Config):
            raise TypeError(type(config))
        self.config = config

    def finish(self):
        if torch.tensor([]).device == torch.get_default_device():
            self.apply(self.initialize)
        self.tie()

    def initialize(self, module):
        if isinstance(module, nn.Linear | nn.Embedding):
            if getattr(module.weight, "_initialized", False):
                return
            nn.init.normal_(module.weight)
            module.weight._initialized = True

    def tie(self):
        if self.config.tied and "Head" in str(self.__class__.__bases__):
            self.head.weight = self.embedding.weight


class Head:
    pass


class Block(nn.Module):
    def __init__(self, config, index):
        super().__init__()
        self.index = index
        self.activation = ACTIVATIONS[config.activation]
        self.mix = nn.Linear(config.hidden_size, config.hidden_size)


class Model(Base, Head):
    config_class = TextConfig

    def __init__(self, config):
        super().__init__(config)
        self.embedding = nn.Embedding(20, config.hidden_size)
        self.blocks = nn.ModuleList([Block(config, index) for index in range(config.layers)])
        self.head = nn.Linear(config.hidden_size, 20, bias=False)
        self.finish()


def make():
    return nn.ModuleList([Model(TextConfig(activation="prelu")), Model(TextConfig(n_embd=4, tied=False))])


EXPECTED = (506, 506, 0)
