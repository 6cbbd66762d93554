"""What a leaf layer owns when it is called with these arguments."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from ..frontend.followed import follow_expression
from ..frontend.problem import FrontendError
from ..program import nodes
from ..size import SizeLike
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import Arguments, Keywords, Value
from .axes import Misfit
from .binding import BadArguments, bind
from .formula import Formulas, Names
from .record import BadRecord, Record, TensorRule

# What arrives, in an expression of a record.
_ARRIVAL = re.compile(r"\bx\b")

Shape = tuple[SizeLike | Unknown, ...] | Unknown


class Owned(NamedTuple):
    """Shapes by name, None where the layer has the attribute but no tensor; frozen ones; plain attributes."""

    parameters: dict[str, Shape | None]
    buffers: dict[str, Shape | None]
    attributes: dict[str, Value]
    frozen: frozenset[str] = frozenset()


class Refused(ValueError):
    """Arguments that the framework refuses, with the requirement that fails."""


class Leaf:
    """A record made ready: its expressions parsed once, its answers kept for arguments seen before."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._formulas = Formulas()
        self.parameters = _parameters(record)
        self._compiled: dict[str, Code[Names]] = {}
        self._defaults: dict[str, Code[Names]] = {}
        self._kept: dict[object, Owned] = {}

    def verify(self) -> None:
        """BadRecord where one of the record's expressions cannot be read."""
        record = self.record
        texts = [
            *record.attributes.values(),
            *record.requires,
            *filter(None, (record.output, record.mult_adds)),
        ]
        for rule in (*record.params, *record.buffers):
            texts += [text for text in (rule.shape, rule.when, rule.trainable) if text is not None]
        for text in texts:
            _parsed(record, text)

    @cached_property
    def lazy(self) -> bool:
        """Whether shapes of its tensors depend on what arrives when it is called."""
        return any(_ARRIVAL.search(rule.shape) for rule in (*self.record.params, *self.record.buffers))

    def bind(self, arguments: Arguments, keywords: Keywords) -> dict[str, Value]:
        """Values by parameter name, defaults filled in; BadArguments where the call does not fit."""
        return bind(self.parameters, arguments, keywords, self._default, self.record.short_name)

    def owned(self, bound: dict[str, Value], decide: Callable[[Unknown], bool]) -> Owned:
        """The layer's tensors; `decide` answers what depends on an unknown; Refused where it cannot exist."""
        key = _key(bound)
        if key is not None and key in self._kept:
            return self._kept[key]
        self._check(bound)
        record = self.record
        owned = Owned(
            {rule.name: self.shape(rule, bound, decide) for rule in record.params},
            {rule.name: self.shape(rule, bound, decide) for rule in record.buffers},
            {**bound, **{name: self.value(text, bound) for name, text in record.attributes.items()}},
            frozenset(rule.name for rule in record.params if self.frozen(rule, bound, decide)),
        )
        if key is not None:
            self._kept[key] = owned
        return owned

    def value(self, text: str, names: dict[str, Value], strict: bool = False) -> Value:
        """Value of one of the record's expressions; with `strict`, Refused where sizes do not fit together."""
        code = self._compiled.get(text)
        if code is None:
            code = self._compiled[text] = self._formulas.compile(follow_expression(text))
        try:
            return code(names)
        except Misfit as error:
            if strict:
                raise Refused(f"possible: {error}") from None
            return Unknown(f"{self.record.short_name}: {error}")
        except (TypeError, ValueError, ArithmeticError) as error:
            return Unknown(f"{self.record.short_name}: {error}")

    def output(self, names: dict[str, Value]) -> list[Value] | Unknown:
        """Shapes of the tensors that one call gives, or why they cannot be told."""
        found = self.value(self.record.output or "None", names)
        if not isinstance(found, (list, tuple)):
            return found if isinstance(found, Unknown) else Unknown(f"the output of {self.record.short_name}")
        return list(found) if found and all(isinstance(part, list) for part in found) else [list(found)]

    def _default(self, parameter: nodes.Parameter) -> Value:
        if parameter.default is None:
            missing = f"{self.record.short_name}() missing a required argument: '{parameter.name}'"
            raise BadArguments(missing)
        code = self._defaults.get(parameter.name)
        if code is None:
            code = self._defaults[parameter.name] = self._formulas.compile(parameter.default)
        return code({})

    def refusal(self, names: dict[str, Value]) -> str | None:
        """The first of the record's requirements that certainly does not hold, if any."""
        return next((text for text in self.record.requires if self.value(text, names) is False), None)

    def _check(self, bound: dict[str, Value]) -> None:
        refusal = self.refusal(bound)
        if refusal is not None:
            raise Refused(refusal)

    def frozen(self, rule: TensorRule, bound: dict[str, Value], decide: Callable[[Unknown], bool]) -> bool:
        """Whether a tensor is not trained."""
        if rule.trainable is None:
            return False
        truth = self._formulas.truth(self.value(rule.trainable, bound))
        return not (decide(truth) if isinstance(truth, Unknown) else truth)

    def shape(
        self, rule: TensorRule, bound: dict[str, Value], decide: Callable[[Unknown], bool]
    ) -> Shape | None:
        """A tensor's shape, None where the layer has none."""
        if rule.when is not None:
            truth = self._formulas.truth(self.value(rule.when, bound))
            if not (decide(truth) if isinstance(truth, Unknown) else truth):
                return None
        sizes = self.value(rule.shape, bound)
        if isinstance(sizes, (list, tuple)):
            if any(size is None for size in sizes):
                raise Refused(f"a known shape of {rule.name}")
            return tuple(sizes)
        return sizes if isinstance(sizes, Unknown) else Unknown(f"{self.record.name}: a shape is a list")


def _parsed(record: Record, text: str) -> nodes.Expression:
    try:
        return follow_expression(text)
    except FrontendError as error:
        raise BadRecord(f"{record.name}: {text!r}: {error.message}") from error


def _parameters(record: Record) -> tuple[nodes.Parameter, ...]:
    try:
        signature = follow_expression(f"lambda {record.signature}: 0")
    except FrontendError as error:
        raise BadRecord(f"{record.name}: the signature {record.signature!r}: {error.message}") from error
    if not isinstance(signature, nodes.Lambda):
        raise BadRecord(f"{record.name}: the signature {record.signature!r} is no list of parameters")
    return signature.parameters


def _key(bound: dict[str, Value]) -> object:
    """The arguments as a key, or None where they hold what must not be kept."""
    parts = []
    for value in bound.values():
        plain = tuple(value) if isinstance(value, list) else value
        if any(
            not isinstance(part, (int, float, str, type(None)))
            for part in (plain if isinstance(plain, tuple) else (plain,))
        ):
            return None
        kinds = tuple(map(type, plain)) if isinstance(plain, tuple) else None
        parts.append((type(value), kinds, plain))
    return tuple(parts)
