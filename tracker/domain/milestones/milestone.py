"""Where one milestone stands as of a day: status, target, slip and progress."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby
from typing import TYPE_CHECKING

from tracker.domain.milestones import schedule
from tracker.domain.periods.period import Period
from tracker.domain.quantities.amount import WHOLE_PPM
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.resolve import (
    LOOK_BACK,
    Resolution,
    resolve,
    shown_figure,
    shown_on,
    standing,
)
from tracker.domain.shown.standing import Told, has_standing, met_by
from tracker.domain.vocabulary import Field, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.log.statement import Statement


class StatusBasis(StrEnum):
    """Where the status shown comes from."""

    STATED = "stated"
    METRIC = "metric"
    DERIVED = "derived"


class ProgressBasis(StrEnum):
    """Where the progress shown comes from."""

    MET = "met"
    METRIC = "metric"
    STATED = "stated"
    GATES = "gates"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the milestone is done; `percent` may pass 100.

    `value` of `threshold` are quantities of the metric, or counts of gates, of which those that
    were called off are left out: `called_off`.
    """

    basis: ProgressBasis
    percent: int
    value: Quantity | int | None = None
    threshold: Quantity | int | None = None
    stated: Statement | None = None
    called_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneState:
    """Everything that a report says of one milestone; None where nobody said anything.

    `met_by` is the statement that shows it as met, of its status or of its metric. `unproved` are
    secondary sources that alone say that it ended. `slip` is against the first promise, `last_slip`
    of what was met against the last one. `last_stated` is the day of the newest word of the best
    tier that speaks of it, `promised_on` of that tier's newest word on its target or threshold.
    """

    status: Status
    status_basis: StatusBasis
    fields: Mapping[Field, Resolution]
    metric: Resolution | None
    baseline: Period | None
    current_baseline: Period | None
    target: Period | None
    met_by: Statement | None
    unproved: tuple[Statement, ...]
    slip: schedule.Slip | None
    last_slip: schedule.Slip | None
    current_slip: schedule.Slip | None
    overrun: schedule.Overrun
    late_days: int
    overdue: bool
    due_soon: bool
    stale: bool
    rescheduled: bool
    progress: Progress | None
    last_stated: date
    promised_on: date | None

    @property
    def withdrawn(self) -> Period | None:
        """The target by which nobody stands any more; None where a target is shown, or none was."""
        found = self.fields.get(Field.TARGET)
        if found is None or not found.withdrawn:
            return None
        before = found.replaced.value if found.replaced else None
        return before if isinstance(before, Period) else None

    @property
    def ended_on(self) -> date | None:
        """The day by which it was cancelled or not met; None where it was met, or goes on."""
        if not self.status.ends or self.met_on is not None:
            return None
        found = self.fields.get(Field.STATUS)
        said = found.shown if found else None
        return said.became_on if said and said.value is self.status else self.last_stated

    @property
    def withdrawn_on(self) -> date | None:
        """From when nobody stood by its target any more; None where one is shown, or it ended."""
        if self.withdrawn is None or self.status.ends:
            return None
        return self.fields[Field.TARGET].shown.day

    @property
    def asked(self) -> Resolution | None:
        """The threshold that its metric must reach; None where none was set, or none stands."""
        found = self.fields.get(Field.THRESHOLD)
        return None if found is None or found.withdrawn else found

    @property
    def kept(self) -> bool:
        """Whether it was met within its first promise and within its last one."""
        return self.met_by is not None and not self._moved_later

    @property
    def slipped(self) -> bool:
        """Whether it may come, or came, later than promised, or is overdue."""
        return self.overdue or self._moved_later

    @property
    def when(self) -> Period | None:
        """When it was met, else for when it is promised."""
        return self.met_on or self.target

    @property
    def telling_slip(self) -> schedule.Slip | None:
        """How far it left its first promise, or its last one where it was met too late for that."""
        first, last = self.slip, self.last_slip
        missed = self.met_on is not None and last is not None and last.late
        return last if missed and not (first and first.late) else first

    @property
    def _moved_later(self) -> bool:
        slips = (self.slip, self.last_slip)
        return any(one is not None and one.late for one in slips)

    @property
    def met_on(self) -> Period | None:
        """When it became met."""
        return self.met_by.became_so if self.met_by else None

    @property
    def word(self) -> str:
        """The status on the page: `overdue` in place of `scheduled`."""
        overdue = self.overdue and self.status is Status.SCHEDULED
        return "overdue" if overdue else self.status.value

    @property
    def conflicting(self) -> tuple[Field, ...]:
        """The fields with contradictions; VALUE stands for the metric's."""
        own = tuple(field for field, found in self.fields.items() if found.conflicts)
        if self.alone:
            own = (Field.STATUS, *own)
        return own + ((Field.VALUE,) if self.metric and self.metric.conflicts else ())

    @property
    def conflicts(self) -> int:
        """How many live statements cannot be true with those shown."""
        resolutions = [*self.fields.values(), *([self.metric] if self.metric else [])]
        return sum(len(found.conflicts) for found in resolutions) + len(self.alone)

    @property
    def alone(self) -> tuple[Statement, ...]:
        """Secondary sources that alone say that it ended, where no status is stated besides.

        Where one is, they are among its contradictions.
        """
        return () if Field.STATUS in self.fields else self.unproved

    @property
    def calendar_clash(self) -> bool:
        """Whether somebody names the target's calendar year for its fiscal year or back."""
        target = self.fields.get(Field.TARGET)
        return target is not None and bool(target.calendar_clashes)


