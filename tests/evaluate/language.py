"""Pieces of Python for the tests of the language, by the feature that they try."""

from __future__ import annotations

import re

_TEXT = '''
## arithmetic
result = [7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 10, 7 / 2, 6 / 3, 1 << 5, 100 >> 2, 12 & 10, 12 | 3, 5 ^ 1, ~5, -(-3), +4]

## chained comparison
x = 5
result = [1 < x < 10, 1 < x > 7, 0 <= x == 5 != 6, not x > 3, x in [1, 5], x not in (2, 3), x is None]

## boolean operators give operands
result = [0 or 7, [] or None or "", 3 and 4, 0 and 1 / 0, None or {} or 5, not [], 1 and [] and 2]

## conditional expression
result = [("even" if n % 2 == 0 else "odd") for n in range(4)]

## unpacking
a, (b, *c), d = 1, (2, 3, 4), 5
*first, last = "wxyz"
[p, q] = {"k": 1, "l": 2}
result = [a, b, c, d, first, last, p, q]

## contexts of contextlib
import contextlib
from contextlib import ExitStack, closing, nullcontext, suppress
log = []
class Noted(contextlib.ContextDecorator):
    def __init__(self, n): self.n = n
    def __enter__(self): log.append(self.n); return self.n
    def __exit__(self, *error): log.append(-self.n)
    def close(self): log.append(100 + self.n)
with suppress(KeyError, ValueError):
    log.append(0)
    int("x")
    log.append(9)
with nullcontext(7) as seven: log.append(seven)
with ExitStack() as stack:
    for i in (1, 2): stack.enter_context(Noted(i))
    stack.callback(log.append, 55)
with closing(Noted(3)) as noted: log.append(noted.n)
@Noted(4)
def f(x): return x + 1
log.append(f(1))
try:
    with suppress(KeyError): int("x")
except ValueError: log.append("v")
result = log

## eval of expressions
wide = 4
def inside(a):
    b = 2
    return eval("a * b + wide"), eval(" [x for x in range(a)] "), eval("len")("abc")
def failing():
    try: return eval("nowhere + 1")
    except NameError: return "none"
result = [inside(3), failing(), __import__("math").floor(2.5)]

## caches give the same object again
from functools import cache, lru_cache
calls = []
@lru_cache(maxsize=None)
def squares(n, step=1):
    calls.append(n)
    return [i * i for i in range(0, n, step)]
@cache
def one(): return []
class Kept:
    @lru_cache
    def size(self, n): return [n]
kept = Kept()
result = [squares(3) is squares(3), squares(3, step=2), calls, one() is one(), kept.size(1) is kept.size(1), squares.__name__]

## functions by the class of their argument
from functools import partialmethod, singledispatch, singledispatchmethod
@singledispatch
def told(x): return "object"
@told.register
def _(x: int): return "int"
@told.register(list)
@told.register(tuple)
def several(x): return "several"
class Teller:
    @singledispatchmethod
    def tell(self, x): return "object"
    @tell.register
    def _(self, x: str): return "str"
    def pair(self, a, b): return (a, b)
    first = partialmethod(pair, 1)
    second = partialmethod(pair, b=2)
result = [told(1), told(True), told("a"), told([]), told(()), Teller().tell("a"), Teller().tell(1), Teller().first(5), Teller().second(6)]

## values that enums make themselves
from enum import Enum, Flag, auto
class Mixed(Enum):
    A = 5
    B = auto()
    C = auto()
class Bits(Flag):
    R = auto()
    W = auto()
    X = auto()
result = [Mixed.B.value, Mixed.C.value, Bits.R.value, Bits.W.value, Bits.X.value]

## arguments that a dataclass only passes on
from dataclasses import InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, replace
@dataclass
class Sized:
    a: int
    scale: InitVar[int] = 3
    b: int = field(init=False, default=0)
    def __post_init__(self, scale): self.b = self.a * scale
x = Sized(2)
result = [x.b, Sized(2, 5).b, asdict(x), [each.name for each in fields(x)], astuple(x), is_dataclass(x), is_dataclass(3)]

## names that a class body makes
class Made:
    for i in range(2):
        locals()[f"a{i}"] = i * 10
    del i
class Items(type):
    def __getitem__(cls, key): return cls.held[key]
class Held(metaclass=Items):
    held = {"a": 1}
from typing import TypedDict
from collections import namedtuple
class Options(TypedDict, total=False):
    width: int
Pair = namedtuple("Pair", "a b", defaults=[2])
result = [Made.a1, Held["a"], dict(Options(width=3)), Pair._make([1, 5]).b, Pair._field_defaults]

## a function in a context of its own
from contextlib import contextmanager
flags = {"x": 1}
@contextmanager
def setting(value):
    old = flags["x"]
    flags["x"] = value
    try: yield value
    finally: flags["x"] = old
@setting(9)
def inside(n): return flags["x"] + n
result = [inside(1), flags["x"], inside(2), flags["x"]]

## signatures of partial calls
import inspect
from functools import partial
def f(a, b, c=3, *, d=4, **kw): pass
class C:
    __hash__ = object.__hash__
    def __init__(self, x, y=2, z=3): pass
    def m(self, q, r=1): pass
def show(g): return [(n, int(p.kind), "none" if p.default is p.empty else p.default) for n, p in inspect.signature(g).parameters.items()]
result = [show(partial(f, 1)), show(partial(f, b=5)), show(partial(f, 1, d=9)), show(partial(C, 1)), show(partial(C, y=7)), show(partial(C(1).m, 2)), show(partial(partial(f, 1), 2, c=8)), inspect.signature(partial(f, b=5)).bind(1).arguments["a"]]

## frames of callers
import inspect, logging, sys
def back(): return inspect.currentframe().f_back.f_globals["__name__"]
class Scoped:
    def __init__(self): self.scope = self.infer()
    @staticmethod
    def infer(): return sys._getframe(2).f_globals["__name__"]
result = [back() == __name__, Scoped().scope == __name__, isinstance("x", logging.Logger), isinstance(3, (str, logging.Handler))]

## arguments bound to a signature
import inspect
def f(a, b=2, *rest, c=3, **more): pass
bound = inspect.signature(f).bind(1, c=5, d=6)
before = dict(bound.arguments)
bound.apply_defaults()
whole = inspect.signature(f).bind(1, 2, 3)
result = [before, dict(bound.arguments), bound.args, bound.kwargs, whole.args, whole.kwargs]

## swap
a, b = 3, 8
a, b = b, a + b
result = (a, b)

## chained assignment shares
a = b = [1]
a.append(2)
result = b

## augmented assignment
n = 10
n += 5; n -= 1; n *= 3; n //= 4; n **= 2; n %= 7; n <<= 3; n |= 1; n &= 25; n ^= 2
items = [1]
alias = items
items += (2, 3)
text = "a"
text *= 3
result = [n, alias, text]

## augmented list multiplication
items = [1, 2]
alias = items
items *= 2
result = (items, alias)

## augmented set operations
s = {1, 2, 3}
t = s
s |= {4}
s &= {2, 3, 4}
s -= {2}
result = sorted(s), sorted(t)

## augmented item and attribute
class Box:
    n = 1
box = Box()
box.n += 4
table = {"k": [1, 2]}
table["k"][0] += 9
result = (box.n, Box.n, table)

## for with else and break
found = []
for n in range(2, 20):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        found.append(n)
result = found

## continue
result = []
for n in range(10):
    if n % 3:
        continue
    result.append(n)

## while with else
n, trail = 27, []
while n > 5:
    n = n // 2 if n % 2 == 0 else n - 7
    trail.append(n)
    if n == 1000:
        break
else:
    trail.append("done")
result = trail

## while true with break
n = 1
while True:
    n *= 2
    if n > 500:
        break
result = n

## loop variable stays
for i in range(3):
    for j in (5, 6):
        pass
result = (i, j)

## loop over a list that grows
items = [1]
for n in items:
    if n < 40:
        items.append(n * 3)
result = items

## loop over a list that shrinks
items = [1, 2, 3, 4, 5, 6]
for n in items:
    if n % 2 == 0:
        items.remove(n)
    else:
        items.insert(0, 0) if len(items) > 8 else None
result = items

## list comprehension
result = [a * 10 + b for a in range(3) if a != 1 for b in range(a) if b >= 0]

## nested comprehension
result = [[r * c for c in range(3)] for r in range(2)]

## dict and set comprehension
result = ({k: len(k) for k in ("a", "bb", "ccc")}, sorted({n % 3 for n in range(10)}))

## comprehension scope
x = "outer"
values = [x for x in range(3)]
result = (x, values)

## closures in a comprehension
makers = [lambda: n for n in range(3)]
result = [make() for make in makers]

## lambda defaults capture
makers = [lambda n=n: n for n in range(3)]
result = [make() for make in makers]

## walrus
values = [y for n in range(6) if (y := n * n) > 4]
if (size := len(values)) > 2:
    size += 100
result = (values, size, y)

## generator function
def countdown(n):
    while n > 0:
        yield n
        n -= 1
    yield from ("lift", "off")
result = list(countdown(3))

## generator with next
def numbers():
    yield 1
    yield 2
stream = numbers()
result = [next(stream), next(stream), next(stream, "end")]

## endless generator
def naturals():
    n = 0
    while True:
        yield n
        n += 1
result = [n for n, _ in zip(naturals(), range(4))]

## generator expression
result = [sum(n * n for n in range(5)), max((abs(n) for n in (-4, 2)), default=0), tuple(n for n in "ab")]

## a generator is used up
stream = (n for n in range(3))
result = [list(stream), list(stream)]

## iterator shared by zip
stream = iter([1, 2, 3, 4, 5, 6])
result = list(zip(stream, stream))

## iter and next
stream = iter("abc")
first = next(stream)
result = [first, list(stream)]

## slices
items = list(range(10))
result = [items[2:5], items[:-3], items[::-1], items[-2:], items[1:8:3], items[5:2], "python"[::2], (1, 2, 3)[1:]]

## slice assignment
items = list(range(6))
items[1:3] = ["a", "b", "c"]
items[-1:] = []
del items[0]
items[::2] = [0, 0, 0]
result = items

## slice object
part = slice(1, None, 2)
result = [[5, 6, 7, 8][part], part.start, part.stop, part.step]

## negative index and del
items = [1, 2, 3]
items[-1] = 30
del items[-2]
result = items

## list methods
items = [3, 1, 2]
items.append(9)
items.extend(n for n in (4, 4))
items.insert(1, "x")
items.insert(-1, "y")
items.insert(99, "z")
gone = [items.pop(), items.pop(0), items.pop(-2)]
items.remove("x")
items.reverse()
result = [items, gone, items.index(4), items.count(4), items.copy() is items, len(items)]

## list sort
items = ["bb", "a", "ccc"]
items.sort(key=len, reverse=True)
pairs = sorted([(2, "b"), (1, "c"), (2, "a")])
result = [items, pairs, sorted({"x": 2, "w": 1}), sorted("hello", key=lambda c: -ord(c)), sorted([3, 1.5, True])]

## list operators
result = [[1] + [2], [0] * 3, 2 * [1, 2], [1, [2]] == [1, [2]], [1, 2] < [1, 3], 3 in [1, 2], [] == ()]

## list aliasing
row = [0] * 2
grid = [row] * 2
grid[0][1] = 5
result = grid

## dict methods
d = {"a": 1, **{"b": 2}, "c": 3}
d.update(d=4, a=10)
d.update([("e", 5)])
d.update({"f": 6})
result = [
    d.get("a"), d.get("zz"), d.get("zz", 7), d.pop("b"), d.pop("b", None), d.setdefault("g", 8), d.setdefault("a", 0),
    list(d), list(d.keys()), list(d.values()), list(d.items()), len(d), "a" in d, "b" not in d,
]
last = d.popitem()
copied = d.copy()
copied.clear()
result += [last, copied, dict.fromkeys("xy", 0), dict(zip("mn", (1, 2))), d | {"q": 1}, {"a": 1} == {"a": 1.0}]

## dict order
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 4
del d["a"]
d["a"] = 5
result = [list(d.items()), list(reversed(d)), [k for k in d], dict(sorted(d.items()))]

## dict views
d = {"a": 1, "b": 2}
keys = d.keys()
d["c"] = 3
result = [len(keys), list(keys), sum(d.values()), "a" in keys, max(d, key=d.get), 2 in d.values(), ("a", 1) in d.items()]

## dict view operators
a, b = {"x": 1, "y": 2}, {"y": 3}
result = sorted(a.keys() & b.keys()), sorted(a.keys() - b.keys()), sorted(a.keys() | {"z"})

## dict with tuple keys
d = {(1, 2): "a", 3: "b", None: "c", True: "d"}
result = [d[1, 2], d[3], d[None], d[1]]

## set methods
s = {1, 2, 3}
s.add(4); s.discard(9); s.remove(1); s.update([7, 8])
result = [
    sorted(s), sorted(s & {2, 7}), sorted(s | {0}), sorted(s - {2}), sorted(s ^ {2, 100}), {2} <= s, s.issuperset({3}),
    sorted(s.union([50])), sorted(s.intersection([2])), sorted(s.difference([2])), frozenset([1]) == {1}, 5 in s, len(s),
]

## string methods
s = "Hello, World"
result = [
    s.upper(), s.lower(), s.split(", "), s.replace("l", "L"), s.find("W"), s.startswith("He"), s.endswith(("x", "d")),
    "-".join(["a", "b"]), " pad ".strip(), s.count("l"), "a_b_c".rsplit("_", 1), "x=1".partition("="), s[0], s[-3:],
    "7".zfill(3), "ab".ljust(4, "."), "%d items of %s" % (3, "kind"), "{} {x:>4}".format(1, x=2), "abc".index("c"),
    "layer1.conv".split("."), "Ab".swapcase(), "12".isdigit(), s.title(), "abc" < "abd", "bc" in "abcd", "ab" * 2, "a" "b",
    "prefix_name".removeprefix("prefix_"), "Conv2d".rstrip("d"), "x,y,,".split(","), " a  b ".split(), "aXbX".rpartition("X"),
]

## f-strings
n, pi, word = 42, 3.14159, "net"
result = [
    f"{n}", f"{n:05d}", f"{pi:.2f}", f"{word!r}", f"{word:>6}|", f"{n:,}", f"{n=}", f"{{literal}}", f"{word.upper()}",
    f"{n + 1}{pi:{8}.{3}}", f"{n:x}", f"{'nested'[0]}", f"{[1, 2]}", f"{True}", f"{None}", f"{1.0}", f"{pi:10.3e}",
]

## string escapes and joins
result = ["tab\\there", r"raw\\n", "multi" "part", "uni\\u00e9", """triple
line"""]

## percent formatting
result = ["%s-%s" % ("a", 1), "%5.1f" % 2.345, "%d%%" % 50, "%(k)s" % {"k": "v"}, "%r" % "q", "%03d" % 7, "%s" % [1]]

## tuples
t = (1, 2) + (3,)
result = [t, t * 2, t[0], t[-1], t.index(2), t.count(3), len(t), (1, 2) == (1, 2), () == tuple([]), t < (1, 2, 4), 2 in t]

## numbers
result = [
    int("12"), int(3.9), int(-3.9), int(True), float("2.5"), float(2), round(2.5), round(3.14159, 2), abs(-3), divmod(17, 5),
    pow(2, 8), pow(3, 4, 5), max(3, 9, 2), min([4, 1]), sum([1, 2], 10), bool([]), bool("x"), int("ff", 16), 7.0 // 2, 1e3,
    0x1F, 0b101, 0o17, 1_000, max([], default=5), min("b", "a"), max([3, 1], key=lambda n: -n), (5).bit_length(), round(7),
    bin(5), hex(255), oct(8), round(-2.567, 1), 2 ** -1, 10 % 3.5, isinstance(True, int), float("inf") > 10 ** 9, round(1234, -2),
]

## enumerate zip map filter
result = [
    list(enumerate("ab", 1)), list(enumerate(["x"], start=5)), list(zip([1, 2, 3], "ab")), list(map(str, [1, 2])),
    list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", 2])), list(filter(lambda n: n > 1, [1, 2])),
    list(reversed([1, 2])), any([0, 1]), all([]), all(n for n in [1, 0]), list(range(5, 0, -2)), len(range(0, 10, 3)),
    list(zip(*[(1, 2), (3, 4)])), 3 in range(5), range(3)[1], list(range(10)[2:4]), sum(map(len, ["a", "bb"])),
]

## isinstance
result = [
    isinstance(1, int), isinstance(1, (str, int)), isinstance("a", str), isinstance([], list), isinstance((), tuple),
    isinstance(None, type(None)), isinstance(1.0, float), isinstance(True, bool), isinstance({}, dict), isinstance(1, float),
    isinstance(int, type), callable(len), callable(3), callable(lambda: 0), issubclass(bool, int), type(3) is int,
    type([]) == list, type("") is str, isinstance({1}, set), isinstance(range(3), range), isinstance(1, object),
]

## functions and defaults
def area(width, height=2, *, scale=1):
    return width * height * scale
result = [area(3), area(3, 4), area(height=5, width=2), area(1, scale=10), area(*[2, 3], **{"scale": 2})]

## star arguments
def collect(first, *rest, flag=False, **options):
    return first, rest, flag, options
result = [collect(1), collect(1, 2, 3, flag=True, k=4), collect(*range(3), **dict(a=1)), collect(first=9)]

## positional only
def mix(a, b, /, c, *, d=4, **more):
    return (a, b, c, d, more)
result = [mix(1, 2, 3), mix(1, 2, c=5, d=6, a=7)]

## mutable default is shared
def remember(item, seen=[]):
    seen.append(item)
    return list(seen)
result = [remember(1), remember(2), remember(3, [])]

## defaults are evaluated once
n = 1
def f(x=n * 10):
    return x
n = 5
result = f()

## closure over variable
def outer():
    count = 0
    def bump(by=1):
        nonlocal count
        count += by
        return count
    bump(); bump(5)
    return bump() , count
result = outer()

## two levels of nonlocal
def a():
    v = 1
    def b():
        def c():
            nonlocal v
            v += 10
        c()
        c()
        return v
    return b(), v
result = a()

## global statement
counter = 0
def tick():
    global counter
    counter += 1
    return counter
tick()
tick()
result = [counter, tick(), counter]

## global statement beside arguments and names around
total = 0
def outer(start):
    def add(amount):
        global total
        doubled = amount * 2
        total = total + doubled + start
        return doubled
    return add
result = [outer(1)(4), total]

## global defined by a function
def setup():
    global made_later
    made_later = 41
setup()
result = made_later + 1

## recursion
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
result = [fib(n) for n in range(12)]

## mutual recursion
def even(n):
    return True if n == 0 else odd(n - 1)
def odd(n):
    return False if n == 0 else even(n - 1)
result = [even(10), odd(7), even(3)]

## lambda
add = lambda a, b=10, *rest, k=0: a + b + sum(rest) + k
result = [add(1), add(1, 2), add(1, 2, 3, k=4), (lambda: 7)(), (lambda *a, **k: (a, k))(1, z=2)]

## returning several
def stats(values):
    if not values:
        return
    return min(values), max(values), sum(values)
low, high, total = stats([3, 1, 2])
result = [low, high, total, stats([])]

## decorator
def twice(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs) * 2
    return inner
@twice
def plus(a, b=1):
    return a + b
result = [plus(3), plus(a=1, b=1)]

## decorator with arguments and wraps
import functools
def scaled(by):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args):
            return function(*args) * by
        return inner
    return decorate
@scaled(3)
@scaled(10)
def one(n):
    return n
result = [one(2), one.__name__]

## class decorator and registry
registry = {}
def register(name=None):
    def decorate(cls):
        registry[name or cls.__name__.lower()] = cls
        return cls
    return decorate
@register()
class Alpha:
    size = 1
@register("b")
class Beta(Alpha):
    size = 2
result = [list(registry), registry["alpha"].size, registry["b"]().size]

## function registry by decorator
table = {}
def entry(function):
    table[function.__name__] = function
    return function
@entry
def small(n): return n
@entry
def large(n): return n * 100
result = [sorted(table), table["large"](3)]

## partial
from functools import partial
def volume(a, b, c=1):
    return (a, b, c)
half = partial(volume, 1, c=9)
more = partial(half, 2)
result = [half(2), more(), half(5, c=3), more.keywords, more.args, half.func is volume]

## reduce
from functools import reduce
import operator
result = [reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(operator.add, [[1], [2]], []), reduce(max, (3, 9, 2), 5)]

## operator module
import operator
from operator import itemgetter, attrgetter, mul
class P:
    x = 4
result = [mul(3, 4), itemgetter(1)("abc"), itemgetter(0, 2)("abc"), attrgetter("x")(P()), operator.floordiv(7, 2), operator.neg(3)]

## itertools
import itertools
from itertools import chain, product, islice, repeat, count, accumulate, zip_longest, cycle, starmap, takewhile, dropwhile
result = [
    list(chain([1], (2, 3))), list(chain.from_iterable([[1], [2]])), list(product([1, 2], "ab")), list(islice(count(5), 3)),
    list(islice(range(10), 2, 8, 3)), list(repeat(7, 2)), list(accumulate([1, 2, 3])), list(zip_longest([1, 2], "a", fillvalue="-")),
    list(itertools.combinations("abc", 2)), list(islice(cycle("ab"), 5)), list(itertools.pairwise([1, 2, 3])),
    list(starmap(pow, [(2, 3), (3, 2)])), list(takewhile(lambda n: n < 3, [1, 2, 5, 1])), list(dropwhile(lambda n: n < 3, [1, 2, 5, 1])),
    list(itertools.permutations([1, 2, 3], 2))[:3], list(itertools.compress("abc", [1, 0, 1])), list(product([0, 1], repeat=2)),
    [(k, list(g)) for k, g in itertools.groupby([1, 1, 2])], list(accumulate([2, 3, 4], operator.mul)) if False else 0,
]

## math
import math
from math import ceil, floor, log2, sqrt, prod, gcd, pi, inf
result = [ceil(2.1), floor(-2.1), int(log2(64)), sqrt(16), prod([2, 3, 4]), gcd(12, 18), math.isclose(pi, 3.1415926, abs_tol=1e-3), inf > 1, math.comb(5, 2), math.factorial(5), math.pow(2, 3), math.trunc(2.7), math.log(8, 2), math.isqrt(17)]

## collections
from collections import OrderedDict, defaultdict, Counter, deque, namedtuple, ChainMap
od = OrderedDict([("b", 1), ("a", 2)])
od["c"] = 3
od.move_to_end("b")
dd = defaultdict(list)
dd["x"].append(1)
dd["x"].append(2)
cc = Counter("hello")
dq = deque([1, 2])
dq.append(3); dq.appendleft(0)
result = [list(od.items()), dict(dd), cc["l"], cc["zz"], list(dq), dq.popleft(), dq.pop(), len(dq), od.popitem(last=False), cc.most_common(1)]

## ordered dict methods
from collections import OrderedDict
a = OrderedDict(x=1, y=2)
b = OrderedDict(a)
b.update(z=3)
a.pop("x")
result = [list(a), list(b), list(b.values()), a == {"y": 2}, isinstance(b, dict), len(b), b | {"w": 0} == {"x": 1, "y": 2, "z": 3, "w": 0}]

## namedtuple
from collections import namedtuple
from typing import NamedTuple
Point = namedtuple("Point", "x y")
class Stage(NamedTuple):
    width: int
    depth: int = 2
    def total(self):
        return self.width * self.depth
p, s = Point(1, y=2), Stage(8)
a, b = p
result = [p.x, p[1], a + b, p._replace(x=5).x, s.total(), s.depth, s == (8, 2), p._asdict(), Stage._fields, len(s), sum(p), Stage(*[1, 2]).depth]

## namedtuple with defaults
from collections import namedtuple
Spec = namedtuple("Spec", ["a", "b", "c"], defaults=(2, 3))
result = [tuple(Spec(1)), tuple(Spec(1, c=9)), [x.b for x in map(lambda r: Spec(*r), [(1, 5), (2, 6)])]]

## dataclass
from dataclasses import dataclass, field, asdict, replace, fields
@dataclass
class Config:
    width: int
    depth: int = 3
    blocks: list = field(default_factory=lambda: [1, 2])
    name: str = "net"
    double: int = field(init=False, default=0)
    def __post_init__(self):
        self.double = self.width * 2
@dataclass
class Wide(Config):
    extra: int = 7
a, b = Config(4), Wide(5, depth=9, extra=1)
a.blocks.append(3)
result = [a.width, a.depth, a.blocks, a.double, Config(4).blocks, b.extra, b.double, b.depth, a == Config(4), asdict(Config(1)), replace(a, width=10).double, [f.name for f in fields(b)]]

## frozen dataclass
from dataclasses import dataclass
import dataclasses
@dataclass(frozen=True)
class Dims:
    rows: int = 2
    cols: int = 3
    @property
    def area(self) -> int:
        return self.rows * self.cols
try:
    d = Dims()
    d.rows = 5
    outcome = "changed"
except dataclasses.FrozenInstanceError:
    outcome = "refused"
result = [Dims().area, Dims(4).area, Dims(1) == Dims(1), outcome, {Dims(1): "a"}[Dims(1)]]

## dataclass keyword only
from dataclasses import dataclass, KW_ONLY, field
from typing import ClassVar
@dataclass
class Opts:
    a: int
    _: KW_ONLY
    b: int = 2
    shared: ClassVar[int] = 99
    c: int = field(default=5, kw_only=True)
o = Opts(1, b=7)
result = [o.a, o.b, o.c, Opts.shared]

## dataclass kw_only decorator
from dataclasses import dataclass
@dataclass(kw_only=True)
class Base:
    a: int = 1
@dataclass(kw_only=True)
class Derived(Base):
    b: int
d = Derived(b=4)
result = [d.a, d.b]

## enum
from enum import Enum, IntEnum, auto
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
class Level(IntEnum):
    LOW = auto()
    HIGH = auto()
class Act(str, Enum):
    RELU = "relu"
    GELU = "gelu"
result = [
    Color.RED.value, Color.GREEN.name, Color(2) is Color.GREEN, Color["RED"] is Color.RED, [c.name for c in Color], Level.HIGH + 1,
    Level.LOW < Level.HIGH, Act.RELU == "relu", Act("gelu").value, len(Color), Color.ALIAS is Color.RED, Color.RED == 1, Color.RED in Color,
    {Color.RED: "x"}[Color.RED], isinstance(Color.RED, Color), Color.RED != Color.GREEN, [2, 3][Level.LOW],
]

## enum with attributes
from enum import Enum
class Size(Enum):
    SMALL = (1, 16)
    LARGE = (4, 64)
    def __init__(self, depth, width):
        self.depth = depth
        self.width = width
    @property
    def volume(self):
        return self.depth * self.width
    @classmethod
    def default(cls):
        return cls.LARGE
result = [Size.SMALL.volume, Size.default().width, Size.LARGE.value]

## match literal and or
def kind(v):
    match v:
        case 0 | 1:
            return "bit"
        case "a" | "b" as letter:
            return "letter " + letter
        case None:
            return "none"
        case True:
            return "true"
        case -3 | 2.5:
            return "number"
        case _:
            return "other"
result = [kind(0), kind("b"), kind(None), kind(-3), kind(2.5), kind(99)]

## match structure
def shape(v):
    match v:
        case []:
            return "empty"
        case [x]:
            return ("one", x)
        case (a, b) if a == b:
            return ("twins", a)
        case [a, *rest, z]:
            return (a, rest, z)
        case {"type": "conv", "size": n, **others}:
            return ("conv", n, others)
        case {"type": t}:
            return t
        case int(n) | float(n):
            return n * 2
        case str():
            return "text"
result = [shape([]), shape([1]), shape((2, 2)), shape([1, 2, 3, 4]), shape({"type": "conv", "size": 3, "p": 1}), shape({"type": "pool"}), shape(4), shape("s"), shape({1, 2})]

## match class
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return ("axis", y)
        case Point(x, y) if x == y:
            return "diagonal"
        case Point():
            return "somewhere"
    return "no point"
result = [where(Point(0, 0)), where(Point(0, 5)), where(Point(2, 2)), where(Point(1, 2)), where(3)]

## match dotted name
class K:
    A = 1
    B = "b"
def name(v):
    match v:
        case K.A: return "A"
        case K.B: return "B"
        case [K.A, other]: return other
    return None
result = [name(1), name("b"), name([1, 5]), name(7)]

## inheritance and super
class A:
    def __init__(self, n=1):
        self.log = ["A"]
        self.n = n
    def value(self):
        return self.n
class B(A):
    def __init__(self, n):
        super().__init__(n * 2)
        self.log.append("B")
    def value(self):
        return super().value() + 100
class C(B):
    def __init__(self):
        super(C, self).__init__(5)
        A.value(self)
        self.log += ["C"]
    def value(self):
        return B.value(self) + super(B, self).value()
c = C()
result = [c.log, c.n, c.value(), isinstance(c, A), issubclass(C, B), C.__mro__[1].__name__, [k.__name__ for k in C.__bases__]]

## diamond
class Top:
    def names(self): return ["top"]
class Left(Top):
    def names(self): return ["left"] + super().names()
class Right(Top):
    def names(self): return ["right"] + super().names()
class Bottom(Left, Right):
    def names(self): return ["bottom"] + super().names()
result = [Bottom().names(), [k.__name__ for k in Bottom.__mro__[:-1]]]

## cooperative keyword arguments
class Base:
    def __init__(self, **kw):
        self.left = kw
class Width(Base):
    def __init__(self, width=1, **kw):
        super().__init__(**kw)
        self.width = width
class Depth(Base):
    def __init__(self, depth=2, **kw):
        super().__init__(**kw)
        self.depth = depth
class Both(Width, Depth):
    pass
b = Both(width=5, depth=6, rest=7)
result = [b.width, b.depth, b.left]

## super in class method and property
class A:
    @classmethod
    def make(cls, n): return [cls.__name__, n]
    @property
    def size(self): return 3
    @staticmethod
    def twice(n): return n * 2
class B(A):
    @classmethod
    def make(cls, n): return super().make(n + 1) + ["B"]
    @property
    def size(self): return super().size + 1
    @staticmethod
    def thrice(n): return A.twice(n) + n
result = [B.make(1), B().make(2), B().size, B.twice(4), B().thrice(5)]

## super in a nested function and comprehension
class A:
    def get(self, n): return n + 1
class B(A):
    def all(self):
        get = super().get
        def inner():
            return get(10)
        return [get(n) for n in range(3)], inner()
result = B().all()

## property with setter
class T:
    def __init__(self): self._c = 0
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v): self._c = v * 2
t = T()
t.c = 21
result = [t.c, t._c, hasattr(T, "c")]

## property without setter
class T:
    @property
    def c(self): return 1
try:
    T().c = 3
    result = "set"
except AttributeError:
    result = "refused"

## cached property
from functools import cached_property
calls = []
class T:
    @cached_property
    def slow(self):
        calls.append(1)
        return 5
t = T()
result = [t.slow, t.slow, len(calls)]

## class variables and instance variables
class T:
    shared = []
    n = 1
    def __init__(self): self.n = 2
a, b = T(), T()
a.shared.append("x")
T.n = 10
result = [b.shared, a.n, T.n, T().n, a.__class__.__name__, type(a) is T]

## class body computes
class T:
    base = 4
    sizes = [base * 2, base * 3]
    table = {k: k * 2 for k in range(2)}
    def area(self, scale=base): return scale
    for i in range(3):
        last = i
    if base > 3:
        kind = "big"
    else:
        kind = "small"
result = [T.sizes, T.table, T().area(), T.last, T.kind]

## nested class
class Outer:
    class Inner:
        n = 3
        def make(self): return Outer.k
    k = 8
    inner = Inner()
result = [Outer.Inner.n, Outer.Inner().make(), Outer.inner.n, Outer.Inner.__name__]

## special methods
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + o.x)
    def __radd__(self, o): return V(self.x + o)
    def __mul__(self, k): return V(self.x * k)
    def __eq__(self, o): return self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __len__(self): return self.x
    def __getitem__(self, i): return self.x * i
    def __contains__(self, i): return i == self.x
    def __call__(self, *a): return sum(a) + self.x
    def __bool__(self): return self.x > 0
    def __iter__(self): return iter(range(self.x))
    def __neg__(self): return V(-self.x)
    def __iadd__(self, o): self.x += o; return self
    def __repr__(self): return f"V({self.x})"
    def __hash__(self): return 7
v = V(3)
v += 1
result = [(v + V(1)).x, (5 + v).x, (v * 2).x, v == V(4), v != V(5), V(1) < v, len(v), v[10], 4 in v, v(1, 2), bool(V(0)), list(v), (-v).x, str(v), f"{v}", [1 for _ in v], sorted([V(3), V(1)])[0].x, "yes" if v else "no"]

## reflected and comparison fallbacks
class M:
    def __init__(self, n): self.n = n
    def __gt__(self, o): return self.n > o.n
    def __rsub__(self, o): return o - self.n
    def __truediv__(self, o): return self.n / o
    def __setitem__(self, k, v): self.n = (k, v)
    def __delitem__(self, k): self.n = k
m = M(4)
out = [10 - m, m / 2, M(1) < M(2)]
m["k"] = 1
out.append(m.n)
del m["z"]
out.append(m.n)
result = out

## getattr protocol
class Lazy:
    def __init__(self): self.real = 1
    def __getattr__(self, name):
        if name.startswith("x"):
            return name * 2
        raise AttributeError(name)
z = Lazy()
result = [z.real, z.xy, getattr(z, "nope", "default"), hasattr(z, "xx"), hasattr(z, "q")]

## setattr protocol
class Spy:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 10)
s = Spy()
s.a = 4
setattr(s, "b", 1)
result = [s.a, s.b]

## getattr setattr delattr
class T: pass
t = T()
for i, name in enumerate(["a", "b", "c"]):
    setattr(t, f"layer_{name}", i)
delattr(t, "layer_b")
del t.layer_c
t.new = 5
result = [getattr(t, "layer_a"), getattr(t, "layer_b", None), hasattr(t, "layer_c"), t.new, sorted(vars(t)), sorted(t.__dict__)]

## iterator class
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i
result = [list(Count(3)), sum(Count(4)), [n for n in Count(2)]]

## generator as iter
class Tree:
    def __init__(self, *kids): self.kids = kids
    def __iter__(self):
        yield len(self.kids)
        for kid in self.kids:
            yield from kid
result = list(Tree(Tree(), Tree(Tree())))

## context manager
events = []
class Ctx:
    def __init__(self, n): self.n = n
    def __enter__(self):
        events.append(("in", self.n))
        return self.n * 2
    def __exit__(self, *error):
        events.append(("out", self.n))
with Ctx(1) as a, Ctx(2) as b:
    events.append(a + b)
result = events

## context manager that swallows
class Quiet:
    def __enter__(self): return self
    def __exit__(self, kind, value, trace): return kind is ValueError
done = []
with Quiet():
    done.append(1)
    raise ValueError("x")
done.append(2)
result = done

## contextlib contextmanager
from contextlib import contextmanager
log = []
@contextmanager
def section(name):
    log.append("begin " + name)
    yield name.upper()
    log.append("end " + name)
with section("a") as label:
    log.append(label)
result = log

## try except else finally
trail = []
def attempt(n):
    try:
        trail.append("try")
        if n == 1:
            raise ValueError("bad")
        if n == 2:
            return "returned"
        if n == 3:
            {}["missing"]
    except ValueError as error:
        trail.append(str(error))
        return "value"
    except (KeyError, IndexError):
        trail.append("lookup")
    else:
        trail.append("else")
    finally:
        trail.append("finally")
    return "end"
result = [[attempt(n) for n in range(4)], trail]

## exception hierarchy
class Mine(RuntimeError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
def run(kind):
    try:
        raise kind(7)
    except Mine as e:
        return ("mine", e.code, str(e))
    except Exception as e:
        return ("other", type(e).__name__, e.args)
result = [run(Mine), run(ValueError), run(KeyError)]

## reraise
trail = []
def inner():
    try:
        [][0]
    except IndexError:
        trail.append("inner")
        raise
try:
    inner()
except LookupError:
    trail.append("outer")
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("wrapped") from e
except ValueError as e:
    trail.append(str(e))
result = trail

## errors that code relies on
caught = []
for action in (lambda: {}["k"], lambda: [][1], lambda: int("x"), lambda: None.attr, lambda: 1 / 0, lambda: undefined_name, lambda: len(5), lambda: "a" + 1, lambda: next(iter([])), lambda: [].pop(), lambda: (lambda a: a)(), lambda: {1: 2}.pop(3), lambda: [1].index(2), lambda: 5(), lambda: int(None), lambda: [1, 2].remove(3)):
    try:
        action()
        caught.append("fine")
    except Exception as error:
        caught.append(type(error).__name__)
result = caught

## assert in try
try:
    assert 1 == 2, "message"
    result = "passed"
except AssertionError as error:
    result = str(error)

## finally overrides
def f():
    for n in range(5):
        try:
            if n == 2:
                break
            continue
        finally:
            seen.append(n)
    return n
seen = []
result = [f(), seen]

## return in finally
def f():
    try:
        return 1
    finally:
        last.append(9)
last = []
result = [f(), last]

## deepcopy and copy
import copy
class Node:
    def __init__(self): self.kids = [1]
a = {"n": [1, 2], "o": Node()}
b, c = copy.deepcopy(a), copy.copy(a)
b["n"].append(3); b["o"].kids.append(2); c["n"].append(9)
shared = [0]
d = copy.deepcopy([shared, shared])
d[0].append(1)
result = [a["n"], b["n"], a["o"].kids, b["o"].kids, c["o"] is a["o"], d]

## own copy methods
import copy
class Odd:
    def __init__(self, n): self.n = n
    def __copy__(self): return Odd(self.n + 1)
    def __deepcopy__(self, memo): return Odd(self.n * 100)
o = Odd(3)
result = [copy.copy(o).n, copy.deepcopy(o).n, copy.deepcopy([o])[0].n]

## subclass of dict and list
class Table(dict):
    def total(self): return sum(self.values())
    def __missing__(self, key): return -1
class Stack(list):
    def push(self, v):
        self.append(v)
        return self
t = Table(a=1, b=2)
t["c"] = 3
s = Stack([1]).push(2).push(3)
result = [t.total(), t["zz"], len(t), list(t), s[-1], len(s), s[0:2], isinstance(t, dict), [x for x in s], sorted(t.items())]

## attribute dict
class Config(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
    def __setattr__(self, name, value): self[name] = value
c = Config(width=3)
c.depth = 4
result = [c.width, c["depth"], c.width * c.depth, hasattr(c, "none"), getattr(c, "none", 0)]

## subclass of int and str
class Even(int):
    def __new__(cls, n): return super().__new__(cls, n * 2)
    def half(self): return self // 2
class Name(str):
    def shout(self): return self.upper() + "!"
result = [Even(4) + 1, Even(5).half(), Name("net").shout(), Name("a") + "b", len(Name("xyz"))]

## new and singletons
class One:
    made = None
    def __new__(cls, *args):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made
    def __init__(self, n=0): self.n = n
a = One(1)
b = One(2)
result = [a is b, a.n]

## init subclass and class keywords
class Plugin:
    known = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.known.append((cls.__name__, tag))
class A(Plugin, tag="a"): pass
class B(A): pass
result = Plugin.known

## metaclass registry
class Meta(type):
    classes = []
    def __new__(mcs, name, bases, attrs):
        cls = super().__new__(mcs, name, bases, attrs)
        mcs.classes.append(name)
        return cls
class A(metaclass=Meta): pass
class B(A): pass
result = Meta.classes

## metaclass with an initializer
class Meta(type):
    known = {}
    def __init__(cls, name, bases, attrs):
        super().__init__(name, bases, attrs)
        cls.known[name] = len(bases)
        cls.made = True
class A(metaclass=Meta): pass
class B(A): width = 3
result = list(A.known), B.made, B.width, B().width

## map that nobody reads
seen = []
unread = map(seen.append, [1, 2])
read = list(map(seen.append, [3]))
half = map(lambda x: seen.append(x) or x, [4, 5])
result = seen[:], next(half), seen[:], read

## name that is deleted
width = 3
twice = width * 2
del width
try:
    width
    found = True
except NameError:
    found = False
result = twice, found

## class getitem
class Box:
    def __class_getitem__(cls, item): return (cls.__name__, item)
result = Box[int] == ("Box", int), Box["x"]

## callable class with type
Made = type("Made", (object,), {"n": 4, "get": lambda self: self.n})
result = [Made().get(), Made.__name__, isinstance(Made(), Made)]

## descriptors
class Ten:
    def __get__(self, obj, owner=None): return 10
class Named:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None): return self.name
class Holder:
    ten = Ten()
    field = Named()
result = [Holder().ten, Holder().field, Holder.ten]

## slots and annotations
class P:
    __slots__ = ("x", "y")
    x: int
    def __init__(self, x: int, y: "int" = 3) -> None:
        self.x: int = x
        self.y = y
p = P(1)
limit: int = 5
unset: str
result = [p.x, p.y, limit]

## bound methods as values
class C:
    def __init__(self, n): self.n = n
    def add(self, k): return self.n + k
f = C(10).add
g = C.add
result = [f(1), g(C(5), 2), list(map(C(1).add, [1, 2])), f.__name__, f.__self__.n]

## dispatch by dict
def pick(name):
    return {"add": lambda a, b: a + b, "max": max}.get(name, lambda *a: None)
result = [pick("add")(1, 2), pick("max")(4, 3), pick("none")(1)]

## dynamic attribute dispatch
class Builder:
    def build(self, kind, *a): return getattr(self, "build_" + kind)(*a)
    def build_one(self): return 1
    def build_many(self, n): return [self.build_one()] * n
result = [Builder().build("one"), Builder().build("many", 3)]

## module dunder name
result = [__name__ == "__main__", 5 if __name__ != "__main__" else 6]

## globals lookup
MODULE_ONLY = "MODULE ONLY"
def make_a(): return "a"
result = [globals()["make_a"](), "make_a" in globals(), globals().get("nothing")]

## names defined later
def later(): return helper() + LIMIT
def helper(): return 5
LIMIT = 10
result = later()

## redefinition
def f(): return 1
a = f()
def f(): return 2
result = [a, f()]

## conditional definition
FLAG = True
if FLAG:
    def f(): return "yes"
else:
    def f(): return "no"
try:
    import nonexistent_module_xyz
except ImportError:
    nonexistent_module_xyz = None
result = [f(), nonexistent_module_xyz is None]

## table built by a loop
cfg = {}
for width in (16, 32):
    for depth in (1, 2):
        cfg[f"net_{width}_{depth}"] = dict(width=width, depth=depth)
cfg["net_16_1"]["extra"] = True
for entry in cfg.values():
    entry.setdefault("extra", False)
result = cfg

## table changed by a function
cfg = {"a": [1]}
def grow(key, n):
    cfg.setdefault(key, []).extend(range(n))
grow("a", 2)
grow("b", 1)
result = cfg

## deletion of names
a = 1
b = 2
del a
try:
    a
    result = "still there"
except NameError:
    result = b

## string building and parsing
spec = "r3_k5_s2_e1_c24"
options = {}
for part in spec.split("_"):
    key, value = part[:1], part[1:]
    options[key] = int(value)
result = options

## regex
import re
m = re.match(r"([a-z]+)(\\d+)", "conv12x")
result = [m.group(1), int(m.group(2)), re.sub("a", "b", "banana"), re.split(r"(\\d+)", "a1b22"), bool(re.search("z", "abc")), re.findall(r"\\d", "a1b2"), m.groups()]

## starred in displays
a, b = [1, 2], {"k": 1}
result = [[0, *a, *a], (*a, 9), {*a, 5} == {1, 2, 5}, {**b, "j": 2, **{"k": 3}}, [*range(2), *"ab"], [*b]]

## ternary chains
def grade(n): return "low" if n < 3 else "mid" if n < 6 else "high"
result = [grade(n) for n in (1, 4, 8)]

## divisible rounding
def make_divisible(v, divisor=8, min_value=None, round_limit=0.9):
    min_value = min_value or divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < round_limit * v:
        new_v += divisor
    return new_v
result = [make_divisible(n * w) for n in (16, 24, 40, 112) for w in (0.35, 0.75, 1.0, 1.4)]

## floats
result = [0.1 + 0.2, 1 / 3, int(0.1 * 3 * 10), round(0.5), round(1.5), 2.0 ** 0.5, 1e-5, 5 // 0.3, float("nan") != float("nan"), 3 == 3.0]

## big integers
result = [2 ** 100, 10 ** 20 // 7, -(2 ** 70) % 1000, 123456789012345678901234567890 + 1, 0xFFFFFFFFFFFFFFFFFF]

## identity and none
a = None
b = []
result = [a is None, b is not None, b is b, [] is [], a == None, a or "d", (a, b)[0] is None]

## print and comments are nothing
print("hello", end="")
"a docstring in the middle"
...
pass
result = print("x")

## type checking constant
from typing import TYPE_CHECKING, Optional, Union, List, Callable, Any, cast
if TYPE_CHECKING:
    from somewhere import Something
def f(a: Optional["Something"] = None, b: List[int] = [1]) -> Union[int, str]:
    return cast(int, len(b))
Alias = Callable[[int], Any]
result = f()

## async is ignored
async def coro(n):
    return n + 1
result = 3

## generic class
from typing import Generic, TypeVar, Protocol
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
class Sized(Protocol):
    def size(self) -> int: ...
result = [Box[int](4).v, Box("x").v]

## abstract classes
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def double(self): return self.area() * 2
    @property
    @abstractmethod
    def name(self): ...
class Square(Shape):
    def __init__(self, n): self.n = n
    def area(self): return self.n ** 2
    @property
    def name(self): return "square"
result = [Square(3).double(), Square(1).name]

## abc checks
from collections.abc import Iterable, Sequence, Mapping, Callable as Call, Sized
import numbers
result = [isinstance([], Iterable), isinstance("s", Iterable), isinstance(5, Iterable), isinstance((1,), Sequence), isinstance({}, Mapping), isinstance({}, Sequence), isinstance(len, Call), isinstance(3, numbers.Number), isinstance([], Sized), isinstance({1}, Iterable), isinstance((n for n in []), Iterable)]

## simple namespace
from types import SimpleNamespace
ns = SimpleNamespace(a=1, b=[2])
ns.c = ns.a + 5
result = [ns.a, ns.b, ns.c, hasattr(ns, "d"), vars(ns)]

## lru cache
from functools import lru_cache, cache
calls = []
@lru_cache(maxsize=None)
def slow(n):
    calls.append(n)
    return n * 2
result = [slow(3), slow(3), slow(n=4)]

## shadowed builtin
def outer(list=3):
    return list
max = lambda *a: "mine"
result = [outer(), max(1, 2)]

## early return in loops
def first_big(rows):
    for row in rows:
        for n in row:
            if n > 5:
                return n
    return None
result = [first_big([[1, 2], [7, 9]]), first_big([[1]])]

## nested functions share state
def machine():
    state = {"n": 0}
    def step(k):
        state["n"] += k
        return state["n"]
    def read():
        return state["n"]
    return step, read
step, read = machine()
step(2); step(5)
result = read()

## lists of functions
pipeline = [str.strip, str.upper, lambda s: s + "!"]
text = "  hi "
for stage in pipeline:
    text = stage(text)
result = text

## zip of dicts and enumerate unpack
names, sizes = ("a", "b"), {"a": (1, 2), "b": (3, 4)}
result = [(i, n, lo, hi) for i, (n, (lo, hi)) in enumerate(zip(names, sizes.values()))]

## string comparison and sort keys
rows = [("b", 2), ("a", 2), ("c", 1)]
result = [sorted(rows, key=lambda r: (-r[1], r[0])), min(rows, key=lambda r: r[1]), sorted(rows, reverse=True)[0], max("b", "abc", key=len)]

## class attribute through instance mutation
class Net:
    widths = {"s": 1}
    def __init__(self, **over):
        self.widths = {**self.widths, **over}
result = [Net(m=2).widths, Net.widths]

## method resolution with mixin order
class Mixin:
    def kind(self): return "mixin+" + super().kind()
class Base:
    def kind(self): return "base"
class Real(Mixin, Base): pass
result = Real().kind()

## calls with trailing unpack
def f(*a, **k): return (a, sorted(k.items()))
args, kw = (1, 2), {"x": 1}
result = [f(0, *args, 3, *[4], y=2, **kw), f(*"ab", **{}, **{"z": 5})]

## duplicate keyword is an error
def f(**k): return k
try:
    result = f(a=1, **{"a": 2})
except TypeError:
    result = "TypeError"

## boolean arithmetic
result = [True + True, sum([True, False, True]), 3 * True, [10, 20][True], int(5 > 3), -True, True & False, True | 0, not 0]

## attribute of module and from import as
import math as m, os.path
from math import floor as fl, ceil as ce
result = [m.floor(2.5), fl(3.7), ce(3.2), m.pi > 3]

## chained methods
result = " Conv-BN-ReLU ".strip().lower().replace("-", "_").split("_")[::-1]

## complex conditions
def f(a, b=None, c=()):
    if (a and not b) or (b and len(c) > 1 and c[0] is None):
        return 1
    elif not (a or b):
        return 2
    return 3
result = [f(1), f(0), f(1, 1), f(0, 1, (None, 2))]

## yield returns sent none
def g():
    x = yield 1
    yield x
result = list(g())

## generator runs lazily
log = []
def g():
    log.append("start")
    yield 1
    log.append("end")
stream = g()
log.append("before")
for _ in stream:
    log.append("body")
result = log

## map runs lazily
log = []
stream = map(log.append, [1, 2])
log.append("first")
list(stream)
result = log

## own attribute lookup
class Mapped:
    names = {"width": "hidden"}
    def __init__(self):
        self.hidden = 8
    def __getattribute__(self, name):
        if name != "names" and name in super().__getattribute__("names"):
            name = super().__getattribute__("names")[name]
        return super().__getattribute__(name)
    def __setattr__(self, name, value):
        super().__setattr__(super().__getattribute__("names").get(name, name), value)
thing = Mapped()
before = thing.width
thing.width = 5
result = [before, thing.hidden, hasattr(thing, "depth"), getattr(thing, "depth", 3)]

## own lookup and fallback
class Both:
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError(name)
        return object.__getattribute__(self, name)
    def __getattr__(self, name):
        return name * 2
result = [Both().secret, Both().other]

## setattr through properties
class Guarded:
    def __setattr__(self, name, value):
        super().__setattr__(name, value)
    @property
    def size(self):
        return self._size * 2
    @size.setter
    def size(self, value):
        self._size = value + 1
g = Guarded()
g.size = 4
result = g.size

## data descriptors
class Positive:
    def __set_name__(self, owner, name):
        self.slot = "_" + name
    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.slot)
    def __set__(self, instance, value):
        setattr(instance, self.slot, abs(value))
class Box:
    width = Positive()
    def __init__(self, width):
        self.width = width
result = [Box(-3).width, Box(4)._width]

## subclasses of property
class classproperty(property):
    def __get__(self, instance, owner):
        return self.fget(owner)
class loud(property):
    pass
class Sized:
    base = 6
    @classproperty
    def double(cls):
        return cls.base * 2
    @loud
    def half(self):
        return self.base // 2
class Larger(Sized):
    base = 10
result = [Sized.double, Larger().double, Larger().half]

## dict subclasses with an init
class Table(dict):
    def __init__(self, source, extra=1):
        self.source = source
        super().__init__({"extra": extra}, more=2)
    def __getitem__(self, key):
        found = super().__getitem__(key)
        return found * 10
    def __setitem__(self, key, value):
        super().__setitem__(key, value + 1)
t = Table(["not", "items"], 5)
t["late"] = 6
result = [t["extra"], t["late"], len(t), "more" in t, list(t), t.get("late"), dict.__getitem__(t, "more")]

## list subclasses with an init
class Row(list):
    def __init__(self, first, *rest):
        super().__init__([first])
        self.extend(rest)
    def __contains__(self, item):
        return super().__contains__(item) or item == "any"
r = Row(1, 2, 3)
result = [list(r), 2 in r, "any" in r, 9 in r]

## mappings of ones own
from collections.abc import Mapping, MutableMapping, Sequence
class Fixed(Mapping):
    def __init__(self, items):
        self.held = items
    def __getitem__(self, key):
        return self.held[key]
    def __iter__(self):
        return iter(self.held)
    def __len__(self):
        return len(self.held)
class Open(MutableMapping):
    def __init__(self):
        self.held = {}
    def __getitem__(self, key):
        return self.held[key]
    def __setitem__(self, key, value):
        self.held[key] = value
    def __delitem__(self, key):
        del self.held[key]
    def __iter__(self):
        return iter(self.held)
    def __len__(self):
        return len(self.held)
class Steps(Sequence):
    def __getitem__(self, index):
        return [4, 5, 6][index]
    def __len__(self):
        return 3
f, o = Fixed({"a": 1, "b": 2}), Open()
o.update(f, c=3)
o.setdefault("d", 4)
popped = o.pop("a")
result = [
    list(f.keys()), list(f.values()), dict(f.items()), f.get("z", 9), "a" in f, "z" in f,
    popped, dict(o.items()), o.pop("none", 0), 5 in Steps(), Steps().index(6), [s for s in Steps()],
]

## fields of dataclasses
from dataclasses import MISSING, dataclass, field, fields
@dataclass
class Base:
    width: int = 4
    names: list = field(default_factory=list)
    hidden: int = field(default=2, init=False)
@dataclass
class Child(Base):
    width: int = 6
    needed: int = field(default=MISSING, metadata={"unit": "px"}, kw_only=True)
described = [
    (f.name, f.default is MISSING, f.default_factory is MISSING, f.init, f.metadata.get("unit"))
    for f in fields(Child)
]
result = [described, Child(needed=3).width, Child(needed=3).hidden, Child(7, ["x"], needed=1).names]

## hooks that make dataclasses
from dataclasses import dataclass, fields
class Config:
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls = dataclass(cls, repr=False)
        initialize = cls.__init__
        def accept(self, **given):
            known = {f.name for f in fields(cls)}
            initialize(self, **{k: v for k, v in given.items() if k in known})
            for name, value in given.items():
                if name not in known:
                    setattr(self, name, value)
        cls.__init__ = accept
class Small(Config):
    width: int = 4
    depth: int = 2
one = Small(width=8, extra="x")
result = [one.width, one.depth, one.extra]

## unions of types
number = int | float
maybe = str | None
result = [isinstance(3, number), isinstance("a", number), isinstance(None, maybe), isinstance(3, list | tuple)]

## texts of classes
class Mixin:
    pass
class Kind(Mixin):
    pass
result = ["Mixin" in str(Kind.__bases__), "Kind" in str(Kind), str(int), "Other" in str(Kind.__mro__)]

## functions of others code
import functools, types
def copied(f):
    code = f.__code__.replace(co_name="other")
    g = types.FunctionType(code, f.__globals__, name=f.__name__, argdefs=f.__defaults__, closure=f.__closure__)
    g = functools.update_wrapper(g, f)
    g.__kwdefaults__ = f.__kwdefaults__
    return g
def add(a, b=3):
    return a + b
twin = copied(add)
twin.mark = 1
result = [twin(1), twin(1, 1), add.__code__.co_argcount, add.__code__.co_varnames[:2], hasattr(add, "mark"), isinstance(twin, types.FunctionType)]

## private names
class First:
    def __init__(self):
        self.__size = 4
    def first(self):
        return self.__size
    def __hidden(self):
        return 1
    def call(self):
        return self.__hidden()
class Second(First):
    def __init__(self):
        super().__init__()
        self.__size = 9
    def second(self):
        return self.__size
    def __hidden(self):
        return 2
s = Second()
result = [s.first(), s.second(), s.call(), hasattr(s, "__size"), s._First__size, sorted(vars(s))]

## patterns with flags
import re
word = re.compile("ab(c+)", re.IGNORECASE)
two = "a" + chr(10) + "b"
result = [
    word.match("ABCC").group(1), bool(re.match("a.b", two, re.DOTALL)), bool(re.search("^B", two, re.M | re.I)),
    [m.group() for m in re.finditer("[0-9]+", "a1b22")], re.sub("x", "y", "Xx", flags=re.I),
    bool(re.search("needle", "hay" * 1000 + "needle")), re.findall("(one|two)$", "number two"),
]

## global beside parameters
seen = []
def note(given, times=2):
    global seen
    doubled = given * times
    seen = [*seen, doubled]
    return given
note(3)
note(4)
result = seen

## sets of keys
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
s = {1, 2, 3}
s.difference_update([2], [9])
result = [sorted(a.keys() | b.keys()), sorted(a.keys() & b.keys()), sorted(a.keys() - b.keys()), sorted(s)]

## versions of releases
try:
    from packaging.version import Version, parse
except ImportError:
    parse = None
result = True if parse is None else parse("1.10") > parse("1.9.1") and Version("2.0") == parse("2.0.0") and parse("3.1").major == 3

## many numbers
numbers = [i * 2 for i in range(1000)]
halves = [i / 2 for i in range(1000)]
result = [numbers[999], len(halves), sum([i / 2 for i in range(10)]), [i for i in range(600) if i > 597]]

## orders of resolution
class Root:
    pass
class Leaf(Root):
    pass
result = [c.__name__ for c in Leaf.__mro__]

## sys version
import sys
result = [sys.version_info >= (3, 8), sys.version_info[0], sys.maxsize > 2 ** 40]

## os path
import os
from pathlib import Path
result = [os.path.join("a", "b"), os.path.basename("x/y.py"), os.path.splitext("m.tar")[1]]

## warnings and logging do nothing
import warnings, logging
logger = logging.getLogger(__name__)
logger.info("x %d", 3)
warnings.warn("careful")
result = 4
'''

PIECES: dict[str, str] = {
    name.strip(): body for name, body in re.findall(r"^## (.*)\n((?:(?!^## ).*\n)*)", _TEXT, re.MULTILINE)
}
