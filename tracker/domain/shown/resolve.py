"""Which statement is shown, and which contradict it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import LEAST_DIGITS, UPPER, Quantity, magnitude_slip
from tracker.domain.shown.verdict import (
    COUNT_AGES,
    Verdict,
    agree,
    blurs_on_its_day,
    contradicts,
    counted_apart,
    is_new_count,
    same_value,
    verdict,
)
from tracker.domain.vocabulary import WITHDRAWN, Field, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.log.statement import Statement, Value


LOOK_BACK = 64
"""At most so many of the newest statements of a tier are looked at."""

CONFLICT_WINDOW = timedelta(days=31)
"""A contradiction made longer than this before the statement shown is an earlier belief."""

TAKES_BACK = timedelta(days=180)
"""So long after another speaker moved a target the first one's word still stands against it."""

TENFOLD = 10
"""A count of the press that is so many times the known one is a slip, and no growth."""


@dataclass(frozen=True)
class Resolution:
    """One field as of a day: the statement shown and what stands around it.

    `run` is newest first and holds `shown`: statements of one tier since what is shown was last
    revised, which repeat, narrow or blur it. `conflicts` cannot be true with the one shown. Of the
    others `earlier` differ, beliefs that were revised since, and `beside` are the rest. All are
    newest first. `verdicts` tell by entry what each statement of the tier shown did to the claim
    before it; the first one has none. `replaced` is what the tier had shown before the run.
    """

    shown: Statement
    run: tuple[Statement, ...]
    beside: tuple[Statement, ...]
    conflicts: tuple[Statement, ...]
    earlier: tuple[Statement, ...]
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    replaced: Statement | None = None
    _shown_on: dict[date, Statement | None] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def last_said(self) -> date:
        """The newest day on which the run was affirmed, vaguely or not."""
        return self.run[0].day

    @cached_property
    def others(self) -> tuple[Statement, ...]:
        """All that was said of the field beside what is shown, each once."""
        everything = (*self.conflicts, *self.run, *self.beside, *self.earlier)
        known = {said.id: said for said in everything if said.id != self.shown.id}
        return tuple(known.values())

    @property
    def everything(self) -> tuple[Statement, ...]:
        """All that was said of the field, what is shown first."""
        return (self.shown, *self.others)

    @property
    def withdrawn(self) -> bool:
        """Whether the speaker of the one shown stands by no value any more."""
        return self.shown.value is WITHDRAWN

    @property
    def figure(self) -> Quantity | None:
        """The quantity shown that names a figure; None where none is named."""
        return self.shown.figure

    @property
    def calendar_clashes(self) -> tuple[Statement, ...]:
        """Statements that drop or add the FY of the period shown, of the run or since then."""
        value, run = self.shown.value, {said.id for said in self.run}
        if not isinstance(value, Period):
            return ()
        return tuple(
            said
            for said in self.others
            if isinstance(said.value, Period)
            and value.is_twin_of(said.value)
            and (said.id in run or not long_before(said, self.shown))
        )

    @property
    def before(self) -> Statement | None:
        """What was shown of the field until the one shown now was said; None of the first."""
        order = self.shown.order
        return shown_on((s for s in self.others if s.order < order), self.shown.day)

    def at(self, day: date) -> Statement | None:
        """Return what was shown of the field on an earlier day; None when nothing had been said.

        Each day is resolved once, and kept.
        """
        if day not in self._shown_on:
            all_said = all(said.day <= day for said in self.everything)
            self._shown_on[day] = self.shown if all_said else shown_on(self.everything, day)
        return self._shown_on[day]


@dataclass(slots=True)
class _Fold:
    """The statements of one tier, read forward: the claim so far, and the run that says it."""

    claim: Statement
    run: list[Statement]
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    replaced: Statement | None = None

    def read(self, said: Statement) -> None:
        """Take the next statement: it stays beside the claim, or becomes it."""
        found = verdict(said, self.claim, self.last_said)
        self.verdicts[said.id] = found
        if found is Verdict.REVISES:
            self.replaced, self.run = self.claim, []
        self.run.append(said)
        if found in {Verdict.REVISES, Verdict.NARROWS}:
            self.claim = next(one for one in self.run if same_value(one.value, said.value))

    @property
    def last_said(self) -> date:
        """The newest day on which the claim was said, coarsely or not."""
        return self.run[-1].day


