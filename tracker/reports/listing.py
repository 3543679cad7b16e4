"""Lists of a project's subjects: those of which somebody spoke, and last the others."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from tracker.db.state import read_state
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.vocabulary import FIELDS, Field, Stage, SubjectKind
from tracker.reports.asked import UNASKED, Asked
from tracker.reports.rows import metric_columns, metric_rows, milestone_columns, milestone_rows
from tracker.tables.common import title_columns
from tracker.tables.table import Column, Document, Kind, Report, Row, Table, listed, of_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import (
        Holding,
        Metric,  # noqa: F401 - in quotes below
        Milestone,  # noqa: F401 - in quotes below
        Project,
        Tranche,
    )
    from tracker.domain.holdings import HoldingState
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.milestones.milestone import MilestoneState  # noqa: F401 - in quotes below
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.shown.resolve import Resolution  # noqa: F401 - in quotes below

Defined = TypeVar("Defined")
Told = TypeVar("Told")
SILENCE = "nobody spoke"
"""What people see of a subject instead of a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Defined, Told]):
    """One subject, and what is told of it: None where nobody spoke of it."""

    subject: Defined
    told: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Report, Generic[Row]):
    """What a project has of one kind, as of both clocks; its schema is called as its table is."""

    project: Project
    clocks: Clocks
    rows: tuple[Row, ...]

    @property
    @abstractmethod
    def columns(self) -> tuple[Column[Row], ...]:
        """What is told of each."""

    def document(self) -> Document:
        """Declare the list."""
        key = self.schema.partition("/")[0]
        table = Table(key=key, title=key.capitalize(), columns=self.columns, rows=self.rows)
        return listed(table)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneListReport(Listing[Listed["Milestone", "MilestoneState"]]):
    """A project's milestones, headline ones first, then by their day."""

    schema: ClassVar[str] = "milestones/v2"

    breach: BreachLimits = DEFAULT_LIMITS

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """A milestone and its state, with what is a breach."""
        return _milestones(self.breach)


class TrancheListReport(Listing[Listed["Tranche", "TrancheState"]]):
    """A project's tranches in the order defined."""

    schema: ClassVar[str] = "tranches/v2"

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """A tranche, how far it came, and what is shown of each stage."""
        return TRANCHES


class MetricListReport(Listing[Listed["Metric", "Resolution"]]):
    """A project's metrics in the order defined."""

    schema: ClassVar[str] = "metrics/v2"

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """A metric with the value shown."""
        return METRICS


class HolderListReport(Listing[Listed["Holding", "HoldingState"]]):
    """A project's holdings in the order defined."""

    schema: ClassVar[str] = "holders/v2"

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """A holding with what is shown of each of its fields."""
        return HOLDERS


def milestone_list(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    asked: Asked = UNASKED,
    breach: BreachLimits = DEFAULT_LIMITS,
) -> MilestoneListReport:
    """Read a project's milestones; raises as `Asked.of`, as all lists do."""
    state = read_state(connection, project, clocks)
    told = {row.milestone.slug: row.state for row in milestone_rows(state)}
    rows = _every(state.milestones, told)
    rows = asked.of("milestone", rows, _milestones(breach), state.catalog)
    return MilestoneListReport(project=project, clocks=clocks, rows=rows, breach=breach)


def tranche_list(
    connection: Connection, project: Project, clocks: Clocks, asked: Asked = UNASKED
) -> TrancheListReport:
    """Read a project's tranches."""
    state = read_state(connection, project, clocks)
    rows = _every(state.catalog.tranches, state.tranches)
    rows = asked.of("tranche", rows, TRANCHES, state.catalog)
    return TrancheListReport(project=project, clocks=clocks, rows=rows)


def metric_list(
    connection: Connection, project: Project, clocks: Clocks, asked: Asked = UNASKED
) -> MetricListReport:
    """Read a project's metrics."""
    state = read_state(connection, project, clocks)
    told = {row.metric.slug: row.found for row in metric_rows(state)}
    rows = asked.of("metric", _every(state.metrics, told), METRICS, state.catalog)
    return MetricListReport(project=project, clocks=clocks, rows=rows)


def holder_list(
    connection: Connection, project: Project, clocks: Clocks, asked: Asked = UNASKED
) -> HolderListReport:
    """Read a project's holdings."""
    state = read_state(connection, project, clocks)
    rows = _every(state.catalog.holdings, state.holdings)
    rows = asked.of("holder", rows, HOLDERS, state.catalog)
    return HolderListReport(project=project, clocks=clocks, rows=rows)


