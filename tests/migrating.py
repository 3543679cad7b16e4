"""Going from revision to revision, for tests."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from tracker.db.engine import Database, open_engine, transaction
from tracker.resources import migrations_dir


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, on a connection if one is given."""
    made = Config()
    made.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def migrate(database: Database, *revisions: str) -> None:
    """Go to each revision in turn, forward with + before its name, back without."""
    for revision in revisions:
        with transaction(open_engine(database, foreign_keys=False), write=True) as connection:
            go = command.upgrade if revision.startswith("+") else command.downgrade
            go(config(connection), revision.removeprefix("+"))
