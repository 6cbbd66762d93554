"""Options of the test run, and what holds for all tests."""

import pytest
from hypothesis import HealthCheck, settings

# The same examples on each run of the same tests, however busy the machine is.
settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption(
        "--programs", type=int, default=None, help="how many random programs are held against torch"
    )


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    """What is installed where the tests run must not show in them."""
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
