"""Killed or interrupted, a command leaves all that it does or nothing, and tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import Databases
from disturbed import WAYS, Way, survive
from jobs import COMMANDS, Jobs
from tally import Counts, Size

GATE = {
    "log": ("killed at the commit", "Ctrl-C at random"),
    "apply": ("killed at random", "Ctrl-C at the commit"),
    "init": ("killed at the commit",),
    "import": ("Ctrl-C at the commit",),
    "upgrade": ("killed at the commit",),
    "backup": ("killed at the commit",),
    "export": ("Ctrl-C at the commit",),
}
"""How commands are disturbed by every run of the tests; `make stress` does the rest."""
SLOW = {("postgresql", command) for command in ("init", "import", "upgrade", "backup")}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_done_or_not(
    cleared: Databases, tmp_path: Path, tally: Counts, size: Size, command: str, way: Way
) -> None:
    counted = tally(way.name)
    in_gate = way.name in GATE.get(command, ()) and (counted.database, command) not in SLOW
    if runs := size(1 if in_gate else 0, 30):
        survive(way, Jobs(cleared, tmp_path).of(command), runs, counted)
