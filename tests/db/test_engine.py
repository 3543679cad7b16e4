from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from databases import NOW, now, reading, writing
from tracker.config import default_database
from tracker.db import sqlite, tables
from tracker.db.engine import database_at, open_engine, transaction
from tracker.db.log import LogWriter
from tracker.db.migrate import HEAD, revision_of, upgrade
from tracker.db.sqlite import NO_SQLITE_FILE, create_file, new_file, require_file
from tracker.errors import BusyError, DatabaseError, TrackerError
from tracker.services.definitions import Definer
from world import world

pytestmark = pytest.mark.sqlite

NOBODY = 65534


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user whom permissions bind; they do not bind root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody can enter, unlike pytest's, with a database as large as life."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def _refusal(path: Path, *, write: bool) -> tuple[str, str]:
    with nobody(), pytest.raises(DatabaseError) as refused:
        require_file(path, write=write)
    return refused.value.message, refused.value.hint


def test_a_path_is_named_as_it_is_or_as_a_url(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    assert database_at(str(file)) == database_at(f"sqlite:///{file}") == file
    assert database_at("~/a.db") == Path.home() / "a.db"


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(DatabaseError) as refused:
        database_at("mysql://u:secret@host/db")
    assert refused.value.message == "databases of the kind 'mysql' are not supported"


def test_a_missing_file_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    with pytest.raises(DatabaseError) as refused:
        require_file(file, write=False)
    assert refused.value.message == f"there is no database at {file}"
    assert refused.value.hint == f"create it: tracker --db {file} init"
    with pytest.raises(DatabaseError) as refused:
        require_file(default_database(), write=False)
    assert refused.value.hint == "create it: tracker init"
    assert not file.exists()


@pytest.mark.parametrize("check", [lambda path: require_file(path, write=False), create_file])
def test_a_directory_is_refused_with_a_file_to_name(tmp_path: Path, check: object) -> None:
    assert callable(check)
    with pytest.raises(DatabaseError) as refused:
        check(tmp_path)
    assert refused.value.message == f"{tmp_path} is a directory, not a database file"
    assert refused.value.hint == f"name a file in it: --db {tmp_path / 'tracker.db'}"


def test_a_file_under_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="there is no database at"):
        require_file(tmp_path / "file" / "tracker.db", write=False)
    with pytest.raises(DatabaseError, match="cannot create the folder"):
        create_file(tmp_path / "file" / "tracker.db")


def test_an_unreadable_file_is_refused(database: Path, folder: Path) -> None:
    file = Path(shutil.copy(database, folder))
    file.chmod(0o000)
    message, hint = _refusal(file, write=False)
    assert message == f"cannot read {file}"
    assert hint == "check its permissions, or choose another with --db PATH"


def test_a_file_in_a_closed_folder_is_refused(database: Path, folder: Path) -> None:
    file = Path(shutil.copy(database, folder))
    folder.chmod(0o600)
    message, _ = _refusal(file, write=False)
    assert message == f"cannot read {file}: Permission denied"


