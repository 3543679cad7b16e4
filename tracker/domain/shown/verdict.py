"""How a word said later stands to the one that holds: it repeats, narrows, blurs or revises it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import UPPER, Qualifier, Quantity
from tracker.domain.vocabulary import Status, Withdrawn

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.log.statement import Statement, Value

COUNT_AGES = timedelta(days=180)
"""So long after a count was last said a larger one is a new count, and no rounding of it."""


class Verdict(StrEnum):
    """What a statement does to the claim: what was shown of its series until then."""

    REPEATS = "repeats"
    NARROWS = "narrows"
    BLURS = "blurs"
    REVISES = "revises"


def verdict(said: Statement, claim: Statement, last_said: date) -> Verdict:
    """Tell what a statement does to the claim, which was said for the last time on a day.

    Repeats: the same. Narrows: finer, and allowed by it. Blurs: the same more coarsely, which
    takes nothing back. All else revises, however much both have in common.

    >>> from datetime import date, datetime
    >>> from tracker.domain.log.statement import Statement
    >>> from tracker.domain.vocabulary import Field, Tier
    >>> def said(text: str, on: str) -> Statement:
    ...     return Statement(
    ...         id=1, subject="a", field=Field.TARGET, value=Period.parse(text), tier=Tier.PRIMARY,
    ...         stated_on=Period.parse(on), recorded_at=datetime(2026, 9, 1)
    ...     )
    >>> claim, day = said("2027", "2026-01-10"), date(2026, 1, 10)
    >>> [verdict(said(text, "2026-03-01"), claim, day).value for text in ("2027-04", "2028")]
    ['narrows', 'revises']
    >>> verdict(said("2027", "2026-03-01"), said("2027-04", "2026-01-10"), day).value
    'blurs'
    """
    new, old = said.value, claim.value
    if isinstance(new, Period) and isinstance(old, Period):
        return _of_periods(said, claim, new, old, same_day=said.day == last_said)
    if isinstance(new, Quantity) and isinstance(old, Quantity):
        return _of_quantities(said, claim, new, old, last_said)
    return Verdict.REPEATS if new == old else Verdict.REVISES


def blurs_on_its_day(coarse: Statement, fine: Statement) -> bool:
    """Whether of two statements of one day the first says the second more coarsely."""
    return verdict(coarse, fine, coarse.day) is Verdict.BLURS


def is_new_count(said: Statement, claim: Statement, last_said: date) -> bool:
    """Whether a figure is a later count of what grew, and not another word for the claim.

    Only of what is measured: plans, ceilings and votes do not age. It is larger, and said 180 days
    or more after the claim was said for the last time.
    """
    return counts_more(said, claim, last_said) and said.day - last_said >= COUNT_AGES


def counts_more(said: Statement, claim: Statement, last_said: date) -> bool:
    """Whether a figure is measured, larger, and said after the claim was said for the last time."""
    new, old = said.value, claim.value
    if not (said.measured and isinstance(new, Quantity) and isinstance(old, Quantity)):
        return False
    if new.figure is None or old.figure is None or new.qualifier in UPPER:
        return False
    return new.figure > old.figure and said.day > last_said


def same_value(one: Value, other: Value) -> bool:
    """Tell whether two values mean the same, however they are written.

    >>> same_value(Period.parse("FY2027-H2"), Period.parse("2027-10/2028-03"))
    True
    >>> same_value(Quantity.parse("1.2tn", "JPY"), Quantity.parse("1兆2,000億円", "JPY"))
    True
    >>> same_value(Quantity.parse("30", "count"), Quantity.parse("~30", "count"))
    False
    """
    if isinstance(one, Period) and isinstance(other, Period):
        return one.same_window(other)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.same_value(other)
    return one == other


def agree(one: Value, other: Value) -> bool:
    """Tell whether two values can be true together; statuses and notes only when equal."""
    if isinstance(one, Period) and isinstance(other, Period):
        return one.compatible(other)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.compatible(other)
    return one == other


def contradicts(one: Value, other: Value) -> bool:
    """Tell whether two values cannot be true together.

    Statuses contradict each other only when one of them ends the milestone; notes never do.

    >>> contradicts(Status.ON_TRACK, Status.AT_RISK), contradicts(Status.ON_TRACK, Status.MET)
    (False, True)
    """
    if isinstance(one, Status) and isinstance(other, Status):
        return one != other and (one.ends or other.ends)
    withdrawn = isinstance(one, Withdrawn) or isinstance(other, Withdrawn)
    if not withdrawn and (isinstance(one, str) or isinstance(other, str)):
        return False
    return not agree(one, other)


def counted_apart(one: Statement, other: Statement) -> bool:
    """Whether two figures were counted on days that cannot be the same."""
    if not isinstance(one.value, Quantity) or not isinstance(other.value, Quantity):
        return False
    if one.happened_on is None or other.happened_on is None:
        return False
    return not one.happened_on.overlaps(other.happened_on)


def _of_periods(
    said: Statement, claim: Statement, new: Period, old: Period, *, same_day: bool
) -> Verdict:
    """Compare two promises, with no leeway for days that are about right."""
    if new.is_twin_of(old):
        # Before all else: "by 2027" lies within "by FY2027", and is no finer word for it.
        ends_later = said.day > claim.day and new.sort_key[0] > old.sort_key[0]
        if new.fiscal:
            return Verdict.NARROWS
        return Verdict.REVISES if ends_later else Verdict.REPEATS
    if old.contains(new):
        return _same_days(new, old) if new.contains(old) else Verdict.NARROWS
    is_over = old.latest is not None and old.latest < said.day
    if (same_day and new.contains(old)) or (not is_over and _blurs_period(new, old)):
        return Verdict.BLURS
    return Verdict.REVISES


def _same_days(new: Period, old: Period) -> Verdict:
    """Of one window "about" is the coarser word."""
    if new.vague is old.vague:
        return Verdict.REPEATS
    return Verdict.BLURS if new.vague else Verdict.NARROWS


def _blurs_period(new: Period, old: Period) -> bool:
    """Whether a unit names a promise that lies within it: `2027` of 2027-04.

    Or "by" a unit of a promise that ends in that very unit: `by 2027` of 2027-04. A promise that
    is "by" itself is only loosened by a later one.
    """
    if new.is_unit:
        return new.contains(old)
    return new.is_by and not old.is_by and old.latest is not None and new.names(old.latest)


def _of_quantities(
    said: Statement, claim: Statement, new: Quantity, old: Quantity, last_said: date
) -> Verdict:
    if new.same_value(old) or new.converts_like(old):
        return Verdict.REPEATS
    if counted_apart(said, claim) or is_new_count(said, claim, last_said):
        return Verdict.REVISES
    if _blurs(new, old, same_day=said.day == last_said):
        return Verdict.BLURS
    return Verdict.NARROWS if _allows(old, new) else Verdict.REVISES


def _blurs(coarse: Quantity, fine: Quantity, *, same_day: bool) -> bool:
    """Whether a figure is told more coarsely: rounded, by a near bound, or not at all.

    On the day on which the figure was said, by any coarser word that can be true with it: a wide
    range, a bound far off, `~10%` of 11.5%.
    """
    if not fine.is_finer_than(coarse):
        return False
    if same_day:
        return coarse.compatible(fine)
    if coarse.figure is None or coarse.rounds(fine):
        return True
    is_figure = fine.qualifier is not Qualifier.RANGE
    return coarse.is_bound and is_figure and coarse.is_quarter_from(fine) and coarse.keeps(fine)


def _allows(coarse: Quantity, fine: Quantity) -> bool:
    """Whether a finer word is one of those that a coarser one left open."""
    if not fine.is_finer_than(coarse):
        return False
    return coarse.figure is None or coarse.rounds(fine) or coarse.keeps(fine)
