"""Documents say at each row what is to be found there."""

import pytest
from documents import FOLDER, expected, found, lint

TEXTS = {
    path.name: path.read_text("utf-8")
    for path in sorted(FOLDER.iterdir())
    if path.suffix in (".md", ".mdx", ".rst", ".qmd")
}


@pytest.mark.parametrize("name", TEXTS)
def test_found_is_what_is_expected(name):
    assert found(TEXTS[name], name[name.rindex(".") :]) == expected(TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_a_finding_stands_at_its_number(name):
    lines = TEXTS[name].splitlines()
    for each in lint(TEXTS[name], name[name.rindex(".") :]).findings:
        shown = lines[each.location.row - 1][each.location.column - 1 : each.end_location.column - 1]
        assert shown[:1].isdigit()
        assert shown in each.message
