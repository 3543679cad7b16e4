from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from databases import reading
from tracker.db.migrate import HEAD, current_revision, require_head, revision_of, upgrade
from tracker.errors import DatabaseError

pytestmark = pytest.mark.sqlite


def _set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE tracker_schema SET version_num = ?", (revision,))


def test_a_foreign_database_is_neither_read_nor_migrated(tmp_path: Path) -> None:
    file = tmp_path / "foreign.db"
    with closing(sqlite3.connect(file)) as plain, plain:
        plain.execute("CREATE TABLE customer (id INTEGER)")
    for refusing in (revision_of, upgrade):
        with pytest.raises(DatabaseError) as refused:
            refusing(file)
        assert refused.value.message == "not a tracker database: it holds other tables"
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("SELECT name FROM sqlite_master").fetchall() == [("customer",)]


@pytest.mark.parametrize(
    ("revision", "message", "hint"),
    [
        (None, "the database is empty", "create its tables: tracker init"),
        (
            "0000",
            f"the database is older than this program (revision 0000, not {HEAD})",
            "bring it up to date: tracker db upgrade",
        ),
        (
            "9999",
            f"the database is newer than this program (revision 9999, not {HEAD})",
            "upgrade the program: pip install --upgrade rapidus-tracker",
        ),
    ],
    ids=["empty", "older", "newer"],
)
def test_a_database_of_another_revision_is_refused_with_the_cure(
    database: Path, revision: str | None, message: str, hint: str
) -> None:
    if revision is None:
        database.write_bytes(b"")
    else:
        _set_revision(database, revision)
    with pytest.raises(DatabaseError) as refused, reading(database) as connection:
        require_head(connection)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_database_of_this_revision_is_accepted(database: Path) -> None:
    with reading(database) as connection:
        require_head(connection)
        assert current_revision(connection) == HEAD
    assert upgrade(database) == (HEAD, HEAD)


def test_a_newer_database_is_never_migrated(database: Path) -> None:
    _set_revision(database, "9999")
    with pytest.raises(DatabaseError, match="newer than this program"):
        upgrade(database)
    assert revision_of(database) == "9999"
