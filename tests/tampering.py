"""What somebody with rights on the database does behind the program's back."""

from __future__ import annotations

from databases import writing
from tracker.db.engine import Database

DISARM = {
    "sqlite": [f"DROP TRIGGER entry_{name}" for name in ("no_update", "no_delete", "only_append")],
    "postgresql": ["ALTER TABLE entry DISABLE TRIGGER USER"],
}


def kind_of(database: Database) -> str:
    return "sqlite" if str(database).startswith("/") else "postgresql"


def tamper(database: Database, *statements: str) -> None:
    """Do what a client may that takes the triggers away first."""
    say(database, *DISARM[kind_of(database)], *statements)


def say(database: Database, *statements: str) -> None:
    """Do what any client may."""
    with writing(database) as client:
        for statement in statements:
            client.exec_driver_sql(statement)
