from torch import nn

CFG = [16, "M", 32, 32, "M", 64]


def layers(cfg, inputs=3):
    stack = []
    for entry in cfg:
        if entry == "M":
            stack += [nn.MaxPool2d(2)]
        else:
            stack += [nn.Conv2d(inputs, entry, kernel_size=3, padding=1), nn.ReLU(inplace=True)]
            inputs = entry
    return nn.Sequential(*stack)


def make():
    return layers(CFG)


EXPECTED = (32832, 32832, 0)
