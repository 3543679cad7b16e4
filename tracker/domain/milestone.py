"""Where one milestone stands as of a day: status, target, slip and progress."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby
from typing import TYPE_CHECKING

from tracker.domain import schedule
from tracker.domain.period import Period
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import LOOK_BACK, Resolution, resolve
from tracker.domain.spoken import figure_of, shown_figure
from tracker.domain.vocabulary import Field, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.statement import Statement

PPM = 1_000_000


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

    `value` of `threshold` are quantities of the metric, or counts of gates.
    """

    basis: ProgressBasis
    percent: int
    value: Quantity | int | None = None
    threshold: Quantity | int | None = None
    stated: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneState:
    """Everything that a report says of one milestone; None where nobody said anything.

    `met_by` is the statement that shows it as met, of its status or of its metric.
    """

    status: Status
    status_basis: StatusBasis
    fields: Mapping[Field, Resolution]
    metric: Resolution | None
    baseline: Period | None
    current_baseline: Period | None
    target: Period | None
    met_by: Statement | None
    slip: schedule.Slip | None
    current_slip: schedule.Slip | None
    overrun: schedule.Overrun
    late_days: int
    overdue: bool
    due_soon: bool
    stale: bool
    rescheduled: bool
    progress: Progress | None
    last_stated: date

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
        return own + ((Field.VALUE,) if self.metric and self.metric.conflicts else ())

    @property
    def conflicts(self) -> int:
        """How many live statements cannot be true with those shown."""
        found = [*self.fields.values(), *([self.metric] if self.metric else [])]
        return sum(len(one.conflicts) for one in found)

    @property
    def calendar_clash(self) -> bool:
        """Whether somebody names the target's calendar year for its fiscal year or back."""
        target = self.fields.get(Field.TARGET)
        return target is not None and bool(target.calendar_clashes)


def milestone_state(
    statements: Mapping[Field, Sequence[Statement]],
    as_of: date,
    *,
    metric: Sequence[Statement] = (),
    gates_met: Iterable[bool] = (),
) -> MilestoneState | None:
    """Fold a milestone's live statements as of a day; None when nothing was said by then.

    `metric` holds the statements of its threshold metric, `gates_met` one truth per gate.
    """
    fields = _resolved(statements, as_of)
    if not fields:
        return None
    value = resolve(metric, as_of)
    met_by = _met_by(fields, metric, as_of)
    met_on = met_by.became_so if met_by else None
    reached = met_by is not None and Field.THRESHOLD in fields
    status, basis = _status(fields, statements, as_of, met_by_metric=reached)
    target = _period(fields.get(Field.TARGET))
    baseline = _first_promise(statements.get(Field.TARGET, ()), as_of)
    last_stated = max(s.day for s in chain(metric, *statements.values()) if s.day <= as_of)
    current = _period(fields.get(Field.BASELINE)) or baseline
    late = schedule.late_days(target, as_of) if target and not status.ends else 0
    now, late_on = met_on or target, (as_of if late else None)
    return MilestoneState(
        status=status,
        status_basis=basis,
        fields=fields,
        metric=value,
        baseline=baseline,
        current_baseline=current,
        target=target,
        met_by=met_by,
        slip=_slip(baseline, now),
        current_slip=_slip(current, now),
        overrun=schedule.overrun(baseline, current, now, late_on),
        late_days=late,
        overdue=late > 0,
        due_soon=not status.ends and target is not None and schedule.is_due_soon(target, as_of),
        stale=not status.ends and schedule.is_stale(last_stated, as_of),
        rescheduled=bool(baseline and target and schedule.is_rescheduled(baseline, target)),
        progress=_progress(fields, value, status, list(gates_met)),
        last_stated=last_stated,
    )


def _slip(baseline: Period | None, now: Period | None) -> schedule.Slip | None:
    return schedule.slip(baseline, now) if baseline and now else None


def _first_promise(targets: Sequence[Statement], as_of: date) -> Period | None:
    first = schedule.original_baseline(targets, as_of)
    return first.value if first and isinstance(first.value, Period) else None


