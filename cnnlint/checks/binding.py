"""Binding claims to what they speak of, and to what was computed for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..claims.claim import Claim, Listed
from ..evaluate.observe import NO_MODEL, called_name
from ..frontend.owner import (
    CallOwner,
    ClassOwner,
    EntryOwner,
    FunctionOwner,
    ModuleOwner,
    Owner,
    RowOwner,
    StatementOwner,
    owners,
)
from ..frontend.remarks import Remark
from ..program import nodes
from ..unknown import Unknown
from .jobs import Evaluations
from .naming import names_layer, names_model, part_named, plain
from .statement import Statement, Subject
from .subjects import call_subject, definition_subject, main_classes, script_subject, takes_arguments
from .summary_rows import listed_subject
from .variants import branch_subject, entry_of, given_subject, local_subject, variant_subjects


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
    return [Statement(work.module.source, each.claim, tuple(_subjects(work, each))) for each in stated]


class _Candidate(NamedTuple):
    """A subject, the names that lead to it, and what it is kept as, if it is a call's layer.

    `takes_arguments` holds for a definition that may be called in several ways.
    """

    subject: Subject
    titles: tuple[str, ...]
    target: str | None = None
    takes_arguments: bool = False


def _subjects(work: Evaluations, stated: Stated) -> list[Subject]:
    found = [candidate for owner in stated.owners for candidate in _candidates(work, owner, stated)]
    if _sums_up(work, stated):
        scopes = [owner.scope for owner in stated.owners if isinstance(owner, CallOwner) and owner.scope]
        found.extend(_as_total(_of_definition(work, scope[:1])) for scope in scopes[:1])
    makers = [
        each for each in found if each.subject.unknown is None or each.subject.unknown.reason != NO_MODEL
    ]
    found = makers or found
    if stated.claim.listed is not None:
        return _listed(stated.claim.listed, found)
    if stated.claim.given is not None:
        paths = [owner.path for owner in stated.owners if isinstance(owner, (ClassOwner, FunctionOwner))]
        return [given_subject(work, path, stated.claim.given) for path in paths[:1]]
    name = stated.claim.name
    subjects = [candidate.subject for candidate in found]
    if not name:
        return subjects
    if stated.remark.kind == "docstring" and plain(name) in _DESCRIBING:
        return [*subjects, *(part for each in subjects if (part := _part(each, name)) is not None)]
    at_definition = any(isinstance(owner, (ClassOwner, FunctionOwner)) for owner in stated.owners)
    return _named_subjects(work, found, name, at_definition)


def _listed(listed: Listed, found: list[_Candidate]) -> list[Subject]:
    """The layer or model of a number in a pasted summary: that of the candidate whose layers match its rows."""
    subjects = [listed_subject(listed, each.subject, each.takes_arguments) for each in found]
    matched = [each for each in subjects if each.unknown is None]
    return matched or subjects[:1]


def _candidates(work: Evaluations, owner: Owner, stated: Stated) -> Iterable[_Candidate]:
    if isinstance(owner, CallOwner):
        yield _of_call(work, owner)
    elif isinstance(owner, RowOwner):
        yield from (_of_call(work, call) for call in owner.calls)
        yield _Candidate(
            Subject("layer", "this row", unknown=Unknown("several layers stand on this row")), ()
        )
    elif isinstance(owner, (ClassOwner, FunctionOwner)):
        yield _of_definition(work, owner.path)
    elif isinstance(owner, ModuleOwner):
        yield from _of_module(work)
    if isinstance(owner, StatementOwner) and owner.scope and stated.remark.trailing:
        branch = branch_subject(work, owner.scope, owner.statement, stated.remark.start)
        if branch is not None:
            yield _Candidate(branch, (branch.title,))
    if isinstance(owner, (CallOwner, EntryOwner, StatementOwner)) and not owner.scope:
        node = owner.call if isinstance(owner, CallOwner) else _node(owner)
        entry = entry_of(work.module, owner.chunk, node.start)
        if entry is not None:
            yield from (
                _Candidate(each, (each.title, str(entry.key))) for each in variant_subjects(work, entry)
            )

    elif isinstance(owner, (CallOwner, EntryOwner)):
        node = owner.call if isinstance(owner, CallOwner) else _node(owner)
        local = local_subject(work, owner.chunk, owner.scope, node.start)
        if local is not None:
            yield _Candidate(local, (local.title,))


def _node(owner: EntryOwner | StatementOwner) -> nodes.Node:
    return owner.entry if isinstance(owner, EntryOwner) else owner.statement


# "A small classifier with 1,290 parameters" describes the class, or speaks of a part that is called so.
_DESCRIBING = frozenset({"classifier", "regressor", "detector", "predictor"})

# A full-row comment with one of these may speak of the model although it stands beside its first layer.
_SUMMING = re.compile(
    r"\b(?:total|overall|all|whole|entire|altogether|sum|model|network|net)\b", re.IGNORECASE
)


def _sums_up(work: Evaluations, stated: Stated) -> bool:
    """Whether a comment on rows of its own may give the total of the class or function around it."""
    if stated.remark.kind != "comment" or stated.remark.trailing:
        return False
    if any(isinstance(owner, (ClassOwner, FunctionOwner)) for owner in stated.owners):
        return False
    text, claim = work.module.source.text, stated.claim
    first = text.rfind("\n", 0, claim.start) + 1
    last = text.find("\n", claim.end)
    return bool(_SUMMING.search(text, first, last if last >= 0 else len(text)))


def _as_total(candidate: _Candidate) -> _Candidate:
    subject = candidate.subject
    return candidate._replace(
        subject=subject._replace(doubt=f"it may be the total of {subject.title}, or of a part")
    )


def _of_call(work: Evaluations, owner: CallOwner) -> _Candidate:
    subject = call_subject(work, owner.call, owner.scope)
    kinds = {network.kind for network in subject.networks} | {called_name(owner.call)}
    return _Candidate(subject, tuple(sorted(kinds)), _target(work.module.source.text, owner.call.start))


_KEPT = re.compile(
    r"([A-Za-z_][\w.]*)(?:\[[^\]\n]*\])?\s*(?::[^=\n]+)?=\s*\(?\s*\Z|[\"']([\w.-]+)[\"']\s*[:,]\s*\Z"
)


def _target(text: str, start: int) -> str | None:
    """What a call's value is kept as: `self.conv1 = `, `"conv1": `, `("conv1", `."""
    found = _KEPT.search(text, max(0, start - 120), start)
    return (found.group(1) or found.group(2)) if found else None


