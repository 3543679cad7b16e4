"""Totals and counts that sources report beside those derived, with what explains the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.money.sums import TotalParts, plain
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.factor import magnitude_slip
from tracker.domain.shown.resolve import CONFLICT_WINDOW, Resolution
from tracker.domain.shown.spoken import figure_of
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import HolderCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tracker.domain.definitions.subject import Metric
    from tracker.domain.holdings.register import HolderCounts
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.money.sums import DerivedTotal, Resolutions
    from tracker.domain.quantities.quantity import Quantity

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
    parents: Mapping[str, str] | None = None,
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
