"""The row that ends a run for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .model import Report
from .table import Column, table
from .text import plural


def closing(report: Report) -> str:
    """What the run came to, in one sentence."""
    if report.findings:
        files = len({finding.filename for finding in report.findings})
        return f"Found {plural(len(report.findings), 'mistake')} in {plural(files, 'file')}."
    number = Counter(verdict.verdict for verdict in report.verdicts)
    if not number.total():
        looked = f" in {plural(report.files, 'file')}" if report.files else ""
        return f"No mistakes found: no claims{looked}."
    parts = [f"{plural(number['agrees'], 'claim')} {'agrees' if number['agrees'] == 1 else 'agree'}"]
    if untold := number.total() - number["agrees"]:
        parts.append(f"{untold:,} could not be judged (see `cnnlint claims`)")
    return f"No mistakes found: {', '.join(parts)}."


def statistics(report: Report) -> Iterator[str]:
    """How often each check spoke, the most frequent first."""
    number = Counter((finding.code, finding.name) for finding in report.findings)
    rows = sorted(number.items(), key=lambda item: (-item[1], item[0]))
    columns = [Column("count", is_number=True), Column("code"), Column("name")]
    if rows:
        yield from table(columns, [[f"{count:,}", code, name] for (code, name), count in rows])
