"""Leaf layers made of records, and the book that holds all records."""

from pathlib import Path

import msgspec
import pytest
import tomli

from cnnlint.layers.binding import BadArguments
from cnnlint.layers.book import Book, Framework
from cnnlint.layers.folder import rules_folder
from cnnlint.layers.leaf import Leaf, Refused
from cnnlint.layers.record import BadRecord, read_record
from cnnlint.size import Size
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Condition

FOLDER = rules_folder()
TABLE = {
    "signature": "width, depth=1, *, bias=True, frozen=False",
    "params": [
        {"name": "weight", "shape": "[depth, width]", "trainable": "not frozen"},
        {"name": "bias", "shape": "[depth]", "when": "bias"},
    ],
    "buffers": [{"name": "mean", "shape": "[width]"}],
    "attributes": {"double": "width * 2"},
    "requires": ["width % depth == 0"],
}


def leaf(**changes):
    return Leaf(read_record("mine.Layer", "user", {**TABLE, **changes}))


def owned(layer, *arguments, decide=bool, **keywords):
    return layer.owned(layer.bind(list(arguments), keywords), decide)


def test_shapes_attributes_and_flags():
    found = owned(leaf(), 6, 3)
    assert found.parameters == {"weight": (3, 6), "bias": (3,)}
    assert found.buffers == {"mean": (6,)}
    assert found.attributes == {"width": 6, "depth": 3, "bias": True, "frozen": False, "double": 12}
    assert found.frozen == frozenset()
    assert owned(leaf(), 6, bias=False).parameters["bias"] is None
    assert owned(leaf(), 6, frozen=True).frozen == {"weight"}


def test_arguments_seen_before_are_answered_from_memory():
    layer = leaf()
    first = owned(layer, 6, 3)
    assert owned(layer, 6, depth=3) is first
    assert owned(layer, 6, 2) is not first


def test_equal_arguments_of_other_types_are_other_arguments():
    layer = leaf(attributes={"kind": "isinstance(depth, int)"}, requires=[])
    assert owned(layer, 6, 1.0).attributes["kind"] is False
    assert owned(layer, 6, 1).attributes["kind"] is True
    assert owned(layer, 6, True).attributes["depth"] is True


def test_tuples_with_equal_items_of_other_types_are_other_arguments():
    layer = leaf(attributes={"first": "depth[0]"}, requires=[], params=[])
    assert owned(layer, 6, (True, 2)).attributes["first"] is True
    assert type(owned(layer, 6, (1, 2)).attributes["first"]) is int
    assert type(owned(layer, 6, (1.0, 2)).attributes["first"]) is float


def test_unknown_arguments_are_not_kept():
    layer = leaf()
    asked = []
    for _ in range(2):
        owned(layer, 6, bias=Unknown("lost"), decide=lambda unknown: asked.append(unknown) or True)
    assert len(asked) == 2


def test_sizes_give_polynomials():
    width = Size.named("w")
    assert owned(leaf(), width).parameters["weight"] == (1, width)


def test_a_failed_requirement_is_refused_and_an_unknown_one_is_not():
    with pytest.raises(Refused, match="width % depth == 0"):
        owned(leaf(), 5, 2)
    assert isinstance(
        leaf().value("width % depth == 0", {"width": Size.named("w"), "depth": 2}), Condition | Unknown
    )
    assert owned(leaf(), Unknown("lost"), 2).parameters["bias"] == (2,)


def test_wrong_arguments_name_the_layer():
    with pytest.raises(BadArguments, match=r"Layer\(\) missing a required argument: 'width'"):
        leaf().bind([], {})
    with pytest.raises(BadArguments, match="unexpected keyword argument 'with_bias'"):
        leaf().bind([1], {"with_bias": True})


def test_a_mistake_in_an_expression_is_an_unknown_shape():
    found = owned(leaf(params=[{"name": "weight", "shape": "[nothing]"}]), 6)
    assert "nothing" in found.parameters["weight"].reason
    found = owned(leaf(params=[{"name": "weight", "shape": "width"}]), 6)
    assert "a shape is a list" in found.parameters["weight"].reason
    assert isinstance(leaf().value("width // 0", {"width": 3}), Unknown)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (5, "a record is a table"),
        ({}, "signature"),
        ({"signature": 3}, "signature"),
        ({"signature": "a", "parms": []}, "parms"),
        ({"signature": "a", "params": [{"name": "w"}]}, "shape"),
        ({"signature": "a", "params": [{"name": "w", "shape": "[a]", "wehn": "a"}]}, "wehn"),
        ({"signature": "a", "requires": "a"}, "requires"),
    ],
)
def test_bad_records_say_which_and_why(table, message):
    with pytest.raises(BadRecord, match=message) as caught:
        read_record("mine.Layer", "user", table)
    assert "mine.Layer" in str(caught.value)


def test_a_signature_that_does_not_parse_is_a_bad_record():
    with pytest.raises(BadRecord, match="signature"):
        leaf(signature="a, (b")
    with pytest.raises(BadRecord, match="signature"):
        leaf(signature="a): 0")


def test_a_users_expression_that_does_not_parse_is_a_bad_record():
    for changes in (
        {"output": "[x"},
        {"requires": ["a b"]},
        {"params": [{"name": "w", "shape": "[", "when": "a"}]},
    ):
        with pytest.raises(BadRecord, match=r"mine.Layer"):
            Book(FOLDER, {"mine.Layer": {**TABLE, **changes}})


def test_the_book_knows_layers_by_all_their_names():
    book = Book(FOLDER)
    conv = book.leaf("torch.nn.Conv2d")
    assert conv is book.leaf("torch.nn.Conv2d")
    assert book.leaf(book.canonical("torch.nn.modules.conv.Conv2d")) is conv
    assert book.leaf("torch.nn.NoSuchLayer") is None
    assert book.leaf("Conv2d") is None


def test_the_users_records_come_first():
    book = Book(FOLDER, {"mine.Layer": TABLE, "torch.nn.Linear": TABLE})
    assert book.leaf("mine.Layer").record.framework == "user"
    assert "depth" in [each.name for each in book.leaf("torch.nn.Linear").parameters]
    assert Book(FOLDER).leaf("mine.Layer") is None


def test_a_users_bad_record_is_told():
    with pytest.raises(BadRecord, match=r"mine.Layer"):
        Book(FOLDER, {"mine.Layer": {"sinature": "a"}})


def test_bases_and_harmless_functions():
    book = Book(FOLDER)
    assert book.base("torch.nn.Conv2d") == "torch.nn._ConvNd"
    assert book.base("torch.nn.ReLU") is None
    assert book.harmless("torch.nn.init.zeros_")
    assert not book.harmless("torch.nn.initialize")


def test_a_folder_without_a_right_metadata_is_told(tmp_path):
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "METADATA.toml").write_text("framework = 3\n")
    with pytest.raises((BadRecord, msgspec.ValidationError), match=r"odd|framework"):
        Book(tmp_path).leaf("a.B")


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in Path(rules_folder()).glob("*/layers.toml")}), ids=str
)
def test_tables_are_found_without_reading_them(folder):
    framework = Framework(folder)
    tables = tomli.loads((folder / "layers.toml").read_text("utf-8"))
    assert list(framework.records) == list(tables)
    assert [framework.record(name) for name in tables] == [
        read_record(name, framework.shelf.framework, table) for name, table in tables.items()
    ]
