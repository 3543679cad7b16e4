"""Baselines, slip and lateness of a milestone's target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.periods.windows import Precision
from tracker.domain.shown.resolve import in_order
from tracker.domain.vocabulary import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.log.statement import Statement

DUE_SOON_DAYS = 90
STALE_DAYS = 180


class Way(StrEnum):
    """Which way a window left that of the first promise."""

    GONE = "gone"
    """Nobody gives a window any more."""
    NONE = "none"
    ENDLESS = "endless"
    """It may begin as promised, but has no last day any more."""
    AT_LEAST = "at least"
    """It begins later, and has no last day."""
    LATER = "later"
    EARLIER = "earlier"
    ASTRIDE = "astride"
    """It begins before the one promised and ends after it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Days by which a window's first and last day lie outside the baseline's window.

    0 inside, positive after the baseline's last day, negative before its first. `last` is None
    where the window has no end beyond the baseline: it is at least `first`. Both are None of a
    promise that was withdrawn.
    """

    first: int | None
    last: int | None

    @property
    def late(self) -> bool:
        """Whether it may lie after the baseline."""
        return self.last is None or self.last > 0

    @property
    def off(self) -> int:
        """By how many days something came late or early: its last day tells, else its first.

        >>> Slip(-61, -12).off, Slip(3, 40).off, Slip(-61, 0).off
        (12, 40, 61)
        """
        return abs(self.last or self.first or 0)

    @property
    def way(self) -> Way:
        """Which way the window moved; by how far its ends did tells `ends`."""
        if self.first is None:
            return Way.GONE
        if self.last is None:
            return Way.AT_LEAST if self.first > 0 else Way.ENDLESS
        if self.first == self.last == 0:
            return Way.NONE
        if self.first < 0 < self.last:
            return Way.ASTRIDE
        return Way.LATER if self.last > 0 else Way.EARLIER

    @property
    def ends(self) -> tuple[int, int]:
        """By how many days the ends of the window moved, whichever way: the fewer, then the more.

        >>> Slip(-61, -12).ends, Slip(0, 91).ends
        ((12, 61), (0, 91))
        """
        least, most = sorted((abs(self.first or 0), abs(self.last or 0)))
        return least, most


OPEN = Slip(None, None)
"""How far a promise moved that nobody gives any more."""


class Breach(StrEnum):
    """Which of the two baselines is overrun by more than its limit."""

    NONE = "none"
    ORIGINAL = "original"
    CURRENT = "current"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class BreachLimits:
    """How many days past the end of each baseline are no breach yet.

    Twice as many against the original one, which may be years old, as in the Nunn-McCurdy Act
    (10 U.S.C. 4371), whose limits are 15 % over the current and 30 % over the original baseline.
    """

    current: int = 90
    original: int = 180


DEFAULT_LIMITS = BreachLimits()


@dataclass(frozen=True, slots=True)
class Overrun:
    """Days past the last day of each baseline: of the target, or once that passed, of the day.

    0 within the baseline or before it, None without a baseline that ends.
    """

    original: int | None
    current: int | None

    def breach(self, limits: BreachLimits = DEFAULT_LIMITS) -> Breach:
        """Tell which baselines are overrun by more days than their limit."""
        original = (self.original or 0) > limits.original
        current = (self.current or 0) > limits.current
        if original and current:
            return Breach.BOTH
        if current:
            return Breach.CURRENT
        return Breach.ORIGINAL if original else Breach.NONE


def overrun(
    original: Period | None, current: Period | None, now: Period | None, late_on: date | None
) -> Overrun:
    """Measure how long after each baseline it comes, at the latest that anybody says.

    `late_on` is the day on which it is late: it cannot come before, whatever the target was.
    """
    return Overrun(_days_past(original, now, late_on), _days_past(current, now, late_on))


def original_baseline(targets: Iterable[Statement], as_of: date) -> Statement | None:
    """Return the first promise: the oldest target of a primary or press source that is narrow.

    Narrow means two ends at most a year apart. Where there is none, the oldest target of any kind.
    Of several of one day the best tier's counts, and of these the finest.
    """
    known = in_order(s for s in targets if s.day <= as_of and isinstance(s.value, Period))
    oldest = sorted(known, key=lambda s: (s.day, s.tier.rank))
    promises = (s for s in oldest if s.tier is not Tier.SECONDARY and _is_narrow(s.value))
    return next(promises, oldest[0] if oldest else None)


def slip(baseline: Period, now: Period) -> Slip:
    """Measure how far `now` lies outside the baseline.

    An open first day may be anywhere before the last one: it counts as inside the baseline wherever
    it can be ("by 2028-03" may still be in 2027). An open last day stays open, unless the baseline
    is open as well: "from FY2028" is at least so late.

    >>> slip(Period.parse("2027"), Period.parse("2028-H1"))
    Slip(first=1, last=182)
    >>> slip(Period.parse("2027"), Period.parse("2027-H2"))
    Slip(first=0, last=0)
    >>> slip(Period.parse("2027"), Period.parse("2028 or later"))
    Slip(first=1, last=None)
    """
    last = _outside(baseline, now.latest) if now.latest else None
    if now.latest is None and baseline.latest is None:
        last = 0
    first = _outside(baseline, now.earliest) if now.earliest else min(last or 0, 0)
    return Slip(first, last)


def late_days(target: Period, as_of: date) -> int:
    """Return the days past the target's last day; 0 while it has not passed or is open."""
    if target.latest is None:
        return 0
    return max(0, (as_of - target.latest).days)


