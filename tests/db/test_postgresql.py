"""What is PostgreSQL's own: its triggers, its locks, its addresses and its failures."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from databases import reading, writing
from tracker import clock
from tracker.config import connect_seconds
from tracker.db import postgresql, tables
from tracker.db.engine import Connection, Database, database_at, open_engine, run, transaction
from tracker.db.postgresql import Server
from tracker.errors import BusyError, DatabaseError, UsageError

pytestmark = pytest.mark.postgresql

NEXT = (
    "INSERT INTO entry (id, kind, subject_id, field, value, tier, stated_on, stated_until,"
    " recorded_at, previous_hash, hash) SELECT head.id + 1, kind, subject_id, field, value, tier,"
    " stated_on, {day}, recorded_at, {previous}, repeat('f', 64)"
    " FROM entry, (SELECT id, hash AS newest FROM entry ORDER BY id DESC LIMIT 1) AS head"
    " WHERE kind = 'statement' ORDER BY entry.id DESC LIMIT 1"
)
FORBIDDEN = {
    "update": "UPDATE entry SET value = 'other' WHERE id = 1",
    "delete": "DELETE FROM entry WHERE id = 1",
    "truncate": "TRUNCATE entry CASCADE",
    "truncate through a parent": "TRUNCATE subject CASCADE",
    "insert or update": "INSERT INTO entry SELECT * FROM entry WHERE id = 1"
    " ON CONFLICT (id) DO UPDATE SET value = 'other'",
    "fork": NEXT.format(day="stated_until", previous="previous_hash"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_every_client_is_refused_what_changes_the_log(shipped: Database, what: str) -> None:
    rows = select(tables.entry).order_by(tables.entry.c.id)
    with reading(shipped) as connection:
        before = connection.execute(rows).all()
    with pytest.raises(IntegrityError, match="the log is append-only"), writing(shipped) as client:
        client.exec_driver_sql(FORBIDDEN[what])
    with reading(shipped) as connection:
        assert connection.execute(rows).all() == before


def test_the_future_is_refused(shipped: Database) -> None:
    with pytest.raises(IntegrityError, match="ck_entry_not_future"), writing(shipped) as client:
        client.exec_driver_sql(NEXT.format(day="'2999-01-01'", previous="newest"))


def test_the_next_entry_is_taken(shipped: Database) -> None:
    with writing(shipped) as client:
        client.exec_driver_sql(NEXT.format(day="stated_until", previous="newest"))


def test_a_second_writer_is_told_to_try_again(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT", "10ms")
    with writing(small), pytest.raises(BusyError, match="the database is busy"), writing(small):
        pass


def test_a_writer_whose_clock_is_ahead_of_the_servers_is_refused(
    small: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_NOW")
    monkeypatch.setattr(clock, "AHEAD", timedelta(hours=-1))
    with pytest.raises(UsageError, match="ahead of the server's"), writing(small):
        raise AssertionError
    with reading(small):
        pass


def test_a_reader_is_not_blocked_and_sees_one_state(small: Database) -> None:
    title = select(tables.project.c.title)
    with reading(small) as reader:
        before = reader.scalar(title)
        with writing(small) as writer:
            writer.exec_driver_sql("UPDATE project SET title = 'Done'")
        assert reader.scalar(title) == before
    with reading(small) as reader:
        assert reader.scalar(title) == "Done"


def test_a_reader_cannot_write(small: Database) -> None:
    with pytest.raises(DatabaseError, match="read-only"), reading(small) as reader:
        reader.exec_driver_sql("UPDATE project SET title = 'Done'")


def _fail(connection: Connection, state: str) -> None:
    connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_work_is_run_again_after_a_deadlock(small: Database, state: str) -> None:
    runs: list[int] = []

    def work(connection: Connection) -> str:
        runs.append(1)
        if len(runs) < 3:
            _fail(connection, state)
        connection.exec_driver_sql("UPDATE project SET title = 'Done'")
        return "done"

    assert run(open_engine(small), work, write=True) == "done"
    assert len(runs) == 3


def test_work_is_not_run_for_ever(small: Database) -> None:
    with pytest.raises(BusyError, match="the database is busy"):
        run(open_engine(small), lambda connection: _fail(connection, "40001"), write=True)


def test_another_failure_is_not_retried(small: Database) -> None:
    runs: list[int] = []

    def work(connection: Connection) -> None:
        runs.append(1)
        connection.exec_driver_sql("SELECT nonsense()")

    with pytest.raises(DBAPIError, match="nonsense"):
        run(open_engine(small), work, write=True)
    assert len(runs) == 1


def _open(address: str) -> None:
    with transaction(open_engine(database_at(address)), write=False):
        pass


def test_a_server_that_is_down_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(BusyError, match="does not answer"):
        _open(f"postgresql+psycopg://postgres@/none?host={tmp_path}")


def test_a_database_that_is_not_there_is_refused(small: Database) -> None:
    assert isinstance(small, Server)
    name = small.url.split("?", 1)[0].rsplit("/", 1)[1]
    with pytest.raises(DatabaseError, match="does not exist"):
        _open(small.url.replace(name, "missing"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:secret@host/db",
        "postgresql+psycopg://host/db?user=me&password=secret",
        "postgresql://me@host/db?sslpassword=secret",
        "postgresql://me@host/db?Password=secret",
        "postgresql:/me:secret@host/db",
        "postgresql+psycopg:/me:secret@host/db",
        "postgres//me:secret@host/db",
        "host=host user=me password=secret",
        "password = 'secret://' host=host",
        "me@host/db?password=secret",
        '"postgresql://me:secret@host/db"',
        " postgresql://me:secret@host/db",
        "\tpostgresql://me:secret@host/db\n",
        "<postgresql://me:secret@host/db>",
        "jdbc:postgresql://me:secret@host/db",
        "pgsql:host=host;password=secret",
        "TRACKER_DB=postgresql://me:secret@host/db",
        "sqlite:///postgresql://me:secret@host/db",
        "postgresql://me@host/db password=secret",
        "//me:secret@host/db",
        "me:secret@host/db",
        "Server=host;Uid=me;Pwd=secret;",
        "pwd=secret",
        "me@host:secret",
    ],
)
def test_an_address_with_a_password_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        database_at(address)
    assert "secret" not in refused.value.message + refused.value.hint
    assert "PGPASSFILE" in refused.value.hint


@pytest.mark.parametrize("name", ["postgres/a.db", "./host=x.db", "my=a.db", "postgres.db"])
def test_a_file_may_have_such_a_name(name: str) -> None:
    assert database_at(name) == Path(name)


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("Sslmode=require", "has an unknown option 'Sslmode'"),
        ("autocommit=1", "has an unknown option 'autocommit'"),
        ("sslmode=bogus", "is malformed: .*sslmode"),
        ("connect_timeout=soon", "is malformed: .*connect_timeout"),
        ("port=soon", "is malformed"),
    ],
)
def test_what_is_no_option_is_refused(small: Database, option: str, reason: str) -> None:
    with pytest.raises(DatabaseError, match=f"the address of the database {reason}"):
        _open(f"{small}&{option}")


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"postgresql://me@127.0.0.1:{listening.getsockname()[1]}/db"


def test_a_server_that_never_answers_is_not_waited_for(
    silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BusyError, match=r"does not answer: .*timeout"):
        _open(f"{silent}?connect_timeout=2")
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "2")
    with pytest.raises(BusyError, match=r"does not answer: .*timeout"):
        _open(silent)
    monkeypatch.delenv("PGCONNECT_TIMEOUT")
    assert connect_seconds() == "10"


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_no_default_of_a_database_changes_what_writers_and_readers_see(
    small: Database, level: str
) -> None:
    with writing(small) as client:
        name = client.exec_driver_sql("SELECT current_database()").scalar()
        client.exec_driver_sql(
            f"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'"
        )
    with writing(small) as writer:
        assert writer.exec_driver_sql("SHOW transaction_isolation").scalar() == "read committed"
    with reading(small) as reader:
        assert reader.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_the_scheme_means_the_same(scheme: str) -> None:
    assert str(database_at(f"{scheme}://me@host/db")) == "postgresql+psycopg://me@host/db"


def test_a_malformed_address_is_refused() -> None:
    with pytest.raises(DatabaseError, match="malformed"):
        database_at("postgresql://host:port/db")
