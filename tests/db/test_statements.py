from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, event

from databases import NOW, TODAY, load, reading, writing
from recording import nth
from tracker.db.catalog import find_project, read_catalog
from tracker.db.engine import Database
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.statements import count_statements, live_statements, read_entries, statements_of
from tracker.domain.definitions.records import Dataset, StatementRecord
from tracker.domain.log.statement import Statement
from tracker.domain.shown.resolve import LOOK_BACK
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.reports.status import status_report
from world import metric, milestone, tranche

FIRST = date(2026, 1, 1)
MANY = 200
METRIC = "holder-count"


def _value(day: date, value: str = "30", tier: Tier = Tier.PRIMARY) -> NewEntry:
    return NewEntry(
        subject_id=1,
        subject=f"fab/{METRIC}",
        field=Field.VALUE,
        value=value,
        tier=tier,
        stated_on=day.isoformat(),
        stated_until=day,
    )


def _mark(kind: EntryKind, entry: int) -> NewEntry:
    return NewEntry(kind=kind, subject_id=1, subject=f"fab/{METRIC}", marks_id=entry, reason="why")


def _append(database: Database, *entries: NewEntry, at: datetime = NOW) -> None:
    with writing(database) as connection:
        writer = LogWriter(connection, lambda: at)
        for entry in entries:
            writer.append(entry)
        writer.flush()


def _live(database: Database, as_of: date = TODAY, known_at: str | None = None) -> list[Statement]:
    with reading(database) as connection:
        catalog = read_catalog(connection, find_project(connection, None))
        said = live_statements(connection, catalog, read_clocks(connection, as_of, known_at))
    return said.get(METRIC, {}).get(Field.VALUE, [])


def _ids(database: Database, as_of: date = TODAY, known_at: str | None = None) -> list[int]:
    return sorted(said.id for said in _live(database, as_of, known_at))


def _days(number: int) -> list[date]:
    return [FIRST + timedelta(days=one) for one in range(number)]


def test_of_each_tier_the_newest_and_the_oldest_are_read(small: Database) -> None:
    days = _days(MANY)
    for tier in (Tier.SECONDARY, Tier.PRIMARY):
        _append(small, *(_value(day, tier=tier) for day in reversed(days)))
    live = _live(small)
    for tier in (Tier.SECONDARY, Tier.PRIMARY):
        read = sorted(said.day for said in live if said.tier is tier)
        assert read == [*days[:LOOK_BACK], *days[-LOOK_BACK:]]
    assert len(live) == 4 * LOOK_BACK


def test_a_short_series_is_read_once(small: Database) -> None:
    _append(small, *(_value(day) for day in _days(LOOK_BACK + 1)))
    assert _ids(small) == list(range(nth(1), nth(LOOK_BACK + 2)))


def test_of_one_day_the_statements_recorded_last_are_the_newest(small: Database) -> None:
    _append(small, *[_value(FIRST)] * MANY)
    assert _ids(small) == [
        *range(nth(1), nth(LOOK_BACK + 1)),
        *range(nth(MANY - LOOK_BACK + 1), nth(MANY + 1)),
    ]


@pytest.mark.parametrize(("back", "expected"), [(0, 3), (1, 2), (2, 1), (3, 0)])
def test_statements_after_the_as_of_day_are_left_out(
    small: Database, back: int, expected: int
) -> None:
    days = _days(3)
    _append(small, *(_value(day) for day in days))
    assert len(_live(small, days[-1] - timedelta(days=back))) == expected


def test_the_ends_of_a_series_are_those_as_of_the_day(small: Database) -> None:
    days = _days(MANY)
    _append(small, *(_value(day) for day in days))
    read = sorted(said.day for said in _live(small, days[150]))
    assert read == [*days[:LOOK_BACK], *days[151 - LOOK_BACK : 151]]


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        (str(nth(1)), [nth(1)]),
        (str(nth(2)), [nth(1), nth(2)]),
        (None, [nth(1), nth(2), nth(3)]),
        ("2026-11-22T08:59:59Z", []),
        ("2026-11-22T09:00:00Z", [nth(1)]),
        ("2026-11-22T09:30:00Z", [nth(1)]),
        ("2026-11-22T10:00:00Z", [nth(1), nth(2)]),
    ],
)
def test_what_was_recorded_after_the_known_at_clock_is_left_out(
    small: Database, known_at: str | None, expected: list[int]
) -> None:
    for hour in range(3):
        _append(small, _value(FIRST), at=NOW + timedelta(hours=hour))
    assert _ids(small, known_at=known_at) == expected


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [(2, [1, 2]), (3, [2]), (4, [1, 2]), (5, [2]), (None, [2])],
)
def test_a_mark_works_from_the_moment_it_was_recorded(
    small: Database, known_at: int | None, expected: list[int]
) -> None:
    _append(
        small,
        _value(FIRST),
        _value(FIRST),
        _mark(EntryKind.DEPRECATE, nth(1)),
        _mark(EntryKind.REINSTATE, nth(1)),
        _mark(EntryKind.DEPRECATE, nth(1)),
    )
    clock = None if known_at is None else str(nth(known_at))
    assert _ids(small, known_at=clock) == [nth(one) for one in expected]