def expected(target: Period, as_of: date) -> Period:
    """Return the window in which it can still come: of one that has passed, the day itself.

    >>> expected(Period.parse("2025"), date(2026, 3, 1)).text
    '2026-03-01'
    """
    return Period.of_day(as_of) if late_days(target, as_of) else target


def day_before(waiting: Period) -> date | None:
    """Return the last day on which what a window waits for is in time; None of an open one.

    >>> day_before(Period.parse("FY2027-H2"))
    datetime.date(2027, 9, 30)
    """
    return waiting.earliest - timedelta(days=1) if waiting.earliest else None


def spare_days(window: Period, last_day: date | None) -> int | None:
    """Return how many days are left from a window's last one to the last one in time.

    0 when it just fits, negative by how many days it is too late, None where either is unstated.

    >>> spare_days(Period.parse("2027-09"), day_before(Period.parse("FY2027-H2")))
    0
    >>> spare_days(Period.parse("2027"), day_before(Period.parse("FY2027-H2")))
    -92
    """
    if window.latest is None or last_day is None:
        return None
    return (last_day - window.latest).days


def is_due_soon(target: Period, as_of: date) -> bool:
    """Tell whether the target's last day is at most 90 days ahead, today included."""
    return target.latest is not None and (
        as_of <= target.latest <= as_of + timedelta(days=DUE_SOON_DAYS)
    )


def is_stale(last_said: date, as_of: date) -> bool:
    """Tell whether nobody has spoken of it for STALE_DAYS or more."""
    return (as_of - last_said).days >= STALE_DAYS


def is_rescheduled(baseline: Period, target: Period) -> bool:
    """Tell whether the target's window is not inside the original baseline's."""
    return slip(baseline, target) != Slip(0, 0)


def _is_narrow(value: object) -> bool:
    return isinstance(value, Period) and value.precision is not Precision.LONGER


def _days_past(baseline: Period | None, now: Period | None, late_on: date | None) -> int | None:
    if baseline is None or baseline.latest is None or now is None:
        return None
    late = (late_on - baseline.latest).days if late_on else 0
    moved = slip(baseline, now)
    furthest = moved.first if moved.last is None else moved.last
    return max(furthest or 0, late, 0)


def _outside(baseline: Period, day: date) -> int:
    if baseline.latest is not None and day > baseline.latest:
        return (day - baseline.latest).days
    if baseline.earliest is not None and day < baseline.earliest:
        return (day - baseline.earliest).days
    return 0
