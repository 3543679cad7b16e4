"""Milestones and metrics of which somebody spoke, as rows of any report, and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.periods.period import due_order
from tracker.tables.common import state_columns, title_columns
from tracker.tables.table import Column, Kind, Row, of_held

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.domain.definitions.subject import Metric, Milestone
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.schedule import BreachLimits
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
    day = due_order(row.state.when)
    return not row.milestone.headline, day, row.milestone.slug


def milestone_columns(
    milestone: Callable[[Row], Milestone],
    state: Callable[[Row], MilestoneState | None],
    limits: BreachLimits,
) -> tuple[Column[Row], ...]:
    """Return the columns of milestones, the same in the list and on the page."""
    return (*of_held(milestone, MILESTONE_COLUMNS), *of_held(state, state_columns(limits)))


MILESTONE_COLUMNS: tuple[Column[Milestone], ...] = (
    Column(key="slug", title="milestone", value=lambda of: of.slug),
    *title_columns("title", lambda of: of.title, lambda of: of.title_ja),
    Column(key="type", value=lambda of: of.type.value, priority=7),
    Column(key="headline", value=lambda of: of.headline, kind=Kind.FLAG, screen=False),
)


def metric_columns(
    metric: Callable[[Row], Metric], found: Callable[[Row], Resolution | None]
) -> tuple[Column[Row], ...]:
    """Return the columns of metrics, the same in the list and on the page."""
    name, *defined, family, scope = of_held(metric, METRIC_COLUMNS)
    value, stated_on, speaker, conflicts = of_held(found, VALUE_COLUMNS)
    return (name, value, *defined, stated_on, speaker, family, scope, conflicts)


METRIC_COLUMNS: tuple[Column[Metric], ...] = (
    Column(key="slug", title="metric", value=lambda of: of.slug),
    *title_columns("title", lambda of: of.title, lambda of: of.title_ja),
    Column(key="unit", value=lambda of: of.counted_in, screen=False),
    Column(key="nature", value=lambda of: of.nature.value, priority=4),
    Column(key="cumulative", value=lambda of: of.cumulative, kind=Kind.FLAG, screen=False),
    Column(key="family", value=lambda of: of.family, priority=6, whole=True),
    Column(key="scope", value=lambda of: of.scope, priority=7),
)
VALUE_COLUMNS: tuple[Column[Resolution], ...] = (
    Column(
        key="value",
        value=lambda found: found.shown.value,
        kind=Kind.QUANTITY,
        disputed=lambda found: bool(found.conflicts),
        right=True,
    ),
    Column(
        key="stated_on",
        title="said on",
        value=lambda found: found.shown.stated_on,
        kind=Kind.PERIOD,
        told=lambda found: found.shown.stated_on.text,
        priority=2,
    ),
    Column(key="speaker", title="said by", value=lambda found: found.shown.speaker, priority=3),
    Column(
        key="conflicts",
        value=lambda found: len(found.conflicts),
        kind=Kind.COUNT,
        screen=False,
    ),
)
