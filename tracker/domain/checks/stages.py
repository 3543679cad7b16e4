"""Rules about levels of money: parts within their whole, stages in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, tell
from tracker.domain.money.sums import plain
from tracker.domain.quantities.factor import PROMISED, proven_magnitude_slip
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.domain.shown.spoken import figure_of, shown_figure
from tracker.domain.vocabulary import REACHED_STAGES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.state import ProjectState

    Children = Mapping[str | None, Sequence[TrancheState]]


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

    What of a part was called off is no more a part.
    """
    found = whole.stages.get(stage)
    level = shown_figure(found)
    most = _most(level) if level else None
    below = list(_said_below(children, whole, stage))
    if found is None or level is None or most is None or not below:
        return None
    said, off = [one for one, _ in below], sum(gone for _, gone in below)
    figures = [figure for one in said if (figure := figure_of(one)) is not None]
    if sum(map(least, figures)) - off <= most:
        return None
    together = sum(one.figure or 0 for one in figures)
    made = plain(together - off, level.unit, min(one.step for one in figures))
    count = "its part is" if len(said) == 1 else f"its {len(said)} parts make"
    return Evidence(
        subject=whole.tranche.slug,
        statements=(found.shown, *said),
        parts=(f"{stage.word} are ", level, f", but {count} ", made),
        proof=f"{tell([made])} > {level.text}",
    )


def _said_below(
    children: Children, whole: TrancheState, stage: Stage
) -> Iterator[tuple[Statement, int]]:
    """What the parts have at a stage, and how much of that was called off.

    Of one that nobody speaks of there, what its parts have.
    """
    for part in children.get(whole.tranche.slug, ()):
        if part.cancelled:
            continue
        if part.tranche.instrument.is_cash is whole.tranche.instrument.is_cash:
            said, off = _reached(part, stage), part.level(Stage.CANCELLED)
            gone = 0 if off is None else off.figure or 0
            yield from ((said, gone),) if said else _said_below(children, part, stage)


def _reached(part: TrancheState, stage: Stage) -> Statement | None:
    """What a part has at a stage, or at the next later one, which counts for those before it."""
    later = REACHED_STAGES[REACHED_STAGES.index(stage) :]
    return next((part.stages[one].shown for one in later if part.level(one) is not None), None)


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
    before = [one for one in REACHED_STAGES[: REACHED_STAGES.index(later)] if one not in told]
    levels = ((one, state.level(one)) for one in before)
    return [
        one
        for one, said in levels
        if said is not None
        and (most := _most(said)) is not None
        and least(level) > most
        and (later not in PROMISED or proven_magnitude_slip(said, level) is None)
    ]


def least(level: Quantity) -> int:
    """Return the least that a printed level stands for: it may have been rounded up by half a step.

    A ceiling is taken at its word.
    """
    figure = level.figure or 0
    return figure - (level.step if level.qualifier is Qualifier.ABOUT else level.step // 2)


def _most(level: Quantity) -> int | None:
    """The most that a printed level stands for, cut off or rounded; None without a limit."""
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
)
