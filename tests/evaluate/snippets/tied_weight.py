from torch import nn


class LanguageModel(nn.Module):
    def __init__(self, vocabulary=50, dim=8):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, dim)
        self.body = nn.GRU(dim, dim, num_layers=2)
        self.head = nn.Linear(dim, vocabulary)
        self.head.weight = self.embedding.weight


def make():
    return LanguageModel()


EXPECTED = (1314, 1314, 0)
