"""Where a project stands: the report behind the status page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_state
from tracker.db.statements import count_statements
from tracker.domain.checks import ON_PAGE
from tracker.domain.checks.status import WILL_NOT_BE
from tracker.domain.diff.event import Event, kinds_by_subject, tally
from tracker.domain.holdings import HoldingState, Owners, owners
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.milestones.upcoming import Due, DueWindow, upcoming
from tracker.domain.money.coverage import Coverage, beside_money, coverage, stated_needs
from tracker.domain.money.tranches import PaymentState
from tracker.domain.shown.explain import Change, changes, newest, newest_figure
from tracker.domain.vocabulary import Field
from tracker.reports.check import finding_columns, judge
from tracker.reports.diff import DiffReport, diff_since, event_table
from tracker.reports.rows import (
    MetricRow,
    MilestoneRow,
    metric_columns,
    metric_rows,
    milestone_columns,
    milestone_rows,
)
from tracker.reports.subject import held_wrong
from tracker.tables.common import in_unit, statement_columns
from tracker.tables.money import (
    FUNDER_KIND,
    IN_TOTAL,
    INSTRUMENT,
    PAID_UNSTATED,
    capital_facts,
    of_group,
)
from tracker.tables.table import (
    Column,
    Document,
    Fact,
    Kind,
    Only,
    Report,
    Sort,
    SortedRow,
    Table,
    stacked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.subject import Milestone, Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.money.breakdown import Group, Totals
    from tracker.domain.state import ProjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the report stands on: what of it is shown or looked at as of the day.

    Of `unspoken` milestones nobody said anything by then.
    """

    milestones: int
    unspoken: int
    statements: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport(Report):
    """Everything on the status page, in its order.

    Milestones come headline ones first, within these by the day they were met or are due. `figures`
    are the metrics in the order defined, `attention` what the rules found, in their order. `since`
    is what changed since a day that was asked for; `wrong`, where it is to be cited, are the
    statements that a rule holds wrong, by entry. Of the milestones that are `silent` nobody spoke.
    """

    schema: ClassVar[str] = "status/v2"

    project: Project
    clocks: Clocks
    counts: Counts
    newest_statement: Statement | None
    newest_change: Statement | None
    milestones: tuple[MilestoneRow, ...]
    money: Coverage
    figures: tuple[MetricRow, ...]
    owners: Owners
    latest: tuple[Change, ...]
    next: tuple[DueWindow, ...]
    attention: tuple[Finding, ...]
    since: DiffReport | None = None
    breach: BreachLimits = DEFAULT_LIMITS
    wrong: Mapping[int, Finding] = field(default_factory=dict)
    silent: tuple[str, ...] = ()

    @property
    def foremost(self) -> MilestoneRow | None:
        """The headline milestone that is due next; before it one that has no date any more.

        Of those that ended the last one, where none is open; None without milestones.
        """
        rows = [row for row in self.milestones if row.milestone.headline] or [*self.milestones]
        running = [row for row in rows if not row.state.status.ends]
        lost = [row for row in running if row.state.slip and row.state.slip.last is None]
        return next(iter([*lost, *running, *reversed(rows)]), None)

    def lost_gates(self, of: Milestone) -> list[MilestoneRow]:
        """What must come before a milestone and will not come."""
        rows = {row.milestone.slug: row for row in self.milestones}
        found = (rows[gate] for gate in of.gates if gate in rows)
        return [row for row in found if row.state.status in WILL_NOT_BE]

    def document(self) -> Document:
        """Declare the page: counts, need and owners, then its tables in their order."""
        return Document(
            facts=(
                *_head(self),
                Fact(
                    "money_total",
                    self.money.total,
                    Kind.RECORD,
                    _stages(self.project.currency),
                    screen=False,
                ),
                *_need(self),
                *_owners(self),
                *_since(self),
            ),
            tables=(
                _milestones(self),
                *_events(self),
                *_money(self),
                Table(
                    key="metrics",
                    title="Metrics",
                    columns=metric_columns(lambda row: row.metric, lambda row: row.found),
                    rows=self.figures,
                ),
                Table(key="latest", title="Latest", columns=LATEST_COLUMNS, rows=self.latest),
                Table(key="next", title="Next", columns=NEXT_COLUMNS, rows=self.next),
                Table(
                    key="attention",
                    title="Attention",
                    columns=finding_columns(lambda found: found),
                    rows=self.attention,
                ),
            ),
        )


