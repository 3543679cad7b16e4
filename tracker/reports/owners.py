"""Who holds the shares of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_state
from tracker.domain.holdings import (
    CONTROL_FAMILY,
    HoldingState,
    Owners,
    Register,
    RegisteredHolding,
    founders,
    register,
)
from tracker.domain.holdings import owners as owners_of
from tracker.domain.money.breakdown import counted_tranches
from tracker.domain.reconcile import Reconciliation, reconcile_counts
from tracker.reports.rows import MetricRow, metric_rows
from tracker.tables.common import in_unit, origin_columns
from tracker.tables.money import capital_facts
from tracker.tables.reconcile import reconciliation_tables
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
    of_held,
    stacked,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Holding, Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersReport(Report):
    """The register of holders.

    `steps` are the stated shares of the state, `reconciled` reported counts beside those of the
    register, `names` those of organizations by slug.
    """

    schema: ClassVar[str] = "owners/v2"

    project: Project
    clocks: Clocks
    owners: Owners
    register: Register
    steps: tuple[MetricRow, ...]
    reconciled: tuple[Reconciliation, ...]
    names: dict[str, str]

    def document(self) -> Document:
        """Declare counts and sums, holdings, who is expected to invest, the state's steps."""
        register = self.register
        rows = [
            *(SortedRow(HOLDER, one) for one in register.holdings),
            *(SortedRow(EXPECTED, one) for one in register.expected),
        ]
        return Document(
            facts=(Fact("project", self.project.slug), *_counts(self), *_capital(self)),
            tables=(
                stacked("Owners", (HOLDER, EXPECTED), rows),
                Table(
                    key="holders",
                    title="Holders",
                    columns=HOLDER_COLUMNS,
                    rows=register.holdings,
                    only=Only.JSON,
                ),
                Table(
                    key="expected",
                    title="Expected to invest",
                    columns=EXPECTED_COLUMNS,
                    rows=register.expected,
                    only=Only.JSON,
                ),
                Table(
                    key="state_steps",
                    title="Steps of the state",
                    columns=STEP_COLUMNS,
                    rows=self.steps,
                ),
                *reconciliation_tables(self.reconciled),
            ),
        )


def owners_report(connection: Connection, project: Project, clocks: Clocks) -> OwnersReport:
    """Read the register of holders and the stated steps of the state's share."""
    return owners_register(read_state(connection, project, clocks))


def owners_register(state: ProjectState) -> OwnersReport:
    """Draw up the register of holders and the stated steps of the state's share."""
    project, clocks = state.catalog.project, state.clocks
    held, money = [*state.holdings.values()], [*state.tranches.values()]
    said = {
        slug: [one for series in state.said[slug].values() for one in series]
        for slug in state.holdings
    }
    summed = owners_of(held, counted_tranches(money))
    first = founders(said, money, clocks.as_of)
    held_by = register(held, summed, first)
    rows = metric_rows(state)
    metrics = [(row.metric, row.found) for row in rows]
    return OwnersReport(
        project=project,
        clocks=clocks,
        owners=summed,
        register=held_by,
        steps=tuple(row for row in rows if row.metric.family == CONTROL_FAMILY),
        reconciled=tuple(reconcile_counts(metrics, held_by.counts, clocks.as_of)),
        names={one.slug: one.name for one in state.catalog.organizations.values()},
    )


def _counts(report: OwnersReport) -> tuple[Fact, ...]:
    register = report.register
    return (
        Fact("counts.companies", register.counts.companies, Kind.COUNT),
        Fact("counts.with_state", register.counts.with_state, Kind.COUNT),
        Fact("counts.by_group", register.counts.by_group, Kind.COUNT),
        Fact("counts.founders", register.founders, Kind.COUNT),
        Fact("withdrawn", register.withdrawn, Kind.NAMES),
        Fact("groups", register.groups, Kind.GROUPED),
        Fact("golden_share", report.owners.golden_share, Kind.FLAG),
    )


def _capital(report: OwnersReport) -> tuple[Fact, ...]:
    register, currency = report.register, report.project.currency
    return (
        *capital_facts(report.owners, currency),
        Fact("known", in_unit(register.known, currency), Kind.AMOUNT),
        Fact("undisclosed.companies", register.unknown, Kind.COUNT),
        Fact("undisclosed.amount", in_unit(register.undisclosed, currency), Kind.AMOUNT),
        Fact("undisclosed.each_at_most", in_unit(register.most, currency), Kind.AMOUNT),
    )


def _shown(key: str) -> Column[Resolution]:
    return Column(
        key=key,
        value=lambda found: found.shown.value,
        kind=Kind.QUANTITY,
        disputed=lambda found: bool(found.conflicts),
        right=True,
    )


def _origin(of: str | None = None) -> tuple[Column[Resolution], ...]:
    """Who said what is shown and when, with the name of the field where there are several."""
    return of_held(lambda found: found.shown, origin_columns(of))


HOLDING_COLUMNS: tuple[Column[Holding], ...] = (
    Column(key="slug", title="holder", value=lambda row: row.slug),
    Column(key="organization", value=lambda row: row.organization.slug),
    Column(
        key="name",
        value=lambda row: row.organization.name,
        in_japanese=lambda row: row.organization.name_ja,
    ),
    Column(key="kind", value=lambda row: row.organization.kind.value),
    Column(key="group", value=lambda row: row.organization.parent),
    Column(key="class", value=lambda row: row.holding_class.value),
)

HOLDER_COLUMNS: tuple[Column[RegisteredHolding], ...] = (
    *of_held(lambda row: row.state.holding, HOLDING_COLUMNS),
    Column(key="founder", value=lambda row: row.founder, kind=Kind.FLAG),
    *of_held(
        lambda row: row.state.invested,
        (_shown("invested"), *_origin("invested")),
    ),
    Column(
        key="invested_conflicts",
        value=lambda row: len(row.state.invested.conflicts) if row.state.invested else 0,
        kind=Kind.COUNT,
    ),
    *of_held(
        lambda row: row.state.votes,
        (_shown("votes"), *_origin("votes")),
    ),
    Column(
        key="votes_conflicts",
        value=lambda row: len(row.state.votes.conflicts) if row.state.votes else 0,
        kind=Kind.COUNT,
    ),
    Column(
        key="share_of_capital",
        title="of capital",
        value=lambda row: in_unit(row.share, "%"),
        kind=Kind.AMOUNT,
    ),
)

EXPECTED_COLUMNS: tuple[Column[HoldingState], ...] = (
    *of_held(lambda row: row.holding, HOLDING_COLUMNS),
    *of_held(
        lambda row: row.expected,
        (
            _shown("expected"),
            Column(key="conflicts", value=lambda found: len(found.conflicts), kind=Kind.COUNT),
            *_origin(),
        ),
    ),
)

STEP_COLUMNS: tuple[Column[MetricRow], ...] = (
    Column(key="metric", value=lambda row: row.metric.slug),
    *of_held(lambda row: row.found, (_shown("value"),)),
    Column(key="nature", value=lambda row: row.metric.nature.value),
    *of_held(
        lambda row: row.found,
        (
            *_origin(),
            Column(key="conflicts", value=lambda found: len(found.conflicts), kind=Kind.COUNT),
        ),
    ),
    Column(key="scope", value=lambda row: row.metric.scope),
)

HOLDER: Sort[RegisteredHolding] = Sort("holder", HOLDER_COLUMNS)

EXPECTED: Sort[HoldingState] = Sort("expected", EXPECTED_COLUMNS)
