from torch import nn


class Net(nn.Module):
    """Distributions and long tables of numbers own nothing."""

    def __init__(self):
        super().__init__()
        from torch.distributions import Normal, Uniform

        self.prior = Normal(0.0, 1.0, validate_args=False)
        self.noise = Uniform(0, 1, validate_args=False)
        self.table = [[place / 10000 ** (2 * (j // 2) / 512) for j in range(512)] for place in range(1000)]
        self.head = nn.Linear(len(self.table[0]), 2)


def make():
    return Net()


EXPECTED = (1026, 1026, 0)
