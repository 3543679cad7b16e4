"""Totals and counts that sources report beside those derived, with what explains the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.definitions.links import wholes
from tracker.domain.money.tranches import is_called_off, left_of
from tracker.domain.quantities.amount import Amount, of_quantity, total
from tracker.domain.quantities.quantity import Qualifier, Quantity, magnitude_slip, plain
from tracker.domain.shown.resolve import CONFLICT_WINDOW, Resolution
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
    """What the parts of a total made on a day; `figures` are what counts of each."""

    day: date
    parts: tuple[Statement, ...]
    figures: tuple[Quantity, ...]

    def fits(self, stated: Quantity) -> bool:
        """Whether the total can be this, rounding allowed for.

        A ceiling counts as the figure that it names: ceilings are added up to a ceiling.
        """
        low, high = stated.reach
        lows, highs = zip(*(_named(figure).reach for figure in self.figures), strict=True)
        below = low is not None and None not in highs and sum(highs) < low
        above = high is not None and None not in lows and sum(lows) > high
        return not below and not above

    @property
    def amount(self) -> Amount | None:
        """The sum with the weakest qualifier of its parts."""
        made = total(map(of_quantity, self.figures))
        return made and replace(made, derived=True)


@dataclass(frozen=True, slots=True)
class TotalParts:
    """The parts of a total: what is resolved of each, and within which whole a tranche is."""

    metric: Metric
    resolutions: Resolutions
    parents: Mapping[str, str | None]

    def stage(self, day: date) -> Stage | None:
        """Return the stage of the money that a total of this day is about.

        Of what is, it is the furthest that all parts had reached, from the law on; of what is
        planned, what was promised last of each. None while nobody tells of one part.
        """
        if self.metric.nature is MetricNature.PLANNED:
            return Stage.PLANNED
        furthest = [self._furthest(slug, day) for slug in self._added(day)]
        if None in furthest:
            return None
        fields = [said.field for said in furthest if said and said.field in STAGE_FIELDS]
        return min(map(Stage, fields), key=REACHED_STAGES.index, default=Stage.DISBURSED)

    def total(self, stage: Stage, day: date) -> DerivedTotal | None:
        """Add what is known on a day of each part at a stage; None while one is unknown.

        What reached a later stage counts for it. Plans add nothing to what is, and what was called
        off or withdrawn adds nothing to anything.
        """
        stages = _PROMISED_LAST if self.metric.nature is MetricNature.PLANNED else stage.onward
        parts = [self._part(slug, stages, day) for slug in self._added(day)]
        known = [part for part in parts if part is not None]
        figures = [left for part in known if (left := self._left(part, day)) is not None]
        same = all(figure.unit == self.metric.counted_in for figure in figures)
        if not figures or len(figures) < len(parts) or not same:
            return None
        return DerivedTotal(day, tuple(known), tuple(figures))

    def _added(self, day: date) -> list[str]:
        """The parts that add something, as far as is known."""
        return [slug for slug in self.metric.sums if not self._adds_nothing(slug, day)]

    def _adds_nothing(self, slug: str, day: date) -> bool:
        """Whether a tranche was called off, or withdrawn, or only came to what does not count.

        What was paid stays, whatever was called off later.
        """
        reached = self._furthest(slug, day)
        if reached is not None and reached.field is Field.DISBURSED:
            return False
        if self._is_off(slug, day) or (reached is not None and self._left(reached, day) is None):
            return True
        if reached is None:
            known = [said for stage in REACHED_STAGES if (said := self._known(slug, stage, day))]
            return bool(known) and all(said.value is WITHDRAWN for said in known)
        if self.metric.nature is MetricNature.PLANNED or reached.field not in STAGE_FIELDS:
            return False
        return Stage(reached.field) in Stage.ENACTED.before

    def _is_off(self, slug: str, day: date) -> bool:
        """Whether nothing is left of a tranche, or of a whole that it is within.

        Of what was spoken of again after its whole was called off something may be left.
        """
        if self._is_called_off(slug, day):
            return True
        known = [said for stage in Stage if (said := self._known(slug, stage, day))]
        ended = (
            self._known(whole, Stage.CANCELLED, day)
            for whole in wholes(slug, self.parents)
            if self._is_called_off(whole, day)
        )
        return any(off and all(said.day <= off.day for said in known) for off in ended)

    def _is_called_off(self, slug: str, day: date) -> bool:
        """Whether all of a tranche was called off by a day."""
        known = (self._known(slug, stage, day) for stage in REACHED_STAGES)
        levels = [said.figure for said in known if said is not None and said.figure is not None]
        return is_called_off(levels, self._known(slug, Stage.CANCELLED, day))

    def _furthest(self, slug: str, day: date) -> Statement | None:
        return self._part(slug, REACHED_STAGES[::-1], day)

    def _part(self, slug: str, stages: Sequence[Stage], day: date) -> Statement | None:
        """What was known of a part by a day: a metric's value, or the first of the stages."""
        if not any((slug, field) in self.resolutions for field in STAGE_FIELDS):
            return self._at(slug, Field.VALUE, day)
        levels = (self._known(slug, stage, day) for stage in stages)
        return next((level for level in levels if level and level.figure is not None), None)

    def _known(self, slug: str, stage: Stage, day: date) -> Statement | None:
        return self._at(slug, Field(stage), day)

    def _at(self, slug: str, field: Field, day: date) -> Statement | None:
        found = self.resolutions.get((slug, field))
        return found.at(day) if found else None

    def _left(self, part: Statement, day: date) -> Quantity | None:
        """What of a level was not called off by a day; None of nothing, or where nobody says."""
        level, off = part.figure, self._known(part.subject, Stage.CANCELLED, day)
        if level is None or part.field is Field.DISBURSED or off is None or off.value is WITHDRAWN:
            return level
        left = left_of(level, off)
        if left is None:
            return None
        rest = plain(left.figure, level.unit, level.step)
        if left.high == left.figure:
            return rest
        return replace(rest, high=left.high, qualifier=Qualifier.RANGE)


