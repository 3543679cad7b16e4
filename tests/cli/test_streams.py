"""Standard input, output and error that are closed, full or read no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.db.engine import Database

CALLS = ("status -f json", "export", "check", "log ipo -m heard", "completion bash", "--help")


def ended(database: Database, call: str, then: str) -> tuple[int, str]:
    """Return the exit code of a call in a shell, and what it told."""
    program = f"'{sys.executable}' -m tracker --db '{database}' {call} {then}"
    command = ["bash", "-c", f"{program}; exit ${{PIPESTATUS[0]}}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


@pytest.mark.sqlite
@pytest.mark.parametrize("call", CALLS)
def test_a_reader_that_has_enough_is_no_error(shipped: Database, call: str) -> None:
    whole = ended(shipped, call, ">/dev/null")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tracker", "--db", str(shipped), *call.split()]
    done = subprocess.run(command, check=False, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == whole


@pytest.mark.sqlite
@pytest.mark.parametrize("call", CALLS)
def test_a_closed_output_is_one_line(shipped: Database, call: str) -> None:
    code, told = ended(shipped, call, ">&-")
    (line,) = told.splitlines()
    assert code == 1
    assert line.startswith(("error: cannot write the result: ", "error: the result cannot be"))
    assert "standard output is closed" in line


@pytest.mark.both
def test_a_full_disk_is_told(shipped: Database) -> None:
    told = "error: cannot write the result: No space left on device\nhint: make room, or use -o\n"
    assert ended(shipped, "export", ">/dev/full") == (1, told)


@pytest.mark.sqlite
@pytest.mark.parametrize("call", ["log nosuch 3", "init"])
@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
def test_without_standard_error_only_messages_are_lost(
    shipped: Database, call: str, to: str
) -> None:
    code, _ = ended(shipped, call, ">/dev/null")
    assert ended(shipped, call, f">/dev/null {to}") == (code, "")


@pytest.mark.sqlite
@pytest.mark.parametrize("call", ["apply -", "import -"])
def test_a_closed_input_is_an_error_for_who_reads_it(shipped: Database, call: str) -> None:
    told = "error: standard input is closed\nhint: name a file, or send one: < FILE\n"
    assert ended(shipped, call, "<&-") == (2, told)
    assert ended(shipped, "status", "<&- >/dev/null") == (0, "")


@pytest.mark.sqlite
@pytest.mark.parametrize("to", ["> /dev/full", ">&-"])
def test_what_is_recorded_stays_where_it_cannot_be_told(shipped: Database, to: str) -> None:
    code, told = ended(shipped, "log ipo -m heard --on 2026-11-20", to)
    assert code == 1
    assert told.startswith("error: the result cannot be written: ")
    assert told.endswith("; what was recorded stays: tracker history --limit 5\n")
    read = [sys.executable, "-m", "tracker", "--db", str(shipped), "history", "--limit", "1"]
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
