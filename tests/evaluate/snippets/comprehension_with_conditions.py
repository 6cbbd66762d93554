from torch import nn


def make():
    widths = {stage: 2 ** stage for stage in range(1, 5)}
    return nn.ModuleDict(
        {f"s{a}{b}": nn.Linear(widths[a], widths[b]) for a in widths for b in widths if a < b and (a + b) % 2}
    )


EXPECTED = (244, 244, 0)
