"""Subjects: the networks and numbers that calls, definitions and scripts come to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..evaluate.library.networks import NETWORK, is_module
from ..evaluate.observe import NO_MODEL, called_name
from ..evaluate.target import find_in
from ..network import Layer, tally
from ..program import nodes
from ..program.walk import walk
from ..unknown import Unknown
from ..values.objects import Class, Function, Value
from .jobs import Evaluations, Met, Seen, met_at
from .naming import inside
from .statement import Subject


def call_subject(work: Evaluations, call: nodes.Call, scope: tuple[str, ...]) -> Subject:
    """What a call made, every time it was met."""
    applied = _applied(work, call, scope)
    if applied is not None:
        return applied
    place = (work.module.path, call.start)
    met = met_at(_ways(work, scope), place)
    if not met and len(scope) > 1:
        met = met_at(work.method(scope), place)
    found = _subject_of_met(_call_text(work, call), met)
    if called_name(call) == "summary" and found.kind == "layer":
        return found._replace(
            kind="model", title=" or ".join({each.kind: None for each in found.networks}) or found.title
        )
    return found


def _applied(work: Evaluations, call: nodes.Call, scope: tuple[str, ...]) -> Subject | None:
    """The layer of `self.conv1(x)` in a method; of several in one expression the one with parameters."""
    if len(scope) < 2 or scope[-1] == "__init__":
        return None
    called = [node.function for node, _ in walk(call) if isinstance(node, nodes.Call)]
    paths = list(dict.fromkeys(path for function in called if (path := _own_path(function))))
    if not paths:
        return None
    model = definition_subject(work, scope[:-1])
    if model.unknown is not None:
        return model
    ways = [_layers_at(network, paths) for network in model.networks]
    if not ways or any(len(way) != 1 for way in ways):
        return None
    layers = tuple(way[0] for way in ways)
    return Subject("layer", f"{layers[0].name} = {layers[0].label}", layers)


def _own_path(node: nodes.Node) -> str:
    """`features.0` for `self.features[0]`; nothing for what is no attribute of `self`."""
    names: list[str] = []
    while isinstance(node, (nodes.Attribute, nodes.Subscript)):
        if isinstance(node, nodes.Attribute):
            names.append(node.name)
            node = node.value
        else:
            names.append(str(node.index.value) if isinstance(node.index, nodes.Constant) else "?")
            node = node.value
    return ".".join(reversed(names)) if isinstance(node, nodes.Name) and node.id == "self" else ""


def _layers_at(network: Layer, paths: list[str]) -> list[Layer]:
    """The layers at these paths, without those that have no parameters where others have some."""
    known = dict(inside(network))
    found = {known[path].identity: known[path] for path in paths if path in known}
    counting = [layer for layer in found.values() if tally(layer).total != 0]
    return counting or list(found.values())[:1]


def _ways(work: Evaluations, scope: tuple[str, ...]) -> list[Seen] | Unknown:
    if not scope:
        return work.script(())
    path = (scope[0],)
    return work.definition(path)


# What ends a row of a call that is written over several: a comment, and the blanks inside its brackets.
_ROW_END = re.compile(r"(?:[ \t]+|(?<=[,(\[]))#[^\n]*\n")
_BRACKETS = re.compile(r"(?<=[(\[])\s+|,?\s+(?=[)\]])")


def _call_text(work: Evaluations, call: nodes.Call) -> str:
    written = work.module.source.text[call.start : call.end]
    if "\n" in written:
        written = _BRACKETS.sub("", _ROW_END.sub("\n", written))
    text = " ".join(written.split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def _subject_of_met(text: str, met: list[Met]) -> Subject:
    telling = [each for each in met if not (isinstance(each, Unknown) and each.reason == NO_MODEL)]
    # A call that shows a count gives nothing itself.
    met = telling if telling and all(isinstance(each, int) for each in telling) else met
    unknown = next((each for each in met if isinstance(each, Unknown)), None)
    networks = tuple(each for each in met if isinstance(each, Layer))
    numbers = tuple(each for each in met if isinstance(each, int))
    title = text
    if len({network.label for network in networks}) == 1 and "(" in networks[0].label:
        title = networks[0].label
    if unknown is None and networks and numbers:
        unknown = Unknown("the call gives a layer at one time and a number at another")
    return Subject("value" if numbers else "layer", title, networks, numbers, unknown)


def definition_subject(work: Evaluations, path: tuple[str, ...]) -> Subject:
    """The model of a class at its default arguments, or what a function returns at its own."""
    return model_subject(".".join(path), work.definition(path))


def takes_arguments(work: Evaluations, path: tuple[str, ...]) -> bool:
    """Whether a class or function may be called in several ways, as far as is known."""
    value = find_in(work.machine, work.module, path)
    maker = value.find("__init__") if isinstance(value, Class) else value
    if not isinstance(maker, Function):
        return True
    return len(maker.node.parameters) > (1 if isinstance(value, Class) else 0)


def model_subject(title: str, ways: list[Seen] | Unknown) -> Subject:
    """The model that all ways of an evaluation came to."""
    if isinstance(ways, Unknown):
        return Subject("model", title, unknown=ways)
    unknown = next((way.result for way in ways if isinstance(way.result, Unknown)), None)
    networks = tuple(way.result for way in ways if isinstance(way.result, Layer))
    return Subject("model", title, networks, (), unknown)


def script_subject(work: Evaluations) -> Iterable[Subject]:
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


def main_classes(work: Evaluations) -> list[str]:
    """Layer classes of the module that no other class of it mentions."""
    classes = [chunk for chunk in work.module.outline.chunks if chunk.kind == "class"]
    layers = [chunk for chunk in classes if _is_layer_class(work, chunk.binds[0])]
    used = {
        name for chunk in layers for name in (*chunk.mentions, *chunk.deferred) if name not in chunk.binds
    }
    return [chunk.binds[0] for chunk in layers if chunk.binds[0] not in used]


def _is_layer_class(work: Evaluations, name: str) -> bool:
    value = find_in(work.machine, work.module, (name,))
    return isinstance(value, Class) and NETWORK in value.mro
