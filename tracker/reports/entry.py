"""One entry of the log, and what marking one changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.clocks import Clocks
    from tracker.domain.statement import Statement
    from tracker.domain.vocabulary import EntryKind
    from tracker.reports.listing import HistoryRow
    from tracker.reports.log import MilestoneChange
    from tracker.reports.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReport:
    """One entry with the marks on it, the oldest first; `subject` is a path, if there is one."""

    clocks: Clocks
    subject: str | None
    entry: HistoryRow
    marks: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksReport:
    """What one call marked, in the order given, each as it stood after those before it."""

    clocks: Clocks
    rows: tuple[MarkReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReport:
    """The outcome of deprecating or reinstating an entry: `created` or `unchanged`.

    `entry` is the mark, None where what is `marked` always stood; `subject` is a path. `before`
    and `shown` are the statements shown of a statement's field without and with the mark.
    """

    clocks: Clocks
    result: Outcome
    kind: EntryKind
    entry: int | None
    reason: str
    subject: str
    marked: HistoryRow
    before: Statement | None
    shown: Statement | None
    milestones: tuple[MilestoneChange, ...]
