"""Totals and counts that sources report beside those derived, with what explains the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING

from tracker.domain.log.statement import figure_of
from tracker.domain.money.tranches import wholes
from tracker.domain.quantities.amount import Amount, of_quantity, total
from tracker.domain.quantities.quantity import Qualifier, Quantity, magnitude_slip, plain
from tracker.domain.shown.resolve import CONFLICT_WINDOW, Resolution
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import (
    PROMISED,
    REACHED_STAGES,
    STAGE_FIELDS,
    WITHDRAWN,
    Field,
    HolderCount,
    MetricNature,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.definitions.subject import Metric
    from tracker.domain.holdings import HolderCounts
    from tracker.domain.log.statement import Statement, Value

    Resolutions = Mapping[tuple[str, Field], Resolution]


@dataclass(frozen=True, slots=True)
class DerivedTotal:
    """What the parts of a total made on a day; `figures` are what counts of each.

    `low` and `high` allow for their rounding, None unlimited; a ceiling counts as the figure that
    it names, since ceilings are added up to a ceiling.
    """

    day: date
    figure: int
    low: int | None
    high: int | None
    step: int
    parts: tuple[Statement, ...]
    figures: tuple[Quantity, ...]

    def fits(self, stated: Quantity) -> bool:
        """Whether the total can be this."""
        low, high = _reach(stated)
        below = self.high is not None and low is not None and self.high < low
        above = self.low is not None and high is not None and self.low > high
        return not below and not above

    @property
    def amount(self) -> Amount | None:
        """The sum with the weakest qualifier of its parts."""
        made = total(of_quantity(one) for one in self.figures)
        return made and Amount(made.figure, made.high, made.qualifier, derived=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalParts:
    """The parts of a total: what is resolved of each, and within which whole a tranche is.

    `known` keeps what was shown on the days that were looked at.
    """

    metric: Metric
    resolutions: Resolutions
    parents: Mapping[str, str | None]
    known: dict[tuple[str, Field, date], Statement | None] = dataclass_field(default_factory=dict)

    def stage(self, day: date) -> Stage | None:
        """Return the stage of the money that a total of this day is about.

        Of what is, it is the furthest that all parts had reached, from the law on; of what is
        planned, what was promised last of each. None while nobody tells of one part.
        """
        if self.metric.nature is MetricNature.PLANNED:
            return Stage.PLANNED
        furthest = [self._furthest(slug, day) for slug in self._added(day)]
        stages = [one.field for one in furthest if one is not None and one.field in STAGE_FIELDS]
        if None in furthest:
            return None
        return min(map(_stage, stages), key=REACHED_STAGES.index, default=Stage.DISBURSED)

    def sum(self, stage: Stage, day: date) -> DerivedTotal | None:
        """Add what is known on a day of each part at a stage; None while one is unknown.

        What reached a later stage counts for it. Plans add nothing to what is, and what was called
        off or withdrawn adds nothing to anything.
        """
        stages = _PROMISED_LAST if self.metric.nature is MetricNature.PLANNED else stage.onward
        parts = [self._part(slug, stages, day) for slug in self._added(day)]
        known = [part for part in parts if part is not None]
        figures = [left for part in known if (left := self._left(part, day)) is not None]
        same = all(one.unit == self.metric.counted_in for one in figures)
        if not figures or len(figures) < len(parts) or not same:
            return None
        return _sum(day, figures, known)

    def _added(self, day: date) -> list[str]:
        """The parts that add something, as far as is known."""
        return [slug for slug in self.metric.sums if not self._adds_nothing(slug, day)]

    def _adds_nothing(self, slug: str, day: date) -> bool:
        """Whether a tranche was called off, or withdrawn, or only came to what does not count."""
        if self._is_off(slug, day):
            return True
        reached = self._furthest(slug, day)
        if reached is None:
            said = [one for stage in REACHED_STAGES if (one := self._known(slug, stage, day))]
            return bool(said) and all(one.value is WITHDRAWN for one in said)
        if self.metric.nature is MetricNature.PLANNED or reached.field not in STAGE_FIELDS:
            return False
        return _stage(reached.field) in Stage.ENACTED.before

    def _is_off(self, slug: str, day: date) -> bool:
        """Whether nothing is left of a tranche, or of a whole that it is within.

        Of what was spoken of again after its whole was called off something may be left.
        """
        if self._is_called_off(slug, day):
            return True
        said = [one for stage in Stage if (one := self._known(slug, stage, day))]
        ended = (
            self._known(whole, Stage.CANCELLED, day)
            for whole in wholes(slug, self.parents)
            if self._is_called_off(whole, day)
        )
        return any(off and all(one.day <= off.day for one in said) for off in ended)

    def _is_called_off(self, slug: str, day: date) -> bool:
        """Whether all of a tranche was called off by a day; an unknown amount means all."""
        off = self._known(slug, Stage.CANCELLED, day)
        if off is None or off.value is WITHDRAWN:
            return False
        level = self._furthest(slug, day)
        return level is None or self._left(level, day) is None

    def _furthest(self, slug: str, day: date) -> Statement | None:
        return self._part(slug, REACHED_STAGES[::-1], day)

    def _part(self, slug: str, stages: Sequence[Stage], day: date) -> Statement | None:
        """What was known of a part by a day: a metric's value, or the first of the stages."""
        if not any((slug, field) in self.resolutions for field in STAGE_FIELDS):
            return self._at(slug, Field.VALUE, day)
        levels = (self._known(slug, stage, day) for stage in stages)
        return next((level for level in levels if figure_of(level) is not None), None)

    def _known(self, slug: str, stage: Stage, day: date) -> Statement | None:
        return self._at(slug, Field(stage.value), day)

    def _at(self, slug: str, field: Field, day: date) -> Statement | None:
        key = slug, field, day
        if key not in self.known:
            found = self.resolutions.get((slug, field))
            self.known[key] = found.at(day) if found else None
        return self.known[key]

    def _left(self, part: Statement, day: date) -> Quantity | None:
        """What of a level was not called off by a day; None of nothing, or where nobody says."""
        level, off = figure_of(part), self._known(part.subject, Stage.CANCELLED, day)
        stands = off is not None and off.value is not WITHDRAWN
        if level is None or not stands or part.field is Field.DISBURSED:
            return level
        gone = figure_of(off)
        figure = (level.figure or 0) - (gone.figure or 0) if gone else 0
        return plain(figure, level.unit, level.step) if figure > 0 else None