def _of_definition(work: Evaluations, path: tuple[str, ...]) -> _Candidate:
    subject = definition_subject(work, path)
    kinds = {network.kind for network in subject.networks}
    return _Candidate(subject, (path[-1], *sorted(kinds)), None, takes_arguments(work, path))


def _named_subjects(
    work: Evaluations, found: list[_Candidate], name: str, at_definition: bool
) -> list[Subject]:
    """The candidates that a text's own name may mean, else what else in the file bears it."""
    fitting = [subject for each in found if (subject := _fitted(each, name)) is not None]
    certain = [subject for subject in fitting if subject.doubt is None]
    if certain:
        return certain
    definitions = [path for path in _definitions(work) if plain(path) == plain(name)]
    if len(definitions) == 1:
        # The name in a copied docstring may be the mistake, and its number right.
        doubtful = fitting if at_definition else []
        return [definition_subject(work, (definitions[0],)), *doubtful]
    parts = [part for each in found if (part := _part(each.subject, name)) is not None]
    if parts or fitting:
        return parts[:1] or fitting
    reason = f"the text speaks of {name}, and the code beside it may be something else"
    return [Subject("layer", name, unknown=Unknown(reason))]


def _fitted(candidate: _Candidate, name: str) -> Subject | None:
    subject = candidate.subject
    if subject.kind != "model":
        return subject if names_layer(name, candidate.target, candidate.titles) else None
    answer = names_model(name, candidate.titles)
    if answer is None:
        return subject._replace(doubt=f"{name} may be another one than {subject.title}")
    return subject if answer else None


def _part(subject: Subject, name: str) -> Subject | None:
    """The layer of this name inside a subject, over all ways the code may take."""
    parts = [part_named(network, name) for network in subject.networks]
    layers = tuple(part for part in parts if part is not None)
    if subject.unknown is not None or not layers or len(layers) < len(parts):
        return None
    return Subject("layer", f"{layers[0].name} = {layers[0].label}", layers)


def _of_module(work: Evaluations) -> Iterable[_Candidate]:
    """A module docstring speaks of its only main class, or of the model of a script."""
    main = main_classes(work)
    if len(main) == 1:
        yield _of_definition(work, (main[0],))
    elif not main:
        yield from (_Candidate(subject, (subject.title,)) for subject in script_subject(work))


def _definitions(work: Evaluations) -> list[str]:
    """Names of the classes and functions at the top of the file."""
    chunks = work.module.outline.chunks
    return [name for chunk in chunks if chunk.kind in ("def", "class") for name in chunk.binds]