_PROMISED_LAST = (*PROMISED[::-1], Stage.DISBURSED)
"""How a plan counts a part: by what was promised last of it, and else by what was paid."""


def _named(quantity: Quantity) -> Quantity:
    """A ceiling as the figure that it names."""
    if quantity.low_bound is not None or quantity.figure is None:
        return quantity
    return plain(quantity.figure, quantity.unit, quantity.step)


COUNTED = {
    HolderCount.HOLDERS: "of companies",
    HolderCount.HOLDERS_WITH_STATE: "with the state",
    HolderCount.GROUPS: "by group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A reported figure and the derived one, as of the day on which they come nearest.

    `same` tells that both can be true as printed. `parts` are the statements that were added.
    `timely` tells that the parts were known when it was said, or within 31 days. `counts` are
    those of the list, where holders are counted. Amounts are in units of the metric.
    """

    metric: Metric
    found: Resolution
    reported: Quantity
    derived: Amount
    as_of: date
    same: bool
    step: int = 1
    parts: tuple[Statement, ...] = ()
    timely: bool = True
    counts: HolderCounts | None = None

    @property
    def difference(self) -> int:
        """The reported figure less the derived one."""
        return (self.reported.figure or 0) - self.derived.figure

    @property
    def because(self) -> list[Statement]:
        """The parts that alone are as large as the difference, the nearest first."""
        return [] if self.same else _as_large(self.parts, abs(self.difference), self.reported.step)

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
        distinct: dict[Statement, Quantity] = {}
        for said in self.found.conflicts:
            if said.figure and not any(map(said.figure.same_value, distinct.values())):
                distinct[said] = said.figure
        return tuple(
            (said, replace(self, reported=figure, same=figure.compatible(self.made)))
            for said, figure in distinct.items()
        )


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
    reconciled = (
        _reconciled(TotalParts(metric, resolutions, parents or {}), shown, as_of)
        for metric, shown in metrics
        if metric.sums
    )
    return [one for one in reconciled if one is not None]


def reconcile_counts(
    metrics: Iterable[tuple[Metric, Resolution]], counts: HolderCounts, as_of: date
) -> list[Reconciliation]:
    """Lay each metric that says how it counts holders beside that count of the list."""
    return [
        Reconciliation(
            metric=metric,
            found=found,
            reported=value,
            derived=Amount(count, count, derived=True),
            as_of=as_of,
            same=value.compatible(plain(count, value.unit)),
            counts=counts,
        )
        for metric, found in metrics
        if metric.counts is not None and (value := found.figure) is not None
        for count in [counts.of(metric.counts)]
    ]


def reason(reconciled: Reconciliation) -> tuple[Value, ...]:
    """Say what explains that a reported figure is not the derived one; empty where nothing does.

    Of a count it is what the list has, of a total a power of ten, or a part left out or added.
    """
    if reconciled.same:
        return ()
    if reconciled.counts is not None:
        return (counted(reconciled.counts, reconciled.reported),)
    factor, _ = magnitude_slip(reconciled.reported, reconciled.made)
    if factor is not None:
        return (
            f"it is {factor:,} times {'as much' if reconciled.difference > 0 else 'too little'}",
        )
    for part in reconciled.because[:1]:
        without = "without" if reconciled.difference < 0 else "twice"
        return (f"it is {without} {part.subject} ", part.value)
    return ()


def companies(count: int) -> str:
    """Write how many companies: `1 company`, `32 companies`."""
    return f"{count} company" if count == 1 else f"{count} companies"


def counted(counts: HolderCounts, stated: Quantity | None = None) -> str:
    """Name every way to count the list, and which of them a figure fits."""
    others = f"{counts.with_state} with the state, {counts.by_group} by group"
    ways = f"the list has {companies(counts.companies)}, {others}"
    figure = stated.figure if stated else None
    fitting = [word for way, word in COUNTED.items() if counts.of(way) == figure]
    return f"{ways}; it is the number {fitting[0]}" if fitting else ways


def _reconciled(parts: TotalParts, found: Resolution, as_of: date) -> Reconciliation | None:
    reported = found.figure
    if reported is None:
        return None
    then, now = _totals(parts, found.shown.day, as_of)
    fitting = [made for made in (*then, *now) if made.fits(reported)]
    made = next(iter(fitting or then or now), None)
    derived = made.amount if made else None
    if made is None or derived is None:
        return None
    return Reconciliation(
        metric=parts.metric,
        found=found,
        reported=reported,
        derived=derived,
        as_of=min(made.day, as_of),
        same=bool(fitting),
        step=max(figure.step for figure in made.figures),
        parts=made.parts,
        timely=bool(then),
    )


def _totals(
    parts: TotalParts, day: date, as_of: date
) -> tuple[list[DerivedTotal], list[DerivedTotal]]:
    """What the parts made when the total was said, or 31 days later, and what they make now.

    All of it is at the stage that the total was about then.
    """
    stages = [(stage, on) for on in (day, day + CONFLICT_WINDOW) if (stage := parts.stage(on))]
    then = [made for stage, on in stages if (made := parts.total(stage, on))]
    meant = dict.fromkeys(stage for stage, _ in stages) or (parts.stage(as_of),)
    return then, [made for stage in meant if stage and (made := parts.total(stage, as_of))]


def _as_large(parts: Iterable[Statement], size: int, step: int) -> list[Statement]:
    """Return the parts of a size within rounding, the nearest first, each once."""
    off: dict[int, tuple[int, Statement]] = {}
    for part in parts:
        if (figure := part.figure) is None:
            continue
        coarsest, distance = max(figure.step, step), abs(size - (figure.figure or 0))
        if (figure.figure or 0) >= coarsest and distance < coarsest:
            off[part.id] = (distance, part)
    return [part for _, part in sorted(off.values(), key=lambda pair: pair[0])]
