"""What holds for every period, and that the edtf library agrees on what both can read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import edtf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from strategies_period import (
    candidates,
    days,
    decades,
    iso_dates,
    jumbled,
    jumbled_english,
    marked_units,
    near,
    near_misses,
    near_units,
    newspaper,
    open_ranges,
    wordings,
)
from tracker.domain.periods.calendar import CALENDAR_YEAR, JAPAN, FiscalCalendar
from tracker.domain.periods.period import Period
from tracker.domain.periods.windows import Precision
from tracker.errors import PeriodError


def readings(text: str) -> Period:
    """The period, or hypothesis's next example when it is no range, but built like one."""
    try:
        return Period.parse(text)
    except PeriodError as error:
        assume(not re.search("ends before it begins|fiscal year or|fiscal too", error.message))
        raise


@given(st.one_of(marked_units, open_ranges, wordings))
def test_every_generated_form_is_accepted_and_kept_verbatim(text: str) -> None:
    assert Period.parse(f"  {text}\n").text == text.strip()


@given(candidates)
def test_the_label_parses_to_the_same_window_flags_and_label(text: str) -> None:
    period = readings(text)
    again = Period.parse(period.label)
    assert again.same_window(period)
    assert (again.label, again.fiscal, again.precision) == (
        period.label,
        period.fiscal,
        period.precision,
    )


@given(candidates)
def test_bounds_are_in_order_and_the_class_fits_the_length(text: str) -> None:
    period = readings(text)
    if period.earliest is None or period.latest is None:
        assert (period.earliest, period.latest) != (None, None)
        assert period.precision is Precision.LONGER
    else:
        length = (period.latest - period.earliest).days + 1
        longest = [1, 31, 92, 184, 366]
        assert length >= 1
        assert period.precision == 1 + sum(length > most for most in longest)


def contains(period: Period, day: date) -> bool:
    latest, earliest = period.sort_key
    return earliest <= day <= latest


@given(st.one_of(candidates, near), st.one_of(candidates, near))
def test_compatible_is_symmetric_and_reflexive(one: str, other: str) -> None:
    first, second = readings(one), readings(other)
    assert first.compatible(first)
    assert first.compatible(second) == second.compatible(first)


@given(near_units, near_units)
def test_exact_units_are_compatible_where_half_of_the_shorter_lies_in_the_longer(
    one: str, other: str
) -> None:
    """A whole is more than a half; neighbouring days and twins are let pass besides."""
    first, second = readings(one), readings(other)
    assume(not first.is_twin_of(second))
    assume(not first.precision == second.precision == Precision.DAY)
    shared = len(days_of(first) & days_of(second))
    shorter = min(len(days_of(first)), len(days_of(second)))
    assert first.compatible(second) == (shared * 2 >= shorter)


def days_of(period: Period) -> set[int]:
    latest, earliest = period.sort_key
    return set(range(earliest.toordinal(), latest.toordinal() + 1))


@given(near, near)
def test_twins_are_symmetric_and_agree(one: str, other: str) -> None:
    first, second = readings(one), readings(other)
    assert first.is_twin_of(second) == second.is_twin_of(first)
    if first.is_twin_of(second):
        assert first.compatible(second)
        assert first.fiscal is not second.fiscal


@given(st.lists(candidates, min_size=2, max_size=5))
def test_order_is_by_last_day_then_first_with_open_ends_outermost(texts: list[str]) -> None:
    ordered = sorted(map(readings, texts), key=lambda period: period.sort_key)
    for before, after in pairwise(ordered):
        assert before.latest is not None or after.latest is None
        if before.latest and after.latest:
            assert before.latest <= after.latest
        if before.latest == after.latest:
            assert before.earliest is None or after.earliest is not None
            assert not (before.earliest and after.earliest) or before.earliest <= after.earliest


@given(days)
def test_a_day_is_its_iso_text_and_contains_itself_alone(day: date) -> None:
    period = Period.of_day(day)
    assert period == Period.parse(day.isoformat())
    assert contains(period, day)
    assert not contains(period, day - timedelta(days=1))
    assert not contains(period, day + timedelta(days=1))


@given(candidates, candidates)
def test_same_window_follows_the_bounds_and_flags(one: str, other: str) -> None:
    first, second = readings(one), readings(other)
    meanings = [(p.earliest, p.latest, p.approximate, p.uncertain) for p in (first, second)]
    assert first.same_window(second) == (meanings[0] == meanings[1])


