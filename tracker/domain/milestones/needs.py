"""What a milestone needs: whatever gates it, directly or through others, and how that stands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.milestones import schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tracker.domain.definitions.subject import Milestone
    from tracker.domain.milestones.milestone import MilestoneState


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A milestone that has to be met before another one, and the one that asks for it: `by`.

    `spare` is how many days are left between its window and the last day in time, negative where it
    comes too late; None where either is unstated, or where it has ended. It `fits`, and may still
    be in time, where its window opens by then. `state` is None where nobody spoke of it.
    """

    milestone: Milestone
    state: MilestoneState | None
    by: str
    spare: int | None
    fits: bool

    @property
    def ended(self) -> bool:
        """Whether it was met, or will not be."""
        return self.state is not None and self.state.status.ends

    @property
    def urgency(self) -> tuple[bool, bool, int]:
        """By what those needed are sorted: open ones first, of these the tightest."""
        return self.ended, self.spare is None, self.spare or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a milestone needs, the most pressing first.

    `last_day` is when all of that has to be done: the day asked for, else the one before the
    milestone's window opens, or where that opens on no day its last one; None where nobody stated
    any.
    """

    milestone: Milestone
    state: MilestoneState | None
    last_day: date | None
    needed: tuple[Needed, ...]

    @property
    def open(self) -> tuple[Needed, ...]:
        """Those that have not ended."""
        return tuple(one for one in self.needed if not one.ended)


def needs(
    slug: str,
    milestones: Mapping[str, Milestone],
    states: Mapping[str, MilestoneState],
    as_of: date,
    last_day: date | None = None,
) -> Needs:
    """Follow the gates from a milestone backward; a circle of gates is walked once."""
    state = states.get(slug)
    if last_day is None and state is not None and state.target is not None:
        last_day = schedule.day_before(state.target) or state.target.latest
    needed = [
        _needed(milestones[name], states.get(name), by, last_day, as_of)
        for name, by in _gates(slug, milestones, states)
    ]
    needed.sort(key=lambda one: one.urgency)
    return Needs(milestone=milestones[slug], state=state, last_day=last_day, needed=tuple(needed))


def _needed(
    milestone: Milestone, state: MilestoneState | None, by: str, last_day: date | None, as_of: date
) -> Needed:
    spare, fits = None, False
    if state is not None and not state.status.ends and state.target is not None:
        window = schedule.expected(state.target, as_of)
        spare = schedule.spare_days(window, last_day)
        fits = last_day is not None and (window.earliest or last_day) <= last_day
    return Needed(milestone=milestone, state=state, by=by, spare=spare, fits=fits)


def _gates(
    slug: str, milestones: Mapping[str, Milestone], states: Mapping[str, MilestoneState]
) -> Iterable[tuple[str, str]]:
    """Yield what gates a milestone with the one that asks for it, breadth first.

    What has ended asks for nothing any more.
    """
    seen, queue = {slug}, deque([slug])
    while queue:
        by = queue.popleft()
        for gate in milestones[by].gates:
            if gate not in seen:
                seen.add(gate)
                state = states.get(gate)
                if state is None or not state.status.ends:
                    queue.append(gate)
                yield gate, by
