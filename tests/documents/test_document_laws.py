"""Laws of documents: a right count is silent wherever it stands, one digit off is one finding at its place."""

import json
import random

import pytest
from documents import lint

PLACES = (
    "fence", "session", "indented", "quoted", "cell", "sentence", "named", "list", "latex", "table", "total", "html",
    "tabs", "formula column", "printed",
)  # fmt: skip


def model(chance):
    """Source of a module, the counts of its layers by name, and the arithmetic of each."""
    rows, counts, sums = [], {}, {}
    for number in range(1, chance.randint(2, 4) + 1):
        a, b, k = chance.randint(3, 64), chance.randint(3, 64), chance.choice([1, 3, 5])
        if chance.random() < 0.5:
            name = f"conv{number}"
            rows.append(f"        self.{name} = nn.Conv2d({a}, {b}, {k})")
            counts[name], sums[name] = (a * k * k + 1) * b, f"({k}*{k}*{a} + 1) * {b}"
        else:
            name = f"fc{number}"
            rows.append(f"        self.{name} = nn.Linear({a}, {b})")
            counts[name], sums[name] = a * b + b, f"{a}*{b} + {b}"
    head = ["import torch.nn as nn", "", "class PlainNet(nn.Module):", "    def __init__(self):"]
    return [*head, "        super().__init__()", *rows], counts, sums


def document(place, chance, change):
    """A document that states one count of a random model, its ending, and the number as it is written."""
    rows, counts, sums = model(chance)
    name = chance.choice(list(counts))
    value = change(counts[name])
    total = change(sum(counts.values()))
    block = "\n".join(["```python", *rows, "```", ""])
    at = next(index for index, row in enumerate(rows) if f"self.{name} " in row)
    noted = [f"{row}  # {value:,} params" if index == at else row for index, row in enumerate(rows)]
    product = sums[name].replace("*", r" \times ")
    lines = [(each, counts[each] if each != name else value) for each in counts]
    match place:
        case "fence":
            return "\n".join(["# A net", "", "```py", *noted, "```"]), ".md", f"{value:,}"
        case "session":
            prompts = [f"{'>>>' if index < 3 else '...'} {row}" for index, row in enumerate(noted)]
            return "\n".join(["```pycon", *prompts, "```"]), ".md", f"{value:,}"
        case "indented":
            return (
                "\n".join(["- a net:", "", "  ```python", *(f"  {row}" for row in noted), "  ```"]),
                ".md",
                f"{value:,}",
            )
        case "quoted":
            return "\n".join(f"> {row}" for row in ["```python", *noted, "```"]), ".md", f"{value:,}"
        case "cell":
            cells = [{"cell_type": "code", "source": "\n".join(noted)}]
            return json.dumps({"cells": cells}), ".ipynb", f"{value:,}"
        case "sentence":
            return f"# A net\n\n{block}\nThis model has {total:,} parameters.\n", ".md", f"{total:,}"
        case "named":
            return f"# A net\n\n{block}\nThe {name} layer has {value} parameters.\n", ".md", f"{value}"
        case "list":
            return f"Parameters:\n\n- {name}: {sums[name]} = {value:,}\n", ".md", f"{value:,}"
        case "latex":
            written = f"{value:,}".replace(",", "{,}")
            return f"It has\n\n$$\n{product} = {written}\n$$\n\nparameters.\n", ".md", written
        case "table":
            cells = [f"| {each} | {sums[each]} = {number} |" for each, number in lines]
            return "\n".join(["| layer | parameters |", "|---|---|", *cells]), ".md", f"{value}"
        case "total":
            cells = [f"| {each} | {number} |" for each, number in counts.items()]
            last = f"| total | {total} |"
            return "\n".join(["| layer | parameters |", "|---|---:|", *cells, last]), ".md", f"{total}"
        case "html":
            cells = [f"<tr><td>{each}</td><td>{sums[each]} = {number}</td></tr>" for each, number in lines]
            return "\n".join(["Parameters:", "", "<table>", *cells, "</table>"]), ".md", f"{value}"
        case "tabs":
            cells = [f"{each}\t{number}" for each, number in lines]
            equation = f"The parameters of {name}: {sums[name]} = {counts[name]}"
            return "\n".join([equation, "", "layer\tparams", *cells]), ".md", f"{value}"
        case "formula column":
            cells = [f"| {each} | {sums[each]} | {number:,} |" for each, number in lines]
            return "\n".join(["| layer | formula | params |", "|---|---|---|", *cells]), ".md", f"{value:,}"
    cells = [
        {"cell_type": "code", "source": "\n".join([*rows, "", "net = PlainNet()"])},
        {
            "cell_type": "code",
            "source": "print('parameters:', sum(p.numel() for p in net.parameters()))",
            "outputs": [{"output_type": "stream", "text": f"parameters: {total}\n"}],
        },
    ]
    return json.dumps({"cells": cells}), ".ipynb", ""


def changed(chance):
    """Another number of as many digits, without zeros at its end that would read as rounding."""

    def change(value):
        digits = str(value)
        at = chance.randrange(len(digits))
        digit = chance.choice([each for each in "123456789" if each != digits[at]])
        other = int(digits[:at] + digit + digits[at + 1 :])
        return other if other % 10 else change(value)

    return change


@pytest.mark.parametrize("place", PLACES)
def test_a_right_count_is_silent(place):
    for seed in range(6):
        text, ending, _ = document(place, random.Random(f"{place} {seed}"), lambda value: value)
        assert lint(text, ending).findings == (), text


@pytest.mark.parametrize("place", PLACES)
def test_a_changed_digit_is_one_finding(place):
    for seed in range(6):
        chance = random.Random(f"{place} {seed}")
        text, ending, written = document(place, chance, changed(random.Random(seed)))
        found = lint(text, ending).findings
        assert len(found) == 1, text
        if ending == ".md":
            row = text.splitlines()[found[0].location.row - 1]
            assert row[found[0].location.column - 1 : found[0].end_location.column - 1] == written
