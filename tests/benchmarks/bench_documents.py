"""How long documents take: 1,000 Markdown files of 200 rows, against reading them and against what may be spent.

Run as `python tests/benchmarks/bench_documents.py`; it prints CPU seconds and their ratio to the limit.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from cnnlint.lint import Linter
from cnnlint.settings import Settings

FILES, ROWS, LIMIT = 1_000, 200, 5.0

PROSE = (
    "The quick way to train a network is to begin with a small one and let it grow.",
    "Version 2.1 was released in 2021 and needs Python 3.8 or newer.",
    "- a list item with a [link](https://example.org/a/b) and `code`",
    "## A heading",
    "",
    "| option | default | meaning |",
    "|--------|---------|---------|",
    "| lr | 0.001 | learning rate |",
)
COUNTS = (
    "This model has 1,199,882 parameters and takes 12 minutes.",
    "- conv: (3*3*32 + 1) * 64 = 18,496",
    "The first layer has $(3 \\times 3 \\times 1 + 1) \\times 32 = 320$ parameters.",
    "| layer | params |",
    "|-------|-------:|",
    "| fc | 1,290 |",
    "Set the parameters of the run in `config.yaml`, with weights in 3 files.",
)


def document(chance: random.Random, share: float) -> str:
    """A text of which a share of the rows speaks of parameters."""
    return "\n".join(chance.choice(COUNTS if chance.random() < share else PROSE) for _ in range(ROWS)) + "\n"


def seconds(paths: list[str]) -> float:
    """CPU seconds to lint the files, one after the other."""
    linter = Linter(Settings(cache=False))
    start = time.process_time()
    for path in paths:
        linter.file(path)
    return time.process_time() - start


def main() -> None:
    """Measure texts that state nothing, those that state something here and there, and those full of counts."""
    with tempfile.TemporaryDirectory() as folder:
        for share in (0.0, 0.05, 0.5):
            chance = random.Random(share)
            paths = []
            for number in range(FILES):
                path = Path(folder, f"{share}-{number}.md")
                path.write_text(document(chance, share), "utf-8")
                paths.append(str(path))
            spent = seconds(paths)
            print(f"{share:4.0%} of rows about parameters: {spent:.2f} s, {spent / LIMIT:.2f} of the limit")


if __name__ == "__main__":
    main()
