"""Shapes in comments: what is read, and what is none."""

import pytest

from cnnlint.claims.shape_gate import may_state_shape
from cnnlint.claims.shape_text import read_shapes

SILENT = [
    "# 5x5 kernel",
    "# 3x3x3 conv",
    "# input: 32x32x3",
    "# 3*3*32 = 288",
    "# 16x5x5 = 400",
    "# [B, C, H, W]",
    "# 1,179,776",
    "# 256x256x3 RGB",
    "# 3 x 224 x 224 images",
    "# 14 x 14 x 64 (stride 2)",
    "# 28 > 14 | 10",
    "# v1.2x3x4",
    "# 2x2x2 pooling",
    "# padded 34x34x3",
    "# trained for 3x3x10 steps",
    "# (0, 1, 2)",
    "# see (2, 3, 4)",
    "# dims (1, 2)",
]

READ = {
    "# 64 x 14 x 14": ((64, 14, 14), "any"),
    "# (B, 64, 28, 28)": ((64, 28, 28), "any"),
    "# -> [N, 512, 7, 7]": ((512, 7, 7), "out"),
    "# 28*28*32": ((28, 28, 32), "any"),
    "# 6 @ 28x28": ((6, 28, 28), "any"),
    "# out: 16x5x5": ((16, 5, 5), "out"),
    "# N x 32 x 149 x 149": ((32, 149, 149), "any"),
    "# (?, 28, 28, 32)": ((28, 28, 32), "any"),
    "# n, 6, 14, 14": ((6, 14, 14), "any"),
    "# 208,208,32": ((208, 208, 32), "any"),
    "# b*6*28*28": ((6, 28, 28), "any"),
    "# (N, 400)": ((400,), "any"),
    "# after pool1: 14x14x8": ((14, 14, 8), "any"),
    "# (B, 64, H/2, W/2)": ((64, None, None), "any"),
    "# torch.Size([1, 64, 28, 28])": ((64, 28, 28), "any"),
    "# => 10x10x16": ((10, 10, 16), "out"),
}


@pytest.mark.parametrize("text", SILENT)
def test_no_shape_is_stated(text):
    assert [claim for claim in read_shapes(text, "comment") if claim.role != "in"] == []


@pytest.mark.parametrize("text", READ)
def test_a_shape_is_stated(text):
    (claim,) = read_shapes(text, "comment")
    assert (claim.sizes, claim.role) == READ[text]
    assert text[claim.start : claim.end] == claim.text
    assert may_state_shape(f"import torch\n{text}\n")


def test_an_arrow_tells_what_is_given():
    first, last = read_shapes("# 32x32x3 -> 28x28x8", "comment")
    assert (first.role, last.role) == ("given", "out")
    assert (first.sizes, last.sizes) == ((32, 32, 3), (28, 28, 8))


def test_a_file_that_states_no_shape_is_left_alone():
    assert not may_state_shape("import torch\nx = torch.randn(1, 3, 32, 32)  # noise\n")
    assert not may_state_shape("# 28x28x8\n")
