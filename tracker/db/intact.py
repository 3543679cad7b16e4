"""Whether the tables are there, and every reference leads to a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from tracker.db.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

ENFORCED = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid, true) FROM pg_constraint
    WHERE contype = 'f' AND NOT EXISTS (
      SELECT FROM pg_trigger WHERE tgconstraint = pg_constraint.oid
      AND tgenabled NOT IN ('O', 'A'))
"""
"""The foreign keys of PostgreSQL that no row escapes; an unchecked one tells so in its text."""


def missing_tables(connection: Connection) -> Iterator[str]:
    """Tell of the tables that are not there."""
    there = set(inspect(connection).get_table_names())
    for name in sorted(set(metadata.tables) - there):
        yield f"the table {name} is missing"


def open_references(connection: Connection) -> Iterator[str]:
    """Tell what refers to nothing on SQLite, where a client may leave foreign keys off."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("PRAGMA foreign_key_check"))
        for table in sorted({row[0] for row in rows}):
            yield f"the table {table} refers to a row that is not there"


def missing_references(connection: Connection) -> Iterator[str]:
    """Tell of the foreign keys that PostgreSQL no longer enforces."""
    if connection.dialect.name == "postgresql":
        enforced = {(table, rule) for table, rule in connection.execute(text(ENFORCED))}
        for table, rule in sorted(set(_rules()) - enforced):
            yield f"the table {table} is without its {rule}"


def _rules() -> Iterator[tuple[str, str]]:
    """The tables and foreign keys of the schema, as pg_get_constraintdef tells them."""
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            to = key.column
            rule = f"FOREIGN KEY ({key.parent.name}) REFERENCES {to.table.name}({to.name})"
            yield table.name, f"{rule} ON DELETE {key.ondelete}"
