"""What became of definitions and statements that were sent: of one, or of a file's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import KINDS
from tracker.tables.common import kind_of
from tracker.tables.table import Column, Document, Kind, Report, Table, listed, single

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.periods.period import Period
    from tracker.errors import Place
    from tracker.reports.log import LoggedRow, MilestoneChange


class Outcome(StrEnum):
    """Whether a thing is recorded now, was before, or is refused.

    `valid` would be created, were it kept; `skipped` names what was refused.
    """

    CREATED = "created"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    VALID = "valid"

    @property
    def refused(self) -> bool:
        """Whether nothing at all is written because of it."""
        return self in {Outcome.CONFLICT, Outcome.REJECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionReport(Report):
    """One definition that was added or edited, by key; `before` is None of a new one.

    Statements that had the day of a source which was corrected are `marked`, and `rewritten`; those
    that have the tier it had before have `kept_tier`.
    `read_as` is the name that was typed with the one that it stands for, where it is another one.
    `notes` tell what follows of it that nobody may have meant.
    """

    schema: ClassVar[str] = "definition/v2"

    clocks: Clocks
    result: Outcome
    kind: str
    name: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    marked: tuple[int, ...] = ()
    rewritten: tuple[int, ...] = ()
    kept_tier: tuple[int, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """The keys whose value changed, with the value before and after."""
        before = self.before or {}
        return [(k, before.get(k), new) for k, new in self.after.items() if before.get(k) != new]

    def document(self) -> Document:
        """Declare a definition as it is and as it was before, by the keys of its kind."""
        columns: tuple[Column[DefinitionReport], ...] = (
            Column(key="result", value=lambda row: row.result.value),
            Column(key="kind", value=lambda row: row.kind),
            Column(key="name", value=lambda row: row.name),
            *_keys(self.kind, "definition", self.after),
            *_keys(self.kind, "before", self.before),
            Column(key="marked", value=lambda row: row.marked, kind=Kind.ENTRIES),
            Column(key="rewritten", value=lambda row: row.rewritten, kind=Kind.ENTRIES),
            Column(key="kept_tier", value=lambda row: row.kept_tier, kind=Kind.ENTRIES),
        )
        return single(Table(key="definitions", title="Definition", columns=columns, rows=(self,)))


UNLISTED = "lines"
"""The kind of a row that counts lines which have no row of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPromise:
    """The first promise of a milestone before something older was said, and since."""

    before: Period
    after: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One table of a file: `entries` are those of the log that it made or was found in.

    `name` is a definition's, or the subject and fields of a statement, which has a `key` besides.
    `source` is the source that the address it cites was taken for, `defines` tells that it is new.
    `where` is its place in a file;
    `field`, `reason` and `hint` are set where it was refused or skipped, `reason` also of a new
    source whose page is another one's. A row of the kind UNLISTED stands for `count` lines of a
    long batch. `replaces` tells of the new statements that are shown in the place of another value,
    `stays` of those in whose place what was there before is shown still, `moves` of a first promise
    that is another one now.
    `beside` are those of which a new one without a key may be the correction: what its source was
    recorded to say on the same day, otherwise.
    """

    result: Outcome
    kind: str
    name: str | None
    where: Place | None
    key: str | None = None
    entries: tuple[int, ...] = ()
    source: str | None = None
    defines: bool = False
    field: str | None = None
    reason: str | None = None
    hint: str | None = None
    count: int = 1
    replaces: tuple[LoggedRow, ...] = ()
    stays: tuple[LoggedRow, ...] = ()
    moves: FirstPromise | None = None
    beside: tuple[Statement, ...] = ()

    @property
    def line(self) -> int | None:
        """The number of the line, where one is named."""
        return self.where.line if self.where else None

    @property
    def told(self) -> str | None:
        """What is said of it: why it was refused, else how words in it were read."""
        read_as = self.where.read_as if self.where else ()
        return self.reason or ", ".join(f"read {text} as {meant}" for text, meant in read_as)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport(Report):
    """What became of every table of a file, in the order of its lines.

    Of a file that is not too long `milestones` are those that look otherwise on the page since, and
    `findings` what the rules find since about its subjects.
    """

    schema: ClassVar[str] = "apply/v2"

    clocks: Clocks
    rows: tuple[BatchRow, ...]
    milestones: tuple[MilestoneChange, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> list[BatchRow]:
        """The tables because of which nothing was written."""
        return [row for row in self.rows if row.result.refused]

    @property
    def summary(self) -> str:
        """How many tables came to which result, in words."""
        counts = Counter[Outcome]()
        for row in self.rows:
            counts[row.result] += row.count
        return ", ".join(f"{counts[one]} {one}" for one in Outcome if counts[one]) or "empty"

    def unwritten(self, clocks: Clocks) -> BatchReport:
        """Return the report of what was not kept: nothing has a number yet."""
        rows = (
            replace(row, result=Outcome.VALID, entries=()) if row.result is Outcome.CREATED else row
            for row in self.rows
        )
        return replace(self, clocks=clocks, rows=tuple(rows))

    def document(self) -> Document:
        """Declare what became of every table of a file."""
        return listed(Table(key="applied", title="Applied", columns=BATCH_COLUMNS, rows=self.rows))


def _keys(
    kind: str, name: str, values: Mapping[str, Any] | None
) -> Iterator[Column[DefinitionReport]]:
    """The keys of a definition under a name; that name alone where there is none."""
    if values is None:
        yield Column(key=name, value=lambda _: None)
        return
    for one in keys_of(KINDS[kind]):
        title = f"{name} {one.name}".replace("_", " ")
        yield _key(f"{name}.{one.name}", title, values[one.name], kind_of(one))


def _key(path: str, title: str, value: object, kind: Kind) -> Column[DefinitionReport]:
    return Column(key=path, title=title, value=lambda _: value, kind=kind)


BATCH_COLUMNS: tuple[Column[BatchRow], ...] = (
    Column(key="result", value=lambda row: row.result.value),
    Column(key="kind", value=lambda row: row.kind),
    Column(key="name", value=lambda row: row.name),
    Column(key="key", value=lambda row: row.key),
    Column(key="where", value=lambda row: str(row.where) if row.where else None),
    Column(key="line", value=lambda row: row.line, kind=Kind.COUNT),
    Column(key="entries", value=lambda row: row.entries, kind=Kind.ENTRIES),
    Column(key="field", value=lambda row: row.field),
    Column(key="reason", value=lambda row: row.reason),
    Column(key="hint", value=lambda row: row.hint),
    Column(key="count", value=lambda row: row.count, kind=Kind.COUNT),
    Column(key="source", value=lambda row: row.source),
    Column(
        key="effects",
        value=lambda row: tuple(one.effect.value for one in row.stays),
        kind=Kind.NAMES,
    ),
    Column(
        key="stays",
        value=lambda row: tuple(one.shown.id for one in row.stays if one.shown),
        kind=Kind.ENTRIES,
    ),
    Column(
        key="replaces",
        value=lambda row: tuple(one.before.id for one in row.replaces if one.before),
        kind=Kind.ENTRIES,
    ),
    Column(
        key="first_promise.before",
        value=lambda row: row.moves and row.moves.before,
        kind=Kind.PERIOD,
    ),
    Column(
        key="first_promise.after", value=lambda row: row.moves and row.moves.after, kind=Kind.PERIOD
    ),
)
