"""Killed or interrupted, a command leaves all that it does or nothing, and tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import Databases
from disturbed import WAYS, Way, survive
from jobs import COMMANDS, Jobs
from tally import Counts, Size

GATE = {
    ("log", "killed at the commit"),
    ("log", "Ctrl-C at random"),
    ("apply", "killed at random"),
    ("apply", "Ctrl-C at the commit"),
    ("init", "killed at the commit"),
    ("import", "Ctrl-C at the commit"),
    ("upgrade", "killed at the commit"),
    ("backup", "killed at the commit"),
    ("export", "Ctrl-C at the commit"),
}
"""What every run of the tests does."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_done_or_not(
    cleared: Databases, tmp_path: Path, tally: Counts, size: Size, command: str, way: Way
) -> None:
    runs = size(1 if (command, way.name) in GATE else 0, 30)
    if not runs:
        pytest.skip("in make stress")
    survive(way, Jobs(cleared, tmp_path).of(command), runs, tally(way.name))
