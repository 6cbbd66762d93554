"""Cases of claims, each a file of its own: `=== title`, code, and `# expect: CODE` where something is to be found."""

import re
from pathlib import Path

import pytest
from linting import expected, findings, lint, rows

FOLDER = Path(__file__).parent.parent / "fixtures" / "claims"
CASES = {
    f"{path.stem}: {title.strip()}": text
    for path in sorted(FOLDER.glob("*.txt"))
    for title, text in re.findall(r"(?ms)^=== ([^\n]+)\n(.*?)(?=^=== |\Z)", path.read_text("utf-8"))
}
COMPUTED = re.compile(r"# expect: CNN\d{3} ([\d,]+)")


@pytest.mark.parametrize("name", CASES)
def test_found_is_what_is_expected(name):
    text = CASES[name]
    found = findings(text)
    assert rows(found) == expected(text)
    lines = text.splitlines()
    for each in found:
        line = lines[each.location.row - 1]
        shown = line[each.location.column - 1 : each.end_location.column - 1]
        assert shown == "no" or re.search(r"\d", shown)
        assert shown in each.message
        if computed := COMPUTED.search(line):
            assert each.computed == int(computed[1].replace(",", ""))


def test_there_are_enough():
    """Loud ones by their marks, silent ones by the right numbers and the look-alikes."""
    loud = sum(len(expected(text)) for text in CASES.values())
    right = sum(each.verdict == "agrees" for text in CASES.values() for each in lint(text).verdicts)
    quiet = sum(not expected(text) for text in CASES.values())
    assert loud >= 80
    assert right + quiet >= 80
