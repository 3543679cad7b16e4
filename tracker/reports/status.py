"""Where a project stands: the report behind the status page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.schedule import DEFAULT_LIMITS, BreachLimits

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.checks.finding import Finding
    from tracker.domain.clocks import Clocks
    from tracker.domain.coverage import Coverage
    from tracker.domain.latest import Change
    from tracker.domain.owners import Owners
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Project
    from tracker.domain.upcoming import DueWindow
    from tracker.reports.diff import DiffReport
    from tracker.reports.listing import MetricRow, MilestoneRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the report stands on: what of it is shown or looked at as of the day."""

    milestones: int
    statements: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """Everything on the status page, in its order.

    Milestones come headline ones first, within these by the day they were met or are due. `figures`
    are the metrics in the order defined, `attention` what the rules found, in their order. `since`
    is what changed since a day that was asked for.
    """

    project: Project
    clocks: Clocks
    counts: Counts
    newest_statement: Statement | None
    newest_change: date | None
    milestones: tuple[MilestoneRow, ...]
    money: Coverage
    figures: tuple[MetricRow, ...]
    owners: Owners
    latest: tuple[Change, ...]
    next: tuple[DueWindow, ...]
    attention: tuple[Finding, ...]
    since: DiffReport | None = None
    breach: BreachLimits = DEFAULT_LIMITS
