from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Row, select

from databases import NOW, TODAY, now, reading, writing
from recording import nth
from tracker.db import tables
from tracker.db.engine import Database
from tracker.db.log import LogWriter, NewEntry, read_clocks, read_head
from tracker.domain.definitions.content import written
from tracker.domain.log.chain import GENESIS, entry_hash
from tracker.domain.text import utc_text
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import NotFoundError, UsageError
from world import DEFINED, metric

NOTE = NewEntry(
    subject_id=1,
    subject="fab/holder-count",
    field=Field.VALUE,
    value="30",
    tier=Tier.PRIMARY,
    stated_on="2026-11-20",
    stated_until=date(2026, 11, 20),
)


def _append(database: Database, *entries: NewEntry, at: Callable[[], datetime] = now) -> None:
    with writing(database) as connection:
        writer = LogWriter(connection, at)
        for entry in entries:
            writer.append(entry)
        writer.flush()


def _rows(database: Database) -> list[Any]:
    """Every entry with the names that its hash covers instead of row ids."""
    entry, subject, project = tables.entry, tables.subject, tables.project
    source, speaker = tables.source, tables.organization
    query = (
        select(
            entry,
            (project.c.slug + "/" + subject.c.slug).label("subject"),
            source.c.slug.label("source"),
            speaker.c.slug.label("said_by"),
        )
        .join_from(entry, subject, entry.c.subject_id == subject.c.id, isouter=True)
        .join(project, subject.c.project_id == project.c.id, isouter=True)
        .join(source, entry.c.source_id == source.c.id, isouter=True)
        .join(speaker, entry.c.said_by_id == speaker.c.id, isouter=True)
        .order_by(entry.c.id)
    )
    with reading(database) as connection:
        return [*connection.execute(query)]


def _broken_links(rows: list[Any]) -> list[int]:
    """The entries whose hash is not that of their content and the hash before."""
    previous, broken = GENESIS, []
    for row in rows:
        if row.previous_hash != previous or row.hash != entry_hash(previous, _content(row)):
            broken.append(row.id)
        previous = row.hash
    return broken


def _content(row: Row[Any]) -> dict[str, str | int | None]:
    same = (
        *("id", "kind", "subject", "field", "value", "tier", "stated_on", "happened_on"),
        *("source", "said_by", "remark", "reason", "finding", "key", "key_part", "recorded_by"),
        *("quote", "content"),
    )
    content = {name: getattr(row, name) for name in same}
    return content | {"marks": row.marks_id, "recorded_at": utc_text(row.recorded_at)}


def test_the_shipped_chain_verifies_from_its_rows(shipped: Database) -> None:
    rows = _rows(shipped)
    assert len(rows) > 400
    assert _broken_links(rows) == []


def test_ids_are_gapless_from_one(shipped: Database) -> None:
    _append(shipped, NOTE, NOTE)
    rows = _rows(shipped)
    assert [row.id for row in rows] == list(range(1, len(rows) + 1))


def test_every_kind_of_entry_verifies(small: Database) -> None:
    mark = NewEntry(kind=EntryKind.DEPRECATE, marks_id=nth(1), reason="wrong", key="m", key_part=1)
    accept = NewEntry(kind=EntryKind.ACCEPT, finding="power-of-ten:x", reason="known")
    define = NewEntry(kind=EntryKind.DEFINE, content=written(metric("wafers")))
    full = replace(
        NOTE,
        happened_on="2026-11",
        remark="年度",
        quote="2027年度後半に量産を始める",
        reason="why",
        recorded_by="kim",
        said_by="toyota",
        said_by_id=2,
        source="release",
        source_id=1,
    )
    _append(small, full, mark, replace(mark, kind=EntryKind.REINSTATE, key="n"), accept, define)
    rows = _rows(small)
    assert [row.kind for row in rows[DEFINED:]] == [*EntryKind]
    assert _broken_links(rows) == []


