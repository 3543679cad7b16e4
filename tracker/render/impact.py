"""What waits for a milestone, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.quantities.format import amount
from tracker.render.canvas import Canvas, heading, joined, styled
from tracker.render.columns import Column, table
from tracker.render.telling import words

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.domain.milestones.impact import Waiting, WaitingMoney
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.reports.impact import ImpactReport


def as_text(report: ImpactReport, layout: Layout) -> list[Text]:
    """Write what would begin too early, what waits besides, and the money that hangs on it."""
    canvas = layout.canvas
    found = report.impact
    head = heading(canvas, report.project, report.clocks, f"what waits for {found.milestone.slug}")
    lines = [*head, *canvas.indented(_until(report))]
    if found.over and not found.waiting and not found.money:
        return lines
    if found.waiting:
        waiting = sorted(found.waiting, key=lambda one: (one.ended, not one.affected))
        columns: list[Column[Waiting]] = [
            Column(title="WAITING", cell=lambda one: f"  {one.milestone.slug}"),
            Column(
                title="window",
                cell=lambda one: words.period(one.state.target if one.state else None),
            ),
            Column(cell=lambda one: _outlook(one, lost=found.over)),
            Column(title="gate", cell=lambda one: one.through, priority=1),
            Column(
                cell=lambda one: words.title(one.milestone, canvas.language),
                style="faint",
                priority=2,
            ),
        ]
        lines += [styled(""), *table(canvas, columns, waiting, gap=2)]
    else:
        lines.append(styled("No milestone waits for it."))
    return [*lines, *_money(canvas, report)]


NO_DATE = "Nobody stated when it is due"


def _until(report: ImpactReport) -> str:
    """Say by which window it is looked at, and whether that is only supposed."""
    found = report.impact
    now = found.state.target if found.state else None
    if found.over and found.state:
        on_it = found.waiting or found.money
        rest = "what waits for it waits in vain" if on_it else "nothing waits for it any more"
        return f"It is {found.state.word} already; {rest}."
    if found.target is None:
        lost = found.state.withdrawn if found.state else None
        why = f"Its date {words.period(lost)} was withdrawn" if lost else NO_DATE
        return f"{why}; suppose a day: --target PERIOD"
    slip = f", a slip of {words.span(found.slip)}" if found.slip and found.slip.late else ""
    if report.asked:
        return f"supposed: {words.period(found.target)} instead of {words.period(now)}{slip}"
    if found.late:
        return f"due {words.period(now)}; supposed: done this day, {found.target.text}{slip}"
    return f"due {words.period(found.target)}, as stated"


def _outlook(one: Waiting, *, lost: bool) -> Text:
    if one.ended:
        return styled(one.state.word if one.state else "")
    if lost:
        return styled("will not come so", "warning")
    if one.days is None:
        taken_back = one.state is not None and one.state.withdrawn is not None
        return styled("its date was withdrawn" if taken_back else "no windows to compare")
    if one.affected:
        return styled(f"opens {words.stretch(one.days)} too early", "warning")
    return styled(f"{words.stretch(one.spare or 0)} to spare")


def _money(canvas: Canvas, report: ImpactReport) -> list[Text]:
    if not report.impact.money:
        return [styled("No money hangs on it.")]
    symbol = not canvas.ascii
    columns: list[Column[WaitingMoney]] = [
        Column(title="MONEY", cell=lambda one: f"  {one.tranche.slug}"),
        Column(cell=lambda one: _amount(one, canvas.units, symbol=symbol)),
        Column(title="gate", cell=lambda one: one.gate, priority=1),
        Column(
            cell=lambda one: words.title(one.tranche, canvas.language), style="faint", priority=2
        ),
    ]
    return [joined(""), *table(canvas, columns, report.impact.money, gap=2)]


def _amount(one: WaitingMoney, units: Units, *, symbol: bool) -> str:
    if one.furthest is None:
        return words.UNSTATED
    stage, level = one.furthest
    return f"{amount(level, units, symbol=symbol)} {stage.word}, {one.tranche.instrument.value}"
