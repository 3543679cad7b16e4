"""Totals and counts that sources report beside those derived, with what explains the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.amount import Amount, of_quantity, total
from tracker.domain.factor import factor_between
from tracker.domain.quantity import Qualifier, Quantity
from tracker.domain.resolve import CONFLICT_WINDOW, Resolution, same_value
from tracker.domain.spoken import figure_of, shown_at
from tracker.domain.vocabulary import (
    REACHED_STAGES,
    STAGE_FIELDS,
    Field,
    HolderCount,
    MetricNature,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.register import HolderCounts
    from tracker.domain.statement import Statement, Value
    from tracker.domain.subject import Metric

    Resolutions = Mapping[tuple[str, Field], Resolution]

COUNTED = {
    HolderCount.HOLDERS: "of companies",
    HolderCount.HOLDERS_WITH_STATE: "with the state",
    HolderCount.GROUPS: "by group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A reported figure and the derived one, as of the day on which they come nearest.

    `difference` is reported less derived; `same` tells that both can be true as printed. `parts`
    are the statements that were added, `because` those of them that alone are as large as the
    difference, the nearest first. `timely` tells that the parts were known when it was said, or
    within 31 days. `counts` are those of the list, where holders are counted. Amounts are in units
    of the metric.
    """

    metric: Metric
    found: Resolution
    reported: Quantity
    derived: Amount
    as_of: date
    difference: int
    same: bool
    step: int = 1
    parts: tuple[Statement, ...] = ()
    because: tuple[Statement, ...] = ()
    timely: bool = True
    counts: HolderCounts | None = None

    @property
    def made(self) -> Quantity:
        """The derived figure in the unit of the metric."""
        return plain(self.derived.figure, self.reported.unit, self.step)

    @property
    def apart(self) -> Quantity:
        """By how much the two differ, as finely as both are known."""
        step = max(self.reported.step, self.step)
        return plain(abs(self.difference), self.reported.unit, step)

    @property
    def disputed(self) -> tuple[tuple[Statement, Comparison], ...]:
        """What contradicts the reported figure, each value once, beside the same derived one."""
        said: list[Statement] = []
        for one in self.found.conflicts:
            if figure_of(one) and not any(same_value(one.value, other.value) for other in said):
                said.append(one)
        return tuple((one, self._beside(figure)) for one in said if (figure := figure_of(one)))

    def _beside(self, stated: Quantity) -> Comparison:
        difference = (stated.figure or 0) - self.derived.figure
        same = stated.compatible(self.made)
        because = () if same else tuple(_because(stated, difference, self.parts))
        return replace(self, reported=stated, difference=difference, same=same, because=because)


def compare_totals(
    metrics: Iterable[tuple[Metric, Resolution]], resolutions: Resolutions, as_of: date
) -> list[Comparison]:
    """Lay each metric that names its parts beside their sum, as of its own day and as of today.

    Of a tranche its stages count, of a metric its value. While one part is unknown there is no sum.
    """
    pairs = ((metric, found) for metric, found in metrics if metric.sums)
    found = (_total(metric, shown, resolutions, as_of) for metric, shown in pairs)
    return [one for one in found if one is not None]


def compare_counts(
    metrics: Iterable[tuple[Metric, Resolution]], counts: HolderCounts, as_of: date
) -> list[Comparison]:
    """Lay each metric that says how it counts holders beside that count of the list."""
    compared = []
    for metric, found in metrics:
        value = figure_of(found.shown)
        if metric.counts is None or value is None:
            continue
        count = counts.of(metric.counts)
        compared.append(
            Comparison(
                metric=metric,
                found=found,
                reported=value,
                derived=Amount(count, count, derived=True),
                as_of=as_of,
                difference=(value.figure or 0) - count,
                same=value.compatible(plain(count, value.unit)),
                counts=counts,
            )
        )
    return compared


def reason(one: Comparison) -> tuple[Value, ...]:
    """Say what explains that a reported figure is not the derived one; empty where nothing does.

    Of a count it is what the list has, of a total a power of ten, or a part left out or added.
    """
    if one.same:
        return ()
    if one.counts is not None:
        return (counted(one.counts, one.reported),)
    factor, _ = factor_between(one.reported, one.made)
    if factor is not None:
        return (f"it is {factor:,} times {'as much' if one.difference > 0 else 'too little'}",)
    for part in one.because[:1]:
        without = "without" if one.difference < 0 else "twice"
        return (f"it is {without} {part.subject} ", part.value)
    return ()


def counted(counts: HolderCounts, stated: Quantity | None = None) -> str:
    """Name every way to count the list, and which of them a figure fits."""
    companies = "1 company" if counts.companies == 1 else f"{counts.companies} companies"
    others = f"{counts.with_state} with the state, {counts.by_group} by group"
    ways = f"the list has {companies}, {others}"
    figure = stated.figure if stated else None
    fitting = [word for way, word in COUNTED.items() if counts.of(way) == figure]
    return f"{ways}; it is the number {fitting[0]}" if fitting else ways


