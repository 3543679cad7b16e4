"""The triggers that make the log append-only for every client."""

from __future__ import annotations

SQLITE = {
    "entry_no_update": """
        CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: no update'); END
    """,
    "entry_no_delete": """
        CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: no delete'); END
    """,
    # REPLACE deletes without firing delete triggers, so an insert may not meet an existing row.
    "entry_only_append": """
        CREATE TRIGGER entry_only_append BEFORE INSERT ON entry
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
          OR NEW.previous_hash IS NOT coalesce(
               (SELECT hash FROM entry ORDER BY id DESC LIMIT 1),
               '0000000000000000000000000000000000000000000000000000000000000000')
          OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash)
          OR EXISTS (SELECT 1 FROM entry WHERE key = NEW.key AND key_part = NEW.key_part)
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: not the next entry'); END
    """,
}


def statements(dialect: str) -> dict[str, str]:
    """Return the DDL by trigger name; a batch migration drops triggers, so run it after each."""
    return {"sqlite": SQLITE}[dialect]
