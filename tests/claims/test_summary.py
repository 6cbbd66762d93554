"""Pasted model summaries: a right one is silent, one digit off is one finding, another network's is left alone."""

import random
import re
import textwrap

import pytest
from linting import findings, lint, verdicts

from cnnlint.claims.summary import summary_claims

MODEL = """
import torch
import torch.nn as nn

class Block(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.c1 = nn.Conv2d(a, b, 3, padding=1, bias=False)
        self.b1 = nn.BatchNorm2d(b)
        self.sc = nn.Sequential(nn.Conv2d(a, b, 1))

class Net(nn.Module):
    #summary

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 32, 3)
        self.blocks = nn.Sequential(Block(32, 64), Block(64, 64))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(64, 10)
"""

# Printed by the tools themselves for this model. Rows stand in the order of calls, not of definitions.
TORCHSUMMARY = """
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1           [-1, 32, 26, 26]             320
            Conv2d-2           [-1, 64, 26, 26]           2,112
            Conv2d-3           [-1, 64, 26, 26]          18,432
       BatchNorm2d-4           [-1, 64, 26, 26]             128
             Block-5           [-1, 64, 26, 26]               0
            Conv2d-6           [-1, 64, 26, 26]           4,160
            Conv2d-7           [-1, 64, 26, 26]          36,864
       BatchNorm2d-8           [-1, 64, 26, 26]             128
             Block-9           [-1, 64, 26, 26]               0
AdaptiveAvgPool2d-10             [-1, 64, 1, 1]               0
           Linear-11                   [-1, 10]             650
================================================================
Total params: 62,794
Trainable params: 62,794
Non-trainable params: 0
----------------------------------------------------------------
"""

TORCHINFO = """
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Net                                      [2, 10]                   --
├─Conv2d: 1-1                            [2, 32, 26, 26]           320
├─Sequential: 1-2                        [2, 64, 26, 26]           --
│    └─Block: 2-1                        [2, 64, 26, 26]           --
│    │    └─Sequential: 3-1              [2, 64, 26, 26]           2,112
│    │    └─Conv2d: 3-2                  [2, 64, 26, 26]           18,432
│    │    └─BatchNorm2d: 3-3             [2, 64, 26, 26]           128
│    └─Block: 2-2                        [2, 64, 26, 26]           --
│    │    └─Sequential: 3-4              [2, 64, 26, 26]           4,160
│    │    └─Conv2d: 3-5                  [2, 64, 26, 26]           36,864
│    │    └─BatchNorm2d: 3-6             [2, 64, 26, 26]           128
├─AdaptiveAvgPool2d: 1-3                 [2, 64, 1, 1]             --
├─Linear: 1-4                            [2, 10]                   650
==========================================================================================
Total params: 62,794
Trainable params: 62,794
Non-trainable params: 0
Total mult-adds (Units.MEGABYTES): 83.67
"""

TORCHINFO_NAMES = """
=====================================================================================================================================================================
Layer (type (var_name):depth-idx)        Input Shape               Output Shape              Param #                   Kernel Shape              Mult-Adds
=====================================================================================================================================================================
Net (Net)                                [2, 1, 28, 28]            [2, 10]                   --                        --                        --
├─Conv2d (stem): 1-1                     [2, 1, 28, 28]            [2, 32, 26, 26]           320                       [3, 3]                    432,640
├─Sequential (blocks): 1-2               [2, 32, 26, 26]           [2, 64, 26, 26]           61,824                    --                        83,240,448
├─AdaptiveAvgPool2d (pool): 1-3          [2, 64, 26, 26]           [2, 64, 1, 1]             --                        --                        --
├─Linear (fc): 1-4                       [2, 64]                   [2, 10]                   650                       --                        1,300
=====================================================================================================================================================================
Total params: 62,794
Trainable params: 62,794
Non-trainable params: 0
Total mult-adds (Units.MEGABYTES): 83.67
"""

TORCHINFO_COUNTS = """
=================================================================
Layer (type:depth-idx)                   Param #
=================================================================
Net                                      --
├─Conv2d: 1-1                            320
├─Sequential: 1-2                        --
│    └─Block: 2-1                        --
│    │    └─Conv2d: 3-1                  18,432
│    │    └─BatchNorm2d: 3-2             128
│    │    └─Sequential: 3-3              2,112
│    └─Block: 2-2                        --
│    │    └─Conv2d: 3-4                  36,864
│    │    └─BatchNorm2d: 3-5             128
│    │    └─Sequential: 3-6              4,160
├─AdaptiveAvgPool2d: 1-3                 --
├─Linear: 1-4                            650
=================================================================
Total params: 62,794
Trainable params: 62,794
Non-trainable params: 0
=================================================================
"""