def milestone_state(
    resolved: Told,
    statements: Mapping[Field, Sequence[Statement]],
    as_of: date,
    *,
    metric: Resolution | None = None,
    counted: Sequence[Statement] = (),
    gates: Iterable[Status | None] = (),
) -> MilestoneState | None:
    """Fold what is shown of a milestone as of a day; None when nothing was said by then.

    `statements` are its live ones, `metric` is what is shown of the count that its threshold asks
    for, `counted` every live value of that, `gates` one status per gate, None of a gate of which
    nobody spoke.
    """
    fields = resolved.fields
    if not fields and not resolved.unproved:
        return None
    decisive = _decisive(fields, statements, counted, as_of)
    met_on = decisive.became_so if decisive else None
    reached = decisive is not None and standing(fields.get(Field.THRESHOLD)) is not None
    status, basis = _status(fields, statements, as_of, met_by_metric=reached)
    target = _period(fields.get(Field.TARGET))
    baseline = _first_promise(statements.get(Field.TARGET, ()), as_of)
    heard = _best_heard([*counted, *chain.from_iterable(statements.values())], as_of)
    last_stated = max(s.day for s in heard)
    withdrawn = Field.TARGET in fields and fields[Field.TARGET].withdrawn
    current = _period(fields.get(Field.BASELINE)) or baseline
    late = schedule.late_days(target, as_of) if target and not status.ends else 0
    now, late_on = met_on or target, (as_of if late else None)
    return MilestoneState(
        status=status,
        status_basis=basis,
        fields=fields,
        metric=metric,
        baseline=baseline,
        current_baseline=current,
        target=target,
        met_by=decisive,
        unproved=resolved.unproved,
        slip=schedule.OPEN if withdrawn and baseline and not met_on else _slip(baseline, now),
        last_slip=_slip(target, met_on),
        current_slip=schedule.OPEN if withdrawn and current and not met_on else _slip(current, now),
        overrun=schedule.overrun(baseline, current, now, late_on),
        late_days=late,
        overdue=late > 0,
        due_soon=not status.ends and target is not None and schedule.is_due_soon(target, as_of),
        stale=not status.ends and schedule.is_stale(last_stated, as_of),
        rescheduled=bool(baseline and target and schedule.is_rescheduled(baseline, target)),
        progress=_progress(fields, metric, status, list(gates)),
        last_stated=last_stated,
        promised_on=max((s.day for s in heard if s.field in _PROMISES), default=None),
    )


_PROMISES = (Field.TARGET, Field.THRESHOLD)


def _best_heard(statements: Iterable[Statement], as_of: date) -> list[Statement]:
    """What the best tier that speaks said by a day: only that keeps a promise fresh."""
    known = [s for s in statements if s.day <= as_of]
    best = min(s.tier.rank for s in known)
    return [s for s in known if s.tier.rank == best]


def _slip(baseline: Period | None, now: Period | None) -> schedule.Slip | None:
    return schedule.slip(baseline, now) if baseline and now else None


def _first_promise(targets: Sequence[Statement], as_of: date) -> Period | None:
    first = schedule.original_baseline(targets, as_of)
    return first.value if first and isinstance(first.value, Period) else None