def plain(figure: int, unit: str, step: int = 1) -> Quantity:
    """Make the exact quantity of a figure that we derived, in the smallest unit."""
    return Quantity(
        text=str(figure), unit=unit, qualifier=Qualifier.EXACT, figure=figure, high=None, step=step
    )


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the parts of a total made on a day.

    `low` and `high` allow for their rounding, None unlimited; a ceiling counts as the figure that
    it names, since ceilings are added up to a ceiling.
    """

    day: date
    figure: int
    low: int | None
    high: int | None
    step: int
    parts: tuple[Statement, ...]

    def fits(self, stated: Quantity) -> bool:
        """Whether the total can be this."""
        low, high = _reach(stated)
        below = self.high is not None and low is not None and self.high < low
        above = self.low is not None and high is not None and self.low > high
        return not below and not above

    @property
    def amount(self) -> Amount | None:
        """The sum with the weakest qualifier of its parts."""
        figures = (figure_of(part) for part in self.parts)
        made = total(of_quantity(one) for one in figures if one)
        return made and Amount(made.figure, made.high, made.qualifier, derived=True)


def _total(
    metric: Metric, found: Resolution, resolutions: Resolutions, as_of: date
) -> Comparison | None:
    value, day = figure_of(found.shown), found.shown.day
    if value is None:
        return None
    said = value.figure or 0
    then = [one for on in (day, day + CONFLICT_WINDOW) for one in sums(metric, resolutions, on)]
    every = [*then, *sums(metric, resolutions, as_of)]
    fitting = [one for one in every if one.fits(value)]
    made = min(fitting[:1] or then or every, key=lambda one: abs(one.figure - said), default=None)
    derived = made.amount if made else None
    if made is None or derived is None:
        return None
    return Comparison(
        metric=metric,
        found=found,
        reported=value,
        derived=derived,
        as_of=min(made.day, as_of),
        difference=said - made.figure,
        same=bool(fitting),
        step=made.step,
        parts=made.parts,
        because=() if fitting else tuple(_because(value, said - made.figure, made.parts)),
        timely=bool(then),
    )


def sums(metric: Metric, resolutions: Resolutions, day: date) -> Iterator[_Sum]:
    """Yield every sum that its parts made on a day: of the furthest stage of each, of one stage.

    Plans make no total of what is. A part of which nothing is known leaves no sum of that kind.
    """
    first = Stage.PLANNED if metric.nature is MetricNature.PLANNED else Stage.ENACTED
    for stage in (None, *REACHED_STAGES[REACHED_STAGES.index(first) :]):
        parts = [_part(resolutions, slug, stage, day) for slug in metric.sums]
        known = [part for part in parts if part is not None]
        figures = [figure for part in known if (figure := figure_of(part)) is not None]
        same = all(one.unit == metric.counted_in for one in figures)
        if len(figures) == len(parts) and same:
            yield _sum(day, figures, known)


def _part(resolutions: Resolutions, slug: str, stage: Stage | None, day: date) -> Statement | None:
    """What was known of a part by a day: a metric's value, or what reached a stage or a later one.

    Without a stage the furthest is taken.
    """
    stages = REACHED_STAGES[REACHED_STAGES.index(stage) :] if stage else REACHED_STAGES[::-1]
    fields = [Field(one.value) for one in stages]
    if not any((slug, field) in resolutions for field in STAGE_FIELDS):
        fields = [Field.VALUE]
    found = (resolutions[slug, field] for field in fields if (slug, field) in resolutions)
    levels = (shown_at(one, day) for one in found)
    return next((level for level in levels if figure_of(level) is not None), None)


def _sum(day: date, figures: Sequence[Quantity], parts: Sequence[Statement]) -> _Sum:
    lows, highs = zip(*(_reach(_named(one)) for one in figures), strict=True)
    return _Sum(
        day=day,
        figure=sum(one.figure or 0 for one in figures),
        low=None if None in lows else sum(low or 0 for low in lows),
        high=None if None in highs else sum(high or 0 for high in highs),
        step=max(one.step for one in figures),
        parts=tuple(parts),
    )


def _named(quantity: Quantity) -> Quantity:
    """A ceiling as the figure that it names."""
    if quantity.low_bound is not None or quantity.figure is None:
        return quantity
    return plain(quantity.figure, quantity.unit, quantity.step)


def _reach(quantity: Quantity) -> tuple[int | None, int | None]:
    """The least and the greatest figure that a printed one stands for, cut off or rounded."""
    low, high = quantity.low_bound, quantity.high_bound
    if quantity.qualifier is Qualifier.EXACT:
        figure = quantity.figure or 0
        return figure - quantity.step + 1, figure + quantity.step - 1
    return low, high


def _because(stated: Quantity, difference: int, parts: Iterable[Statement]) -> list[Statement]:
    """Return the parts as large as the difference, the nearest first; none within rounding."""
    off = {}
    for part in parts:
        figure = figure_of(part)
        size = (figure.figure or 0) if figure else 0
        step = max(figure.step, stated.step) if figure else 0
        if size >= step and abs(abs(difference) - size) < step:
            off[part.id] = (abs(abs(difference) - size), part)
    return [part for _, part in sorted(off.values(), key=lambda one: one[0])]
