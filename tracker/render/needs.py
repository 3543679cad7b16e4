"""What a milestone needs, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.status import WILL_NOT_BE
from tracker.domain.shown.explain import Relation, voices
from tracker.domain.vocabulary import Field, Status
from tracker.render.canvas import hanging, heading, joined, styled
from tracker.render.columns import Column, table
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.needs import Needed, Needs
    from tracker.render.canvas import Canvas, Layout
    from tracker.reports.needs import NeedsReport

LEAST_TITLE = 24
GAP = "  "


def as_text(report: NeedsReport, layout: Layout) -> list[Text]:
    """Write by when all has to be done, then a line for each gate, the most pressing first."""
    canvas, found = layout.canvas, report.needs
    head = heading(canvas, report.project, report.clocks, f"what {found.milestone.slug} needs")
    lines = [*head, *canvas.indented(_until(report))]
    if not found.needed:
        return [*lines, styled("No milestone gates it.")]
    lines += canvas.indented(_counted(found))
    lines += [styled(""), *table(canvas, _columns(canvas, found), found.needed, gap=2)]
    return [*lines, *_witnesses(found, layout)]


def _until(report: NeedsReport) -> str:
    """Say when the milestone is due, and by which day all it needs has to be done."""
    found, as_of = report.needs, report.clocks.as_of
    state = found.state
    if state is not None and state.status.ends and not report.asked:
        return f"It is {state.word} already{f', on {state.met_on.text}' if state.met_on else ''}."
    target = state.target if state else None
    if found.last_day is None:
        return "Nobody stated when it is due; suppose a day: --by DAY"
    left = (found.last_day - as_of).days
    when = f"{words.days(abs(left))} {'from now' if left >= 0 else 'ago'}"
    if report.asked:
        return f"supposed: needed by {found.last_day}, {when}; it is due {words.period(target)}"
    return f"due {words.period(target)}, as stated: needed by {found.last_day}, {when}"


def _counted(found: Needs) -> str:
    """Count the gates: how many are not met yet, of these late, or in doubt."""
    states = [one.state for one in found.open]
    late = sum(1 for state in states if state and state.overdue)
    unsure = sum(1 for state in states if state is None or state.conflicting)
    told = f"{len(found.open)} of {len(found.needed)} gates are not met yet"
    told += f": {late} overdue, {unsure} disputed or unstated" if found.open else ""
    lost = sum(1 for one in found.needed if one.state and one.state.status in WILL_NOT_BE)
    return f"{told}; {lost} will not be met" if lost else told


def _columns(canvas: Canvas, found: Needs) -> list[Column[Needed]]:
    """What is in time stays to the last, then the window, then the titles."""
    title: Column[Needed] = Column(
        title="title",
        cell=lambda one: words.title(one.milestone, canvas.language),
        style="faint",
        flexible=True,
        floor=LEAST_TITLE,
        priority=3,
    )
    through: Column[Needed] = Column(
        title="needed by",
        cell=lambda one: one.by if one.by != found.milestone.slug else "",
        priority=5,
    )
    left: Column[Needed] = Column(title="in time", cell=_left)
    deep = any(one.by != found.milestone.slug for one in found.needed)
    return [
        Column(title="NEEDED", cell=lambda one: _name(canvas, one)),
        title,
        Column(title="status", cell=lambda one: _status(canvas, one), priority=4),
        Column(title="now", cell=lambda one: _window(canvas, one), priority=2),
        Column(title="in time", cell=_outlook, priority=1, shorter=left),
        *([through] if deep else []),
    ]


def _name(canvas: Canvas, one: Needed) -> Text:
    signs, state = canvas.signs, one.state
    overdue = state is not None and state.overdue
    sign = signs.overdue if overdue else signs.of(state.status if state else Status.UNSTATED)
    meaning = "bad" if overdue else "good" if state and state.status is Status.MET else "plain"
    return joined(styled(sign, meaning), f" {one.milestone.slug}")


def _status(canvas: Canvas, one: Needed) -> Text:
    if one.state is None:
        return styled(words.UNSTATED)
    text = styled(one.state.word, "bad" if one.state.overdue else "plain")
    return _marked(canvas, text, one, Field.STATUS)


def _window(canvas: Canvas, one: Needed) -> Text:
    if one.state is None:
        return styled(words.NOTHING)
    text = styled(words.now(one.state))
    if one.ended:
        return text
    clash = styled(canvas.signs.clash if one.state.calendar_clash else "", "warning")
    return joined(_marked(canvas, text, one, Field.TARGET), clash)


def _marked(canvas: Canvas, text: Text, one: Needed, field: Field) -> Text:
    conflict = one.state is not None and field in one.state.conflicting
    return joined(text, styled(canvas.signs.conflict, "bad")) if conflict else text


def _outlook(one: Needed) -> Text:
    """How it stands to its own day and to the last one: `late 12mo, 10mo left`."""
    late = f"late {words.stretch(one.state.late_days)}, " if one.state and one.state.overdue else ""
    return joined(styled(late, "warning"), _left(one))


def _left(one: Needed) -> Text:
    """How it stands to the last day: `10mo left`, `up to 3mo too late`, `done`."""
    if one.state is None or (one.spare is None and not one.ended):
        return styled("no day to compare", "warning")
    if one.ended:
        met = one.state.status is Status.MET
        return styled("done") if met else styled("will not be met", "bad")
    spare = one.spare or 0
    if spare < 0:
        return styled(f"{'up to ' if one.fits else ''}{words.stretch(-spare)} too late", "bad")
    return styled(f"{words.stretch(spare)} left", "warning" if one.state.overdue else "plain")


def _witnesses(found: Needs, layout: Layout) -> Iterator[Text]:
    """Tell of each gate that is open who gave its window, and who another one."""
    told = [(one, said) for one in found.open if one.state and (said := _said(one.state))]
    if told:
        yield styled("")
        yield styled("WHO SAYS SO", "heading")
    width = max((len(one.milestone.slug) for one, _ in told), default=0) + len(GAP)
    for one, said in told:
        line = styled(layout.signs.drawn(f"  {one.milestone.slug:<{width}}{said}"))
        yield from hanging(line, layout.width, len(GAP) + width)


def _said(state: MilestoneState) -> str:
    target = state.fields.get(Field.TARGET)
    if target is None:
        return ""
    run = target.run[0]
    by = [f"{words.value(run.value)}  {run.speaker} ({words.tier(run)}), {run.stated_on.text}"]
    against = voices((Relation.CONFLICTS, said) for said in target.conflicts)
    by += [
        f"against it {words.value(one.first.value)} by {one.first.speaker}"
        f" ({words.tier(one.first)})"
        for one in against
    ]
    return "; ".join(by)
