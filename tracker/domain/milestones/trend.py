"""What was promised of a milestone on each day: what a milestone trend analysis draws.

Such a chart lays the day for which something is promised over the day on which that was shown: a
level course keeps its word, a rising one slips, and where it meets the diagonal it is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution


@dataclass(frozen=True, slots=True)
class Promise:
    """From a day on `said` is what was shown of the target; its value may be withdrawn."""

    day: date
    said: Statement

    @property
    def target(self) -> Period | None:
        """The window that was promised; None where its speaker stood by none any more."""
        return self.said.value if isinstance(self.said.value, Period) else None


def promises(found: Resolution) -> Iterator[Promise]:
    """Give what was promised of a target, oldest first: each day on which another value was shown.

    Never what was merely said: a blog's word, or a vaguer one, moves nothing. A vague window that
    was said first and narrowed later is a promise of its own.
    """
    before: Statement | None = None
    for day in sorted({said.day for said in found.everything}):
        now = found.at(day)
        if now is not None and (before is None or now.value != before.value):
            yield Promise(day, now)
            before = now
