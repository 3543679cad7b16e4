"""What a statement says of itself: its day, when it became so, who answers for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from said import day, said
from tracker.domain.definitions.records import SourceRecord
from tracker.domain.log.statement import date_on_earth, last_day, parse_value
from tracker.domain.periods.calendar import JAPAN
from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import Field, Status, Tier
from tracker.errors import UsageError

PAGE = SourceRecord(slug="nikkei-1", title="A page", tier=Tier.PRESS, publisher="Nikkei")


@pytest.mark.parametrize(
    ("on", "counts_from"),
    [("2026-02-27", "2026-02-27"), ("2026-02", "2026-02-28"), ("FY2025", "2026-03-31")],
)
def test_a_statement_counts_from_the_last_day_on_which_it_can_have_been_said(
    on: str, counts_from: str
) -> None:
    assert said("2027", on=on).day == day(counts_from)


def test_a_day_without_an_end_is_no_day_to_say_something() -> None:
    with pytest.raises(UsageError, match="has no last day"):
        last_day(Period.parse("2026/.."))


@pytest.mark.parametrize(
    ("on", "happened", "window"),
    [
        ("2026-02-27", "2026-02-20", ("2026-02-20", "2026-02-20")),
        ("2026-02-27", None, ("2026-02-27", "2026-02-27")),
        ("2026-02", None, ("2026-02-01", "2026-02-28")),
        ("2026-02-27", "FY2025", ("2025-04-01", "2026-02-27")),
        ("2026-02-27", "2025-12/..", ("2025-12-01", "2026-02-27")),
    ],
)
def test_a_fact_became_so_when_it_is_said_to_have_and_never_after_that_day(
    on: str, happened: str | None, window: tuple[str, str]
) -> None:
    found = said("met", field="status", on=on, happened=happened).became_so
    assert (found.earliest, found.latest) == (day(window[0]), day(window[1]))


def test_the_person_quoted_answers_then_the_publisher_then_who_typed_it() -> None:
    unsourced = said("2027")
    assert unsourced.speaker == "keeper"
    assert replace(unsourced, recorded_by="naoki").speaker == "naoki"
    assert replace(unsourced, source=PAGE, recorded_by="naoki").speaker == "Nikkei"
    assert replace(unsourced, source=replace(PAGE, publisher=None)).speaker == "nikkei-1"
    assert replace(unsourced, source=PAGE, said_by="Koike").speaker == "Koike"


def test_a_source_nobody_retrieved_is_unread() -> None:
    assert PAGE.unread
    assert not replace(PAGE, retrieved_on=day("2026-02-27")).unread


@pytest.mark.parametrize(
    ("utc", "latest"), [("09:59", "2026-11-22"), ("10:00", "2026-11-23"), ("23:59", "2026-11-23")]
)
def test_the_latest_date_on_earth_is_that_of_fourteen_hours_ahead(utc: str, latest: str) -> None:
    hour, minute = map(int, utc.split(":"))
    assert date_on_earth(datetime(2026, 11, 22, hour, minute, tzinfo=UTC)) == day(latest)


@pytest.mark.parametrize(
    ("field", "text", "unit"),
    [
        (Field.TARGET, "FY2027-H2", None),
        (Field.BASELINE, "2027年度後半", None),
        (Field.STATUS, "at-risk", None),
        (Field.NOTE, "two lines", None),
        (Field.COMMITTED, "<=631.5bn", "JPY"),
        (Field.PROGRESS, "80%", "%"),
    ],
)
def test_a_value_is_kept_as_it_was_written(field: Field, text: str, unit: str | None) -> None:
    statement = replace(
        said("2027"), value=parse_value(field, f" {text} ", unit=unit, calendar=JAPAN)
    )
    assert statement.text == text


def test_a_status_is_read_in_any_case_and_nothing_else_is_one() -> None:
    assert parse_value(Field.STATUS, " Met ", unit=None, calendar=JAPAN) is Status.MET
    with pytest.raises(UsageError, match="'delayed' is no status") as refused:
        parse_value(Field.STATUS, "delayed", unit=None, calendar=JAPAN)
    assert "off-track" in refused.value.hint


def test_a_quantity_without_a_unit_is_refused() -> None:
    with pytest.raises(UsageError, match="threshold needs a metric to be counted in"):
        parse_value(Field.THRESHOLD, "30", unit=None, calendar=JAPAN)
