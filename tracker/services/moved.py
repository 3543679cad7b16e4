"""What a write changed on the page: milestones that look otherwise, and findings that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks import OF_SUBJECTS, run
from tracker.reports.log import MilestoneChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.state import ProjectState


def moved_milestones(before: ProjectState, after: ProjectState) -> tuple[MilestoneChange, ...]:
    """Tell which milestones look otherwise on the page, whatever was written about."""
    slugs = dict.fromkeys((*before.states, *after.states))
    pairs = ((slug, before.states.get(slug), after.states.get(slug)) for slug in slugs)
    return tuple(
        MilestoneChange(subject=slug, before=was, after=now)
        for slug, was, now in pairs
        if _looks(was) != _looks(now)
    )


def new_findings(
    before: ProjectState, after: ProjectState, new: Sequence[Statement]
) -> tuple[Finding, ...]:
    """Return what the rules find since something was said, about its subjects or near them.

    What they found already, in the same words and without the new statements, is no news.
    """
    about, entries = after.related(said.subject for said in new), {said.id for said in new}
    known = {_told(one) for one in run(before.narrowed(about), OF_SUBJECTS)}
    found = run(after.narrowed(about), OF_SUBJECTS)
    return tuple(
        one
        for one in found
        if one.subject in about
        and (_told(one) not in known or any(said.id in entries for said in one.statements))
    )


def _told(one: Finding) -> tuple[str, str]:
    return one.code, one.message


def _looks(state: MilestoneState | None) -> tuple[object, ...]:
    if state is None:
        return ()
    progress = (state.progress.percent, state.progress.basis) if state.progress else None
    return state.word, state.target, state.met_on, state.slip, progress