def test_a_mark_works_for_every_as_of_day(small: Database) -> None:
    _append(small, _value(FIRST), _mark(EntryKind.DEPRECATE, nth(1)))
    assert _ids(small, FIRST) == []
    assert _ids(small, FIRST, str(nth(1))) == [nth(1)]


def test_deprecated_statements_do_not_use_up_the_look_back(small: Database) -> None:
    days = _days(MANY)
    _append(small, *(_value(day) for day in days))
    _append(small, *(_mark(EntryKind.DEPRECATE, entry) for entry in range(nth(151), nth(MANY + 1))))
    read = sorted(said.day for said in _live(small))
    assert read == [*days[:LOOK_BACK], *days[150 - LOOK_BACK : 150]]


def test_all_statements_of_a_subject_are_read_oldest_recorded_first(small: Database) -> None:
    marked = nth(7)
    values = (_value(day) for day in reversed(_days(MANY)))
    _append(small, *values, _mark(EntryKind.DEPRECATE, marked))
    with reading(small) as connection:
        catalog = read_catalog(connection, find_project(connection, None))
        clocks = read_clocks(connection, TODAY, None)
        said = statements_of(connection, [catalog.subject(METRIC)], clocks, catalog)[METRIC]
        counted = count_statements(connection, catalog.project, clocks)
    expected = [entry for entry in range(nth(1), nth(MANY + 1)) if entry != marked]
    assert [one.id for one in said[Field.VALUE]] == expected
    assert counted == (MANY - 1, 0)


def test_one_entry_is_read_whatever_was_marked_since(small: Database) -> None:
    _append(small, _value(FIRST, "31"), _mark(EntryKind.DEPRECATE, nth(1)))
    with reading(small) as connection:
        catalog = read_catalog(connection, find_project(connection, None))
        assert read_entries(connection, {nth(1): catalog.subject(METRIC)})[nth(1)].text == "31"


def test_a_statement_comes_back_as_it_was_recorded(small: Database) -> None:
    full = replace(
        _value(FIRST, "約30", Tier.PRESS),
        happened_on="2025-12",
        said_by_id=2,
        said_by="toyota",
        source_id=1,
        source="release",
        remark="a remark",
        reason="a reason",
        key="k",
        key_part=1,
        recorded_by="kim",
    )
    _append(small, full)
    (said,) = _live(small)
    assert (said.subject, said.field, said.text, said.tier) == (
        METRIC,
        Field.VALUE,
        "約30",
        Tier.PRESS,
    )
    assert (said.day, said.recorded_at) == (FIRST, NOW)
    assert said.happened_on is not None
    assert said.happened_on.text == "2025-12"
    assert said.source is not None
    assert (said.source.slug, said.source.unread) == ("release", True)
    assert (said.said_by, said.remark, said.reason) == ("Toyota", "a remark", "a reason")
    assert (said.key, said.recorded_by) == ("k", "kim")


@contextmanager
def _counting(connection: Connection) -> Iterator[list[str]]:
    queries: list[str] = []

    def note(*args: object) -> None:
        queries.append(str(args[2]))

    event.listen(connection, "before_cursor_execute", note)
    yield queries
    event.remove(connection, "before_cursor_execute", note)


def _queries_of_status(database: Database) -> int:
    with reading(database) as connection:
        project = find_project(connection, None)
        clocks = read_clocks(connection, TODAY, None)
        with _counting(connection) as queries:
            report = status_report(connection, project, clocks)
    assert report.counts.statements
    return len(queries)


NAMES = [str(number) for number in range(40)]
SUBJECTS = Dataset(
    milestones=[milestone(f"stone-{name}", gates=("pilot",)) for name in NAMES],
    metrics=[metric(f"count-{name}") for name in NAMES],
    tranches=[tranche(f"money-{name}") for name in NAMES],
    statements=[
        StatementRecord(subject=f"fab/stone-{name}", values=((Field.TARGET, "2027"),), key=name)
        for name in NAMES
    ],
)
THRESHOLDS = Dataset(
    metrics=SUBJECTS.metrics,
    milestones=[milestone(f"reach-{name}", metric=f"count-{name}") for name in NAMES],
)


@pytest.mark.parametrize("more", [SUBJECTS, THRESHOLDS], ids=["subjects", "thresholds"])
def test_the_status_page_takes_as_many_queries_for_many_subjects_as_for_few(
    small: Database, more: Dataset
) -> None:
    said = [
        StatementRecord(subject=slug, values=((field, value),), key=slug)
        for slug, field, value in (
            ("fab/pilot", Field.TARGET, "2027"),
            ("fab/holders", Field.THRESHOLD, "30"),
            ("fab/holder-count", Field.VALUE, "31"),
        )
    ]
    load(small, Dataset(statements=said))
    few = _queries_of_status(small)
    load(small, more)
    assert _queries_of_status(small) == few
