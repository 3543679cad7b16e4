"""Values as scripts get them."""

from __future__ import annotations

import pytest

from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.periods.period import Period
from tracker.render.writers.json import period_data


@pytest.mark.parametrize(
    ("text", "first", "last", "edtf"),
    [
        ("2027-04", "2027-04-01", "2027-04-30", "2027-04"),
        ("2027-Q3", "2027-07-01", "2027-09-30", "2027-35"),
        ("~FY2027", "2027-04-01", "2028-03-31", "2027-04~/2028-03~"),
        ("../2028-03", None, "2028-03-31", "../2028-03"),
    ],
)
def test_a_period_has_its_words_its_days_and_edtf(
    text: str, first: str | None, last: str | None, edtf: str
) -> None:
    found = period_data(Period.parse(text, FiscalCalendar(first_month=4)))
    assert found
    assert (found["text"], found["edtf"]) == (text, edtf)
    assert (found["earliest"], found["latest"]) == (first, last)
