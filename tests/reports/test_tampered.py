"""What is changed behind the program's back is named, whatever column, index or guard it is.

The cases come from the schema, so that nothing that is added to it is left out.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Connection, Table, exc, select, text, update

import tampering
from databases import NOW, TODAY, Databases, now, reading, writing
from recording import nth, said, say
from stored import put
from tracker.db import tables
from tracker.db.engine import Database
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.migrate import upgrade
from tracker.db.tables import metadata
from tracker.domain.definitions.records import ProjectRecord
from tracker.domain.vocabulary import EntryKind, Field
from tracker.reports.verify import verify_report
from tracker.services.definitions import Definer

TABLES = [table for table in metadata.tables.values() if table is not tables.entry]
SAID = [column for column in tables.entry.c if not column.primary_key]
KINDS = [EntryKind.STATEMENT, EntryKind.DEPRECATE, EntryKind.ACCEPT, EntryKind.DEFINE]


@pytest.fixture
def full(cleared: Databases, tmp_path: Path) -> Database:
    """A row in every table, every kind of entry, and a second project."""
    return cleared.template("full", fill, tmp_path)


def fill(blank: Database) -> None:
    put("0003", blank)
    upgrade(blank, now)
    other = ProjectRecord(slug="other", title="Other", currency="USD")
    with writing(blank) as connection:
        Definer(connection, LogWriter(connection, now)).add("project", [other])
    assert problems(blank) == []


def problems(database: Database) -> list[str]:
    with reading(database) as connection:
        return problems_in(connection)


def problems_in(connection: Connection) -> list[str]:
    clocks = read_clocks(connection, TODAY, None)
    return [*verify_report(connection, clocks, now=NOW).problems]


def words(column: Column[Any]) -> list[str]:
    """The words that a check allows in a column."""
    checks = (one for one in column.table.constraints if isinstance(one, CheckConstraint))
    rule = rf"{column.name} IN \((.*)\)"
    return [
        word
        for one in checks
        if (found := re.fullmatch(rule, str(one.sqltext)))
        for word in re.findall(r"'([^']*)'", found[1])
    ]


def others(connection: Connection, column: Column[Any], value: Any) -> Iterator[Any]:
    """Values of a column that it does not have, those that a rule may forbid too."""
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        yield from connection.scalars(select(target).where(target.is_distinct_from(value)))
    elif listed := words(column):
        yield from (word for word in listed if word != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, datetime):
        yield value - timedelta(hours=1)
    elif isinstance(value, date):
        yield value - timedelta(days=1)
    elif value is None:
        yield from ("x", 1, date(2026, 1, 1))
    else:
        end = "y" if value[-1] != "y" else "z"
        yield from (f"{value[:-1]}{end}", f"{value}{end}")


def changed(connection: Connection, column: Column[Any], *where: Any) -> dict[str, Any] | None:
    """Change a column of some row to a value that the database takes; return the row as it was.

    None where no such row may hold another value there.
    """
    table = column.table
    assert isinstance(table, Table)
    query = select(table).where(*where).order_by(column.is_(None), *table.primary_key)
    for row in [dict(row) for row in connection.execute(query).mappings()]:
        for value in others(connection, column, row[column.name]):
            this = [table.c[key.name] == row[key.name] for key in table.primary_key]
            try:
                with connection.begin_nested():
                    connection.execute(update(table).where(*this).values({column: value}))
            except exc.StatementError:
                continue
            return row
    return None


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_column_that_says_another_thing_than_the_log_is_named(
    full: Database, subtests: pytest.Subtests, table: Table
) -> None:
    columns = [one for one in table.c if table is tables.gate or not one.primary_key]
    for column in columns:
        with subtests.test(column=column.name), writing(full) as connection:
            assert changed(connection, column)
            found = problems_in(connection)
            connection.rollback()
            named = [one for one in found if f"the table {table.name} " in one]
            assert any(re.search(rf"\b{column.name}\b", one) for one in named), found


def test_an_entry_that_says_another_thing_is_named(
    full: Database, subtests: pytest.Subtests
) -> None:
    """Of every kind of entry that may hold another value in a column."""
    tampering.tamper(full)
    for column in SAID:
        with subtests.test(column=column.name):
            named = [kind for kind in KINDS if is_named(full, column, kind)]
            assert named


def is_named(database: Database, column: Column[Any], kind: EntryKind) -> bool:
    """Whether an entry of a kind may hold another value; asserts that it is named then."""
    with writing(database) as connection:
        row = changed(connection, column, tables.entry.c.kind == kind)
        found = problems_in(connection) if row else []
        connection.rollback()
    assert row is None or any(one.startswith(f"entry #{row['id']} ") for one in found), found
    return row is not None


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_row_that_is_gone_or_not_defined_is_named(full: Database, table: Table) -> None:
    """Where rows refer to one, the database keeps it, unless its rules are off."""
    key = next(iter(table.primary_key)).name
    last = f"SELECT max({key}) FROM {table.name}"  # noqa: S608
    if tampering.kind_of(full) == "sqlite":
        with closing(sqlite3.connect(str(full))) as plain, plain:
            plain.execute(f"DELETE FROM {table.name} WHERE {key} = ({last})")  # noqa: S608
    else:
        with writing(full) as connection:
            connection.execute(text("SET session_replication_role = replica"))
            connection.execute(text(f"DELETE FROM {table.name} WHERE {key} = ({last})"))  # noqa: S608
            connection.execute(text("RESET session_replication_role"))
    assert any(one.startswith(f"the table {table.name} is without ") for one in problems(full))


INDEXES = [
    str(index.name)
    for table in metadata.tables.values()
    for index in sorted(table.indexes, key=str)
]


@pytest.mark.parametrize("index", INDEXES)
def test_an_index_that_was_dropped_is_named(small: Database, index: str) -> None:
    tampering.say(small, f"DROP INDEX {index}")
    (told,) = problems(small)
    assert told.startswith(f"the index {index} of the table ")


QUIET = """
    CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
