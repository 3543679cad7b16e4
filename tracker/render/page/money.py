"""The money of the page: who gave and promised how much, and what that leaves of the need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tracker.domain.money.tranches import PaymentState
from tracker.domain.quantities.amount import of_quantity
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.render.canvas import Canvas, joined, styled
from tracker.render.charts import cells
from tracker.render.charts.money import KEY, by_state
from tracker.render.charts.picture import Role
from tracker.render.columns import Column, table, table_width
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale
from tracker.tables.money import INSTRUMENTS, group_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.text import Text

    from tracker.domain.money.breakdown import Group, Totals
    from tracker.domain.money.coverage import Coverage

INDENT = "  "
PART_NAMES = {**dict(KEY), Role.OPEN: "open"}
"""What the parts of the bar are called, as in the picture by year but for what nobody covers."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a row of money, or the total of those in cash."""

    label: str
    totals: Totals
    notes: tuple[str, ...] = ()


def money(canvas: Canvas, coverage: Coverage, currency: str, *, most: int | None) -> list[Text]:
    """Lay the money out, its total and the need below it; empty when nobody spoke of money.

    At most `most` rows are shown, all for None; what is not shown is in the total all the same.
    """
    scale = scale_of(canvas, coverage, currency)
    cash = [
        row
        for row in coverage.rows
        if row.key.in_total and (row.totals.by_payment or row.totals.paid_unstated)
    ]
    shown = coverage.rows if most is None else cash[:most]
    if not shown and coverage.need is None:
        return []
    lines = [
        Line(
            group_name(row),
            row.totals,
            tuple(_notes(row, scale)),
        )
        for row in shown
    ]
    if len(cash) > 1:
        left = (f"{len(cash) - len(shown)} more rows",) if len(cash) > len(shown) else ()
        lines.append(Line("total", coverage.total, left))
    columns = _columns(canvas, lines, scale)
    inside = _need_inside(canvas, columns, lines, coverage, scale)
    return [
        *(inside or table(canvas, columns, lines, gap=_GAP)),
        *([] if inside else _need(canvas, coverage, scale)),
        *bar(canvas, coverage, scale),
    ]


def scale_of(canvas: Canvas, coverage: Coverage, currency: str) -> MoneyScale:
    """Choose the unit in which all sums of the page read well."""
    return MoneyScale.of(_amounts(coverage), currency, canvas.units)


def _need_inside(
    canvas: Canvas,
    columns: Sequence[Column[Line]],
    lines: Sequence[Line],
    coverage: Coverage,
    scale: MoneyScale,
) -> list[Text]:
    """Lay the table out with the need above its notes and the gap beside its total.

    Empty where that does not fit, or where one of them is missing.
    """
    need, gap = coverage.need, coverage.gap
    if need is None or gap is None or len(lines) <= 1 or lines[-1].notes:
        return []
    figure = scale.amount(of_quantity(need.amount), rounded=True)
    title = f"{words.title(need.metric, canvas.language)}: {figure}"
    left = f"none stated for {scale.amount(gap, rounded=True)}"
    told = [*lines[:-1], replace(lines[-1], notes=(left,))]
    room = canvas.width - table_width(columns[:-1], lines, _GAP) - _GAP
    if not canvas.cut or max(styled(title).cell_len, len(left)) > room:
        return []
    notes = Column(title=title, cell=partial(_note, canvas, room), style="faint")
    return table(canvas, [*columns[:-1], notes], told, gap=_GAP)


def _columns(canvas: Canvas, lines: Sequence[Line], scale: MoneyScale) -> list[Column[Line]]:
    """Return the columns; notes take the room that the figures leave, whole or not at all."""
    title = f"MONEY in {scale.name(ascii_only=canvas.ascii)}"
    plans = [line.totals.by_payment.get(PaymentState.PLANNED) for line in lines]
    vague = any(plan and plan.qualifier is not Qualifier.EXACT for plan in plans)
    reached_by_some = [
        reached
        for reached in PaymentState
        if reached is not PaymentState.ENACTED
        or any(reached in line.totals.by_payment for line in lines)
    ]
    figures = [
        Column(
            title=reached.word,
            cell=partial(
                _figure, scale, reached, rounded=vague and reached is PaymentState.PLANNED
            ),
            right=True,
            least=8,
            priority=at,
        )
        for at, reached in enumerate(reached_by_some)
    ]
    label: Column[Line] = Column(
        title=title, cell=lambda line: INDENT + line.label, flexible=True, floor=12
    )
    columns: list[Column[Line]] = [label, *figures]
    room = canvas.width - table_width(columns, lines, _GAP) - _GAP
    return [*columns, Column(cell=partial(_note, canvas, room), style="faint", priority=3)]


