"""Killed or interrupted, a command leaves all that it does or nothing, and tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import Databases
from disturbed import WAYS, Way, survive
from jobs import COMMANDS, Jobs
from tally import Counts, Size


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_done_or_not(
    cleared: Databases, tmp_path: Path, tally: Counts, size: Size, command: str, way: Way
) -> None:
    jobs = Jobs(cleared, tmp_path)
    survive(way, jobs.of(command), size(1, 60), tally(way.name))
