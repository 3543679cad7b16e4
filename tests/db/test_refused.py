"""What it means that a server refuses, is full, is lost or reads days in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from databases import reading, writing
from postgres import own_server
from refusing import SAID, refusing, saying
from tracker.db.engine import Database, database_at, open_engine, transaction
from tracker.db.names import read_names
from tracker.errors import BusyError, DatabaseError, TrackerError

pytestmark = pytest.mark.postgresql

SECRET = "correct-horse"  # noqa: S105
HBA = "local all guarded scram-sha-256\nlocal all postgres trust\nlocal all nobody,crowded trust\n"


def _open(address: str) -> None:
    with transaction(open_engine(database_at(address)), write=False):
        pass


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("28P01", DatabaseError),
        ("28000", DatabaseError),
        ("3D000", DatabaseError),
        ("42501", DatabaseError),
        ("22023", DatabaseError),
        ("57P03", BusyError),
    ],
)
def test_the_state_decides_in_every_language(state: str, kind: type[TrackerError]) -> None:
    with refusing(state) as address, pytest.raises(kind, match=SAID):
        _open(address)


def test_a_server_that_cannot_encrypt_is_there() -> None:
    with refusing("28000") as address, pytest.raises(DatabaseError, match=r"refuses: .*SSL"):
        _open(f"{address}?sslmode=require")


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_what_is_no_postgresql_does_not_answer(answer: bytes) -> None:
    with saying(answer) as address, pytest.raises(BusyError, match="does not answer"):
        _open(address)


@pytest.mark.parametrize(
    "said",
    [
        "sorry, too many clients already",
        'too many connections for database "x"',
        "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    ],
)
def test_a_full_server_that_speaks_english_is_worth_another_try(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refusing.SAID", said)
    with refusing("53300") as address, pytest.raises(BusyError, match="the database is busy"):
        _open(address)


@dataclass(frozen=True)
class Guarded:
    """A server on which a role needs a password, one has none, and others are not let in."""

    address: str

    def at(self, user: str, database: str = "postgres") -> str:
        return self.address.replace("postgres@/postgres", f"{user}@/{database}")

    def say(self, command: str) -> None:
        engine = create_engine(self.address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(command)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    with own_server() as address:
        server = Guarded(address)
        folder = Path(str(make_url(address).query["host"]))
        server.say(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
        server.say("CREATE ROLE outside LOGIN")
        server.say("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
        server.say("CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
        (folder / "data" / "pg_hba.conf").write_text(HBA)
        server.say("SELECT pg_reload_conf()")
        yield server


def test_the_right_password_opens(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)
    _open(guarded.at("guarded"))


@pytest.mark.parametrize(
    ("user", "database", "environment"),
    [
        ("guarded", "postgres", {"PGPASSWORD": f"{SECRET}-battery"}),
        ("guarded", "postgres", {}),
        ("guarded", "missing", {"PGPASSWORD": SECRET}),
        ("outside", "postgres", {"PGPASSWORD": SECRET}),
        ("nobody", "postgres", {"PGPASSWORD": SECRET}),
        ("postgres", "postgres", {"PGDATESTYLE": "klingon", "PGPASSWORD": SECRET}),
        ("postgres", "postgres", {"PGTZ": "Mars/Olympus", "PGPASSWORD": SECRET}),
        ("postgres", "postgres", {"PGSSLMODE": "bogus", "PGPASSWORD": SECRET}),
        ("postgres", "postgres", {"PGSERVICE": "missing", "PGPASSWORD": SECRET}),
    ],
)
def test_a_refusal_is_one_and_tells_no_password(
    guarded: Guarded,
    user: str,
    database: str,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(DatabaseError, match=r"the server refuses|is malformed") as refused:
        _open(guarded.at(user, database))
    assert SECRET not in refused.value.message + refused.value.hint


def test_a_password_of_a_file_is_told_no_more(
    guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(f"*:*:*:guarded:{SECRET}-battery\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    services = tmp_path / "services"
    services.write_text(f"[ours]\npassword={SECRET}-battery\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    for address in (guarded.at("guarded"), guarded.at("guarded") + "&service=ours"):
        with pytest.raises(DatabaseError, match="the server refuses") as refused:
            _open(address)
        assert SECRET not in refused.value.message + refused.value.hint


def test_a_database_in_another_encoding_is_refused(guarded: Guarded) -> None:
    with pytest.raises(DatabaseError, match="keeps text as LATIN1, not as UTF8") as refused:
        _open(guarded.at("postgres", "latin"))
    assert "--encoding=UTF8" in refused.value.hint


def test_a_full_server_is_worth_another_try(guarded: Guarded) -> None:
    with pytest.raises(BusyError, match="the database is busy"):
        _open(guarded.at("crowded"))


@pytest.mark.parametrize(
    "environment",
    [
        {"PGCLIENTENCODING": "LATIN1"},
        {"PGCLIENTENCODING": "klingon"},
        {"PGDATESTYLE": "German"},
        {"PGDATESTYLE": "SQL, DMY"},
        {"PGTZ": "Asia/Tokyo"},
        {"PGTZ": "JST-9"},
    ],
)
def test_no_habit_of_the_machine_changes_what_is_read(
    small: Database, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "SELECT '2026-03-04'::date, '2026-03-04T05:06:07Z'::timestamptz, '北海道'"
    expected = (date(2026, 3, 4), datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC), "北海道")
    with monkeypatch.context() as machine:
        for name, value in environment.items():
            machine.setenv(name, value)
        for opened in (reading, writing):
            with opened(small) as connection:
                assert tuple(connection.exec_driver_sql(asked).one()) == expected
        with writing(small) as connection:
            connection.exec_driver_sql("UPDATE project SET title = '北海道'")
        assert {row[1] for row in read_names(str(small), "project")} == {"北海道"}


def _retitle(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE project SET title = 'Done'")


def _end(connection: Connection) -> None:
    """End the server's process of a connection, as whoever runs the server may."""
    other = create_engine(connection.engine.url, poolclass=NullPool)
    number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with other.connect() as admin:
        assert admin.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 9999)").scalar()


def _write(database: Database, *steps: Callable[[Connection], None]) -> None:
    with writing(database) as connection:
        for step in steps:
            step(connection)


def test_of_a_commit_whose_answer_is_lost_nobody_knows(small: Database) -> None:
    with pytest.raises(BusyError, match="not known whether") as lost:
        _write(small, _retitle, _end)
    assert "tracker history --limit 5" in lost.value.hint
    assert "--key" in lost.value.hint


def test_what_is_lost_before_the_commit_was_not_recorded(small: Database) -> None:
    with pytest.raises(BusyError, match=r"does not answer|is busy") as lost:
        _write(small, _end, _retitle)
    assert "try again" in lost.value.hint


def test_a_reader_that_is_lost_has_nothing_to_record(small: Database) -> None:
    with pytest.raises(BusyError, match=r"does not answer|is busy"), reading(small) as client:
        _end(client)
