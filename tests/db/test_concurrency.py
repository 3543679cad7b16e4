"""Many writers at once, in the size that fits every run; `make stress` has the full one."""

from __future__ import annotations

from pathlib import Path

from pressure import call_at_once
from tracker.db.engine import Database


def test_writers_at_once_record_everything_once(small: Database, tmp_path: Path) -> None:
    call_at_once(small, tmp_path, processes=4, calls=25, commands=2)
