"""The register of holders on a terminal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tracker.render.canvas.cells import Canvas, joined, styled
from tracker.render.canvas.columns import Column, table
from tracker.render.canvas.layout import heading
from tracker.render.money.money import told_by
from tracker.render.money.owners_words import (
    expected_text,
    invested_text,
    part_text,
    said_text,
    scale_of,
    share_text,
    summary,
    votes_text,
)
from tracker.render.money.reconcile import reconciliation_lines
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.holdings import RegisteredHolding
    from tracker.render.canvas.layout import Layout
    from tracker.render.telling.words import MoneyScale
    from tracker.reports.owners import OwnersReport


def as_text(report: OwnersReport, layout: Layout) -> list[Text]:
    """Write the counts, every holding, what stays undisclosed and the state's steps."""
    canvas = layout.canvas
    scale = scale_of(report, layout.units)
    unit = scale.name(ascii_only=layout.ascii)
    head = heading(canvas, report.project, report.clocks, f"owners, in {unit}")
    if not report.register.holdings:
        return [*head, styled("No holding is stated."), *_expected(canvas, report, scale)]
    return [
        *head,
        styled(""),
        *_prose(canvas, summary(report, scale)),
        styled(""),
        *_holders(canvas, report, scale),
        *_expected(canvas, report, scale),
        *_steps(canvas, report),
        *reconciliation_lines(
            canvas, report.reconciled, "REPORTED COUNTS beside those of this list"
        ),
    ]


def _prose(canvas: Canvas, said: Iterator[tuple[str, str]]) -> list[Text]:
    lines = []
    for name, text in said:
        first, *more = canvas.wrapped(text, canvas.width - 16)
        lines += [joined(f"{name:<16}", first), *(joined(" " * 16, line) for line in more)]
    return [canvas.fit(line) for line in lines]


def _holders(canvas: Canvas, report: OwnersReport, scale: MoneyScale) -> list[Text]:
    columns: list[Column[RegisteredHolding]] = [
        Column(title="HOLDER", cell=_holder, flexible=True),
        Column(title="part", cell=lambda one: styled(part_text(one)), priority=2),
        Column(title="invested", cell=partial(_cell, canvas, scale), right=True),
        Column(title="of capital", cell=lambda one: styled(share_text(one.share)), right=True),
        Column(
            title="votes", cell=lambda one: styled(canvas.signs.drawn(votes_text(one))), right=True
        ),
        Column(title="said", cell=lambda one: styled(said_text(one), "faint"), priority=3),
        Column(
            title="",
            cell=lambda one: styled(one.state.holding.organization.name, "faint"),
            priority=4,
        ),
    ]
    note = "* derived: invested as part of all equity stated as paid; votes only as stated"
    lines = table(canvas, columns, report.register.holdings, gap=2)
    return [*lines, *(styled(one.plain, "faint") for one in canvas.wrapped(note, canvas.width))]


def _expected(canvas: Canvas, report: OwnersReport, scale: MoneyScale) -> list[Text]:
    """List who is said to be going to invest, apart from the holders."""
    lines: list[Text] = []
    for state in report.register.expected:
        if state.expected is not None:
            told = canvas.signs.drawn(expected_text(state, scale))
            lines += told_by(canvas, f"{state.holding.slug}  {told}", state.expected.shown)
    title = "EXPECTED to invest, in no count and no sum"
    return [styled(""), canvas.fit(styled(title, "heading")), *lines] if lines else []


def _steps(canvas: Canvas, report: OwnersReport) -> list[Text]:
    """List the stated shares of the state, each in its scope; which are only planned says so."""
    if not report.steps:
        return []
    title = "THE STATE'S SHARE, as stated step by step"
    lines = [styled(""), canvas.fit(styled(title, "heading"))]
    for row in report.steps:
        nature = f" ({row.metric.nature.value})"
        left = f"{row.metric.slug}  {canvas.signs.drawn(words.shown(row.found))}{nature}"
        lines += told_by(canvas, left, row.found.shown)
        lines += [joined("    ", one) for one in canvas.wrapped(row.metric.scope, canvas.width - 4)]
    return lines


def _holder(one: RegisteredHolding) -> Text:
    return styled(f"  {one.state.holding.slug}")


def _cell(canvas: Canvas, scale: MoneyScale, one: RegisteredHolding) -> Text:
    return styled(canvas.signs.drawn(invested_text(one, scale)))
