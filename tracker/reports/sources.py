"""The sources that a project's statements cite, and what one of them says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, func, select

from tracker.db import tables
from tracker.db.catalog import kind_rows, record_of, retired_by, subjects_by_path
from tracker.db.meant import meant_source
from tracker.db.state import read_state
from tracker.db.statements import (
    StatementRow,
    as_known,
    is_live,
    read_statement,
    statement_rows,
    with_bodies,
)
from tracker.domain.checks import RULES
from tracker.domain.definitions.records import identity
from tracker.domain.periods.period import Period
from tracker.reports.asked import UNASKED, Asked
from tracker.reports.check import FindingRow, about_source, finding_table, judge
from tracker.reports.claims import CLAIM_COLUMNS, Claim, claim_of, codes_of
from tracker.reports.listing import Listing
from tracker.tables.common import became, declared_columns
from tracker.tables.table import Column, Document, Fact, Kind, Report, Table

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.definitions.records import SourceRecord
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source and how many live statements of the project cite it."""

    source: SourceRecord
    statements: int


class SourceListReport(Listing[SourceRow]):
    """The sources that a project's statements cite, the newest published first."""

    schema: ClassVar[str] = "sources/v2"

    @property
    def columns(self) -> tuple[Column[SourceRow], ...]:
        """A source, and how many statements cite it."""
        return SOURCE_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport(Report):
    """One source with what it says, by subject path, oldest first, and what is found about that."""

    schema: ClassVar[str] = "source/v2"

    clocks: Clocks
    source: SourceRecord
    claims: tuple[Claim, ...]
    found: tuple[FindingRow, ...]

    def document(self) -> Document:
        """Declare one source, the statements that cite it, and what the rules find about them."""
        of = self.source
        told = (
            Fact("slug", of.slug),
            Fact("title", of.title),
            Fact("publisher", of.publisher),
            Fact("url", of.url),
            Fact("language", of.language),
            Fact("published_on", of.published_on),
            Fact("retrieved_on", of.retrieved_on, Kind.DAY),
            Fact("unread", of.unread, Kind.FLAG),
            Fact("tier", of.tier.value),
        )
        more = declared_columns(type(of), _itself, without=[one.key for one in told])
        facts = (
            *told,
            *(Fact(one.key, one.value(of), one.kind) for one in more),
            *(Fact(one.key, one.value(of)) for one in became(_itself, [of])),
        )
        claims = Table(
            key="statements", title=f"Source {of.slug}", columns=CLAIM_COLUMNS, rows=self.claims
        )
        return Document(facts=facts, tables=(claims, finding_table("Findings", self.found)))


def _itself(source: SourceRecord) -> SourceRecord:
    return source


def source_list(
    connection: Connection, project: Project, clocks: Clocks, asked: Asked = UNASKED
) -> SourceListReport:
    """Read the sources that live statements of a project cite."""
    source, entry, subject = tables.source, tables.entry, tables.subject
    cited = (
        select(entry.c.source_id, func.count().label("statements"))
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(is_live(entry, clocks), subject.c.project_id == project.id)
        .group_by(entry.c.source_id)
        .subquery()
    )
    query = select(source, cited.c.statements).join(cited, cited.c.source_id == source.c.id)
    found = connection.execute(query).mappings().all()
    sources = {row[source.c.id]: record_of("source", row, {}) for row in found}
    sources = as_known(connection, sources, clocks)
    rows = [
        SourceRow(source=sources[row[source.c.id]], statements=row[cited.c.statements])
        for row in found
    ]
    out = retired_by(connection, (row.source for row in rows), clocks)
    rows = [row for row in rows if identity(row.source) not in out]
    rows.sort(key=lambda row: row.source.slug)
    newest = Asked(sort="published_on", reverse=True).of("source", rows, SOURCE_COLUMNS)
    chosen = asked.of("source", newest, SOURCE_COLUMNS)
    return SourceListReport(project=project, clocks=clocks, rows=chosen)


def source_report(connection: Connection, name: str, clocks: Clocks) -> SourceReport:
    """Read the one source that is meant, and what cites it; raises as `meant_source`."""
    source, entry = tables.source, tables.entry
    slug = meant_source(connection, name)
    row = connection.execute(select(source).where(source.c.slug == slug)).mappings().one()
    subjects = {one.id: one for one in subjects_by_path(connection).values()}
    number = row[source.c.id]
    known = as_known(connection, {number: record_of("source", row, {})}, clocks)
    record = with_bodies(known, kind_rows(connection, "organization").values())[number]
    cited = statement_rows().where(entry.c.source_id == number, is_live(entry, clocks))
    cited = cited.order_by(entry.c.stated_until, entry.c.id)
    said = []
    for one in map(StatementRow._make, connection.execute(cited)):
        about = subjects[one.subject_id]
        said.append((about, read_statement(one, about, {number: record})))
    found: list[FindingRow] = []
    states = {}
    for project in {about.project.slug: about.project for about, _ in said}.values():
        state = states[project.slug] = read_state(connection, project, clocks, rates=True)
        found += about_source(judge(connection, state, RULES), slug)
    claims = (
        claim_of(about, one, states[about.project.slug], codes_of(about, one, found))
        for about, one in said
    )
    return SourceReport(clocks=clocks, source=record, claims=tuple(claims), found=tuple(found))


def _published(row: SourceRow) -> tuple[date, date] | None:
    text = row.source.published_on
    return Period.parse(text).sort_key if text else None


SOURCE_COLUMNS: tuple[Column[SourceRow], ...] = (
    Column(key="slug", title="source", value=lambda row: row.source.slug),
    Column(
        key="published_on",
        title="published",
        value=lambda row: row.source.published_on,
        rank=_published,
        whole=True,
    ),
    Column(key="publisher", value=lambda row: row.source.publisher, priority=3),
    Column(
        key="tier",
        value=lambda row: row.source.tier.value,
        rank=lambda row: row.source.tier.rank,
        priority=4,
    ),
    Column(
        key="unread",
        title="read",
        value=lambda row: row.source.unread,
        kind=Kind.FLAG,
        told=lambda row: "unread" if row.source.unread else "read",
        priority=5,
    ),
    Column(key="statements", value=lambda row: row.statements, kind=Kind.COUNT, priority=2),
    Column(key="title", value=lambda row: row.source.title, titles=True),
    Column(key="url", value=lambda row: row.source.url, screen=False),
    Column(key="language", value=lambda row: row.source.language, screen=False),
    Column(
        key="retrieved_on", value=lambda row: row.source.retrieved_on, kind=Kind.DAY, screen=False
    ),
)
