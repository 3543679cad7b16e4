"""The register of holders on a terminal: how they are named, and what is told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.quantities.amount import of_quantity
from tracker.domain.quantities.quantity import LOWER, Quantity
from tracker.domain.reconcile import companies
from tracker.domain.shown.resolve import shown_figure
from tracker.domain.vocabulary import HoldingClass
from tracker.render.canvas import Canvas, heading, styled
from tracker.render.columns import Column, table
from tracker.render.money import told_by
from tracker.render.reconcile import reconciliation_lines
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.holdings import RegisteredHolding
    from tracker.domain.quantities.format import Units
    from tracker.domain.shown.resolve import Resolution
    from tracker.render.canvas import Layout
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
        *(
            canvas.fit(line)
            for name, text in summary(report, scale)
            for line in canvas.labelled(styled(name), text, 16)
        ),
        styled(""),
        *_holders(canvas, report, scale),
        *_expected(canvas, report, scale),
        *_steps(canvas, report),
        *reconciliation_lines(
            canvas, report.reconciled, "REPORTED COUNTS beside those of this list"
        ),
    ]


def _holders(canvas: Canvas, report: OwnersReport, scale: MoneyScale) -> list[Text]:
    drawn = canvas.signs.drawn
    columns: list[Column[RegisteredHolding]] = [
        Column(title="HOLDER", cell=lambda one: f"  {one.state.holding.slug}", flexible=True),
        Column(title="part", cell=part_text, priority=2),
        Column(
            title="invested", cell=lambda one: drawn(_sum(one.state.invested, scale)), right=True
        ),
        Column(
            title="of capital",
            cell=lambda one: words.share(one.share) if one.share else "",
            right=True,
        ),
        Column(title="votes", cell=lambda one: drawn(votes_text(one)), right=True),
        Column(title="said", cell=said_text, style="faint", priority=3),
        Column(
            cell=lambda one: words.title(one.state.holding, canvas.language),
            style="faint",
            priority=4,
        ),
    ]
    notes = ["* derived: invested as part of all equity stated as paid; votes only as stated"]
    if any(
        one.state.invested and words.own(one.state.invested) for one in report.register.holdings
    ):
        notes.append("* behind what was invested: the keeper's own figure, which no source states")
    lines = table(canvas, columns, report.register.holdings, gap=2)
    return [*lines, *(line for note in notes for line in canvas.indented(note, style="faint"))]


def _expected(canvas: Canvas, report: OwnersReport, scale: MoneyScale) -> list[Text]:
    """List who is said to be going to invest, apart from the holders."""
    lines: list[Text] = []
    for state in report.register.expected:
        if state.expected is not None:
            told = canvas.signs.drawn(_sum(state.expected, scale))
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
        lines += told_by(canvas, left, row.found.shown, row.metric.scope)
    return lines


def summary(report: OwnersReport, scale: MoneyScale) -> Iterator[tuple[str, str]]:
    """Yield what is counted with what each count includes."""
    register, owners = report.register, report.owners
    counts = register.counts
    yield "companies", f"{counts.companies}, holders of common shares without the state"
    state = ", ".join(one.holding.slug for one in owners.state)
    if state:
        golden = "; the state's golden share is not counted" if owners.golden_share else ""
        yield "with the state", f"{counts.with_state}, {state} among them{golden}"
    groups = [
        f"{' and '.join(members)} are one ({report.names.get(parent, parent)})"
        for parent, members in register.groups.items()
    ]
    told = [companies(counts.by_group), *(["; ".join(groups)] if groups else [])]
    yield "by group", ", ".join(told)
    if register.founders:
        yield "founders", f"{register.founders}, holders since the first equity was paid"
    if owners.state_votes:
        holders = ", ".join(f"{said.subject} {said.text}" for said in owners.votes)
        yield "state's votes", f"{words.share(owners.state_votes)}, {holders}"
    capital = words.capital(owners, scale)
    if capital:
        yield "capital", f"{capital}; as stated paid"
    if register.unknown:
        yield "undisclosed", _undisclosed(report, scale)
    if register.withdrawn:
        yield "withdrawn", f"{', '.join(register.withdrawn)}; counted no more: tracker why HOLDER"


def _undisclosed(report: OwnersReport, scale: MoneyScale) -> str:
    """Write what the known leave of the private equity, together and as the most for each."""
    register, paid = report.register, report.owners.private_paid
    count = companies(register.unknown)
    if paid is None:
        return f"{words.UNSTATED} for {count}: nobody states what companies paid for shares"
    bounded = "none" if paid.qualifier not in LOWER else words.UNSTATED
    told = scale.amount(register.undisclosed) if register.undisclosed else bounded
    if register.unknown > 1:
        count += " together"
        count += f", at most {scale.amount(register.most)} each" if register.most else ""
    known = scale.amount(register.known) if register.known else "0"
    return f"{told} for {count}: {scale.amount(paid)} paid by companies less {known} known"


def part_text(one: RegisteredHolding) -> str:
    """Say to whom a holding belongs, and its class where that is not common."""
    whose = "state" if one.state.of_state else "founder" if one.founder else ""
    of_class = one.state.holding.holding_class
    special = "" if of_class is HoldingClass.COMMON else of_class.value
    return ", ".join(word for word in (whose, special) if word)


def _sum(found: Resolution | None, scale: MoneyScale) -> str:
    """Write what was invested or is to be, or why that has no figure."""
    value = found.shown.value if found else None
    if found is None or not isinstance(value, Quantity):
        return words.UNSTATED
    if value.figure is None:
        return words.marked("undisclosed", found)
    return words.marked(scale.amount(of_quantity(value)) + words.own(found), found)


def votes_text(one: RegisteredHolding) -> str:
    """Write the share of votes, with its month where it was stated apart from the rest."""
    found = one.state.votes
    if found is None:
        return ""
    month = words.month(found.shown.day)
    return words.shown(found) + ("" if month == said_text(one) else f" ({month})")


def said_text(one: RegisteredHolding) -> str:
    """Write the month of what is shown of a holding."""
    found = one.state.invested or one.state.votes
    return words.month(found.shown.day) if found else ""


def scale_of(report: OwnersReport, units: Units) -> MoneyScale:
    """Choose the unit in which the report counts money."""
    stated = [one.state.amount for one in report.register.holdings]
    stated += [shown_figure(one.expected) for one in report.register.expected]
    levels = [amount.high or amount.figure or 0 for amount in stated if amount]
    return MoneyScale.of(levels, report.project.currency, units)
