"""Rules about slips of the pen: powers of ten, and sums printed in two currencies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor, log10
from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, by_value, urgent_first
from tracker.domain.periods.calendar import MONTHS_IN_YEAR
from tracker.domain.quantities.exchange import MICRO, RateUsed, rate_for
from tracker.domain.quantities.format import amount
from tracker.domain.quantities.quantity import (
    LEAST_DIGITS,
    TELLING_DIGITS,
    Qualifier,
    Quantity,
    magnitude_slip,
    magnitude_slip_below,
    proven_magnitude_slip,
)
from tracker.domain.quantities.units import minor_places
from tracker.domain.shown.resolve import long_before
from tracker.domain.shown.verdict import agree
from tracker.domain.vocabulary import PROMISED, Field, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.periods.period import Period
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


TOLERANCE = Fraction(1, 10)
"""Beyond rounding a newsroom's rate lies this near to the month's."""

FAR_TOLERANCE = Fraction(1, 2)
"""How near to the rate of another month within a year: currencies moved by a third in one."""

MOST = 36
"""Months of a period of speaking that are looked at."""

LEAST_PRECISE = 20
"""Behind "about" a figure is taken to be known to a twentieth: it was converted as printed."""


def slips(found: Resolution, among: Iterable[Statement]) -> Mapping[int, int]:
    """Return which statements are the one shown times a power of ten, or a part of it.

    By entry, with how many times it is, where that is a slip of the pen.
    """
    value = found.shown.value
    like = [said for said in among if magnitude_slip(said.value, value)[0] is not None]
    if not like:  # as of most figures: what stands around them is not asked for
        return {}
    around = _Around.of(found)
    factors = ((said.id, around.factor(said)) for said in like)
    return {entry: factor for entry, factor in factors if factor is not None}


@dataclass(frozen=True, slots=True)
class _Around:
    """What decides about slips of one field: the parts that its statements play, by entry.

    `said_first` is the day on which each tier first said what can be true with the one shown.
    """

    shown: Statement
    run: frozenset[int]
    conflicts: frozenset[int]
    earlier: frozenset[int]
    said_first: Mapping[Tier, date]

    @classmethod
    def of(cls, found: Resolution) -> _Around:
        said_first: dict[Tier, date] = {}
        for said in found.everything:
            if agree(said.value, found.shown.value):
                said_first[said.tier] = min(said.day, said_first.get(said.tier, said.day))
        parts = (found.run, found.conflicts, found.earlier)
        run, conflicts, earlier = (frozenset(said.id for said in part) for part in parts)
        return cls(found.shown, run, conflicts, earlier, said_first)

    def factor(self, said: Statement) -> int | None:
        """Return how many times a statement is the one shown, or a part of it, where it is a slip.

        Two equal digits are enough beside a contradiction, a bound, or where the older word is said
        again since. Of statements that may both be true, or that were revised, three are needed. A
        smaller level of an earlier day is no slip where the level may have grown since.
        """
        factor, digits = magnitude_slip(said.value, self.shown.value)
        if factor is None:
            return None
        if said.id in self.conflicts or self._beside_bound(said) or self._said_again(said):
            return factor if digits >= LEAST_DIGITS else None
        if self._may_have_grown(said):
            return None
        if digits >= TELLING_DIGITS:
            return factor
        return magnitude_slip_below(said.value, self.shown.value) if self._stands(said) else None

    def _stands(self, said: Statement) -> bool:
        """Whether it says what is shown, or was said about then."""
        return said.id in self.run or not long_before(said, self.shown)

    def _beside_bound(self, said: Statement) -> bool:
        """Whether one is a figure and the other "over" a tenth of it, which is seldom meant."""
        one, other = said.value, self.shown.value
        if not isinstance(one, Quantity) or not isinstance(other, Quantity):
            return False
        least, figure = (one, other) if one.is_bound else (other, one)
        over = least.is_bound and least.low_bound is not None and not figure.is_bound
        return over and not long_before(said, self.shown)

    def _said_again(self, said: Statement) -> bool:
        """Whether what is shown was said before it already, by no worse a witness, and since."""
        if said.id not in self.earlier:
            return False
        better = (self.said_first.get(tier) for tier in Tier if tier.rank <= said.tier.rank)
        return any(day is not None and day < said.day for day in better)

    def _may_have_grown(self, said: Statement) -> bool:
        """Whether a smaller figure of an earlier day may have been true on that day."""
        grows = said.measured or said.field is Field.COMMITTED
        one, other = said.figure, self.shown.figure
        smaller = one is not None and other is not None and _size(one) < _size(other)
        return grows and smaller and said.id in self.earlier


def _size(quantity: Quantity) -> int:
    return abs(quantity.figure or 0)


def _powers_of_ten(project: ProjectState) -> list[Evidence]:
    return urgent_first(
        project,
        (
            *(slip for found in project.resolutions.values() for slip in _told(found)),
            *(slip for state in project.tranches.values() for slip in _between_stages(state)),
        ),
    )


def _told(found: Resolution) -> Iterator[Evidence]:
    factors = slips(found, found.others)
    for same in by_value(said for said in found.others if said.id in factors):
        yield Evidence(
            subject=found.shown.subject,
            statements=(found.shown, *same),
            parts=_blame(found, same[0]),
            proof=f"×{factors[same[0].id]}",
        )


def _blame(found: Resolution, said: Statement) -> tuple[Value, ...]:
    """Say which of the two is the slip: the one that fewer speakers hold."""
    shown = found.shown
    ours, theirs = _voices(found, shown.value), _voices(found, said.value)
    if theirs <= ours:
        return (f"{said.speaker} says ", said.value, " for ", shown.value, f" by {shown.speaker}")
    says = " says " if ours == 1 else f" and {ours - 1} more say "
    return (f"{shown.speaker}{says}", shown.value, f", {theirs} others say ", said.value)


def _voices(found: Resolution, value: Value) -> int:
    """Count the speakers who hold a figure, each once however often it was repeated."""
    return len({said.speaker for said in found.everything if _holds(said, value)})


def _holds(said: Statement, value: Value) -> bool:
    slipped, _ = magnitude_slip(said.value, value)
    return said.figure is not None and slipped is None and agree(said.value, value)


def _between_stages(state: TrancheState) -> Iterator[Evidence]:
    """Tell of each stage that repeats the digits of the one before it, at another power of ten."""
    stages = [stage for stage in PROMISED if state.level(stage) is not None]
    for before, after in pairwise(stages):
        factor = proven_magnitude_slip(state.level(before), state.level(after))
        if factor is not None:
            was, now = state.stages[before].shown, state.stages[after].shown
            yield Evidence(
                subject=state.tranche.slug,
                statements=(now, was),
                parts=(f"{after.word} are ", now.value, f", {before.word} were ", was.value),
                proof=f"×{factor}",
            )


POWER_OF_TEN = Rule(
    code="V102",
    family="values",
    name="power-of-ten",
    severity=Severity.ERROR,
    reach=Reach.SERIES,
    explanation=(
        "A figure is 10, 100, 1,000, 10,000 or a million times the one shown, or that of the stage "
        "before, within the digits printed: 億 and 兆, billion and trillion, were mixed up or a "
        "point was lost. So is one that is exactly 10, 100 or 1,000 times below a ceiling of its "
        "stage. Who has fewer voices is blamed, each speaker counted once."
    ),
    example="30.7tn for 3,069.3bn: ten times too much.",
    find=_powers_of_ten,
    order=20,
    on_page=True,
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures of one sum; `base` is the currency whose price the table gives in the other."""

    quoted: Quantity
    base: Quantity

    @property
    def named(self) -> Fraction:
        """The price of one unit of the base that the two figures imply."""
        return _whole(self.quoted)[1] / _whole(self.base)[1]

    @property
    def bounds(self) -> tuple[Fraction, Fraction | None]:
        """The least and the greatest price that rounding allows; None without a limit."""
        (low, _, high), (least, _, most) = _whole(self.quoted), _whole(self.base)
        return low / most, high / least if least > 0 else None

    def is_off(self, used: RateUsed) -> bool:
        """Whether no rounding brings the implied price near to a rate."""
        low, high = self.bounds
        rate, tolerance = _price(used), TOLERANCE if used.exact else FAR_TOLERANCE
        above = low > rate * (1 + tolerance)
        return above or (high is not None and high < rate * (1 - tolerance))


