"""Rules about money: what nobody tells of payments, parts within their whole, stages in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, tell
from tracker.domain.definitions.links import wholes
from tracker.domain.quantities.amount import of_quantity, total
from tracker.domain.quantities.quantity import Qualifier, Quantity, plain, proven_magnitude_slip
from tracker.domain.shown.resolve import shown_figure, standing
from tracker.domain.vocabulary import PROMISED, REACHED_STAGES, Field, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.periods.period import Period
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.state import ProjectState

    Children = Mapping[str | None, Sequence[TrancheState]]


def _unpaid(project: ProjectState) -> Iterator[Evidence]:
    this_year, children = project.calendar.year_containing(project.as_of), project.children()
    for slug, state in project.tranches.items():
        year, level = state.tranche.fiscal_year, state.level(Stage.COMMITTED)
        if year is None or year >= this_year or level is None or not level.figure:
            continue
        if state.cancelled or not state.is_cash:
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
    line = [state.tranche.slug, *wholes(state.tranche.slug, project.wholes)]
    known = (project.tranches[slug] for slug in line if slug in project.tranches)
    return any(whole.level(Stage.DISBURSED) is not None for whole in known)


def _is_asked(part: TrancheState) -> bool:
    """Whether this rule looks at a part itself, or a payment is stated of it."""
    level = part.level(Stage.COMMITTED) or part.level(Stage.DISBURSED)
    return level is not None and not part.cancelled


def _early(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.tranches.items():
        paid = state.payment
        if paid is None or paid.happened_on is None:
            continue
        for said, how, sign in _awaited(project, state, paid.happened_on):
            yield Evidence(
                subject=slug,
                statements=(paid, said),
                parts=(f"paid {paid.happened_on.text}, {how}",),
                proof=f"{paid.happened_on.text}{sign}",
            )


def _awaited(
    project: ProjectState, state: TrancheState, paid: Period
) -> Iterator[tuple[Statement, str, str]]:
    """Yield what had to come before a payment and came later, or is still to come."""
    committed, gate = standing(state.stages.get(Stage.COMMITTED)), state.tranche.gate
    agreed = committed.shown.happened_on if committed else None
    if committed and agreed and paid.is_before(agreed):
        yield committed.shown, f"before it was committed, {agreed.text}", f" < {agreed.text}"
    awaited = project.states.get(gate) if gate else None
    if awaited is None:
        return
    if awaited.met_by is None:
        field = awaited.fields.get(Field.STATUS) or awaited.fields.get(Field.TARGET)
        if field and not awaited.status.ends:
            how = f"while {gate}, which it waits for, is {awaited.word}"
            yield field.shown, how, f", {awaited.word}"
    elif (met := awaited.met_by.happened_on) and paid.is_before(met):
        yield awaited.met_by, f"before {gate}, which it waits for, was met", f" < {met.text}"


def unpaid_total(findings: Iterable[Finding]) -> Amount | None:
    """Add what was committed and of which the findings say that nobody tells what was paid."""
    levels = (finding.statements[0].figure for finding in findings if finding.kind == UNPAID.name)
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
    order=220,
    silence=True,
    on_page=True,
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
    order=100,
)


def _over_whole(project: ProjectState) -> Iterator[Evidence]:
    children = project.children()
    for whole in project.tranches.values():
        if whole.cancelled or whole.tranche.slug not in children:
            continue
        over = (_over_at(children, whole, stage) for stage in reversed(REACHED_STAGES))
        first = next((evidence for evidence in over if evidence is not None), None)
        if first is not None:
            yield first


def _over_at(children: Children, whole: TrancheState, stage: Stage) -> Evidence | None:
    """Tell of one stage whether the parts that reached it, or a later one, are over the whole.

    What was called off of a part does not count.
    """
    found = whole.stages.get(stage)
    level = shown_figure(found)
    most = _most(level) if level else None
    below = list(_said_below(children, whole, stage))
    if found is None or level is None or most is None or not below:
        return None
    parts, off = [said for said, _ in below], sum(gone for _, gone in below)
    figures = [figure for said in parts if (figure := said.figure) is not None]
    if sum(map(least, figures)) - off <= most:
        return None
    together = sum(figure.figure or 0 for figure in figures)
    made = plain(together - off, level.unit, min(figure.step for figure in figures))
    count = "its part is" if len(parts) == 1 else f"its {len(parts)} parts make"
    return Evidence(
        subject=whole.tranche.slug,
        statements=(found.shown, *parts),
        parts=(f"{stage.word} are ", level, f", but {count} ", made),
        proof=f"{tell([made])} > {level.text}",
    )


def _said_below(
    children: Children, whole: TrancheState, stage: Stage
) -> Iterator[tuple[Statement, int]]:
    """What the parts have at a stage, and how much of that was called off.

    Where nobody speaks of a part at that stage, its own parts count.
    """
    for part in children.get(whole.tranche.slug, ()):
        if part.cancelled:
            continue
        if part.is_cash is whole.is_cash:
            said, off = _reached(part, stage), part.level(Stage.CANCELLED)
            gone = 0 if off is None else off.figure or 0
            yield from ((said, gone),) if said else _said_below(children, part, stage)


def _reached(part: TrancheState, stage: Stage) -> Statement | None:
    """What a part has at a stage, or at the next later one, which counts for those before it."""
    return next((part.stages[at].shown for at in stage.onward if part.level(at) is not None), None)


def _stage_order(project: ProjectState) -> Iterator[Evidence]:
    for state in project.tranches.values():
        told: set[Stage] = set()
        for later in REACHED_STAGES:
            earlier = _exceeded(state, later, told)
            if not earlier:
                continue
            told.update(earlier)
            now, before = state.stages[later].shown, state.stages[earlier[-1]].shown
            yield Evidence(
                subject=state.tranche.slug,
                statements=(now, before),
                parts=(
                    f"{later.word} are ",
                    now.value,
                    f", but {earlier[-1].word} only ",
                    before.value,
                ),
                proof=f"{now.text} > {before.text}",
            )


def _exceeded(state: TrancheState, later: Stage, told: set[Stage]) -> list[Stage]:
    """The stages before one that have less than it, beyond rounding, and were not told yet.

    What repeats the same digits at another power of ten is a slip of the pen, which V102 tells.
    """
    level = state.level(later)
    if level is None:
        return []
    levels = ((stage, state.level(stage)) for stage in later.before if stage not in told)
    return [
        stage
        for stage, said in levels
        if said is not None
        and (most := _most(said)) is not None
        and least(level) > most
        and (later not in PROMISED or proven_magnitude_slip(said, level) is None)
    ]


def least(level: Quantity) -> int:
    """Return the least that a printed level stands for: it may have been rounded up by half a step.

    Narrower than `Quantity.reach`, which lets two sources round as they like: here levels are added
    and compared, and a whole step of each would hide what is over. A ceiling counts as the figure
    that it names, so that those of parts can be added to that of their whole.

    >>> least(Quantity.parse("100", "count")), least(Quantity.parse("1.5bn", "count"))
    (100, 1450000000)
    """
    figure = level.figure or 0
    return figure - (level.step if level.qualifier is Qualifier.ABOUT else level.step // 2)


def _most(level: Quantity) -> int | None:
    """The most that a printed level stands for, cut off or rounded; None without a limit.

    A ceiling counts as a figure here too: it was rounded as those of its parts were.
    """
    if level.high_bound is None or level.qualifier in {Qualifier.ABOUT, Qualifier.RANGE}:
        return level.high_bound
    return (level.figure or 0) + level.step - 1


PARTS = Rule(
    code="M102",
    family="money",
    name="parts",
    severity=Severity.ERROR,
    reach=Reach.SUBJECT,
    explanation=(
        "The parts of a budget line are over the line beyond rounding, at one stage of the money; "
        "ceilings count as the figures that they name, and cash is not added to guarantees."
    ),
    example="60bn and 50bn enacted of a line of 100bn; 1.05tn and 471.4bn of 1.5tn are rounding.",
    find=_over_whole,
    order=80,
)

STAGES = Rule(
    code="M103",
    family="money",
    name="stages",
    severity=Severity.WARNING,
    reach=Reach.SERIES,
    explanation=(
        "More money reached a stage than is stated of one before it: planned, budgeted, enacted, "
        "committed, paid. Levels of a stage are totals, not increments (IATI)."
    ),
    example="120bn paid of 100bn committed; 631.5bn committed of about 630bn planned is rounding.",
    find=_stage_order,
    order=90,
)

RULES = (UNPAID, EARLY, PARTS, STAGES)
