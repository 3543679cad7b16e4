"""What waits for a milestone: whatever it gates, directly or through others, and its money."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.milestones import schedule
from tracker.domain.vocabulary import PROMISED, Stage, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from tracker.domain.definitions.subject import Milestone, Tranche
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.periods.period import Period
    from tracker.domain.quantities.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A milestone that waits for another one; `through` is the gate by which it does.

    `spare` is how many days lie between the awaited window and its own, negative where they
    overlap; None where either has no such end. `state` is None where nobody spoke of it.
    """

    milestone: Milestone
    state: MilestoneState | None
    through: str
    spare: int | None

    @property
    def days(self) -> int | None:
        """By how much its window opens before the awaited one closes; 0 when the order holds."""
        return None if self.spare is None else max(0, -self.spare)

    @property
    def ended(self) -> bool:
        """Whether it waits no more."""
        return self.state is not None and self.state.status.ends

    @property
    def affected(self) -> bool:
        """Whether it would begin before what it waits for is done."""
        return not self.ended and bool(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMoney:
    """A tranche that waits for the milestone, or for one that waits for it.

    What was called off, withdrawn or paid waits for nothing. `state` is None where nobody spoke of
    it.
    """

    tranche: Tranche
    state: TrancheState | None
    gate: str

    @property
    def furthest(self) -> tuple[Stage, Quantity] | None:
        """The furthest stage that it has reached, and how much; None when nobody says."""
        return self.state.furthest if self.state else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What waits for a milestone that is done by the end of a window, the nearest first.

    Once the milestone was met nothing waits for it, unless a window was asked for; once it was
    called off or missed, what waits for it waits in vain.

    `target` is the window asked for, else the present one, or the day itself where that has passed;
    None where nobody stated any, or where the milestone has ended. `slip` is how far it lies from
    the present one.
    """

    milestone: Milestone
    state: MilestoneState | None
    target: Period | None
    slip: schedule.Slip | None
    waiting: tuple[Waiting, ...]
    money: tuple[WaitingMoney, ...]

    @property
    def late(self) -> bool:
        """Whether its day has passed, so that a later one is supposed, asked for or not."""
        return self.state is not None and self.state.overdue

    @property
    def over(self) -> bool:
        """Whether the milestone has ended and no window was asked for: there is none to compare."""
        ended = self.state is not None and self.state.status.ends
        return ended and self.target is None


def impact(
    slug: str,
    milestones: Mapping[str, Milestone],
    states: Mapping[str, MilestoneState],
    tranches: Iterable[tuple[Tranche, TrancheState | None]],
    as_of: date,
    target: Period | None = None,
) -> Impact:
    """Follow the gates from a milestone onward; a circle of gates is walked once."""
    state = states.get(slug)
    is_over = target is None and state is not None and state.status.ends
    if is_over and state is not None and state.status is Status.MET:
        return Impact(
            milestone=milestones[slug], state=state, target=None, slip=None, waiting=(), money=()
        )
    present = state.target if state and not is_over else None
    window = target or (schedule.expected(present, as_of) if present else None)
    waiting = [
        Waiting(
            milestone=milestones[name],
            state=states.get(name),
            through=through,
            spare=_spare(window, states.get(name)),
        )
        for name, through in _dependents(slug, milestones, states)
    ]
    gates = {slug, *(after.milestone.slug for after in waiting if not after.ended)}
    return Impact(
        milestone=milestones[slug],
        state=state,
        target=window,
        slip=schedule.slip(present, window) if present and window else None,
        waiting=tuple(waiting),
        money=tuple(_money_waiting(tranches, gates)),
    )


def _money_waiting(
    tranches: Iterable[tuple[Tranche, TrancheState | None]], gates: Collection[str]
) -> list[WaitingMoney]:
    return [
        WaitingMoney(tranche=tranche, state=known, gate=tranche.gate)
        for tranche, known in tranches
        if tranche.gate and tranche.gate in gates and not _is_settled(known)
    ]


def _is_settled(state: TrancheState | None) -> bool:
    """Whether the money was called off or withdrawn, or paid as far as anybody promised it."""
    if state is None or not state.stands:
        return state is not None
    paid = state.level(Stage.DISBURSED)
    levels = [state.level(stage) for stage in PROMISED]
    most = max((level.figure or 0 for level in levels if level), default=0)
    return paid is not None and (paid.figure or 0) >= most


def _dependents(
    slug: str, milestones: Mapping[str, Milestone], states: Mapping[str, MilestoneState]
) -> Iterable[tuple[str, str]]:
    """Yield what waits for a milestone with the gate that it waits at, breadth first.

    What has ended waits no more, and neither does what waited for that.
    """
    seen, queue = {slug}, deque([slug])
    while queue:
        gate = queue.popleft()
        for milestone in milestones.values():
            if gate in milestone.gates and milestone.slug not in seen:
                seen.add(milestone.slug)
                state = states.get(milestone.slug)
                if state is None or not state.status.ends:
                    queue.append(milestone.slug)
                yield milestone.slug, gate


def _spare(window: Period | None, state: MilestoneState | None) -> int | None:
    if window is None or state is None or state.target is None:
        return None
    return schedule.spare_days(window, schedule.day_before(state.target))
