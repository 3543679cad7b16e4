from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from databases import MOMENT, SHIPPED, reading, writing
from recording import entries, everything
from tracker.db import tables
from tracker.db.engine import Database
from tracker.domain.definitions.records import Dataset, MarkRecord, StatementRecord
from tracker.domain.vocabulary import EntryKind, Field
from tracker.errors import ConflictError, NotFoundError, Place, TrackerError
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir
from tracker.services.dataset import Loaded, load_dataset
from tracker.services.edit import retire
from world import DEFINED, milestone, world

TARGET = StatementRecord(
    subject="fab/pilot", values=((Field.TARGET, "2027"),), on="2026-02-01", key="target"
)
STATUS = StatementRecord(
    subject="fab/pilot", values=((Field.STATUS, "on-track"),), on="2026-01-01", key="status"
)
MARK = MarkRecord(key="mark", kind=EntryKind.DEPRECATE, of="target", reason="misread")


def _load(database: Database, dataset: Dataset) -> Loaded:
    with writing(database) as connection:
        return load_dataset(connection, dataset, MOMENT)


def _entries(database: Database) -> list[tuple[str, str | None]]:
    return [(row.kind, row.key) for row in entries(database)]


def _count(database: Database) -> int:
    with reading(database) as connection:
        return connection.scalar(select(func.count()).select_from(tables.entry)) or 0


def test_loading_the_shipped_dataset_again_adds_nothing(shipped: Database) -> None:
    before = _count(shipped)
    dataset = read_dataset(fixtures_dir() / "rapidus")
    assert _load(shipped, dataset) == Loaded(definitions=0, statements=0, marks=0)
    assert _count(shipped) == before


def test_statements_are_recorded_oldest_said_first_and_marks_last(small: Database) -> None:
    dataset = Dataset(statements=[TARGET, STATUS], marks=[MARK])
    assert _load(small, dataset) == Loaded(definitions=0, statements=2, marks=1)
    assert _entries(small) == [
        ("statement", "status"),
        ("statement", "target"),
        ("deprecate", "mark"),
    ]


def test_only_the_lines_that_are_lacking_are_added(small: Database) -> None:
    _load(small, Dataset(statements=[TARGET]))
    added = _load(small, Dataset(statements=[TARGET, STATUS], marks=[MARK]))
    assert added == Loaded(definitions=0, statements=1, marks=1)
    assert _load(small, Dataset(statements=[TARGET, STATUS], marks=[MARK])).marks == 0


def test_a_dataset_defines_and_states_in_one_go(database: Database) -> None:
    loaded = _load(database, replace(world(), statements=[TARGET]))
    assert loaded == Loaded(definitions=DEFINED, statements=1, marks=0)
    assert [row.kind for row in everything(database)] == ["define"] * DEFINED + ["statement"]


def test_the_shipped_dataset_defines_before_it_speaks(shipped: Database) -> None:
    kinds = [row.kind for row in everything(shipped)]
    assert kinds[:SHIPPED] == ["define"] * SHIPPED
    retired = [row for row in everything(shipped) if '"retired"' in (row.content or "")]
    assert kinds[SHIPPED:].count("define") == len(retired)


@pytest.mark.parametrize(
    ("dataset", "kind", "message"),
    [
        (
            Dataset(
                statements=[STATUS, replace(TARGET, subject="fab/pilt", where=Place("a.toml", 3))]
            ),
            NotFoundError,
            "a.toml line 3: no subject is called 'pilt'",
        ),
        (
            Dataset(
                statements=[
                    STATUS,
                    replace(TARGET, values=((Field.TARGET, "soon"),), where=Place("a.toml", 3)),
                ]
            ),
            TrackerError,
            "a.toml line 3: target: ",
        ),
        (
            Dataset(marks=[replace(MARK, where=Place("a.toml", 9))]),
            NotFoundError,
            "a.toml line 9: no statement has the key 'target'",
        ),
        (
            Dataset(statements=[TARGET, STATUS], marks=[replace(MARK, key="status")]),
            ConflictError,
            "the key 'status' was used for something else (above)",
        ),
    ],
)
def test_a_mistake_names_its_line_and_nothing_is_added(
    small: Database, dataset: Dataset, kind: type[TrackerError], message: str
) -> None:
    before = _count(small)
    with pytest.raises(kind) as refused:
        _load(small, dataset)
    assert str(refused.value).startswith(message)
    assert _count(small) == before


def test_what_is_about_something_retired_is_left_out_with_its_marks(small: Database) -> None:
    with writing(small) as connection:
        retire(connection, "milestone", "pilot", "planned no more", MOMENT)
    later = Dataset(
        milestones=[milestone("waits", gates=("pilot",)), milestone("after", gates=("waits",))],
        statements=[TARGET, replace(STATUS, subject="fab/waits")],
        marks=[MARK],
    )
    assert _load(small, later) == Loaded(definitions=0, statements=0, marks=0)
