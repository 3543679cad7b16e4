"""Where a milestone stands, as columns: the same in the list, on the page and in `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.vocabulary import WITHDRAWN, Field
from tracker.tables.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.domain.milestones.milestone import Progress
    from tracker.domain.milestones.schedule import BreachLimits
    from tracker.reports.listing import MilestoneRow


def state_columns(limits: BreachLimits) -> tuple[Column[MilestoneRow], ...]:
    """Return the columns of a milestone's state, slips in days; `limits` are those of a breach."""
    return (
        Column(
            key="status",
            value=lambda row: row.state.status.value,
            told=lambda row: row.state.word,
            disputed=lambda row: Field.STATUS in row.state.conflicting,
        ),
        Column(key="status_basis", value=lambda row: row.state.status_basis.value, screen=False),
        Column(key="overdue", value=lambda row: row.state.overdue, kind=Kind.FLAG, priority=3),
        Column(
            key="baseline",
            title="first",
            value=lambda row: row.state.baseline,
            kind=Kind.PERIOD,
            priority=1,
        ),
        Column(
            key="target",
            title="now",
            value=lambda row: row.state.target,
            kind=Kind.PERIOD,
            told=lambda row: WITHDRAWN.value if row.state.withdrawn else None,
            disputed=lambda row: Field.TARGET in row.state.conflicting,
        ),
        Column(
            key="withdrawn", value=lambda row: row.state.withdrawn, kind=Kind.PERIOD, screen=False
        ),
        Column(key="met_on", value=lambda row: row.state.met_on, kind=Kind.PERIOD, priority=5),
        Column(key="slip_days", title="slip", value=lambda row: row.state.slip, kind=Kind.SLIP),
        Column(
            key="late_days",
            value=lambda row: row.state.late_days,
            kind=Kind.COUNT,
            told=lambda row: str(row.state.late_days or ""),
            priority=4,
        ),
        Column(
            key="current_baseline",
            value=lambda row: row.state.current_baseline,
            kind=Kind.PERIOD,
            priority=12,
        ),
        Column(
            key="current_slip_days",
            title="current slip",
            value=lambda row: row.state.current_slip,
            kind=Kind.SLIP,
            priority=13,
        ),
        Column(
            key="last_slip_days",
            title="last slip",
            value=lambda row: row.state.last_slip,
            kind=Kind.SLIP,
            priority=14,
        ),
        Column(key="breach", value=lambda row: row.state.overrun.breach(limits).value, priority=2),
        Column(
            key="breach_limit_days.original",
            title="days after the first",
            value=lambda _: limits.original,
            kind=Kind.COUNT,
            screen=False,
        ),
        Column(
            key="breach_limit_days.current",
            title="days after the current",
            value=lambda _: limits.current,
            kind=Kind.COUNT,
            screen=False,
        ),
        Column(key="due_soon", value=lambda row: row.state.due_soon, kind=Kind.FLAG, screen=False),
        Column(key="stale", value=lambda row: row.state.stale, kind=Kind.FLAG, screen=False),
        Column(
            key="rescheduled", value=lambda row: row.state.rescheduled, kind=Kind.FLAG, screen=False
        ),
        _progress("value", lambda progress: progress.value),
        _progress("threshold", lambda progress: progress.threshold),
        Column(
            key="progress.percent",
            title="progress %",
            value=lambda row: row.state.progress.percent if row.state.progress else None,
            kind=Kind.COUNT,
            priority=6,
        ),
        _progress("basis", lambda progress: progress.basis.value, kind=Kind.TEXT),
        Column(
            key="conflicts",
            value=lambda row: row.state.conflicts,
            kind=Kind.COUNT,
            told=lambda row: str(row.state.conflicts or ""),
            priority=9,
        ),
        Column(
            key="calendar_clash",
            value=lambda row: row.state.calendar_clash,
            kind=Kind.FLAG,
            screen=False,
        ),
        Column(
            key="last_stated", value=lambda row: row.state.last_stated, kind=Kind.DAY, priority=11
        ),
        Column(
            key="promised_on", value=lambda row: row.state.promised_on, kind=Kind.DAY, screen=False
        ),
    )


def _progress(
    key: str, value: Callable[[Progress], Any], kind: Kind = Kind.QUANTITY
) -> Column[MilestoneRow]:
    return Column(
        key=f"progress.{key}",
        value=lambda row: value(row.state.progress) if row.state.progress else None,
        kind=kind,
        screen=False,
    )