def _note(canvas: Canvas, room: int, line: Line) -> str:
    """As many of a line's notes as fit, the first ones before the others."""
    forms = ("; ".join(line.notes[:count]) for count in range(len(line.notes), 0, -1))
    return canvas.first_that_fits(forms, room) or ""


def _figure(scale: MoneyScale, reached: PaymentState, line: Line, *, rounded: bool) -> Text:
    part = line.totals.by_payment.get(reached)
    if part is None:
        unstated = reached is PaymentState.PAID and line.totals.paid_unstated
        return styled(words.UNSTATED if unstated else "", "warning")
    return styled(scale.amount(part, rounded=rounded))


def _notes(row: Group, scale: MoneyScale) -> Iterator[str]:
    """When it was paid, by tranche; for which fiscal years the rest is meant."""
    if row.payments:
        yield ", ".join(_payments(row, scale))
    spans = {
        reached: words.fiscal_years(years)
        for reached in PaymentState
        if reached is not PaymentState.PAID and (years := row.years(reached))
    }
    alone = len(spans) == 1
    told = (
        years if alone or reached is PaymentState.COMMITTED else f"{years} {reached.word}"
        for reached, years in spans.items()
    )
    yield from filter(None, ["; ".join(told)])


def _payments(row: Group, scale: MoneyScale) -> Iterator[str]:
    """Write each payment with its month, the year once: `100.0 Feb, 150.0 Jun 2026`."""
    paid = [(s.value, last) for s in row.payments if (last := s.became_so.latest)]
    for at, (value, day) in enumerate(paid):
        month = words.month(day)
        later = paid[at + 1][1] if at + 1 < len(paid) else None
        if later and later.year == day.year:
            month = month.split()[0]
        if isinstance(value, Quantity):
            yield f"{scale.amount(of_quantity(value))} {month}"


def _need(canvas: Canvas, coverage: Coverage, scale: MoneyScale) -> list[Text]:
    """Say what is needed, when that was said, and what no statement covers."""
    need = coverage.need
    if need is None or need.amount.figure is None:
        return []
    figure = scale.amount(of_quantity(need.amount), rounded=True)
    gap = coverage.gap
    stated = (
        f"{words.title(need.metric, canvas.language)}: {figure} ({words.month(need.statement.day)})"
    )
    forms = [stated, f"need {figure}"]
    if gap:
        forms.insert(0, f"{stated}; none stated for {scale.amount(gap, rounded=True)}")
    told = canvas.first_that_fits(forms, canvas.width - len(INDENT)) or forms[-1]
    return [canvas.fit(styled(INDENT + told))]


def bar(canvas: Canvas, coverage: Coverage, scale: MoneyScale) -> list[Text]:
    """Draw everything in one bar, each part in as many cells as it takes of the whole."""
    parts = [(role, part.figure) for _, role, part in by_state(coverage.total) if part.figure > 0]
    if coverage.gap and coverage.gap.figure > 0:
        parts.append((Role.OPEN, coverage.gap.figure))
    room = canvas.width - len(INDENT)
    if len(parts) <= 1 or room < len(parts):
        return list(filter(None, [_not_added(canvas, coverage, styled(""))]))
    step = cells.step([figure for _, figure in parts], room)
    ruler, bars = cells.stacked(parts, step)
    named = cells.told([(role, PART_NAMES[role]) for role, _ in parts], canvas.signs)
    key = styled(INDENT + "  ".join([*named, f"1={scale.short(step)}"]), "faint")
    drawn = joined(styled(INDENT), cells.lane(bars, ruler, None, canvas.signs))
    return [drawn, *canvas.spread(key, _not_added(canvas, coverage, key))]


def _not_added(canvas: Canvas, coverage: Coverage, key: Text) -> Text:
    """Name what is no cash; nothing where there is no room."""
    forms = (row.key.instrument for row in coverage.not_added)
    names = [*dict.fromkeys(INSTRUMENTS[form] for form in forms if form)]
    lead = "not added: "
    room = canvas.width - key.cell_len - len(lead) - (1 if key else len(INDENT))
    listed = canvas.listing(names, room)
    indent = "" if key else INDENT
    return styled(indent + lead + listed if names and len(listed) <= room else "", "faint")


def _amounts(coverage: Coverage) -> Iterable[int]:
    parts = [part for row in coverage.rows for part in row.totals.by_payment.values()]
    need = coverage.need.amount.figure if coverage.need else None
    return [*(part.high for part in parts), need or 0]
