"""The rule about counts and totals that are stated and can be derived as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Rule, Severity, tell
from tracker.domain.quantity_units import CURRENCIES, PERCENT
from tracker.domain.register import HolderCounts, holder_counts
from tracker.domain.reported import Comparison, compare_totals, counted, reason
from tracker.domain.resolve import CONFLICT_WINDOW
from tracker.domain.spoken import everything, shown_figure
from tracker.domain.sums import plain
from tracker.domain.vocabulary import Field, HolderCount, MetricNature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from tracker.domain.checks.case import Case
    from tracker.domain.owners import HoldingState
    from tracker.domain.quantity import Quantity
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Value
    from tracker.domain.subject import Metric

HOLDERS = "holders"
"""The family of metrics that count holders, where none says by `counts` how it does."""


def _derived(case: Case) -> Iterator[Evidence]:
    for metric in case.metrics.values():
        found = case.resolutions.get((metric.slug, Field.VALUE))
        stated = shown_figure(found)
        if found is None or stated is None:
            continue
        if metric.sums:
            yield from _total(case, metric, found)
        else:
            yield from _count(case, metric, found, stated)


def _count(case: Case, metric: Metric, found: Resolution, stated: Quantity) -> Iterator[Evidence]:
    wanted, said = _counted(case, metric), found.shown
    day = said.became_so.latest or said.day
    then = _counts(case, day + CONFLICT_WINDOW)
    tallies = (_counts(case, day), then, _counts(case))
    fits = (
        stated.compatible(plain(tally.of(one), stated.unit)) for tally in tallies for one in wanted
    )
    if not wanted or not then.with_state or any(fits):
        return
    yield Evidence(
        subject=metric.slug,
        statements=(said,),
        parts=(stated, f" stated by {said.speaker}, ", counted(then, stated)),
        figure=f"{stated.text} ≠ {then.of(wanted[0])}",
        facts=tuple(f"{one}={then.of(one)}" for one in HolderCount),
    )


def _total(case: Case, metric: Metric, found: Resolution) -> Iterator[Evidence]:
    for one in compare_totals([(metric, found)], case.resolutions, case.as_of):
        if one.same or not one.timely:
            continue
        said = found.shown
        yield Evidence(
            subject=metric.slug,
            statements=(said, *one.parts),
            parts=(
                one.reported,
                f" stated by {said.speaker}, but its parts make ",
                one.made,
                *_difference(one),
            ),
            figure=f"{one.reported.text} ≠ {tell([one.made])}",
        )


def explanation(case: Case, found: Resolution) -> tuple[Value, ...]:
    """Say what is derived beside a disputed count or total; empty where nothing is."""
    metric = case.metrics.get(found.shown.subject)
    if metric is None:
        return ()
    if metric.sums:
        compared = compare_totals([(metric, found)], case.resolutions, case.as_of)
        return tuple(part for one in compared for part in ("; its parts make ", one.made))
    counts = _counts(case, found.shown.became_so.latest or found.shown.day)
    if not _counted(case, metric) or not counts.with_state:
        return ()
    return ("; ", counted(counts))


def _counts(case: Case, day: date | None = None) -> HolderCounts:
    """Count the listed holders of common shares, those of a day where one is given."""
    held = case.holdings.values()
    return holder_counts([one for one in held if day is None or _held_by(one, day)])


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


def _difference(one: Comparison) -> tuple[Value, ...]:
    """Say what explains it, or else by how much they differ."""
    more = "less" if one.difference < 0 else "more"
    return ("; ", *(reason(one) or (f"{more} by ", one.apart)))


TOTAL = Rule(
    code="V104",
    family="values",
    name="total",
    severity=Severity.WARNING,
    explanation=(
        "A count or total was stated that the record also derives, by `counts` or `sums` of its "
        "metric, and neither what was known on that day, or 31 days later, nor what is known now "
        "makes it, at any stage of the money; plans count for a planned total only."
    ),
    example=(
        "30 holders stated where the list has 32 companies, 33 with the state, 31 by group; "
        "250bn stated of parts of 100bn and 167.6bn."
    ),
    find=_derived,
)
