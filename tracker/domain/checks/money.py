"""Rules about payments: those that nobody tells of, and those that came too early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity
from tracker.domain.quantities.amount import of_quantity, total
from tracker.domain.shown.spoken import figure_of
from tracker.domain.vocabulary import Field, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.periods.period import Period
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.state import ProjectState


def _unpaid(project: ProjectState) -> Iterator[Evidence]:
    this_year, children = project.calendar.year_containing(project.as_of), project.children()
    for slug, state in project.tranches.items():
        year, level = state.tranche.fiscal_year, state.level(Stage.COMMITTED)
        if year is None or year >= this_year or level is None or not level.figure:
            continue
        if state.cancelled or not state.tranche.instrument.is_cash:
            continue
        if _is_paid(project, state) or any(map(_is_asked, children.get(slug, ()))):
            continue
        yield Evidence(
            subject=slug,
            statements=(state.stages[Stage.COMMITTED].shown,),
            parts=("no source says what was paid of the ", level, f" committed in FY{year}"),
            proof=f"FY{this_year} > FY{year}",
        )


def _is_paid(project: ProjectState, state: TrancheState) -> bool:
    """Whether a payment is stated of it or of a whole that it is part of."""
    return any(whole.level(Stage.DISBURSED) is not None for whole in _wholes(project, state))


def _is_asked(part: TrancheState) -> bool:
    """Whether a part itself is asked what was paid of it, or tells it."""
    told = part.level(Stage.COMMITTED) or part.level(Stage.DISBURSED)
    return told is not None and not part.cancelled


def _wholes(project: ProjectState, state: TrancheState) -> Iterator[TrancheState]:
    """Yield a tranche and what it is part of, up to the whole; a circle of parents ends."""
    seen: set[str] = set()
    whole: TrancheState | None = state
    while whole is not None and whole.tranche.slug not in seen:
        seen.add(whole.tranche.slug)
        yield whole
        whole = project.tranches.get(whole.within or "")


def _early(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.tranches.items():
        paid = state.payment
        if paid is None or paid.happened_on is None:
            continue
        for said, told, figure in _awaited(project, state, paid.happened_on):
            yield Evidence(
                subject=slug,
                statements=(paid, said),
                parts=(f"paid {paid.happened_on.text}, {told}",),
                proof=f"{paid.happened_on.text}{figure}",
            )


def _awaited(
    project: ProjectState, state: TrancheState, paid: Period
) -> Iterator[tuple[Statement, str, str]]:
    """Yield what had to come before a payment and came later, or is still to come."""
    committed, gate = state.stages.get(Stage.COMMITTED), state.tranche.gate
    stands = committed is not None and not committed.withdrawn
    agreed = committed.shown.happened_on if committed and stands else None
    if committed and agreed and paid.is_before(agreed):
        yield committed.shown, f"before it was committed, {agreed.text}", f" < {agreed.text}"
    awaited = project.states.get(gate) if gate else None
    if awaited is None:
        return
    if awaited.met_by is None:
        told = awaited.fields.get(Field.STATUS) or awaited.fields.get(Field.TARGET)
        if told and not awaited.status.ends:
            how = f"while {gate}, which it waits for, is {awaited.word}"
            yield told.shown, how, f", {awaited.word}"
    elif (met := awaited.met_by.happened_on) and paid.is_before(met):
        yield awaited.met_by, f"before {gate}, which it waits for, was met", f" < {met.text}"


def unpaid_total(found: Iterable[Finding]) -> Amount | None:
    """Add what was committed and of which the findings say that nobody tells what was paid."""
    levels = (figure_of(one.statements[0]) for one in found if one.kind == UNPAID.name)
    return total(of_quantity(level) for level in levels if level)


UNPAID = Rule(
    code="M101",
    family="money",
    name="unpaid",
    severity=Severity.INFO,
    reach=Reach.SUBJECT,
    explanation=(
        "Money was committed for a fiscal year that is over, and nobody states how much of it "
        "was paid (IATI tells commitments and disbursements apart)."
    ),
    example="260bn committed in FY2023, and no statement of what was paid of it.",
    find=_unpaid,
)

EARLY = Rule(
    code="M104",
    family="money",
    name="early",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "Money is said to have been paid on a day before it was committed, or before the milestone "
        "that it waits for was met."
    ),
    example="paid in 2025-12 what was committed in 2026-08.",
    find=_early,
)
