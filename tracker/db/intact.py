"""Whether a database is as the program made it: its tables, its references, the log's triggers."""

from __future__ import annotations

import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, inspect, select, text
from sqlalchemy.pool import StaticPool

from tracker.db import tables
from tracker.db.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


def torn_pages(connection: Connection) -> Iterator[str]:
    """Tell of the first thing that SQLite finds wrong with its file: pages, indexes, rows."""
    if connection.dialect.name == "sqlite":
        found = str(connection.scalar(text("PRAGMA integrity_check(1)")))
        if found != "ok":
            yield f"the file is torn: {found.splitlines()[-1]}"


def open_references(connection: Connection) -> Iterator[str]:
    """Tell what refers to nothing on SQLite, where a client may leave foreign keys off."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("PRAGMA foreign_key_check"))
        for table in sorted({table for table, *_ in rows}):
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


def guards(dialect: str) -> dict[str, str]:
    """Return the DDL that makes the log append-only for every client, by the name of what it makes.

    On SQLite a batch migration drops the triggers of its table, so run it after each.
    """
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[dialect]


GUARDS_THERE = {
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
    there: dict[str, str | None] = dict(connection.execute(text(GUARDS_THERE[dialect])).all())
    for name, made in guards(dialect).items():
        kind = "function" if name.endswith("()") else "trigger"
        if name not in there:
            yield f"the {kind} {name}, which guards the log, is missing"
        elif _bare(there[name] or "") != _bare(made):
            yield f"the {kind} {name}, which guards the log, is not as it was made"


def _bare(ddl: str) -> str:
    """A statement without its layout, which no server keeps."""
    return " ".join(ddl.split())


FOREIGN = {
    "sqlite": """
        SELECT 'trigger', name, tbl_name FROM sqlite_master WHERE type = 'trigger'
    """,
    "postgresql": """
        SELECT 'trigger', tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT 'rule', rulename, tablename FROM pg_rules WHERE schemaname = current_schema()
        UNION ALL
        SELECT 'policy', policyname, tablename FROM pg_policies
        WHERE schemaname = current_schema()
    """,
}
"""What may change or hide rows of a table behind the program's back."""


def foreign_guards(connection: Connection) -> Iterator[str]:
    """Tell of triggers and the like that the program did not make."""
    dialect = connection.dialect.name
    for kind, name, table in connection.execute(text(FOREIGN[dialect])):
        if table in metadata.tables and name not in guards(dialect):
            yield f"the {kind} {name} of the table {table} is not the program's"


def missing_indexes(connection: Connection) -> Iterator[str]:
    """Tell of the indexes that were dropped, or that lead by other columns."""
    inspector = inspect(connection)
    for name, table in metadata.tables.items():
        there = {one["name"]: one for one in inspector.get_indexes(name)}
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            found = there.pop(str(index.name), None)
            if found is None or found["column_names"] != [one.name for one in index.columns]:
                yield f"the index {index.name} of the table {name} is missing"
            elif found["unique"] or any(key.endswith("_where") for key in _options(found)):
                yield f"the index {index.name} of the table {name} is not as it was made"
        for found in there.values():
            if found["unique"] and not found.get("duplicates_constraint"):
                yield f"the index {found['name']} of the table {name} is not the program's"


def _options(index: Mapping[str, Any]) -> list[str]:
    return [key for key, value in index.get("dialect_options", {}).items() if value is not None]


Shape = dict[str, frozenset[str]]
"""Of each table what matters of its columns and checks, the same in every kind of database."""

WORDS = re.compile(r"'([^']*)'")
NOT_NULL = " not null"
WRITTEN_OTHERWISE = {"ck_entry_not_future"}
"""Checks that each kind of database has in words of its own."""


def shape_of(connection: Connection) -> Shape:
    """Read the shape of every table."""
    return {name: _table(connection, name) for name in inspect(connection).get_table_names()}


def shape_made_by(make: Callable[[Connection], None] = metadata.create_all) -> Shape:
    """Read the shape of what a migration makes in an empty database, by default of the schema."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        make(connection)
        made = shape_of(connection)
    engine.dispose()
    return made


def lacking_parts(connection: Connection) -> Iterator[str]:
    """Tell of the columns and checks that tables lack."""
    for name, part in _beyond(shape_made_by(), shape_of(connection)):
        yield f"the table {name} is without {part}"


def added_parts(connection: Connection) -> Iterator[str]:
    """Tell of the columns and checks of our tables that the program did not make."""
    made = shape_made_by()
    for name, part in _beyond(shape_of(connection), made):
        if name in made:
            yield f"the table {name} has {part}, which the program did not make"


def _beyond(shape: Shape, other: Shape) -> Iterator[tuple[str, str]]:
    """Give the parts of a shape's tables that another one has not."""
    for name in sorted(shape):
        yield from ((name, part) for part in sorted(shape[name] - other.get(name, frozenset())))


def is_another(found: Shape, expected: Shape) -> bool:
    """Whether some expected table differs; tables that nobody expects do not count."""
    return any(found.get(name) != parts for name, parts in expected.items())


def serves(found: Shape, expected: Shape) -> bool:
    """Whether a program can work with the tables found, though another version made them.

    All that it expects is there, and what is there besides asks nothing of a new row.
    """
    return all(
        parts <= found.get(name, frozenset()) and not any(map(_binds, found[name] - parts))
        for name, parts in expected.items()
    )


def _binds(part: str) -> bool:
    return part.endswith(NOT_NULL) or part.startswith("ck_")


def _table(connection: Connection, name: str) -> frozenset[str]:
    inspector = inspect(connection)
    columns = (_column(dict(one)) for one in inspector.get_columns(name))
    checks = (_check(dict(one)) for one in inspector.get_check_constraints(name))
    return frozenset({*columns, *checks})


def _column(column: dict[str, Any]) -> str:
    kind = column["type"].python_type.__name__
    return f"{column['name']} {kind}{'' if column['nullable'] else NOT_NULL}"


def _check(check: dict[str, Any]) -> str:
    """A check by its name and the words that it lists."""
    name = str(check["name"])
    listed = [] if name in WRITTEN_OTHERWISE else WORDS.findall(str(check["sqltext"]))
    return " ".join([name, *listed])
