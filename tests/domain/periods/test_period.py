"""What a period's text means, what it refuses, and how two periods compare: examples."""

from __future__ import annotations

from datetime import date

import pytest

from cases_period import FORMS, MARKED, PAIRS, REFUSED, TWINS, UNITS, rows
from tracker.domain.periods.calendar import CALENDAR_YEAR, JAPAN, FiscalCalendar
from tracker.domain.periods.period import Period
from tracker.domain.periods.windows import Precision
from tracker.errors import PeriodError

ANY_TWO = "write for example 2027-04 or FY2027-H2; every way: tracker help dates"
UNITED_STATES = FiscalCalendar(first_month=10, named_by="last")


@pytest.mark.parametrize(("text", "window", "precision", "label"), rows(FORMS))
def test_every_form_has_its_window_class_and_label(
    text: str, window: str, precision: str, label: str
) -> None:
    period = Period.parse(text)
    bounds = [None if end == "-" else date.fromisoformat(end) for end in window.split()]
    assert [period.earliest, period.latest] == bounds
    assert period.precision is Precision[precision.upper()]
    assert period.label == label
    assert period.fiscal == ("FY" in label)
    assert not period.approximate
    assert not period.uncertain


@pytest.mark.parametrize(("text", "reason", "hint"), rows(REFUSED))
def test_what_is_no_form_is_refused_with_the_reason_and_what_to_write(
    text: str, reason: str, hint: str
) -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse(text)
    assert refused.value.message == f"{text!r} is no period: {reason}"
    assert refused.value.hint == (ANY_TWO if hint == "-" else hint)


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u3000"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(PeriodError, match="it is empty"):
        Period.parse(text)


def test_a_message_shows_sixty_characters_and_no_control_character() -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse("\x1b" + "x" * 80)
    shown = "'\\x1b" + "x" * 59 + "'..."
    assert refused.value.message.startswith(f"{shown} is no period")
    with pytest.raises(PeriodError) as refused:
        Period.parse("x" * 60)
    assert refused.value.message.startswith(f"'{'x' * 60}' is no period")


def test_a_text_of_ten_megabytes_is_refused_at_once() -> None:
    for text in ("2" * 10_000_000, " " * 10_000_000, "まで" * 5_000_000):
        with pytest.raises(PeriodError, match="longer than 100 characters"):
            Period.parse(text)


def test_a_hundred_characters_are_the_most() -> None:
    assert Period.parse("2027" + " " * 96).label == "2027"
    with pytest.raises(PeriodError, match="longer than 100"):
        Period.parse("2027" + " " * 97)


@pytest.mark.parametrize("number", range(1, 13))
def test_months_have_a_long_and_a_short_english_name(number: int) -> None:
    day = date(2027, number, 9)
    assert Period.parse(f"{day:%B} 2027").label == f"2027-{number:02}"
    assert Period.parse(f"9 {day:%b} 2027").earliest == day


@pytest.mark.parametrize(("text", "approximate", "uncertain", "label", "as_edtf"), rows(MARKED))
def test_marks_set_flags_and_leave_the_bounds(
    text: str, approximate: str, uncertain: str, label: str, as_edtf: str
) -> None:
    period = Period.parse(text)
    assert period.approximate == (approximate == "yes")
    assert period.uncertain == (uncertain == "yes")
    assert period.label == label
    assert period.edtf() == as_edtf
    plain = Period.parse(label.replace("~", "").replace("?", ""))
    assert (period.earliest, period.latest) == (plain.earliest, plain.latest)


@pytest.mark.parametrize(("one", "other", "expected"), rows(PAIRS))
def test_two_periods_can_both_be_true(one: str, other: str, expected: str) -> None:
    first, second = Period.parse(one), Period.parse(other)
    assert first.compatible(second) == second.compatible(first) == (expected == "yes")


@pytest.mark.parametrize(("one", "other", "expected"), rows(TWINS))
def test_a_calendar_twin_drops_the_fy_of_what_it_would_equal_or_contain(
    one: str, other: str, expected: str
) -> None:
    first, second = Period.parse(one), Period.parse(other)
    assert first.is_twin_of(second) == second.is_twin_of(first) == (expected == "yes")


@pytest.mark.parametrize(
    ("calendar", "one", "other", "expected"),
    [
        (CALENDAR_YEAR, "FY2027", "2027", False),
        (UNITED_STATES, "FY2028-Q1", "2028", True),
        (UNITED_STATES, "FY2028-Q4", "2028-Q4", True),
        (UNITED_STATES, "FY2028-H2", "2028", False),
    ],
)
def test_what_a_calendar_year_contains_needs_no_fy(
    calendar: FiscalCalendar, one: str, other: str, *, expected: bool
) -> None:
    assert Period.parse(one, calendar).is_twin_of(Period.parse(other, calendar)) is expected


def test_a_fiscal_year_that_is_a_calendar_year_is_written_as_one() -> None:
    assert Period.parse("FY2027", CALENDAR_YEAR).edtf() == "2027"


