"""What reports say in Japanese: read back it means the same, and what people wrote stays."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.milestones.schedule import Slip
from tracker.domain.periods.calendar import JAPAN
from tracker.domain.periods.period import Period
from tracker.render.telling.japanese import TEXTS_JA, brief, day, period, say, span
from tracker.render.telling.lexicon import PATTERNS, SAID
from tracker.render.telling.told import TEXTS

UNITS = [
    *("2027", "FY2027", "2027-H1", "FY2027-H2", "2027-Q3", "FY2027-Q4", "2027-04", "2027-12-31"),
]


@pytest.mark.parametrize("form", ["{}", "~{}", "by {}", "from {}"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_period_in_japanese_is_read_as_the_same_window(form: str, unit: str) -> None:
    when = Period.parse(form.format(unit), JAPAN)
    again = Period.parse(period(when), JAPAN)
    assert again.same_window(when), period(when)
    assert (again.approximate, again.fiscal) == (when.approximate, when.fiscal)


def test_periods_and_days_are_written_as_newspapers_do() -> None:
    assert period(Period.parse("FY2027-H2", JAPAN)) == "2027年度後半"
    assert period(Period.parse("2024-12-11/2024-12-20", JAPAN)) == "2024年12月11日〜2024年12月20日"
    assert period(None) == "-"
    assert day(date(2025, 4, 1)) == "2025年4月1日"


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (Slip(0, 0), "なし"),
        (Slip(0, 91), "0〜+3か月"),
        (Slip(12, 12), "+12日"),
        (Slip(60, None), "+2か月以上"),
        (Slip(None, None), "未定"),
        (Slip(-12, -1), "-12〜-1日"),
    ],
)
def test_a_slip_is_told_in_months_or_days(slip: Slip, told: str) -> None:
    assert span(slip) == told


def test_words_are_said_and_names_are_not() -> None:
    assert say("state R&D (NEDO)") == "国の研究開発委託(NEDO)"
    assert say("late 12mo") == "12か月遅れ"
    assert say("need-fy2031") == "need-fy2031"
    assert say("state in the art") == "state in the art"
    assert TEXTS_JA.keys() == TEXTS.keys()


def test_everything_that_is_said_is_japanese() -> None:
    assert all(any(ord(sign) > 0x3000 for sign in told) for told in SAID.values())
    assert all(any(ord(sign) > 0x3000 for sign in told) for _, told in PATTERNS)


@pytest.mark.parametrize(
    ("told", "japanese"),
    [
        ("by 2026-Q1", "2026年第1四半期まで"),
        ("from 2028", "2028年以降"),
        ("2024-12-11/2024-12-20", "2024年12月11日〜2024年12月20日"),
        ("~FY2031", "2031年度ごろ"),
        ("cancelled", "中止"),
    ],
)
def test_what_was_told_in_few_cells_is_told_in_japanese(told: str, japanese: str) -> None:
    assert brief(told) == japanese
