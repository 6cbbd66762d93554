"""Random programs as text, with blanks, comments and brackets where a reader may lose its place."""

from __future__ import annotations

from random import Random

NAMES = ("a", "bc", "self", "é", "名", "_x", "__secret", "match", "case", "type")
ATOMS = (
    "1",
    "0x1F",
    "1_000",
    "2.5e3",
    "3j",
    "None",
    "True",
    "...",
    "'s'",
    "\"t\" 'u'",
    "b'x'",
    "r'\\d'",
    "'\\d'",
)
BINARY = ("+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^")
COMPARE = ("<", ">", "==", "<=", ">=", "!=", "in", "not in", "is", "is not", "not  in", "is\tnot")


class Programs:
    """Texts of expressions and statements, at most so deep; the same seed gives the same text."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._brackets = 0

    def program(self) -> str:
        """Some statements in a row."""
        return self._block(0, 3)

    # --- expressions

    def _pick(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _name(self) -> str:
        return self._random.choice(NAMES)

    def _gap(self) -> str:
        if self._brackets and self._random.random() < 0.15:
            return self._pick("\n", "  # ) a comment, of 'signs\n  ", " \\\n ", "\f", "\n\t")
        return self._pick("", "", " ", "  ") if self._random.random() < 0.9 else " \\\n "

    def _held(self, opening: str, inside: str, closing: str) -> str:
        return f"{opening}{inside}{closing}"

    def _enclosed(self, opening: str, make: str, depth: int, closing: str) -> str:
        self._brackets += 1
        inside = self._gap() + getattr(self, make)(depth) + self._gap()
        self._brackets -= 1
        return opening + inside + closing

    def _list(self, depth: int) -> str:
        items = [self._pick("", "*") + self._operand(depth) for _ in range(self._random.randrange(1, 4))]
        return f"{self._gap()},{self._gap()}".join(items) + self._pick("", ",", " , ")

    def _several(self, depth: int) -> str:
        text = self._list(depth)
        return text if "," in text[-3:] else text + ","

    def _pairs(self, depth: int) -> str:
        items = [
            f"{self._operand(depth)}{self._gap()}:{self._gap()}{self.expression(depth)}"
            if self._random.random() < 0.7
            else f"**{self._gap()}{self._operand(depth)}"
            for _ in range(self._random.randrange(1, 4))
        ]
        return f"{self._gap()},{self._gap()}".join(items) + self._pick("", ",")

    def _loop(self, depth: int) -> str:
        loops = "".join(
            f" for {self._target(depth)} in {self._operand(depth)}"
            + "".join(f" if {self._operand(depth)}" for _ in range(self._random.randrange(2)))
            for _ in range(self._random.randrange(1, 3))
        )
        return self._operand(depth) + loops

    def _pair_loop(self, depth: int) -> str:
        return f"{self._operand(depth)}: {self._loop(depth)}"

    def _arguments(self, depth: int) -> str:
        if self._random.random() < 0.1:
            return self._loop(depth)
        plain = [self._pick("", "", "*") + self._operand(depth) for _ in range(self._random.randrange(3))]
        words = [f"{self._name()}{self._gap()}={self._gap()}{self._operand(depth)}" for _ in range(1)]
        late = [self._pick("*", "**") + self._operand(depth)]
        parts = plain + (words if self._random.random() < 0.5 else [])
        parts += late if self._random.random() < 0.2 else []
        return f"{self._gap()},{self._gap()}".join(parts) + (self._pick("", ",") if parts else "")

    def _indices(self, depth: int) -> str:
        items = [self._index(depth) for _ in range(self._random.randrange(1, 3))]
        return f"{self._gap()},{self._gap()}".join(items) + self._pick("", "", ",")

    def _index(self, depth: int) -> str:
        if self._random.random() < 0.5:
            return self._operand(depth)
        parts = [self._operand(depth) if self._random.random() < 0.6 else "" for _ in range(3)]
        return f"{self._gap()}:{self._gap()}".join(parts[: self._random.randrange(2, 4)])

    def _operand(self, depth: int) -> str:
        """What may stand anywhere: an atom, a call or something in brackets."""
        if depth <= 0:
            return self._name() if self._random.random() < 0.5 else self._random.choice(ATOMS)
        depth -= 1
        kind = self._random.randrange(12)
        if kind < 3:
            return self._enclosed("(", "expression", depth, ")")
        if kind == 3:
            return self._enclosed("(", self._pick("_several", "_loop", "_walrus", "_yield"), depth, ")")
        if kind == 4:
            return self._enclosed("[", self._pick("_list", "_loop"), depth, "]")
        if kind == 5:
            return self._enclosed("{", self._pick("_list", "_loop", "_pairs", "_pair_loop"), depth, "}")
        if kind == 6:
            return f"{self._name()}{self._gap()}.{self._gap()}{self._name()}"
        if kind == 7:
            return self._name() + self._gap() + self._enclosed("[", "_indices", depth, "]")
        if kind == 8:
            return self._pick("()", "[]", "{}", "( )", "(\n)" if self._brackets else "()")
        if kind == 9:
            return self._fstring(depth)
        return self._operand(0) + self._gap() + self._enclosed("(", "_arguments", depth, ")")

    def _walrus(self, depth: int) -> str:
        return f"{self._name()}{self._gap()}:={self._gap()}{self.expression(depth)}"

    def _yield(self, depth: int) -> str:
        return self._pick("yield", f"yield {self.expression(depth)}", f"yield from {self._operand(depth)}")

    def _fstring(self, depth: int) -> str:
        field = self._pick(
            "a", "a!r", "a = ", "a:>{b}", "a!s:3", "(a, bc)", "self.x[0]", " a ", "a=!r:^3", "é"
        )
        return self._pick(f"f'x{{{field}}}{{{{'", f'rf"\\d{{{field}}}"', f"'a' f'{{{field}}}' 'b'", "f''")

    def expression(self, depth: int) -> str:
        """An expression of any kind."""
        if depth <= 0:
            return self._operand(0)
        left, right = self._operand(depth - 1), self._operand(depth - 1)
        kind = self._random.randrange(8)
        if kind == 0:
            return f"{left} {self._random.choice(COMPARE)} {right}"
        if kind == 1:
            return f"{left} {self._pick('and', 'or')} {right} {self._pick('and', 'or')} {self._operand(0)}"
        if kind == 2:
            return f"{left} if {right} else {self.expression(depth - 1)}"
        if kind == 3:
            return f"lambda {self._parameters(depth - 1, annotated=False)}: {right}"
        if kind == 4:
            return f"{self._pick('-', '+', '~', 'not ', '- -')}{left}"
        if kind == 5:
            return f"{left}{self._gap()}{self._random.choice(BINARY)}{self._gap()}{right}"
        return left

    def _parameters(self, depth: int, annotated: bool = True) -> str:
        def one(name: str) -> str:
            note = f": {self._operand(depth)}" if annotated and self._random.random() < 0.3 else ""
            return name + note

        parts = [one("p"), "/"] if self._random.random() < 0.3 else []
        parts += [one("q"), f"{one('r')}={self._operand(depth)}"]
        parts += self._random.choice(
            [[], ["*", one("s")], [f"*{self._pick('', ' ')}{one('t')}", f"u={self._operand(depth)}"]]
        )
        parts += [f"**{one('v')}"] if self._random.random() < 0.3 else []
        return ", ".join(parts) + self._pick("", ",")

    # --- statements

    def _target(self, depth: int) -> str:
        return self._pick(
            "a", "a.b", "a[0]", "(a)", "a, b", "(a, b)", "[a, *b]", "(a), (b)", "(a, (b)),", "( a , b, )"
        )

    def _block(self, indent: int, depth: int) -> str:
        return "".join(self._statement(indent, depth) for _ in range(self._random.randrange(1, 4)))

    def _suite(self, indent: int, depth: int) -> str:
        if depth <= 0 or self._random.random() < 0.2:
            return f":{self._pick('', ' ')}{self._simple(1)}{self._pick('', ';', '; pass')}\n"
        return f": # x\n{self._block(indent + 1, depth - 1)}"

    def _statement(self, indent: int, depth: int) -> str:
        margin = "    " * indent
        if depth <= 0 or self._random.random() < 0.5:
            return f"{margin}{self._simple(2)}{self._pick('', ' ;', '; pass ;', '  # note')}\n"
        return margin + getattr(
            self, self._pick("_if", "_for", "_while", "_try", "_with", "_def", "_class", "_match")
        )(indent, depth)

    def _simple(self, depth: int) -> str:
        value = self.expression(depth)
        return self._random.choice(
            [
                value,
                f"{self._target(0)} = {value}",
                f"a = {self._target(0)} = {self._list(1)}",
                f"a {self._random.choice(BINARY)}= {value}",
                f"a: {self._operand(1)}{self._pick('', ' = ' + self._operand(1))}",
                f"return {value}",
                "return",
                f"raise {value} from {self._operand(1)}",
                f"assert {value}, {self._operand(1)}",
                f"del {self._target(0)}",
                "pass",
                "global a, b",
                self._pick(
                    "import a",
                    "import a.b as c, d",
                    "from . import a",
                    "from ...a . b import (c as d,\n  e,)",
                ),
                self._pick("from a import *", "break", "continue", "nonlocal x"),
                f"yield {value}",
                f"a = await {self._operand(1)}",
            ]
        )

    def _if(self, indent: int, depth: int) -> str:
        margin = "    " * indent
        text = f"if {self.expression(2)}{self._suite(indent, depth)}"
        if self._random.random() < 0.5:
            text += f"{margin}elif {self.expression(1)}{self._suite(indent, depth)}"
        if self._random.random() < 0.5:
            text += f"{margin}else{self._suite(indent, depth)}"
        return text

    def _for(self, indent: int, depth: int) -> str:
        start = self._pick("", "async ")
        text = f"{start}for {self._target(0)} in {self._list(1)}{self._suite(indent, depth)}"
        return text + (
            "    " * indent + f"else{self._suite(indent, depth)}" if self._random.random() < 0.3 else ""
        )

    def _while(self, indent: int, depth: int) -> str:
        return f"while {self.expression(1)}{self._suite(indent, depth)}"

    def _try(self, indent: int, depth: int) -> str:
        margin, star = "    " * indent, self._pick("", "", "* ")
        if self._random.random() < 0.2:
            return f"try{self._suite(indent, depth)}{margin}finally{self._suite(indent, depth)}"
        text = f"try{self._suite(indent, depth)}"
        text += f"{margin}except {star}{self._pick('(a, b)', 'a')}{self._pick('', ' as e')}{self._suite(indent, depth)}"
        text += self._pick("", f"{margin}else{self._suite(indent, depth)}")
        return text + self._pick("", f"{margin}finally{self._suite(indent, depth)}")

    def _with(self, indent: int, depth: int) -> str:
        items = self._pick(
            "a", "a as b, c", "(a as b, c as (d, e),)", "(a)", "(a), b", "(a, b)", "f(x) as a.b"
        )
        return f"{self._pick('', 'async ')}with {items}{self._suite(indent, depth)}"

    def _decorators(self, indent: int) -> str:
        margin = "    " * indent
        return "".join(
            self._pick("@a\n", "@ a.b(1)\n", "@(a)\n", "@a # @b\n") + margin
            for _ in range(self._random.randrange(2))
        )

    def _def(self, indent: int, depth: int) -> str:
        returns = self._pick("", f" -> {self._operand(1)}")
        head = f"{self._pick('', 'async ')}def f({self._parameters(1)}){returns}"
        return f"{self._decorators(indent)}{head}{self._suite(indent, depth)}"

    def _class(self, indent: int, depth: int) -> str:
        bases = self._pick("", "()", f"({self._name()}, {self._name()}={self._operand(1)})", "(*a, **b)")
        return f"{self._decorators(indent)}class _C{bases}{self._suite(indent, depth)}"

    def _match(self, indent: int, depth: int) -> str:
        margin = "    " * (indent + 1)
        cases = "".join(
            f"{margin}case {self._pattern()}{self._pick('', ' if a')}{self._suite(indent + 1, depth)}"
            for _ in range(self._random.randrange(1, 3))
        )
        return f"match {self._pick('a', 'a, b', '(a)', '*a, b')}:\n{cases}"

    def _pattern(self) -> str:
        return self._pick(
            "_", "x", "1", "-1", "(1)", "'a' 'b'", "None", "a.b", "[a, *_]", "(a, b)", "a, b,", "(a), (b)", "()", "[]",
            "( a, )", "(a | b) as c", "1 | 2", "{1: a, 'b': (c), **d}", "{}", "C()", "C(a, (b), c=1, d=[x],)", "(a as b)", "*a,", "1 + 2j",
        )  # fmt: skip
