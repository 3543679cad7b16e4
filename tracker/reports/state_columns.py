"""Where a milestone stands, as columns: the same in the list, on the page and in `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.vocabulary import WITHDRAWN, Field
from tracker.tables.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.domain.milestones.milestone import MilestoneState, Progress
    from tracker.domain.milestones.schedule import BreachLimits


def state_columns(limits: BreachLimits) -> tuple[Column[MilestoneState], ...]:
    """Return the columns of a milestone's state, slips in days; `limits` are those of a breach."""
    return (
        Column(
            key="status",
            value=lambda state: state.status.value,
            told=lambda state: state.word,
            disputed=lambda state: Field.STATUS in state.conflicting,
            whole=True,
        ),
        Column(key="status_basis", value=lambda state: state.status_basis.value, screen=False),
        Column(key="overdue", value=lambda state: state.overdue, kind=Kind.FLAG, priority=3),
        Column(
            key="baseline",
            title="first",
            value=lambda state: state.baseline,
            kind=Kind.PERIOD,
            priority=1,
        ),
        Column(
            key="target",
            title="now",
            value=lambda state: state.target,
            kind=Kind.PERIOD,
            told=lambda state: WITHDRAWN.value if state.withdrawn else None,
            disputed=lambda state: Field.TARGET in state.conflicting,
        ),
        Column(
            key="withdrawn", value=lambda state: state.withdrawn, kind=Kind.PERIOD, screen=False
        ),
        Column(key="met_on", value=lambda state: state.met_on, kind=Kind.PERIOD, priority=5),
        Column(key="slip_days", title="slip", value=lambda state: state.slip, kind=Kind.SLIP),
        Column(
            key="late_days",
            value=lambda state: state.late_days,
            kind=Kind.COUNT,
            told=lambda state: str(state.late_days or ""),
            priority=4,
        ),
        Column(
            key="current_baseline",
            value=lambda state: state.current_baseline,
            kind=Kind.PERIOD,
            priority=12,
        ),
        Column(
            key="current_slip_days",
            title="current slip",
            value=lambda state: state.current_slip,
            kind=Kind.SLIP,
            priority=13,
        ),
        Column(
            key="last_slip_days",
            title="last slip",
            value=lambda state: state.last_slip,
            kind=Kind.SLIP,
            priority=14,
        ),
        Column(key="breach", value=lambda state: state.overrun.breach(limits).value, priority=2),
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
        Column(key="due_soon", value=lambda state: state.due_soon, kind=Kind.FLAG, screen=False),
        Column(key="stale", value=lambda state: state.stale, kind=Kind.FLAG, screen=False),
        Column(
            key="rescheduled", value=lambda state: state.rescheduled, kind=Kind.FLAG, screen=False
        ),
        _progress("value", lambda progress: progress.value),
        _progress("threshold", lambda progress: progress.threshold),
        Column(
            key="progress.percent",
            title="progress %",
            value=lambda state: state.progress.percent if state.progress else None,
            kind=Kind.COUNT,
            priority=6,
        ),
        _progress("basis", lambda progress: progress.basis.value, kind=Kind.TEXT),
        Column(
            key="conflicts",
            value=lambda state: state.conflicts,
            kind=Kind.COUNT,
            told=lambda state: str(state.conflicts or ""),
            priority=9,
        ),
        Column(
            key="disputed",
            value=lambda state: sorted(field.value for field in state.conflicting),
            kind=Kind.NAMES,
            screen=False,
        ),
        Column(
            key="calendar_clash",
            value=lambda state: state.calendar_clash,
            kind=Kind.FLAG,
            screen=False,
        ),
        Column(
            key="last_stated", value=lambda state: state.last_stated, kind=Kind.DAY, priority=11
        ),
        Column(
            key="promised_on", value=lambda state: state.promised_on, kind=Kind.DAY, screen=False
        ),
    )


def _progress(
    key: str, value: Callable[[Progress], Any], kind: Kind = Kind.QUANTITY
) -> Column[MilestoneState]:
    return Column(
        key=f"progress.{key}",
        value=lambda state: value(state.progress) if state.progress else None,
        kind=kind,
        screen=False,
    )
