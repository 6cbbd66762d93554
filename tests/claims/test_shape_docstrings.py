"""Shapes in docstrings: of which side each tells, and what is none."""

import pytest

from cnnlint.claims.shape_docstrings import read_docstring

SILENT = {
    "kernel": "Args:\n    kernel_size (tuple): (3, 3)",
    "image": "Args:\n    input_size: (224, 224)",
    "two ways": "Returns: (B, 10) or (B, 5) logits",
    "condition": "Returns:\n    (B, 10) if pooled, else (B, 49, 10)",
    "several": "Returns:\n    scores of shape (B, 10)\n    boxes of shape (B, 4)",
    "list": "Returns:\n    list of tensors of shape (B, 64, 7, 7)",
    "prose": "See (Smith, 2020) and (1, 2).",
    "call": "Returns: f(x, 10)",
    "weights": "Returns:\n    the weights of shape (64, 3, 7, 7)",
}

READ = {
    "shape section": (
        "Shape:\n    - Input: (N, 3, H, W)\n    - Output: (N, 64, H/2, W/2)",
        [("in", None, ("N", "3", "H", "W")), ("out", None, ("N", "64", "H/2", "W/2"))],
    ),
    "google": (
        "Args:\n    x: Tensor of shape (B, C, H, W)\n\nReturns:\n    Tensor: scores, shape (B, 21, 128, 128)",
        [("in", "x", ("B", "C", "H", "W")), ("out", None, ("B", "21", "128", "128"))],
    ),
    "typed": (
        "Args:\n    y (torch.Tensor): input of shape [batch, 3, 32, 32]",
        [("in", "y", ("batch", "3", "32", "32"))],
    ),
    "inline": ("Returns: (B, 10) logits", [("out", None, ("B", "10"))]),
    "field": ("x: [batch, 3, 32, 32]", [("in", "x", ("batch", "3", "32", "32"))]),
    "numpy": (
        "Parameters\n----------\nx : Tensor, shape (batch, 3, 32, 32)\n\nReturns\n-------\nTensor, shape (batch, 10)",
        [("in", "x", ("batch", "3", "32", "32")), ("out", None, ("batch", "10"))],
    ),
    "sphinx": (
        ":param x: images of shape (N, 3, 224, 224)\n:return: logits of shape (N, 1000)",
        [("in", "x", ("N", "3", "224", "224")), ("out", None, ("N", "1000"))],
    ),
    "keras": (
        "Input shape:\n    4D tensor with shape: `(batch, rows, cols, 3)`.\nOutput shape:\n    4D tensor with shape: `(batch, rows // 2, cols // 2, 64)`",
        [
            ("in", None, ("batch", "rows", "cols", "3")),
            ("out", None, ("batch", "rows // 2", "cols // 2", "64")),
        ],
    ),
    "arrow": ("(B, 3, 32, 32) -> (B, 10)", []),
    "arrow of a row": (
        "Returns: (B, 3, 32, 32) -> (B, 10)",
        [("in", None, ("B", "3", "32", "32")), ("out", None, ("B", "10"))],
    ),
    "crossed": ("Input: 3 x 32 x 32", [("in", None, ("3", "32", "32"))]),
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_stated_of_the_one_output(name):
    assert [each for each in read_docstring(f'"""Do.\n\n{SILENT[name]}\n"""') if each.role == "out"] == []
    assert not [each for each in read_docstring(f'"""Do.\n\n{SILENT[name]}\n"""') if len(each.entries) < 3]


@pytest.mark.parametrize("name", READ)
def test_each_side_is_told(name):
    text, wanted = READ[name]
    for written in (f'"""{text}\n"""', f'"""Do.\n\n{text}\n"""'):
        found = read_docstring(written)
        assert [(each.role, each.name, each.entries) for each in found] == wanted
        assert all(written[each.start : each.end] == each.text for each in found)