"""
FOREIGN = {
    "sqlite": {
        "the trigger rewrite of the table source": [
            "CREATE TRIGGER rewrite AFTER INSERT ON source BEGIN UPDATE source SET title = 'x'; END"
        ],
        "the trigger quiet of the table entry": [
            "CREATE TRIGGER quiet BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END"
        ],
    },
    "postgresql": {
        "the trigger rewrite of the table source": [
            QUIET,
            "CREATE TRIGGER rewrite BEFORE INSERT ON source FOR EACH ROW EXECUTE FUNCTION quiet()",
        ],
        "the rule hidden of the table gate": [
            "CREATE RULE hidden AS ON DELETE TO gate DO INSTEAD NOTHING"
        ],
        "the policy shown of the table metric": [
            "CREATE POLICY shown ON metric USING (headline)",
        ],
    },
}


@pytest.mark.sqlite
@pytest.mark.parametrize("what", FOREIGN["sqlite"])
def test_what_a_file_does_besides_is_named(small: Database, what: str) -> None:
    tampering.say(small, *FOREIGN["sqlite"][what])
    assert problems(small) == [f"{what} is not the program's"]


@pytest.mark.postgresql
@pytest.mark.parametrize("what", FOREIGN["postgresql"])
def test_what_a_server_does_besides_is_named(small: Database, what: str) -> None:
    tampering.say(small, *FOREIGN["postgresql"][what])
    assert problems(small) == [f"{what} is not the program's"]


@pytest.mark.parametrize(("later", "told"), [(timedelta(minutes=4), 0), (timedelta(days=9), 1)])
def test_an_entry_of_the_future_is_named(small: Database, later: timedelta, told: int) -> None:
    say(small, said("pilot", Field.NOTE, "a start"))
    with writing(small) as connection:
        writer = LogWriter(connection, lambda: NOW + later)
        writer.append(NewEntry(kind=EntryKind.ACCEPT, finding="x", reason="x"))
        writer.flush()
    found = problems(small)
    assert len(found) == told
    for one in found:
        assert one.startswith(f"entry #{nth(2)} is recorded at 2026-12-01T09:00:00Z")


def test_an_index_that_leads_to_fewer_rows_or_refuses_some_is_named(small: Database) -> None:
    lane = "entry (subject_id, field, tier, stated_until DESC, id DESC)"
    tampering.say(
        small,
        "DROP INDEX ix_entry_lane",
        f"CREATE INDEX ix_entry_lane ON {lane} WHERE id < 0",
        "CREATE UNIQUE INDEX once ON source (title)",
    )
    assert problems(small) == [
        "the index once of the table source is not the program's",
        "the index ix_entry_lane of the table entry is not as it was made",
    ]
