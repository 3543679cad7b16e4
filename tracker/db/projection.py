"""The definitions that the log tells of, and whether the tables say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select, type_coerce
from sqlalchemy.types import NullType

from tracker.db import tables
from tracker.db.catalog import TABLES, catalog_of, project_of, stored_rows
from tracker.db.definitions import Names, rows_of, store, store_gates
from tracker.db.log import LogWriter, NewEntry
from tracker.domain.definitions.content import read, written
from tracker.domain.definitions.records import (
    MilestoneRecord,
    Organization,
    ProjectRecord,
    SubjectRecord,
    identity,
)
from tracker.domain.text import visible
from tracker.domain.vocabulary import EntryKind, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition
    from tracker.domain.definitions.subject import Subject

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition as the log tells it last, by `entry`; made at `recorded_at`.

    What is `adopted` was there before the log told of definitions.
    """

    record: Definition
    recorded_at: datetime
    entry: int
    adopted: bool


Logged = dict[tuple[str, str], Defined]
"""What is defined, by kind and name, in the order in which it was first told."""


def learn(logged: Logged, entry: int, content: str, recorded_at: datetime) -> None:
    """Take what one entry of the log defines; raises ValueError for what nobody can read."""
    told = read(content)
    name = identity(told.record)
    known = logged.get(name)
    logged[name] = Defined(
        record=told.record,
        recorded_at=known.recorded_at if known else told.since or recorded_at,
        entry=entry,
        adopted=known.adopted if known else told.since is not None,
    )


def logged_definitions(connection: Connection) -> Logged:
    """Read what the log defines; an entry that nobody can read defines nothing."""
    entry, logged = tables.entry.c, Logged()
    query = select(entry.id, entry.content, entry.recorded_at).order_by(entry.id)
    for number, content, recorded_at in connection.execute(
        query.where(entry.kind == EntryKind.DEFINE)
    ):
        try:
            learn(logged, number, content, recorded_at)
        except ValueError:
            continue
    return logged


def subjects_of(logged: Logged) -> dict[str, Subject]:
    """Return what statements can be about, by path, as the log defines it."""
    records = [one.record for one in logged.values()]
    organizations = {one.slug: one for one in records if isinstance(one, Organization)}
    found: dict[str, Subject] = {}
    for project in records:
        if isinstance(project, ProjectRecord):
            of: dict[str, dict[int, Any]] = {kind: {} for kind in SubjectKind}
            for number, one in enumerate(records):
                if isinstance(one, SubjectRecord) and one.project == project.slug:
                    of[identity(one)[0]][number] = one
            catalog = catalog_of(project_of(project, 0), organizations, of)
            found |= {one.path: one for one in catalog.subjects.values()}
    return found


def store_all(connection: Connection, logged: Logged) -> None:
    """Fill the tables of an empty database with what the log defines."""
    names = Names({})
    for one in logged.values():
        store(connection, names, one.record, one.recorded_at)
    for one in logged.values():
        if isinstance(one.record, MilestoneRecord):
            store_gates(connection, names, one.record)


def adopt(connection: Connection, now: Callable[[], datetime]) -> int:
    """Tell the log of the definitions that it does not know; return how many these are.

    Each is told with the instant at which it was made, which all clocks go on to use.
    """
    logged, stored = logged_definitions(connection), stored_rows(connection)
    made = dict(_made(connection))
    writer = LogWriter(connection, lambda: max([now(), *made.values()]))
    lacking = [name for name in made if name not in logged]
    for name in lacking:
        number, record = stored[name]
        entry = NewEntry(kind=EntryKind.DEFINE, content=written(record, made[name]))
        if isinstance(record, SubjectRecord):
            entry = replace(entry, subject_id=number, subject=record.path)
        writer.append(entry)
    writer.flush()
    return len(lacking)


def _made(connection: Connection) -> Iterator[tuple[tuple[str, str], datetime]]:
    """Give the name of every definition and when it was made, those before on which it rests."""
    project, subject, rate = tables.project, tables.subject, tables.exchange_rate
    for kind in ("project", "organization", "source"):
        table = TABLES[kind]
        query = select(table.c.slug, table.c.recorded_at).order_by(table.c.id)
        yield from (((kind, row[0]), row[1]) for row in connection.execute(query))
    of = select(subject.c.kind, project.c.slug + "/" + subject.c.slug, subject.c.recorded_at)
    of = of.join_from(subject, project).order_by(subject.c.id)
    yield from (((row[0], row[1]), row[2]) for row in connection.execute(of))
    name = rate.c.base + " " + rate.c.quote + " " + rate.c.month
    query = select(name, rate.c.recorded_at).order_by(rate.c.id)
    yield from ((("rate", row[0]), row[1]) for row in connection.execute(query))


