"""How days, slips, periods and amounts of money are written, in the table and in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.domain.definitions.subject import Holding
from tracker.domain.log.statement import KEEPER, value_text
from tracker.domain.periods.calendar import month_name
from tracker.domain.periods.period import Period, brief
from tracker.domain.periods.windows import Precision
from tracker.domain.quantities.format import SIGNS, Units, amount, canonical, figure
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.vocabulary import WITHDRAWN, Status
from tracker.render.canvas import UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.definitions.subject import Milestone, Subject
    from tracker.domain.holdings import Owners
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.milestone import MilestoneState, Progress
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.vocabulary import Language
    from tracker.render.telling.scale import MoneyScale

DAYS_IN_MONTH = 30.4375
SHORT_DAYS = 31
NOTHING = "-"
NO_SLIP, AS_PROMISED = "none", "as first promised"
_SHORT_TITLE = 20

UNSTATED = "unstated"
NO_RATE = "no rate"


def title(of: Subject, language: Language) -> str:
    """Return what a subject is called in a language; a holding is called after its holder."""
    if isinstance(of, Holding):
        return language.choose(of.organization.name, of.organization.name_ja)
    return language.choose(of.title, of.title_ja)


def short_name(of: Subject, language: Language) -> str:
    """Return what a subject is called in few cells: its slug, or a short title in Japanese."""
    told = language.choose("", of.title_ja)
    return told if 0 < cell_len(told) <= _SHORT_TITLE else of.slug


def japanese(of: Subject | None, language: Language) -> str:
    """Return what a subject is called in Japanese where that is asked for, behind two blanks."""
    told = title(of, language) if of else ""
    return f"  {told}" if of and told != title(of, type(language).ENGLISH) else ""


def months(days: int) -> int:
    """Return days as months of the average length, rounded."""
    return round(days / DAYS_IN_MONTH)


def stretch(days: int) -> str:
    """Write how long: `12d` below 31 days, else `3mo`."""
    return f"{days}d" if abs(days) < SHORT_DAYS else f"{months(days)}mo"


def days(count: int) -> str:
    """Write a number of days in words: `12 days`, `1 month`."""
    number, unit = (count, "day") if abs(count) < SHORT_DAYS else (months(count), "month")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def ago(day: date, as_of: date) -> str:
    """Write how long ago a day was, in words."""
    passed = (as_of - day).days
    return f"{days(passed)} ago" if passed else "today"


def month(day: date) -> str:
    """Write a day's month: `Feb 2026`."""
    return f"{month_name(day.month)[:3]} {day.year}"


def said_on(statement: Statement) -> str:
    """Write when something was said, no more precisely than was stated: a day, or `Mar 2026`.

    A stretch of days that no calendar names is about its last one: `~2026-03-15`.
    """
    when = statement.stated_on
    if not when.is_unit:
        return f"~{statement.day}"
    return month(statement.day) if when.precision is Precision.MONTH else period(when)


def fiscal_quarter(day: date, calendar: FiscalCalendar) -> str:
    """Write the quarter that a day falls into: `FY2026-Q3`."""
    quarter = (day.month - calendar.first_month) % 12 // 3 + 1
    return f"FY{calendar.year_containing(day)}-Q{quarter}"