@given(st.one_of(st.text(max_size=120), near_misses, jumbled_english))
def test_no_text_fails_in_another_way_than_by_refusal(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError as refused:
        shown = refused.message
    else:
        shown = period.label
        assert period.text == text.strip()
        assert Period.parse(period.label).same_window(period)
    assert shown.isprintable()


CALENDARS = (JAPAN, CALENDAR_YEAR, FiscalCalendar(10, "last"), FiscalCalendar(4, "last"))
ANYTHING = st.one_of(jumbled, jumbled_english, near_misses, candidates, newspaper, st.text())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING, st.sampled_from(CALENDARS))
def test_a_refusal_names_only_what_is_a_period(text: str, calendar: FiscalCalendar) -> None:
    try:
        period = Period.parse(text, calendar)
    except PeriodError as refused:
        ways = refused.hint.partition("; every way")[0].split(" or ")
        ways[0] = re.sub("^write (?:for example |the (?:year|day), as in )?", "", ways[0])
        assert 1 <= len(ways) <= 2
        for way in ways:
            Period.parse(way, calendar)
    else:
        assert Period.parse(period.label, calendar).same_window(period)
        assert calendar == JAPAN or "年度" not in text


@given(newspaper, st.sampled_from(CALENDARS))
def test_what_is_recalled_is_what_is_read_but_for_the_year_of_japan(
    text: str, calendar: FiscalCalendar
) -> None:
    assume(calendar.first_month > 1 or not re.fullmatch("[0-9]{4}-[0-9]{2}", text))
    recalled = Period.recall(text, calendar)
    if "年度" in text and calendar != JAPAN:
        assert recalled.same_window(Period.recall(recalled.label, calendar))
    else:
        assert recalled == Period.parse(text, calendar)


PART = "(前半|後半|[上下]半?期|第[1-4三]四半期|[QH][1-4]|[1-4][QH])"
ERA = "(明治|大正|昭和|平成|令和|[HR])"
YEAR = rf"([0-9]{{4}}|[2-6][0-9]|{ERA}([0-9]{{1,2}}|[元三十]+))年"
N = "[0-9三十]{1,2}"
HEAD = f"(?P<head>[^年]+年(?:{N}月(?=.*日))?)"
SHORTENED = f"{HEAD}(?P<one>{N})[月日]?(から|〜)(?P<other>{N})(?P<unit>[月日])"
DOCUMENTED = "|".join(
    (
        rf"{YEAR}度?(の?{PART})?[中内]?",
        rf"{YEAR}度?の?(中頃|半ば)",
        rf"{YEAR}度?(の?{PART})?[中内]?末",
        rf"{YEAR}{N}月({N}日)?[中内]?",
        rf"{YEAR}{N}月の?(上旬|末日?)",
        rf"{YEAR}{N}月期(の?{PART})?[中内]?(末日?)?",
        rf"{ERA}[0-9]+\.[0-9]+\.[0-9]+",
        rf"[0-9]{{3}}0年代(の?{PART})?",
        rf"(FY)?[0-9]{{4}}([QH][1-4]|[1-4][QH])?|FY[0-9]{{4}}{PART}|{PART}FY[0-9]{{4}}",
    )
)


@given(jumbled)
def test_japanese_words_in_any_order_are_a_documented_form_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert Period.parse(period.label).same_window(period)
    spread = re.sub(SHORTENED, r"\g<head>\g<one>\g<unit>〜\g<head>\g<other>\g<unit>", text)
    ends = re.split("から(?=.)|〜", re.sub("(から|まで|〜)$", "", spread))
    assert all(re.fullmatch(f"(約|およそ)?({DOCUMENTED})(頃|前後)?", end) for end in ends)


def oracle(text: str) -> tuple[date | None, date | None]:
    """What the edtf library reads; it has no bound for an open end."""
    parsed = edtf.parse_edtf(text)
    bounds = (parsed.lower_strict(), parsed.upper_strict())
    if text.startswith("../"):
        return None, date(*bounds[1][:3])
    if text.endswith("/.."):
        return date(*bounds[0][:3]), None
    return date(*bounds[0][:3]), date(*bounds[1][:3])


def bounds_of(period: Period) -> tuple[date | None, date | None]:
    return period.earliest, period.latest


@settings(max_examples=60)
@given(st.one_of(iso_dates, decades), st.sampled_from(["{}", "{}~", "{}?", "{}%"]))
def test_a_shared_form_means_what_the_edtf_library_says(text: str, marked: str) -> None:
    shared = marked.format(text)
    period = Period.parse(shared)
    assert bounds_of(period) == oracle(shared)
    assert period.edtf() == shared


@settings(max_examples=60)
@given(iso_dates, st.sampled_from(["../{}", "{}/..", "{}/2199"]))
def test_a_shared_range_means_what_the_edtf_library_says(text: str, shape: str) -> None:
    shared = shape.format(text)
    assert bounds_of(Period.parse(shared)) == oracle(shared)


@settings(max_examples=150)
@given(candidates)
def test_the_edtf_text_is_valid_and_has_the_same_bounds(text: str) -> None:
    period = readings(text)
    assert oracle(period.edtf()) == bounds_of(period)
