from torch import nn

SPEC = [[-1, 1, "Conv", [8, 3]], [-1, 3, "Linear", [8]], [0, 1, "Norm", []], [-2, 1, "nn.Identity", []]]


def parse(spec, channels):
    layers, widths = [], [channels]
    for source, repeat, kind, args in spec:
        inputs = widths[source]
        repeat = max(round(repeat * 0.67), 1) if repeat > 1 else repeat
        if kind == "Conv":
            layer, out = nn.Conv2d(inputs, *args), args[0]
        elif kind == "Linear":
            layer, out = nn.Sequential(*(nn.Linear(inputs if i == 0 else args[0], args[0]) for i in range(repeat))), args[0]
        elif kind == "Norm":
            layer, out = nn.BatchNorm2d(inputs), inputs
        else:
            layer, out = getattr(nn, kind.split(".")[-1])(), inputs
        layers.append(layer)
        widths.append(out)
    return nn.Sequential(*layers), widths


def make():
    return parse(SPEC, 3)[0]


EXPECTED = (374, 374, 7)