def _resolved(
    statements: Mapping[Field, Sequence[Statement]], as_of: date
) -> dict[Field, Resolution]:
    found = ((field, resolve(said, as_of)) for field, said in statements.items())
    return {field: one for field, one in found if one is not None}


def first_reached(
    metric: Sequence[Statement], threshold: Quantity, as_of: date
) -> Statement | None:
    """Return the first shown value of a metric that reaches the figure a threshold names."""
    # Only what a day's resolution looks at is handed to it, so that a long lane stays linear.
    recent: dict[Tier, deque[Statement]] = {tier: deque(maxlen=LOOK_BACK) for tier in Tier}
    known = sorted((s for s in metric if s.day <= as_of), key=lambda s: s.order)
    for day, said_then in groupby(known, key=lambda s: s.day):
        for statement in said_then:
            recent[statement.tier].append(statement)
        looked_at = list(chain.from_iterable(recent.values()))
        if any(_reaches(s, threshold) for s in looked_at):
            found = resolve(looked_at, day)
            if found is not None and _reaches(found.shown, threshold):
                return found.shown
    return None


def _reaches(said: Statement, threshold: Quantity) -> bool:
    """Whether the figure that is said is the threshold's or more."""
    value = figure_of(said)
    if value is None or threshold.figure is None or not _proves(value):
        return False
    return value.unit == threshold.unit and (value.figure or 0) >= threshold.figure


def _proves(value: Quantity) -> bool:
    """Whether something is there for certain: a ceiling may be nothing."""
    return value.low_bound is not None


def _met_by(
    fields: Mapping[Field, Resolution], metric: Sequence[Statement], as_of: date
) -> Statement | None:
    threshold = fields.get(Field.THRESHOLD)
    if threshold is not None and isinstance(threshold.shown.value, Quantity):
        return first_reached(metric, threshold.shown.value, as_of)
    status = fields.get(Field.STATUS)
    return status.shown if status and status.shown.value is Status.MET else None


def _status(
    fields: Mapping[Field, Resolution],
    statements: Mapping[Field, Sequence[Statement]],
    as_of: date,
    *,
    met_by_metric: bool,
) -> tuple[Status, StatusBasis]:
    """A threshold's metric decides whether the milestone is met, whatever was typed.

    A "met" that the metric does not bear out is passed over: what was stated beside it stands.
    """
    if met_by_metric:
        return Status.MET, StatusBasis.METRIC
    found = fields.get(Field.STATUS)
    if found is None:
        return Status.SCHEDULED, StatusBasis.DERIVED
    if found.shown.value is Status.MET and Field.THRESHOLD in fields:
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
    gates_met: list[bool],
) -> Progress | None:
    counted = _metric_progress(metric, fields.get(Field.THRESHOLD))
    if counted is not None:
        return counted
    if status is Status.MET:
        return Progress(ProgressBasis.MET, 100)
    stated = fields.get(Field.PROGRESS)
    value = shown_figure(stated)
    if stated and value:
        percent = _percent(value.figure or 0, PPM)
        return Progress(ProgressBasis.STATED, percent, stated=stated.shown)
    if gates_met:
        done = sum(gates_met)
        percent = _percent(done, len(gates_met))
        return Progress(ProgressBasis.GATES, percent, done, len(gates_met))
    return None


def _percent(part: int, whole: int) -> int:
    """Rounded half up, but never 100 before the whole is reached."""
    rounded = (part * 200 + whole) // (whole * 2)
    return min(rounded, 99) if part < whole else rounded


def _metric_progress(metric: Resolution | None, threshold: Resolution | None) -> Progress | None:
    said, asked = shown_figure(metric), shown_figure(threshold)
    if said is None or asked is None or not asked.figure or not _proves(said):
        return None
    return Progress(ProgressBasis.METRIC, _percent(said.figure or 0, asked.figure), said, asked)


def _period(found: Resolution | None) -> Period | None:
    return found.shown.value if found and isinstance(found.shown.value, Period) else None
