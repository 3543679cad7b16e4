"""When a fiscal year begins, and what it is called."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies_period import days
from tracker.domain.periods.calendar import JAPAN, FiscalCalendar
from tracker.errors import UsageError

UNITED_STATES = FiscalCalendar(first_month=10, named_by="last")


def test_a_fiscal_year_starts_with_its_first_month_and_ends_before_the_next() -> None:
    assert JAPAN.month_start(2027, 0) == date(2027, 4, 1)
    assert JAPAN.month_start(2027, 8) == date(2027, 12, 1)
    assert JAPAN.month_start(2027, 9) == date(2028, 1, 1)
    assert JAPAN.month_start(2027, 12) == JAPAN.month_start(2028, 0)
    assert UNITED_STATES.month_start(2027, 0) == date(2026, 10, 1)


@given(days, st.builds(FiscalCalendar, st.integers(1, 12), st.sampled_from(("first", "last"))))
def test_a_day_lies_in_the_fiscal_year_that_contains_it(
    day: date, calendar: FiscalCalendar
) -> None:
    year = calendar.year_containing(day)
    assert calendar.month_start(year, 0) <= day < calendar.month_start(year, 12)


@pytest.mark.parametrize("arguments", [(0, "first"), (13, "first"), (4, "middle")])
def test_a_calendar_that_no_year_has_is_refused(arguments: tuple[int, str]) -> None:
    with pytest.raises(UsageError, match="no fiscal year begins"):
        FiscalCalendar(*arguments)  # type: ignore[arg-type]
