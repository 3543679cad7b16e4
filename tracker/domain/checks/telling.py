"""Rules about how something came to be said: by whom, on which day, how precisely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity
from tracker.domain.checks.grouping import meaning
from tracker.domain.periods.period import Period
from tracker.domain.shown.standing import still_met
from tracker.domain.shown.verdict import Verdict, agree, same_value
from tracker.domain.vocabulary import TEXT_FIELDS, WITHDRAWN, Field, Status, Tier
from tracker.errors import PeriodError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


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
    return any(one.source for one in found.run if same_value(one.value, found.shown.value))


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
        for said in sorted(found.everything, key=lambda one: one.id):
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
        told: set[Hashable] = set()
        for said in dated[1:]:
            first, when = dated[0].happened_on, said.happened_on
            if first is None or when is None or when.overlaps(first) or meaning(when) in told:
                continue
            told.add(meaning(when))
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


def _loosened(project: ProjectState) -> Iterator[Evidence]:
    for (slug, field), found in project.resolutions.items():
        state = project.states.get(slug)
        if field in TEXT_FIELDS or (state is not None and state.status.ends):
            continue
        vaguer = _vaguer(found)
        if vaguer:
            times = "once" if len(vaguer) == 1 else f"{len(vaguer)} times"
            yield Evidence(
                subject=slug,
                statements=(found.shown, *vaguer),
                parts=(
                    f"{found.shown.speaker} said ",
                    found.shown.value,
                    f", since then {times} only ",
                    vaguer[0].value,
                    *_by_others(found.shown, vaguer),
                ),
                proof=f"{found.shown.text} → {vaguer[0].text}",
            )


def _by_others(shown: Statement, vaguer: list[Statement]) -> tuple[str, ...]:
    """Name who said it more vaguely, where it was not the same speaker alone."""
    speakers = list(dict.fromkeys(one.speaker for one in vaguer))
    return () if speakers == [shown.speaker] else (f" by {', '.join(speakers)}",)


def _vaguer(found: Resolution) -> list[Statement]:
    """What the same tier said after it last said the value shown, where that is vaguer.

    A newsroom that rounds another one's figure walks nothing back.
    """
    exact = [s for s in found.run if same_value(s.value, found.shown.value)]
    since, speakers = max(s.day for s in exact), {s.speaker for s in exact}
    return [
        said
        for said in found.run
        if said.day > since
        and found.verdicts.get(said.id) is Verdict.BLURS
        and (said.tier is Tier.PRIMARY or said.speaker in speakers)
    ]


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
)

LOOSENED = Rule(
    code="V105",
    family="values",
    name="loosened",
    severity=Severity.INFO,
    reach=Reach.SUBJECT,
    explanation=(
        "The company or the ministry, or a newsroom of its own figure, said a value again on a "
        "later day, more vaguely than it is shown: somebody may be walking back from it."
    ),
    example="2027-04, then only 2027.",
    find=_loosened,
)
