"""Days as they are said on a day."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_period import rows
from strategies_period import candidates, jumbled, jumbled_english, near_misses
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.periods.days import counted_day, read_day
from tracker.domain.periods.period import Period
from tracker.errors import PeriodError

TODAY = date(2026, 11, 29)  # a Sunday

# text | the day that it means on that day
COUNTED = """
today                    | 2026-11-29
今日                     | 2026-11-29
yesterday                | 2026-11-28
Yesterday                | 2026-11-28
昨日                     | 2026-11-28
the day before yesterday | 2026-11-27
一昨日                   | 2026-11-27
tomorrow                 | 2026-11-30
明日                     | 2026-11-30
last week                | 2026-11-22
last-week                | 2026-11-22
先週                     | 2026-11-22
先々週                   | 2026-11-15
next week                | 2026-12-06
来週                     | 2026-12-06
last month               | 2026-10-29
last-month               | 2026-10-29
先月末                   | 2026-10-31
前月末                   | 2026-10-31
end of last month        | 2026-10-31
先々月末                 | 2026-09-30
昨年末                   | 2025-12-31
end of last year         | 2025-12-31
先月                     | 2026-10-29
来月                     | 2026-12-29
半年前                   | 2026-05-29
3 days ago               | 2026-11-26
three days ago           | 2026-11-26
3日前                    | 2026-11-26
三日前                   | 2026-11-26
a week ago               | 2026-11-22
2週間前                  | 2026-11-15
two months ago           | 2026-09-29
3か月前                  | 2026-08-29
3ヶ月前                  | 2026-08-29
1 year ago               | 2025-11-29
1年前                    | 2025-11-29
11/20                    | 2026-11-20
１１／２０               | 2026-11-20
20/11                    | 2026-11-20
6/6                      | 2026-06-06
12/25                    | 2025-12-25
2/29                     | 2024-02-29
11月20日                 | 2026-11-20
11月20日(金)             | 2026-11-20
11月29日                 | 2026-11-29
11月30日                 | 2025-11-30
十一月二十日             | 2026-11-20
Nov 20                   | 2026-11-20
20 November              | 2026-11-20
20th of November         | 2026-11-20
"""

# text | reason | what to write
REFUSED = """
6/8             | month and day cannot be told apart | 2026-06-08 or 2026-08-06
last year       | that day, or that year? | 2025-11-29 or 2025
昨年            | that day, or that year? | 2025-11-29 or 2025
11/31           | its month has no such day | 2026-11-29
2/30            | its month has no such day | 2026-11-29
11月20日(土)    | that day was no 土 | 2026-11-20
9999 years ago  | so long ago nothing was said | 2026-11-20
99999日前       | so long ago nothing was said | 2026-11-20
"""


@pytest.mark.parametrize(("text", "day"), rows(COUNTED))
def test_what_counts_from_today_is_one_day(text: str, day: str) -> None:
    assert read_day(f" {text} ", TODAY) == Period.parse(day)


@pytest.mark.parametrize(("text", "reason", "ways"), rows(REFUSED))
def test_what_may_be_two_days_is_refused_with_both(text: str, reason: str, ways: str) -> None:
    with pytest.raises(PeriodError) as refused:
        read_day(text, TODAY)
    assert refused.value.message == f"{text!r} is no day: {reason}"
    assert refused.value.hint == f"write {ways}"


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("11月20日", "2026-11-20 or 2027-11-20"),
        ("2/29", "2024-02-29 or 2028-02-29"),
        ("6/8", "2027-06-08 or 2027-08-06"),
    ],
)
def test_a_day_without_a_year_may_be_to_come_where_days_to_come_are_meant(
    text: str, ways: str
) -> None:
    with pytest.raises(PeriodError) as refused:
        counted_day(text, TODAY, past=False)
    assert refused.value.hint == f"write {ways}"


@pytest.mark.parametrize(
    ("text", "last"),
    [("2026-11", "2026-11-30"), ("2026.11.20", "2026-11-20"), ("FY2025", "2025-09-30")],
)
def test_all_else_is_a_period_by_the_calendar(text: str, last: str) -> None:
    read = read_day(text, TODAY, FiscalCalendar(10, "last"))
    assert (read.text, str(read.latest)) == (text, last)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2026, 3, 31), "last month", "2026-02-28"),
        (date(2024, 2, 29), "1 year ago", "2023-02-28"),
        (date(2024, 2, 29), "2/29", "2024-02-29"),
        (date(2026, 1, 31), "来月", "2026-02-28"),
    ],
)
def test_a_day_that_its_month_lacks_is_the_last_of_it(today: date, text: str, day: str) -> None:
    assert read_day(text, today).text == day


words = st.sampled_from(
    [
        *(
            "3",
            "三",
            "11",
            "20",
            "2",
            "29",
            "a ",
            "two ",
            "days",
            "weeks ",
            "month",
            "ago",
            "last ",
        ),
        *(
            "日前",
            "週間前",
            "か月前",
            "年前",
            "月",
            "日",
            "/",
            "-",
            "先週",
            "昨",
            "week",
            "(金)",
            "Nov ",
        ),
    ]
)
jumbled_days = st.lists(words, min_size=1, max_size=5).map("".join)
todays = st.dates(date(1990, 1, 1), date(2150, 12, 31))


@given(st.one_of(jumbled_days, jumbled, jumbled_english, near_misses, candidates), todays)
def test_any_text_is_one_day_a_period_or_refused_with_days(text: str, today: date) -> None:
    try:
        read = read_day(text, today)
    except PeriodError as refused:
        ways = re.sub("^write ", "", refused.hint).split(" or ")
        days = [Period.parse(way).latest for way in ways if "is no day" in refused.message]
        if None in days:
            raise
    else:
        counted = counted_day(text, today)
        assert read == counted or read == Period.parse(text)
        assert counted is None or counted.earliest == counted.latest