def first_reached(
    metric: Sequence[Statement], threshold: Quantity, as_of: date
) -> Statement | None:
    """Return the first shown value of a metric that reaches the figure a threshold names."""
    # Only what a day's resolution looks at is handed to it, so that a long series stays linear.
    recent: dict[Tier, deque[Statement]] = {tier: deque(maxlen=LOOK_BACK) for tier in Tier}
    known = sorted((s for s in metric if s.day <= as_of), key=lambda s: s.order)
    for day, said_then in groupby(known, key=lambda s: s.day):
        for statement in said_then:
            recent[statement.tier].append(statement)
        looked_at = list(chain.from_iterable(recent.values()))
        if any(reaches(s, threshold) for s in looked_at):
            shown = shown_on(looked_at, day)
            if shown is not None and reaches(shown, threshold):
                return shown
    return None


def reaches(said: Statement, threshold: Quantity) -> bool:
    """Whether the figure that is said is the threshold's or more."""
    value = said.figure
    if value is None or threshold.figure is None or not _proves(value):
        return False
    return value.unit == threshold.unit and (value.figure or 0) >= threshold.figure


def _proves(value: Quantity) -> bool:
    """Whether it is more than an upper bound, of which all may be missing."""
    return value.low_bound is not None


def _decisive(
    fields: Mapping[Field, Resolution],
    statements: Mapping[Field, Sequence[Statement]],
    metric: Sequence[Statement],
    as_of: date,
) -> Statement | None:
    """The statement that shows a milestone as met: of the count that it asks for, or of its status.

    Where better sources spoke of the milestone, a count of secondary ones alone does not show it as
    met.
    """
    threshold = fields.get(Field.THRESHOLD)
    if threshold is not None and isinstance(threshold.shown.value, Quantity):
        heard = metric
        if has_standing(statements, as_of):
            heard = [said for said in metric if said.tier is not Tier.SECONDARY]
        return first_reached(heard, threshold.shown.value, as_of)
    status = fields.get(Field.STATUS)
    if status is None or status.shown.value is not Status.MET:
        return None
    return met_by(statements[Field.STATUS], as_of) or status.shown


def _status(
    fields: Mapping[Field, Resolution],
    statements: Mapping[Field, Sequence[Statement]],
    as_of: date,
    *,
    met_by_metric: bool,
) -> tuple[Status, StatusBasis]:
    """A threshold's metric decides whether the milestone is met, whatever was typed.

    A "met" that the metric does not confirm is ignored: what else was stated counts.
    """
    if met_by_metric:
        return Status.MET, StatusBasis.METRIC
    found = fields.get(Field.STATUS)
    if found is None:
        promised = any(standing(fields.get(field)) for field in _PROMISES)
        return Status.SCHEDULED if promised else Status.UNSTATED, StatusBasis.DERIVED
    if found.shown.value is Status.MET and standing(fields.get(Field.THRESHOLD)):
        rest = [s for s in statements[Field.STATUS] if s.value is not Status.MET]
        found = resolve(rest, as_of)
    stated = found.shown.value if found else None
    if not isinstance(stated, Status):
        return Status.SCHEDULED, StatusBasis.METRIC
    return stated, StatusBasis.STATED


def _progress(
    fields: Mapping[Field, Resolution],
    metric: Resolution | None,
    status: Status,
    gates: list[Status | None],
) -> Progress | None:
    counted = _metric_progress(metric, fields.get(Field.THRESHOLD))
    if counted is not None:
        return counted
    if status is Status.MET:
        return Progress(ProgressBasis.MET, 100)
    stated = fields.get(Field.PROGRESS)
    value = shown_figure(stated)
    if stated and value:
        percent = _percent(value.figure or 0, WHOLE_PPM)
        return Progress(ProgressBasis.STATED, percent, stated=stated.shown)
    off = gates.count(Status.CANCELLED)
    asked = len(gates) - off
    if not asked:
        return None
    done = gates.count(Status.MET)
    return Progress(ProgressBasis.GATES, _percent(done, asked), done, asked, called_off=off)


def _percent(part: int, whole: int) -> int:
    """Rounded half up, but never 100 before the whole is reached.

    >>> _percent(1, 3), _percent(999, 1000), _percent(1000, 1000)
    (33, 99, 100)
    """
    rounded = (part * 200 + whole) // (whole * 2)
    return min(rounded, 99) if part < whole else rounded


def _metric_progress(metric: Resolution | None, threshold: Resolution | None) -> Progress | None:
    counted, asked = shown_figure(metric), shown_figure(threshold)
    if counted is None or asked is None or not asked.figure or not _proves(counted):
        return None
    return Progress(
        ProgressBasis.METRIC, _percent(counted.figure or 0, asked.figure), counted, asked
    )


def _period(found: Resolution | None) -> Period | None:
    return found.shown.value if found and isinstance(found.shown.value, Period) else None
