"""Money by fiscal year, each year begun where those before it end, up to what is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.money.tranches import PaymentState
from tracker.domain.quantities.quantity import LOWER
from tracker.render.charts.picture import Bar, Picture, Role, Row, amount_scale
from tracker.render.telling.scale import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.money.breakdown import Totals
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.format import Units
    from tracker.reports.money import MoneyReport

ROLES = {
    PaymentState.PAID: Role.PAID,
    PaymentState.COMMITTED: Role.COMMITTED,
    PaymentState.ENACTED: Role.ENACTED,
    PaymentState.PLANNED: Role.PLANNED,
}
NO_YEAR = "no year"
KEY = (
    (Role.PAID, "paid"),
    (Role.COMMITTED, "committed, to pay"),
    (Role.UNKNOWN, "perhaps paid, or at most"),
    (Role.ENACTED, "in budget"),
    (Role.PLANNED, "planned"),
    (Role.OPEN, "needed"),
)


def money(title: str, report: MoneyReport, units: Units) -> Picture:
    """Draw a row for each fiscal year, then what is needed with what of it nobody states.

    Hatched is what may be: what was committed where nobody says how much of it was paid, and how
    far a range reaches.
    """
    groups = [group for group in report.money.groups if group.key.in_total]
    whole = report.money.total.whole
    need = next((row for row in report.needs if row.beside_money and row.amount), None)
    needed = need.amount if need else None
    most = max([whole.high if whole else 0, needed.figure if needed else 0])
    scale = MoneyScale.of([most], report.currency, units)
    marks: list[Bar] = []
    rows: list[Row] = []
    reached = 0
    for group in groups:
        year = f"FY{group.key.year}" if group.key.year else NO_YEAR
        total = group.totals.whole
        sum_of = scale.amount(total, rounded=True) if total else "unstated"
        for bar in _stacked(len(rows), group.totals, reached, scale):
            marks.append(bar)
            reached = max(reached, int(bar.end or 0))
        rows.append(Row(year, beside=sum_of))
    if needed is not None and need is not None:
        marks += _need(len(rows), needed, reached, need.gap_amount, scale)
        rows.append(Row("needed", need.metric.title, scale.amount(needed, rounded=True)))
    drawn = {mark.role for mark in marks}
    return Picture(
        name="money",
        title=title,
        about=_about(whole, needed, scale),
        across=amount_scale(most, scale.short),
        across_title=scale.name(),
        rows=tuple(rows),
        marks=tuple(marks),
        key=tuple((role, told) for role, told in KEY if role in drawn),
    )


def by_state(totals: Totals) -> Iterator[tuple[PaymentState, Role, Amount]]:
    """Give what came to each state, what was paid first, and as what it is drawn."""
    for state, role in ROLES.items():
        amount = totals.by_payment.get(state)
        if amount is not None:
            yield state, role, amount


def _stacked(row: int, totals: Totals, start: int, scale: MoneyScale) -> Iterator[Bar]:
    """Set what came to each state behind each other."""
    for state, role, amount in by_state(totals):
        if not amount.high:
            continue
        unsaid = totals.paid_unstated and state is PaymentState.COMMITTED
        told = f"{scale.amount(amount)}{scale.tail} {state.word}"
        told += ", nobody says what of it was paid" if unsaid else ""
        sure, most = start + amount.figure, start + amount.high
        yield Bar(row=row, start=start, end=sure, role=Role.UNKNOWN if unsaid else role, told=told)
        if most > sure:
            yield Bar(row=row, start=sure, end=most, role=Role.UNKNOWN, told=f"{told}, at most")
        start = most


def _need(
    row: int, needed: Amount, stated: int, gap: Amount | None, scale: MoneyScale
) -> Iterator[Bar]:
    """Draw what is needed as far as money is stated, and beyond that what nobody states.

    A need that is a lower bound has no end.
    """
    end = None if needed.qualifier in LOWER else float(needed.figure)
    told = f"needed: {scale.amount(needed, rounded=True)}{scale.tail}"
    if gap is None or stated >= needed.figure:
        yield Bar(row=row, start=0, end=end, role=Role.OPEN, told=told)
        return
    told += f"; none stated for {scale.amount(gap, rounded=True)}{scale.tail}"
    yield Bar(row=row, start=stated, end=end, role=Role.OPEN, told=told)


def _about(whole: Amount | None, needed: Amount | None, scale: MoneyScale) -> str:
    if whole is None:
        return "No amount of money is stated."
    stated = f"{scale.amount(whole, rounded=True)}{scale.tail} stated in all"
    told = f"{stated}, each year behind those before it"
    if needed is None:
        return f"{told}."
    return f"{told}; {scale.amount(needed, rounded=True)}{scale.tail} needed."
