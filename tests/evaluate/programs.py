"""Random model code: modules of classes, functions and tables whose `make()` builds a network.

A program is drawn as a seed and written from it, so that a failing one is named by one number.
"""

from __future__ import annotations

import random

from hypothesis import strategies as st

HEAD = """\
import copy
import functools
import inspect
import itertools
import random
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache, partial

import torch
import torch.nn as nn
from torch.nn import Linear, Parameter


@dataclass
class Config:
    width: int = {width}
    depth: int = {depth}
    bias: bool = {bias}
    sizes: list = field(default_factory=lambda: [{a}, {b}])

    @property
    def double(self):
        return self.width * 2


REGISTRY = {{}}


def register(key):
    def keep(target):
        REGISTRY[key] = target
        return target

    return keep


LAYERS = {{"linear": nn.Linear, "conv": nn.Conv2d, "norm": nn.LayerNorm, "part": partial(nn.Linear, {a})}}


def from_config(given, **defaults):
    given = {{**defaults, **given}}
    target = LAYERS[given.pop("type")]
    known = inspect.signature(target).parameters
    return target(**{{key: value for key, value in given.items() if key in known}})


@lru_cache(maxsize=None)
def kept(n):
    return nn.Linear(n, n)


FLAGS = {{"bias": True}}


@contextmanager
def flagged(bias):
    old = FLAGS["bias"]
    FLAGS["bias"] = bias
    try:
        yield bias
    finally:
        FLAGS["bias"] = old


class Kind(Enum):
    NARROW = auto()
    WIDE = {a}
    WIDER = auto()


class Settings(dict):
    __getattr__ = dict.__getitem__


def ran(net, size):
    net(torch.zeros(2, size))
    return net


def under_flag(bias, n):
    with flagged(bias):
        return nn.Linear(n, n, bias=FLAGS["bias"])


CFG = Config()
SIZES = ({a}, {b}, {c})
NORMS = {{"ln": nn.LayerNorm, "bn": nn.BatchNorm1d, "gn": partial(nn.GroupNorm, 1)}}
"""


