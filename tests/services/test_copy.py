"""A database copied through its lines is the same database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from databases import NOW, SHIPPED, TODAY, Databases, define, load, now, reading, writing
from recording import nth, recording, said, say
from stored import STORED
from tracker.db import tables
from tracker.db.catalog import find_project
from tracker.db.dump import BATCH, dump
from tracker.db.engine import Database
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.domain.definitions.records import Dataset, MarkRecord
from tracker.domain.log.chain import GENESIS, entry_hash
from tracker.domain.vocabulary import EntryKind, Field
from tracker.errors import ConflictError, DataError, LineError, Place, TrackerError
from tracker.reports.status import status_report
from tracker.reports.verify import verify_report
from tracker.services.copy import fill
from tracker.services.definitions import Definer
from world import DEFINED, milestone, world

Lines = list[dict[str, Any]]


def lines_of(database: Database) -> Lines:
    """What an export holds, by way of its text."""
    with reading(database) as connection:
        return [json.loads(json.dumps(line)) for line in dump(connection)]


def placed(lines: Iterable[dict[str, Any]]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Lines as those of a file."""
    yield from ((Place("copy.jsonl", number), line) for number, line in enumerate(lines, 1))


@pytest.mark.parametrize("batch", [BATCH, 50])
def test_the_copy_gives_the_same_lines_and_reports(
    shipped: Database, empty: Database, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr("tracker.db.dump.BATCH", batch)
    lines = lines_of(shipped)
    with writing(empty) as connection:
        entries = fill(connection, partial(placed, lines), now).entries
    assert entries == len(lines) - 1 == lines[-1]["entries"]
    assert lines_of(empty) == lines
    reports = []
    for database in (shipped, empty):
        with reading(database) as connection:
            clocks = read_clocks(connection, TODAY, None)
            assert verify_report(connection, clocks, now=NOW).problems == ()
            reports.append(status_report(connection, find_project(connection, None), clocks))
    assert reports[0] == reports[1]


def test_only_an_empty_database_is_filled(shipped: Database, empty: Database) -> None:
    load(empty, Dataset(organizations=world().organizations))
    for full in (shipped, empty):
        with pytest.raises(ConflictError, match="not empty"), writing(full) as connection:
            fill(connection, list, now)


Spoil = Callable[[Lines], Iterable[dict[str, Any]]]


def with_all(lines: Lines, **other: object) -> Iterator[dict[str, Any]]:
    yield from (line | other if line.get("kind") == "statement" else line for line in lines)


def with_entry(lines: Lines, number: int, **other: object) -> Iterator[dict[str, Any]]:
    yield from (line | other if line.get("id") == number else line for line in lines)


def without(lines: Lines, number: int) -> Iterator[dict[str, Any]]:
    yield from (line for line in lines if line.get("id") != number)


SAID = nth(120, SHIPPED)
APPEND = "the log is append-only: not the next entry"
RECORDED = "is not what was recorded"
SPOILT: dict[str, tuple[Spoil, str]] = {
    "a missing statement": (lambda lines: without(lines, nth(1, SHIPPED)), APPEND),
    "a missing definition": (lambda lines: without(lines, SHIPPED), "is unknown|" + APPEND),
    "an unknown subject": (lambda lines: with_all(lines, subject="rapidus/none"), "is unknown"),
    "an unknown key": (lambda lines: with_all(lines, colour="red"), "has no 'colour'"),
    "a wrong day": (lambda lines: with_all(lines, stated_until="soon"), "is unknown"),
    "another order": (lambda lines: [*lines[-2::-1], lines[-1]], "what cannot be|" + APPEND),
    "a line of a table": (lambda lines: [*lines[:9], {"table": "song"}, *lines[9:]], "line 10: "),
    "a line of nothing": (lambda lines: iter([{}, *lines]), "line 1: "),
    "an unknown word": (lambda lines: with_all(lines, tier="best"), "breaks a rule"),
    "no content": (lambda lines: with_entry(lines, 9, content=None), "defines nothing that can be"),
    "another value": (
        lambda lines: with_entry(lines, SAID, value="1"),
        f"entry #{SAID} {RECORDED}",
    ),
    "another hash": (
        lambda lines: with_entry(lines, lines[-2]["id"], hash="f" * 64),
        RECORDED,
    ),
    "another day than was said": (
        lambda lines: with_entry(lines, SAID, stated_until="2020-02-02"),
        f"entry #{SAID} is sorted by another day",
    ),
    "no last line": (lambda lines: lines[:-1], "the line that ends it is missing"),
    "a line behind the last": (lambda lines: [*lines, lines[-2]], "stands behind the line that"),
    "the last line twice": (lambda lines: [*lines, lines[-1]], "stands behind the line that ends"),
    "another count": (
        lambda lines: [*lines[:-1], lines[-1] | {"entries": SAID}],
        "not where this line says",
    ),
    "another head": (
        lambda lines: [*lines[:-1], lines[-1] | {"head": "f" * 64}],
        "not where this line says",
    ),
    "a shorter log with its old end": (
        lambda lines: [*lines[:-2], lines[-1]],
        "not where this line says",
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_lines_are_refused_and_nothing_is_kept(
    shipped: Database, empty: Database, how: str
) -> None:
    spoil, reason = SPOILT[how]
    lines = list(spoil(lines_of(shipped)))
    with pytest.raises(LineError, match=reason), writing(empty) as connection:
        fill(connection, partial(placed, lines), now)
    assert lines_of(empty) == NOTHING


NOTHING = [{"entries": 0, "head": GENESIS}]
"""The lines of an empty database."""


@pytest.mark.parametrize(
    ("column", "value"),
    [("value", "1"), ("said_by", "nobody"), ("tier", "best"), ("id", 8)],
    ids=str,
)
def test_the_line_that_is_wrong_is_named(
    shipped: Database, empty: Database, column: str, value: str | int
) -> None:
    lines = lines_of(shipped)
    number = nth(7, SHIPPED)
    lines[number - 1][column] = value
    with pytest.raises(LineError) as refused, writing(empty) as connection:
        fill(connection, partial(placed, lines), now)
    assert refused.value.place == Place("copy.jsonl", number)


@pytest.mark.parametrize("how", ["left out", "twice", "swapped", "content", "author", "moment"])
def test_no_line_is_left_out_moved_or_changed(
    spoken: Database, empty: Database, subtests: pytest.Subtests, how: str
) -> None:
    lines = lines_of(spoken)
    for place in range(nth(6)):
        before, line, after = lines[:place], lines[place], lines[place + 1 :]
        column = "content" if "content" in line else "value" if "value" in line else "reason"
        spoilt = {
            "left out": [*before, *after],
            "twice": [*before, line, line, *after],
            "swapped": [*before, after[0], line, *after[1:]],
            "content": [*before, line | {column: line[column].replace("a", "b") + " "}, *after],
            "author": [*before, line | {"recorded_by": "kim"}, *after],
            "moment": [*before, line | {"recorded_at": "2026-11-22T09:00:01Z"}, *after],
        }[how]
        with subtests.test(entry=place + 1):
            is_refused(empty, spoilt)


@pytest.mark.parametrize("column", [c.name.removesuffix("_id") for c in tables.entry.c])
def test_no_value_of_an_entry_is_changed_added_or_left_out(
    spoken: Database, empty: Database, subtests: pytest.Subtests, column: str
) -> None:
    lines = lines_of(spoken)
    for number in (1, DEFINED, *(nth(n) for n in range(1, 7))):
        line = lines[number - 1]
        with subtests.test(entry=number):
            if column in line:
                is_refused(empty, with_entry(lines, number, **{column: another(line[column])}))
                shorter = {name: value for name, value in line.items() if name != column}
                is_refused(empty, [*lines[: number - 1], shorter, *lines[number:]])
            else:
                is_refused(empty, with_entry(lines, number, **{column: ADDED[column]}))


ADDED = {
    **dict.fromkeys(("value", "happened_on", "remark", "reason", "quote", "finding", "key"), "x"),
    "content": "{}",
    "recorded_by": "kim",
    "key_part": 1,
    "marks": 1,
    "source": "news",
    "said_by": "toyota",
    "subject": "fab/pilot",
    "field": "note",
    "tier": "press",
    "stated_on": "2026-11-20",
    "stated_until": "2026-11-20",
}
"""A value for each column that an entry may be without."""


def another(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    return CHANGED.get(value, "f" * 64 if len(value) == len(GENESIS) else f"{value} ")


CHANGED = {
    "fab/pilot": "fab/holders",
    "statement": "deprecate",
    "deprecate": "statement",
    "define": "accept",
    "note": "target",
    "primary": "press",
    "press": "primary",
    "news": "release",
    "release": "news",
    "toyota": "ministry",
    "2026-11-22T09:00:00Z": "2026-11-22T08:00:00Z",
    "2026-11-20": "2026-11-19",
}


def is_refused(database: Database, lines: Iterable[dict[str, Any]]) -> None:
    spoilt = list(lines)
    with pytest.raises((LineError, DataError)), writing(database) as connection:
        fill(connection, partial(placed, spoilt), now)
    assert lines_of(database) == NOTHING


@pytest.fixture
def spoken(cleared: Databases, tmp_path: Path) -> Database:
    """The world of tests/world.py with statements, marks and an edited definition."""
    return cleared.copy("spoken", speak, tmp_path)


def speak(small: Database) -> None:
    define(small)
    by = {"source": "news", "on": "2026-11-20", "said_by": "toyota"}
    first = said("pilot", Field.NOTE, "a start", key="k", quote="a", remark="a", **by)
    say(small, first, said("pilot", Field.TARGET, "2028", on="2026-11-20"))
    recording(small, lambda r: r.statement(said("pilot", Field.STATUS, "at-risk")), author="ume")
    mark = MarkRecord(key="m", kind=EntryKind.DEPRECATE, of="k", reason="a slip")
    recording(small, lambda r: r.mark(mark))
    with writing(small) as connection:
        edited = replace(milestone("pilot"), title="A pilot")
        Definer(connection, LogWriter(connection, now)).change(edited, "a slip")
    say(small, SPOKEN)


SPOKEN = said("rd-fy2026", Field.COMMITTED, "about 5bn", source="release", happened="2026-03-31")


def old_lines() -> Lines:
    """An export as programs wrote it that dumped the tables too."""
    text = (STORED / "0003.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


OLD = [place for place, line in enumerate(old_lines()) if line["table"] == "entry"]


@pytest.mark.parametrize("how", ["left out", "twice", "author", "value"])
def test_of_an_old_export_no_entry_is_changed(
    empty: Database, subtests: pytest.Subtests, how: str
) -> None:
    lines = old_lines()
    for place in OLD:
        before, line, after = lines[:place], lines[place], lines[place + 1 :]
        column = "value" if "value" in line else "reason"
        spoilt = {
            "left out": [*before, *after],
            "twice": [*before, line, line, *after],
            "author": [*before, line | {"recorded_by": "kim"}, *after],
            "value": [*before, line | {column: line[column] + " "}, *after],
        }[how]
        if after or how != "left out":
            with subtests.test(place=place):
                is_refused(empty, spoilt)


def test_of_an_old_export_nothing_tells_where_it_ended(empty: Database) -> None:
    with writing(empty) as connection:
        filled = fill(connection, partial(placed, old_lines()[:-1]), now)
    assert filled.adopted == len(OLD)


@pytest.mark.parametrize("how", ["no title", "an unknown table", "another order", "two swapped"])
def test_an_old_export_that_is_malformed_is_refused(empty: Database, how: str) -> None:
    lines = old_lines()
    spoilt = {
        "no title": [{k: v for k, v in lines[0].items() if k != "title"}, *lines[1:]],
        "an unknown table": [*lines[:3], {"table": "song"}, *lines[3:]],
        "another order": lines[::-1],
        "two swapped": [*lines[: OLD[0]], lines[OLD[1]], lines[OLD[0]], *lines[OLD[2] :]],
    }[how]
    is_refused(empty, spoilt)


@pytest.mark.postgresql
def test_a_text_that_is_too_long_is_refused_with_its_line(empty: Database) -> None:
    lines = [line | {"slug": "x" * 81} for line in old_lines()[:1]]
    with pytest.raises(LineError, match="line 1: breaks a rule"), writing(empty) as connection:
        fill(connection, partial(placed, lines), now)


def test_a_forged_log_that_defines_what_cannot_be_is_refused(
    small: Database, empty: Database
) -> None:
    lines = lines_of(small)
    tranche = next(line for line in lines if '"tranche"' in line.get("content", ""))
    content = json.loads(tranche["content"])
    content["tranche"]["paid_by"] = "rd-fy2026"
    tranche["content"] = json.dumps(content, sort_keys=True, separators=(",", ":"))
    previous = GENESIS
    for line in lines[:-1]:
        hashed = dict.fromkeys(HASHED) | {key: line[key] for key in HASHED if key in line}
        line["previous_hash"], previous = previous, entry_hash(previous, hashed)
        line["hash"] = previous
    lines[-1]["head"] = previous
    with pytest.raises(TrackerError, match="what cannot be"), writing(empty) as connection:
        fill(connection, partial(placed, lines), now)
    assert lines_of(empty) == NOTHING


HASHED = NewEntry().hashed(1, NOW)
