"""A million lines go in and out in bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from jobs import batch
from tracker.db.engine import Database

LINES = 1_000_000
ROOM_MEGABYTES = 200


def test_a_million_lines_are_never_held_at_once(
    small: Database, empty: Database, tmp_path: Path
) -> None:
    lines = str(tmp_path / "all.jsonl")
    _, sent = batch(tmp_path, 1, LINES)
    told = {
        "apply": _peak_megabytes(small, "apply", "-", given=sent),
        "verify": _peak_megabytes(small, "verify"),
        "export": _peak_megabytes(small, "export", "-o", lines),
        "import": _peak_megabytes(empty, "import", lines),
        "db backup": _peak_megabytes(small, "db", "backup", str(tmp_path / "backup.db")),
    }
    sys.stdout.write(f"megabytes for {LINES:,} lines: {told}\n")
    assert max(told.values()) < ROOM_MEGABYTES


def _peak_megabytes(database: Database, *args: str, given: str = os.devnull) -> int:
    """Run the program to its good end, and return the most memory that it had at once.

    A process begins with the size of the one that started it, so that has to be small too.
    """
    call = [sys.executable, "-m", "tracker", "--db", str(database), *args]
    with Path(given).open("rb") as stdin:
        process = subprocess.Popen(call, stdin=stdin, stdout=subprocess.DEVNULL, stderr=None)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss // 1024
