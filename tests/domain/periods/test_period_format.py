"""Periods in few characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies_period import candidates
from tracker.domain.periods.period import Period, brief
from tracker.errors import PeriodError


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2024-12-11/2024-12-20", "2024-12-11/20"),
        ("2024-12-11?/2024-12-20", "2024-12-11?/2024-12-20"),
        ("2026-03/2026-05", "2026-03/05"),
        ("FY2029/FY2030", "FY2029/FY2030"),
        ("../2025-06", "by 2025-06"),
        ("2028/..", "from 2028"),
        ("~FY2031", "~FY2031"),
        ("2027年度後半", "FY2027-H2"),
    ],
)
def test_periods_are_short(written: str, shown: str) -> None:
    assert brief(Period.parse(written)) == shown


DAYS_OF_A_MONTH = st.builds(
    "{0}-{1:02}/{0}-{2:02}".format,
    st.sampled_from(["2024-12", "2027-02"]),
    *2 * [st.integers(1, 28)],
)


@given(st.one_of(candidates, DAYS_OF_A_MONTH))
def test_what_is_shown_parses_to_the_same_window(written: str) -> None:
    try:
        period = Period.parse(written)
    except PeriodError:
        return
    assert Period.parse(brief(period)).same_window(period)