def _every(
    defined: Mapping[str, Defined], told: Mapping[str, Told]
) -> tuple[Listed[Defined, Told], ...]:
    """Lay what is defined beside what is told of it; that of which nobody spoke comes last."""
    order = [*told, *(slug for slug in defined if slug not in told)]
    return tuple(Listed(subject=defined[slug], told=told.get(slug)) for slug in order)


def _subject(row: Listed[Any, Any]) -> Any:  # noqa: ANN401 - of the kind that is listed
    return row.subject


def _told(row: Listed[Any, Any]) -> Any:  # noqa: ANN401 - of the kind that is listed
    return row.told


def _with_silence(columns: Iterable[Column[Any]], where: str) -> tuple[Column[Any], ...]:
    """Say in one column for people, and in one for programs, of what nobody spoke."""

    def silence(column: Column[Any]) -> Column[Any]:
        def told(row: Listed[Any, Any]) -> str | None:
            if row.told is None:
                return SILENCE
            return column.told(row) if column.told else None

        return replace(column, told=told)

    spoken: Column[Any] = Column(
        key="spoken", value=lambda row: row.told is not None, kind=Kind.FLAG, screen=False
    )
    return (*(silence(one) if one.key == where else one for one in columns), spoken)


def _level(stage: Stage) -> Column[TrancheState]:
    """What is shown of one stage of a tranche."""
    priority = {Stage.BUDGETED: 6, Stage.ENACTED: 7, Stage.CANCELLED: 9}.get(stage, 4)
    return Column(
        key=f"stages.{stage.value}",
        title=stage.word,
        value=lambda row: row.stages[stage].shown.value if stage in row.stages else None,
        kind=Kind.QUANTITY,
        disputed=lambda row: stage in row.stages and bool(row.stages[stage].conflicts),
        right=True,
        priority=priority,
    )


TRANCHE_COLUMNS: tuple[Column[Tranche], ...] = (
    Column(key="slug", title="tranche", value=lambda of: of.slug),
    *title_columns("title", lambda of: of.title, lambda of: of.title_ja),
    Column(key="funder", value=lambda of: of.funder.slug, priority=3, whole=True),
    Column(key="instrument", value=lambda of: of.instrument.value, priority=8, whole=True),
    Column(
        key="fiscal_year",
        title="fy",
        value=lambda of: of.fiscal_year,
        kind=Kind.COUNT,
        priority=2,
    ),
    Column(key="parent", value=lambda of: of.parent, screen=False),
    Column(key="gate", value=lambda of: of.gate, screen=False),
    Column(key="paid_by", value=lambda of: of.paid_by, screen=False),
)
LEVEL_COLUMNS: tuple[Column[TrancheState], ...] = (
    Column(
        key="reached",
        value=lambda row: row.reached.value if row.reached else None,
        told=lambda row: stage.word if (stage := row.told) else None,
        whole=True,
    ),
    Column(
        key="level",
        title="amount",
        value=lambda row: row.stages[stage].shown.value if (stage := row.told) else None,
        kind=Kind.QUANTITY,
        disputed=lambda row: bool((stage := row.told) and row.stages[stage].conflicts),
        right=True,
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


HOLDING_COLUMNS: tuple[Column[Holding], ...] = (
    Column(key="slug", title="holder", value=lambda of: of.slug),
    Column(key="organization", value=lambda of: of.organization.slug, screen=False),
    *title_columns("name", lambda of: of.organization.name, lambda of: of.organization.name_ja),
    Column(key="kind", value=lambda of: of.organization.kind.value, priority=5),
    Column(key="class", value=lambda of: of.holding_class.value, priority=4),
)
HELD_COLUMNS: tuple[Column[HoldingState], ...] = (
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


def _milestones(limits: BreachLimits) -> tuple[Column[Any], ...]:
    return _with_silence(milestone_columns(_subject, _told, limits), "status")


TRANCHES = _with_silence(
    (*of_held(_subject, TRANCHE_COLUMNS), *of_held(_told, LEVEL_COLUMNS)),
    "reached",
)
METRICS = _with_silence(metric_columns(_subject, _told), "value")
HOLDERS = _with_silence(
    (*of_held(_subject, HOLDING_COLUMNS), *of_held(_told, HELD_COLUMNS)), "expected"
)
COLUMNS = {
    "milestone": _milestones(DEFAULT_LIMITS),
    "tranche": TRANCHES,
    "metric": METRICS,
    "holder": HOLDERS,
}
"""The columns of each list, by which it may be sorted."""
