"""How reports are told in Japanese: headings, words of closed lists, days, windows, slips.

What sources and people wrote stays as they wrote it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracker.domain.periods.period import Period
from tracker.render.telling import words
from tracker.render.telling.lexicon import FUNDERS, INSTRUMENTS, PATTERNS, SAID, SUM
from tracker.render.telling.told import TEXTS, conflict, value_text
from tracker.tables.table import Kind

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.render.telling.told import Texts
    from tracker.tables.table import Column


def say(text: str) -> str:
    """Return what a word or a heading is in Japanese; as it is where it is neither.

    >>> say("overdue"), say("late 12d"), say("state R&D (NEDO)"), say("2nm pilot")
    ('期限超過', '12日遅れ', '国の研究開発委託(NEDO)', '2nm pilot')
    """
    if text in SAID:
        return SAID[text]
    for pattern, told in PATTERNS:
        if pattern.fullmatch(text):
            return pattern.sub(told, text)
    found = SUM.fullmatch(text)
    if found and found[2] in INSTRUMENTS:
        return f"{FUNDERS[found[1]]}の{INSTRUMENTS[found[2]]}{found[3] or ''}"
    return text


UNIT = re.compile(
    r"(?P<about>~?)(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?P<part>H[12]|Q[1-4]|\d\d))?"
    r"(?:-(?P<day>\d\d))?(?P<unsure>\??)"
)
PARTS = {"": "", "H1": "前半", "H2": "後半", **{f"Q{at}": f"第{at}四半期" for at in range(1, 5)}}


def period(when: Period | None) -> str:
    """Write a period; what the grammar reads as Japanese, it reads as the same window.

    >>> from tracker.domain.periods.calendar import JAPAN
    >>> texts = ("FY2027-H2", "by 2026-Q1", "2025-04-01", "~FY2031", "2024-12-11/2024-12-20")
    >>> [period(Period.parse(text, JAPAN)) for text in texts][:4]
    ['2027年度後半', '2026年第1四半期まで', '2025年4月1日', '2031年度ごろ']
    """
    if when is None:
        return words.NOTHING
    return _window(when.label)


def brief(text: str) -> str:
    """Write what was told in few cells: `by 2026-Q1` as 2026年第1四半期まで, or a word."""
    for lead, form in (("by ", "../{}"), ("from ", "{}/..")):
        if text.startswith(lead):
            return _window(form.format(text.removeprefix(lead)))
    return say(text) if text in SAID else _window(text)


def _window(label: str) -> str:
    first, slash, last = label.partition("/")
    if not slash:
        return _unit(first)
    if first == "..":
        return f"{_unit(last)}まで"
    return f"{_unit(first)}以降" if last == ".." else f"{_unit(first)}〜{_unit(last)}"


def _unit(label: str) -> str:
    """Write one unit of the calendar: `FY2027-H2` as 2027年度後半."""
    found = UNIT.fullmatch(label)
    if found is None:
        return label
    part, day = found["part"] or "", found["day"]
    text = found["year"] + ("年度" if found["fiscal"] else "年")
    text += PARTS[part] if part in PARTS else f"{int(part)}月"
    text += f"{int(day)}日" if day else ""
    return text + ("ごろ" if found["about"] else "") + found["unsure"]


def day(when: date) -> str:
    """Write a day: 2025年4月1日."""
    return f"{when.year}年{when.month}月{when.day}日"


def span(moved: Slip) -> str:
    """Write how far both ends of a window moved: 0〜+3か月, なし."""
    text = words.span(moved)
    if text in SAID:
        return say(text)
    at_least = text.startswith(">=")
    for short, long in (("mo", "か月"), ("d", "日")):
        text = text.removesuffix(short) + long if text.endswith(short) else text
    return text.removeprefix(">=").replace("..", "〜") + ("以上" if at_least else "")


def said(statement: Statement, units: Units) -> str:
    """Write what a statement says."""
    return _value(statement.value, units)


def _value(value: Any, units: Units) -> str:  # noqa: ANN401 - what a cell holds
    if isinstance(value, Period):
        return period(value)
    return say(words.as_said(value, units))


def _moved(slips: tuple[Slip | None, Slip | None]) -> str:
    """Write a slip before and after; one of them alone where they are the same."""
    before, after = (span(slip) if slip else "" for slip in slips)
    return after if before in {"", after} else f"{before} → {after or 'なし'}"


def _level(told: str) -> str:
    """Say in Japanese why there is no figure, or that it follows from a later stage."""
    figure = told.removesuffix(IMPLIED)
    return say(figure) + ("（後の段階から）" if figure != told else "")


IMPLIED = " implied"
TEXTS_JA: Texts = {
    **TEXTS,
    Kind.DAY: lambda value, _: day(value),
    Kind.PERIOD: lambda value, _: period(value),
    Kind.BRIEF: _value,
    Kind.VALUE: _value,
    Kind.SLIP: lambda value, _: span(value),
    Kind.SLIP_MONTHS: lambda value, _: _moved(value),
    Kind.LEVEL: lambda value, units: _level(TEXTS[Kind.LEVEL](value, units)),
    Kind.FLAG: lambda value, _: say("yes") if value else "",
}
"""How a cell is told in Japanese, by its kind."""
CLOSED = frozenset(
    {
        *("status", "status_basis", "basis", "type", "breach", "kind", "severity", "tier"),
        *("nature", "field", "group", "funder_kind", "disputed", "slip_days", "target"),
    }
)
"""The columns that hold words of closed lists; in all others stands what people wrote."""


def told(column: Column[Any], row: Any, layout: Layout) -> str:  # noqa: ANN401 - any row
    """Write one cell, as `told.told` does in English."""
    text = column.told(row) if column.told else None
    if column.in_japanese:
        text = column.in_japanese(row) or column.value(row) or ""
    if text is None:
        text = value_text(column, column.value(row), layout.units, TEXTS_JA)
    name = column.key.rpartition(".")[2]
    if name.endswith("stated_on") and isinstance(column.value(row), Period):
        text = period(column.value(row))
    return (say(text) if name in CLOSED else text) + conflict(column, row)
