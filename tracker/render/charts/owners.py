"""Who holds shares: what each is known to have invested, and what nobody discloses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.quantities.amount import of_quantity
from tracker.domain.quantities.quantity import LOWER, UPPER
from tracker.render.charts.picture import Bar, Picture, Role, Row, amount_scale
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.holdings import RegisteredHolding
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.format import Units
    from tracker.domain.vocabulary import Language
    from tracker.reports.owners import OwnersReport

INVESTED, UNDISCLOSED = "invested", "at most, or undisclosed"
KEY = ((Role.PAID, INVESTED), (Role.UNKNOWN, UNDISCLOSED))


def owners(title: str, report: OwnersReport, units: Units, language: Language) -> Picture:
    """Draw a row for each holder whose investment has a figure, and one for all others together.

    An upper bound is hatched, as is what remains for those who disclose nothing; what is at least
    so much has an open end.
    """
    known = [
        (one, of_quantity(one.state.amount)) for one in report.register.holdings if one.state.amount
    ]
    rest = report.register.undisclosed
    most = max([*(amount.high for _, amount in known), rest.high if rest else 0])
    scale = MoneyScale.of([most], report.project.currency, units)
    rows = [
        Row(one.state.holding.slug, words.title(one.state.holding, language), scale.amount(amount))
        for one, amount in known
    ]
    marks = [bar for at, (one, amount) in enumerate(known) for bar in _bars(at, one, amount, scale)]
    if report.register.unknown:
        told = f"{report.register.unknown} more, undisclosed"
        rows.append(Row(told, beside=scale.amount(rest) if rest else "undisclosed"))
    if rest is not None:
        told = f"{scale.amount(rest)}{scale.tail} together"
        marks.append(
            Bar(row=len(known), start=0, end=float(rest.high), role=Role.UNKNOWN, told=told)
        )
    return Picture(
        name="owners",
        title=title,
        about=_about(report, len(known)),
        across=amount_scale(most, scale.short),
        across_title=scale.name(),
        rows=tuple(rows),
        marks=tuple(marks),
        key=KEY,
    )


def _bars(row: int, one: RegisteredHolding, amount: Amount, scale: MoneyScale) -> Iterator[Bar]:
    """Draw what was invested, and how far a range reaches beyond what is sure."""
    told = f"{scale.amount(amount)}{scale.tail} invested, says {one.state.speaker}"
    open_ended, sure = amount.qualifier in LOWER, float(amount.figure)
    role = Role.UNKNOWN if amount.qualifier in UPPER else Role.PAID
    yield Bar(row=row, start=0, end=None if open_ended else sure, role=role, told=told)
    if amount.high > amount.figure and not open_ended:
        yield Bar(row=row, start=sure, end=float(amount.high), role=Role.UNKNOWN, told=told)


def _about(report: OwnersReport, known: int) -> str:
    counts = report.register.counts
    holders = f"{counts.with_state} holder{'' if counts.with_state == 1 else 's'}"
    return (
        f"{holders} as of {report.clocks.as_of};"
        f" of {known} it is known what they invested, of {report.register.unknown} it is not."
    )