def _conversions(project: ProjectState) -> Iterator[Evidence]:
    for found in project.resolutions.values():
        for said in sorted(found.everything, key=lambda said: said.id):
            evidence = _conversion(project, said)
            if evidence is not None:
                yield evidence


def _conversion(project: ProjectState, said: Statement) -> Evidence | None:
    value = said.figure
    other = value.conversion if value else None
    if value is None or other is None or not value.figure or not other.figure:
        return None
    periods = [said.stated_on, *([said.happened_on] if said.happened_on else [])]
    rates = [used for when in periods for used in _rates(project, value.unit, other.unit, when)]
    if not rates:
        return None
    base_first = rates[0].rate.base == value.unit
    pair = _Pair(quoted=other, base=value) if base_first else _Pair(quoted=value, base=other)
    if not all(map(pair.is_off, rates)):
        return None
    nearest = min(rates, key=lambda used: abs(_price(used) - pair.named))
    return _evidence(said, pair, nearest)


def _evidence(said: Statement, pair: _Pair, used: RateUsed) -> Evidence:
    implied, usual = _digits(pair.named), _digits(_price(used))
    quote, base, month = used.rate.quote, used.rate.base, used.rate.month
    known = month if used.exact else f"{month}, the nearest month known"
    value = said.figure
    beside = pair.base.text if pair.quoted == value else pair.quoted.text
    # Without the second currency, which may or may not stand in the text of the first.
    bare = replace(value, text=amount(value), conversion=None) if value else said.value
    compared = f"{implied} {quote} a {base}, where it was about {usual} in {known}"
    return Evidence(
        subject=said.subject,
        statements=(said,),
        parts=(f"{said.speaker} says ", bare, f" as {beside}: {compared}"),
        proof=f"{implied} ≠ {usual} {quote}/{base}",
        basis=(f"{quote}/{base} {known}: {usual}",),
    )


