"""A database copied through its lines is the same database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from databases import NOW, TODAY, Databases, load, now, reading, writing
from tracker.db.catalog import find_project
from tracker.db.dump import BATCH, dump
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.db.migrate import upgrade
from tracker.domain.definitions.records import Dataset
from tracker.errors import ConflictError, LineError, Place
from tracker.reports.status import status_report
from tracker.reports.verify import verify_report
from tracker.services.copy import fill
from world import world

Lines = list[dict[str, Any]]


def lines_of(database: Database) -> Lines:
    """What an export holds, by way of its text."""
    with reading(database) as connection:
        return [json.loads(json.dumps(line)) for line in dump(connection)]


def placed(lines: Iterable[dict[str, Any]]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Lines as those of a file."""
    yield from ((Place("copy.jsonl", number), line) for number, line in enumerate(lines, 1))


@pytest.fixture
def other(cleared: Databases, tmp_path: Path) -> Database:
    """Another database, migrated and empty."""
    folder = tmp_path / "other"
    folder.mkdir()
    database = cleared.blank(folder)
    upgrade(database)
    return database


@pytest.mark.parametrize("batch", [BATCH, 50])
def test_the_copy_gives_the_same_lines_and_reports(
    shipped: Database, other: Database, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr("tracker.db.dump.BATCH", batch)
    lines = lines_of(shipped)
    with writing(other) as connection:
        entries = fill(connection, partial(placed, lines), now).entries
    assert entries == sum(line["table"] == "entry" for line in lines)
    assert lines_of(other) == lines
    reports = []
    for database in (shipped, other):
        with reading(database) as connection:
            clocks = read_clocks(connection, TODAY, None)
            assert verify_report(connection, clocks, now=NOW).problems == ()
            reports.append(status_report(connection, find_project(connection, None), clocks))
    assert reports[0] == reports[1]


def test_only_an_empty_database_is_filled(shipped: Database, other: Database) -> None:
    load(other, Dataset(organizations=world().organizations))
    for full in (shipped, other):
        with pytest.raises(ConflictError, match="not empty"), writing(full) as connection:
            fill(connection, list, now)


def without_first(lines: Lines) -> Iterator[dict[str, Any]]:
    first = next(place for place, line in enumerate(lines) if line["table"] == "entry")
    yield from (line for place, line in enumerate(lines) if place != first)


def reworded(lines: Lines, **other: object) -> Iterator[dict[str, Any]]:
    yield from (line | other if line["table"] == "entry" else line for line in lines)


def with_entry(lines: Lines, number: int, **other: object) -> Iterator[dict[str, Any]]:
    yield from (line | other if line.get("id") == number else line for line in lines)


def untitled(lines: Lines) -> Iterator[dict[str, Any]]:
    yield {key: value for key, value in lines[0].items() if key != "title"}
    yield from lines[1:]


SPOILT: dict[str, tuple[Callable[[Lines], Iterator[dict[str, Any]]], str]] = {
    "a missing entry": (without_first, "the log is append-only: not the next entry"),
    "an unknown subject": (lambda lines: reworded(lines, subject="rapidus/none"), "is unknown"),
    "an unknown key": (lambda lines: reworded(lines, colour="red"), "has no 'colour'"),
    "a wrong day": (lambda lines: reworded(lines, stated_until="soon"), "is unknown"),
    "another order": (reversed, "is unknown"),
    "an unknown table": (lambda lines: iter([{"table": "song"}, *lines]), "does not belong here"),
    "no table": (lambda lines: iter([{}, *lines]), "does not belong here"),
    "an unknown word": (lambda lines: reworded(lines, tier="best"), "breaks a rule"),
    "no title": (untitled, "copy.jsonl line 1: breaks a rule of the database: .*title"),
    "another value": (
        lambda lines: with_entry(lines, 120, value="1"),
        "entry #120 is not what was recorded",
    ),
    "another hash": (
        lambda lines: with_entry(lines, max(line.get("id", 0) for line in lines), hash="f" * 64),
        r"entry #\d+ is not what was recorded",
    ),
    "another day than was said": (
        lambda lines: with_entry(lines, 120, stated_until="2020-02-02"),
        "entry #120 is sorted by another day",
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_lines_are_refused_and_nothing_is_kept(
    shipped: Database, other: Database, how: str
) -> None:
    spoil, reason = SPOILT[how]
    lines = list(spoil(lines_of(shipped)))
    with pytest.raises(LineError, match=reason), writing(other) as connection:
        fill(connection, partial(placed, lines), now)
    assert lines_of(other) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("value", "1"), ("said_by", "nobody"), ("tier", "best"), ("id", 8)],
    ids=str,
)
def test_the_line_that_is_wrong_is_named(
    shipped: Database, other: Database, column: str, value: str | int
) -> None:
    lines = lines_of(shipped)
    number = next(place for place, line in enumerate(lines, 1) if line.get("id") == 7)
    lines[number - 1][column] = value
    with pytest.raises(LineError) as refused, writing(other) as connection:
        fill(connection, partial(placed, lines), now)
    assert refused.value.place == Place("copy.jsonl", number)


@pytest.mark.postgresql
def test_a_text_that_is_too_long_is_refused_with_its_line(
    shipped: Database, other: Database
) -> None:
    lines = [line | {"slug": "x" * 81} for line in lines_of(shipped)[:1]]
    with pytest.raises(LineError, match="line 1: breaks a rule"), writing(other) as connection:
        fill(connection, partial(placed, lines), now)
