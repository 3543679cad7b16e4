"""Reading the live statements about subjects, as of a day and known at an entry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    Text,
    and_,
    column,
    func,
    select,
    true,
    union,
    values,
)

from tracker.db import tables
from tracker.db.catalog import kind_rows, record_of, told_definitions
from tracker.domain.definitions.catalog import callings
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import SourceRecord
from tracker.domain.log.statement import Statement, date_on_earth, parse_value
from tracker.domain.periods.period import Period
from tracker.domain.shown.resolve import LOOK_BACK
from tracker.domain.text import folded
from tracker.domain.vocabulary import FIELDS, EntryKind, Field, Tier
from tracker.errors import DamagedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.records import Organization
    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks


MARK, SAID, FOUND = (tables.entry.alias() for _ in range(3))
"""The log under other names, for what is asked of it within a query of it."""


def live_statements(
    connection: Connection, catalog: Catalog, clocks: Clocks
) -> dict[str, dict[Field, list[Statement]]]:
    """Return, by slug and field, the statements of a project that reports look at.

    These are, of each tier, the newest LOOK_BACK by the as-of day and the oldest LOOK_BACK (the
    first promise is among them), recorded up to the known entry and not deprecated by then.
    """
    by_id = {subject.id: subject for subject in catalog.subjects.values()}
    ids = _ids_to_read(clocks, by_id, lateral=connection.dialect.name == "postgresql")
    query = statement_rows().where(tables.entry.c.id.in_(ids))
    return _by_series(connection, query, by_id, clocks, catalog)


def statements_of(
    connection: Connection, subjects: Iterable[Subject], clocks: Clocks, catalog: Catalog
) -> dict[str, dict[Field, list[Statement]]]:
    """Return, by slug and field, every live statement about a few subjects of a project.

    They come oldest recorded first, and in one query however many subjects there are.
    """
    entry, by_id = tables.entry, {subject.id: subject for subject in subjects}
    query = statement_rows().where(entry.c.subject_id.in_(list(by_id)), is_live(entry, clocks))
    return _by_series(connection, query.order_by(entry.c.id), by_id, clocks, catalog)


def _by_series(
    connection: Connection,
    query: Select[Any],
    subjects: Mapping[int, Subject],
    clocks: Clocks,
    catalog: Catalog,
) -> dict[str, dict[Field, list[Statement]]]:
    said: dict[str, dict[Field, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    rows = [StatementRow._make(row) for row in connection.execute(query)]
    cited = (row.source_id for row in rows)
    sources = cited_sources(connection, cited, clocks, catalog.organizations.values())
    for row in rows:
        statement = read_statement(row, subjects[row.subject_id], sources)
        said[statement.subject][statement.field].append(statement)
    return {slug: dict(fields) for slug, fields in said.items()}


def count_statements(connection: Connection, project: Project, clocks: Clocks) -> tuple[int, int]:
    """Count a project's live statements as of the clocks, and the sources that they cite."""
    entry, subject = tables.entry, tables.subject
    query = (
        select(func.count(entry.c.id), func.count(entry.c.source_id.distinct()))
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(subject.c.project_id == project.id, is_live(entry, clocks))
    )
    statements, sources = connection.execute(query).one()
    return statements, sources


def read_entries(connection: Connection, subjects: Mapping[int, Subject]) -> dict[int, Statement]:
    """Return statements by their numbers, also when they were deprecated since.

    `subjects` tells of each number what it is about.
    """
    query = statement_rows().where(tables.entry.c.id.in_(list(subjects)))
    rows = [StatementRow._make(row) for row in connection.execute(query)]
    sources = cited_sources(connection, (row.source_id for row in rows))
    return {row.id: read_statement(row, subjects[row.id], sources) for row in rows}


def is_standing(connection: Connection, entry_id: int, clocks: Clocks) -> bool:
    """Tell whether no mark takes a statement out of all reports."""
    entry = tables.entry
    query = select(stands(entry, clocks)).where(entry.c.id == entry_id)
    return bool(connection.scalar(query))