def _price(used: RateUsed) -> Fraction:
    return Fraction(used.rate.rate_micro, MICRO)


def _rates(project: ProjectState, unit: str, other: str, when: Period) -> list[RateUsed]:
    """The rates of the months that a period may mean; where none is known, the nearest one."""
    used = [
        rate
        for day in _months(when)
        if (rate := rate_for(project.rates, unit, other, day)) is not None
    ]
    return [rate for rate in used if rate.exact] or used[:1]


def _months(when: Period) -> list[date]:
    """A day of each month of a period, the last one first; none of one that is open ahead."""
    if when.latest is None:
        return []
    first, last = when.earliest or when.latest, when.latest
    newest, oldest = (day.year * MONTHS_IN_YEAR + day.month - 1 for day in (last, first))
    months = range(newest, max(oldest, newest - MOST) - 1, -1)
    return [date(month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1, 1) for month in months]


def _whole(quantity: Quantity) -> tuple[Fraction, Fraction, Fraction]:
    """Least, named and greatest figure in whole units of the currency, half a step to each side."""
    figure, unit = abs(quantity.figure or 0), 10 ** minor_places(quantity.unit)
    half = Fraction(quantity.step, 2)
    if quantity.qualifier is Qualifier.ABOUT:
        half = min(Fraction(quantity.step), Fraction(figure, LEAST_PRECISE))
    return (figure - half) / unit, Fraction(figure, unit), (figure + half) / unit


def _digits(price: Fraction) -> str:
    """Write a price with three digits."""
    places = 2 - floor(log10(price))
    return f"{float(price):.{max(places, 0)}f}"


CONVERSION = Rule(
    code="V103",
    family="values",
    name="conversion",
    severity=Severity.ERROR,
    reach=Reach.SERIES,
    explanation=(
        "A sum was printed in two currencies, and the rate that they imply is more than "
        f"{int(TOLERANCE * 100)} % off "
        "the mean rate of that month and of the month that it tells of, rounding allowed for; "
        f"without a rate of these months, more than {int(FAR_TOLERANCE * 100)} % off the nearest "
        "within a year."
    ),
    example=(
        "1.23tn yen as $79bn implies 15.6 yen a dollar, where a dollar cost about 157: "
        "ten times too many dollars."
    ),
    find=_conversions,
    order=30,
    on_page=True,
)

RULES = (POWER_OF_TEN, CONVERSION)
