"""Directives in comments: what they list, how far they reach, and where they stand."""

from __future__ import annotations

import pytest

from cnnlint.claims.grammar import read
from cnnlint.claims.suppression import suppressions, without_suppressions

Read = list[tuple[str, tuple[str, ...], str, bool]]


@pytest.mark.parametrize(
    "text",
    [
        "# 896 params",
        "# see the docs of noqa",
        "# cnnlint ignore",
        "# cnnlint: ignored",
        "# cnnlint: ignore-files",
        "# noqable",
        "# noqa-like",
        "# type: ignore",
        "cnnlint: ignore",
    ],
)
def test_no_directive(text: str) -> None:
    assert suppressions(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# cnnlint: ignore", [("# cnnlint: ignore", (), "row", True)]),
        ("#cnnlint:ignore", [("#cnnlint:ignore", (), "row", True)]),
        ("# cnnlint: ignore[CNN101]", [("# cnnlint: ignore[CNN101]", ("CNN101",), "row", True)]),
        (
            "# cnnlint: ignore[CNN101, wrong-layer-count]",
            [("# cnnlint: ignore[CNN101, wrong-layer-count]", ("CNN101", "wrong-layer-count"), "row", True)],
        ),
        ("# cnnlint: ignore[]", [("# cnnlint: ignore[]", (), "row", True)]),
        ("# cnnlint: ignore-file", [("# cnnlint: ignore-file", (), "file", True)]),
        ("# cnnlint: ignore-file[CNN102]", [("# cnnlint: ignore-file[CNN102]", ("CNN102",), "file", True)]),
        ("# noqa", [("# noqa", (), "row", False)]),
        ("# NOQA", [("# NOQA", (), "row", False)]),
        ("# noqa: E501", [("# noqa: E501", ("E501",), "row", False)]),
        ("# noqa: CNN101", [("# noqa: CNN101", ("CNN101",), "row", True)]),
        ("# noqa: E501,CNN101", [("# noqa: E501,CNN101", ("E501", "CNN101"), "row", True)]),
        ("# noqa:CNN101 E501", [("# noqa:CNN101 E501", ("CNN101", "E501"), "row", True)]),
        (
            "# 18494 params  # cnnlint: ignore[CNN101]",
            [("# cnnlint: ignore[CNN101]", ("CNN101",), "row", True)],
        ),
        ("# a  # noqa: E501  # cnnlint: ignore", [
            ("# noqa: E501", ("E501",), "row", False),
            ("# cnnlint: ignore", (), "row", True),
        ]),
    ],
)  # fmt: skip
def test_directive(text: str, expected: Read) -> None:
    found = [(text[s.start : s.end], s.codes, s.scope, s.reportable) for s in suppressions(text)]
    assert found == expected


def test_blanking_keeps_every_offset() -> None:
    text = "# 896 params  # noqa: E501 because"
    assert without_suppressions(text) == "# 896 params  " + " " * 12 + " because"


def test_a_directive_is_no_claim_and_hides_none() -> None:
    assert read("# noqa: E501  # cnnlint: ignore[CNN101]", "comment", trailing=True) == ()
    (claim,) = read("# 18494 params  # cnnlint: ignore[CNN101]", "comment", trailing=True)
    assert (claim.stated, claim.start, claim.end) == (18_494, 2, 7)
