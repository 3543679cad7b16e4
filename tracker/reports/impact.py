"""What waits for a milestone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_state
from tracker.domain.milestones.impact import Impact, Waiting, WaitingMoney
from tracker.domain.milestones.impact import impact as impact_of
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
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.periods.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport(Report):
    """What waits for a milestone; `asked` tells that its target was asked for, not stated."""

    schema: ClassVar[str] = "impact/v2"

    project: Project
    clocks: Clocks
    impact: Impact
    asked: bool

    def document(self) -> Document:
        """Declare what waits: milestones, then money, in flat tables as rows of two sorts."""
        found = self.impact
        rows = [
            *(SortedRow(MILESTONE, one) for one in found.waiting),
            *(SortedRow(TRANCHE, one) for one in found.money),
        ]
        return Document(
            facts=(
                Fact("milestone", found.milestone.slug),
                Fact("project", self.project.slug),
                Fact("status", found.state.status.value if found.state else None),
                Fact("present_target", found.state.target if found.state else None, Kind.PERIOD),
                Fact("target", found.target, Kind.PERIOD),
                Fact("target_supposed", self.asked or found.late, Kind.FLAG),
                Fact("slip_days", found.slip, Kind.SLIP),
            ),
            tables=(
                stacked(f"Waiting for {found.milestone.slug}", (MILESTONE, TRANCHE), rows),
                Table(
                    key="waiting",
                    title="Waiting",
                    columns=WAITING_COLUMNS,
                    rows=found.waiting,
                    only=Only.JSON,
                ),
                Table(
                    key="money",
                    title="Money",
                    columns=MONEY_COLUMNS,
                    rows=found.money,
                    only=Only.JSON,
                ),
            ),
        )


def impact_report(
    connection: Connection, subject: Subject, clocks: Clocks, target: Period | None = None
) -> ImpactReport:
    """Read what waits for a milestone until the end of a window, by default of its target."""
    state = read_state(connection, subject.project, clocks, also=subject.slug)
    found = impact_of(
        subject.slug,
        state.milestones,
        state.states,
        [(one, state.tranches.get(one.slug)) for one in state.catalog.tranches.values()],
        clocks.as_of,
        target,
    )
    return ImpactReport(
        project=subject.project, clocks=clocks, impact=found, asked=target is not None
    )


WAITING_COLUMNS: tuple[Column[Waiting], ...] = (
    Column(key="slug", title="waiting", value=lambda row: row.milestone.slug),
    Column(key="title", value=lambda row: row.milestone.title),
    Column(key="gate", value=lambda row: row.through),
    Column(
        key="status",
        value=lambda row: row.state.status.value if row.state else None,
    ),
    Column(
        key="target", value=lambda row: row.state.target if row.state else None, kind=Kind.PERIOD
    ),
    Column(key="affected", value=lambda row: row.affected, kind=Kind.FLAG),
    Column(key="overlap_days", value=lambda row: row.days, kind=Kind.COUNT),
    Column(key="spare_days", value=lambda row: row.spare, kind=Kind.COUNT),
)

MONEY_COLUMNS: tuple[Column[WaitingMoney], ...] = (
    Column(key="slug", title="waiting", value=lambda row: row.tranche.slug),
    Column(key="title", value=lambda row: row.tranche.title),
    Column(key="gate", value=lambda row: row.gate),
    Column(key="instrument", value=lambda row: row.tranche.instrument.value),
    Column(
        key="stage",
        value=lambda row: row.furthest[0].value if row.furthest else None,
    ),
    Column(
        key="amount",
        value=lambda row: row.furthest[1] if row.furthest else None,
        kind=Kind.QUANTITY,
        right=True,
    ),
    Column(key="in_total", value=lambda row: row.tranche.instrument.is_cash, kind=Kind.FLAG),
)

MILESTONE: Sort[Waiting] = Sort("milestone", WAITING_COLUMNS)

TRANCHE: Sort[WaitingMoney] = Sort("tranche", MONEY_COLUMNS)
