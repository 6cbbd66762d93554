"""The form of the rules for torch: what every record and every stub file must look like."""

import ast
from pathlib import Path

import pytest
import tomli

RULES = Path(__file__).parents[2] / "rules" / "torch"
METADATA = tomli.loads((RULES / "METADATA.toml").read_text("utf-8"))
RECORDS = tomli.loads((RULES / "layers.toml").read_text("utf-8"))
STUBS = ("containers.py", "composite.py")

KEYS = {"signature", "params", "buffers", "attributes", "output", "mult_adds", "requires", "examples"}
EXAMPLE_KEYS = {"call", "count", "trainable", "buffers", "input", "output"}
FUNCTIONS = {
    *("abs", "int", "isinstance", "len", "list", "max", "min", "range", "sum", "tuple"),
    *("product", "shape", "spread", "window"),
}
SYNTAX = (
    *(
        ast.Constant,
        ast.Name,
        ast.Load,
        ast.Store,
        ast.UnaryOp,
        ast.BinOp,
        ast.BoolOp,
        ast.Compare,
        ast.IfExp,
    ),
    *(ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.Call, ast.Subscript, ast.Slice, ast.Starred),
    *(ast.List, ast.Tuple, ast.ListComp, ast.comprehension),
)


def names_of(signature):
    given = ast.parse(f"lambda {signature}: 0", mode="eval").body.args
    either = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [each.arg for each in either if each]


def expressions(record):
    """Every expression of a record: its place and its text."""
    for kind in ("params", "buffers"):
        for tensor in record.get(kind, ()):
            yield from (
                (f"{kind}.{tensor['name']}.{key}", tensor[key]) for key in ("shape", "when") if key in tensor
            )
    yield from record.get("attributes", {}).items()
    yield from (("requires", text) for text in record.get("requires", ()))
    if "output" in record:
        yield "output", record["output"]
    for example in record["examples"]:
        yield from ((f"examples.{key}", example[key]) for key in ("input", "output") if key in example)


@pytest.fixture(params=RECORDS)
def named(request):
    return request.param, RECORDS[request.param]


def test_records_have_known_keys_only(named):
    name, record = named
    assert set(record) <= KEYS
    assert {"signature", "examples"} <= set(record)
    assert name.startswith("torch.nn.")
    assert name.count(".") == 2


def test_expressions_use_nothing_but_the_small_language(named):
    _, record = named
    for place, text in expressions(record):
        known = {*names_of(record["signature"]), "x", *FUNCTIONS}
        tree = ast.parse(text, mode="eval")
        for node in ast.walk(tree.body):
            assert isinstance(node, SYNTAX), (place, text, type(node).__name__)
        bound = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert read <= known | bound, (place, text)
        called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert called <= FUNCTIONS, (place, text)


def test_tensors_have_a_name_a_shape_and_perhaps_a_condition(named):
    _, record = named
    tensors = [*record.get("params", ()), *record.get("buffers", ())]
    assert all({"name", "shape"} <= set(tensor) <= {"name", "shape", "when", "trainable"} for tensor in tensors)
    names = [tensor["name"] for tensor in tensors]
    assert len(set(names)) == len(names)
    assert not set(names) & set(record.get("attributes", ()))


def test_attributes_say_what_the_argument_does_not(named):
    _, record = named
    assert all(name.isidentifier() and name != text for name, text in record.get("attributes", {}).items())


def test_examples_count_and_show_the_layer(named):
    name, record = named
    assert record["examples"]
    for example in record["examples"]:
        assert {"call", "count"} <= set(example) <= EXAMPLE_KEYS
        assert example["call"].startswith(name.rpartition(".")[2] + "(")
        assert "input" in example or "output" not in example
        ast.parse(example["call"], mode="eval")
    assert bool(record.get("params")) or all(example["count"] == 0 for example in record["examples"])
    if record.get("params") and "affine=False" not in record["signature"]:
        assert any(example["count"] for example in record["examples"])


def test_examples_try_a_layer_that_may_do_without_its_bias_or_needs_its_input(named):
    name, record = named
    conditions = {tensor.get("when") for tensor in record.get("params", ())}
    if "bias" in conditions and not name.rpartition(".")[2].startswith(("_", "RNNCellBase")):
        assert any("bias=False" in example["call"] for example in record["examples"])
    if any("x[" in text for place, text in expressions(record) if place.startswith("params")):
        assert any("input" in example for example in record["examples"])


def test_metadata_names_the_files_that_exist():
    assert METADATA["framework"] == "torch"
    assert METADATA["modules"]["torch.nn"] == ["layers.toml", *STUBS]
    assert all((RULES / name).is_file() for names in METADATA["modules"].values() for name in names)


def test_aliases_lead_to_modules_that_have_rules():
    assert all(target in METADATA["modules"] for target in METADATA["aliases"].values())
    assert not set(METADATA["aliases"]) & set(METADATA["modules"])


def test_bases_are_records_without_a_cycle():
    bases = METADATA["bases"]
    assert set(bases) | set(bases.values()) <= set(RECORDS)
    for name in bases:
        seen = []
        while name in bases:
            assert name not in seen
            seen.append(name)
            name = bases[name]


@pytest.mark.parametrize("file", STUBS)
def test_stubs_hold_imports_classes_and_functions_only(file):
    _docstring, *statements = ast.parse((RULES / file).read_text("utf-8")).body
    assert all(isinstance(each, (ast.ImportFrom, ast.ClassDef, ast.FunctionDef)) for each in statements)
    classes = [each for each in statements if isinstance(each, ast.ClassDef)]
    assert all(ast.get_docstring(each) for each in classes)
    assert not {f"torch.nn.{each.name}" for each in classes} & set(RECORDS)


@pytest.mark.parametrize("file", STUBS)
def test_stubs_import_what_has_rules_or_is_native(file):
    native = {"Module", "Parameter"}
    stubs = [ast.parse((RULES / name).read_text("utf-8")).body for name in STUBS]
    defined = {each.name for body in stubs for each in body if isinstance(each, ast.ClassDef)}
    for statement in stubs[STUBS.index(file)]:
        if isinstance(statement, ast.ImportFrom) and statement.module == "torch.nn":
            names = {alias.name for alias in statement.names}
            assert all(f"torch.nn.{name}" in RECORDS for name in names - native - defined)


def test_every_name_is_ruled_once():
    stubs = [ast.parse((RULES / name).read_text("utf-8")).body for name in STUBS]
    names = [each.name for body in stubs for each in body if isinstance(each, ast.ClassDef)]
    assert len(set(names)) == len(names)