@pytest.mark.parametrize(
    ("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)], ids=oct
)
def test_a_read_only_file_is_read_but_not_written(
    shipped: Path, folder: Path, of_file: int, of_folder: int
) -> None:
    file = Path(shutil.copy(shipped, folder))
    file.chmod(of_file)
    folder.chmod(of_folder)
    with nobody():
        require_file(file, write=False)
        with reading(file) as connection:
            count = connection.scalar(select(func.count()).select_from(tables.entry))
    assert count
    message, hint = _refusal(file, write=True)
    assert message == f"{file} is read-only"
    assert hint == "make the file and its folder writable, or use another --db"


def test_a_reader_without_rights_sees_what_an_open_writer_committed(
    database: Path, folder: Path
) -> None:
    file = Path(shutil.copy(database, folder))
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        with writer:
            writer.execute(
                "INSERT INTO project (slug, title, currency, fiscal_year_starts,"
                " fiscal_year_named_by, recorded_at) VALUES ('a', 'A', 'JPY', 4, 'first', ?)",
                (NOW.isoformat(" "),),
            )
        for path in (file, *folder.glob("*-wal"), *folder.glob("*-shm")):
            path.chmod(0o644)
        folder.chmod(0o555)
        with nobody(), reading(file) as connection:
            assert connection.scalars(select(tables.project.c.slug)).all() == ["a"]


def test_a_folder_without_rights_takes_no_new_file(folder: Path) -> None:
    folder.chmod(0o555)
    with nobody(), pytest.raises(DatabaseError) as refused:
        create_file(folder / "tracker.db")
    assert refused.value.message == f"cannot write {folder / 'tracker.db'}"
    with nobody(), pytest.raises(DatabaseError, match="cannot create the folder"):
        create_file(folder / "deep" / "tracker.db")


def test_a_new_file_gets_its_folders(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "tracker.db"
    create_file(file)
    assert upgrade(file) == (None, HEAD)
    create_file(file)
    assert revision_of(file) == HEAD


@pytest.mark.parametrize("content", [b"hello, this is no database\n" * 100, b"\xff" * 5000])
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    with pytest.raises(DatabaseError) as refused:
        revision_of(file)
    assert refused.value.message == NO_SQLITE_FILE
    assert file.read_bytes() == content


def test_a_damaged_database_is_told_from_a_foreign_file(shipped: Path) -> None:
    with shipped.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (shipped.stat().st_size - 8192))
    with (
        pytest.raises(DatabaseError, match="the database is damaged") as refused,
        reading(shipped) as connection,
    ):
        connection.execute(select(tables.entry)).all()
    assert refused.value.hint.startswith("restore it from a backup")


def test_readers_read_while_a_writer_holds_its_transaction(small: Path) -> None:
    count = select(func.count()).select_from(tables.project)
    with writing(small) as writer:
        writer.execute(text("UPDATE project SET title = 'Half done'"))
        with reading(small) as reader:
            assert reader.scalar(count) == 1
            assert reader.scalar(select(tables.project.c.title)) == "Fab"


def test_a_reader_keeps_its_view_while_a_writer_commits(small: Path) -> None:
    title = select(tables.project.c.title)
    with reading(small) as reader:
        assert reader.scalar(title) == "Fab"
        with writing(small) as writer:
            writer.execute(text("UPDATE project SET title = 'Done'"))
        assert reader.scalar(title) == "Fab"
    with reading(small) as reader:
        assert reader.scalar(title) == "Done"


def test_a_second_writer_is_told_to_try_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_SECONDS", 0.01)
    with (
        writing(small),
        pytest.raises(BusyError, match="the database is busy") as refused,
        writing(small),
    ):
        pass
    assert refused.value.hint == "another program is writing to it; try again"


def test_a_failed_transaction_leaves_nothing(database: Path) -> None:
    def define_and_fail() -> None:
        with writing(database) as connection:
            assert Definer(connection, LogWriter(connection, now)).add_all(world())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        define_and_fail()
    with reading(database) as connection:
        assert connection.execute(select(tables.subject)).all() == []


def test_a_failed_statement_leaves_nothing_either(small: Path) -> None:
    def change_the_schema_and_fail() -> None:
        with writing(small) as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(TrackerError, match="no such table: nowhere"):
        change_the_schema_and_fail()
    with pytest.raises(TrackerError, match="no such table: half"), reading(small) as connection:
        connection.execute(text("SELECT * FROM half"))


def test_foreign_keys_are_enforced_except_for_migrations(small: Path) -> None:
    orphan = insert(tables.metric).values(
        subject_id=999, unit="count", nature="actual", scope="x", headline=False
    )
    with pytest.raises(Exception, match="FOREIGN KEY"), writing(small) as connection:
        connection.execute(orphan)
    with transaction(open_engine(small, foreign_keys=False), write=True) as connection:
        connection.execute(orphan)
        assert connection.execute(text("PRAGMA foreign_key_check")).all()


@pytest.mark.parametrize("reading", ["", "SELECT * FROM sqlite_schema"])
def test_a_new_file_gets_its_name_with_all_that_is_logged_beside_it(
    tmp_path: Path, reading: str
) -> None:
    """SQLite moves it when the last connection closes, and says nothing where it cannot."""
    made = tmp_path / "made.db"
    with ExitStack() as opened, suppress(BusyError), new_file(made) as unfinished:
        writer, reader = (opened.enter_context(closing(sqlite3.connect(unfinished))) for _ in "ab")
        writer.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN").execute(reading).fetchall()
        with writer:
            writer.execute("CREATE TABLE row (text TEXT)")
    assert made.exists() is (not reading)
    if not reading:
        with closing(sqlite3.connect(f"file:{made}?immutable=1", uri=True)) as whole:
            assert whole.execute("SELECT name FROM sqlite_schema").fetchall() == [("row",)]
