"""What is longer than the screen goes through PAGER, only where somebody sits before it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.db.engine import Database

pytestmark = pytest.mark.sqlite


def seen(database: Database, *args: str, rows: int = 24, **variables: str) -> str:
    """Return what a terminal of so many rows shows of a call."""
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "tracker", "--db", str(database), *args]
    environment = {**os.environ, "COLUMNS": "80", "LINES": str(rows), "NO_COLOR": "1", **variables}
    done = subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env=environment)
    os.close(inner)
    shown = b""
    while True:
        try:
            piece = os.read(outer, 65536)
        except OSError:  # nobody holds the other end any more
            break
        if not piece:
            break
        shown += piece
    os.close(outer)
    assert done.wait(timeout=60) == 0
    return shown.decode().replace("\r\n", "\n")


def pager(folder: Path) -> str:
    """A pager that tells that it was there."""
    script = folder / "pager"
    script.write_text('#!/bin/sh\necho "paged LESS=$LESS $1"\ncat\n')
    script.chmod(0o755)
    return f"{script} --here"


def test_a_long_report_is_paged(shipped: Database, tmp_path: Path) -> None:
    shown = seen(shipped, "milestone", "list", PAGER=pager(tmp_path), LESS="R")
    assert shown.startswith("paged LESS=R --here\nMILESTONE")
    assert seen(shipped, "help", "dates", PAGER=pager(tmp_path)).startswith("paged LESS=FRX ")


@pytest.mark.parametrize(
    ("args", "rows"),
    [
        (("milestone", "list", "--no-pager"), 24),
        (("--no-pager", "milestone", "list"), 24),
        (("milestone", "list"), 500),
        (("status",), 24),
        (("status", "-f", "json"), 24),
    ],
)
def test_what_fits_or_is_for_programs_is_not(
    shipped: Database, tmp_path: Path, args: tuple[str, ...], rows: int
) -> None:
    shown = seen(shipped, *args, rows=rows, PAGER=pager(tmp_path))
    assert not shown.startswith("paged")
    assert shown.strip()


@pytest.mark.parametrize("none", ["", "cat", "no-such-pager", "'"])
def test_no_pager_is_no_error(shipped: Database, none: str) -> None:
    assert seen(shipped, "milestone", "list", PAGER=none).startswith("MILESTONE")


def test_never_in_a_pipe(shipped: Database, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tracker", "--db", str(shipped), "milestone", "list"]
    environment = {**os.environ, "PAGER": pager(tmp_path), "LINES": "3"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("MILESTONE")
