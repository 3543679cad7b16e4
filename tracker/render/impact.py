"""What waits for a milestone: on a terminal, as JSON and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.quantity_format import Units, amount
from tracker.render import encode, words
from tracker.render.cells import Canvas, joined, styled
from tracker.render.columns import Column, table
from tracker.render.layout import heading
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.domain.impact import Waiting, WaitingMoney
    from tracker.render.layout import Layout
    from tracker.reports.impact import ImpactReport


def as_text(report: ImpactReport, layout: Layout) -> list[Text]:
    """Write what would begin too early, what waits besides, and the money that hangs on it."""
    canvas = layout.canvas
    found = report.impact
    head = heading(canvas, report.project, report.clocks, f"what waits for {found.milestone.slug}")
    lines = [*head, *(line for line in canvas.wrapped(_until(report), canvas.width))]
    if found.over:
        return lines
    if found.waiting:
        waiting = sorted(found.waiting, key=lambda one: (one.ended, not one.affected))
        columns: list[Column[Waiting]] = [
            Column(title="WAITING", cell=lambda one: styled(f"  {one.milestone.slug}")),
            Column(title="window", cell=lambda one: styled(_window(one))),
            Column(title="", cell=_verdict),
            Column(title="gate", cell=lambda one: styled(one.through), priority=1),
            Column(title="", cell=lambda one: styled(one.milestone.title, "faint"), priority=2),
        ]
        lines += [styled(""), *table(canvas, columns, waiting, gap=2)]
    else:
        lines.append(styled("No milestone waits for it."))
    return [*lines, *_money(canvas, report)]


def as_data(report: ImpactReport) -> dict[str, Any]:
    """Return the JSON form; `overlap_days` is null where a window has no such end."""
    found = report.impact
    return {
        "milestone": found.milestone.slug,
        "project": report.project.slug,
        "status": found.state.status.value if found.state else None,
        "present_target": encode.period(found.state.target) if found.state else None,
        "target": encode.period(found.target),
        "target_supposed": report.asked,
        "waiting": [
            {
                "slug": one.milestone.slug,
                "title": one.milestone.title,
                "gate": one.through,
                "status": one.state.status.value if one.state else None,
                "target": encode.period(one.state.target) if one.state else None,
                "affected": one.affected,
                "overlap_days": one.days,
            }
            for one in found.waiting
        ],
        "money": [
            {
                "slug": one.tranche.slug,
                "title": one.tranche.title,
                "gate": one.gate,
                "instrument": one.tranche.instrument.value,
                "stage": one.furthest[0].value if one.furthest else None,
                "amount": encode.quantity(one.furthest[1]) if one.furthest else None,
                "in_total": one.tranche.instrument.is_cash,
            }
            for one in found.money
        ],
    }


def sheets(report: ImpactReport, units: Units = Units.BN) -> list[Sheet]:
    """Return what waits as a table, milestones and money alike."""
    rows = [
        (
            "milestone",
            one.milestone.slug,
            one.through,
            _window(one),
            _verdict(one).plain,
            one.milestone.title,
        )
        for one in report.impact.waiting
    ]
    rows += [
        ("tranche", one.tranche.slug, one.gate, "", _amount(one, units), one.tranche.title)
        for one in report.impact.money
    ]
    columns = ("kind", "waiting", "gate", "window", "what", "title")
    return [Sheet(f"Waiting for {report.impact.milestone.slug}", columns, tuple(rows))]


def _until(report: ImpactReport) -> str:
    """Say by which window it is looked at, and whether that is only supposed."""
    found = report.impact
    now = found.state.target if found.state else None
    if found.over and found.state:
        return f"It is {found.state.word} already; nothing waits for it any more."
    if found.target is None:
        return "Nobody stated when it is due; suppose a day: --target PERIOD"
    if report.asked:
        return f"supposed: {words.period(found.target)} instead of {words.period(now)}"
    return f"due {words.period(found.target)}, as stated"


def _window(one: Waiting) -> str:
    return words.period(one.state.target if one.state else None)


def _verdict(one: Waiting) -> Text:
    if one.ended:
        return styled(one.state.word if one.state else "")
    if one.days is None:
        return styled("no windows to compare")
    if one.affected:
        return styled(f"opens {words.stretch(one.days)} too early", "warning")
    return styled("not touched")


def _money(canvas: Canvas, report: ImpactReport) -> list[Text]:
    if not report.impact.money:
        return [styled("No money hangs on it.")]
    symbol = not canvas.ascii
    columns: list[Column[WaitingMoney]] = [
        Column(title="MONEY", cell=lambda one: styled(f"  {one.tranche.slug}")),
        Column(title="", cell=lambda one: styled(_amount(one, canvas.units, symbol=symbol))),
        Column(title="gate", cell=lambda one: styled(one.gate), priority=1),
        Column(title="", cell=lambda one: styled(one.tranche.title, "faint"), priority=2),
    ]
    return [joined(""), *table(canvas, columns, report.impact.money, gap=2)]


def _amount(one: WaitingMoney, units: Units, *, symbol: bool = True) -> str:
    if one.furthest is None:
        return words.UNSTATED
    stage, level = one.furthest
    return f"{amount(level, units, symbol=symbol)} {stage.word}, {one.tranche.instrument.value}"
