"""Reading the definitions: as they were written, and as the catalog of a project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.definitions.catalog import (
    Catalog,
    as_name,
    exactly,
    missing,
)
from tracker.domain.definitions.content import read
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.readers import path
from tracker.domain.definitions.records import KINDS, identity
from tracker.domain.definitions.references import references
from tracker.domain.definitions.subject import (
    Holding,
    Metric,
    Milestone,
    Project,
    Subject,
    Tranche,
)
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.vocabulary import EntryKind
from tracker.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping, Select, Table

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition, Organization, ProjectRecord
    from tracker.domain.log.clocks import Clocks

    Name = tuple[str, str]
    Names = Mapping[str, Mapping[int, str]]
    Cell = Callable[[RowMapping, Names], Any]

Made = TypeVar("Made")


def find_project(connection: Connection, slug: str | None) -> Project:
    """Return the project of a slug, or the first one made; raises NotFoundError."""
    projects = all_projects(connection)
    if not projects:
        message = "the database holds no project"
        hint = "load the shipped data: tracker init; or make one: tracker project add --help"
        raise NotFoundError(message, hint, slug)
    if slug is None:
        return next((one for one in projects if one.retired is None), projects[0])
    for project in projects:
        if project.slug == slug:
            return project
    raise missing("project", slug, [project.slug for project in projects])


def all_projects(connection: Connection) -> list[Project]:
    """Read every project, the first one made first."""
    rows = connection.execute(select(tables.project).order_by(tables.project.c.id)).mappings()
    return [project_of(record_of("project", row, {}), row[tables.project.c.id]) for row in rows]


def find_subject(connection: Connection, path: str, project: str | None) -> Subject:
    """Return the subject that who writes means, as `find_catalog`; raises NotFoundError."""
    catalog, slug = find_catalog(connection, path, project)
    return catalog.subject(slug)


def find_catalog(connection: Connection, path: str, project: str | None) -> tuple[Catalog, str]:
    """Return the catalog that `project/name`, or a bare name in a project, means, and the slug.

    A name means what `exactly` says. What is named is in the catalog though it be retired.
    """
    within, _, name = path.rpartition("/")
    of = find_project(connection, as_name(within) if within else project)
    catalog = read_catalog(connection, of, also=as_name(name))
    return catalog, exactly(name, catalog.titled())


def subjects_by_path(connection: Connection) -> dict[str, Subject]:
    """Read the subjects of every project, those retired too, by `project/slug`."""
    projects = all_projects(connection)
    catalogs = [read_catalog(connection, project, retired_too=True) for project in projects]
    return {one.path: one for catalog in catalogs for one in catalog.subjects.values()}


def read_catalog(
    connection: Connection,
    project: Project,
    clocks: Clocks | None = None,
    *,
    also: str | None = None,
    retired_too: bool = False,
) -> Catalog:
    """Read a project's definitions as they are known; what is retired is left out.

    The subject `also` is in it in any case, with all that it refers to.
    """
    organizations = kind_rows(connection, "organization")
    known = clocks.instant if clocks else None
    records = _subject_records(connection, {project.id: project.slug}, organizations, known)
    every = [one for found in records.values() for one in found.values()]
    out: set[Name] = set() if retired_too else retired_by(connection, every, clocks)
    if out and also is not None:
        out -= _reached({identity(one): one for one in every}, f"{project.slug}/{also}")
    left = {
        kind: {number: one for number, one in found.items() if identity(one) not in out}
        for kind, found in records.items()
    }
    return catalog_of(project, {one.slug: one for one in organizations.values()}, left)


def retired_by(
    connection: Connection, records: Iterable[Definition], clocks: Clocks | None
) -> set[Name]:
    """Name what of some definitions is known to be retired."""
    names = {identity(one) for one in records if one.retired is not None}
    if clocks is None or clocks.instant is None or not names:
        return names
    since: dict[Name, int] = {}
    for number, record in told_definitions(connection):
        if record.retired is not None:
            since.setdefault(identity(record), number)
    return {name for name in names if since.get(name, 0) <= clocks.entry}


def told_definitions(connection: Connection) -> Iterator[tuple[int, Definition]]:
    """Give what each entry of the log defines, in its order, with the number of the entry."""
    entry = tables.entry.c
    query = select(entry.id, entry.content).where(entry.kind == EntryKind.DEFINE)
    for number, content in connection.execute(query.order_by(entry.id)):
        yield number, read(content).record


def _reached(records: Mapping[Name, Definition], path: str) -> set[Name]:
    """Name a subject and all that it refers to, at any depth."""
    waiting = [name for name in records if name[1] == path]
    found: set[Name] = set()
    while waiting:
        name = waiting.pop()
        if name in records and name not in found:
            found.add(name)
            waiting += [(kind, other) for _, kind, other in references(records[name])]
    return found


def catalog_of(
    project: Project,
    organizations: Mapping[str, Organization],
    records: Mapping[str, Mapping[int, Any]],
) -> Catalog:
    """Make the catalog of a project's subjects, by kind and by the id of their row."""
    metrics = {record.slug: record.unit for record in records["metric"].values()}
    resolved: dict[str, Callable[[Any], dict[str, Any]]] = {
        "metric": lambda record: {"counted_in": record.unit},
        "milestone": lambda record: {"metric_unit": metrics.get(record.metric)},
        "tranche": lambda record: {"funder": organizations[record.funder]},
        "holding": lambda record: {"organization": organizations[record.organization]},
    }
    of = {
        kind: {
            record.slug: _made(made, record, id=number, project=project, **resolved[kind](record))
            for number, record in records[kind].items()
        }
        for kind, made in SUBJECTS.items()
    }
    return Catalog(
        project=project,
        organizations=organizations,
        milestones=of["milestone"],
        metrics=of["metric"],
        tranches=of["tranche"],
        holdings=of["holding"],
        records={one.slug: one for found in records.values() for one in found.values()},
    )