def status_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    since: date | None = None,
    breach: BreachLimits = DEFAULT_LIMITS,
    cited: bool = False,
) -> StatusReport:
    """Read where a project stands as of a day, known at an entry; and what changed since a day.

    What is to be `cited` is looked at by the rules that hold a statement wrong.
    """
    state = read_state(connection, project, clocks, rates=True)
    return status_of(connection, state, since=since, breach=breach, cited=cited)


def status_of(
    connection: Connection,
    state: ProjectState,
    *,
    since: date | None = None,
    breach: BreachLimits = DEFAULT_LIMITS,
    cited: bool = False,
) -> StatusReport:
    """Draw up where a project stands, as `status_report` does; the state knows the rates."""
    project, clocks = state.catalog.project, state.clocks
    rows, metrics = milestone_rows(state), metric_rows(state)
    tranches = [*state.tranches.values()]
    needs = stated_needs((row.metric, row.found) for row in metrics)
    money = coverage(tranches, beside_money(needs))
    moved = changes(state.resolutions.values())
    statements, sources = count_statements(connection, project, clocks)
    due = {row.milestone.slug: (row.milestone, row.state) for row in rows}
    promised = {*state.milestones, *state.catalog.tranches}
    found = judge(connection, state, ON_PAGE)
    silent = tuple(slug for slug in state.milestones if slug not in state.states)
    return StatusReport(
        project=project,
        clocks=clocks,
        counts=Counts(
            milestones=len(rows),
            unspoken=len(silent),
            statements=statements,
            sources=sources,
        ),
        newest_statement=newest(state.resolutions.values()),
        newest_change=newest_figure(moved),
        milestones=tuple(rows),
        money=money,
        figures=tuple(metrics),
        owners=owners([*state.holdings.values()], money.parts),
        latest=tuple(
            change
            for change in moved
            if change.statement.subject in promised and _counts(change, state.states)
        ),
        next=tuple(upcoming(due, tranches, clocks.as_of, project.calendar)),
        attention=tuple(row.finding for row in found if row.accepted is None),
        since=diff_since(connection, state, since) if since else None,
        breach=breach,
        wrong=held_wrong(state) if cited else {},
        silent=silent,
    )


def _counts(change: Change, states: Mapping[str, MilestoneState]) -> bool:
    """Whether what was stated is so: a "met" that its count does not bear out is not."""
    said = change.statement
    state = states.get(said.subject)
    return state is None or said.field is not Field.STATUS or state.status is said.value


def _head(report: StatusReport) -> tuple[Fact, ...]:
    newest = report.newest_statement
    return (
        Fact("project", report.project.slug),
        Fact("newest_statement", newest.day if newest else None, Kind.DAY),
        Fact("newest_change", report.newest_change.day if report.newest_change else None, Kind.DAY),
        Fact("counts.milestones", report.counts.milestones, Kind.COUNT),
        Fact("counts.unspoken_milestones", report.counts.unspoken, Kind.COUNT),
        Fact("counts.statements", report.counts.statements, Kind.COUNT),
        Fact("counts.sources", report.counts.sources, Kind.COUNT),
    )


def _need(report: StatusReport) -> tuple[Fact, ...]:
    """The need that is laid beside the money, and what of it no stated level covers."""
    need, rest = report.money.need, report.money.gap
    return (
        Fact("need.metric", need.metric.slug if need else None),
        Fact("need.scope", need.metric.scope if need else None),
        Fact("need.amount", need.amount if need else None, Kind.QUANTITY),
        Fact("need.not_covered", in_unit(rest, report.project.currency), Kind.AMOUNT),
    )


def _owners(report: StatusReport) -> tuple[Fact, ...]:
    held, currency = report.owners, report.project.currency
    only = held.votes[0] if len(held.votes) == 1 else None
    return (
        Fact("owners.companies", held.counts.companies, Kind.COUNT),
        Fact("owners.state", [one.holding.slug for one in held.state], Kind.NAMES),
        Fact("owners.golden_share", held.golden_share, Kind.FLAG),
        Fact("owners.votes", only, Kind.STATEMENT, screen=False),
        Fact("owners.state_votes", held.votes, Kind.STATEMENTS),
        *capital_facts(held, currency, "owners."),
        Fact("owners.known", held.known, Kind.ROWS, KNOWN_COLUMNS),
    )


def _since(report: StatusReport) -> Iterator[Fact]:
    """What changed, only where it was asked for."""
    if report.since is not None:
        yield Fact("since.as_of", report.since.before.as_of, Kind.DAY)
        yield Fact("since.summary", tally(report.since.events), Kind.COUNTS)
        events = event_table(report.since)
        yield Fact("since.events", events.rows, Kind.ROWS, events.columns, screen=False)


