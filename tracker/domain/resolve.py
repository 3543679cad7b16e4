"""Which statement is shown, and which contradict it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.domain.period import Period
from tracker.domain.quantity import Quantity
from tracker.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tracker.domain.statement import Statement, Value

LOOK_BACK = 64
"""At most so many of the newest statements of a tier are looked at."""

CONFLICT_WINDOW = timedelta(days=31)
"""A contradiction made longer than this before the statement shown is an earlier belief."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """One field as of a day: the statement shown and what stands around it.

    `run` is newest first and holds `shown`: statements of one tier that say one thing, more or
    less vaguely. `conflicts` cannot be true with the one shown. Of the others, from another tier
    or from before the run, `earlier` differ: beliefs that were revised since; `beside` are the
    rest. All are newest first.
    """

    shown: Statement
    run: tuple[Statement, ...]
    beside: tuple[Statement, ...]
    conflicts: tuple[Statement, ...]
    earlier: tuple[Statement, ...]

    @property
    def last_said(self) -> date:
        """The newest day on which the run was affirmed, vaguely or not."""
        return self.run[0].day

    @property
    def calendar_clashes(self) -> tuple[Statement, ...]:
        """Statements that drop or add the FY of the period shown, from the same days on.

        A FY that the same tier told however long before, and tells no more, was dropped as well.
        """
        value, since = self.shown.value, self.shown.day - CONFLICT_WINDOW
        if not isinstance(value, Period):
            return ()
        others = (*self.run, *self.beside, *self.conflicts, *self.earlier)
        return tuple(
            s
            for s in others
            if isinstance(s.value, Period)
            and value.clashes_by_calendar(s.value)
            and (s.day >= since or (s.value.fiscal and s.tier is self.shown.tier))
        )


def resolve(statements: Iterable[Statement], as_of: date) -> Resolution | None:
    """Fold live statements of one field of one subject into what is shown as of a day.

    Statements after `as_of` are ignored; None when nothing was said by then.
    """
    spoken = _newest(statements, as_of)
    if not spoken:
        return None
    best_tier = min(s.tier.rank for s in spoken)
    run = _run([s for s in spoken if s.tier.rank == best_tier])
    shown = _most_precise(run)
    since = shown.day - CONFLICT_WINDOW
    against = [s for s in spoken if s.day >= since and contradicts(s.value, shown.value)]
    conflicts = [
        s for s in against if not _overtaken(s, shown) and not _taken_back(s, shown, spoken)
    ]
    calm = [s for s in spoken if s not in run and s not in conflicts]
    earlier = [
        s
        for s in calm
        if s in against or (s.order < shown.order and not agree(s.value, shown.value))
    ]
    return Resolution(
        shown=shown,
        run=tuple(run),
        beside=tuple(s for s in calm if s not in earlier),
        conflicts=tuple(conflicts),
        earlier=tuple(earlier),
    )


def agree(one: Value, other: Value) -> bool:
    """Tell whether two values can be true together; statuses and notes only when equal."""
    if isinstance(one, Period) and isinstance(other, Period):
        return one.compatible(other)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.compatible(other)
    return one == other


def contradicts(one: Value, other: Value) -> bool:
    """Tell whether two values cannot be true together.

    Statuses contradict each other only when one of them ends the milestone; notes never do.
    """
    if isinstance(one, Status) and isinstance(other, Status):
        return one != other and (one.ends or other.ends)
    if isinstance(one, str) or isinstance(other, str):
        return False
    return not agree(one, other)


def same_value(one: Value, other: Value) -> bool:
    """Tell whether two values mean the same, however they are written."""
    if isinstance(one, Period) and isinstance(other, Period):
        return one.same_window(other)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.same_value(other)
    return one == other


def finer(one: Value, other: Value) -> bool:
    """Tell whether the first value is more precise than the second; statuses and notes never."""
    return _precision(one) < _precision(other)


def _newest(statements: Iterable[Statement], as_of: date) -> list[Statement]:
    """The newest LOOK_BACK statements of each tier by a day, newest first."""
    known = [s for s in statements if s.day <= as_of]
    known.sort(key=lambda s: (s.tier.rank, -s.day.toordinal(), -s.id))
    kept: list[Statement] = []
    for _, of_tier in groupby(known, key=lambda s: s.tier):
        kept += list(of_tier)[:LOOK_BACK]
    return sorted(kept, key=lambda s: s.order, reverse=True)


def _overtaken(said: Statement, shown: Statement) -> bool:
    """Whether it is from an earlier day, and no contradiction for one of three reasons.

    Its speaker has said otherwise since; it told how a milestone fared before the day it ended;
    or both tell of figures that were counted on different days.
    """
    if said.day >= shown.day:
        return False
    if said.speaker == shown.speaker:
        return True
    if isinstance(shown.value, Status) and isinstance(said.value, Status):
        return shown.value.ends and not said.value.ends
    if not isinstance(shown.value, Quantity) or said.happened_on is None:
        return False
    return shown.happened_on is not None and not said.happened_on.compatible(shown.happened_on)


def _taken_back(said: Statement, shown: Statement, spoken: Sequence[Statement]) -> bool:
    """Whether its speaker said otherwise on a later day, or whom it repeated did so since.

    Whoever repeats what the speaker of the one shown held on that day was not wrong then.
    """
    later = (s for s in spoken if s.speaker == said.speaker and s.day > said.day)
    if any(contradicts(s.value, said.value) for s in later):
        return True
    held = next((s for s in spoken if s.speaker == shown.speaker and s.day <= said.day), None)
    return said.day < shown.day and held is not None and agree(held.value, said.value)


def _run(newest_first: Sequence[Statement]) -> list[Statement]:
    run = [newest_first[0]]
    for older in newest_first[1:]:
        if not all(agree(older.value, passed.value) for passed in run):
            break
        run.append(older)
    return run


def _most_precise(run: Sequence[Statement]) -> Statement:
    """Of the most precise the newest value; of the statements that say it, the oldest."""
    finest = min(_precision(s.value) for s in run)
    fine = [s for s in run if _precision(s.value) == finest]
    return [s for s in fine if same_value(s.value, fine[0].value)][-1]


def _precision(value: Value) -> tuple[int, ...]:
    if isinstance(value, Period):
        return (int(value.precision),)
    if isinstance(value, Quantity):
        return value.precision_key()
    return (0,)
