"""Many processes that write to one database at once."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from databases import TODAY, reading
from recording import entries
from tracker import clock
from tracker.db.chain import Chain
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.reports.verify import verify_report
from workers import record_often, working


def whole(database: Database, *found: str) -> list[str | None]:
    """Return the keys of all that was said and marked, once the log has been verified.

    Nothing else may be wrong with the database than was `found` before.
    """
    with reading(database) as connection:
        clocks = read_clocks(connection, TODAY, None)
        assert verify_report(connection, clocks, now=clock.now()).problems == found
        assert Chain({}).follow(connection) is None
    return [row.key for row in entries(database)]


def call_at_once(
    database: Database, folder: Path, *, processes: int, calls: int, commands: int
) -> None:
    """Log from so many processes, and by so many commands; everything is there once.

    None may complain, be it of a lock.
    """
    call = [sys.executable, "-m", "tracker", "--db", str(database), "log", "holder-count", "31"]
    keys = [f"c{number}-0" for number in range(commands)]
    names = [f"p{number}" for number in range(processes)]
    with ExitStack() as stack:
        said = {name: folder / name for name in names}
        working_now = [
            stack.enter_context(
                working(record_often, str(database), name, calls, complaints=said[name])
            )
            for name in names
        ]
        commands_now = [
            subprocess.Popen([*call, "--key", key], stdout=-3, stderr=-1, text=True) for key in keys
        ]
        for command in commands_now:
            _, complaint = command.communicate()
            assert (command.returncode, complaint) == (0, ""), complaint
        for process in working_now:
            process.join()
        told = {name: path.read_text() for name, path in said.items() if path.read_text()}
        assert not told, told
        assert {process.exitcode for process in working_now} == {0}
    keys += [f"{name}-{number}" for name in names for number in range(calls)]
    assert sorted(key for key in whole(database) if key) == sorted(keys)
