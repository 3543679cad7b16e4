"""What one call of `log` recorded and what it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.reports.outcome import Outcome

if TYPE_CHECKING:
    from tracker.domain.checks.finding import Finding
    from tracker.domain.clocks import Clocks
    from tracker.domain.explain import Effect
    from tracker.domain.milestone import MilestoneState
    from tracker.domain.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRow:
    """One statement sent: `result` is created, unchanged or valid (a dry run).

    `before` and `shown` are the statements shown without and with it; `conflicts` tells whether
    it contradicts the one shown. `status` is what a milestone counts as, whoever states it.
    """

    result: Outcome
    subject: str
    statement: Statement
    effect: Effect
    before: Statement | None
    shown: Statement | None
    conflicts: bool
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChange:
    """A milestone that the call bore on, as it stood before and after."""

    subject: str
    before: MilestoneState | None
    after: MilestoneState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """The outcome of one call of `log`.

    `findings` are what the rules find since about the subjects, and what has to do with them.
    """

    clocks: Clocks
    rows: tuple[LoggedRow, ...]
    milestones: tuple[MilestoneChange, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def created(self) -> tuple[int, ...]:
        """The numbers of the entries that were written."""
        return tuple(row.statement.id for row in self.rows if row.result is Outcome.CREATED)

    def as_valid(self) -> LogReport:
        """Return the report of a dry run: what would be created is valid, nothing was written."""
        rows = (
            replace(row, result=Outcome.VALID) if row.result is Outcome.CREATED else row
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))
