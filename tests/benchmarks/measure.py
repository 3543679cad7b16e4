"""`make bench`: ratios that carry over to other machines, all measured in one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from tracker import clock
from tracker.db.engine import create, open_engine, run
from tracker.db.migrate import upgrade
from tracker.domain.definitions.records import (
    Dataset,
    MilestoneRecord,
    ProjectRecord,
    StatementRecord,
)
from tracker.domain.vocabulary import Field, MilestoneType
from tracker.services.dataset import load_dataset
from tracker.services.moment import Moment
from tracker.services.record import Recorder

SIZES = (1_000, 100_000)
SUBJECTS = 100
COMMITS = 200
RUNS = 9
PROJECT = ProjectRecord(slug="big", title="Big", currency="JPY")


def main() -> None:
    """Measure start-up, writing and reports of growing logs."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _seconds([sys.executable, "-c", "pass"])
        sys.stdout.write(f"python -c pass: {bare * 1000:.0f} ms\n")
        for entries in SIZES:
            database = Path(folder) / f"{entries}.db"
            rate = _fill(database, entries)
            page = _seconds([sys.executable, "-m", "tracker", "--db", str(database), "status"])
            sys.stdout.write(
                f"{entries:,} entries: written in one transaction {rate:,.0f} a second,"
                f" tracker status {page * 1000:.0f} ms, {page / bare:.1f} times python\n"
            )
        rate = _commits(Path(folder) / f"{SIZES[0]}.db")
        sys.stdout.write(f"commits of one entry: {rate:,.0f} a second\n")


def _seconds(command: list[str]) -> float:
    """The median time of a whole process."""
    return statistics.median(
        _timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))
        for _ in range(RUNS)
    )


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _fill(database: Path, entries: int) -> float:
    """Make a log of so many statements; return how many were written a second."""
    create(database)
    upgrade(database)
    milestones = [
        MilestoneRecord(
            project="big", slug=f"m{number}", title=f"Step {number}", type=MilestoneType.DELIVERY
        )
        for number in range(SUBJECTS)
    ]
    dataset = Dataset(
        projects=[PROJECT],
        milestones=milestones,
        statements=[_said(number) for number in range(entries)],
    )

    def work(connection: Connection) -> None:
        load_dataset(connection, dataset, Moment(now=clock.now, today=clock.today()))

    return entries / _timed(lambda: run(open_engine(database), work, write=True))


def _said(number: int) -> StatementRecord:
    return StatementRecord(
        subject=f"big/m{number % SUBJECTS}",
        values=((Field.TARGET, f"{2030 + number % 7}"),),
        on=f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
        key=f"bench-{number}",
    )


def _commits(database: Path) -> float:
    """How many transactions of one entry are committed a second."""
    engine = open_engine(database)

    def commit_all() -> None:
        for number in range(COMMITS):
            run(engine, partial(_record, _said(1_000_000 + number)), write=True)

    return COMMITS / _timed(commit_all)


def _record(said: StatementRecord, connection: Connection) -> None:
    recorder = Recorder(connection, Moment(now=clock.now, today=clock.today()))
    recorder.statement(said)
    recorder.flush()


if __name__ == "__main__":
    main()
