"""No line that a report prints is wider than the terminal, but for a word that fills it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from golden.reports import REPORTS, Call
from golden.test_golden import answered, world
from tracker.render.formats import Format

__all__ = ["world"]

NARROW = (40, 80, 120)
MOST = 3
WIDE = ("export", "status-line", "status-since")
"""One line is what programs are promised of these."""


def asked_at(name: str, width: int) -> list[Call]:
    """A report's calls that print a table: the first on every width, of others a few on each."""
    first, *others = [call for call in REPORTS[name] if call.form is Format.TABLE]
    some = others[NARROW.index(width) :: len(NARROW)][:MOST]
    return [Call(call.args, width) for call in (first, *some)]


@pytest.mark.parametrize("width", NARROW)
@pytest.mark.parametrize("name", [name for name in REPORTS if name not in WIDE])
def test_no_line_is_wider_than_the_terminal(
    world: Path, monkeypatch: pytest.MonkeyPatch, name: str, width: int
) -> None:
    for call in asked_at(name, width):
        printed = answered(call, world, monkeypatch).partition("--- stdout\n")[2]
        for line in printed.partition("--- stderr\n")[0].splitlines():
            assert cell_len(line) <= width or len(line.split()) == 1, (call.heading, line)
