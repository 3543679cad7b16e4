"""A database copied through its lines is the same database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from databases import TODAY, Databases, reading, writing
from tracker.db.catalog import find_project
from tracker.db.dump import dump
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.db.migrate import upgrade
from tracker.errors import ConflictError, DataError
from tracker.queries.status import status
from tracker.queries.verify import verify
from tracker.services.copy import fill

Lines = list[dict[str, Any]]


def lines_of(database: Database) -> Lines:
    """What an export holds, by way of its text."""
    with reading(database) as connection:
        return [json.loads(json.dumps(line)) for line in dump(connection)]


@pytest.fixture
def other(cleared: Databases, tmp_path: Path) -> Database:
    """Another database, migrated and empty."""
    folder = tmp_path / "other"
    folder.mkdir()
    database = cleared.blank(folder)
    upgrade(database)
    return database


def test_the_copy_gives_the_same_lines_and_reports(shipped: Database, other: Database) -> None:
    lines = lines_of(shipped)
    with writing(other) as connection:
        entries = fill(connection, enumerate(lines, 1))
    assert entries == sum(line["table"] == "entry" for line in lines)
    assert lines_of(other) == lines
    reports = []
    for database in (shipped, other):
        with reading(database) as connection:
            clocks = read_clocks(connection, TODAY, None)
            assert verify(connection, clocks).problems == ()
            reports.append(status(connection, find_project(connection, None), clocks))
    assert reports[0] == reports[1]


def test_only_an_empty_database_is_filled(shipped: Database) -> None:
    with pytest.raises(ConflictError, match="not empty"), writing(shipped) as connection:
        fill(connection, iter(()))


def without_first(lines: Lines) -> Iterator[dict[str, Any]]:
    first = next(place for place, line in enumerate(lines) if line["table"] == "entry")
    yield from (line for place, line in enumerate(lines) if place != first)


def reworded(lines: Lines, **other: object) -> Iterator[dict[str, Any]]:
    yield from (line | other if line["table"] == "entry" else line for line in lines)


SPOILT: dict[str, tuple[Callable[[Lines], Iterator[dict[str, Any]]], str]] = {
    "a missing entry": (without_first, "breaks a rule of the database"),
    "an unknown subject": (lambda lines: reworded(lines, subject="rapidus/none"), "is unknown"),
    "an unknown key": (lambda lines: reworded(lines, colour="red"), "has no 'colour'"),
    "a wrong day": (lambda lines: reworded(lines, stated_until="soon"), "is unknown"),
    "another order": (reversed, "is unknown"),
    "an unknown table": (lambda lines: iter([{"table": "song"}, *lines]), "does not belong here"),
    "no table": (lambda lines: iter([{}, *lines]), "does not belong here"),
    "an unknown word": (lambda lines: reworded(lines, tier="best"), "breaks a rule"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_lines_are_refused_and_nothing_is_kept(
    shipped: Database, other: Database, how: str
) -> None:
    spoil, reason = SPOILT[how]
    lines = list(spoil(lines_of(shipped)))
    with pytest.raises(DataError, match=reason), writing(other) as connection:
        fill(connection, enumerate(lines, 1))
    assert lines_of(other) == []


def test_a_changed_value_is_found_by_verification(shipped: Database, other: Database) -> None:
    lines = lines_of(shipped)
    changed = next(line for line in lines if line["table"] == "entry" and line["id"] == 7)
    changed["remark"] = "added later"
    with writing(other) as connection:
        fill(connection, enumerate(lines, 1))
    with reading(other) as connection:
        report = verify(connection, read_clocks(connection, TODAY, None))
    assert (report.broken, report.entries) == (7, 6)
    assert report.problems == ("entry #7 is not what was recorded",)
