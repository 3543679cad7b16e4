"""Rules about words that end a milestone: those of lesser witnesses alone, and those taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, by_speaker
from tracker.domain.milestones.milestone import reaches
from tracker.domain.shown.resolve import shown_figure
from tracker.domain.shown.standing import still_met
from tracker.domain.vocabulary import Field, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


def _ended_alone(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        counted = count_alone(state)
        words = (counted,) if counted else state.unproved
        if not words or (counted and state.status.ends):
            continue
        found = state.fields.get(Field.STATUS)
        who = _who(words)
        yield Evidence(
            subject=slug,
            statements=(*([found.shown] if found else []), *words),
            parts=(
                *_told(state, words[0], who),
                f", and nobody better: it stays {state.word}",
            ),
            proof=f"{words[0].text}, {state.word}",
        )


def _told(state: MilestoneState, said: Statement, who: str) -> tuple[Value, ...]:
    asked = shown_figure(state.asked)
    if said.field is Field.VALUE and asked is not None:
        return (f"{who} counted ", said.value, " of ", asked)
    return (f"{who} said {said.text}",)


def _who(words: Sequence[Statement]) -> str:
    speakers = list(dict.fromkeys(said.speaker for said in words))
    return f"only {' and '.join(speakers)}"


def count_alone(state: MilestoneState) -> Statement | None:
    """Return the count of secondary sources alone that would show a milestone as met.

    Better ones spoke of the milestone, so that it decides nothing.
    """
    asked, found = shown_figure(state.asked), state.metric
    if asked is None or found is None or state.met_by is not None:
        return None
    alone = found.shown.tier is Tier.SECONDARY and reaches(found.shown, asked)
    return found.shown if alone else None


def _taken_back(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        found = state.fields.get(Field.STATUS)
        if found is None or state.status is Status.MET:
            continue
        heard = (said for said in found.everything if said.tier is not Tier.SECONDARY)
        pairs = [pair for words in by_speaker(heard) if (pair := _by_themselves(words))]
        met = met_once(found)
        if met is not None and met.speaker not in {said.speaker for said, _ in pairs}:
            pairs += [(met, found.shown)] if met not in found.conflicts else []
        for met, last in pairs:
            yield _met_back(slug, found.shown, met, last)


def _by_themselves(words: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """Return the newest "met" of one speaker with their last word, where that is another one."""
    *before, last = words
    met = next((said for said in reversed(before) if said.value is Status.MET), None)
    return None if met is None or last.value is Status.MET else (met, last)


def _met_back(slug: str, shown: Statement, met: Statement, last: Statement) -> Evidence:
    statements = {said.id: said for said in (shown, last, met)}
    who = "" if last.speaker == met.speaker else f"{last.speaker} "
    return Evidence(
        subject=slug,
        statements=tuple(statements.values()),
        parts=(f"{met.speaker} said met on {met.stated_on.text}, and {who}{last.text} since",),
        proof=f"met → {last.text}",
    )


def met_once(found: Resolution) -> Statement | None:
    """Return the newest word that it was met, of no lesser tier than the status shown since."""
    stands = {said.id for said in still_met(found.everything)}
    lost = (
        said
        for said in found.everything
        if said.value is Status.MET
        and said.id not in stands
        and said.tier.rank <= found.shown.tier.rank
        and said.tier is not Tier.SECONDARY
    )
    return max(lost, key=lambda said: said.order, default=None)


ALONE = Rule(
    code="S105",
    family="status",
    name="ended-alone",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "Secondary sources alone say that a milestone is met, not met or cancelled, or count what "
        "its threshold asks for, and the company, the ministry or the press spoke of it and said "
        "no such thing: they end nothing."
    ),
    example="a blog says met, where the company has a target and no status.",
    find=_ended_alone,
    order=120,
)

MET_BACK = Rule(
    code="S106",
    family="status",
    name="met-back",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "The company, the ministry or a newsroom said that a milestone is met, and later gave "
        "another status of it, or others of no lesser tier did who are not contradicted any more."
    ),
    example="met in March, at-risk in June, both by the ministry.",
    find=_taken_back,
    order=130,
)

RULES = (ALONE, MET_BACK)
