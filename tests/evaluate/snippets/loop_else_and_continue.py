from torch import nn


def primes(limit):
    for n in range(2, limit):
        for d in range(2, n):
            if n % d == 0:
                break
        else:
            yield n


def make():
    layers = []
    for n in primes(20):
        if n == 7:
            continue
        if n > 13:
            break
        layers.append(nn.Linear(n, 1))
    return nn.ModuleList(layers)


EXPECTED = (39, 39, 0)
