"""A revision that landed goes on making what it made: the copies in landed/ stay as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from databases import reading
from migrating import migrate
from tracker.db.engine import Database, open_engine

LANDED = Path(__file__).parent / "landed"
VERSIONS = Path(__file__).parents[2] / "alembic" / "versions"
REVISIONS = sorted(path.name.partition("_")[0] for path in VERSIONS.glob("0*.py"))
MADE = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'tracker_schema'",
    "postgresql": """
        WITH ours AS (
          SELECT oid, relname FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relname <> 'tracker_schema'
        )
        SELECT format('%s %s: %s %s %s %s', relname, attnum, attname,
          format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
          (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
           WHERE adrelid = attrelid AND adnum = attnum))
        FROM pg_attribute JOIN ours ON ours.oid = attrelid
        WHERE attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT format('%s %s: %s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
        FROM pg_constraint JOIN ours ON ours.oid = conrelid
        WHERE contype <> 'n' -- PostgreSQL 18 counts NOT NULL among them
        UNION ALL
        SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN ours ON ours.oid = indrelid
        UNION ALL
        SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN ours ON ours.oid = tgrelid
        WHERE NOT tgisinternal
        UNION ALL
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
}
"""Everything that a revision made, in the words of the database."""


def _made(connection: Connection) -> list[str]:
    """One line for each thing, without its layout."""
    rows = connection.scalars(text(MADE[connection.dialect.name]))
    return sorted(" ".join(row.split()) for row in rows)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_landed_revision_makes_what_it_made(blank: Database, revision: str) -> None:
    """A new one writes what it makes with TRACKER_TEST_LANDED=write."""
    migrate(blank, f"+{revision}")
    stored = LANDED / f"{revision}-{open_engine(blank).dialect.name}.txt"
    with reading(blank) as connection:
        made = _made(connection)
    if os.environ.get("TRACKER_TEST_LANDED") == "write" and not stored.exists():
        stored.write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
    assert made == stored.read_text(encoding="utf-8").splitlines()
