from torch import nn


def build(config):
    base = {"width": 4, "depth": 2, "head": {"classes": 3, "bias": True}}
    merged = {**base, **config, "head": {**base["head"], **config.get("head", {})}}
    width = merged["width"]
    layers = [nn.Linear(width, width) for _ in range(merged["depth"])]
    return nn.Sequential(*layers, nn.Linear(width, merged["head"]["classes"], bias=merged["head"]["bias"]))


def make():
    return nn.ModuleList([build({}), build({"depth": 0, "head": {"bias": False}}), build(dict(width=6))])


EXPECTED = (172, 172, 0)
