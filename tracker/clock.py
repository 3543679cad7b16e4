"""The only reader of the clock; TRACKER_NOW fixes it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta

from tracker.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1970, 2199
AHEAD = timedelta(hours=24)
"""So far the present may lie ahead of another clock: that of the machine, or of a server."""

_NOON = time(12, tzinfo=UTC)  # a date alone: the hour at which most of the world agrees on the day


def now() -> datetime:
    """The present instant in UTC.

    Raises UsageError when TRACKER_NOW has no meaning, or is ahead of the machine's clock.
    """
    fixed = _fixed()
    if fixed is None:
        return datetime.now(UTC)
    return fixed.astimezone(UTC)


def today() -> date:
    """The machine's local date, or the date written in TRACKER_NOW, in the zone written there."""
    fixed = _fixed()
    if fixed is None:
        return datetime.now().astimezone().date()
    return fixed.date()


def end_of(day: date) -> datetime:
    """The last instant of a day, in the zone in which `today` counts."""
    fixed = _fixed()
    last = datetime.combine(day, time.max)
    return last.astimezone() if fixed is None else last.replace(tzinfo=fixed.tzinfo)


def require_not_ahead(server: datetime) -> None:
    """Raise UsageError where the present lies more than AHEAD after what a server's clock says."""
    present = now()
    if present - server > AHEAD:
        message = f"the clock is ahead of the server's: {_minute(present)}, not {_minute(server)}"
        raise UsageError(
            message, "nothing was written; set right this machine's clock, or the server's"
        )


def _fixed() -> datetime | None:
    """TRACKER_NOW in its own zone; None when it is unset or empty."""
    text = os.environ.get("TRACKER_NOW")
    if not text:
        return None
    try:
        instant = _instant(text)
    except ValueError as error:
        raise UsageError(
            f"TRACKER_NOW is neither an instant nor a date: {text!r}",
            "write an instant with its zone, 2026-11-22T09:00:00Z, or a date, 2026-11-22",
        ) from error
    machine = datetime.now(UTC)
    if instant - machine > AHEAD:
        raise UsageError(
            f"TRACKER_NOW is ahead of this machine's clock: {text}, not {_minute(machine)}",
            f"unset it; reports tell of a day to come with --as-of {instant.date()}",
        )
    return instant


def _instant(text: str) -> datetime:
    """A date means noon UTC; an instant without a zone is none, nor one outside our calendar."""
    try:
        instant = datetime.combine(date.fromisoformat(text), _NOON)
    except ValueError:
        instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(text)
    return instant


def _minute(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
