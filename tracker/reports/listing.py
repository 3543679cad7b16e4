"""Lists of a project's subjects and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic

from sqlalchemy import Connection, func, select

from tracker.db import tables
from tracker.db.catalog import record_of, retired_by, subjects_by_path
from tracker.db.state import read_state
from tracker.db.statements import (
    StatementRow,
    as_known,
    is_live,
    read_statement,
    statement_rows,
)
from tracker.domain.definitions.catalog import missing
from tracker.domain.definitions.records import identity
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.periods.period import due_order
from tracker.domain.vocabulary import FIELDS, Field, Stage, SubjectKind
from tracker.tables.common import became, state_columns, statement_columns
from tracker.tables.table import Column, Document, Fact, Kind, Report, Row, Table, listed, of_held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.domain.definitions.records import SourceRecord
    from tracker.domain.definitions.subject import Metric, Milestone, Project
    from tracker.domain.holdings import HoldingState
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """One milestone with its state as of the report's day."""

    milestone: Milestone
    state: MilestoneState


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """One metric with the value shown."""

    metric: Metric
    found: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source and how many live statements of the project cite it."""

    source: SourceRecord
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Report, Generic[Row]):
    """What a project has of one kind, as of both clocks."""

    project: Project
    clocks: Clocks
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneListReport(Listing[MilestoneRow]):
    """A project's milestones, headline ones first, then by their day."""

    schema: ClassVar[str] = "milestones/v2"

    breach: BreachLimits = DEFAULT_LIMITS

    def document(self) -> Document:
        """Declare the list of milestones."""
        return listed(milestone_table(self.rows, self.breach))


class TrancheListReport(Listing["TrancheState"]):
    """A project's tranches in the order defined."""

    schema: ClassVar[str] = "tranches/v2"

    def document(self) -> Document:
        """Declare the list of tranches: what is shown of each stage."""
        return listed(
            Table(key="tranches", title="Tranches", columns=TRANCHE_COLUMNS, rows=self.rows)
        )


class MetricListReport(Listing[MetricRow]):
    """A project's metrics in the order defined."""

    schema: ClassVar[str] = "metrics/v2"

    def document(self) -> Document:
        """Declare the list of metrics with the value shown of each."""
        return listed(Table(key="metrics", title="Metrics", columns=METRIC_COLUMNS, rows=self.rows))


class HolderListReport(Listing["HoldingState"]):
    """A project's holdings in the order defined."""

    schema: ClassVar[str] = "holders/v2"

    def document(self) -> Document:
        """Declare the list of holdings."""
        return listed(Table(key="holders", title="Holders", columns=HOLDER_COLUMNS, rows=self.rows))


