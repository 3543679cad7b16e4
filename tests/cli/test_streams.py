"""An export whose reader has enough, or that has nowhere to go."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tracker.db.engine import Database


@pytest.mark.both
@pytest.mark.parametrize(
    ("to", "code", "told"),
    [
        ("| head -1 >/dev/null", 0, ""),
        ("> /dev/full", 1, "error: cannot write the result: No space left on device\nhint: "),
    ],
)
def test_an_export_that_is_cut_off_ends_in_good_order(
    shipped: Database, to: str, code: int, told: str
) -> None:
    export = f"'{sys.executable}' -m tracker --db '{shipped}' export"
    command = ["sh", "-c", f"{export} {to}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == code
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == (2 if told else 0), done.stderr


@pytest.mark.sqlite
@pytest.mark.parametrize("to", ["> /dev/full", "| head -c 0"])
def test_what_is_recorded_stays_where_nobody_reads_of_it(shipped: Database, to: str) -> None:
    program = f"'{sys.executable}' -m tracker --db '{shipped}'"
    log = ["sh", "-c", f"{program} log ipo -m heard --on 2026-11-20 {to}"]
    done = subprocess.run(log, check=False, capture_output=True, text=True)
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: the result cannot be written: ")
    assert hint == "hint: what was recorded stays: tracker history --limit 5"
    read = ["sh", "-c", f"{program} history ipo --limit 1"]
    assert "heard" in subprocess.run(read, check=True, capture_output=True, text=True).stdout


@pytest.mark.sqlite
@pytest.mark.parametrize("call", [("export", "ipo"), ("status", "--line")])
def test_a_pipe_and_a_link_are_written_through(shipped: Database, call: tuple[str, ...]) -> None:
    program = [sys.executable, "-m", "tracker", "--db", str(shipped), *call, "-o"]
    piped = subprocess.run([*program, "/dev/stdout"], capture_output=True, check=True, timeout=60)
    folder = Path(str(shipped)).parent
    (folder / "link").symlink_to(folder / "real")
    subprocess.run([*program, str(folder / "link")], check=True, timeout=60)
    assert (folder / "link").is_symlink()
    assert (folder / "real").read_bytes() == piped.stdout
    assert piped.stdout