def fiscal_years(years: Sequence[int]) -> str:
    """Write fiscal years, neighbours as a span: `FY2022-26, FY2029`; empty for none."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(
        f"FY{span[0]}" if len(span) == 1 else f"FY{span[0]}-{span[-1] % 100:02}" for span in spans
    )


def period(when: Period | None) -> str:
    """Write a period in few cells: `2024-12-11/20`, `by 2025-06`, `from 2028`; `-` for none."""
    return brief(when) if when else NOTHING


def late_gates(of: Milestone, late: Iterable[str]) -> int:
    """Count how many of those that are late gate a milestone."""
    return len(set(late) & set(of.gates))


def gates(of: Milestone, late: Sequence[str], names: Mapping[str, str]) -> str:
    """Write how many of those that are late gate a milestone: `, both gates of ipo`; or nothing."""
    count = late_gates(of, late)
    if not count:
        return ""
    name = names.get(of.slug, of.slug)
    if count < len(late):
        return f", {count} of them {'a gate' if count == 1 else 'gates'} of {name}"
    which = {1: "a gate", 2: "both gates"}.get(count, "all gates")
    return f", {which} of {name}"


def now(state: MilestoneState) -> str:
    """Write when a milestone was met, or is promised for: `withdrawn` where nobody stands by it."""
    if state.withdrawn is not None and state.met_on is None:
        return WITHDRAWN.value
    return period(state.when)


def slip(state: MilestoneState) -> str:
    """Write how far a milestone left its first promise: `on time`, `0..+3mo`, `late 12mo`.

    One that was met is on time only within its first promise and within its last one.
    """
    if state.overdue:
        return f"late {stretch(state.late_days)}"
    return _moved(state, state.telling_slip)


def first_slip(state: MilestoneState) -> str:
    """Write how far a milestone left its first promise, whatever was promised later."""
    return _moved(state, state.slip)


def _moved(state: MilestoneState, slip: Slip | None) -> str:
    if slip is None:
        return NOTHING
    return kept(slip) if state.status is Status.MET else span(slip)


def kept(moved: Slip | None) -> str:
    """Write how well a promise was kept that was met: `on time`, `late 13d`, `early 1d`."""
    if moved is None:
        return NOTHING
    if moved.late:
        return f"late {stretch(moved.off)}"
    return f"early {stretch(moved.off)}" if moved.first else "on time"


def was(found: Resolution, units: Units = Units.WRITTEN) -> str:
    """Write behind a value that was withdrawn what it was: ` (was 2030-06-30)`; else nothing."""
    if found.shown.value is not WITHDRAWN or found.replaced is None:
        return ""
    return f" (was {said(found.replaced, units)})"


def span(moved: Slip) -> str:
    """Write how far both ends of a window moved: `0..+3mo`, `+12d`, `none`, `>=+2mo`, `open`."""
    if moved.first is None:
        return "open"
    moves = [moved.first, *([] if moved.last is None else [moved.last])]
    short = max(map(abs, moves)) < SHORT_DAYS
    unit = "d" if short else "mo"
    ends = [f"{end:+}" if end else "0" for end in (one if short else months(one) for one in moves)]
    if moved.last is None:
        return f">={ends[0]}{unit}"
    first, last = ends
    text = first if first == last else f"{first}..{last}"
    return NO_SLIP if first == last == "0" else text + unit


def between(least: int, most: int) -> str:
    """Write two numbers of days: `up to 3 months`, `13 to 14 months`, `12 days to 2 months`."""
    if least == 0:
        return f"up to {days(most)}"
    if days(least) == days(most):
        return days(most)
    (count, unit), (_, other) = days(least).split(" "), days(most).split(" ")
    same = unit.rstrip("s") == other.rstrip("s")
    return f"{count if same else days(least)} to {days(most)}"


def slip_days(moved: Slip) -> str:
    """Write a slip in days: `0..91`, `1..` without an end, `..` of what was withdrawn."""
    first, last = ("" if days is None else str(days) for days in (moved.first, moved.last))
    return f"{first}..{last}"


def quantity(value: Quantity, units: Units = Units.BN) -> str:
    """Write a quantity as a word of prose, without its currency: `~300bn`, `32`, `11.5%`.

    In 億 the currency stays, which ends the word: `3,000億円`.
    """
    return amount(value, units, symbol=units is Units.OKU)


def value(said: Value, units: Units = Units.BN) -> str:
    """Write the value of any statement as a word of prose."""
    if isinstance(said, Quantity):
        return quantity(said, units)
    return period(said) if isinstance(said, Period) else str(said)


def said(statement: Statement, units: Units = Units.WRITTEN) -> str:
    """Write what a statement says, the conversion that its source printed included."""
    return as_said(statement.value, units)


def with_origin(statement: Statement, units: Units = Units.WRITTEN) -> str:
    """Write what was said, when and by whom: `#30 FY2027, 2025-04-01, METI (primary), meti-25`."""
    return f"#{statement.id} {said(statement, units)}, {statement.stated_on.text}, {by(statement)}"


def by(statement: Statement) -> str:
    """Write who said it and where, if anywhere: `METI (primary), meti-25`, `keeper (no source)`."""
    source = f", {statement.source.slug}" if statement.source else ""
    return f"{statement.speaker} ({tier(statement)}){source}"


def own(found: Resolution) -> str:
    """Mark a figure that no source states as derived, where it is the keeper's own judgement."""
    return "" if found.shown.source else "*"


