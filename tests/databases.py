"""Databases for tests: each a copy of a template that was migrated, or loaded, once a session.

A second kind of database is a second class with the methods of `Sqlite`, and its name in KINDS.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tracker.db.engine import open_engine, transaction
from tracker.db.migrate import upgrade
from tracker.domain.records import Dataset
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir
from tracker.services.dataset import load_dataset
from world import world

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def now() -> datetime:
    """The moment at which tests record."""
    return NOW


@contextmanager
def writing(database: Path) -> Iterator[Connection]:
    """A connection in a transaction that writes."""
    with transaction(open_engine(database), write=True) as connection:
        yield connection


@contextmanager
def reading(database: Path) -> Iterator[Connection]:
    """A connection in a transaction that reads."""
    with transaction(open_engine(database), write=False) as connection:
        yield connection


def load(database: Path, dataset: Dataset) -> None:
    with writing(database) as connection:
        load_dataset(connection, dataset, now=now, today=TODAY)


class Sqlite:
    """SQLite files; a template is made at its first use and copied from then on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, name: str, fill: Callable[[Path], None], folder: Path) -> Path:
        template = self._folder / f"{name}.db"
        if not template.exists():
            made = self._folder / f"{name}.new"
            upgrade(made)
            fill(made)
            made.rename(template)
        return Path(shutil.copy(template, folder / "tracker.db"))


KINDS = {"sqlite": Sqlite}


@pytest.fixture(scope="session", params=sorted(KINDS))
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return KINDS[request.param](tmp_path_factory.mktemp(request.param))


@pytest.fixture
def database(databases: Sqlite, tmp_path: Path) -> Path:
    """A migrated database without a row."""
    return databases.copy("empty", lambda _: None, tmp_path)


@pytest.fixture
def small(databases: Sqlite, tmp_path: Path) -> Path:
    """A database with the definitions of tests/world.py, and nothing said yet."""
    return databases.copy("small", lambda made: load(made, world()), tmp_path)


@pytest.fixture
def shipped(databases: Sqlite, tmp_path: Path) -> Path:
    """A database with the shipped dataset."""

    def fill(made: Path) -> None:
        load(made, read_dataset(fixtures_dir() / "rapidus"))

    return databases.copy("shipped", fill, tmp_path)
