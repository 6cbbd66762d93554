"""Random forward passes: modules of layers and tensor functions, written so that most fit together.

A program is drawn as a seed. While it is written, shapes are kept track of by a plain model of the simplest operations; where
that is wrong, torch refuses the program or cnnlint refuses it, and neither matters: what counts is that both agree.
"""

from __future__ import annotations

import random

HEAD = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n"
INPUT = (2, 4, 12, 10)


class Chain:
    """Writes one module; `lines` are those of its `forward`, where `x` is a map of `channels`."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.layers: list[str] = []
        self.lines: list[str] = []
        self.channels = INPUT[1]

    def pick(self, *options: str) -> str:
        return self.chance.choice(options)

    def number(self, low: int = 1, high: int = 4) -> int:
        return self.chance.randint(low, high)

    def layer(self, text: str) -> str:
        """A layer of the module, by its attribute."""
        name = f"layer{len(self.layers)}"
        self.layers.append(f"        self.{name} = {text}")
        return f"self.{name}"

    def line(self, text: str) -> None:
        self.lines.append(f"        {text}")

    # --- steps on maps ---------------------------------------------------------------------------

    def convolve(self) -> None:
        wide = self.chance.choice([4, 6, 8])
        kernel, stride = self.number(1, 3), self.number(1, 2)
        padding = self.pick("0", "1", "'same'" if stride == 1 else "1", "(1, 0)")
        groups = self.chance.choice([1, 1, 2]) if self.channels % 2 == 0 else 1
        call = f"nn.Conv2d({self.channels}, {wide}, {kernel}, stride={stride}, padding={padding}, groups={groups})"
        if self.chance.random() < 0.3:
            call = f"nn.Sequential({call}, nn.BatchNorm2d({wide}), nn.ReLU())"
        self.line(f"x = {self.layer(call)}(x)")
        self.channels = wide

    def pool(self) -> None:
        self.line(
            "x = "
            + self.pick(
                f"{self.layer(f'nn.MaxPool2d({self.number(1, 3)})')}(x)",
                f"F.avg_pool2d(x, {self.number(1, 3)}, stride={self.number(1, 2)}, padding=0)",
                f"F.max_pool2d(x, 2, 2, ceil_mode={self.pick('True', 'False')})",
                f"F.adaptive_avg_pool2d(x, {self.pick('(3, 4)', '5', '(None, 2)')})",
                f"F.interpolate(x, scale_factor={self.pick('2', '1.5', '0.5')})",
                f"F.interpolate(x, size={self.pick('(5, 6)', '7', 'x.shape[-2:]')})",
                f"F.pad(x, {self.pick('(1, 1)', '(1, 0, 2, 1)', '(0, 0, 0, 0, 0, 0)')})",
            )
        )

    def rearrange(self) -> None:
        self.line(
            self.pick(
                "x = x.permute(0, 1, 3, 2)",
                "x = x.transpose(2, 3).contiguous()",
                "x = x.flip(-1).roll(1, dims=2)",
                "x = torch.cat([a + 1 for a in x.chunk(2, dim=2)], dim=2)",
                "x = torch.stack(x.unbind(0)).clamp(min=0)",
                "x = x.view(x.shape[0], x.shape[1], -1).unflatten(2, (x.shape[2], x.shape[3]))",
                "b, c, h, w = x.shape\n        x = x.reshape(b, h * w, c).permute(0, 2, 1).view(b, c, h, w)",
                "x = x.flatten(2).transpose(1, 2).transpose(1, 2).reshape(x.size())",
                "x = x.movedim(1, -1).movedim(-1, 1)",
                "x = x[:, torch.arange(x.size(1) - 1, -1, -1)]",
                "x = torch.einsum('bchw->bcwh', x)",
                "x = x.unsqueeze(2).squeeze(2)",
            )
        )

    def cut(self) -> None:
        self.line(
            self.pick(
                "x = x[:, :, 1:]",
                "x = x[..., ::2]",
                "x = x[:, :, :-1, 1:]",
                "x = x[:, :, None].squeeze(2)",
                "x = torch.split(x, [1, x.size(2) - 1], dim=2)[1]",
                "x = x.narrow(3, 0, x.size(3) - 1)",
                "x = x.tensor_split(2, dim=-1)[0]",
                "x = x.index_select(2, torch.tensor([0, 1, 1]))",
                "x = x.unfold(2, 2, 2).mean(-1)",
            )
        )

    def combine(self) -> None:
        kind = self.number(0, 5)
        if kind == 0:
            self.line("x = torch.cat((x, x.relu()), dim=1)")
            self.channels *= 2
        elif kind == 1:
            inner = self.layer(f"nn.Conv2d({self.channels}, {self.channels}, 3, padding=1)")
            self.line(f"x = x + {inner}(x)")
        elif kind == 2:
            self.line(
                f"x = x * {self.pick('x.mean((2, 3), keepdim=True)', 'x.sigmoid()', 'torch.ones(x.size(-1))', '0.5')}"
            )
        elif kind == 3:
            self.line("x = torch.where(x > 0, x, torch.zeros_like(x)).masked_fill(x < 1, 0.0)")
        elif kind == 4:
            self.line("x = torch.matmul(x.transpose(2, 3), x) @ torch.ones(x.size(3), 6)")
        else:
            self.line(
                f"y = x.{self.pick('amax', 'amin', 'sum')}(dim={self.pick('2', '-1', '(2, 3)')}, keepdim=True)"
            )
            self.line("x = (x - y).abs() / (y.expand_as(x) + 1)")

    def halve(self) -> None:
        if self.channels % 2 == 0:
            self.line("x, y = x.chunk(2, dim=1)")
            self.line(self.pick("x = x + y", "x = x * torch.sigmoid(y)", "x = torch.maximum(x, y)"))
            self.channels //= 2

    def shuffle(self) -> None:
        if self.channels % 4 == 0:
            self.line("x = F.pixel_shuffle(x, 2)")
            self.channels //= 4

    # --- the end ---------------------------------------------------------------------------------

    def close(self) -> None:
        wide = self.channels
        kind = str(self.number(0, 6))
        if kind == "0":
            self.line(f"return {self.layer(f'nn.Linear({wide}, 5)')}(x.mean(dim=(-1, -2)))")
        elif kind == "1":
            self.line(f"x = torch.flatten(F.adaptive_avg_pool2d(x, {self.number(1, 3)}), 1)")
            self.line(f"return {self.layer('nn.LazyLinear(5)')}(x), x.argmax(-1)")
        elif kind == "2":
            self.line("x = x.flatten(2).permute(2, 0, 1)")
            kind = self.pick("GRU", "LSTM", "RNN")
            self.line(f"return {self.layer(f'nn.{kind}({wide}, 3)')}(x)[0]")
        elif kind == "3":
            self.line("x = x.flatten(2).transpose(1, 2)")
            heads = 2 if wide % 2 == 0 else 1
            self.line(
                f"return {self.layer(f'nn.MultiheadAttention({wide}, {heads}, batch_first=True)')}(x, x, x)"
            )
        elif kind == "4":
            self.line("x = x.view(x.size(0), -1)")
            self.line(
                "return x.topk(2), x.norm(dim=1), x.softmax(-1).cumsum(0), x.std(0), F.one_hot(x.argmax(1), 9999)"
            )
        elif kind == "5":
            self.line("x = x.flatten(2).transpose(1, 2)")
            self.line("q, k = x, x.repeat(1, 2, 1)")
            self.line(
                "return F.scaled_dot_product_attention(q, k, k), torch.bmm(q, k.mT), q.new_zeros(3, q.size(1))"
            )
        else:
            self.line("return x, {'y': x.sum(), 'z': [x.var(1), x.diagonal(dim1=2, dim2=3)]}")

    def write(self) -> str:
        steps = [
            self.convolve,
            self.convolve,
            self.pool,
            self.rearrange,
            self.cut,
            self.combine,
            self.halve,
            self.shuffle,
        ]
        for _ in range(self.number(2, 7)):
            self.chance.choice(steps)()
        self.close()
        body = "\n".join(self.layers) or "        pass"
        head = f"{HEAD}\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n{body}\n"
        return f"{head}\n    def forward(self, x):\n" + "\n".join(self.lines) + "\n"


def chain(seed: int) -> str:
    """The program of a seed."""
    return Chain(seed).write()