_PROMISED_LAST = (*PROMISED[::-1], Stage.DISBURSED)
"""How a plan counts a part: by what was promised last of it, and else by what was paid."""


def _stage(field: Field) -> Stage:
    return Stage(field.value)


def _sum(day: date, figures: Sequence[Quantity], parts: Sequence[Statement]) -> DerivedTotal:
    lows, highs = zip(*(_reach(_named(one)) for one in figures), strict=True)
    return DerivedTotal(
        day=day,
        figure=sum(one.figure or 0 for one in figures),
        low=None if None in lows else sum(low or 0 for low in lows),
        high=None if None in highs else sum(high or 0 for high in highs),
        step=max(one.step for one in figures),
        parts=tuple(parts),
        figures=tuple(figures),
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


COUNTED = {
    HolderCount.HOLDERS: "of companies",
    HolderCount.HOLDERS_WITH_STATE: "with the state",
    HolderCount.GROUPS: "by group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
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
    def disputed(self) -> tuple[tuple[Statement, Reconciliation], ...]:
        """What contradicts the reported figure, each value once, beside the same derived one."""
        said: list[Statement] = []
        for one in self.found.conflicts:
            if figure_of(one) and not any(same_value(one.value, other.value) for other in said):
                said.append(one)
        return tuple((one, self._beside(figure)) for one in said if (figure := figure_of(one)))

    def _beside(self, stated: Quantity) -> Reconciliation:
        difference = (stated.figure or 0) - self.derived.figure
        same = stated.compatible(self.made)
        because = () if same else tuple(_because(stated, difference, self.parts))
        return replace(self, reported=stated, difference=difference, same=same, because=because)


def reconcile_totals(
    metrics: Iterable[tuple[Metric, Resolution]],
    resolutions: Resolutions,
    as_of: date,
    parents: Mapping[str, str | None] | None = None,
) -> list[Reconciliation]:
    """Lay each metric that names its parts beside their sum, as of its own day and as of today.

    Of a tranche what is known at the stage that the total is about counts, of a metric its value.
    While one part is unknown there is no sum. `parents` are the wholes of tranches, by slug.
    """
    pairs = [
        (TotalParts(metric=metric, resolutions=resolutions, parents=parents or {}), found)
        for metric, found in metrics
        if metric.sums
    ]
    compared = (_total(parts, shown, as_of) for parts, shown in pairs)
    return [one for one in compared if one is not None]


def reconcile_counts(
    metrics: Iterable[tuple[Metric, Resolution]], counts: HolderCounts, as_of: date
) -> list[Reconciliation]:
    """Lay each metric that says how it counts holders beside that count of the list."""
    compared = []
    for metric, found in metrics:
        value = figure_of(found.shown)
        if metric.counts is None or value is None:
            continue
        count = counts.of(metric.counts)
        compared.append(
            Reconciliation(
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


def reason(one: Reconciliation) -> tuple[Value, ...]:
    """Say what explains that a reported figure is not the derived one; empty where nothing does.

    Of a count it is what the list has, of a total a power of ten, or a part left out or added.
    """
    if one.same:
        return ()
    if one.counts is not None:
        return (counted(one.counts, one.reported),)
    factor, _ = magnitude_slip(one.reported, one.made)
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


def _total(parts: TotalParts, found: Resolution, as_of: date) -> Reconciliation | None:
    value, day = figure_of(found.shown), found.shown.day
    if value is None:
        return None
    said = value.figure or 0
    then, now = _sums(parts, day, as_of)
    fitting = [one for one in (*then, *now) if one.fits(value)]
    made = next(iter(fitting or then or now), None)
    derived = made.amount if made else None
    if made is None or derived is None:
        return None
    return Reconciliation(
        metric=parts.metric,
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


def _sums(
    parts: TotalParts, day: date, as_of: date
) -> tuple[list[DerivedTotal], list[DerivedTotal]]:
    """What the parts made when the total was said, or 31 days later, and what they make now.

    All of it is at the stage that the total was about then.
    """
    days = (day, day + CONFLICT_WINDOW)
    stages = [(parts.stage(on), on) for on in days]
    then = [made for at, on in stages if at and (made := parts.sum(at, on))]
    meant = dict.fromkeys(at for at, _ in stages if at) or (parts.stage(as_of),)
    return then, [made for at in meant if at and (made := parts.sum(at, as_of))]


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
