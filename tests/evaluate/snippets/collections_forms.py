from collections import Counter, defaultdict, deque

from torch import nn


def make():
    groups = defaultdict(list)
    for name in ["a1", "b2", "a3"]:
        groups[name[0]].append(int(name[1]))
    queue = deque([nn.Linear(sum(v), len(v)) for v in groups.values()])
    queue.appendleft(nn.Linear(1, 1))
    counts = Counter("hello")
    return nn.Sequential(*queue, nn.Linear(counts["l"], counts["o"] + counts["h"]))


EXPECTED = (21, 21, 0)
