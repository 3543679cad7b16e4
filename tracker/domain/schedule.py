"""Baselines, slip and lateness of a milestone's target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.period import Period, Precision
from tracker.domain.vocabulary import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.domain.statement import Statement

DUE_SOON_DAYS = 90
STALE_DAYS = 180


@dataclass(frozen=True, slots=True)
class Slip:
    """Days by which a window's first and last day lie outside the baseline's window.

    0 inside, positive after the baseline's last day, negative before its first.
    """

    first: int
    last: int


def original_baseline(targets: Iterable[Statement], as_of: date) -> Statement | None:
    """Return the first promise: the oldest target of a primary or press source that is narrow.

    Narrow means two ends at most a year apart. Without such a one the oldest target of any kind.
    """
    oldest = sorted((s for s in targets if s.day <= as_of), key=lambda s: (s.day, s.id))
    promises = (s for s in oldest if s.tier is not Tier.SECONDARY and _is_narrow(s.value))
    return next(promises, oldest[0] if oldest else None)


def slip(baseline: Period, now: Period) -> Slip:
    """Measure how far `now` lies outside the baseline.

    An open end may be anywhere beyond the other one: it counts as inside the baseline wherever it
    can be ("by 2028-03" may still be in 2027), else as the other end ("from FY2028" is at least so
    late). Nothing is claimed that nobody said.
    """
    first = _outside(baseline, now.earliest) if now.earliest else None
    last = _outside(baseline, now.latest) if now.latest else None
    if first is None:
        first = min(last or 0, 0)
    if last is None:
        last = max(first, 0)
    return Slip(first, last)


def late_days(target: Period, as_of: date) -> int:
    """Return the days past the target's last day; 0 while it has not passed or is open."""
    if target.latest is None:
        return 0
    return max(0, (as_of - target.latest).days)


def is_due_soon(target: Period, as_of: date) -> bool:
    """Tell whether the target's last day is at most 90 days ahead, today included."""
    return target.latest is not None and (
        as_of <= target.latest <= as_of + timedelta(days=DUE_SOON_DAYS)
    )


def is_stale(last_said: date, as_of: date) -> bool:
    """Tell whether nobody has spoken of it for 180 days or more."""
    return (as_of - last_said).days >= STALE_DAYS


def is_rescheduled(baseline: Period, target: Period) -> bool:
    """Tell whether the target's window is not inside the original baseline's."""
    return slip(baseline, target) != Slip(0, 0)


def _is_narrow(value: object) -> bool:
    return isinstance(value, Period) and value.precision is not Precision.LONGER


def _outside(baseline: Period, day: date) -> int:
    if baseline.latest is not None and day > baseline.latest:
        return (day - baseline.latest).days
    if baseline.earliest is not None and day < baseline.earliest:
        return (day - baseline.earliest).days
    return 0
