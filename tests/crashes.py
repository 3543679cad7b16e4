"""Programs that are killed while they work, and what has to be true of the database then."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from databases import Databases, load
from postgres import own_server
from pressure import whole
from tracker.db.engine import Database
from tracker.db.migrate import HEAD, revision_of, upgrade
from tracker.db.postgresql import server_at
from tracker.errors import BusyError
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir
from upgrading import NEXT, UNKNOWN, migrations_with_next
from workers import program, upgraded_program, working
from world import world

LINES = 300
LONGEST_PAUSE_SECONDS = 0.5
DEAD = {
    "error: the server does not answer": "hint: try again, or ask whoever runs the server",
    "error: the database is busy": "hint: try again, or ask whoever runs the server",
    "error: the server was lost at the commit": "hint: look for it: tracker history --limit 5; ",
}
"""What is said of a server that died, each with how its hint begins."""


def survive(
    kills: int,
    make: Callable[[int], tuple[Sequence[str], Database]],
    check: Callable[[Database], None],
    run: Callable[..., None] = program,
) -> None:
    """Kill a program at random moments of its work, and check the database after each.

    `make` gives its arguments and its database; it is first left alone, to see how long it takes.
    """
    longest = 0.0
    for number in range(kills + 1):
        args, database = make(number)
        with working(run, "--db", str(database), *args) as process:
            begin = time.monotonic()
            process.join(random.uniform(0, longest) if number else None)  # noqa: S311
            if number == 0:
                assert process.exitcode == 0
                longest = time.monotonic() - begin
        check(database)


def batch(folder: Path, number: int, lines: int = LINES) -> list[str]:
    """Return the command that applies a file of so many statements."""
    file = folder / f"batch-{number}.jsonl"
    said = {"kind": "statement", "subject": "fab/holder-count", "on": "2026-11-01"}
    rows = (said | {"value": str(n), "key": f"batch-{number}-{n}"} for n in range(lines))
    with file.open("w") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return ["apply", str(file)]


def survive_log(kills: int, database: Database) -> None:
    """Two values in one call: both or none."""

    def make(number: int) -> tuple[Sequence[str], Database]:
        key = ("--key", f"call-{number}")
        return ("log", "holders", "at-risk", "--target", "FY2030", *key), database

    survive(kills, make, lambda killed: _whole_batches(killed, 2))


def survive_apply(kills: int, database: Database, folder: Path) -> None:
    """All lines of a file or none."""
    survive(
        kills,
        lambda number: (batch(folder, number), database),
        lambda killed: _whole_batches(killed, LINES),
    )


def _whole_batches(database: Database, size: int) -> None:
    assert len(whole(database)) % size == 0


def survive_init(kills: int, databases: Databases, folder: Path) -> None:
    """No tables, or tables alone, or everything."""

    def make(number: int) -> tuple[Sequence[str], Database]:
        return ("init",), databases.blank(_made(folder / str(number)))

    survive(kills, make, _nothing_or_all)


def _nothing_or_all(database: Database) -> None:
    if isinstance(database, Path) and not database.exists():
        return
    if revision_of(database) is not None:
        dataset = read_dataset(fixtures_dir() / "rapidus")
        shipped = len(dataset.statements) + len(dataset.marks)
        assert len(whole(database)) in {0} | set(range(shipped, shipped + 100))


def survive_upgrade(kills: int, databases: Databases, folder: Path) -> None:
    """The old revision or the new one, with every entry; a file's copy is whole too."""
    shipped = read_dataset(fixtures_dir() / "rapidus")

    def make(number: int) -> tuple[Sequence[str], Database]:
        made = _made(folder / f"upgrade-{number}")
        return ("db", "upgrade"), databases.copy("shipped", lambda db: load(db, shipped), made)

    def check(database: Database) -> None:
        revision = revision_of(database)
        assert revision in {HEAD, NEXT}
        found = (UNKNOWN,) if revision == NEXT else ()
        assert len(whole(database, *found)) >= len(shipped.statements)
        copy = folder / "none" if not isinstance(database, Path) else Path(f"{database}.{HEAD}.bak")
        if copy.exists():
            assert revision_of(copy) == HEAD
            assert whole(copy) == whole(database, *found)

    survive(kills, make, check, partial(upgraded_program, migrations_with_next(folder)))


def survive_dead_server(kills: int, folder: Path) -> None:
    """A server whose writer is killed at random moments of a batch has nothing of it."""
    with own_server() as address:
        database = server_at(address)
        _say(address, "ALTER DATABASE postgres SET synchronous_commit = on")
        upgrade(database)
        load(database, world())
        said = folder / "said"
        for number in range(kills):
            call = ("--db", str(database), *batch(folder, number, lines=20_000))
            with working(program, *call, complaints=said) as process:
                writer = _writer(address)
                time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311
                os.kill(writer, signal.SIGKILL)
                process.join()
                assert process.exitcode == 5
            error, hint = said.read_text().splitlines()[-2:]
            assert any(error.startswith(e) and hint.startswith(h) for e, h in DEAD.items())
            assert _recovered(database) == []


def _writer(address: str) -> int:
    """The server's process for whoever is in the middle of a batch."""
    asked = "SELECT max(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with _admin(address) as connection:
        while (found := connection.exec_driver_sql(asked).scalar()) is None:
            time.sleep(0.001)
    return int(found)


def _say(address: str, command: str) -> None:
    with _admin(address) as connection:
        connection.exec_driver_sql(command)


def _admin(address: str) -> Connection:
    return create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect()


def _recovered(database: Database) -> list[str | None]:
    """What the log holds once the server, which starts again by itself, answers."""
    while True:
        try:
            return whole(database)
        except BusyError:
            time.sleep(0.05)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
