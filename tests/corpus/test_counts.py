"""Whole model libraries, read and never imported, against the counts of the real framework.

Set CNNLINT_CORPUS to a folder with the unpacked wheels (`pip download --no-deps torchvision==0.29.2 timm==1.0.31 keras==3.15.1`).
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from cnnlint.deep import deeply
from cnnlint.evaluate.target import evaluate_target, parse_target
from cnnlint.lint import Workshop
from cnnlint.run import check
from cnnlint.settings import Settings

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth"
CORPUS = os.environ.get("CNNLINT_CORPUS", "")
SETTINGS = Settings(cache=False)

pytestmark = pytest.mark.skipif(not CORPUS, reason="CNNLINT_CORPUS names no folder with unpacked libraries")

# Library, and how many of its models must be exact; whatever is not exact must be unknown.
LIBRARIES = [("torchvision-0.29.2", 120), ("timm-1.0.31", 750), ("keras-applications-3.15.1", 40)]


def judge(library):
    models = json.loads((TRUTH / f"{library}.json").read_text())["models"]
    machine = Workshop(SETTINGS).interpreter()
    exact, wrong, unknown = [], [], []
    for name, truth in models.items():
        outcome = evaluate_target(machine, parse_target(truth["target"]))
        counts = {
            key: outcome.tallied(lambda tally, key=key: getattr(tally, key))
            for key in ("total", "trainable", "buffers")
            if key in truth
        }
        if any(count.exact is not None and count.exact != truth[key] for key, count in counts.items()):
            wrong.append((name, {key: count.alternatives for key, count in counts.items()}))
        elif all(count.exact is not None for count in counts.values()):
            exact.append(name)
        else:
            causes = [count.unknown for count in counts.values() if count.unknown is not None]
            unknown.append((name, causes[0] if causes else None))
    return exact, wrong, unknown


@pytest.fixture
def corpus(monkeypatch):
    monkeypatch.chdir(CORPUS)


@pytest.mark.parametrize(("library", "least"), LIBRARIES)
def test_models_are_exact_or_unknown(corpus, library, least):
    exact, wrong, unknown = deeply(lambda: judge(library))
    assert wrong == []
    assert len(exact) >= least, unknown
    assert all(cause is not None and cause.reason for _, cause in unknown)


@pytest.mark.parametrize("folder", ["torchvision", "timm", "keras/src/applications"])
def test_a_library_without_mistakes_is_silent(corpus, folder):
    report = check([folder], SETTINGS)
    assert report.problems == ()
    assert report.findings == ()


def test_recorded_counts_are_proven_and_one_digit_changed_is_one_finding(corpus, tmp_path, monkeypatch):
    shutil.copytree("torchvision", tmp_path / "torchvision", ignore=shutil.ignore_patterns("*.so", "*.pyc"))
    monkeypatch.chdir(tmp_path)
    verdicts = [each for each in check(["torchvision/models"], SETTINGS).verdicts if each.code == "CNN105"]
    assert sum(each.verdict == "agrees" for each in verdicts) >= 0.9 * len(verdicts)
    file = Path("torchvision/models/alexnet.py")
    file.write_text(file.read_text().replace("61100840", "61100841"))
    findings = check([str(file)], SETTINGS).findings
    assert [(each.code, each.stated, each.computed) for each in findings] == [("CNN105", 61100841, 61100840)]
