"""Whether the log is whole, and if not, where it first is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.tables.column import Column, Kind
from tracker.tables.table import Document, Table, single

if TYPE_CHECKING:
    from tracker.domain.log.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What was recomputed; `problems` is empty when everything is as it was recorded.

    `broken` is the first entry that differs from what was recorded, None when none does.
    """

    clocks: Clocks
    entries: int
    head: str
    broken: int | None
    problems: tuple[str, ...]


VERIFY_COLUMNS: tuple[Column[VerifyReport], ...] = (
    Column(
        key="whole",
        value=lambda report: not report.problems,
        kind=Kind.FLAG,
    ),
    Column(key="entries", value=lambda report: report.entries, kind=Kind.COUNT),
    Column(key="head", value=lambda report: report.head),
    Column(key="broken", value=lambda report: report.broken, kind=Kind.ENTRY),
    Column(key="problems", value=lambda report: report.problems, kind=Kind.LINES),
)


def verify(report: VerifyReport) -> Document:
    """Declare whether the log is whole; `head` is the last hash that follows from all before it."""
    return single(Table(key="log", title="Verified", columns=VERIFY_COLUMNS, rows=(report,)))
