"""Processes that run the program or its services, forked from one that has loaded everything."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from tracker import clock
from tracker.db import migrate
from tracker.db.engine import Connection as SqlConnection
from tracker.db.engine import database_at, open_engine, run
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.vocabulary import Field
from tracker.reports.log import LogReport
from tracker.reports.outcome import Outcome
from tracker.services.moment import Moment
from upgrading import NEXT

LOADED = (
    *("alembic.command", "alembic.autogenerate", "psycopg"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite"),
    *("tracker.cli.app", "tracker.cli.commands.files", "tracker.cli.commands.log"),
    *("tracker.cli.commands.database", "tracker.files.lines", "tracker.files.dataset"),
    *("tracker.render.log", "tracker.services.batch", "tracker.services.copy"),
    *("tracker.services.dataset", "tracker.services.log", "workers", "rich.text"),
)
DECISIVE = ((DefaultDialect, "do_commit"), *((os, name) for name in ("fsync", "link", "replace")))
"""What decides whether something is there: commits, and the naming of files that are whole."""

SUBJECTS = 100
"""So many milestones, m0 and on, are written to by turns."""


@dataclass(frozen=True)
class Strike:
    """A signal that a process sends itself at one of the decisive moments of its work.

    `at` is the number of the moment, from 0. It is struck before it, `seconds` after it began, or,
    where these are None, when it is over.
    """

    signal: int
    at: int
    seconds: float | None


@contextmanager
def working(
    work: Callable[..., None],
    *args: Any,
    results: Path | None = None,
    complaints: Path | None = None,
) -> Iterator[BaseProcess]:
    """Give a process that has just begun its work; it is gone afterwards.

    `results` and `complaints` are the files for its standard output and error.
    """
    context: ForkServerContext = get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    here, there = context.Pipe(duplex=False)
    files = [path or Path(os.devnull) for path in (results, complaints)]
    process = context.Process(target=_begin, args=(work, args, files, dict(os.environ), there))
    process.start()
    try:
        here.recv()
        yield process
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()
        there.close()


def program(*args: str, migrations: Path | None = None) -> None:
    """Run the program; with other migrations it is one of the next revision."""
    from tracker.__main__ import main  # noqa: PLC0415 - only where it has been loaded before

    if migrations is not None:
        vars(migrate).update(HEAD=NEXT, migrations_dir=lambda: migrations)
    sys.argv = ["tracker", *args]
    main()


def watched_program(seen: Path, strike: Strike | None, migrations: Path | None, *args: str) -> None:
    """Run the program, and write to a file how many seconds each of its decisive moments took."""
    numbers = iter(range(1_000_000))

    def watched(do: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*given: Any, **named: Any) -> Any:
            struck = strike if strike is not None and next(numbers) == strike.at else None
            if struck is not None and struck.seconds is not None:
                _send(struck.signal, struck.seconds)
            begin = time.perf_counter()
            result = do(*given, **named)
            took = time.perf_counter() - begin
            if struck is not None and struck.seconds is None:
                _send(struck.signal)
            with seen.open("a") as file:
                file.write(f"{took}\n")
            return result

        return instead

    for owner, name in DECISIVE:
        setattr(owner, name, watched(getattr(owner, name)))
    program(*args, migrations=migrations)


def command_often(address: str, told: Path, calls: int) -> None:
    """Run the command so often, each time in a process and under a key of its own.

    `told` gets a line for each: its key, whether it told of its good end, and what it printed.
    """
    out, err = (told.with_suffix(end) for end in (".out", ".err"))
    with told.open("w") as lines:
        for number in range(calls):
            key = f"{told.name}-{number}"
            child = os.fork()
            if child == 0:
                _print_to(out, err)
                said = ("log", f"m{number % SUBJECTS}", "--target", "FY2031", "--key", key)
                program("--db", address, *said)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            fine = out.read_text().startswith("created ") and not err.read_text()
            text = out.read_text() + err.read_text()
            print(json.dumps([key, fine and code == 0, text]), file=lines, flush=True)


def service_often(address: str, told: Path, calls: int) -> None:
    """Call the service so often, each time in a transaction and under a key of its own."""
    from tracker.services.log import log  # noqa: PLC0415 - only where it has been loaded before

    engine = open_engine(database_at(address))
    with told.open("w") as lines:
        for number in range(calls):
            target = ((Field.TARGET, "FY2031"),)
            key = f"{told.name}-{number}"
            said = StatementRecord(subject=f"m{number % SUBJECTS}", values=target, key=key)

            def work(connection: SqlConnection, said: StatementRecord = said) -> LogReport:
                moment = Moment(now=clock.now, today=clock.today())
                return log(connection, said, [], moment)

            report = run(engine, work, write=True)
            created = report.rows[0].result is Outcome.CREATED
            print(json.dumps([key, created, ""]), file=lines, flush=True)


def record_often(address: str, told: Path, calls: int) -> None:
    """Record so often as a batch does, without what the command says of it."""
    from tracker.services.record import Recorder  # noqa: PLC0415

    engine = open_engine(database_at(address))
    with told.open("w") as lines:
        for number in range(calls):
            key = f"{told.name}-{number}"
            values = ((Field.VALUE, str(number)),)
            said = StatementRecord(subject="holder-count", values=values, key=key)

            def work(connection: SqlConnection, said: StatementRecord = said) -> None:
                recorder = Recorder(connection, Moment(now=clock.now, today=clock.today()))
                recorder.statement(said)
                recorder.flush()

            run(engine, work, write=True)
            print(json.dumps([key, True, ""]), file=lines, flush=True)


def _send(number: int, seconds: float = 0) -> None:
    """Send this process a signal, at once or from beside its work."""

    def later() -> None:
        time.sleep(seconds)
        os.kill(os.getpid(), number)

    if seconds:
        Thread(target=later, daemon=True).start()
    else:
        os.kill(os.getpid(), number)


def _begin(
    work: Callable[..., None],
    args: tuple[Any, ...],
    files: list[Path],
    environment: dict[str, str],
    ready: Connection,
) -> None:
    """Become what a new process of the environment would be, and work."""
    os.environ.clear()
    os.environ.update(environment)
    _print_to(*files)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    time.tzset()
    ready.send(None)
    work(*args)


def _print_to(results: Path, complaints: Path) -> None:
    """Turn standard output and error to files."""
    for descriptor, file in ((1, results), (2, complaints)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), descriptor)
