"""Periods in few characters."""

from __future__ import annotations

import pytest

from tracker.domain.period import Period
from tracker.domain.period_format import brief


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2024-12-11/2024-12-20", "2024-12-11/20"),
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