class StatementRow(NamedTuple):
    """A row of `statement_rows`: an entry and its speaker, column by column.

    Thousands are read for a page, and by name nothing is faster.
    """

    id: int
    kind: str
    subject_id: int
    field: str
    value: str
    tier: str
    stated_on: str
    stated_until: date
    happened_on: str | None
    source_id: int | None
    said_by_id: int | None
    remark: str | None
    reason: str | None
    marks_id: int | None
    finding: str | None
    key: str | None
    key_part: int | None
    recorded_by: str | None
    recorded_at: datetime
    previous_hash: str
    hash: str
    quote: str | None
    content: str | None
    said_by: str | None


def read_statement(
    row: StatementRow, subject: Subject, sources: Mapping[int, SourceRecord]
) -> Statement:
    """Turn the row of a statement about a subject into the statement; see `cited_sources`."""
    calendar = subject.project.calendar
    field = Field(row.field)
    try:
        unit = subject.unit(field)
        value = parse_value(field, row.value, unit=unit, calendar=calendar, kept=True)
        stated_on = Period.recall(row.stated_on, calendar)
        happened_on = Period.recall(row.happened_on, calendar) if row.happened_on else None
    except UsageError as error:
        raise DamagedError(f"entry #{row.id} cannot be read: {error.message}") from error
    return Statement(
        id=row.id,
        subject=subject.slug,
        field=field,
        value=value,
        tier=Tier(row.tier),
        stated_on=stated_on,
        recorded_at=row.recorded_at,
        happened_on=happened_on,
        source=None if row.source_id is None else sources[row.source_id],
        said_by=row.said_by,
        remark=row.remark,
        quote=row.quote,
        reason=row.reason,
        key=row.key,
        recorded_by=row.recorded_by,
        measured=subject.measures(field),
    )


ASKED_FOR = 5000
"""So many sources are asked for by their ids; of more all are read."""


def cited_sources(
    connection: Connection,
    ids: Iterable[int | None],
    clocks: Clocks | None = None,
    organizations: Iterable[Organization] | None = None,
) -> dict[int, SourceRecord]:
    """Read the sources that statements cite, by the id of their row, as they were known.

    Each knows its `body`: one organization is one speaker, whether it is quoted or publishes. Those
    there are may be given where they were read already.
    """
    source, wanted = tables.source, set(ids) - {None}
    if not wanted:
        return {}
    query = select(source)
    if len(wanted) <= ASKED_FOR:
        query = query.where(source.c.id.in_(wanted))
    rows = connection.execute(query).mappings()
    found = {row[source.c.id]: record_of("source", row, {}) for row in rows}
    if organizations is None:
        organizations = kind_rows(connection, "organization").values()
    return with_bodies(as_known(connection, found, clocks), organizations)


def with_bodies(
    sources: Mapping[int, SourceRecord], organizations: Iterable[Organization]
) -> dict[int, SourceRecord]:
    """Tell of sources which organization the publisher is: the one of that slug, title or alias."""
    called: dict[str, set[str]] = defaultdict(set)
    for one in organizations:
        if one.retired is None:
            for text in (one.slug, *callings(one)):
                called[folded(text)].add(one.name)
    bodies = {text: next(iter(names)) for text, names in called.items() if len(names) == 1}
    found = {row: bodies.get(folded(one.publisher or "")) for row, one in sources.items()}
    return {
        row: replace(one, body=found[row]) if found[row] else one for row, one in sources.items()
    }


def as_known(
    connection: Connection, sources: dict[int, SourceRecord], clocks: Clocks | None
) -> dict[int, SourceRecord]:
    """Take back of sources what was corrected later than is known; wording stays."""
    corrected = {one.slug for one in sources.values() if one.corrected is not None}
    if clocks is None or clocks.instant is None or not corrected:
        return sources
    then: dict[str, SourceRecord] = {}
    for number, record in told_definitions(connection):
        if not isinstance(record, SourceRecord) or record.slug not in corrected:
            continue
        # What was adopted later was so before: nothing else is known of it.
        if number <= clocks.entry or record.slug not in then:
            then[record.slug] = record
    keys = [one.attribute for one in keys_of(SourceRecord) if one.key.correctable]
    keys.append("corrected")
    return {
        row: replace(one, **{key: getattr(then.get(one.slug, one), key) for key in keys})
        for row, one in sources.items()
    }


