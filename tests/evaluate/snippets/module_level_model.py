from torch import nn

WIDTHS = [3]
WIDTHS.append(5)
WIDTHS.extend(WIDTHS[:1])
LAYERS = {f"l{i}": (a, b) for i, (a, b) in enumerate(zip(WIDTHS, WIDTHS[1:]))}
LAYERS["head"] = (WIDTHS[-1], 2)
for key in list(LAYERS):
    LAYERS[key + "_copy"] = LAYERS[key]

network = nn.Sequential(*[nn.Linear(*LAYERS[key]) for key in sorted(LAYERS)])
network.add_module("tail", nn.Linear(2, 2))
for parameter in network.tail.parameters():
    parameter.requires_grad = False


def make():
    return network


EXPECTED = (98, 92, 0)
