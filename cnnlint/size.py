"""Sizes: whole numbers, or polynomials in named sizes, in one normal form.

A constant is a plain `int`; a `Size` is never constant, so equal sizes compare equal and hash alike.
Named sizes stand for positive whole numbers. A quotient that does not come out even is an atom of
its own, `n // 2`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias, Union

Atom: TypeAlias = Union[str, "Quotient"]
Monomial: TypeAlias = tuple[tuple[Atom, int], ...]
SizeLike: TypeAlias = Union[int, "Size"]

MOST_TERMS = 200
# Names and terms, those inside quotients too: quotients of quotients may double with each layer.
MOST_PARTS = 500


class Quotient(NamedTuple):
    """`dividend // divisor` where the division does not come out even for certain."""

    dividend: SizeLike
    divisor: SizeLike

    def __str__(self) -> str:
        return f"{_operand(self.dividend)} // {_operand(self.divisor)}"


class SizeTooLarge(ValueError):
    """A polynomial of more terms than any layer needs."""


class Size:
    """A polynomial in named sizes that is not constant."""

    __slots__ = ("_hash", "_text", "parts", "terms")

    def __init__(self, terms: tuple[tuple[Monomial, int], ...]) -> None:
        self.terms = terms
        self.parts = sum([_parts(atom) for monomial, _ in terms for atom, _ in monomial], len(terms))
        self._hash = hash(terms)
        # Formulas are put in order by their texts: those of quotients in quotients are asked for again and again.
        self._text: str | None = None

    @staticmethod
    def named(name: str) -> Size:
        """The size that a name stands for."""
        return Size(((((name, 1),), 1),))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Size) and self.terms == other.terms

    def __add__(self, other: SizeLike) -> SizeLike:
        return _combine(self, other, 1)

    __radd__ = __add__

    def __sub__(self, other: SizeLike) -> SizeLike:
        return _combine(self, other, -1)

    def __rsub__(self, other: int) -> SizeLike:
        return _combine(-self, other, 1)

    def __neg__(self) -> Size:
        return Size(tuple((monomial, -coefficient) for monomial, coefficient in self.terms))

    def __mul__(self, other: SizeLike) -> SizeLike:
        terms: dict[Monomial, int] = {}
        for left, a in self.terms:
            for right, b in _terms(other):
                product = _product(left, right)
                terms[product] = terms.get(product, 0) + a * b
        return _normal(terms)

    __rmul__ = __mul__

    def __pow__(self, exponent: int) -> SizeLike:
        if exponent < 0:
            raise ValueError(f"a negative power of {self}")
        result: SizeLike = 1
        for _ in range(exponent):
            result = self * result
        return result

    def __floordiv__(self, other: SizeLike) -> SizeLike:
        return divide(self, other)

    def __rfloordiv__(self, other: int) -> SizeLike:
        return divide(other, self)

    def __mod__(self, other: SizeLike) -> SizeLike:
        return _remainder(self, other)

    def __rmod__(self, other: int) -> SizeLike:
        return _remainder(other, self)

    def __str__(self) -> str:
        if self._text is None:
            text = " + ".join([_term_text(monomial, coefficient) for monomial, coefficient in self.terms])
            self._text = text.replace("+ -", "- ")
        return self._text

    def __repr__(self) -> str:
        return f"Size({self})"

    def names(self) -> Iterator[str]:
        """Named sizes that occur, those inside quotients too."""
        for monomial, _ in self.terms:
            for atom, _power in monomial:
                if isinstance(atom, str):
                    yield atom
                    continue
                for part in atom:
                    if isinstance(part, Size):
                        yield from part.names()


def equal(left: SizeLike, right: SizeLike) -> bool | None:
    """Whether two sizes are equal: True, False, or None where it depends."""
    sign = _sign(left - right)
    if sign is None:
        return None
    return sign == 0


def less(left: SizeLike, right: SizeLike) -> bool | None:
    """Whether `left < right`: True, False, or None where it depends."""
    difference = right - left
    lowest, highest = _bounds(difference)
    if lowest is not None and lowest > 0:
        return True
    if highest is not None and highest <= 0:
        return False
    return None


def divide(dividend: SizeLike, divisor: SizeLike) -> SizeLike:
    """`dividend // divisor`; a ZeroDivisionError where the divisor is 0."""
    if isinstance(dividend, int) and isinstance(divisor, int):
        return dividend // divisor
    if divisor == 0:
        raise ZeroDivisionError
    even = _exact(dividend, divisor)
    if even is not None:
        return even
    quotient = Size(((((Quotient(dividend, divisor), 1),), 1),))
    if quotient.parts > MOST_PARTS:
        raise SizeTooLarge(f"a formula of more than {MOST_PARTS} parts")
    return quotient


def substitute(size: SizeLike, values: dict[str, SizeLike]) -> SizeLike:
    """The size with named sizes replaced by values."""
    if isinstance(size, int):
        return size
    total: SizeLike = 0
    for monomial, coefficient in size.terms:
        term: SizeLike = coefficient
        for atom, power in monomial:
            if isinstance(atom, str):
                value = values.get(atom, Size.named(atom))
            else:
                value = divide(substitute(atom.dividend, values), substitute(atom.divisor, values))
            term = term * value**power
        total = total + term
    return total


def _parts(atom: Atom) -> int:
    """Names and terms that an atom is made of."""
    if isinstance(atom, str):
        return 1
    return sum([each.parts for each in atom if isinstance(each, Size)])


def _terms(size: SizeLike) -> tuple[tuple[Monomial, int], ...]:
    if isinstance(size, Size):
        return size.terms
    return (((), size),) if size else ()


def _combine(left: SizeLike, right: SizeLike, sign: int) -> SizeLike:
    terms = dict(_terms(left))
    for monomial, coefficient in _terms(right):
        terms[monomial] = terms.get(monomial, 0) + sign * coefficient
    return _normal(terms)


def _normal(terms: dict[Monomial, int]) -> SizeLike:
    if len(terms) > MOST_TERMS:
        raise SizeTooLarge(f"a formula of more than {MOST_TERMS} terms")
    kept = [(monomial, coefficient) for monomial, coefficient in terms.items() if coefficient]
    if not kept:
        return 0
    if len(kept) == 1 and not kept[0][0]:
        return kept[0][1]
    return Size(tuple(sorted(kept, key=_term_order)))


def _term_order(term: tuple[Monomial, int]) -> tuple[int, str]:
    monomial = term[0]
    return -sum(power for _, power in monomial), "·".join(f"{atom}^{power}" for atom, power in monomial)


def _product(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return tuple(sorted(powers.items(), key=lambda item: str(item[0])))


def _exact(dividend: SizeLike, divisor: SizeLike) -> SizeLike | None:
    """The quotient by a single term, or of a multiple of the divisor, where it comes out even."""
    if dividend == divisor:
        return 1
    if dividend == 0:
        return 0
    parts = _terms(divisor)
    if len(parts) != 1:
        return _whole_multiple(dividend, parts)
    monomial, coefficient = parts[0]
    quotient: dict[Monomial, int] = {}
    for left, a in _terms(dividend):
        powers = dict(left)
        for atom, power in monomial:
            powers[atom] = powers.get(atom, 0) - power
        if a % coefficient or any(power < 0 for power in powers.values()):
            return None
        key = tuple((atom, power) for atom, power in powers.items() if power)
        quotient[key] = a // coefficient
    return _normal(quotient)


def _whole_multiple(dividend: SizeLike, parts: tuple[tuple[Monomial, int], ...]) -> SizeLike | None:
    terms = dict(_terms(dividend))
    if len(terms) != len(parts) or not parts:
        return None
    ratios = {divmod(terms.get(monomial, 0), coefficient) for monomial, coefficient in parts}
    ratio, rest = ratios.pop()
    return ratio if ratio and not rest and not ratios else None


def _remainder(dividend: SizeLike, divisor: SizeLike) -> SizeLike:
    if divisor == 0:
        raise ZeroDivisionError
    return dividend - divisor * divide(dividend, divisor)


def _sign(difference: SizeLike) -> int | None:
    lowest, highest = _bounds(difference)
    if lowest is not None and lowest > 0:
        return 1
    if highest is not None and highest < 0:
        return -1
    return 0 if lowest == highest == 0 else None


def _bounds(size: SizeLike) -> tuple[int | None, int | None]:
    """Least and greatest value over all positive values of the names; None is no bound."""
    lowest: int | None = 0
    highest: int | None = 0
    for monomial, coefficient in _terms(size):
        least, most = _term_bounds(monomial, coefficient)
        lowest = None if lowest is None or least is None else lowest + least
        highest = None if highest is None or most is None else highest + most
    return lowest, highest


def _term_bounds(monomial: Monomial, coefficient: int) -> tuple[int | None, int | None]:
    if not monomial:
        return coefficient, coefficient
    floors = [_floor(atom) for atom, _ in monomial]
    floor = None if None in floors else min(floor for floor in floors if floor is not None)
    if floor is None:
        return None, None
    return (coefficient * floor, None) if coefficient > 0 else (None, coefficient * floor)


def _floor(atom: Atom) -> int | None:
    """A number that an atom is never below: 1, 0, or None where it may be negative."""
    if isinstance(atom, str):
        return 1
    dividend, divisor = _bounds(atom.dividend)[0], _bounds(atom.divisor)[0]
    return 0 if dividend is not None and dividend >= 0 and divisor is not None and divisor > 0 else None


def _term_text(monomial: Monomial, coefficient: int) -> str:
    factors = [_power_text(atom, power) for atom, power in monomial]
    if abs(coefficient) != 1 or not factors:
        factors.insert(0, f"{abs(coefficient):,}")
    return ("-" if coefficient < 0 else "") + "·".join(factors)


def _power_text(atom: Atom, power: int) -> str:
    text = atom if isinstance(atom, str) else f"({atom})"
    return text if power == 1 else f"{text}^{power}"


def _operand(size: SizeLike) -> str:
    return f"({size})" if isinstance(size, Size) and len(size.terms) > 1 else str(size)
