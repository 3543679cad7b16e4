"""What a client that knows nothing of the tracker can do to the log: plain sqlite3, no PRAGMA."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.sqlite


def _entries(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute("SELECT * FROM entry ORDER BY id").fetchall()


def _newest(path: Path) -> dict[str, Any]:
    """The newest statement, with the place in the chain of the newest entry."""
    statement = "SELECT * FROM entry WHERE kind = 'statement' ORDER BY id DESC LIMIT 1"
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        head = plain.execute("SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1").fetchone()
        return {**dict(plain.execute(statement).fetchone()), **dict(head)}


def _next(path: Path, **other: object) -> dict[str, Any]:
    """A row that the log would take, but for what is other."""
    newest = _newest(path)
    following = {
        "id": newest["id"] + 1,
        "previous_hash": newest["hash"],
        "hash": "f" * 64,
        "key": "new",
        "key_part": 1,
    }
    return newest | following | other


def _insert(path: Path, row: dict[str, Any], verb: str = "INSERT") -> None:
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute(f"{verb} INTO entry ({columns}) VALUES ({marks})", row)


def test_the_next_entry_is_taken_from_any_client(shipped: Path) -> None:
    before = _entries(shipped)
    _insert(shipped, _next(shipped))
    assert len(_entries(shipped)) == len(before) + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET value = 'met'",
        "UPDATE entry SET remark = 'x' WHERE id = 1",
        "UPDATE OR REPLACE entry SET id = 1 WHERE id = 2",
        "UPDATE OR IGNORE entry SET hash = 'x' WHERE id = 2",
        "DELETE FROM entry WHERE id = 1",
        "DELETE FROM entry",
    ],
)
def test_nothing_in_the_log_can_be_changed_or_deleted(shipped: Path, statement: str) -> None:
    before = _entries(shipped)
    with (
        closing(sqlite3.connect(shipped)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="the log is append-only"),
    ):
        plain.execute(statement)
    assert _entries(shipped) == before


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"])
@pytest.mark.parametrize(
    "taken",
    [
        ("id",),
        ("hash",),
        ("previous_hash",),
        ("key", "key_part"),
        ("id", "previous_hash", "hash"),
    ],
    ids="+".join,
)
def test_an_insert_never_meets_an_existing_entry(
    shipped: Path, verb: str, taken: tuple[str, ...]
) -> None:
    before, newest = _entries(shipped), _newest(shipped)
    row = _next(shipped, **{name: newest[name] for name in taken})
    with pytest.raises(sqlite3.IntegrityError, match="the log is append-only: not the next entry"):
        _insert(shipped, row, verb)
    assert _entries(shipped) == before


@pytest.mark.parametrize(
    "other",
    [{"id": None}, {"id": 0}, {"id": 1_000_000}, {"previous_hash": "0" * 64}],
    ids=["no id", "before the first", "a gap", "a fork at the beginning"],
)
def test_an_entry_stands_where_the_chain_ends(shipped: Path, other: dict[str, Any]) -> None:
    before = _entries(shipped)
    with pytest.raises(sqlite3.IntegrityError, match="the log is append-only: not the next entry"):
        _insert(shipped, _next(shipped, **other))
    assert _entries(shipped) == before


DEFINE = {"kind": "define", "value": None, "content": "{}"}
MARK = {"kind": "deprecate", "value": None, "marks_id": 1, "reason": "wrong"}


@pytest.mark.parametrize(
    ("other", "check"),
    [
        ({"stated_until": "2026-11-24"}, "ck_entry_not_future"),
        ({"value": None}, "ck_entry_statement_shape"),
        ({"tier": None}, "ck_entry_statement_shape"),
        ({"subject_id": None}, "ck_entry_statement_shape"),
        ({"stated_until": None}, "ck_entry_statement_shape"),
        ({"marks_id": 1}, "ck_entry_statement_shape"),
        (MARK | {"reason": None}, "ck_entry_mark_shape"),
        (MARK | {"marks_id": None}, "ck_entry_mark_shape"),
        (MARK | {"value": "met"}, "ck_entry_mark_shape"),
        ({"kind": "accept", "value": None, "reason": "known"}, "ck_entry_accept_shape"),
        (DEFINE | {"content": None}, "ck_entry_define_shape"),
        (DEFINE | {"value": "met"}, "ck_entry_define_shape"),
        (DEFINE | {"marks_id": 1}, "ck_entry_define_shape"),
        (DEFINE | {"finding": "V101"}, "ck_entry_define_shape"),
        ({"content": "{}"}, "ck_entry_define_shape"),
        ({"quote": "年" * 301}, "ck_entry_quote"),
        ({"quote": " "}, "ck_entry_quote"),
        (MARK | {"quote": "so"}, "ck_entry_quote"),
        ({"key_part": None}, "ck_entry_key_part"),
        ({"key": None}, "ck_entry_key_part"),
        ({"kind": "guess"}, "ck_entry_kind"),
        ({"field": "mood"}, "ck_entry_field"),
        ({"tier": "rumour"}, "ck_entry_tier"),
    ],
)
def test_an_entry_of_the_wrong_shape_is_refused(
    shipped: Path, other: dict[str, Any], check: str
) -> None:
    before = _entries(shipped)
    with pytest.raises(sqlite3.IntegrityError, match=f"CHECK constraint failed: {check}"):
        _insert(shipped, _next(shipped, **other))
    assert _entries(shipped) == before


@pytest.mark.parametrize(
    "other", [DEFINE, DEFINE | {"subject_id": None, "reason": None}, {"quote": "年" * 300}], ids=str
)
def test_an_entry_of_a_right_shape_is_taken(shipped: Path, other: dict[str, Any]) -> None:
    before = _entries(shipped)
    _insert(shipped, _next(shipped, **other))
    assert len(_entries(shipped)) == len(before) + 1


@pytest.mark.parametrize(
    ("recorded_at", "stated_until"),
    [("2026-11-22 09:00:00.000000", "2026-11-22"), ("2026-11-22 10:00:00.000000", "2026-11-23")],
)
def test_a_day_that_has_come_somewhere_on_earth_is_no_future(
    shipped: Path, recorded_at: str, stated_until: str
) -> None:
    _insert(shipped, _next(shipped, recorded_at=recorded_at, stated_until=stated_until))
    assert _newest(shipped)["stated_until"] == stated_until