def resolve(statements: Iterable[Statement], as_of: date) -> Resolution | None:
    """Fold live statements of one field of one subject into what is shown as of a day.

    The best tier that speaks decides, and of it what was said last: its statements are read
    forward, and each repeats, narrows, blurs or revises the claim of those before it. Shown is the
    claim, by the first statement of the run that says it. A count that grew is told by the press as
    well, where the better tier has been silent for 180 days. Statements after `as_of` are ignored;
    None when nothing was said by then.
    """
    spoken = _newest(statements, as_of)
    return _around(_folded(spoken), spoken, as_of) if spoken else None


def shown_on(statements: Iterable[Statement], day: date) -> Statement | None:
    """Return what `resolve` shows as of a day, without what stands around it."""
    spoken = _newest(statements, day)
    return _folded(spoken).claim if spoken else None


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Sort statements as they are read: by day, within a day the finer before the coarser.

    Those that say different things stay in the order in which they were recorded.
    """
    ordered: list[Statement] = []
    for _, group in groupby(
        sorted(statements, key=lambda said: said.order), key=lambda said: said.day
    ):
        of_day = list(group)
        ordered += of_day if len(of_day) == 1 else _finer_first(of_day)
    return ordered


def _finer_first(of_day: Sequence[Statement]) -> Iterator[Statement]:
    """Give statements of one day, each once no finer word for the same is left.

    Where those that are left form a circle, the one recorded first comes first. Those that say the
    same are compared with others once: a newswire repeats itself.
    """
    same: dict[tuple[Value, Period | None], list[int]] = {}
    for at, said in enumerate(of_day):
        same.setdefault((said.value, said.happened_on), []).append(at)
    groups = [*same.values()]
    finer: dict[int, frozenset[int]] = {}
    for group in groups:
        coarse = of_day[group[0]]
        others = (other for other in groups if blurs_on_its_day(coarse, of_day[other[0]]))
        places = frozenset(at for other in others for at in other)
        finer |= dict.fromkeys(group, places)
    left = dict.fromkeys(range(len(of_day)))
    while left:
        first = next((at for at in left if finer[at].isdisjoint(left)), next(iter(left)))
        del left[first]
        yield of_day[first]


def _newest(statements: Iterable[Statement], as_of: date) -> list[Statement]:
    """The newest LOOK_BACK statements of each tier by a day, the newest said first."""
    spoken: list[Statement] = []
    taken = dict.fromkeys(Tier, 0)
    known = sorted((s for s in statements if s.day <= as_of), key=lambda s: s.order, reverse=True)
    for said in known:
        if taken[said.tier] < LOOK_BACK:
            taken[said.tier] += 1
            spoken.append(said)
    return spoken


def _folded(spoken: Sequence[Statement]) -> _Fold:
    """Read the best tier that speaks, or what the press counted since it fell silent."""
    best = min({said.tier for said in spoken}, key=lambda tier: tier.rank)
    fold = _read(said for said in spoken if said.tier is best)
    return _newer_count(spoken, fold) or fold


def _read(statements: Iterable[Statement]) -> _Fold:
    first, *others = in_order(statements)
    fold = _Fold(claim=first, run=[first])
    for said in others:
        fold.read(said)
    return fold


def _newer_count(spoken: Sequence[Statement], known: _Fold) -> _Fold | None:
    """What the press counted since the company or ministry fell silent, where that is more.

    Ten times as much is no growth but a slip, and a ceiling counts nothing.
    """
    if known.claim.tier is not Tier.PRIMARY or not known.claim.measured:
        return None
    since = known.last_said + COUNT_AGES
    counts = [
        said
        for said in spoken
        if said.tier is Tier.PRESS and said.day >= since and _may_count(said, known.claim)
    ]
    fold = _read(counts) if counts else None
    return fold if fold and is_new_count(fold.claim, known.claim, known.last_said) else None


def _may_count(said: Statement, known: Statement) -> bool:
    new, old = said.figure, known.figure
    if new is None or old is None or new.qualifier in UPPER:
        return False
    factor, digits = magnitude_slip(new, old)
    is_slip = factor is not None and digits >= LEAST_DIGITS
    return not is_slip and (new.figure or 0) < TENFOLD * (old.figure or 0)


def _around(fold: _Fold, spoken: Sequence[Statement], as_of: date) -> Resolution:
    """Put each statement in one of four: the run, the conflicts, the earlier ones, those beside."""
    shown, in_run = fold.claim, {said.id for said in fold.run}
    not_taken_back = {said.id for said in _not_taken_back(fold, spoken, as_of)}
    conflicts: list[Statement] = []
    earlier: list[Statement] = []
    beside: list[Statement] = []
    for said in spoken:
        if said.id in in_run:
            continue
        against = contradicts(said.value, shown.value)
        if said.id in not_taken_back or (against and _stands(said, shown, spoken)):
            conflicts.append(said)
        elif (
            against
            or said.tier is shown.tier
            or (said.order < shown.order and not agree(said.value, shown.value))
        ):
            earlier.append(said)
        else:
            beside.append(said)
    return Resolution(
        shown=shown,
        run=tuple(reversed(fold.run)),
        beside=tuple(beside),
        conflicts=tuple(conflicts),
        earlier=tuple(earlier),
        verdicts=fold.verdicts,
        replaced=fold.replaced,
    )


def _stands(said: Statement, shown: Statement, spoken: Sequence[Statement]) -> bool:
    """Whether what contradicts the one shown was said about then or since, and is not overtaken."""
    if long_before(said, shown) or counted_apart(said, shown):
        return False
    return not _overtaken(said, shown) and not _taken_back(said, shown, spoken)


def long_before(said: Statement, shown: Statement) -> bool:
    """Tell whether it was said so long before the one shown that it is an earlier belief.

    Counted between their nearest days: a source that is dated by its month may have appeared on the
    month's last day, or its first.
    """
    first = shown.stated_on.earliest or shown.day
    return first - said.day > CONFLICT_WINDOW


def _overtaken(said: Statement, shown: Statement) -> bool:
    """Whether it is from an earlier day, and its speaker has said otherwise since.

    Or it was the keeper's own judgement, which stands only until somebody speaks; or it told how a
    milestone fared before the day it ended.
    """
    if said.day >= shown.day:
        return False
    if said.speaker == shown.speaker or said.of_keeper:
        return True
    if isinstance(shown.value, Status) and isinstance(said.value, Status):
        return shown.value.ends and not said.value.ends
    return False


def _taken_back(said: Statement, shown: Statement, spoken: Sequence[Statement]) -> bool:
    """Whether its speaker has said otherwise since, or only repeated what is taken back since.

    That is what the speaker of the one shown claimed on that day.
    """
    later = (s for s in spoken if s.speaker == said.speaker and s.day > said.day)
    if any(contradicts(s.value, said.value) for s in later):
        return True
    held = _held(shown, said.day, spoken)
    return said.day < shown.day and held is not None and agree(held.value, said.value)


def _held(shown: Statement, day: date, spoken: Sequence[Statement]) -> Statement | None:
    """What the speaker of the one shown claimed as of a day."""
    own = [s for s in spoken if s.speaker == shown.speaker and s.day <= day]
    return _read(own).claim if own else None


def _not_taken_back(fold: _Fold, spoken: Sequence[Statement], as_of: date) -> list[Statement]:
    """The newest target of each primary speaker that another speaker moved.

    It stands against the new one for 180 days, unless it only repeated what the speaker of the new
    one said then; what that speaker moved longer ago stays moved, be it moved or withdrawn again.
    """
    shown, began = fold.claim, fold.run[0].day
    if shown.field is not Field.TARGET or shown.tier is not Tier.PRIMARY:
        return []
    if as_of - began > TAKES_BACK:
        return []
    newest: dict[str, Statement] = {}
    for said in spoken:
        if said.tier is Tier.PRIMARY and not said.of_keeper:
            newest.setdefault(said.speaker, said)
    newest.pop(shown.speaker, None)
    in_run = {said.id for said in fold.run}
    return [
        said
        for said in newest.values()
        if said.id not in in_run
        and contradicts(said.value, shown.value)
        and not _echoes(said, _held(shown, said.day, spoken))
        and not _moved_before(said, shown, spoken, as_of)
    ]


def _moved_before(
    said: Statement, shown: Statement, spoken: Sequence[Statement], as_of: date
) -> bool:
    """Whether the speaker of the one shown said otherwise since, longer than 180 days ago."""
    return any(
        one.speaker == shown.speaker
        and said.day < one.day < as_of - TAKES_BACK
        and contradicts(one.value, said.value)
        for one in spoken
    )


def _echoes(said: Statement, held: Statement | None) -> bool:
    """Whether it repeated, blurred, or narrowed by a unit, what another held on its day."""
    if held is None:
        return False
    found = verdict(said, held, held.day)
    if found is Verdict.NARROWS:
        return isinstance(said.value, Period) and said.value.is_unit
    return found is not Verdict.REVISES


def shown_figure(found: Resolution | None) -> Quantity | None:
    """Return the figure that is shown of a field; None where it has none, or nobody spoke."""
    return found.figure if found else None


def standing(found: Resolution | None) -> Resolution | None:
    """Return what is resolved of a field; None where nobody spoke, or its speaker withdrew it."""
    return None if found is None or found.withdrawn else found
