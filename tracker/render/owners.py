"""The register of holders: on a terminal, as JSON and as tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.domain.amount import LOWER, of_quantity
from tracker.domain.quantity import Quantity
from tracker.domain.quantity_format import Units, amount
from tracker.domain.vocabulary import HoldingClass
from tracker.render import encode, words
from tracker.render.cells import Canvas, joined, styled
from tracker.render.columns import Column, table
from tracker.render.compared import comparison_data, comparison_lines, comparison_sheets
from tracker.render.money_report import canvas_of, heading, told_by
from tracker.render.sheet import Sheet
from tracker.render.words import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.amount import Amount
    from tracker.domain.register import Holder
    from tracker.domain.resolve import Resolution
    from tracker.render.page import Layout
    from tracker.reports.listing import MetricRow
    from tracker.reports.owners import OwnersReport

NO_WORD = "unstated"
FIGURES = frozenset({"invested", "of capital", "votes"})


def as_text(report: OwnersReport, layout: Layout) -> list[Text]:
    """Write the counts, every holding, what stays undisclosed and the state's steps."""
    canvas = canvas_of(layout)
    scale = _scale(report, layout.units)
    unit = scale.name(ascii_only=layout.ascii)
    head = heading(canvas, report.project, report.clocks, f"owners, in {unit}")
    if not report.register.holders:
        return [*head, styled("No holding is stated.")]
    return [
        *head,
        styled(""),
        *_prose(canvas, _summary(report, scale)),
        styled(""),
        *_holders(canvas, report, scale),
        *_steps(canvas, report),
        *comparison_lines(canvas, report.compared, "REPORTED COUNTS beside those of this list"),
    ]


def as_data(report: OwnersReport) -> dict[str, Any]:
    """Return the JSON form; shares in percent, derived ones marked as such."""
    currency = report.project.currency
    register, owners = report.register, report.owners
    return {
        "project": report.project.slug,
        "counts": {
            "companies": register.counts.companies,
            "with_state": register.counts.with_state,
            "by_group": register.counts.by_group,
            "founders": register.founders,
        },
        "groups": {parent: list(members) for parent, members in register.groups.items()},
        "golden_share": owners.golden_share,
        "state_votes_together": encode.amount(owners.state_votes, "%"),
        "state_paid": encode.amount(owners.state_paid, currency),
        "private_paid": encode.amount(owners.private_paid, currency),
        "equity_paid": encode.amount(owners.equity_paid, currency),
        "state_share": encode.amount(owners.state_share, "%"),
        "known": encode.amount(register.known, currency),
        "undisclosed": {
            "companies": register.unknown,
            "amount": encode.amount(register.undisclosed, currency),
            "each_at_most": encode.amount(register.most, currency),
        },
        "holders": [_holder_data(one) for one in register.holders],
        "state_steps": [
            {
                "metric": row.metric.slug,
                "nature": row.metric.nature.value,
                "scope": row.metric.scope,
                "value": encode.value(row.found.shown.value),
                "speaker": row.found.shown.speaker,
                "stated_on": encode.period(row.found.shown.stated_on),
                "conflicts": len(row.found.conflicts),
            }
            for row in report.steps
        ],
        "reported": [comparison_data(one) for one in report.compared],
    }


def sheets(report: OwnersReport, units: Units = Units.BN) -> list[Sheet]:
    """Return the holdings as a table, then counts and steps."""
    scale = _scale(report, units)
    columns = (
        "holder",
        "name",
        "part",
        "class",
        "group",
        "invested",
        "of capital",
        "votes",
        "said",
    )
    rows = tuple(
        (
            one.state.holding.slug,
            one.state.holding.organization.name,
            _part(one),
            one.state.holding.holding_class.value,
            one.state.holding.organization.parent or "",
            _invested(one, scale),
            _share(one.share),
            _votes(one),
            _said(one),
        )
        for one in report.register.holders
    )
    title = f"Owners, in {scale.name()}"
    found = [Sheet(title, columns, rows, right=FIGURES)]
    summary = tuple(_summary(report, scale))
    steps = tuple((row.metric.slug, _value(row), row.metric.scope) for row in report.steps)
    if rows:
        found.append(Sheet("Counted", ("what", "how much"), summary))
    if steps:
        found.append(Sheet("Steps of the state", ("metric", "value", "scope"), steps))
    return [*found, *comparison_sheets(report.compared)]


def _summary(report: OwnersReport, scale: MoneyScale) -> Iterator[tuple[str, str]]:
    """Yield what is counted with what each count includes."""
    register, owners = report.register, report.owners
    counts = register.counts
    yield "companies", f"{counts.companies}, holders of common shares without the state"
    state = ", ".join(one.holding.slug for one in owners.state)
    if state:
        golden = (
            "; it holds a golden share too, which is not counted" if owners.golden_share else ""
        )
        yield "with the state", f"{counts.with_state}, {state} among them{golden}"
    groups = [
        f"{' and '.join(members)} are one ({report.names.get(parent, parent)})"
        for parent, members in register.groups.items()
    ]
    told = [words.companies(counts.by_group), *(["; ".join(groups)] if groups else [])]
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


