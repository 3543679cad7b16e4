"""The rows of lists: what is folded of a project, in the order in which it is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.reports.listing import MetricRow, MilestoneRow

if TYPE_CHECKING:
    from tracker.domain.state import ProjectState


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
    when = row.state.met_on or row.state.target
    day = when.sort_key if when else (date.max, date.max)
    return not row.milestone.headline, day, row.milestone.slug
