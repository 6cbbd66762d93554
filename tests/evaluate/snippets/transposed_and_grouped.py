from torch import nn


def make():
    return nn.Sequential(
        nn.ConvTranspose2d(8, 4, (2, 3), stride=2, groups=2),
        nn.Conv3d(4, 6, (1, 2, 3), bias=False),
        nn.Conv1d(in_channels=6, out_channels=12, kernel_size=5, groups=3),
        nn.ConvTranspose1d(12, 3, 4, output_padding=1, stride=2, bias=False),
        nn.InstanceNorm2d(3, affine=True, track_running_stats=True),
        nn.InstanceNorm1d(5),
    )


EXPECTED = (526, 526, 7)
