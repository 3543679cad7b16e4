"""What the rules read: a project as of a day, folded and with its definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tracker.domain.calendar import FiscalCalendar
    from tracker.domain.exchange import Rate
    from tracker.domain.milestone import MilestoneState
    from tracker.domain.money import TrancheState
    from tracker.domain.owners import HoldingState
    from tracker.domain.resolve import Resolution
    from tracker.domain.subject import Metric, Milestone
    from tracker.domain.vocabulary import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One project at one moment, by slug.

    `milestones` and `metrics` are definitions, also of what nobody spoke of; `states`, `tranches`
    and `holdings` are folded, and `resolutions` are every field of every subject with what stands
    around the statement shown. `parents` are the groups of organizations that have one, `rates`
    are all that are known of exchange.
    """

    as_of: date
    calendar: FiscalCalendar
    milestones: Mapping[str, Milestone]
    states: Mapping[str, MilestoneState]
    tranches: Mapping[str, TrancheState]
    holdings: Mapping[str, HoldingState]
    metrics: Mapping[str, Metric]
    resolutions: Mapping[tuple[str, Field], Resolution]
    parents: Mapping[str, str]
    rates: tuple[Rate, ...] = ()

    def open_milestones(self) -> Iterator[tuple[str, MilestoneState]]:
        """The milestones of which something is still expected."""
        return ((slug, state) for slug, state in self.states.items() if not state.status.ends)

    def is_headline(self, slug: str) -> bool:
        """Whether a subject stands on the page: itself, or as the metric of a milestone there."""
        milestone, metric = self.milestones.get(slug), self.metrics.get(slug)
        if milestone is not None and milestone.headline:
            return True
        counted = any(one.headline and one.metric == slug for one in self.milestones.values())
        return metric is not None and (metric.headline or counted)
