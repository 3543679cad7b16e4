"""Lists of a project's subjects and sources, and all that is said of one subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.schedule import DEFAULT_LIMITS, BreachLimits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.domain.clocks import Clocks
    from tracker.domain.milestone import MilestoneState
    from tracker.domain.money import TrancheState
    from tracker.domain.owners import HoldingState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Source, Statement
    from tracker.domain.subject import Metric, Milestone, Project, Subject
    from tracker.domain.vocabulary import EntryKind, Field, Status


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source and how many live statements of the project cite it."""

    source: Source
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneListReport:
    """A project's milestones, headline ones first, then by their day."""

    project: Project
    clocks: Clocks
    rows: tuple[MilestoneRow, ...]
    breach: BreachLimits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheListReport:
    """A project's tranches in the order defined."""

    project: Project
    clocks: Clocks
    rows: tuple[TrancheState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricListReport:
    """A project's metrics in the order defined."""

    project: Project
    clocks: Clocks
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderListReport:
    """A project's holdings in the order defined."""

    project: Project
    clocks: Clocks
    rows: tuple[HoldingState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceListReport:
    """The sources that a project's statements cite, the newest published first."""

    project: Project
    clocks: Clocks
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """One source with the live statements that cite it, by subject path, oldest first."""

    clocks: Clocks
    source: Source
    cited: tuple[tuple[str, Statement], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectReport:
    """All that is said of one subject: what is shown of each field, and why.

    `state` is a milestone's; `metric` the values that decide its threshold, of what is `counted`;
    `gates` its gates and how each of them fares. `fields` holds only those of which somebody spoke,
    of them all or of the one `field` asked for.
    """

    clocks: Clocks
    subject: Subject
    state: MilestoneState | None
    fields: Mapping[str, Resolution]
    metric: Resolution | None
    counted: Metric | None = None
    gates: tuple[tuple[str, Status], ...] = ()
    breach: BreachLimits = DEFAULT_LIMITS
    field: Field | None = None

    def asks(self, field: Field) -> bool:
        """Whether the report is about a field: about it alone, or about all."""
        return self.field in {None, field}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One entry of the log; `statement` of a statement, `marks` the entry that a mark is about.

    `deprecated` tells that a later mark took the statement out of all reports. `finding` names what
    an acceptance accepts: code, subject and a digest of its facts, `content` what was defined.
    """

    entry: int
    kind: EntryKind
    subject: str | None
    recorded_at: datetime
    recorded_by: str | None
    statement: Statement | None
    marks: int | None
    reason: str | None
    deprecated: bool
    finding: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport:
    """Entries of the log as recorded, the oldest first; `earlier` were left out before them."""

    clocks: Clocks
    subject: Subject | None
    rows: tuple[HistoryRow, ...]
    earlier: int