@pytest.mark.parametrize(
    "name",
    [
        *("value", "tier", "stated_on", "happened_on", "source", "said_by", "remark", "reason"),
        *("key", "key_part", "recorded_by", "subject", "field", "marks_id", "finding"),
        *("quote", "content"),
    ],
)
def test_the_hash_covers_every_field(name: str) -> None:
    changed: dict[str, Any] = {
        "tier": Tier.PRESS,
        "field": Field.NOTE,
        "key_part": 2,
        "marks_id": 3,
    }
    other = replace(NOTE, **{name: changed.get(name, "other")})
    assert entry_hash(GENESIS, other.hashed(1, NOW)) != entry_hash(GENESIS, NOTE.hashed(1, NOW))


def test_a_clock_that_goes_backward_does_not_turn_the_log_back(small: Database) -> None:
    steps = [0, 60, -3600, 30, -1, 90]
    for step in steps:
        _append(small, NOTE, at=lambda step=step: NOW + timedelta(seconds=step))  # type: ignore[misc]
    instants = [row.recorded_at for row in _rows(small)[DEFINED:]]
    seconds = [(instant - NOW).total_seconds() for instant in instants]
    assert seconds == [0, 60, 60, 60, 60, 90]
    assert all(earlier <= later for earlier, later in pairwise(instants))


def test_an_empty_log_has_a_head_to_build_on(database: Database) -> None:
    with reading(database) as connection:
        assert read_head(connection) == (0, GENESIS, None)


def test_two_writers_at_once_never_fork_the_chain(small: Database) -> None:
    appends = 25

    def write(name: str) -> None:
        for number in range(appends):
            _append(small, replace(NOTE, key=f"{name}-{number}", key_part=1))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write, name) for name in ("a", "b")]:
            done.result()
    rows = _rows(small)
    assert [row.id for row in rows] == list(range(1, nth(2 * appends) + 1))
    assert len({row.key for row in rows[DEFINED:]}) == 2 * appends
    assert _broken_links(rows) == []


def test_what_was_appended_is_gone_when_the_transaction_fails(small: Database) -> None:
    def append_and_fail() -> None:
        with writing(small) as connection:
            writer = LogWriter(connection, now)
            writer.append(NOTE)
            writer.flush()
            assert read_head(connection)[0] == nth(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        append_and_fail()
    assert len(_rows(small)) == DEFINED


@pytest.mark.parametrize(
    ("known_at", "entry"),
    [
        (None, nth(3)),
        (str(nth(1)), nth(1)),
        (f"#{nth(2)}", nth(2)),
        ("2026-11-22T08:59:59Z", 0),
        ("2026-11-22T09:00:00Z", nth(1)),
        ("2026-11-22T18:01:30+09:00", nth(2)),
        ("2027-01-01T00:00:00Z", nth(3)),
    ],
)
def test_the_known_at_clock_is_an_entry_or_an_instant(
    small: Database, known_at: str | None, entry: int
) -> None:
    for minute in range(3):
        _append(small, NOTE, at=lambda minute=minute: NOW + timedelta(minutes=minute))  # type: ignore[misc]
    with reading(small) as connection:
        clocks = read_clocks(connection, TODAY, known_at)
    assert (clocks.as_of, clocks.entry) == (TODAY, entry)
    hashes = [GENESIS, *(row.hash for row in _rows(small))]
    assert clocks.hash == hashes[entry]


def test_an_entry_as_clock_is_the_instant_of_its_recording(small: Database) -> None:
    _append(small, NOTE)
    with reading(small) as connection:
        assert read_clocks(connection, TODAY, str(nth(1))).instant == NOW
        assert read_clocks(connection, TODAY, None).instant is None


@pytest.mark.parametrize("known_at", [str(nth(2)), "#0", "9" * 30])
def test_an_entry_that_is_not_there_is_not_found(small: Database, known_at: str) -> None:
    _append(small, NOTE)
    with reading(small) as connection, pytest.raises(NotFoundError, match="there is no entry #"):
        read_clocks(connection, TODAY, known_at)


@pytest.mark.parametrize(
    "known_at", ["yesterday", "", "2026-11-22", "2026-11-22T09:00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_clock_that_is_neither_is_refused(small: Database, known_at: str) -> None:
    with reading(small) as connection, pytest.raises(UsageError, match="neither an instant nor"):
        read_clocks(connection, TODAY, known_at)


def test_instants_are_written_in_utc() -> None:
    assert utc_text(datetime(2026, 11, 22, 9, 0, 1, tzinfo=UTC)) == "2026-11-22T09:00:01Z"
