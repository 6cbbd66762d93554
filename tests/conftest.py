"""Options of the test run, and what holds for all tests."""

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--programs", type=int, default=None, help="how many random programs are held against torch"
    )


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    """What is installed where the tests run must not show in them."""
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
