"""When output is coloured."""

import io

import pytest

from cnnlint.report.paint import wants_colour


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment"),
    [
        (io.StringIO(), {}),
        (Terminal(), {"NO_COLOR": "1"}),
        (Terminal(), {"TERM": "dumb"}),
        (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}),
        (io.StringIO(), {"FORCE_COLOR": ""}),
    ],
)
def test_plain(stream, environment):
    assert not wants_colour(stream, environment)


@pytest.mark.parametrize(
    ("stream", "environment"),
    [(Terminal(), {}), (Terminal(), {"NO_COLOR": ""}), (io.StringIO(), {"FORCE_COLOR": "1"})],
)
def test_coloured(stream, environment):
    assert wants_colour(stream, environment)
