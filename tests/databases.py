"""Databases for tests: each a copy of a template that was migrated, or loaded, once a session.

Every test that uses one runs on SQLite and on PostgreSQL, unless it is marked `sqlite` or
`postgresql`. Those of the command line, most of which tell of typing and of what is shown, run on
SQLite unless they are marked `both`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from postgres import SYSTEM, own_server, server
from tracker.db.engine import Database, open_engine, transaction
from tracker.db.migrate import upgrade
from tracker.db.postgresql import Server, server_at
from tracker.domain.definitions.records import Dataset
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir
from tracker.services.dataset import load_dataset
from tracker.services.moment import Moment
from world import world

KINDS = ("sqlite", "postgresql")
ON_SYSTEM = "postgresql-system"
"""What is promised is also tried on the system's PostgreSQL, by `make stress`."""

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def now() -> datetime:
    """The moment at which tests record."""
    return NOW


MOMENT = Moment(now=now, today=TODAY)
SHIPPED = 494
"""So many entries define what the shipped dataset speaks of; what it says begins behind them."""


@lru_cache(maxsize=8)
def _engine(database: Database) -> Engine:
    """An engine that is kept, since each compiles every statement once."""
    return open_engine(database)


@contextmanager
def writing(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that writes."""
    with transaction(_engine(database), write=True) as connection:
        yield connection


@contextmanager
def reading(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that reads."""
    with transaction(_engine(database), write=False) as connection:
        yield connection


def load(database: Database, dataset: Dataset) -> None:
    with writing(database) as connection:
        load_dataset(connection, dataset, MOMENT)


def define(database: Database) -> None:
    """Load the definitions of tests/world.py."""
    load(database, world())


def ship(database: Database) -> None:
    """Load the shipped dataset."""
    load(database, read_dataset(fixtures_dir() / "rapidus"))


class Databases(Protocol):
    """Where databases of one kind come from."""

    def blank(self, folder: Path) -> Database:
        """A database without a table."""

    def template(self, name: str, make: Callable[[Database], None], folder: Path) -> Database:
        """A copy of a template, made of a database without a table at its first use."""

    def copy(self, name: str, fill: Callable[[Database], None], folder: Path) -> Database:
        """A copy of a template that was migrated before it was filled."""


def migrated(fill: Callable[[Database], None]) -> Callable[[Database], None]:
    """What migrates a database, then fills it."""

    def make(blank: Database) -> None:
        upgrade(blank)
        fill(blank)

    return make


class Sqlite:
    """SQLite files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def blank(self, folder: Path) -> Path:
        return folder / "tracker.db"

    def template(self, name: str, make: Callable[[Database], None], folder: Path) -> Path:
        template = self._folder / f"{name}.db"
        if not template.exists():
            made = self._folder / f"{name}.new"
            make(made)
            made.rename(template)
        return Path(shutil.copy(template, folder / "tracker.db"))

    def copy(self, name: str, fill: Callable[[Database], None], folder: Path) -> Path:
        return self.template(name, migrated(fill), folder)


class Postgresql:
    """Databases of one server; those of a test are dropped by `clear` after it."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address)
        self._admin = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._numbers = count()
        self._templates: dict[str, str] = {}
        self._used: list[str] = []
        self._spaces: list[str] = []
        self._moved: str | None = None

    def blank(self, folder: Path) -> Server:
        del folder
        return self._make("template0")

    def template(self, name: str, make: Callable[[Database], None], folder: Path) -> Server:
        del folder
        if name not in self._templates:
            made = self._make("template0")
            make(made)
            self._templates[name] = self._used.pop()
        return self._make(self._templates[name])

    def copy(self, name: str, fill: Callable[[Database], None], folder: Path) -> Server:
        return self.template(name, migrated(fill), folder)

    def move(self, database: Database, folder: Path) -> None:
        """Let one database lie in a folder of the server's machine, and no other any more."""
        space = f"trk_{folder.name}".replace("-", "_").lower()
        if space not in self._spaces:
            owner = Path(self._asked("SHOW data_directory")).stat()
            os.chown(folder, owner.st_uid, owner.st_gid)
            self._say(f"CREATE TABLESPACE {space} LOCATION '{folder}'")
            self._spaces.append(space)
        if self._moved:
            self._say(f"ALTER DATABASE {self._moved} SET TABLESPACE pg_default")
        self._moved = make_url(str(database)).database
        self._say(f"ALTER DATABASE {self._moved} SET TABLESPACE {space}")

    def clear(self) -> None:
        for name in self._used:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")
        for space in self._spaces:
            self._say(f"DROP TABLESPACE {space}")
        self._used, self._spaces, self._moved = [], [], None

    def _make(self, template: str) -> Server:
        name = f"trk_{os.getpid()}_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        self._used.append(name)
        return server_at(self._address.set(database=name).render_as_string(hide_password=False))

    def _asked(self, question: str) -> str:
        with self._admin.connect() as connection:
            return str(connection.exec_driver_sql(question).scalar_one())

    def _say(self, command: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(command)


def pytest_configure(config: pytest.Config) -> None:
    for kind in KINDS:
        config.addinivalue_line("markers", f"{kind}: runs on this kind of database alone")
    config.addinivalue_line("markers", "both: runs on every kind of database")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "databases" in metafunc.fixturenames:
        kinds = _kinds(metafunc.definition)
        metafunc.parametrize("databases", kinds, indirect=True, scope="session")


def _kinds(test: pytest.Item) -> Sequence[str]:
    """The kinds of databases that a test runs on."""
    on_both = test.path.parent.name != "cli" or test.get_closest_marker("both")
    kinds = list(KINDS if on_both else KINDS[:1])
    for kind in KINDS:
        if test.get_closest_marker(kind):
            kinds = [kind]
    promised = os.environ.get("TRACKER_TEST_STRESS") and test.path.parent.name == "promises"
    if promised and "postgresql" in kinds and (SYSTEM / "initdb").exists():
        kinds.append(ON_SYSTEM)
    return kinds


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    if request.param == "sqlite":
        yield Sqlite(tmp_path_factory.mktemp("databases"))
    else:
        with own_server(SYSTEM) if request.param == ON_SYSTEM else server() as address:
            yield Postgresql(address)


@pytest.fixture
def binaries(request: pytest.FixtureRequest) -> Path | None:
    """Those of which a server of the test's kind is made, None for the usual ones."""
    return SYSTEM if request.node.callspec.params["databases"] == ON_SYSTEM else None


@pytest.fixture
def cleared(databases: Databases) -> Iterator[Databases]:
    """The kind of database, whose databases are gone after the test."""
    yield databases
    if isinstance(databases, Postgresql):
        databases.clear()


@pytest.fixture
def blank(cleared: Databases, tmp_path: Path) -> Database:
    """A database without a table."""
    return cleared.blank(tmp_path)


@pytest.fixture
def database(cleared: Databases, tmp_path: Path) -> Database:
    """A migrated database without a row."""
    return cleared.copy("empty", lambda _: None, tmp_path)


@pytest.fixture
def empty(cleared: Databases, tmp_path: Path) -> Database:
    """An empty database beside the shipped one."""
    folder = tmp_path / "own"
    folder.mkdir()
    return cleared.copy("empty", lambda _: None, folder)


@pytest.fixture
def small(cleared: Databases, tmp_path: Path) -> Database:
    """A database with the definitions of tests/world.py, and nothing said yet."""
    return cleared.copy("small", define, tmp_path)


@pytest.fixture
def shipped(cleared: Databases, tmp_path: Path) -> Database:
    """A database with the shipped dataset."""
    return cleared.copy("shipped", ship, tmp_path)
