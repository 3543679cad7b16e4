"""What one call of `log` recorded and what it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.milestones.schedule import DEFAULT_LIMITS
from tracker.reports.check import finding_columns
from tracker.reports.outcome import Outcome
from tracker.reports.state_columns import state_columns
from tracker.reports.statement_columns import statement_columns
from tracker.tables.column import Column, Kind
from tracker.tables.compose import of_held
from tracker.tables.table import Document, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.explain import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRow:
    """One statement sent: `result` is created, unchanged or valid (a dry run).

    `before` and `shown` are the statements shown without and with it; `conflicts` tells whether
    it contradicts the one shown, and `grew` whether it only counts more since. `status` is what a
    milestone counts as, whoever states it.
    """

    result: Outcome
    subject: str
    statement: Statement
    effect: Effect
    before: Statement | None
    shown: Statement | None
    conflicts: bool
    grew: bool = False
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

    @property
    def take_back(self) -> str | None:
        """The call that takes what was written out of every report; None where nothing was."""
        numbers = " ".join(map(str, self.created))
        return f"tracker entry deprecate {numbers} --reason TEXT" if numbers else None

    def as_valid(self) -> LogReport:
        """Return the report of a dry run: what would be created is valid, nothing was written."""
        rows = (
            replace(row, result=Outcome.VALID) if row.result is Outcome.CREATED else row
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))


ENTRY_COLUMNS: tuple[Column[LoggedRow], ...] = (
    Column(key="result", value=lambda row: row.result.value),
    *statement_columns(lambda row: row.statement),
    Column(key="effect", value=lambda row: row.effect.value),
    Column(key="conflicts", value=lambda row: row.conflicts, kind=Kind.FLAG),
    Column(key="before", value=lambda row: row.before, kind=Kind.STATEMENT),
    Column(key="shown", value=lambda row: row.shown, kind=Kind.STATEMENT),
)


def _stood(
    key: str, of: Callable[[MilestoneChange], MilestoneState | None]
) -> Iterator[Column[MilestoneChange]]:
    """The state of a milestone before or after; the limits of a breach are nothing that moves."""
    columns = (one for one in state_columns(DEFAULT_LIMITS) if not one.key.startswith("breach"))
    for column in of_held(of, columns):
        title = f"{key}: {column.heading}"
        yield replace(column, key=f"{key}.{column.key}", title=title)


MILESTONE_COLUMNS: tuple[Column[MilestoneChange], ...] = (
    Column(key="slug", title="milestone", value=lambda change: change.subject),
    *_stood("before", lambda change: change.before),
    *_stood("after", lambda change: change.after),
)


def log(report: LogReport) -> Document:
    """Declare the entries with their effect, the milestones, and what the rules find since."""
    take_back: Column[Finding] = Column(key="take_back", value=lambda _: report.take_back)
    return Document(
        tables=(
            Table(key="entries", title="Logged", columns=ENTRY_COLUMNS, rows=report.rows),
            Table(
                key="milestones",
                title="Milestones",
                columns=MILESTONE_COLUMNS,
                rows=report.milestones,
            ),
            Table(
                key="findings",
                title="Findings",
                columns=(*finding_columns(lambda found: found), take_back),
                rows=report.findings,
            ),
        )
    )
