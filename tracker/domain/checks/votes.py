"""The rule about votes: those of all holders are no more than the whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, tell
from tracker.domain.checks.stages import least
from tracker.domain.money.sums import plain
from tracker.domain.quantities.amount import WHOLE_PPM
from tracker.domain.quantities.quantity import UPPER
from tracker.domain.quantities.units import PERCENT
from tracker.domain.shown.resolve import CONFLICT_WINDOW
from tracker.domain.shown.spoken import figure_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


def _over_whole(project: ProjectState) -> Iterator[Evidence]:
    """Tell of the newest day as of which more than all votes are stated."""
    stated = (one.votes for one in project.holdings.values())
    told = [found for found in stated if found and _named(found.shown)]
    for day in sorted({on for found in told for on in _days(found)}, reverse=True):
        since = day - CONFLICT_WINDOW
        then = [one.shown for one in told if any(since <= on <= day for on in _days(one))]
        counted = sorted(_once(project, then), key=_named, reverse=True)
        if _least(counted) > WHOLE_PPM:
            yield _evidence(counted, day)
            return


def _evidence(counted: Sequence[Statement], day: date) -> Evidence:
    first, *more = counted
    parts: list[Value] = [first.value, " of the votes"]
    for said in more:
        parts += [f", {said.subject} ", said.value]
    step = min(figure.step for said in counted if (figure := figure_of(said)))
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
    """The least that all are: a printed figure is rounded."""
    return sum(least(figure) for said in votes if (figure := figure_of(said)))


def _named(said: Statement) -> int:
    """The figure that counts; of a ceiling, which may be nothing, none."""
    figure = figure_of(said)
    return (figure.figure or 0) if figure and figure.qualifier not in UPPER else 0


def _days(found: Resolution) -> set[date]:
    """The days on which the votes shown are stated."""
    return {said.became_so.latest or said.day for said in found.run}


VOTES = Rule(
    code="V106",
    family="values",
    name="votes",
    severity=Severity.ERROR,
    reach=Reach.PROJECT,
    explanation=(
        "The votes stated of all holders as of one day, or within 31 days, are more than 100 % "
        "even at their least: a ceiling counts as nothing, a range as its low end, and of a group "
        "its own votes or those of its members."
    ),
    example="60 % of the votes stated of one holder and 70 % of another in the same month.",
    find=_over_whole,
)