def _events(report: StatusReport) -> Iterator[Table[Event]]:
    """What changed where tables are flat: JSON has it beside its summary."""
    if report.since is not None:
        yield replace(event_table(report.since), only=Only.FLAT)


def _milestones(report: StatusReport) -> Table[MilestoneRow]:
    """The milestones as they are listed, with what changed of each where it was asked for."""
    columns: tuple[Column[MilestoneRow], ...] = milestone_columns(
        lambda row: row.milestone, lambda row: row.state, report.breach
    )
    table = Table(key="milestones", title="Milestones", columns=columns, rows=report.milestones)
    if report.since is None:
        return table
    kinds = kinds_by_subject(report.since.events)
    changed: Column[MilestoneRow] = Column(
        key="changed", value=lambda row: kinds.get(row.milestone.slug, ()), kind=Kind.NAMES
    )
    return replace(table, columns=(*table.columns, changed))


def _money(report: StatusReport) -> tuple[Table[Group], Table[SortedRow]]:
    """The money by funder and instrument; where tables are flat the total is the last row."""
    currency, money = report.project.currency, report.money
    sums = of_group(_sums_columns(currency))
    named: Column[Group] = Column(
        key="row", value=lambda row: f"{row.key.kind}-{row.key.instrument}"
    )
    nested = Table(
        key="money",
        title="Money",
        columns=(named, *MONEY_COLUMNS, *sums),
        rows=money.rows,
        only=Only.JSON,
    )
    group: Sort[Group] = Sort("group", (*MONEY_COLUMNS, *sums))
    total: Sort[Totals] = Sort("total", _sums_columns(currency))
    rows = [*(SortedRow(group, row) for row in money.rows), SortedRow(total, money.total)]
    return nested, stacked("Money", (group, total), rows)


def _stages(currency: str, under: str = "") -> tuple[Column[Totals], ...]:
    """How far money has come, each yen in one of the columns; their keys may stand under a name."""
    return tuple(_stage(stage, currency, f"{under}{stage.value}") for stage in PaymentState)


def _sums_columns(currency: str) -> tuple[Column[Totals], ...]:
    return (
        *_stages(currency, "stages."),
        PAID_UNSTATED,
    )


def _stage(stage: PaymentState, currency: str, key: str) -> Column[Totals]:
    """How much came as far as a column of the page, each yen in one of them."""
    return Column(
        key=key,
        value=lambda row: in_unit(row.by_payment.get(stage), currency),
        kind=Kind.AMOUNT,
        stands=True,
    )


MONEY_COLUMNS: tuple[Column[Group], ...] = (
    FUNDER_KIND,
    Column(key="funders", value=lambda row: row.funders, kind=Kind.NAMES),
    INSTRUMENT,
    Column(key="fiscal_years", value=lambda row: row.fiscal_years, kind=Kind.YEARS),
    IN_TOTAL,
)

KNOWN_COLUMNS: tuple[Column[HoldingState], ...] = (
    Column(key="holder", value=lambda row: row.holding.slug),
    Column(key="invested", value=lambda row: row.amount, kind=Kind.QUANTITY),
)

LATEST_COLUMNS: tuple[Column[Change], ...] = (
    *statement_columns(lambda row: row.statement),
    Column(
        key="before", value=lambda row: row.before.value if row.before else None, kind=Kind.VALUE
    ),
)

ITEM_COLUMNS: tuple[Column[Due], ...] = (
    Column(key="slug", value=lambda row: row.slug),
    Column(key="title", value=lambda row: row.title),
    Column(key="amount", value=lambda row: row.amount, kind=Kind.QUANTITY),
    Column(key="conflict", value=lambda row: row.conflict, kind=Kind.FLAG),
)

NEXT_COLUMNS: tuple[Column[DueWindow], ...] = (
    Column(key="window", title="due", value=lambda row: row.window, kind=Kind.PERIOD),
    Column(key="open", value=lambda row: row.open, kind=Kind.FLAG),
    Column(key="days_to_first", value=lambda row: row.days_to_first, kind=Kind.COUNT),
    Column(key="days_to_last", value=lambda row: row.days_to_last, kind=Kind.COUNT),
    Column(
        key="items", title="what", value=lambda row: row.items, kind=Kind.ROWS, inner=ITEM_COLUMNS
    ),
)
