"""Rules about how a milestone fares: its status, its gates, its progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.endings import count_alone
from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity
from tracker.domain.milestones.milestone import StatusBasis
from tracker.domain.periods.period import Period
from tracker.domain.shown.resolve import shown_figure
from tracker.domain.shown.verdict import agree
from tracker.domain.vocabulary import Field, MetricNature, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.definitions.subject import Metric
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


IN_DANGER = frozenset({Status.AT_RISK, Status.OFF_TRACK})
FAILED = frozenset({Status.NOT_MET, Status.CANCELLED, Status.OFF_TRACK})
WILL_NOT_BE = frozenset({Status.NOT_MET, Status.CANCELLED})


def _against_metric(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        typed, asked = state.fields.get(Field.STATUS), state.asked
        if typed is None or asked is None or not _is_against(typed.shown, state):
            continue
        value = state.metric.shown if state.metric else None
        reached: tuple[Value, ...] = (value.value,) if value else ("no figure",)
        yield Evidence(
            subject=slug,
            statements=(typed.shown, asked.shown, *([value] if value else [])),
            parts=(
                f"{typed.shown.speaker} says {typed.shown.text}, but the count is ",
                *reached,
                " of ",
                asked.shown.value,
            ),
            proof=f"{value.text if value else 'nothing'} of {asked.shown.text}",
        )


def _is_against(typed: Statement, state: MilestoneState) -> bool:
    """Whether "met" was typed and the count denies it, or a failure after the count reached it."""
    if typed.value is Status.MET:
        counted = state.status_basis is StatusBasis.METRIC and state.status is Status.MET
        return not counted and not _may_be_reached(state)
    met = state.met_on.latest if state.met_on else None
    return typed.value in FAILED and met is not None and met <= typed.day


def _may_be_reached(state: MilestoneState) -> bool:
    """Whether the count is a range that the threshold lies within, or lesser witnesses reach it."""
    if count_alone(state) is not None:
        return True
    value, asked = shown_figure(state.metric), shown_figure(state.asked)
    if value is None or value.high is None or asked is None or asked.figure is None:
        return False
    return value.unit == asked.unit and value.high >= asked.figure


def _in_danger(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        if state.status in IN_DANGER:
            said = state.fields[Field.STATUS].shown
            yield Evidence(
                subject=slug,
                statements=(said,),
                parts=(f"{said.text}, says {said.speaker}",),
                proof=said.text,
            )


def _in_vain(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.open_milestones():
        if slug not in project.milestones:
            continue
        gates = ((gate, project.states.get(gate)) for gate in project.milestones[slug].gates)
        lost = [(gate, one) for gate, one in gates if one and one.status in WILL_NOT_BE]
        if not lost:
            continue
        aim = state.fields.get(Field.TARGET)
        when = f", due {aim.shown.text}," if aim else ""
        yield Evidence(
            subject=slug,
            statements=(
                *([aim.shown] if aim else []),
                *(said for _, one in lost for said in _decisive(one)),
            ),
            parts=(
                f"{state.word}{when} though what must come first will not: "
                + ", ".join(f"{gate} ({one.word})" for gate, one in lost),
            ),
            proof=f"{lost[0][0]}: {lost[0][1].word}",
        )


def _before_gates(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.states.items():
        if state.status is not Status.MET or slug not in project.milestones:
            continue
        gates = ((gate, project.states.get(gate)) for gate in project.milestones[slug].gates)
        late = [(gate, one) for gate, one in gates if one and _is_later(one, state)]
        if not late:
            continue
        named = ", ".join(f"{gate} ({_fares(one)})" for gate, one in late)
        when = state.met_on.text if state.met_on else "met"
        yield Evidence(
            subject=slug,
            statements=(
                *_decisive(state),
                *(said for _, one in late for said in _decisive(one)),
            ),
            parts=(f"met {when}, before what must come first: {named}",),
            proof=f"{when} < {_fares(late[0][1])}",
        )


def _is_later(gate: MilestoneState, state: MilestoneState) -> bool:
    """Whether a gate is still open, was missed, or was met on a later day; one called off is not.

    Two days may be the same one in two time zones, and vague days may be in order.
    """
    if gate.status is not Status.MET:
        return gate.status is not Status.CANCELLED
    if gate.met_on is None or state.met_on is None:
        return False
    return state.met_on.is_before(gate.met_on)


def _fares(state: MilestoneState) -> str:
    when = f" {state.met_on.text}" if state.met_on else ""
    return f"{state.word}{when}"


def _decisive(state: MilestoneState) -> list[Statement]:
    """The statements that a milestone's status rests on."""
    found = state.metric if state.status_basis is StatusBasis.METRIC else None
    found = found or state.fields.get(Field.STATUS) or state.fields.get(Field.TARGET)
    return [found.shown] if found else []


def _out_of_order(project: ProjectState) -> Iterator[Evidence]:
    for slug, state in project.open_milestones():
        aim = state.fields.get(Field.TARGET)
        if aim is None or slug not in project.milestones:
            continue
        for gate in project.milestones[slug].gates:
            waited_for = _open_target(project, gate)
            if waited_for is not None and _is_over_before(aim.shown, waited_for):
                yield Evidence(
                    subject=slug,
                    statements=(aim.shown, waited_for),
                    parts=(
                        "due ",
                        aim.shown.value,
                        f", but {gate}, which must come first, only ",
                        waited_for.value,
                    ),
                    proof=f"{aim.shown.text} < {waited_for.text}",
                )


