"""What asks for a human eye: one line for each kind of it, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tracker.domain.checks import OFF_TRACK, WORDS
from tracker.domain.checks.finding import Severity
from tracker.domain.checks.money import unpaid_total
from tracker.domain.checks.status import DANGER, LOST
from tracker.domain.checks.values import disputed
from tracker.domain.vocabulary import Status
from tracker.render.canvas import Canvas, styled
from tracker.render.columns import Column, table
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.domain.checks.finding import Finding
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.reports.status import StatusReport

MORE = "tracker check"
OTHER_SIGN = "-"
MEANINGS = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.INFO: "plain"}
_GAP = 2

Forms = list[str]
"""Ways to say one thing, the longest first."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Everything of one kind, the most pressing first; at least one."""

    kind: str
    found: Sequence[Finding]

    @property
    def label(self) -> str:
        """Its kind in a word of the page."""
        if self.kind == "power-of-ten":
            factors = {one.proof for one in self.found}
            return f"x{factors.pop()[1:]}" if len(factors) == 1 else "x10^n"
        return WORDS.get(self.kind, self.kind)


def _kind(found: Finding) -> str:
    """Return under which kind one thing is told: what is off track is more than at risk."""
    in_danger = found.kind == DANGER.name
    return OFF_TRACK if in_danger and found.proof == Status.OFF_TRACK else found.kind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the section; those that go on with a text have no sign."""

    sign: Text
    label: Text
    text: Text


_COLUMNS: list[Column[Line]] = [
    Column(cell=lambda line: line.sign),
    Column(cell=lambda line: line.label),
    Column(cell=lambda line: line.text, flexible=True),
]


def attention(
    canvas: Canvas, report: StatusReport, *, most: int | None = None, every: bool
) -> list[Text]:
    """Say what asks for an eye; `every` gives each single thing a line. Empty when nothing does.

    At most so many kinds are told, all for None.
    """
    lines = _lines(canvas, report, every=every)
    if not lines:
        return []
    left = 0 if most is None or every else len(lines) - most
    lines = lines[:-left] if left > 0 else lines
    more = f"{left} more kinds: {MORE}" if left > 0 else MORE
    command = styled("" if every else more, "faint")
    heading = canvas.spread(styled("ATTENTION", "heading"), command)
    return [*heading, *lines]


def alarms_told(canvas: Canvas, report: StatusReport) -> list[Text]:
    """Give each kind of it a line, the weightiest first."""
    return _lines(canvas, report, every=False)


def _lines(canvas: Canvas, report: StatusReport, *, every: bool) -> list[Text]:
    alarms = _alarms(report.attention, every=every)
    if not alarms:
        return []
    label_width = max(len(alarm.label) for alarm in alarms)
    sign_width = max(_sign(canvas, alarm).cell_len for alarm in alarms)
    room = canvas.width - sign_width - label_width - 2 * _GAP
    lines = []
    for alarm in alarms:
        first, *more = (
            canvas.wrapped(alarm.found[0].told(canvas.units), room)
            if every
            else [_fitting(canvas, _forms(canvas, alarm, report, room), room)]
        )
        lines.append(Line(_sign(canvas, alarm), styled(alarm.label), first))
        lines += [Line(styled(""), styled(""), text) for text in more]
    return table(canvas, _COLUMNS, lines, gap=_GAP)


def _alarms(found: Sequence[Finding], *, every: bool) -> list[Alarm]:
    found = sorted(found, key=lambda one: one.severity.rank)  # as check orders them
    if every:
        return [Alarm(_kind(one), [one]) for one in found]
    kinds: dict[str, list[Finding]] = {}
    for one in found:
        kinds.setdefault(_kind(one), []).append(one)
    return [Alarm(kind, group) for kind, group in kinds.items()]


def _sign(canvas: Canvas, alarm: Alarm) -> Text:
    """A sign of what it is about, in the colour of how sure it is that something is wrong."""
    signs = {
        "overdue": canvas.signs.overdue,
        "in-danger": canvas.signs.overdue,
        OFF_TRACK: canvas.signs.overdue,
        LOST.name: canvas.signs.of(Status.CANCELLED),
        "conversion": canvas.signs.conflict,
        "power-of-ten": canvas.signs.conflict,
        "conflict": canvas.signs.conflict,
        "calendar": canvas.signs.clash,
        "unpaid": "?",
    }
    return styled(f"  {signs.get(alarm.kind, OTHER_SIGN)}", MEANINGS[alarm.found[0].severity])


def _fitting(canvas: Canvas, forms: Forms, room: int) -> Text:
    """Take the first form that fits, else cut the last one between two words."""
    fits = canvas.first_that_fits(forms, room)
    return canvas.prose(forms[-1], room) if fits is None else styled(fits)


def _forms(canvas: Canvas, alarm: Alarm, report: StatusReport, room: int) -> Forms:
    """Say everything of one kind in one line."""
    states = {row.milestone.slug: row.state for row in report.milestones}
    ways: dict[str, Callable[[], Forms]] = {
        "overdue": partial(_overdue, canvas, alarm.found, states, room),
        "power-of-ten": partial(_disputed, canvas, alarm.found, room, by=" for "),
        "conflict": partial(_disputed, canvas, disputed(alarm.found), room, by=" or "),
        "unpaid": partial(_unpaid, canvas, alarm.found, report),
        "stale": partial(_stale, alarm.found, states),
    }
    return ways.get(alarm.kind, partial(_first, canvas, alarm.found))()


def _first(canvas: Canvas, found: Sequence[Finding]) -> Forms:
    """Tell the first in full, and count the others."""
    return [found[0].told(canvas.units) + (f", +{len(found) - 1}" if len(found) > 1 else "")]


def _overdue(
    canvas: Canvas, found: Sequence[Finding], states: dict[str, MilestoneState], room: int
) -> Forms:
    due = [f"{one.subject} {words.period(states[one.subject].target)}" for one in found]
    if len(found) > 1:
        return [canvas.listing(due, room)]
    return [*_first(canvas, found), f"{due[0]}, {words.slip(states[found[0].subject])}"]


def _disputed(canvas: Canvas, found: Sequence[Finding], room: int, *, by: str) -> Forms:
    """Name as many disputes as there is room for, what is said beside what is shown."""
    told = []
    for one in found:
        said, shown = (words.value(value, canvas.units) for value in one.values[:2])
        told.append(f"{one.subject} {said}{by}{shown}")
    if len(found) == 1:
        return [found[0].told(canvas.units), told[0]]
    lead = f"{len(found)}: "
    return [lead + canvas.listing(told, room - len(lead))]


def _unpaid(canvas: Canvas, found: Sequence[Finding], report: StatusReport) -> Forms:
    whole = unpaid_total(found)
    if len(found) == 1 or whole is None:
        return _first(canvas, found)
    scale = MoneyScale.of([whole.high], report.project.currency, canvas.units)
    money = scale.amount(whole) + scale.tail
    return [
        f"no source says what was paid of the {money} of {len(found)} tranches",
        f"nobody says what was paid of {money}",
        f"of {money} nobody says it",
    ]


def _stale(found: Sequence[Finding], states: dict[str, MilestoneState]) -> Forms:
    running = sum(not state.status.ends for state in states.values())
    since = words.month(max(states[one.subject].last_stated for one in found))
    return [
        f"{len(found)} of {running} open milestones, their best sources silent since {since}",
        f"{len(found)} of {running} open milestones: best sources silent since {since}",
        f"{len(found)} of {running} open ones silent since {since}",
    ]
