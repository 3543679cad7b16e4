"""A sourced statement: one value of one field of one subject, said on a day by someone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.text import folded
from tracker.domain.vocabulary import (
    PERIOD_FIELDS,
    STATUSES,
    TEXT_FIELDS,
    WITHDRAWABLE,
    WITHDRAWN,
    Field,
    Status,
    Tier,
    Withdrawn,
)
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from tracker.domain.definitions.records import SourceRecord
    from tracker.domain.periods.calendar import FiscalCalendar

Value = Period | Quantity | Status | Withdrawn | str

KEEPER = "keeper"
NO_DATE = re.compile(
    "tbd|tba|none|undetermined|undecided|unscheduled|unknown|unclear|open|indefinite"
    "|to be (?:determined|decided|announced|confirmed)|no (?:fixed )?date(?: yet| set)?"
    "|(?:(?:時期|日程|期日)は?)?(?:未定|不明|未公表|検討中)|白紙"
)
"""What texts print in place of a day."""
NO_FIGURE = frozenset(
    (
        *("unknown", "unclear", "?", "??", "n/a", "na", "none", "tbd", "tba", "-"),
        *("undetermined", "undecided", "不明", "未定", "未詳", "検討中"),
    )
)
"""What is typed in place of a figure that nobody tells; `undisclosed` is said of one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was said, as recorded; `id` is its place in the log, from 1.

    `measured` tells that its value was counted, and not promised or planned: counts grow old.
    """

    id: int
    subject: str
    field: Field
    value: Value
    tier: Tier
    stated_on: Period
    recorded_at: datetime
    happened_on: Period | None = None
    source: SourceRecord | None = None
    said_by: str | None = None
    remark: str | None = None
    quote: str | None = None
    reason: str | None = None
    key: str | None = None
    recorded_by: str | None = None
    measured: bool = False

    @property
    def day(self) -> date:
        """The day from which the statement counts: the last one of the period it was said in."""
        latest = self.stated_on.latest  # at once: it is asked for more often than all else
        return last_day(self.stated_on) if latest is None else latest

    @property
    def order(self) -> tuple[date, int]:
        """Sorts by the day it was said, within a day by the order in which it was recorded."""
        return self.day, self.id

    @property
    def became_so(self) -> Period:
        """When the fact became so: as stated, cut at the day it was said."""
        happened = self.happened_on or self.stated_on
        if happened.latest is None or happened.latest > self.day:
            return replace(happened, latest=self.day)
        return happened

    @property
    def became_on(self) -> date:
        """The day by which it had become so."""
        return self.became_so.latest or self.day

    @property
    def authority(self) -> tuple[int, int, int]:
        """Sorts the better tier first, then the newest."""
        return self.tier.rank, -self.day.toordinal(), -self.id

    @property
    def speaker(self) -> str:
        """Who is made responsible for it: the person quoted, the publisher, or the keeper."""
        if self.said_by is not None:
            return self.said_by
        if self.source is not None:
            return self.source.speaker
        return self.recorded_by or KEEPER

    @property
    def printed_by(self) -> str:
        """Who printed it, be it of another one who is quoted; who said it where nobody did."""
        return self.speaker if self.source is None else self.source.printed_by

    @property
    def of_keeper(self) -> bool:
        """Whether it is the keeper's own judgement: nobody is quoted, and no source is named."""
        return self.said_by is None and self.source is None

    @property
    def text(self) -> str:
        """The value as it was written."""
        return value_text(self.value)

    @property
    def figure(self) -> Quantity | None:
        """The quantity that names a figure; None of all else, and where none is disclosed."""
        value = self.value
        return value if isinstance(value, Quantity) and value.figure is not None else None


def last_day(period: Period) -> date:
    """Return the last day of a period that has one; stated days always do."""
    if period.latest is None:
        message = f"'{period.text}' has no last day"
        raise UsageError(message, "say a day, a month or a year, e.g. 2026-11-20 or 2026-08")
    return period.latest


def date_on_earth(instant: datetime) -> date:
    """Return the latest date that holds anywhere at an instant: UTC+14's.

    Nothing can have been said after it.
    """
    return (instant + timedelta(hours=14)).date()


def names_no_day(text: str) -> bool:
    """Whether a text says that no day is known, or none any longer: `tbd`, `時期は未定`."""
    return NO_DATE.fullmatch(folded(text).strip().replace("-", " ")) is not None


def deprecating(entries: Iterable[int]) -> str:
    """Return the call that takes statements out of every report."""
    return f"tracker entry deprecate {' '.join(map(str, entries))} --reason TEXT"


def value_text(value: Value) -> str:
    """Return a value as it was written."""
    return value.text if isinstance(value, Period | Quantity) else str(value)


def parse_value(
    field: Field, text: str, *, unit: str | None, calendar: FiscalCalendar, kept: bool = False
) -> Value:
    """Read the text of a field's value; one that is `kept` was recorded, and stays what it was.

    `unit` is a currency code, `%` or a counting word; None where the field takes no quantity.
    Raises UsageError (a PeriodError, QuantityError, or an unknown status).
    """
    if field in WITHDRAWABLE and text.strip().lower() == WITHDRAWN:
        return WITHDRAWN
    if field in PERIOD_FIELDS:
        if not kept and names_no_day(text):
            message = f"'{text.strip()}' names no day"
            hint = (
                "an earlier one that stands no more: withdrawn; where nobody gave one, leave it out"
            )
            raise UsageError(message, hint)
        return Period.recall(text, calendar) if kept else Period.parse(text, calendar)
    if field is Field.STATUS:
        return parse_status(text)
    if field in TEXT_FIELDS:
        return text.strip()
    if unit is None:
        message = f"{field.value} needs a metric to be counted in"
        raise UsageError(message, "give the milestone a metric, or state --progress in percent")
    if not kept and folded(text).strip() in NO_FIGURE:
        message = f"'{text.strip()}' names no figure"
        hint = "where nobody tells it, leave it out; undisclosed only where the source says so"
        raise UsageError(message, hint)
    return Quantity.parse(text, unit)


def parse_status(text: str) -> Status:
    """Read a status; raises UsageError for any other word."""
    word = text.strip().lower()
    if word not in STATUSES:
        message = f"'{text[:60]}' is no status"
        raise UsageError(message, "one of: " + ", ".join(STATUSES))
    return Status(word)
