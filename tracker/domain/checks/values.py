"""Rules about values: contradictions, figures of others, plans that became other ones."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.domain.checks.finding import (
    Evidence,
    Reach,
    Rule,
    Severity,
    by_speaker,
    by_value,
    tell,
    urgent_first,
)
from tracker.domain.checks.slips import slips
from tracker.domain.checks.totals import explanation
from tracker.domain.shown.verdict import Verdict, agree, contradicts, counts_more, same_value
from tracker.domain.vocabulary import TEXT_FIELDS, Field, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState

    Figure = tuple[str, int | None, int | None]


def _conflicts(project: ProjectState) -> list[Evidence]:
    return urgent_first(
        project,
        (
            _conflict(project, found, same)
            for found in project.resolutions.values()
            if found.conflicts
            for same in _told_nowhere_else(project, found)
        ),
    )


def _told_nowhere_else(project: ProjectState, found: Resolution) -> list[list[Statement]]:
    """The contradictions by value, but for those of which another rule says what is wrong."""
    state = project.states.get(found.shown.subject)
    alone = {said.id for said in state.unproved} if state else set()
    elsewhere = alone | slips(found, found.conflicts).keys()
    return by_value(said for said in found.conflicts if said.id not in elsewhere)


def _conflict(project: ProjectState, found: Resolution, same: list[Statement]) -> Evidence:
    shown, first, beside = found.shown, same[0], explanation(project, found)
    field = "" if first.field in {Field.VALUE, Field.STATUS} else f"{first.field.word} "
    newer = counts_more(first, shown, found.last_said)
    return Evidence(
        subject=shown.subject,
        statements=(shown, *same),
        parts=(
            f"{first.speaker} counts more since: {field}"
            if newer
            else f"{first.speaker} says {field}",
            first.value,
            ", shown is ",
            shown.value,
            f" by {shown.speaker}",
            *beside,
        ),
        proof=f"{first.text} {'>' if newer else '≠'} {shown.text}",
        basis=(tell(beside),) if beside else (),
    )


def disputed(findings: Iterable[Finding]) -> list[Finding]:
    """Return one finding, the first, of each field of which sources contradict each other."""
    first: dict[tuple[str, Field], Finding] = {}
    for finding in findings:
        if finding.kind == CONFLICT.name:
            first.setdefault((finding.subject, finding.statements[0].field), finding)
    return [*first.values()]


CONFLICT = Rule(
    code="V101",
    family="values",
    name="conflict",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A statement that was not overtaken cannot be true together with the one shown of the same "
        "field. What is counted may have grown: a larger count that is said later is told as newer."
    ),
    example="30 holders, where 32 are shown; 250bn, where 267.6bn are shown.",
    find=_conflicts,
    order=50,
    on_page=True,
)


THREEFOLD = 3
PROMISES = frozenset({Field.PLANNED, Field.BUDGETED, Field.ENACTED})
"""Stages at which money is meant, beside the values of planned metrics."""


def _others_figures(project: ProjectState) -> Iterator[Evidence]:
    shown = _shown_figures(project)
    for found in project.resolutions.values():
        for same in by_value(_wrong(found)):
            whose = shown.get(_figure(same[0]), {})
            others = [said for slug, said in whose.items() if slug != found.shown.subject]
            if len(others) == 1:
                yield _other(found, same, others[0])


def _other(found: Resolution, same: list[Statement], other: Statement) -> Evidence:
    said, field = same[0], "" if other.field is Field.VALUE else f" ({other.field.word})"
    return Evidence(
        subject=found.shown.subject,
        statements=(found.shown, *same, other),
        parts=(
            f"{said.speaker} says ",
            said.value,
            ", shown is ",
            found.shown.value,
            f"; it is the figure of {other.subject}{field}",
        ),
        proof=f"{said.text} = {other.subject}",
    )


def _wrong(found: Resolution) -> list[Statement]:
    """What cannot be true with the figure shown, and was not simply revised by its own tier."""
    if found.figure is None:
        return []
    lesser = (
        said
        for said in found.earlier
        if said.tier is not found.shown.tier and contradicts(said.value, found.shown.value)
    )
    candidates = (*found.conflicts, *lesser)
    slipped = slips(found, candidates)
    return [said for said in candidates if said.id not in slipped and _names(said)]


def _names(said: Statement) -> bool:
    """Whether it names a figure that is not nothing."""
    figure = said.figure
    return figure is not None and bool(figure.figure)


def _shown_figures(project: ProjectState) -> Mapping[Figure, dict[str, Statement]]:
    """The statements shown by the figure that they name, one for each subject.

    What a threshold asks for is not yet so, and no figure of its milestone.
    """
    shown: dict[Figure, dict[str, Statement]] = {}
    for found in project.resolutions.values():
        if _names(found.shown) and found.shown.field is not Field.THRESHOLD:
            shown.setdefault(_figure(found.shown), {}).setdefault(found.shown.subject, found.shown)
    return shown


def _figure(said: Statement) -> Figure:
    """The unit and the figure that are named, a bound or about like any other."""
    figure = said.figure
    return (figure.unit, figure.figure, figure.high) if figure else ("", None, None)


def _threefold(project: ProjectState) -> Iterator[Evidence]:
    for found in project.resolutions.values():
        if not _is_promise(found.shown):
            continue
        slipped = slips(found, found.others)
        for statements in by_speaker(found.everything):
            for before, after in pairwise(statements):
                if (
                    before.id not in slipped
                    and after.id not in slipped
                    and _became_another(before, after)
                ):
                    yield _change(before, after)


def _change(before: Statement, after: Statement) -> Evidence:
    return Evidence(
        subject=after.subject,
        statements=(after, before),
        parts=(
            f"{after.speaker} said ",
            before.value,
            f" on {before.stated_on.text}, and ",
            after.value,
            f" on {after.stated_on.text}, without a reason",
        ),
        proof=f"{before.text} → {after.text}",
    )


def _is_promise(said: Statement) -> bool:
    return said.field in PROMISES or (said.field is Field.VALUE and not said.measured)


def _became_another(before: Statement, after: Statement) -> bool:
    """Whether a plan grew or shrank threefold, or more, without a reason."""
    one, other = before.figure, after.figure
    if one is None or other is None or after.reason or agree(one, other):
        return False
    small, large = sorted((abs(one.figure or 0), abs(other.figure or 0)))
    return 0 < small * THREEFOLD <= large


OTHER_SUBJECT = Rule(
    code="V107",
    family="values",
    name="other-subject",
    severity=Severity.INFO,
    reach=Reach.PROJECT,
    explanation=(
        "A figure that cannot be true with the one shown of its subject is exactly what is shown "
        "of one other subject, and of no more: it may have been told, or recorded, of the wrong "
        "one."
    ),
    example="250bn of all state support, which are shown of the state's equity.",
    find=_others_figures,
    order=260,
)

CHANGED = Rule(
    code="V108",
    family="values",
    name="threefold",
    severity=Severity.INFO,
    reach=Reach.SERIES,
    explanation=(
        "A planned, budgeted or enacted amount, or a planned figure, became three times as large, "
        "or a third, from one word of a speaker to the next, and no reason is recorded."
    ),
    example="100bn planned in March, 350bn in June, both by the ministry.",
    find=_threefold,
    order=250,
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
    speakers = list(dict.fromkeys(said.speaker for said in vaguer))
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
    order=240,
)

RULES = (CONFLICT, OTHER_SUBJECT, CHANGED, LOOSENED)