KERAS = """
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ batch_normalization             │ (None, 26, 26, 32)     │           128 │
│ (BatchNormalization)            │                        │               │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d (MaxPooling2D)    │ (None, 13, 13, 32)     │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ flatten (Flatten)               │ (None, 5408)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 10)             │        54,090 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 54,538 (213.04 KB)
 Trainable params: 54,474 (212.79 KB)
 Non-trainable params: 64 (256.00 B)
"""

KERAS_2 = """
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 conv2d (Conv2D)             (None, 26, 26, 32)        320

 batch_normalization (BatchN  (None, 26, 26, 32)       128
 ormalization)

 flatten (Flatten)           (None, 21632)             0

 dense (Dense)               (None, 10)                216330

=================================================================
Total params: 216,778
Trainable params: 216,714
Non-trainable params: 64
_________________________________________________________________
"""

TORCH = {
    "torchsummary": TORCHSUMMARY,
    "torchinfo": TORCHINFO,
    "torchinfo with names": TORCHINFO_NAMES,
    "torchinfo without input": TORCHINFO_COUNTS,
}
every_torch = pytest.mark.parametrize("printed", TORCH.values(), ids=TORCH)


def documented(printed):
    text = textwrap.indent(printed.strip("\n"), "    ")
    return MODEL.replace("#summary", f'"""A net.\n\n{text}\n    """')


def commented(printed):
    text = textwrap.indent(printed.strip("\n"), "    # ", lambda line: True)
    return MODEL.replace("#summary", text.strip())


def numbers(printed):
    """Places of the counts in a summary."""
    claims, _ = summary_claims(printed)
    return [(claim.start, claim.end) for claim in claims if claim.stated > 9]


@every_torch
@pytest.mark.parametrize("place", [documented, commented])
def test_a_right_summary_agrees(printed, place):
    result = lint(place(printed))
    assert result.findings == ()
    # torchsummary shows no count for what holds other layers.
    assert {each.verdict for each in result.verdicts if each.text != "0"} == {"agrees"}
    assert len(result.verdicts) == len(summary_claims(printed)[0]) >= 6


@every_torch
@pytest.mark.parametrize("place", [documented, commented])
def test_another_digit_is_one_finding_at_its_number(printed, place):
    seed = random.Random(len(printed))
    for start, end in numbers(printed):
        at = seed.choice([each for each in range(start, end) if printed[each].isdigit()])
        digit = seed.choice([each for each in "123456789" if each != printed[at]])
        text = place(printed[:at] + digit + printed[at + 1 :])
        (found,) = findings(text)
        line = text.splitlines()[found.location.row - 1]
        shown = line[found.location.column - 1 : found.end_location.column - 1]
        assert shown == (printed[start:at] + digit + printed[at + 1 : end])
        assert f"{found.computed:,}" == printed[start:end]
        total = "Total params" in line
        assert found.code == ("CNN403" if total else "CNN104")


@pytest.mark.parametrize("printed", [TORCHSUMMARY, TORCHINFO])
@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("Block(32, 64), Block(64, 64)", "Block(32, 48), Block(48, 64)"),
        ("self.pool =", "self.more = nn.Conv2d(64, 64, 1); self.pool ="),
        ("nn.Linear(64, 10)", "nn.Linear(64, 100)"),
    ],
)
def test_the_summary_of_another_network_is_left_alone(printed, now, then):
    assert findings(documented(printed).replace(now, then)) == ()


def test_a_printed_summary_may_be_of_other_arguments():
    text = documented(TORCHSUMMARY).replace("def __init__(self):", "def __init__(self, channels=3):")
    text = text.replace("nn.Conv2d(1, 32, 3)", "nn.Conv2d(channels, 32, 3)")
    assert findings(text) == ()
    mistyped = text.replace("36,864", "36,846")
    assert "CNN403" in [each.code for each in findings(mistyped)]


@pytest.mark.parametrize("printed", [KERAS, KERAS_2])
def test_keras(printed):
    claims, covered = summary_claims(printed)
    assert len(covered) == 1
    summary = claims[0].listed.summary
    assert summary.style == "keras"
    assert [row.stated for row in summary.rows][:2] == [320, 128]
    total = next(claim for claim in claims if claim.parts)
    assert total.stated in total.parts.sum
    assert findings(f'"""A model.\n{printed}"""\n') == ()
    wrong = printed.replace(f" {total.text}", f" {total.text[:-1]}1", 1)
    (found,) = findings(f'"""A model.\n{wrong}"""\n')
    assert (found.code, found.computed) == ("CNN403", total.stated)


def test_rows_that_cannot_be_read_are_not_added_up():
    cut = re.sub(r"(?m)^.*Block-5.*$", "            ...", TORCHSUMMARY).replace("62,794", "62,795")
    assert findings(f'"""A model.\n{cut}"""\n') == ()


def test_a_summary_without_totals_is_none():
    assert summary_claims(TORCHINFO.partition("Total params")[0]) == ([], [])
    assert verdicts('"""Layer (type)   Param #\n"""\n') == {}