def statement_rows(*kinds: EntryKind) -> Select[Any]:
    """Select statements, or entries of the kinds given, each with its speaker.

    StatementRow names their columns.
    """
    entry, organization = tables.entry, tables.organization
    return (
        select(entry, organization.c.name.label("said_by"))
        .join_from(entry, organization, entry.c.said_by_id == organization.c.id, isouter=True)
        .where(entry.c.kind.in_(kinds or (EntryKind.STATEMENT,)))
    )


def is_live(entry: Any, clocks: Clocks) -> ColumnElement[bool]:  # noqa: ANN401
    """Tell of rows of entry, or of an alias of it, whether they count as of both clocks.

    They were said by the day, recorded by the entry, and not deprecated by then.
    """
    day = clocks.as_of
    if clocks.instant is not None:
        # Nothing recorded by then is dated later, and the narrower range keeps the seek short.
        day = min(day, date_on_earth(clocks.instant))
    return and_(
        entry.c.kind == EntryKind.STATEMENT,
        entry.c.stated_until <= day,
        entry.c.id <= clocks.entry,
        stands(entry, clocks),
    )


def stands(entry: Any, clocks: Clocks) -> ColumnElement[bool]:  # noqa: ANN401
    """Tell of rows of entry, or of an alias of it, whether the last known mark lets them stand."""
    last_mark = (
        select(MARK.c.kind)
        .where(MARK.c.marks_id == entry.c.id, MARK.c.id <= clocks.entry)
        .order_by(MARK.c.id.desc())
        .limit(1)
        .scalar_subquery()
        .correlate(entry)
    )
    return func.coalesce(last_mark, EntryKind.REINSTATE) != EntryKind.DEPRECATE


KINDS = [(kind.value, field.value) for kind, fields in FIELDS.items() for field in fields]
# As CTEs, since SQLite names the columns of VALUES nowhere else.
FIELDS_OF_KINDS = (
    values(column("kind", Text), column("field", Text)).data(KINDS).cte("series_field")
)
TIERS = values(column("tier", Text)).data([(tier.value,) for tier in Tier]).cte("series_tier")


def _ids_to_read(clocks: Clocks, subjects: Iterable[int], *, lateral: bool) -> CompoundSelect[Any]:
    """The ids to read: a short seek per subject, field and tier, however long the log is."""
    ids = list(subjects)
    ends = (_ends_of_series(clocks, newest=newest, lateral=lateral) for newest in (True, False))
    return union(*(end.where(tables.subject.c.id.in_(ids)) for end in ends))


def _ends_of_series(clocks: Clocks, *, newest: bool, lateral: bool) -> Select[Any]:
    subject, order = tables.subject, (SAID.c.stated_until, SAID.c.id)
    series = (
        select(SAID.c.id)
        .where(
            SAID.c.subject_id == subject.c.id,
            SAID.c.field == FIELDS_OF_KINDS.c.field,
            SAID.c.tier == TIERS.c.tier,
            is_live(SAID, clocks),
        )
        .order_by(*((c.desc() for c in order) if newest else order))
        .limit(LOOK_BACK)
        .correlate(subject, FIELDS_OF_KINDS, TIERS)
    )
    # PostgreSQL would test IN for every row of the log; SQLite has no LATERAL and needs none.
    found: FromClause = series.lateral() if lateral else FOUND
    return (
        select(found.c.id)
        .select_from(subject)
        .join(FIELDS_OF_KINDS, FIELDS_OF_KINDS.c.kind == subject.c.kind)
        .join(TIERS, true())
        .join(found, true() if lateral else found.c.id.in_(series))
    )
