"""Writers at once: everything is there once, and none of them complains."""

from __future__ import annotations

from pathlib import Path

from databases import Databases, define, load
from pressure import write_at_once
from tally import Counts, Size
from tracker.db.engine import Database
from tracker.domain.definitions.records import Dataset, StatementRecord
from tracker.domain.vocabulary import Field
from workers import SUBJECTS, command_often, service_often
from world import milestone


def said(number: int) -> StatementRecord:
    """One of many statements, which are spread over subjects, values and days."""
    return StatementRecord(
        subject=f"fab/m{number % SUBJECTS}",
        values=((Field.TARGET, f"{2030 + number % 7}"),),
        on=f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
        key=f"before-{number}",
    )


def of_size(databases: Databases, folder: Path, entries: int) -> Database:
    """A project of many milestones, of which so many statements were made."""

    def fill(database: Database) -> None:
        define(database)
        milestones = [milestone(f"m{number}") for number in range(SUBJECTS)]
        statements = [said(number) for number in range(entries)]
        load(database, Dataset(milestones=milestones, statements=statements))

    return databases.copy(f"said{entries}", fill, folder)


def test_commands_at_once(cleared: Databases, tmp_path: Path, tally: Counts, size: Size) -> None:
    database = of_size(cleared, tmp_path, size(100, 1000))
    counted = tally("writers at once, commands")
    processes, calls = size(4, 8), size(4, 200)
    write_at_once(command_often, database, tmp_path, counted, processes=processes, calls=calls)


def test_services_at_once(cleared: Databases, tmp_path: Path, tally: Counts, size: Size) -> None:
    entries = size(100, 100_000)
    database = of_size(cleared, tmp_path, entries)
    counted = tally("writers at once, service")
    processes, calls = size(4, 8), size(10, 50)
    write_at_once(service_often, database, tmp_path, counted, processes=processes, calls=calls)