class SourceListReport(Listing[SourceRow]):
    """The sources that a project's statements cite, the newest published first."""

    schema: ClassVar[str] = "sources/v2"

    def document(self) -> Document:
        """Declare the list of sources."""
        return listed(Table(key="sources", title="Sources", columns=SOURCE_COLUMNS, rows=self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport(Report):
    """One source with the live statements that cite it, by subject path, oldest first."""

    schema: ClassVar[str] = "source/v2"

    clocks: Clocks
    source: SourceRecord
    cited: tuple[tuple[str, Statement], ...]

    def document(self) -> Document:
        """Declare one source and the statements that cite it."""
        of = self.source
        facts = (
            Fact("slug", of.slug),
            Fact("title", of.title),
            Fact("publisher", of.publisher),
            Fact("url", of.url),
            Fact("language", of.language),
            Fact("published_on", of.published_on),
            Fact("retrieved_on", of.retrieved_on, Kind.DAY),
            Fact("unread", of.unread, Kind.FLAG),
            Fact("tier", of.tier.value),
            *(Fact(one.key, one.value(of)) for one in became(lambda source: source, [of])),
        )
        cited = Table(
            key="statements", title=f"Source {of.slug}", columns=CITED_COLUMNS, rows=self.cited
        )
        return Document(facts=facts, tables=(cited,))


def milestone_list(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    breach: BreachLimits = DEFAULT_LIMITS,
) -> MilestoneListReport:
    """Read the milestones of which somebody spoke."""
    rows = milestone_rows(read_state(connection, project, clocks))
    return MilestoneListReport(project=project, clocks=clocks, rows=tuple(rows), breach=breach)


def tranche_list(connection: Connection, project: Project, clocks: Clocks) -> TrancheListReport:
    """Read the tranches of which somebody spoke."""
    rows = read_state(connection, project, clocks).tranches.values()
    return TrancheListReport(project=project, clocks=clocks, rows=tuple(rows))


def metric_list(connection: Connection, project: Project, clocks: Clocks) -> MetricListReport:
    """Read the metrics of which somebody spoke."""
    rows = metric_rows(read_state(connection, project, clocks))
    return MetricListReport(project=project, clocks=clocks, rows=tuple(rows))


def holder_list(connection: Connection, project: Project, clocks: Clocks) -> HolderListReport:
    """Read the holdings of which somebody spoke."""
    rows = read_state(connection, project, clocks).holdings.values()
    return HolderListReport(project=project, clocks=clocks, rows=tuple(rows))


def milestone_rows(state: ProjectState) -> list[MilestoneRow]:
    """Return the milestones of which somebody spoke: headline ones first, then by their day."""
    rows = (
        MilestoneRow(milestone=state.milestones[slug], state=one)
        for slug, one in state.states.items()
    )
    return sorted(rows, key=_by_urgency)


def metric_rows(state: ProjectState) -> list[MetricRow]:
    """Return the metrics of which somebody spoke, in the order defined."""
    return [
        MetricRow(metric=one, found=found)
        for one in state.metrics.values()
        if (found := state.value(one))
    ]


def _by_urgency(row: MilestoneRow) -> tuple[bool, tuple[date, date], str]:
    """Headline milestones first; what was met by its day, the rest by the day it is due."""
    day = due_order(row.state.met_on or row.state.target)
    return not row.milestone.headline, day, row.milestone.slug


def source_list(connection: Connection, project: Project, clocks: Clocks) -> SourceListReport:
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
    rows.sort(key=lambda row: row.source.published_on or "", reverse=True)
    return SourceListReport(project=project, clocks=clocks, rows=tuple(rows))


def source_report(connection: Connection, slug: str, clocks: Clocks) -> SourceReport:
    """Read one source and what cites it; raises NotFoundError for a slug that none has."""
    source, entry = tables.source, tables.entry
    row = connection.execute(select(source).where(source.c.slug == slug)).mappings().first()
    if row is None:
        known = connection.scalars(select(source.c.slug).order_by(source.c.id))
        raise missing("source", slug, known)
    subjects = {one.id: one for one in subjects_by_path(connection).values()}
    number = row[source.c.id]
    found = as_known(connection, {number: record_of("source", row, {})}, clocks)[number]
    cited = statement_rows().where(entry.c.source_id == number, is_live(entry, clocks))
    cited = cited.order_by(entry.c.stated_until, entry.c.id)
    said = []
    for one in map(StatementRow._make, connection.execute(cited)):
        about = subjects[one.subject_id]
        said.append((about.path, read_statement(one, about, {number: found})))
    return SourceReport(clocks=clocks, source=found, cited=tuple(said))


def milestone_table(rows: Sequence[MilestoneRow], limits: BreachLimits) -> Table[MilestoneRow]:
    """Declare milestones as a table, the same in the list and on the page."""
    columns: tuple[Column[MilestoneRow], ...] = (
        Column(key="slug", title="milestone", value=lambda row: row.milestone.slug),
        Column(key="title", value=lambda row: row.milestone.title, priority=8),
        Column(key="title_ja", value=lambda row: row.milestone.title_ja, screen=False),
        Column(key="type", value=lambda row: row.milestone.type.value, priority=7),
        Column(
            key="headline", value=lambda row: row.milestone.headline, kind=Kind.FLAG, screen=False
        ),
        *of_held(lambda row: row.state, state_columns(limits)),
    )
    return Table(key="milestones", title="Milestones", columns=columns, rows=rows)


def _level(stage: Stage) -> Column[TrancheState]:
    """What is shown of one stage of a tranche."""
    priority = {Stage.BUDGETED: 3, Stage.ENACTED: 4, Stage.CANCELLED: 6}.get(stage, 0)
    return Column(
        key=f"stages.{stage.value}",
        title=stage.word,
        value=lambda row: row.stages[stage].shown.value if stage in row.stages else None,
        kind=Kind.QUANTITY,
        disputed=lambda row: stage in row.stages and bool(row.stages[stage].conflicts),
        right=True,
        priority=priority,
    )


TRANCHE_COLUMNS: tuple[Column[TrancheState], ...] = (
    Column(key="slug", title="tranche", value=lambda row: row.tranche.slug),
    Column(key="title", value=lambda row: row.tranche.title, screen=False),
    Column(key="title_ja", value=lambda row: row.tranche.title_ja, screen=False),
    Column(key="funder", value=lambda row: row.tranche.funder.slug, priority=2),
    Column(key="instrument", value=lambda row: row.tranche.instrument.value, priority=5),
    Column(
        key="fiscal_year",
        title="fy",
        value=lambda row: row.tranche.fiscal_year,
        kind=Kind.COUNT,
        priority=1,
    ),
    Column(key="parent", value=lambda row: row.tranche.parent, screen=False),
    Column(key="gate", value=lambda row: row.tranche.gate, screen=False),
    Column(key="paid_by", value=lambda row: row.tranche.paid_by, screen=False),
    Column(
        key="reached",
        value=lambda row: row.reached.value if row.reached else None,
        screen=False,
    ),
    *(_level(stage) for stage in Stage),
    Column(
        key="conflicts",
        value=lambda row: sum(len(found.conflicts) for found in row.stages.values()),
        kind=Kind.COUNT,
        screen=False,
    ),
    Column(
        key="disputed",
        value=lambda row: [stage.value for stage in row.stages if row.stages[stage].conflicts],
        kind=Kind.NAMES,
        screen=False,
    ),
)


METRIC_COLUMNS: tuple[Column[MetricRow], ...] = (
    Column(key="slug", title="metric", value=lambda row: row.metric.slug),
    Column(
        key="value",
        value=lambda row: row.found.shown.value,
        kind=Kind.QUANTITY,
        disputed=lambda row: bool(row.found.conflicts),
        right=True,
    ),
    Column(key="title", value=lambda row: row.metric.title, priority=6),
    Column(key="title_ja", value=lambda row: row.metric.title_ja, screen=False),
    Column(key="unit", value=lambda row: row.metric.counted_in, screen=False),
    Column(key="nature", value=lambda row: row.metric.nature.value, priority=4),
    Column(key="cumulative", value=lambda row: row.metric.cumulative, kind=Kind.FLAG, screen=False),
    Column(
        key="stated_on",
        title="said on",
        value=lambda row: row.found.shown.stated_on,
        kind=Kind.PERIOD,
        told=lambda row: row.found.shown.stated_on.text,
        priority=2,
    ),
    Column(key="speaker", title="said by", value=lambda row: row.found.shown.speaker, priority=3),
    Column(key="family", value=lambda row: row.metric.family, priority=5),
    Column(key="scope", value=lambda row: row.metric.scope, priority=1),
    Column(
        key="conflicts",
        value=lambda row: len(row.found.conflicts),
        kind=Kind.COUNT,
        screen=False,
    ),
)


def _is_disputed(row: HoldingState, field: Field) -> bool:
    found = row.found(field)
    return found is not None and bool(found.conflicts)


def _held(key: str, field: Field, *, title: str | None = None) -> Column[HoldingState]:
    """What is shown of one field of a holding."""
    return Column(
        key=key,
        title=title,
        value=lambda row: found.shown.value if (found := row.found(field)) else None,
        kind=Kind.QUANTITY,
        disputed=lambda row: _is_disputed(row, field),
        right=True,
    )


HOLDER_COLUMNS: tuple[Column[HoldingState], ...] = (
    Column(key="slug", title="holder", value=lambda row: row.holding.slug),
    Column(key="organization", value=lambda row: row.holding.organization.slug, screen=False),
    Column(key="name", value=lambda row: row.holding.organization.name, priority=1),
    Column(key="name_ja", value=lambda row: row.holding.organization.name_ja, screen=False),
    Column(key="kind", value=lambda row: row.holding.organization.kind.value, priority=5),
    Column(key="class", value=lambda row: row.holding.holding_class.value, priority=4),
    _held("expected", Field.EXPECTED),
    _held("invested", Field.INVESTED),
    _held("votes", Field.VOTES),
    Column(key="speaker", title="said by", value=lambda row: row.speaker, priority=2),
    Column(
        key="disputed",
        value=lambda row: [
            name.value for name in FIELDS[SubjectKind.HOLDING] if _is_disputed(row, name)
        ],
        kind=Kind.NAMES,
        screen=False,
    ),
)


SOURCE_COLUMNS: tuple[Column[SourceRow], ...] = (
    Column(key="slug", title="source", value=lambda row: row.source.slug),
    Column(
        key="published_on", title="published", value=lambda row: row.source.published_on, priority=1
    ),
    Column(key="publisher", value=lambda row: row.source.publisher, priority=5),
    Column(key="tier", value=lambda row: row.source.tier.value, priority=4),
    Column(
        key="unread",
        title="read",
        value=lambda row: row.source.unread,
        kind=Kind.FLAG,
        told=lambda row: "unread" if row.source.unread else "read",
        priority=3,
    ),
    Column(key="statements", value=lambda row: row.statements, kind=Kind.COUNT, priority=2),
    Column(key="title", value=lambda row: row.source.title),
    Column(key="url", value=lambda row: row.source.url, screen=False),
    Column(key="language", value=lambda row: row.source.language, screen=False),
    Column(
        key="retrieved_on", value=lambda row: row.source.retrieved_on, kind=Kind.DAY, screen=False
    ),
)


CITED_COLUMNS: tuple[Column[tuple[str, Statement]], ...] = (
    Column(key="subject", value=lambda row: row[0]),
    *statement_columns(lambda row: row[1], without=("subject",)),
)
