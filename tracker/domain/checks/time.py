"""Rules about days: what is past, what nobody mentions, what was said on days that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.endings import count_alone, met_once
from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, meaning
from tracker.domain.milestones.schedule import STALE_DAYS
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.explain import newest
from tracker.domain.shown.resolve import long_before
from tracker.domain.shown.standing import still_met
from tracker.domain.shown.verdict import agree, same_value
from tracker.domain.vocabulary import WITHDRAWN, Field, Status
from tracker.errors import PeriodError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


def _overdue(project: ProjectState) -> Iterator[Evidence]:
    late = [(slug, state) for slug, state in project.open_milestones() if state.overdue]
    for slug, state in sorted(late, key=lambda pair: (-pair[1].late_days, pair[0])):
        shown = state.fields[Field.TARGET].shown
        done = _said_done(state)
        yield Evidence(
            subject=slug,
            statements=(shown, *([done] if done else []), *_count(state)),
            parts=("due ", shown.value, ", ", *_missing(state, done)),
            proof=f"{state.late_days} days",
        )


def _missing(state: MilestoneState, done: Statement | None) -> tuple[Value, ...]:
    """Say what is missing: a figure, a better witness, or any word at all."""
    progress = state.progress
    value, asked = (progress.value, progress.threshold) if progress else (None, None)
    if isinstance(value, Quantity) and isinstance(asked, Quantity):
        alone = count_alone(state)
        return (f"only {alone.speaker} counts " if alone else "", value, " of ", asked, " reached")
    found = state.fields.get(Field.STATUS)
    if found and done and done.id == getattr(met_once(found), "id", None):
        since = f"{found.shown.speaker} {found.shown.text}"
        return (f"{done.speaker} said on {done.stated_on.text} that it is done, {since} since",)
    if done is not None:
        return (f"only {done.speaker} has said that it is done",)
    return ("nobody has said that it is done",)


def _count(state: MilestoneState) -> tuple[Statement, ...]:
    """The count that falls short of a threshold."""
    return (state.metric.shown,) if state.metric and state.asked else ()


def _said_done(state: MilestoneState) -> Statement | None:
    """Return who said that it is done: the newest taken back, or any that nobody has revised."""
    found = state.fields.get(Field.STATUS)
    taken_back = met_once(found) if found else None
    if taken_back:
        return taken_back
    standing = {said.id: said for said in (*state.unproved, *(found.everything if found else ()))}
    for revised in found.earlier if found else ():
        del standing[revised.id]
    done = (said for said in standing.values() if said.value is Status.MET)
    return max(done, key=lambda said: said.order, default=None)


def _stale(project: ProjectState) -> Iterator[Evidence]:
    silent = [(slug, state) for slug, state in project.open_milestones() if state.stale]
    for slug, state in sorted(silent, key=lambda pair: (pair[1].last_stated, pair[0])):
        resolutions = [*state.fields.values(), *([state.metric] if state.metric else [])]
        last = newest(resolutions)
        days = (project.as_of - state.last_stated).days
        others = any(
            said.day > state.last_stated for field in resolutions for said in field.everything
        )
        whom = f" by {last.tier} sources" if last and others else ""
        yield Evidence(
            subject=slug,
            statements=(last,) if last else (),
            parts=(f"not mentioned{whom} since {state.last_stated}",),
            proof=f"{days} days",
        )


def _calendar(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.open_milestones():
        found = state.fields.get(Field.TARGET)
        if found is None:
            continue
        dropped = (said for said in found.calendar_clashes if _drops_year(said, found.shown))
        clashes = sorted(dropped, key=lambda said: said.tier.rank)
        if not clashes:
            continue
        yield Evidence(
            subject=slug,
            statements=(found.shown, *clashes),
            parts=("some say ", clashes[0].value, ", not ", found.shown.value),
            proof=f"{_ends(clashes[0])} ≠ {_ends(found.shown)}",
        )


def _drops_year(said: Statement, shown: Statement) -> bool:
    """Whether it names the same year, half or quarter without FY, or with it, and stands.

    Fewer than the clashes that are marked beside a target: of these a year that holds the half
    shown may be meant, and what its speaker said earlier, or anybody long before, is an earlier
    wording.
    """
    if long_before(said, shown) or (said.day < shown.day and said.speaker == shown.speaker):
        return False
    return _named(said) == _named(shown)


def _named(said: Statement) -> str:
    """The year, half or quarter that a period names, in whichever calendar and however vaguely."""
    label = said.value.label if isinstance(said.value, Period) else ""
    return "".join(char for char in label if char not in "FY./~?")


def _ends(said: Statement) -> str:
    """Write the last day that a period can mean."""
    latest = said.value.latest if isinstance(said.value, Period) else None
    return latest.isoformat() if latest else "open"


OVERDUE = Rule(
    code="T101",
    family="time",
    name="overdue",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation="The last day of a milestone's target is past and it has not ended.",
    example="due 2025-11, today 2026-11-22, and nobody has said that it is done.",
    find=_overdue,
    order=10,
    silence=True,
    on_page=True,
)

STALE = Rule(
    code="T102",
    family="time",
    name="stale",
    severity=Severity.INFO,
    reach=Reach.SUBJECT,
    explanation=(
        f"The best tier that speaks of an open milestone has not done so for {STALE_DAYS} days."
    ),
    example="not mentioned since 2026-01-10, today 2026-11-22.",
    find=_stale,
    order=230,
    silence=True,
    on_page=True,
)

CALENDAR = Rule(
    code="T103",
    family="time",
    name="calendar",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "Two wordings of an open milestone's target are equal but for FY, and so mean other days: "
        "somebody dropped the fiscal year."
    ),
    example="2027-H2 (to 2027-12-31), where FY2027-H2 (to 2028-03-31) is shown.",
    find=_calendar,
    order=70,
    on_page=True,
)


def _moved(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        found = state.fields.get(Field.TARGET)
        if found is None or state.status.ends or _is_sourced(found):
            continue
        before = found.replaced or _beside_the_tier(found)
        if before is None:
            continue
        yield Evidence(
            subject=slug,
            statements=(found.shown, before),
            parts=(f"{found.shown.speaker} ", *_how(found, before), " without a source"),
            proof=f"{before.text} → {found.shown.text}",
        )


def _how(found: Resolution, before: Statement) -> tuple[Value, ...]:
    if found.withdrawn:
        return ("withdraws the target ", before.value)
    if before.value is WITHDRAWN:
        return ("sets the target ", found.shown.value, " after it was withdrawn,")
    return ("moves the target from ", before.value, " to ", found.shown.value)


def _beside_the_tier(found: Resolution) -> Statement | None:
    """What another tier had shown before the one that is shown now, where both cannot be true."""
    before = found.before
    return None if before is None or agree(before.value, found.shown.value) else before


def _is_sourced(found: Resolution) -> bool:
    """Whether a source is cited for the value shown, at once or when it was said again."""
    return any(said.source for said in found.run if same_value(said.value, found.shown.value))


def _after_source(project: ProjectState) -> Iterator[Evidence]:
    for said, published in _published(project):
        if published.is_before(said.stated_on) and not _reports_later(said, published):
            yield Evidence(
                subject=said.subject,
                statements=(said,),
                parts=(
                    f"{said.speaker} is to have said ",
                    said.value,
                    f" on {said.stated_on.text}, after its source appeared on {published.text}",
                ),
                proof=f"{said.stated_on.text} > {published.text}",
            )


def _before_event(project: ProjectState) -> Iterator[Evidence]:
    for said, published in _published(project):
        if said.happened_on is not None and _reports_later(said, published):
            yield Evidence(
                subject=said.subject,
                statements=(said,),
                parts=(
                    f"a source that appeared on {published.text} is to report ",
                    said.value,
                    f" of {said.happened_on.text}",
                ),
                proof=f"{published.text} < {said.happened_on.text}",
            )


def _published(project: ProjectState) -> Iterator[tuple[Statement, Period]]:
    """Every statement with the day on which its source appeared, where that is known."""
    for found in project.resolutions.values():
        for said in sorted(found.everything, key=lambda said: said.id):
            if said.source is not None and said.source.published_on is not None:
                try:
                    yield said, Period.parse(said.source.published_on, project.calendar)
                except PeriodError:  # another project's calendar may have had more forms
                    continue


def _reports_later(said: Statement, published: Period) -> bool:
    return said.happened_on is not None and published.is_before(said.happened_on)


def _event_day(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        found = state.fields.get(Field.STATUS)
        if found is None or found.shown.value is not Status.MET or state.asked:
            continue
        dated = [said for said in still_met(found.everything) if said.happened_on]
        dated.sort(key=lambda said: (said.tier.rank, said.id != found.shown.id))
        days_told: set[Hashable] = set()
        for said in dated[1:]:
            first, when = dated[0].happened_on, said.happened_on
            if first is None or when is None or when.overlaps(first) or meaning(when) in days_told:
                continue
            days_told.add(meaning(when))
            yield Evidence(
                subject=slug,
                statements=(dated[0], said),
                parts=(
                    f"{said.speaker} says it was met ",
                    when,
                    ", not ",
                    first,
                    f" as {dated[0].speaker} says",
                ),
                proof=f"{when.text} ≠ {first.text}",
            )


MOVED = Rule(
    code="T104",
    family="time",
    name="moved",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "The target of an open milestone was moved, and no source is cited for it then or since."
    ),
    example="2027 of the company, then 2028 by the keeper, without a source.",
    find=_moved,
    order=180,
)

AFTER_SOURCE = Rule(
    code="T105",
    family="time",
    name="after-source",
    severity=Severity.WARNING,
    reach=Reach.SERIES,
    explanation="Something is dated after the source that is cited for it appeared.",
    example="said on 2026-03-05, in an article of 2026-02-27.",
    find=_after_source,
    order=210,
)

BEFORE_EVENT = Rule(
    code="T106",
    family="time",
    name="before-event",
    severity=Severity.ERROR,
    reach=Reach.SERIES,
    explanation="A source is cited for an event that came after the source appeared.",
    example="paid on 2026-06-05, according to an article of 2026-02-27.",
    find=_before_event,
    order=200,
)

EVENT_DAY = Rule(
    code="T107",
    family="time",
    name="event-day",
    severity=Severity.WARNING,
    reach=Reach.SERIES,
    explanation=(
        "All say that a milestone is met, but not on the same day: an announcement was taken for "
        "the event, or a day is wrong. Adjacent days may be one in two time zones."
    ),
    example="met on 2025-07-10, and on 2025-07-18 by another source.",
    find=_event_day,
    order=190,
)

RULES = (OVERDUE, STALE, CALENDAR, MOVED, AFTER_SOURCE, BEFORE_EVENT, EVENT_DAY)
