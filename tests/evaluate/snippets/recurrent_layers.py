from torch import nn


def make():
    return nn.ModuleDict(
        {
            "lstm": nn.LSTM(5, 7, 2, bidirectional=True),
            "gru": nn.GRU(input_size=4, hidden_size=3, bias=False),
            "rnn": nn.RNN(3, 3, nonlinearity="relu"),
            "projected": nn.LSTM(6, 8, proj_size=2),
            "cell": nn.LSTMCell(2, 3),
        }
    )


EXPECTED = (2579, 2579, 0)