def speaker(said: Statement) -> str:
    """Name who said it in a sentence; the keeper of the record is called that."""
    return "the keeper of this record" if said.speaker == KEEPER else said.speaker


def tier(statement: Statement) -> str:
    """Name the tier; what is cited from nowhere is told as such, though it ranks as primary."""
    return statement.tier.value if statement.source else "no source"


def as_said(value: Value, units: Units = Units.WRITTEN) -> str:
    """Write a value as its source did; money in other units where these are asked for."""
    if units is Units.WRITTEN or not isinstance(value, Quantity) or value.unit not in CURRENCIES:
        return value_text(value)
    return with_conversion(value, units)


def told_by(statement: Statement) -> str:
    """Write when something was said and by whom: `Feb 2026, METI`."""
    return f"{month(statement.day)}, {statement.speaker}"


def reading(statement: Statement) -> str:
    """Write how a text was read, where that is worded otherwise; else nothing."""
    said = statement.value
    if isinstance(said, Quantity):
        told = with_conversion(said, Units.BN)
        return "" if statement.text in {told, quantity(said), canonical(said)} else told
    told = value(said)
    return "" if statement.text == told or not isinstance(said, Period) else told


def with_conversion(value: Quantity, units: Units) -> str:
    """Write a quantity with the other currency that its source told: `¥18.4bn as $118m`."""
    beside = value.conversion
    return amount(value, units) + (f" as {amount(beside, units)}" if beside else "")


def shown(found: Resolution, units: Units = Units.BN, *, symbol: bool = True) -> str:
    """Write what is shown of a field, and whether that is contradicted: `¥631.5bn≠`."""
    value = found.shown.value
    if isinstance(value, Quantity):
        return marked(amount(value, units, symbol=symbol), found)
    return marked(found.shown.text, found)


def marked(text: str, found: Resolution) -> str:
    """Mark a text about what is shown of a field where that is contradicted."""
    return text + UNICODE.conflict if found.conflicts else text


def percentage(progress: Progress) -> str:
    """Write how much is done, what a source says of it with its qualifier: `129%`, `~80%`."""
    said = progress.stated.value if progress.stated else None
    return quantity(said) if isinstance(said, Quantity) else f"{progress.percent}%"


def percent(ppm: int) -> str:
    """Write parts per million as a percentage with one decimal."""
    return figure(ppm, "%")


def share(part: Amount) -> str:
    """Write a derived share with its qualifier: `58.8%*`, `~5.0%..10.0%*`."""
    ends = dict.fromkeys(percent(end) for end in part.ends)
    return SIGNS[part.qualifier] + "..".join(ends) + "*"


def counts(counted: Iterable[tuple[str, int]]) -> str:
    """Write how many of each there are: `2 met, 1 moved`."""
    return ", ".join(f"{count} {name}" for name, count in counted)


def capital(held: Owners, scale: MoneyScale) -> str:
    """Write what the state and the companies paid for shares, and the state's part of it.

    A side of which nothing is stated is left out; empty for both.
    """
    told = []
    if held.state_paid:
        told.append(f"state {scale.amount(held.state_paid)}")
    if held.equity_paid and held.state_share:
        told[0] += f" of {scale.amount(held.equity_paid)} = {share(held.state_share)}"
    if held.private_paid:
        told.append(f"companies {scale.amount(held.private_paid)}")
    return ", ".join(told)