class Writer:
    """Writes one program; `names` are the whole numbers that the code at hand can speak of."""

    def __init__(self, seed: int, opaque: float = 0.0) -> None:
        self.chance = random.Random(seed)
        self.opaque = opaque
        self.lines: list[str] = []
        self.classes: list[str] = []
        self.functions: list[str] = []
        self.registered: list[str] = []
        self.names: list[str] = []
        self.level = 0

    def pick(self, *options: str) -> str:
        return self.chance.choice(options)

    def maybe(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def line(self, text: str) -> None:
        self.lines.append("    " * self.level + text)

    # --- numbers -------------------------------------------------------------------------------

    def number(self, deep: int = 2) -> str:
        """An expression for a whole number of at least 1."""
        literal = str(self.chance.randint(1, 6))
        if self.opaque and self.maybe(self.opaque):
            return f"random.randint({literal}, {literal})"
        known = [*self.names, "CFG.width", "CFG.double", "SIZES[1]", "len(SIZES)", "CFG.sizes[-1]"]
        if deep == 0 or self.maybe(0.35):
            return self.pick(literal, self.pick(*known))
        left, right = self.number(deep - 1), self.number(deep - 1)
        return self.pick(
            f"({left} + {right})",
            f"max({left}, {right})",
            f"({left} * 2)",
            f"({left} // 2 + 1)",
            f"({left} if {left} > {right} else {right})",
            f"int({left} * 1.5)",
            f"sum([{left}, {right}])",
            f"min({left}, {right}, 5)",
            literal,
        )

    def truth(self) -> str:
        number = self.number(1)
        if self.opaque and self.maybe(2 * self.opaque):
            return self.pick(
                "random.choice([True])", "random.choice([False])", f"random.randint(3, 3) > {number}"
            )
        return self.pick("True", "False", "CFG.bias", f"{number} > 3", f"{number} % 2 == 0", "not CFG.bias")

    # --- modules -------------------------------------------------------------------------------

    def leaf(self) -> str:
        a, b = self.number(1), self.number(1)
        return self.pick(
            f"nn.Linear({a}, {b})",
            f"Linear({a}, {b}, bias={self.truth()})",
            f"torch.nn.Linear(in_features={a}, out_features={b})",
            f"nn.Conv2d({a}, {b}, {self.chance.randint(1, 3)})",
            f"nn.Conv2d({a}, {a}, ({self.chance.randint(1, 3)}, 1), groups={a}, bias={self.truth()})",
            f"nn.Conv1d({a}, 2 * {b}, kernel_size=3, groups=1, padding=1)",
            f"nn.ConvTranspose2d({a}, {b}, 2, stride=2)",
            f"nn.BatchNorm2d({a})",
            f"nn.BatchNorm1d({a}, affine={self.truth()}, track_running_stats={self.truth()})",
            f"nn.LayerNorm([{a}, 2])",
            f"nn.GroupNorm(1, {a}, affine={self.truth()})",
            f"nn.Embedding({a}, {b})",
            f"nn.PReLU({a})",
            f"nn.GRU({a}, {b}, num_layers={self.chance.randint(1, 2)}, bias={self.truth()})",
            f"nn.LSTM({a}, {b}, bidirectional={self.truth()})",
            f"nn.MultiheadAttention(2 * {a}, 2)",
            f"nn.Bilinear({a}, 1, {b})",
            "nn.ReLU(inplace=True)",
            "nn.Dropout(0.1)",
            "nn.Identity()",
        )

    def module(self, deep: int = 2) -> str:
        """An expression for a layer."""
        if deep == 0 or self.maybe(0.3):
            return self.leaf()
        inner = [self.module(deep - 1) for _ in range(self.chance.randint(1, 3))]
        a = self.number(1)
        options = [
            f"nn.Sequential({', '.join(inner)})",
            f"nn.Sequential(*[{inner[0]} for _ in range({self.chance.randint(0, 3)})])",
            f"nn.Sequential(OrderedDict([{', '.join(f'({chr(97 + i)!r}, {each})' for i, each in enumerate(inner))}]))",
            f"nn.Sequential(*([{inner[0]}] * {self.chance.randint(1, 3)}))",
            f"nn.Sequential({inner[0]}, {inner[-1]})[{self.pick('0', '-1', ':1', '1:', '::-1')}]",
            f"nn.ModuleList([{', '.join(inner)}])",
            f"nn.ModuleList({inner[0]} for _ in SIZES[:{self.chance.randint(0, 3)}])",
            f"nn.ModuleList([nn.Linear(i + 1, {a}) for i in range({self.chance.randint(0, 4)}) if i != 1])",
            f"nn.ModuleDict({{{', '.join(f'{chr(97 + i)!r}: {each}' for i, each in enumerate(inner))}}})",
            f"nn.ModuleDict({{f'k{{i}}': nn.Linear(n, {a}) for i, n in enumerate(SIZES)}})",
            f"copy.deepcopy({inner[0]})",
            f"(lambda n, m=2: nn.Linear(n, m))({a})",
            f"partial(nn.Linear, {a}, bias={self.truth()})({self.number(1)})",
            f"NORMS[{self.pick('ln', 'bn', 'gn')!r}]({a})",
            f"getattr(nn, {self.pick('Linear', 'Bilinear')!r})(*({a}, 2, 3)[:{self.pick('2', '3')}])"
            if self.maybe(0)
            else f"getattr(nn, 'Li' + 'near')(*({a}, 2))",
            f"({inner[0]} if {self.truth()} else {inner[-1]})",
            f"nn.Sequential(*map(lambda n: nn.Linear(n, n), SIZES[:{self.chance.randint(1, 3)}]))",
            f"nn.Sequential(*itertools.chain([{inner[0]}], ({inner[-1]},)))",
            "nn.Sequential(*[nn.Linear(p, q) for p, q in zip(SIZES, SIZES[1:])])",
            "functools.reduce(lambda net, n: net.append(nn.Linear(n, 1)), SIZES, nn.Sequential())",
        ]
        options += self._configured(inner, a)
        for cls in self.classes[-3:]:
            options += [
                f"{cls}()",
                f"{cls}({a})",
                f"{cls}(width={a}, bias={self.truth()})",
                f"{cls}({a}, depth=1)",
            ]
        for function in self.functions[-2:]:
            options += [f"{function}({a})", f"{function}(n={a})", f"{function}(*[{a}])"]
        for key in self.registered[-2:]:
            options += [f"REGISTRY[{key!r}]()", f"REGISTRY.get({key!r})({a})"]
        return self.pick(*options)

    def _configured(self, inner: list[str], a: str) -> list[str]:
        """Layers by way of configurations, caches, contexts, texts and parametrizations."""
        b, known = self.number(0), self.pick("linear", "linear", "conv", "norm", "part")
        return [
            f"from_config({{'type': {known!r}, 'in_features': {a}, 'out_features': {b}, 'normalized_shape': {a}}}, "
            f"in_channels={a}, out_channels={b}, kernel_size={self.chance.randint(1, 3)}, other=1)",
            f"from_config(dict(type='linear', **{{'in_features': {a}, 'out_features': {b}}}), bias={self.truth()})",
            f"nn.ModuleList([kept({a}), kept({b})])",
            f"under_flag({self.truth()}, {a})",
            f"nn.Linear(Kind.{self.pick('WIDE', 'WIDER')}.value, {a})",
            f"nn.Linear(**Settings(in_features={a}, out_features=Settings(n={b}).n))",
            f"nn.Linear(replace(CFG, width={a}).double, asdict(CFG)['width'])",
            f"eval('nn.' + {self.pick('Linear', 'LayerNorm', 'Embedding')!r})(*[{a}, {b}][:2])"
            if self.maybe(0.3)
            else f"eval('nn.Linear({self.chance.randint(1, 4)}, CFG.width)')",
            f"nn.utils.parametrizations.{self.pick('weight_norm', 'spectral_norm')}(nn.Linear({a}, {b}))",
            f"nn.utils.{self.pick('weight_norm', 'spectral_norm')}(nn.Conv1d({a}, {b}, 1))",
            f"ran(nn.Sequential(nn.LazyLinear({a}), nn.LazyBatchNorm1d()), {b})",
            f"nn.ModuleList(copy.deepcopy({inner[0]}) for _ in range({self.chance.randint(0, 3)}))",
            f"nn.ParameterDict({{'p': nn.Parameter(torch.zeros({a})), 'q': torch.ones({b}, 2)}})",
            f"nn.ModuleDict(dict(zip('ab', ({inner[0]}, {inner[-1]}))))[{self.pick('a', 'b')!r}]",
        ]

    def frozen(self) -> str:
        return self.pick("False", "False", "False", "True", self.truth())

    # --- constructors --------------------------------------------------------------------------

    def constructor_statement(self, attributes: list[str], number: int) -> None:
        name = f"{self.pick('conv', 'fc', 'norm', 'block', 'x')}{number}"
        actions = [self._plain, self._plain, self._loop, self._tensors, self._condition, self._collection]
        if attributes:
            actions += [self._share, self._freeze, self._remove, self._alias, self._freeze, self._walk]
        self.chance.choice(actions)(name, attributes)

    def _plain(self, name: str, attributes: list[str]) -> None:
        self.line(
            self.pick(
                f"self.{name} = {self.module()}",
                f"self.add_module({name!r}, {self.module()})",
                f"setattr(self, {name!r}, {self.module()})",
                f"self.{name} = self._build({self.number(1)})",
            )
        )
        attributes.append(name)

    def _loop(self, name: str, attributes: list[str]) -> None:
        count = self.pick("depth", "CFG.depth", str(self.chance.randint(0, 4)))
        kind = self.chance.randint(0, 4)
        if kind == 0:
            self.line(f"for i in range({count}):")
            self.line(f"    setattr(self, f'{name}_{{i}}', nn.Linear(i + 1, {self.number(1)}))")
            return
        self.line("layers = []")
        if kind == 1:
            self.line(f"for i in range({count} + 1):")
            self.line(f"    if {self.pick('i == 1', 'i % 2', 'i > 2', 'width < i')}:")
            self.line(f"        {self.pick('continue', 'break', 'layers.append(nn.ReLU())')}")
            self.line(f"    layers.append({self.module(1)})")
        elif kind == 2:
            self.line(f"size = {self.number(1)} + 3")
            self.line("while size > 1:")
            self.line(f"    layers += [nn.Linear(size, size // 2 or 1), {self.leaf()}]")
            self.line("    size //= 2")
        elif kind == 3:
            self.line("previous = width")
            self.line("for index, size in enumerate(CFG.sizes):")
            self.line("    layers.append(nn.Linear(previous, size, bias=index > 0))")
            self.line("    previous = size")
            self.line("else:")
            self.line(f"    layers.insert({self.pick('0', '-1', '1')}, {self.leaf()})")
        else:
            self.line("for a, b in [(1, 2), (2, 3)]:")
            self.line(f"    for c in range({self.chance.randint(0, 2)}):")
            self.line("        layers.extend([nn.Linear(a, b + c)] * (c + 1))")
        self.line(f"self.{name} = {self.pick('nn.Sequential(*layers)', 'nn.ModuleList(layers)', 'layers')}")
        if "nn." in self.lines[-1]:
            attributes.append(name)

    def _tensors(self, name: str, attributes: list[str]) -> None:
        shape = ", ".join(self.number(1) for _ in range(self.chance.randint(1, 3)))
        tensor = self.pick(
            f"torch.zeros({shape})",
            f"torch.ones(({shape},))",
            f"torch.empty([{shape}])",
            f"torch.randn({shape})",
        )
        self.line(
            self.pick(
                f"self.register_buffer({name!r}, {tensor})",
                f"self.register_buffer({name!r}, {tensor}, persistent=False)",
                f"self.{name} = nn.Parameter({tensor})",
                f"self.{name} = Parameter({tensor}, requires_grad={self.truth()})",
                f"self.register_parameter({name!r}, nn.Parameter({tensor}))",
                f"self.{name} = {tensor}",
                f"self.register_parameter({name!r}, None)",
                f"self.{name} = nn.ParameterList([nn.Parameter({tensor}) for _ in range({self.chance.randint(0, 2)})])",
            )
        )

    def _condition(self, name: str, attributes: list[str]) -> None:
        self.line(f"if {self.pick('bias', self.truth(), 'depth > 1', 'width in SIZES', 'layer is None')}:")
        self.line(f"    self.{name} = {self.module(1)}")
        other = self.pick("else", "elif", "none", "fallback")
        if other == "elif":
            self.line(f"elif {self.truth()}:")
            self.line(f"    self.{name} = {self.leaf()}")
        if other in ("elif", "else"):
            self.line("else:")
            self.line(f"    self.{name} = {self.pick('None', self.module(1))}")
        if other == "fallback":
            self.line("try:")
            self.line(f"    self.{name}_t = nn.Linear({{'a': 2}}[{self.pick('a', 'b')!r}], 3)")
            self.line("except KeyError:")
            self.line(f"    self.{name}_t = {self.leaf()}")

    def _collection(self, name: str, attributes: list[str]) -> None:
        kind = self.pick("ModuleList", "Sequential")
        self.line(f"self.{name} = nn.{kind}()")
        for _ in range(self.chance.randint(1, 3)):
            self.line(
                self.pick(
                    f"self.{name}.append({self.module(1)})",
                    f"self.{name}.extend([{self.leaf()}, {self.leaf()}])",
                    f"self.{name}.insert(0, {self.leaf()})",
                    f"self.{name} += {'' if kind == 'ModuleList' else 'nn.Sequential'}([{self.leaf()}])".replace(
                        "([", "(*[" if kind == "Sequential" else "(["
                    ),
                    f"self.{name}.add_module(str(len(self.{name})), {self.leaf()})",
                )
            )
        if self.maybe(0.3):
            self.line(f"self.{name}[{self.pick('0', '-1')}] = {self.leaf()}")
        if self.maybe(0.2):
            self.line(f"del self.{name}[0]")
        attributes.append(name)

    def _share(self, name: str, attributes: list[str]) -> None:
        other = self.chance.choice(attributes)
        self.line(
            self.pick(
                f"self.{name} = self.{other}",
                f"self.{name} = nn.Sequential(self.{other}, {self.leaf()})",
                f"self.{name} = [self.{other}]",
                f"self.{name} = copy.deepcopy(self.{other})",
                f"self.{name} = nn.ModuleList([self.{other}, self.{other}])",
            )
        )

    def _alias(self, name: str, attributes: list[str]) -> None:
        a = self.number(1)
        self.line(f"self.{name} = nn.Linear({a}, {a})")
        self.line(f"self.{name}_tied = nn.Linear({a}, {a}, bias={self.truth()})")
        self.line(
            self.pick(
                f"self.{name}_tied.weight = self.{name}.weight",
                f"self.{name}.weight = nn.Parameter(torch.zeros({a}, 1))",
                f"self.{name}_tied.bias = self.{name}.bias",
                f"self.{name}.bias = None",
            )
        )

    def _freeze(self, name: str, attributes: list[str]) -> None:
        other = self.chance.choice(attributes)
        kind = self.chance.randint(0, 4)
        if kind == 0:
            self.line(f"self.{other}.requires_grad_({self.frozen()})")
        elif kind == 1:
            self.line(f"for p in self.{other}.parameters():")
            self.line(f"    p.requires_grad = {self.frozen()}")
        elif kind == 2:
            self.line("for n, p in self.named_parameters():")
            test = self.pick(
                "'bias' in n",
                "n.endswith('weight')",
                f"n.startswith({other!r})",
                "p.dim() > 1",
                "p.numel() > 6",
            )
            self.line(f"    if {test}:")
            self.line(f"        p.requires_grad_({self.frozen()})")
        elif kind == 3:
            self.line(f"for p in list(self.{other}.parameters()){self.pick('[:1]', '[1:]', '[-2:]')}:")
            self.line(f"    p.requires_grad = {self.frozen()}")
        else:
            self.line(f"self.{self.pick('train()', 'eval()', 'requires_grad_(False)', 'apply(freeze)')}")

    def _remove(self, name: str, attributes: list[str]) -> None:
        other = attributes.pop(self.chance.randrange(len(attributes)))
        self.line(
            self.pick(
                f"del self.{other}",
                f"self.{other} = None",
                f"delattr(self, {other!r})",
                f"self.{other} = {self.leaf()}",
            )
        )

    def _walk(self, name: str, attributes: list[str]) -> None:
        kind = self.pick("nn.Linear", "(nn.Conv2d, nn.Linear)", "nn.Embedding")
        self.line("for m in self.modules():")
        self.line(f"    if isinstance(m, {kind}):")
        self.line(
            f"        {self.pick(f'm.weight.requires_grad = {self.frozen()}', 'nn.init.zeros_(m.weight)')}"
        )
        if self.maybe(0.3):
            self.line(
                f"self.{name} = nn.Linear(len(list(self.children())), sum(1 for _ in self.parameters()) + 1)"
            )

    # --- definitions ---------------------------------------------------------------------------

    def define_class(self) -> None:
        name = f"Net{len(self.classes)}"
        base = self.pick("nn.Module", "nn.Module", *self.classes[-2:])
        self.line("")
        self.line("")
        if self.maybe(0.3):
            self.line(f"@register({name.lower()!r})")
            self.registered.append(name.lower())
        self.line(f"class {name}({base}):")
        self.level = 1
        default = self.chance.randint(1, 6)
        self.line(
            f"def __init__(self, width={default}, depth={self.chance.randint(0, 3)}, bias={self.pick('True', 'False')}, layer=None, **options):"
        )
        self.level = 2
        self.names = ["width", "(depth + 1)"]
        given = (
            ""
            if base == "nn.Module"
            else self.pick("", "width + 1", "width=width, bias=bias", "width, depth, not bias")
        )
        call = self.pick("super().__init__({})", f"super({name}, self).__init__({{}})")
        self.line(
            call.format(given) if self.maybe(0.9) else f"{base}.__init__(self{', ' if given else ''}{given})"
        )
        attributes: list[str] = []
        for number in range(self.chance.randint(1, 5)):
            self.constructor_statement(attributes, 10 * len(self.classes) + number)
        self.level = 1
        if base == "nn.Module" or self.maybe(0.4):
            self.names = ["size"]
            self.line("")
            self.line(self.pick("@staticmethod", "@classmethod", ""))
            receiver = {"@staticmethod": "", "@classmethod": "cls, ", "": "self, "}[self.lines[-1].strip()]
            self.line(f"def _build({receiver}size):")
            self.line(f"    return {self.module(1)}")
        self.level, self.names = 0, []
        self.classes.append(name)

    def define_function(self) -> None:
        name = f"build{len(self.functions)}"
        self.line("")
        self.line("")
        self.line(f"def {name}(n, *rest, scale=2, **options):")
        self.level, self.names = 1, ["n", "scale"]
        form = self.chance.randint(0, 4)
        if form == 0:
            self.line("def inner(k):")
            self.line(f"    return nn.Linear(k, n * {self.pick('1', 'scale')})")
            self.line(
                f"return nn.Sequential(*[inner(k + 1) for k in range({self.chance.randint(0, 3)})], {self.leaf()})"
            )
        elif form == 1:
            self.line("def layers():")
            self.line(f"    for k in range({self.chance.randint(0, 3)}):")
            self.line(f"        yield nn.Linear(k + 1, n) if k % 2 else {self.leaf()}")
            self.line("return nn.ModuleList(layers())")
        elif form == 2:
            self.line(f"net = {self.module(1)}")
            self.line(f"if {self.truth()}:")
            self.line("    for p in net.parameters():")
            self.line(f"        p.requires_grad = {self.frozen()}")
            self.line("return net")
        elif form == 3:
            self.line("if n > 3:")
            self.line(f"    return {self.module(1)}")
            self.line(f"return {self.module(1)}")
        else:
            self.line(f"width = {self.number(1)}")
            self.line(f"table = {{'a': lambda: {self.leaf()}, 'b': partial(nn.Linear, width, n)}}")
            self.line(
                f"return table[{self.pick('a', 'b')!r}]({''})" if self.maybe(0) else "return table['a']()"
            )
        self.level, self.names = 0, []
        self.functions.append(name)

    def define_make(self) -> None:
        self.line("")
        self.line("")
        self.line("def make():")
        self.level = 1
        self.line(f"net = nn.ModuleDict({{'a': {self.module()}, 'b': {self.module()}}})")
        for _ in range(self.chance.randint(0, 2)):
            self.line(
                self.pick(
                    f"net[{self.pick('a', 'b')!r}].requires_grad_({self.frozen()})",
                    f"net['c'] = {self.module(1)}",
                    f"net['d'] = net[{self.pick('a', 'b')!r}]",
                    "[p.requires_grad_(False) for p in net['a'].parameters() if p.dim() == 1]",
                    f"net.add_module('e', nn.Sequential(*list(net['a'].children()){self.pick('[:-1]', '[1:]', '')}))",
                    "net = copy.deepcopy(net)",
                    "net.apply(freeze)",
                    "net.register_buffer('total', torch.zeros(sum(p.numel() for p in net.parameters()) % 7))",
                )
            )
        self.line("return net")
        self.level = 0

    def write(self) -> str:
        """The text of the program."""
        numbers = {name: self.chance.randint(1, 6) for name in ("width", "depth", "a", "b", "c")}
        numbers["depth"] %= 4
        self.lines.append(HEAD.format(bias=self.maybe(), **numbers))
        self.line("")
        self.line("def freeze(m):")
        self.line(
            f"    if isinstance(m, {self.pick('nn.BatchNorm2d', 'nn.Linear', '(nn.Linear, nn.Conv2d)')}):"
        )
        plain = "m.requires_grad_(False)"
        self.line(
            "        "
            + (plain if "Batch" in self.lines[-1] else self.pick(plain, "m.weight.requires_grad = False"))
        )
        for _ in range(self.chance.randint(1, 5)):
            self.chance.choice([self.define_class, self.define_class, self.define_function])()
        self.define_make()
        return "\n".join(self.lines) + "\n"


def program(seed: int) -> str:
    """The program of a seed."""
    return Writer(seed).write()


def opaque_program(seed: int) -> str:
    """A program that asks now and then for a number or a truth that is known only when it runs."""
    return Writer(seed, opaque=0.04).write()


programs = st.integers(0, 2**32 - 1)
"""Seeds of programs."""