def _open_target(project: ProjectState, slug: str) -> Statement | None:
    """What is promised of a milestone that has not ended."""
    state = project.states.get(slug)
    found = state.fields.get(Field.TARGET) if state and not state.status.ends else None
    return found.shown if found else None


def _is_over_before(one: Statement, other: Statement) -> bool:
    """Whether the whole of one window lies before the other, beyond what "about" allows."""
    first, then = one.value, other.value
    return isinstance(first, Period) and isinstance(then, Period) and first.is_before(then)


def _back(project: ProjectState) -> Iterator[Evidence]:
    grows = {slug for slug, metric in project.metrics.items() if _only_grows(metric)}
    counted = {
        milestone.metric for milestone in project.milestones.values() if milestone.metric
    } - grows
    for (slug, field), found in project.resolutions.items():
        rises = field in {Field.PROGRESS, Field.DISBURSED}
        if rises or (field is Field.VALUE and slug in counted):
            yield from _less(found)


def _fell(project: ProjectState) -> Iterator[Evidence]:
    for slug, metric in project.metrics.items():
        found = project.resolutions.get((slug, Field.VALUE))
        if found is not None and _only_grows(metric):
            yield from _less(found)


def _only_grows(metric: Metric) -> bool:
    """Whether it counts what is, and that never becomes less; a plan may be cut."""
    return metric.cumulative and metric.nature is MetricNature.ACTUAL


def _less(found: Resolution) -> Iterator[Evidence]:
    before = _further(found)
    if before is not None:
        yield Evidence(
            subject=found.shown.subject,
            statements=(found.shown, before),
            parts=(
                f"{found.shown.speaker} says ",
                found.shown.value,
                ", without a reason, after ",
                before.value,
                f" of {before.stated_on.text}",
            ),
            proof=f"{found.shown.text} < {before.text}",
        )


def _further(found: Resolution) -> Statement | None:
    """The newest belief that went further, of a witness no worse; None where a reason is given.

    It cannot be true with the one shown, and was not counted on a later day.
    """
    shown = found.shown.figure
    if shown is None or any(said.reason for said in found.run):
        return None
    return next(
        (
            said
            for said in found.earlier
            if said.tier.rank <= found.shown.tier.rank
            and (figure := said.figure) is not None
            and (figure.figure or 0) > (shown.figure or 0)
            and not agree(figure, shown)
            and not _counted_before(found.shown, said)
        ),
        None,
    )


def _counted_before(one: Statement, other: Statement) -> bool:
    """Whether both name the days of which they tell, and the first tells of an earlier one."""
    first, then = one.happened_on, other.happened_on
    return first is not None and then is not None and first.is_before(then)


METRIC = Rule(
    code="S101",
    family="status",
    name="status-metric",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A milestone with a threshold was called met, or off track, not met or cancelled, and the "
        "count that decides it says otherwise; the count is believed."
    ),
    example="met typed where 22 of about 30 are reached.",
    find=_against_metric,
    order=110,
)

GATES = Rule(
    code="S102",
    family="status",
    name="gates",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A milestone is met while one that must come first is open, missed, or was met later; "
        "one that was called off does not count."
    ),
    example="mass production met in 2027-04, its pilot line in 2027-06.",
    find=_before_gates,
    order=140,
)

ORDER = Rule(
    code="S104",
    family="status",
    name="order",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A milestone is promised for days that are over before those begin that are promised for "
        "one that must come first."
    ),
    example="mass production due in 2027, its pilot line only in 2028.",
    find=_out_of_order,
    order=150,
)

BACK = Rule(
    code="S103",
    family="status",
    name="progress-back",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "Progress, the count of a threshold, or what was paid in all is less than what a witness "
        "no worse said before, and no reason is recorded with it."
    ),
    example="80% in October, 65% in December, no reason.",
    find=_back,
    order=160,
)

FELL = Rule(
    code="S107",
    family="status",
    name="fell",
    severity=Severity.WARNING,
    reach=Reach.SERIES,
    explanation=(
        "The level of a metric that only grows is less than what a witness no worse said before, "
        "and no reason is recorded with it."
    ),
    example="32 wafers in all in October, 28 in December, no reason.",
    find=_fell,
    order=170,
)

DANGER = Rule(
    code="S108",
    family="status",
    name="in-danger",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation="A milestone is shown as at-risk or off-track: somebody doubts its date.",
    example="mass production is at-risk, says the ministry.",
    find=_in_danger,
    order=15,
    on_page=True,
)

LOST = Rule(
    code="S109",
    family="status",
    name="gate-lost",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A milestone is still expected while one that must come first was cancelled or not met."
    ),
    example="the ramp due in 2028, its pilot line cancelled.",
    find=_in_vain,
    order=16,
    on_page=True,
)

RULES = (METRIC, GATES, ORDER, BACK, FELL, DANGER, LOST)