def _undisclosed(report: OwnersReport, scale: MoneyScale) -> str:
    """Write what the known leave of the private equity, together and as the most for each."""
    register, paid = report.register, report.owners.private_paid
    count = words.companies(register.unknown)
    if paid is None:
        return f"{NO_WORD} for {count}: nobody states what companies paid for shares"
    bounded = "none" if paid.qualifier not in LOWER else NO_WORD
    told = scale.amount(register.undisclosed) if register.undisclosed else bounded
    if register.unknown > 1:
        count += " together"
        count += f", at most {scale.amount(register.most)} each" if register.most else ""
    known = scale.amount(register.known) if register.known else "0"
    return f"{told} for {count}: {scale.amount(paid)} paid by companies less {known} known"


def _prose(canvas: Canvas, said: Iterator[tuple[str, str]]) -> list[Text]:
    lines = []
    for name, text in said:
        first, *more = canvas.wrapped(text, canvas.width - 16)
        lines += [joined(f"{name:<16}", first), *(joined(" " * 16, line) for line in more)]
    return [canvas.fit(line) for line in lines]


def _holders(canvas: Canvas, report: OwnersReport, scale: MoneyScale) -> list[Text]:
    columns: list[Column[Holder]] = [
        Column(title="HOLDER", cell=_holder, flexible=True),
        Column(title="part", cell=lambda one: styled(_part(one)), priority=2),
        Column(title="invested", cell=partial(_cell, canvas, scale), right=True),
        Column(title="of capital", cell=lambda one: styled(_share(one.share)), right=True),
        Column(title="votes", cell=lambda one: styled(canvas.marked(_votes(one))), right=True),
        Column(title="said", cell=lambda one: styled(_said(one), "faint"), priority=3),
        Column(
            title="",
            cell=lambda one: styled(one.state.holding.organization.name, "faint"),
            priority=4,
        ),
    ]
    note = "* derived: invested as part of all equity stated as paid; votes only as stated"
    lines = table(canvas, columns, report.register.holders, gap=2)
    return [*lines, *(styled(one.plain, "faint") for one in canvas.wrapped(note, canvas.width))]


def _steps(canvas: Canvas, report: OwnersReport) -> list[Text]:
    """List the stated shares of the state, each in its scope; which are only planned says so."""
    if not report.steps:
        return []
    title = "THE STATE'S SHARE, as stated step by step"
    lines = [styled(""), canvas.fit(styled(title, "heading"))]
    for row in report.steps:
        nature = f" ({row.metric.nature.value})"
        left = f"{row.metric.slug}  {canvas.marked(_value(row))}{nature}"
        lines += told_by(canvas, left, row.found.shown)
        lines += [joined("    ", one) for one in canvas.wrapped(row.metric.scope, canvas.width - 4)]
    return lines


def _holder(one: Holder) -> Text:
    return styled(f"  {one.state.holding.slug}")


def _cell(canvas: Canvas, scale: MoneyScale, one: Holder) -> Text:
    return styled(canvas.marked(_invested(one, scale)))


def _part(one: Holder) -> str:
    """Say to whom a holding belongs, and its class where that is not common."""
    whose = "state" if one.state.of_state else "founder" if one.founder else ""
    of_class = one.state.holding.holding_class
    special = "" if of_class is HoldingClass.COMMON else of_class.value
    return ", ".join(word for word in (whose, special) if word)


def _invested(one: Holder, scale: MoneyScale) -> str:
    found = one.state.invested
    value = found.shown.value if found else None
    if found is None or not isinstance(value, Quantity):
        return NO_WORD
    if value.figure is None:
        return "undisclosed" + _conflict(found)
    return scale.amount(of_quantity(value)) + _conflict(found)


def _votes(one: Holder) -> str:
    """Write the share of votes, with its month where it was stated apart from the rest."""
    found = one.state.votes
    if found is None:
        return ""
    month = words.month(found.shown.day)
    return _text(found) + ("" if month == _said(one) else f" ({month})")


def _share(share: Amount | None) -> str:
    return words.share(share) if share else ""


def _said(one: Holder) -> str:
    found = one.state.invested or one.state.votes
    return words.month(found.shown.day) if found else ""


def _value(row: MetricRow) -> str:
    return _text(row.found)


def _text(found: Resolution) -> str:
    value = found.shown.value
    return (amount(value) if isinstance(value, Quantity) else found.shown.text) + _conflict(found)


def _conflict(found: Resolution) -> str:
    return "≠" if found.conflicts else ""


def _holder_data(one: Holder) -> dict[str, Any]:
    state = one.state
    organization = state.holding.organization
    return {
        "slug": state.holding.slug,
        "organization": organization.slug,
        "name": organization.name,
        "kind": organization.kind.value,
        "group": organization.parent,
        "class": state.holding.holding_class.value,
        "founder": one.founder,
        "invested": encode.value(state.invested.shown.value) if state.invested else None,
        "invested_conflicts": len(state.invested.conflicts) if state.invested else 0,
        "votes": encode.value(state.votes.shown.value) if state.votes else None,
        "votes_stated_on": encode.period(state.votes.shown.stated_on) if state.votes else None,
        "share_of_capital": encode.amount(one.share, "%"),
    }


def _scale(report: OwnersReport, units: Units) -> MoneyScale:
    stated = [one.state.amount for one in report.register.holders]
    levels = [amount.high or amount.figure or 0 for amount in stated if amount]
    return MoneyScale.of(levels, report.project.currency, units)