SUBJECTS: dict[str, type[Any]] = {
    "milestone": Milestone,
    "tranche": Tranche,
    "metric": Metric,
    "holding": Holding,
}


def _made(kind: type[Made], record: Definition, **resolved: Any) -> Made:  # noqa: ANN401
    """Make an object of a definition's attributes, and of what was found for some of them."""
    kept: Any = kind
    names = {one.name for one in fields(kept)} - resolved.keys()
    return kind(**{name: getattr(record, name) for name in names}, **resolved)


def project_of(record: ProjectRecord, number: int) -> Project:
    """Make the project of a definition and the id of its row."""
    calendar = FiscalCalendar(record.fiscal_year_starts, record.fiscal_year_named_by)
    return _made(Project, record, id=number, calendar=calendar)


def stored_definitions(connection: Connection) -> dict[Name, Definition]:
    """Read every definition by its kind and name."""
    return {name: record for name, (_, record) in stored_rows(connection).items()}


def stored_rows(connection: Connection) -> dict[Name, tuple[int, Definition]]:
    """Read every definition by its kind and name, with the id of its row."""
    found = {kind: kind_rows(connection, kind) for kind in KINDS if kind not in SUBJECTS}
    projects = {number: one.slug for number, one in found["project"].items()}
    found |= _subject_records(connection, projects, found["organization"])
    return {identity(one): (number, one) for kind in KINDS for number, one in found[kind].items()}


def kind_rows(connection: Connection, kind: str) -> dict[int, Any]:
    """Read the definitions of a kind that is no subject, by the id of their row, oldest first."""
    table = TABLES[kind]
    rows = connection.execute(select(table).order_by(table.c.id)).mappings().all()
    names = {
        kind: {row[table.c.id]: row[table.c.slug] for row in rows} if "slug" in table.c else {}
    }
    for of in {one.reference for one in keys_of(KINDS[kind]) if one.reference} - {kind}:
        named = connection.execute(select(TABLES[of].c.id, TABLES[of].c.slug))
        names[of] = dict(map(tuple, named))
    return {row[table.c.id]: record_of(kind, row, names) for row in rows}