@pytest.mark.parametrize(("text", "expected"), rows(UNITS))
def test_a_unit_is_one_of_a_calendar_and_no_two_joined(text: str, expected: str) -> None:
    assert Period.parse(text).is_unit is (expected == "yes")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("../2027", "2027-01-01", "2026-12-31"),
        ("../2028-03", "2028-03-31", "2028-04-01"),
        ("../FY2027", "2027-04-01", "2027-03-31"),
        ("2027/..", "2027-12-31", "2028-01-01"),
        ("2027-H2/..", "2027-07-01", "2027-06-30"),
        ("2027/2028", "2028-12-31", "2029-01-01"),
    ],
)
def test_by_and_from_name_the_unit_that_they_stand_before(
    text: str, inside: str, outside: str
) -> None:
    period = Period.parse(text)
    assert period.names(date.fromisoformat(inside))
    assert not period.names(date.fromisoformat(outside))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2027", "2027-H2", True),
        ("2027-H2", "2027", False),
        ("2027", "2027", True),
        ("../2027", "../2026", True),
        ("2027/..", "2028/..", True),
        ("../2027", "2027/..", False),
        ("~2027", "2028", False),
    ],
)
def test_a_period_contains_what_lies_within_it_without_leeway(
    one: str, other: str, *, expected: bool
) -> None:
    assert Period.parse(one).contains(Period.parse(other)) is expected


@pytest.mark.parametrize(
    ("calendar", "text", "earliest", "latest"),
    [
        (UNITED_STATES, "FY2027", date(2026, 10, 1), date(2027, 9, 30)),
        (UNITED_STATES, "FY2027-Q1", date(2026, 10, 1), date(2026, 12, 31)),
        (UNITED_STATES, "FY2027-H2", date(2027, 4, 1), date(2027, 9, 30)),
        (UNITED_STATES, "2027-H2", date(2027, 7, 1), date(2027, 12, 31)),
        (FiscalCalendar(first_month=10), "FY2027", date(2027, 10, 1), date(2028, 9, 30)),
        (FiscalCalendar(1, "last"), "FY2027-Q4", date(2027, 10, 1), date(2027, 12, 31)),
        (FiscalCalendar(2, "last"), "FY2027", date(2026, 2, 1), date(2027, 1, 31)),
        (FiscalCalendar(12, "last"), "FY2027", date(2026, 12, 1), date(2027, 11, 30)),
    ],
)
def test_fiscal_forms_count_in_the_calendar_given(
    calendar: FiscalCalendar, text: str, earliest: date, latest: date
) -> None:
    period = Period.parse(text, calendar)
    assert (period.earliest, period.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("calendar", "text", "label"),
    [
        (UNITED_STATES, "fiscal year ending September 2027", "FY2027"),
        (UNITED_STATES, "2028年9月期下期", "FY2028-H2"),
        (UNITED_STATES, "2028年3月期", "2027-04/2028-03"),
        (UNITED_STATES, "2028年3月期下期", "2027-10/2028-03"),
        (CALENDAR_YEAR, "2028年12月期", "2028"),
        (UNITED_STATES, "2025-26", "FY2026"),
        (UNITED_STATES, "2027年4〜6月期", "2027-04/2027-06"),
        (UNITED_STATES, "end of FY2027", "~2027-09"),
        (UNITED_STATES, "late FY2027", "~FY2027-H2"),
    ],
)
def test_a_fiscal_year_is_named_by_the_calendar_or_told_in_months(
    calendar: FiscalCalendar, text: str, label: str
) -> None:
    period = Period.parse(text, calendar)
    assert period.label == label
    assert Period.parse(label, calendar).same_window(period)


@pytest.mark.parametrize(
    ("calendar", "text", "hint"),
    [
        (UNITED_STATES, "2027年度", "write 2027-04/2028-03 or FY2027"),
        (UNITED_STATES, "27年度", "write 2027-04/2028-03 or FY2027"),
        (UNITED_STATES, "令和9年度", "write 2027-04/2028-03 or FY2027"),
        (UNITED_STATES, "2027年度後半まで", "write ../2028-03 or ../FY2027-H2"),
        (UNITED_STATES, "2027年度末", "write ~2028-03 or ~2027-09"),
        (CALENDAR_YEAR, "2027年度", "write 2027-04/2028-03 or FY2027"),
        (FiscalCalendar(4, "last"), "2027年度", "write 2027-04/2028-03 or FY2027"),
        (UNITED_STATES, "FY2025/2026", "write FY2026 or FY2025/FY2026"),
        (CALENDAR_YEAR, "2025-26", "write FY2025 or 2025/2026"),
    ],
)
def test_what_another_calendar_makes_doubtful_is_refused_with_both_ways(
    calendar: FiscalCalendar, text: str, hint: str
) -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse(text, calendar)
    assert refused.value.hint == hint


def test_what_was_recorded_keeps_its_meaning() -> None:
    kept = Period.recall("2027年度", UNITED_STATES)
    assert kept.same_window(Period.parse("FY2027", UNITED_STATES))
    assert Period.recall("2027年度", JAPAN) == Period.parse("2027年度", JAPAN)


def test_a_day_outside_the_accepted_years_is_refused() -> None:
    with pytest.raises(PeriodError, match="years run from 1900 to 2199"):
        Period.of_day(date(1899, 12, 31))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("FY2027-H2", "2027年度後半", True),
        ("FY2027-Q1", "2027-Q2", True),
        ("2027", "~2027", False),
        ("2027", "2027?", False),
        ("2027", "../2027", False),
        ("2027", "2027/..", False),
    ],
)
def test_one_window_in_other_words_is_the_same(one: str, other: str, *, expected: bool) -> None:
    first, second = Period.parse(one), Period.parse(other)
    assert first.same_window(second) == second.same_window(first) == expected