def strayed(connection: Connection, logged: Logged) -> Iterator[str]:
    """Tell of every table, row and column that says another thing than the log defines."""
    there = dict(_rows(connection))
    ids: dict[tuple[str, str], int] = {
        name: row["id"] for name, row in there.items() if "id" in row
    }
    yield from _strayed_gates(connection, logged, ids)
    for (_, name), one in logged.items():
        for number, (table, values) in enumerate(rows_of(one.record, _finder(ids, one.record))):
            row = there.pop((table.name, name), None)
            if row is None:
                column = NAMED_BY.get(table.name, "subject_id")
                lacking = f"the table {table.name} is without {name} as {column}"
                yield f"{lacking}, which entry #{one.entry} defines"
                continue
            expected = values if number else values | {"recorded_at": one.recorded_at}
            for column, value in expected.items():
                held = _as_held(connection, table, column, value)
                if type(row[column]) is not type(held) or row[column] != held:
                    there_is, told = (_named(table, column, it, ids) for it in (row[column], held))
                    yield (
                        f"the table {table.name} has {there_is} as {column} of {name},"
                        f" entry #{one.entry} {told}"
                    )
    for table_name, name in there:
        column = NAMED_BY.get(table_name, "subject_id")
        yield f"the table {table_name} has {_shown(name)} as {column}, which no entry defines"


def _finder(
    ids: Mapping[tuple[str, str], int], of: Definition
) -> Callable[[DeclaredKey, str | None], int | None]:
    """Find the row that a name has now in its table; 0 where nothing is called so."""

    def find(one: DeclaredKey, name: str | None) -> int | None:
        if name is None:
            return None
        if isinstance(of, SubjectRecord) and one.reference in set(SubjectKind):
            return ids.get(("subject", name if "/" in name else f"{of.project}/{name}"), 0)
        return ids.get((one.reference or "", name), 0)

    return find


def _as_held(connection: Connection, table: Table, column: str, value: object) -> object:
    """What the driver takes for a value, and gives back where nobody reads it for us."""
    dialect = connection.dialect
    bind = table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(value, str):
        value = str(value)
    return bind(value) if bind else value


def _named(table: Table, column: str, value: object, ids: Mapping[tuple[str, str], int]) -> str:
    """Show a value; of the id of a row, what that is called."""
    for reference in table.c[column].foreign_keys:
        of = reference.column.table.name
        names = [name for (where, name), number in ids.items() if (where, number) == (of, value)]
        return _shown(names[0] if names else value)
    return _shown(value)


def _shown(value: object) -> str:
    return visible(repr(value)[:LONGEST_SHOWN])


NAMED_BY = {
    "project": "slug",
    "organization": "slug",
    "source": "slug",
    "subject": "project_id and slug",
    "exchange_rate": "base, quote and month",
}
"""The columns that hold the name of a row; those of a kind of subject share its id."""
Raw = dict[str, Any]


def _raw(connection: Connection, table: Table) -> list[Raw]:
    """Read the rows of a table as the driver gives them, whatever somebody put there."""
    columns = [type_coerce(column, NullType()).label(column.name) for column in table.c]
    return [dict(row) for row in connection.execute(select(*columns)).mappings()]


def _rows(connection: Connection) -> Iterator[tuple[tuple[str, str], Raw]]:
    """Give every row that holds a definition, by its table and the name of that."""
    projects = _raw(connection, tables.project)
    slugs = {row["id"]: row["slug"] for row in projects}
    yield from ((("project", row["slug"]), row) for row in projects)
    for table in (tables.organization, tables.source):
        yield from (((table.name, row["slug"]), row) for row in _raw(connection, table))
    for row in _raw(connection, tables.exchange_rate):
        yield ("exchange_rate", f"{row['base']} {row['quote']} {row['month']}"), row
    paths: dict[Any, str] = {}
    for row in _raw(connection, tables.subject):
        paths[row["id"]] = f"{slugs.get(row['project_id'])}/{row['slug']}"
        yield ("subject", paths[row["id"]]), row
    for kind in SubjectKind:
        for row in _raw(connection, TABLES[kind]):
            yield (kind.value, paths.get(row["subject_id"], "nothing")), row


def _strayed_gates(
    connection: Connection, logged: Logged, ids: Mapping[tuple[str, str], int]
) -> Iterator[str]:
    subjects = {number: path for (table, path), number in ids.items() if table == "subject"}
    there = {
        (str(subjects.get(row["milestone_id"])), str(subjects.get(row["gate_id"])))
        for row in _raw(connection, tables.gate)
    }
    told = {
        (one.record.path, f"{one.record.project}/{gate}")
        for one in logged.values()
        if isinstance(one.record, MilestoneRecord)
        for gate in one.record.gates
    }
    for milestone, gate in sorted(told - there):
        yield f"the table gate is without gate_id {gate} of milestone_id {milestone}"
    for milestone, gate in sorted(there - told):
        told_of = f"gate_id {gate} of milestone_id {milestone}"
        yield f"the table gate has {told_of}, which no entry defines"
