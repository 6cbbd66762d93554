"""Findings and claims to show."""

from cnnlint.checks.finding import Edit, Finding, Fix, Verdict
from cnnlint.source import Location, Source

TEXT = """import torch.nn as nn

conv = nn.Conv2d(32, 64, 3)  # 18494 params
"""

SOURCE = Source("model.py", TEXT)

FINDING = Finding(
    code="CNN101",
    name="wrong-layer-count",
    message="Conv2d(32, 64, 3) has 18,496 parameters, not 18,494",
    filename="model.py",
    location=Location(3, 32),
    end_location=Location(3, 37),
    subject="conv",
    quantity="parameters",
    stated=18494,
    computed=18496,
    breakdown="weight 64×32×3×3 = 18,432 + bias 64 = 18,496",
    hint="the last digits were swapped",
    fix=Fix("safe", (Edit(Location(3, 32), Location(3, 37), "18496"),)),
)

BARE = Finding(
    code="CNN901",
    name="unreadable-file",
    message="the file cannot be parsed",
    filename="a/gone.py",
    location=Location(1, 1),
    end_location=Location(1, 1),
)


def verdict(kind: str = "agrees", reason: str | None = None, **changes) -> Verdict:
    values = {
        "filename": "model.py",
        "location": Location(3, 32),
        "end_location": Location(3, 37),
        "text": "18496",
        "quantity": "parameters",
        "subject": "conv",
        "stated": 18496,
        "computed": 18496,
        "verdict": kind,
        "reason": reason,
        "code": "CNN101",
    }
    return Verdict(**{**values, **changes})
