"""The rule about counts and totals that are stated and can be derived as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.checks.factor import factor_between
from tracker.domain.checks.finding import Evidence, Rule, Severity, tell
from tracker.domain.checks.spoken import everything, figure_of, shown_at
from tracker.domain.owners import common_holders
from tracker.domain.quantity import Qualifier, Quantity
from tracker.domain.quantity_grammar import CURRENCIES
from tracker.domain.resolve import CONFLICT_WINDOW
from tracker.domain.subject import PERCENT
from tracker.domain.vocabulary import REACHED_STAGES, Field, HolderCount, MetricNature, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.checks.case import Case
    from tracker.domain.owners import HoldingState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement, Value
    from tracker.domain.subject import Metric

HOLDERS = "holders"
"""The family of metrics that count holders, where none says by `counts` how it does."""

WORDS = {
    HolderCount.HOLDERS: "companies",
    HolderCount.HOLDERS_WITH_STATE: "with the state",
    HolderCount.GROUPS: "by group",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """What the parts of a total make; `low` and `high` allow for their rounding, None unlimited."""

    figure: int
    low: int | None
    high: int | None
    step: int
    parts: tuple[Statement, ...]

    def fits(self, stated: Quantity) -> bool:
        """Whether the total can be this; a ceiling of a part counts as the figure that it names."""
        low, high = _reach(stated)
        below = self.high is not None and low is not None and self.high < low
        above = self.low is not None and high is not None and self.low > high
        return not below and not above


def _totals(case: Case) -> Iterator[Evidence]:
    for metric in case.metrics.values():
        found = case.resolutions.get((metric.slug, Field.VALUE))
        stated = figure_of(found.shown) if found else None
        if found is None or stated is None:
            continue
        if metric.sums:
            yield from _total(case, metric, found, stated)
        else:
            yield from _count(case, metric, found, stated)


def _count(case: Case, metric: Metric, found: Resolution, stated: Quantity) -> Iterator[Evidence]:
    wanted, said = _counted(case, metric), found.shown
    day = said.became_so.latest or said.day
    then = holder_counts(case, day + CONFLICT_WINDOW)
    tallies = (holder_counts(case, day), then, holder_counts(case))
    fits = (_fits_count(stated, tally[one]) for tally in tallies for one in wanted)
    if not wanted or not any(then.values()) or any(fits):
        return
    yield Evidence(
        subject=metric.slug,
        statements=(said,),
        parts=(stated, f" stated by {said.speaker}, ", *_explained(stated, then)),
        figure=f"{stated.text} ≠ {then[wanted[0]]}",
        facts=tuple(f"{one}={then[one]}" for one in HolderCount),
    )


def _total(case: Case, metric: Metric, found: Resolution, stated: Quantity) -> Iterator[Evidence]:
    said = found.shown
    then = [*_sums(case, metric, said.day), *_sums(case, metric, said.day + CONFLICT_WINDOW)]
    sums = (*then, *_sums(case, metric, case.as_of))
    if not then or any(one.fits(stated) for one in sums):
        return
    nearest = min(then, key=lambda one: abs(one.figure - (stated.figure or 0)))
    made = _quantity(nearest, stated.unit)
    yield Evidence(
        subject=metric.slug,
        statements=(said, *nearest.parts),
        parts=(
            stated,
            f" stated by {said.speaker}, but its parts make ",
            made,
            *_difference(stated, nearest),
        ),
        figure=f"{stated.text} ≠ {tell([made])}",
    )


def explanation(case: Case, found: Resolution) -> tuple[Value, ...]:
    """Say what is derived beside a disputed count or total; empty where nothing is."""
    metric = case.metrics.get(found.shown.subject)
    if metric is None:
        return ()
    day = found.shown.became_so.latest or found.shown.day
    if metric.sums:
        made = next(_sums(case, metric, day), None)
        return ("; its parts make ", _quantity(made, metric.counted_in)) if made else ()
    counts = holder_counts(case, day)
    if not _counted(case, metric) or not any(counts.values()):
        return ()
    return ("; ", *_explained(None, counts))


def holder_counts(case: Case, day: date | None = None) -> Mapping[HolderCount, int]:
    """Count the listed holders of common shares in each way, those of a day where one is given."""
    held = [one for one in case.holdings.values() if day is None or _held_by(one, day)]
    companies = [one.holding.organization for one in common_holders(held, of_state=False)]
    state = {one.holding.organization.slug for one in common_holders(held, of_state=True)}
    slugs = {one.slug for one in companies}
    return {
        HolderCount.HOLDERS: len(slugs),
        HolderCount.HOLDERS_WITH_STATE: len(slugs | state),
        HolderCount.GROUPS: len({one.parent or one.slug for one in companies}),
    }


def _held_by(state: HoldingState, day: date) -> bool:
    said = (one for found in (state.invested, state.votes) if found for one in everything(found))
    return any((one.became_so.latest or one.day) <= day for one in said)


def _counted(case: Case, metric: Metric) -> Sequence[HolderCount]:
    """In which ways a metric may count holders; a stated way is the only one."""
    if metric.counts is not None:
        return (metric.counts,)
    family = [
        one
        for one in case.metrics.values()
        if one.family == HOLDERS
        and one.nature is MetricNature.ACTUAL
        and one.counted_in not in {*CURRENCIES, PERCENT}
    ]
    if metric not in family:
        return ()
    counted = any(one.metric == metric.slug for one in case.milestones.values())
    return tuple(HolderCount) if counted or metric.headline or len(family) == 1 else ()


def _fits_count(stated: Quantity, count: int) -> bool:
    return stated.compatible(_plain(count, stated.unit))


def _explained(stated: Quantity | None, counts: Mapping[HolderCount, int]) -> tuple[Value, ...]:
    """Name every way to count the list, and which of them a figure fits."""
    first, *more = (f"{counts[one]} {WORDS[one]}" for one in HolderCount)
    ways = f"the list has {first}, {', '.join(more)}"
    fitting = [WORDS[one] for one in HolderCount if stated and counts[one] == (stated.figure or 0)]
    return (f"{ways}; it is the number {fitting[0]}" if fitting else ways,)


def _sums(case: Case, metric: Metric, day: date) -> Iterator[Sum]:
    """Every sum that its parts made on a day: the furthest stage of each, or one stage of all.

    A part of which nothing is known leaves no sum of that kind.
    """
    for stage in (None, *REACHED_STAGES):
        parts = [_part(case, slug, stage, day) for slug in metric.sums]
        known = [part for part in parts if part is not None]
        figures = [figure for part in known if (figure := figure_of(part)) is not None]
        same = all(one.unit == metric.counted_in for one in figures)
        if len(figures) == len(parts) and same:
            yield _sum(figures, known)


def _part(case: Case, slug: str, stage: Stage | None, day: date) -> Statement | None:
    """What was known of a part by a day: a metric's value, or what reached a stage or a later one.

    Without a stage the furthest is taken.
    """
    tranche = case.tranches.get(slug)
    if tranche is None:
        found = case.resolutions.get((slug, Field.VALUE))
        return shown_at(found, day) if found else None
    stages = REACHED_STAGES[REACHED_STAGES.index(stage) :] if stage else REACHED_STAGES[::-1]
    levels = (shown_at(tranche.stages[one], day) for one in stages if one in tranche.stages)
    return next((level for level in levels if figure_of(level) is not None), None)


def _sum(figures: Sequence[Quantity], parts: Sequence[Statement]) -> Sum:
    lows, highs = zip(*(_reach(_named(one)) for one in figures), strict=True)
    return Sum(
        figure=sum(one.figure or 0 for one in figures),
        low=None if None in lows else sum(low or 0 for low in lows),
        high=None if None in highs else sum(high or 0 for high in highs),
        step=max(one.step for one in figures),
        parts=tuple(parts),
    )


def _named(quantity: Quantity) -> Quantity:
    """A ceiling as the figure that it names: ceilings are added up to a ceiling."""
    if quantity.low_bound is not None or quantity.figure is None:
        return quantity
    return _plain(quantity.figure, quantity.unit, quantity.step)


def _reach(quantity: Quantity) -> tuple[int | None, int | None]:
    """The least and the greatest figure that a printed one stands for, cut off or rounded."""
    low, high = quantity.low_bound, quantity.high_bound
    if quantity.qualifier is Qualifier.EXACT:
        figure = quantity.figure or 0
        return figure - quantity.step + 1, figure + quantity.step - 1
    return low, high


def _difference(stated: Quantity, made: Sum) -> tuple[Value, ...]:
    """Say by how much they differ, and which power of ten or single part explains it."""
    factor, _ = factor_between(stated, _quantity(made, stated.unit))
    if factor is not None:
        more = (stated.figure or 0) > made.figure
        return (f"; it is {factor:,} times {'as much' if more else 'too little'}",)
    left = (stated.figure or 0) - made.figure
    for part in made.parts:
        figure = figure_of(part)
        if figure and abs(abs(left) - (figure.figure or 0)) < max(figure.step, stated.step):
            return (f"; it is {'without' if left < 0 else 'twice'} {part.subject} ", figure)
    step = max(stated.step, made.step)
    return (f"; {'less' if left < 0 else 'more'} by ", _plain(abs(left), stated.unit, step))


def _quantity(made: Sum, unit: str) -> Quantity:
    return _plain(made.figure, unit, made.step)


def _plain(figure: int, unit: str, step: int = 1) -> Quantity:
    return Quantity(
        text=str(figure), unit=unit, qualifier=Qualifier.EXACT, figure=figure, high=None, step=step
    )


TOTAL = Rule(
    code="V104",
    family="values",
    name="total",
    severity=Severity.WARNING,
    explanation=(
        "A count or total was stated that the record also derives, by `counts` or `sums` of its "
        "metric, and neither what was known on that day, or 31 days later, nor what is known now "
        "makes it, at any stage of the money."
    ),
    example=(
        "30 holders stated where the list has 32 companies, 33 with the state, 31 by group; "
        "250bn stated of parts of 100bn and 167.6bn."
    ),
    find=_totals,
)
