"""What one call recorded and what it changed: a call of `log`, or of `entry deprecate`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from tracker.domain.checks import OF_SUBJECTS, run
from tracker.domain.log.statement import deprecating
from tracker.domain.milestones.schedule import DEFAULT_LIMITS
from tracker.reports.check import finding_columns
from tracker.reports.outcome import Outcome
from tracker.tables.common import state_columns, statement_columns
from tracker.tables.table import Column, Document, Kind, Report, Table, of_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.records import Definition
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.explain import Effect
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState
    from tracker.domain.vocabulary import EntryKind
    from tracker.reports.history import HistoryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRow:
    """One statement sent: `result` is created, unchanged or valid (a dry run).

    `before` and `shown` are the statements shown without and with it; `conflicts` tells whether
    it contradicts the one shown, and `grew` whether it only counts more since. `status` is what a
    milestone counts as, whoever states it; `cited_as` the address that was typed, where its source
    has the page by another one. `dropped` is what was said besides of one that was recorded before.
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
    cited_as: str | None = None
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChange:
    """A milestone that the call bore on, as it stood before and after."""

    subject: str
    before: MilestoneState | None
    after: MilestoneState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport(Report):
    """The outcome of one call of `log`.

    `findings` are what the rules find since about the subjects, and what has to do with them;
    `read_as` what was typed in other words than those of the record, each with its meaning. `made`
    are the sources that were made of an address whose tier nobody gave, `defined` all that was
    defined for the statements.
    """

    schema: ClassVar[str] = "log/v2"

    clocks: Clocks
    rows: tuple[LoggedRow, ...]
    milestones: tuple[MilestoneChange, ...]
    findings: tuple[Finding, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    made: tuple[str, ...] = ()
    defined: tuple[Definition, ...] = ()

    @property
    def created(self) -> tuple[int, ...]:
        """The numbers of the entries that were written."""
        return tuple(row.statement.id for row in self.rows if row.result is Outcome.CREATED)

    @property
    def take_back(self) -> str | None:
        """The call that takes what was written out of every report; None where nothing was."""
        return deprecating(self.created) if self.created else None

    def as_valid(self) -> LogReport:
        """Return the report of a dry run: what would be created is valid, nothing was written."""
        rows = (
            replace(row, result=Outcome.VALID) if row.result is Outcome.CREATED else row
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))

    def document(self) -> Document:
        """Declare the entries with their effect, the milestones, and what the rules find since."""
        take_back: Column[Finding] = Column(key="take_back", value=lambda _: self.take_back)
        return Document(
            tables=(
                Table(key="entries", title="Logged", columns=ENTRY_COLUMNS, rows=self.rows),
                Table(
                    key="milestones",
                    title="Milestones",
                    columns=MILESTONE_COLUMNS,
                    rows=self.milestones,
                ),
                Table(
                    key="findings",
                    title="Findings",
                    columns=(*finding_columns(lambda found: found), take_back),
                    rows=self.findings,
                ),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksReport(Report):
    """What one call marked, in the order given, each as it stood after those before it."""

    schema: ClassVar[str] = "mark/v2"

    clocks: Clocks
    rows: tuple[MarkReport, ...]

    def document(self) -> Document:
        """Declare the marks, each with what is shown before and after it."""
        table = Table(key="marks", title="Marked", columns=MARK_COLUMNS, rows=self.rows)
        return Document(tables=(table,))


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


def moved_milestones(before: ProjectState, after: ProjectState) -> tuple[MilestoneChange, ...]:
    """Tell which milestones look otherwise on the page, whatever was written about."""
    slugs = dict.fromkeys((*before.states, *after.states))
    pairs = ((slug, before.states.get(slug), after.states.get(slug)) for slug in slugs)
    return tuple(
        MilestoneChange(subject=slug, before=was, after=now)
        for slug, was, now in pairs
        if _looks(was) != _looks(now)
    )


def shown_on_its_day(state: ProjectState, said: Statement) -> Resolution | None:
    """Return what is shown of a statement's field today, or on its day if that is later.

    It may be said on the day after today: where the sun rises earlier it has begun.
    """
    on = state if said.day <= state.as_of else state.on(said.day)
    return on.resolutions.get((said.subject, said.field))


def new_findings(
    before: ProjectState, after: ProjectState, new: Sequence[Statement]
) -> tuple[Finding, ...]:
    """Return what the rules find since something was said, about its subjects or near them.

    What they found already, in the same words and without the new statements, is no news.
    """
    about, entries = after.related(said.subject for said in new), {said.id for said in new}
    known = {_told(one) for one in run(before.narrowed(about), OF_SUBJECTS)}
    found = run(after.narrowed(about), OF_SUBJECTS)
    return tuple(
        one
        for one in found
        if one.subject in about
        and (_told(one) not in known or any(said.id in entries for said in one.statements))
    )


def _told(one: Finding) -> tuple[str, str]:
    return one.code, one.message


def _looks(state: MilestoneState | None) -> tuple[object, ...]:
    if state is None:
        return ()
    progress = (state.progress.percent, state.progress.basis) if state.progress else None
    return state.word, state.target, state.met_on, state.slip, progress


ENTRY_COLUMNS: tuple[Column[LoggedRow], ...] = (
    Column(key="result", value=lambda row: row.result.value),
    *statement_columns(lambda row: row.statement),
    Column(key="effect", value=lambda row: row.effect.value),
    Column(key="conflicts", value=lambda row: row.conflicts, kind=Kind.FLAG),
    Column(key="before", value=lambda row: row.before, kind=Kind.STATEMENT),
    Column(key="shown", value=lambda row: row.shown, kind=Kind.STATEMENT),
    Column(key="cited_as", value=lambda row: row.cited_as),
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


MARK_COLUMNS: tuple[Column[MarkReport], ...] = (
    Column(key="result", value=lambda row: row.result.value),
    Column(key="kind", value=lambda row: row.kind.value),
    Column(key="entry", value=lambda row: row.entry, kind=Kind.ENTRY),
    Column(key="reason", value=lambda row: row.reason),
    Column(key="marks", value=lambda row: row.marked.entry, kind=Kind.ENTRY),
    *statement_columns(lambda row: row.marked.statement, under="statement"),
    Column(key="finding", value=lambda row: row.marked.finding),
    Column(key="before", value=lambda row: row.before, kind=Kind.STATEMENT),
    Column(key="shown", value=lambda row: row.shown, kind=Kind.STATEMENT),
    Column(
        key="milestones",
        value=lambda row: row.milestones,
        kind=Kind.ROWS,
        inner=MILESTONE_COLUMNS,
    ),
)
