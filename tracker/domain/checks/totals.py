"""Rules about what adds up: totals and counts that can be derived, votes of all holders."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, tell
from tracker.domain.checks.money import least
from tracker.domain.definitions.links import HOLDERS
from tracker.domain.holdings import HolderCounts, holder_counts
from tracker.domain.quantities.amount import WHOLE_PPM
from tracker.domain.quantities.quantity import UPPER, plain
from tracker.domain.quantities.units import CURRENCIES, PERCENT
from tracker.domain.reconcile import Reconciliation, counted, reason, reconcile_totals
from tracker.domain.shown.resolve import CONFLICT_WINDOW
from tracker.domain.vocabulary import Field, HolderCount, MetricNature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tracker.domain.definitions.subject import Metric
    from tracker.domain.holdings import HoldingState
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.quantities.quantity import Quantity
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


def _derived(project: ProjectState) -> Iterator[Evidence]:
    for metric in project.metrics.values():
        found = project.resolutions.get((metric.slug, Field.VALUE))
        stated = found.figure if found else None
        if found is None or stated is None:
            continue
        if metric.sums:
            yield from _total(project, metric, found)
        else:
            yield from _count(project, metric, found, stated)


def _count(
    project: ProjectState, metric: Metric, found: Resolution, stated: Quantity
) -> Iterator[Evidence]:
    wanted, said = _counted(project, metric), found.shown
    if not wanted:
        return
    day = said.became_on
    then = _counts(project, day + CONFLICT_WINDOW)
    tallies = (_counts(project, day), then, _counts(project))
    fits = (
        stated.compatible(plain(tally.of(way), stated.unit)) for tally in tallies for way in wanted
    )
    if not then.with_state or any(fits):
        return
    yield Evidence(
        subject=metric.slug,
        statements=(said,),
        parts=(stated, f" stated by {said.speaker}, ", counted(then, stated)),
        proof=f"{stated.text} ≠ {then.of(wanted[0])}",
        basis=tuple(f"{way}={then.of(way)}" for way in HolderCount),
    )


def _total(project: ProjectState, metric: Metric, found: Resolution) -> Iterator[Evidence]:
    for reconciled in _reconciled(project, metric, found):
        if reconciled.same or not reconciled.timely:
            continue
        stated = found.shown
        yield Evidence(
            subject=metric.slug,
            statements=(stated, *reconciled.parts),
            parts=(
                reconciled.reported,
                f" stated by {stated.speaker}, but its parts make ",
                reconciled.made,
                *_difference(reconciled),
            ),
            proof=f"{reconciled.reported.text} ≠ {tell([reconciled.made])}",
        )


def _reconciled(project: ProjectState, metric: Metric, found: Resolution) -> list[Reconciliation]:
    return reconcile_totals([(metric, found)], project.resolutions, project.as_of, project.wholes)


def explanation(project: ProjectState, found: Resolution) -> tuple[Value, ...]:
    """Say what is derived beside a disputed count or total; empty where nothing is."""
    metric = project.metrics.get(found.shown.subject)
    if metric is None:
        return ()
    if metric.sums:
        both = _reconciled(project, metric, found)
        return tuple(part for reconciled in both for part in ("; its parts make ", reconciled.made))
    if not _counted(project, metric):
        return ()
    counts = _counts(project, found.shown.became_on)
    return ("; ", counted(counts)) if counts.with_state else ()


def _counts(project: ProjectState, day: date | None = None) -> HolderCounts:
    """Count the listed holders of common shares, those of a day where one is given."""
    held = project.holdings.values()
    return holder_counts([state for state in held if day is None or _held_by(state, day)])


def _held_by(state: HoldingState, day: date) -> bool:
    told = (found for found in (state.invested, state.votes) if found)
    return any(said.became_on <= day for found in told for said in found.everything)


def _counted(project: ProjectState, metric: Metric) -> Sequence[HolderCount]:
    """In which ways a metric may count holders; a stated way is the only one."""
    if metric.counts is not None:
        return (metric.counts,)
    if metric.family != HOLDERS:
        return ()
    family = [
        other
        for other in project.metrics.values()
        if other.family == HOLDERS
        and other.nature is MetricNature.ACTUAL
        and other.counted_in not in {*CURRENCIES, PERCENT}
    ]
    if metric not in family:
        return ()
    counted = any(one.metric == metric.slug for one in project.milestones.values())
    return tuple(HolderCount) if counted or metric.headline or len(family) == 1 else ()


def _difference(reconciled: Reconciliation) -> tuple[Value, ...]:
    """Say what explains it, or else by how much they differ."""
    more = "less" if reconciled.difference < 0 else "more"
    return ("; ", *(reason(reconciled) or (f"{more} by ", reconciled.apart)))


TOTAL = Rule(
    code="V104",
    family="values",
    name="total",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A count or total was stated that the record also derives, by `counts` or `sums` of its "
        "metric, and neither what was known on that day, or "
        f"{CONFLICT_WINDOW.days} days later, nor what is known now "
        "makes it. A planned total counts what was promised last of each part, any other one the "
        "furthest stage that all parts had reached by then; what was called off counts nowhere."
    ),
    example=(
        "30 holders stated where the list has 32 companies, 33 with the state, 31 by group; "
        "250bn stated of parts of 100bn and 167.6bn."
    ),
    find=_derived,
    order=60,
)


def _over_whole(project: ProjectState) -> Iterator[Evidence]:
    """Tell of the newest day as of which more than all votes are stated."""
    stated = (holding.votes for holding in project.holdings.values())
    shown = [found for found in stated if found and _named(found.shown)]
    for day in sorted({on for found in shown for on in _days(found)}, reverse=True):
        since = day - CONFLICT_WINDOW
        then = [found.shown for found in shown if any(since <= on <= day for on in _days(found))]
        counted = sorted(_once(project, then), key=_named, reverse=True)
        if _least(counted) > WHOLE_PPM:
            yield _evidence(counted, day)
            return


def _evidence(counted: Sequence[Statement], day: date) -> Evidence:
    first, *more = counted
    parts: list[Value] = [first.value, " of the votes"]
    for said in more:
        parts += [f", {said.subject} ", said.value]
    step = min(figure.step for said in counted if (figure := said.figure))
    made = plain(sum(map(_named, counted)), PERCENT, step)
    return Evidence(
        subject=first.subject,
        statements=tuple(counted),
        parts=(*parts, f": as of {day} together ", made),
        proof=f"{tell([made])} > 100%",
    )


def _once(project: ProjectState, votes: Iterable[Statement]) -> list[Statement]:
    """Return the votes to be added: of a group its own or those of its members, the larger.

    Votes of a subsidiary are often told of its parent as well.
    """
    own: dict[str | None, list[Statement]] = defaultdict(list)
    members: dict[str | None, set[str]] = defaultdict(set)
    for said in votes:
        slug: str | None = project.holdings[said.subject].holding.organization.slug
        own[slug].append(said)
        while slug is not None and slug not in members[project.parents.get(slug)]:
            members[project.parents.get(slug)].add(slug)
            slug = project.parents.get(slug)

    def held_by(group: str | None) -> list[Statement]:
        below = [said for member in sorted(members[group]) for said in held_by(member)]
        return max(own[group], below, key=_least)

    return held_by(None)


def _least(votes: Iterable[Statement]) -> int:
    """The least that they can come to together, as printed figures are rounded."""
    return sum(least(figure) for said in votes if (figure := said.figure))


def _named(said: Statement) -> int:
    """The figure that counts; 0 of a ceiling, which may be nothing."""
    figure = said.figure
    return (figure.figure or 0) if figure and figure.qualifier not in UPPER else 0


def _days(found: Resolution) -> set[date]:
    """The days on which the votes shown are stated."""
    return {said.became_on for said in found.run}


VOTES = Rule(
    code="V106",
    family="values",
    name="votes",
    severity=Severity.ERROR,
    reach=Reach.PROJECT,
    explanation=(
        "The votes stated of all holders as of one day, or within "
        f"{CONFLICT_WINDOW.days} days, are more than 100 % "
        "even at their least: a ceiling counts as nothing, a range as its low end, and of a group "
        "its own votes or those of its members."
    ),
    example="60 % of the votes stated of one holder and 70 % of another in the same month.",
    find=_over_whole,
    order=40,
)

RULES = (TOTAL, VOTES)
