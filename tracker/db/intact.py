"""Whether the tables are there, and every reference leads to a row, never in a circle."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select, text

from tracker.db import tables
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


def circles(connection: Connection) -> Iterator[str]:
    """Tell which organizations, tranches and milestones belong to themselves."""
    organization, tranche, gate = tables.organization.c, tables.tranche.c, tables.gate.c
    of_tranche = [(tranche.subject_id, tranche.parent_id), (tranche.subject_id, tranche.paid_by_id)]
    leads = {
        "organization": [(organization.id, organization.parent_id)],
        "tranche": of_tranche,
        "milestone": [(gate.milestone_id, gate.gate_id)],
    }
    for kind, pairs in leads.items():
        graph = defaultdict(list)
        for pair in pairs:
            for one, other in connection.execute(select(*pair).where(pair[1].is_not(None))):
                graph[one].append(other)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            named = tables.organization if kind == "organization" else tables.subject
            query = select(named.c.slug).where(named.c.id == error.args[1][0])
            yield f"the {kind} {connection.scalar(query)} belongs to itself"


def _rules() -> Iterator[tuple[str, str]]:
    """The tables and foreign keys of the schema, as pg_get_constraintdef tells them."""
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            to = key.column
            rule = f"FOREIGN KEY ({key.parent.name}) REFERENCES {to.table.name}({to.name})"
            yield table.name, f"{rule} ON DELETE {key.ondelete}"
