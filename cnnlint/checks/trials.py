"""Trials: models built and called on shapes, and what each call on the way was given and gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from ..evaluate.budget import OutOfBudget
from ..evaluate.extract import extract
from ..evaluate.flow import Enough, Flow, Passage, Refusal, Shape, Shapes, flow
from ..evaluate.library.errors import REFUSED
from ..evaluate.library.keras_layers import DECLARED
from ..evaluate.library.modules import REGISTRIES, named_modules
from ..evaluate.library.networks import is_deferred, is_module
from ..evaluate.remembered import remembered
from ..evaluate.target import all_ways
from ..evaluate.witness import Witness
from ..network import Layer
from ..source import Span
from ..unknown import Unknown
from ..values.objects import Raised, Tensor, Value
from .inputs import combined, first_layers, is_single, leaf_of, unknown_inputs
from .stated_inputs import Stated, stated_shapes
from .window import Window

Result = TypeVar("Result")

# What one evaluation may take, and those of one file together: models of zoos are left alone.
MOST_STEPS = 6_000
MOST_OF_A_FILE = 20_000
# The same where comments state shapes: a person wrote them down for a model of this size.
MOST_STEPS_STATED = 40_000


class Allowance:
    """The steps that are left for one file, and how many one evaluation may take."""

    def __init__(self, left: int = MOST_OF_A_FILE, most_steps: int = MOST_STEPS) -> None:
        self.left = left
        self.most_steps = most_steps

    def take(self, machine: Witness) -> None:
        """Take the steps of an evaluation; OutOfBudget where none are left."""
        self.left -= machine.budget.steps
        if self.left < 0:
            raise OutOfBudget(Unknown("the models of this file are too large to be tried"))


class Step(NamedTuple):
    """One call on the way: a layer with its path and label, or a function of tensors.

    `made` is where the layer was made, `called` where it was called. `has_bias` tells that the layer is
    one of the framework's own and adds a bias. `declared` is the shape that a layer of Keras says it takes.
    """

    name: str | None
    kind: str
    label: str
    identity: int
    made: Span | None
    called: Span | None
    given: Shapes
    result: Shapes
    depth: int
    is_layer: bool
    is_leaf: bool = False
    has_bias: bool = False
    weights: Shapes = ()
    window: Window | None = None
    declared: Value = None

    @property
    def has_matrix(self) -> bool:
        """Whether the layer multiplies by weights rather than scaling each channel."""
        return any(not isinstance(shape, Unknown) and len(shape) > 1 for shape in self.weights)


class Refused(NamedTuple):
    """A layer that its framework refuses to make or to call: the requirement that fails.

    `record` is the name of its record; `values` are what the names in the requirement stand for; `given` the shapes of a call, None where the
    layer could not even be made. `around` are the places where the layers that hold it were made, the
    nearest first.
    """

    name: str | None
    kind: str
    label: str
    made: Span | None
    called: Span | None
    record: str
    requirement: str
    values: dict[str, Value]
    given: Shapes | None
    around: tuple[Span, ...] = ()


class Loose(NamedTuple):
    """Layers in a plain list, tuple or dict of a layer: its class, the attribute, and where the first was made."""

    owner: str
    name: str
    kind: str
    made: Span


class Owned(NamedTuple):
    """Where the layers of a model were made, and those that are registered nowhere in it."""

    made: frozenset[Span] = frozenset()
    loose: tuple[Loose, ...] = ()


class Trial(NamedTuple):
    """One way of a trial: its calls in the order in which they ended, and what was refused, if anything.

    `inputs` are the shapes that the model was called on; `broke_off` tells that the end was not reached;
    `owned` what was found in the model.
    """

    steps: tuple[Step, ...]
    inputs: Shapes
    refused: Refused | None = None
    broke_off: bool = False
    owned: Owned = Owned()


# The trials of one way: one for each shape that its inputs may have.
Attempt = tuple[Trial, ...]


def refusals(machine: Witness, allowance: Allowance, make: Callable[[], Value]) -> list[Trial]:
    """The trials of all ways of making a model, if each ends in a refusal: the first that does not is the last."""
    try:
        attempts = try_model(machine, allowance, make, refused=True)
    except Enough:
        return []
    return [] if isinstance(attempts, Unknown) else [trial for attempt in attempts for trial in attempt]


def try_model(
    machine: Witness,
    allowance: Allowance,
    make: Callable[[], Value],
    sided: bool = False,
    refused: bool = False,
) -> list[Attempt] | Unknown:
    """All ways of making a model and calling it on what its first layers take, where they tell.

    Sizes that they leave open are unknown or, if `sided`, the named side of the input. Where only what is
    always `refused` is asked for, Enough is raised as soon as something is not.
    """

    def run() -> Attempt:
        try:
            model = machine.settled(make())
        except Raised as raised:
            unmade = refused_making(machine, raised)
            if unmade is None:
                raise
            return (Trial((), (), unmade),)
        allowance.take(machine)
        trials: Attempt = ()
        if (is_module(model) and is_deferred(model)) or _is_whole(machine, model):
            owned = Owned() if refused else _owned(machine, model)
            called = _call_openly(machine, allowance, model, sided, refused)
            trials = tuple(trial._replace(owned=owned) for trial in called)
        if refused and not trials:
            raise Enough
        return trials

    return _in_few_steps(machine, allowance, run)


def try_stated(
    machine: Witness, allowance: Allowance, make: Callable[[], Value], stated: Stated
) -> list[Attempt] | Unknown:
    """All ways of making a model and calling it on what texts say that it takes, where the model accepts that."""

    def run() -> Attempt:
        model = machine.settled(make())
        allowance.take(machine)
        deferred = is_module(model) and is_deferred(model)
        shapes = stated_shapes(machine, model, stated) if deferred or _is_whole(machine, model) else None
        trial = None if shapes is None else _call(machine, model, shapes)
        allowance.take(machine)
        return () if trial is None or trial.refused is not None or trial.broke_off else (trial,)

    return _in_few_steps(machine, allowance, run)


def remember(machine: Witness, allowance: Allowance, make: Callable[[], Value]) -> list[tuple[Step, ...]]:
    """For each way of making a model the calls that it was made of; none where it remembers none."""
    if allowance.left < 0:
        return []

    def run() -> tuple[Step, ...]:
        model = machine.settled(make())
        allowance.left -= machine.budget.steps
        return steps_of(machine, list(remembered(model)))

    ways = _in_few_steps(machine, allowance, run)
    return [] if isinstance(ways, Unknown) else ways


def _in_few_steps(
    machine: Witness, allowance: Allowance, run: Callable[[], Result]
) -> list[Result] | Unknown:
    most, machine.budget.most_steps = machine.budget.most_steps, allowance.most_steps
    try:
        return all_ways(machine, run)
    finally:
        machine.budget.most_steps = most


def _owned(machine: Witness, model: Value) -> Owned:
    if is_deferred(model):
        return Owned()
    pairs = list(named_modules(machine, model, "", set()))
    registered = {id(module) for _, module in pairs}
    made = frozenset(module.origin for _, module in pairs if module.origin is not None)
    loose = []
    for _, module in pairs:
        for name, value in module.attrs.items():
            if name in REGISTRIES or not isinstance(value, (list, tuple, dict)):
                continue
            items = value.values() if isinstance(value, dict) else value
            hidden = [each for each in map(machine.settled, items) if is_module(each)]
            if hidden and hidden[0].origin and not any(id(each) in registered for each in hidden):
                loose.append(Loose(module.cls.name, name, type(value).__name__, hidden[0].origin))
    return Owned(made, tuple(loose))


def _is_whole(machine: Witness, model: Value) -> bool:
    """Whether all layers of a model are known: one that is missing might be what makes the sizes fit."""
    network = extract(machine, model)
    return isinstance(network, Layer) and not any(each.missing for each in network.walk())


def _call(machine: Witness, model: Value, shapes: Sequence[Shape]) -> Trial:
    return _trial(machine, model, _flow(machine, model, shapes), tuple(shapes))


def _flow(machine: Witness, model: Value, shapes: Sequence[Shape]) -> Flow:
    machine.told.clear()
    return flow(machine, model, [Tensor(shape) for shape in shapes])


def _call_openly(machine: Witness, allowance: Allowance, model: Value, sided: bool, refused: bool) -> Attempt:
    """Call a model on all shapes that its first layers may take, as long as they do take them."""
    unknown = unknown_inputs(machine, model)
    if unknown is None:
        return ()
    told = [tensor.shape for tensor in unknown]
    if all(isinstance(shape, tuple) for shape in told):
        return (_call(machine, model, told),)
    firsts = first_layers(machine, model, unknown)
    allowance.take(machine)
    if firsts is None:
        return ()
    trials = []
    for shapes in combined(firsts, sided):
        way = _flow(machine, model, shapes)
        trial = _trial(machine, model, way, shapes)
        allowance.take(machine)
        if refused and firsts[0].needs.indices and _is_unlikely(machine, trial, way):
            continue
        if refused and trial.refused is None:
            raise Enough
        for first, shape in zip(firsts, shapes, strict=True):
            taken = [each.given[0] for each in trial.steps if each.identity == id(first.module)]
            if not taken or taken[0] != shape:
                return ()
        trials.append(trial)
    return tuple(trials)


def _is_unlikely(machine: Witness, trial: Trial, way: Flow) -> bool:
    """Whether some layer takes no input of the rank at hand, or takes it for a single example without a batch."""
    wrong_rank = trial.refused is not None and trial.refused.requirement.startswith("len(x)")
    return wrong_rank or any(isinstance(each, Passage) and is_single(machine, each) for each in way.passages)


def _trial(machine: Witness, model: Value, way: Flow, inputs: Shapes) -> Trial:
    refused = refused_calling(machine, way.refusal) if way.refusal is not None else None
    if way.refusal is not None and way.refusal.raised is not None and refused is None:
        refused = refused_making(machine, way.refusal.raised)
        if (
            refused is not None
            and way.refusal.module is not None
            and refused.kind == way.refusal.module.cls.name
        ):
            inside = way.refusal.module.origin
            if inside is not None and inside.path in machine.stub_paths:
                refused = refused._replace(name=way.refusal.name)  # made by the layer around it
    if refused is not None and refused.name:
        refused = refused._replace(around=_around(machine, model, refused.name))
    broke_off = way.refusal is not None or way.stopped is not None
    return Trial(steps_of(machine, way.passages), inputs, refused, broke_off)


def _around(machine: Witness, model: Value, name: str) -> tuple[Span, ...]:
    """Where the layers around the one of this path were made, the nearest first; the model itself not."""
    pairs = dict(named_modules(machine, model, "", set()))
    places = []
    while "." in name:
        name = name.rpartition(".")[0]
        made = pairs[name].origin if name in pairs else None
        if made is not None:
            places.append(made)
    return tuple(places)


def steps_of(machine: Witness, passages: Sequence[Value]) -> tuple[Step, ...]:
    """The calls of layers and functions, before them those of own functions beside which shapes are stated.

    Where a branch may go either way, what either way calls is no passage of its own.
    """
    known = [each for each in passages if isinstance(each, Passage)]
    places = {each.span for each in known}
    # What a layer takes says more than what its call gives.
    told = [each for each in machine.told if each.span not in places]
    return tuple(map(step_of, (*told, *known)))


def step_of(passage: Passage) -> Step:
    """A passage without the objects that go with the evaluation."""
    module = passage.module
    if module is None:
        name = passage.name or ""
        return Step(
            None, name, name, 0, None, passage.span, passage.given, passage.result, passage.depth, False
        )
    return Step(
        passage.name,
        module.cls.name,
        module.label or module.cls.name,
        id(module),
        module.origin,
        passage.span,
        passage.given,
        passage.result,
        passage.depth,
        True,
        not module.attrs["_modules"],
        module.attrs["_parameters"].get("bias") is not None,
        tuple(each.shape for each in module.attrs["_parameters"].values() if isinstance(each, Tensor)),
        Window.of(module.attrs),
        module.attrs.get(DECLARED),
    )


def refused_making(machine: Witness, raised: Raised) -> Refused | None:
    """The layer that could not be made or called, where a requirement of its record is why."""
    found = raised.value.attrs.get(REFUSED)
    if found is None:
        return None
    instance, record, requirement, values, given = found
    label = instance.label or instance.cls.name
    made = instance.origin
    if made is None or made.path in machine.stub_paths:
        made = raised.span
    return Refused(None, instance.cls.name, label, made, made, record, requirement, values, given)


def refused_calling(machine: Witness, refusal: Refusal) -> Refused | None:
    """The layer that refused a call, where a requirement of its record is why."""
    module = refusal.module
    leaf = leaf_of(machine, module) if module is not None else None
    if module is None or leaf is None or not refusal.given or isinstance(refusal.given[0], Unknown):
        return None
    values = {**module.attrs, "x": list(refusal.given[0])}
    requirement = leaf.refusal(values)
    if requirement is None:
        return None
    label = module.label or module.cls.name
    plain = {name: value for name, value in values.items() if not name.startswith("_")}
    return Refused(
        refusal.name,
        module.cls.name,
        label,
        module.origin,
        refusal.span,
        leaf.record.name,
        requirement,
        plain,
        refusal.given,
    )


def sizes(shape: Shape) -> tuple[Value, ...] | None:
    """The sizes of a shape of known rank."""
    return None if isinstance(shape, Unknown) else tuple(shape)
