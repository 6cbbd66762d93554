"""Binding claims to what they speak of, and to what was computed for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..claims.claim import Claim
from ..evaluate.library.modules import is_module
from ..frontend.owner import (
    CallOwner,
    ClassOwner,
    FunctionOwner,
    ModuleOwner,
    Owner,
    RowOwner,
    owners,
)
from ..frontend.remarks import Remark
from ..network import Layer
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import Class, Value
from .jobs import Evaluations, Met, Seen, met_at
from .statement import Statement, Subject


class Stated(NamedTuple):
    """A claim, the remark that holds it, and its possible owners."""

    claim: Claim
    remark: Remark
    owners: tuple[Owner, ...]


def find_owners(work: Evaluations, claims: Sequence[tuple[Remark, Claim]]) -> list[Stated]:
    """Who may own each claim, from the program around it."""
    module = work.module
    found: dict[Remark, tuple[Owner, ...]] = {}
    for remark, _ in claims:
        if remark not in found:
            found[remark] = owners(module.source, module.outline, remark, module.file.lowered)
    return [Stated(claim, remark, found[remark]) for remark, claim in claims]


def watched_calls(stated: Iterable[Stated]) -> Iterable[tuple[nodes.Call, tuple[str, ...], int]]:
    """The calls that owners name, with the definitions around them and their top-level statement."""
    for each in stated:
        for owner in each.owners:
            if isinstance(owner, CallOwner):
                yield owner.call, owner.scope, owner.chunk
            elif isinstance(owner, RowOwner):
                for call in owner.calls:
                    yield call.call, call.scope, call.chunk


def bind(work: Evaluations, stated: Sequence[Stated]) -> list[Statement]:
    """Statements of the claims, with the subjects that were found for them."""
    return [
        Statement(work.module.source, each.claim, tuple(_subjects(work, each))) for each in stated
    ]


def _subjects(work: Evaluations, stated: Stated) -> Iterable[Subject]:
    for owner in stated.owners:
        if isinstance(owner, CallOwner):
            yield call_subject(work, owner.call, owner.scope)
        elif isinstance(owner, RowOwner):
            yield from _row_subjects(work, owner, stated.claim)
        elif isinstance(owner, (ClassOwner, FunctionOwner)):
            yield definition_subject(work, owner.path)
        elif isinstance(owner, ModuleOwner):
            yield from _module_subjects(work, stated.claim)


def _row_subjects(work: Evaluations, owner: RowOwner, claim: Claim) -> Iterable[Subject]:
    """Several layers on one row: the number may be of any of them, or of all together."""
    subjects = [call_subject(work, call.call, call.scope) for call in owner.calls]
    yield from subjects
    yield Subject("layer", "this row", unknown=Unknown("several layers stand on this row"))


def call_subject(work: Evaluations, call: nodes.Call, scope: tuple[str, ...]) -> Subject:
    """What a call made, every time it was met."""
    place = (work.module.path, call.start)
    met = met_at(_ways(work, scope), place)
    if not met and len(scope) > 1:
        met = met_at(work.method(scope), place)
    return _subject_of_met(_call_text(work, call), met)


def _ways(work: Evaluations, scope: tuple[str, ...]) -> list[Seen] | Unknown:
    if not scope:
        return work.script(())
    path = (scope[0],)
    return work.definition(path)


def _call_text(work: Evaluations, call: nodes.Call) -> str:
    text = " ".join(work.module.source.text[call.start : call.end].split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def _subject_of_met(text: str, met: list[Met]) -> Subject:
    unknown = next((each for each in met if isinstance(each, Unknown)), None)
    networks = tuple(each for each in met if isinstance(each, Layer))
    numbers = tuple(each for each in met if isinstance(each, int))
    title = text
    if networks and len({network.label for network in networks}) == 1:
        title = networks[0].label
    if unknown is None and networks and numbers:
        unknown = Unknown("the call gives a layer at one time and a number at another")
    return Subject("value" if numbers else "layer", title, networks, numbers, unknown)


def definition_subject(work: Evaluations, path: tuple[str, ...]) -> Subject:
    """The model of a class at its default arguments, or what a function returns at its own."""
    title = ".".join(path)
    ways = work.definition(path)
    if isinstance(ways, Unknown):
        return Subject("model", title, unknown=ways)
    unknown = next((way.result for way in ways if isinstance(way.result, Unknown)), None)
    networks = tuple(way.result for way in ways if isinstance(way.result, Layer))
    return Subject("model", title, networks, (), unknown)


def _module_subjects(work: Evaluations, claim: Claim) -> Iterable[Subject]:
    """A module docstring speaks of the class or function that it names, else of the only main class."""
    chunks = work.module.outline.chunks
    names = [name for chunk in chunks if chunk.kind in ("def", "class") for name in chunk.binds]
    if claim.name:
        wanted = _plain(claim.name)
        named = [name for name in names if _plain(name) == wanted]
        if len(named) == 1:
            yield definition_subject(work, (named[0],))
        return
    main = _main_classes(work)
    if len(main) == 1:
        yield definition_subject(work, (main[0],))
    elif not main:
        yield from _script_subject(work)


def _script_subject(work: Evaluations) -> Iterable[Subject]:
    """The model of a script without classes: what its only variable that holds a layer holds."""
    module = work.module
    found: list[tuple[str, Value]] = []
    for name, indices in module.binders.items():
        if len(indices) == 1 and module.outline.chunks[indices[0]].kind == "statement":
            value = module.attrs.get(name)
            if is_module(value):
                found.append((name, value))
    if len(found) == 1:
        network = work.network(found[0][1])
        if isinstance(network, Layer):
            yield Subject("model", found[0][0], (network,))


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _main_classes(work: Evaluations) -> list[str]:
    """Layer classes of the module that no other class of it mentions."""
    classes = [chunk for chunk in work.module.outline.chunks if chunk.kind == "class"]
    layers = [chunk for chunk in classes if _is_layer_class(work, chunk.binds[0])]
    used = {name for chunk in layers for name in (*chunk.mentions, *chunk.deferred) if name not in chunk.binds}
    return [chunk.binds[0] for chunk in layers if chunk.binds[0] not in used]


def _is_layer_class(work: Evaluations, name: str) -> bool:
    value = work.machine.module_attribute(work.module, name, None)
    return isinstance(value, Class) and work.machine.is_class(value, "torch.nn.Module")
