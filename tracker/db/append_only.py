"""The triggers that make the log append-only for every client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

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

POSTGRESQL = {
    "entry_refuse()": """
        CREATE FUNCTION entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'the log is append-only: no %', lower(TG_OP)
            USING ERRCODE = 'restrict_violation';
        END $$
    """,
    "entry_only_append()": """
        CREATE FUNCTION entry_only_append() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.id IS DISTINCT FROM (SELECT coalesce(max(id), 0) + 1 FROM entry)
            OR NEW.previous_hash IS DISTINCT FROM coalesce(
                 (SELECT hash FROM entry ORDER BY id DESC LIMIT 1),
                 '0000000000000000000000000000000000000000000000000000000000000000')
          THEN
            RAISE EXCEPTION 'the log is append-only: not the next entry'
              USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$
    """,
    # A trigger is written as pg_get_triggerdef tells it.
    "entry_no_update": """
        CREATE TRIGGER entry_no_update BEFORE DELETE OR UPDATE ON entry
        FOR EACH ROW EXECUTE FUNCTION entry_refuse()
    """,
    "entry_no_truncate": """
        CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry
        FOR EACH STATEMENT EXECUTE FUNCTION entry_refuse()
    """,
    # A conflict with an existing row is met by the insert, before ON CONFLICT could update it.
    "entry_only_append": """
        CREATE TRIGGER entry_only_append BEFORE INSERT ON entry
        FOR EACH ROW EXECUTE FUNCTION entry_only_append()
    """,
}


def statements(dialect: str) -> dict[str, str]:
    """Return the DDL by the name of what it makes.

    On SQLite a batch migration drops the triggers of its table, so run it after each.
    """
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[dialect]


GUARDS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'",
    "postgresql": """
        SELECT tgname, CASE WHEN tgenabled IN ('O', 'A') THEN pg_get_triggerdef(oid, true) END
        FROM pg_trigger WHERE tgrelid = to_regclass('entry') AND NOT tgisinternal
        UNION ALL
        SELECT oid::regprocedure::text, format(
          'CREATE FUNCTION %s RETURNS %s LANGUAGE %s AS $$%s$$', oid::regprocedure,
          prorettype::regtype, (SELECT lanname FROM pg_language WHERE oid = prolang), prosrc)
        FROM pg_proc
        WHERE oid IN (SELECT tgfoid FROM pg_trigger WHERE tgrelid = to_regclass('entry'))
    """,
}
"""What guards the log, by its name: the DDL that would make it again, none of what is off."""


def broken_guards(connection: Connection) -> Iterator[str]:
    """Tell of the triggers and functions that ought to guard the log and do not."""
    dialect = connection.dialect.name
    there = {row[0]: row[1] for row in connection.execute(text(GUARDS[dialect]))}
    for name, made in statements(dialect).items():
        kind = "function" if name.endswith("()") else "trigger"
        if name not in there:
            yield f"the {kind} {name}, which guards the log, is missing"
        elif _bare(there[name] or "") != _bare(made):
            yield f"the {kind} {name}, which guards the log, is not as it was made"


def _bare(ddl: str) -> str:
    """A statement without its layout, which no server keeps."""
    return " ".join(ddl.split())
