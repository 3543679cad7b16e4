"""What became of definitions and statements that were sent: of one, or of a file's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.reports.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.domain.clocks import Clocks
    from tracker.errors import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionReport:
    """One definition that was added or reworded, by key; `before` is None of a new one."""

    clocks: Clocks
    result: Outcome
    kind: str
    name: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """The keys whose value changed, with the value before and after."""
        before = self.before or {}
        return [(k, before.get(k), new) for k, new in self.after.items() if before.get(k) != new]


UNLISTED = "lines"
"""The kind of a row that counts lines which have no row of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One table of a file: `entries` are those of the log that it made or was found in.

    `name` is a definition's, or the subject and fields of a statement, which has a `key` besides.
    `where` is its place in a file; `field`, `reason` and `hint` are set where it was refused or
    skipped. A row of the kind UNLISTED stands for `count` lines of a long batch.
    """

    result: Outcome
    kind: str
    name: str | None
    where: Place | None
    key: str | None = None
    entries: tuple[int, ...] = ()
    field: str | None = None
    reason: str | None = None
    hint: str | None = None
    count: int = 1

    @property
    def line(self) -> int | None:
        """The number of the line, where one is named."""
        return self.where.line if self.where else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What became of every table of a file, in the order of its lines."""

    clocks: Clocks
    rows: tuple[BatchRow, ...]

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