TABLES = {
    "project": tables.project,
    "organization": tables.organization,
    "source": tables.source,
    "metric": tables.metric,
    "milestone": tables.milestone,
    "tranche": tables.tranche,
    "holding": tables.holding,
    "rate": tables.exchange_rate,
}
"""The table of each kind of definition; what all subjects have is in one of its own."""
PAYER, PAYING_PROJECT = tables.subject.alias("payer"), tables.project.alias("paying_project")
PAID_BY = (PAYING_PROJECT.c.slug + "/" + PAYER.c.slug).label("paid_by")
"""A tranche may be paid by a line of another project."""


def record_of(kind: str, row: RowMapping, names: Names) -> Any:  # noqa: ANN401 - of that kind
    """Return the definition that a row holds.

    `names` has what the rows that it refers to are called, by table and id, and its gates.
    """
    return KINDS[kind](**{attribute: kept(row, names) for attribute, kept in _cells_of(kind)})


@cache
def _cells_of(kind: str) -> tuple[tuple[str, Cell], ...]:
    """What reads each attribute of a definition: thousands of rows are read with them."""
    return tuple((one.attribute, _cell(TABLES[kind], one)) for one in keys_of(KINDS[kind]))


def _cell(table: Table, one: DeclaredKey) -> Cell:
    """Return what reads the value of a key from a row, and from what rows are called."""
    if one.key.apart:
        number, of = tables.subject.c.id, one.name
        return lambda row, names: tuple(names[of].get(row[number], "").split())
    if one.key.reads is path:
        return lambda row, _: row[PAID_BY.name]
    column = (table if one.column in table.c else tables.subject).c[one.column]
    if one.reference:
        called = "subject" if one.reference in SUBJECTS else one.reference
        return lambda row, names: None if row[column] is None else names[called][row[column]]
    if one.several or one.is_word:
        return lambda row, _: one.kept(row[column])
    return lambda row, _: row[column]


def _subject_records(
    connection: Connection,
    projects: Mapping[int, str],
    organizations: Mapping[int, Organization],
    known: datetime | None = None,
) -> dict[str, dict[int, Any]]:
    """Read the subjects of projects as they were written, by kind and by the id of their row."""
    subject = tables.subject
    rows = connection.execute(_subject_rows(projects)).mappings().all()
    slugs = {row[subject.c.id]: row[subject.c.slug] for row in rows}
    gates: dict[int, str] = defaultdict(str)
    for milestone, gate in connection.execute(_gate_rows(projects)):
        gates[milestone] += f"{slugs[gate]} "
    names: Names = {
        "project": projects,
        "organization": {number: one.slug for number, one in organizations.items()},
        "subject": slugs,
        "gates": gates,
    }
    found: dict[str, dict[int, Any]] = {kind: {} for kind in SUBJECTS}
    for row in rows:
        if known is None or row[subject.c.recorded_at] <= known:
            kind = row[subject.c.kind]
            found[kind][row[subject.c.id]] = record_of(kind, row, names)
    return found


def _subject_rows(projects: Iterable[int]) -> Select[Any]:
    """Every subject of some projects with what its kind adds."""
    subject = tables.subject
    details = [TABLES[kind] for kind in SUBJECTS]
    query = select(subject, *details, PAID_BY).select_from(subject)
    for table in details:
        query = query.outerjoin(table, table.c.subject_id == subject.c.id)
    return (
        query.outerjoin(PAYER, PAYER.c.id == tables.tranche.c.paid_by_id)
        .outerjoin(PAYING_PROJECT, PAYING_PROJECT.c.id == PAYER.c.project_id)
        .where(subject.c.project_id.in_([*projects]))
        .order_by(subject.c.id)
    )


def _gate_rows(projects: Iterable[int]) -> Select[Any]:
    gate, subject = tables.gate, tables.subject
    return (
        select(gate.c.milestone_id, gate.c.gate_id)
        .join_from(gate, subject, gate.c.milestone_id == subject.c.id)
        .where(subject.c.project_id.in_([*projects]))
        .order_by(gate.c.milestone_id, gate.c.gate_id)
    )
