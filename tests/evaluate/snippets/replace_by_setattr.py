from torch import nn


def convert(module):
    for name, child in module.named_children():
        if isinstance(child, nn.ReLU):
            setattr(module, name, nn.PReLU())
        elif isinstance(child, nn.Conv2d):
            setattr(module, name, nn.Conv2d(child.in_channels, child.out_channels, 1))
        else:
            convert(child)


def make():
    net = nn.Sequential(nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Sequential(nn.Conv2d(4, 4, 3, bias=False), nn.ReLU()))
    convert(net)
    return net


EXPECTED = (34, 34, 0)
