"""Processes that run the program or its services, forked from one that has loaded everything."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tracker import clock
from tracker.db import migrate
from tracker.db.engine import Connection as SqlConnection
from tracker.db.engine import database_at, open_engine, run
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.vocabulary import Field
from tracker.services.moment import Moment
from upgrading import NEXT

LOADED = (
    *("alembic.command", "alembic.autogenerate", "psycopg"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite"),
    *("tracker.cli.app", "tracker.cli.commands.files", "tracker.cli.commands.log"),
    *("tracker.files.lines", "tracker.files.dataset", "tracker.render.log"),
    *("tracker.services.batch", "tracker.services.log", "tracker.services.batch"),
    *("workers", "rich.text"),
)


@contextmanager
def working(
    work: Callable[..., None], *args: Any, complaints: Path | None = None
) -> Iterator[BaseProcess]:
    """Give a process that has just begun its work; it is gone afterwards."""
    context: ForkServerContext = get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    here, there = context.Pipe(duplex=False)
    whole = (work, args, str(complaints or os.devnull), dict(os.environ), there)
    process = context.Process(target=_begin, args=whole)
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


def upgraded_program(migrations: Path, *args: str) -> None:
    """Run a program of the next revision."""
    program(*args, migrations=migrations)


def record_often(address: str, name: str, calls: int) -> None:
    """Call the service, each time in a transaction and under a key of its own."""
    from tracker.services.record import Recorder  # noqa: PLC0415

    engine = open_engine(database_at(address))
    for number in range(calls):
        values = ((Field.VALUE, str(number)),)
        said = StatementRecord(subject="holder-count", values=values, key=f"{name}-{number}")

        def work(connection: SqlConnection, said: StatementRecord = said) -> None:
            recorder = Recorder(connection, Moment(now=clock.now, today=clock.today()))
            recorder.statement(said)
            recorder.flush()

        run(engine, work, write=True)


def _begin(
    work: Callable[..., None],
    args: tuple[Any, ...],
    complaints: str,
    environment: dict[str, str],
    ready: Connection,
) -> None:
    """Become what a new process of the environment would be, and work."""
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(complaints, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    ready.send(None)
    work(*args)
