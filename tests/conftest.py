"""Options of the test run."""


def pytest_addoption(parser):
    parser.addoption(
        "--programs", type=int, default=None, help="how many random programs are held against torch"
    )
