"""A calendar of what comes next, as calendars read it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from databases import reading
from recording import said, say
from tracker.db.catalog import find_project
from tracker.db.log import read_clocks
from tracker.domain.milestones.upcoming import Due
from tracker.domain.vocabulary import Field, Language, Tier
from tracker.errors import MissingExtraError
from tracker.render.canvas import Layout
from tracker.render.paper.calendar import as_calendar
from tracker.reports.status import StatusReport, status_report

ReportAt = Callable[[str], StatusReport]
PLAIN = Layout(width=None)
JAPANESE = replace(PLAIN, language=Language.JAPANESE)
TODAY = date(2026, 11, 22)


def opened(report: StatusReport, layout: Layout = PLAIN) -> Calendar:
    found = Calendar.from_ical(as_calendar(report, layout))
    assert isinstance(found, Calendar)
    assert not found.errors
    return found


def about(report: StatusReport, name: str = "x-wr-caldesc", layout: Layout = PLAIN) -> str:
    """What the calendar says of itself, without the signs that escape."""
    value: Any = opened(report, layout)[name]
    told: bytes = value.to_ical()
    return told.decode().replace("\\", "")


def events(report: StatusReport, layout: Layout = PLAIN) -> dict[str, Any]:
    """The events by the slug of what is due."""
    found = opened(report, layout).events
    named = {str(one["uid"]).partition("@")[0].partition("/")[2]: one for one in found}
    assert len(named) == len(found)
    return named


@pytest.fixture
def moving(shipped: Path, tmp_path: Path) -> Path:
    """The shipped record, of which a test may say more."""
    return Path(shutil.copy(shipped, tmp_path / "moving.db"))


def report_of(path: Path, as_of: date = TODAY) -> StatusReport:
    with reading(path) as connection:
        clocks = read_clocks(connection, as_of, None)
        return status_report(connection, find_project(connection, "rapidus"), clocks)


def promised(path: Path, slug: str, when: str) -> StatusReport:
    """Say for when it is promised now, and report it."""
    one = said(f"rapidus/{slug}", Field.TARGET, when, on="2026-11-21", tier=Tier.PRIMARY)
    say(path, one)
    return report_of(path)


def test_each_thing_that_is_due_is_an_event_of_its_last_day(report: StatusReport) -> None:
    due = {item.slug: item for window in report.next for item in window.items}
    found = events(report)
    assert found.keys() == due.keys()
    assert len(found) > 10
    for slug, event in found.items():
        last = due[slug].window.latest
        assert last is not None
        assert type(event["dtstart"].dt) is date
        assert event["dtstart"].dt == last
        assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
        assert event["dtend"].dt == last + timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"


def test_an_event_tells_what_is_promised_by_whom_and_where(report: StatusReport) -> None:
    event = events(report)["mass-production"]
    assert event["summary"] == "2nm mass production starts: FY2027-H2"
    address = "https://eetimes.itmedia.co.jp/ee/articles/2511/21/news147.html"
    assert str(event["description"]).split("\n") == [
        "Status: on-track",
        "Window: 2027-10-01 to 2028-03-31",
        "First promised: 2027",
        "Said by: Rapidus Corporation (primary), 2025-11-21",
        "Source: [METI selects Rapidus for state equity; the implementation plan]",
        address,
        f"As of 2026-11-22, log #{report.clocks.entry}",
    ]
    assert event["url"] == address


def test_money_that_is_due_is_told_with_how_much_it_is(report: StatusReport) -> None:
    event = events(report)["bank-loans"]
    assert str(event["summary"]).endswith(": <=¥2tn, FY2027")
    assert "Status: planned" in event["description"]
    assert "Said by: Jiji Press (press), 2025-12-11" in event["description"]


def test_titles_are_in_the_language_asked_for(report: StatusReport) -> None:
    assert about(report, "x-wr-calname") == "RAPIDUS"
    assert about(report, "x-wr-calname", JAPANESE) == "Rapidus株式会社"
    assert events(report, JAPANESE)["mass-production"]["summary"] == "2ナノ量産開始: FY2027-H2"
    assert events(report, JAPANESE).keys() == events(report).keys()


def test_what_is_overdue_or_has_no_last_day_is_counted(report: StatusReport) -> None:
    found = events(report)
    assert not found.keys() & {"iim1-built", "pdk-2nm", "tenstorrent-chip"}
    left_out = "2 overdue (iim1-built, pdk-2nm), 1 without a last day (tenstorrent-chip)"
    assert about(report) == f"As of 2026-11-22, log #{report.clocks.entry}; left out: {left_out}"


def test_what_sources_disagree_on_says_so(report_at: ReportAt) -> None:
    disputed = {
        item.slug: event
        for day in ("2024-06-30", "2025-12-15", "2026-03-31")
        for window in report_at(day).next
        for item in window.items
        if item.conflict and (event := events(report_at(day)).get(item.slug))
    }
    assert disputed
    for slug, event in disputed.items():
        assert str(event["summary"]).endswith("≠")
        assert f"Sources disagree: tracker why rapidus/{slug}\n" in event["description"]


def test_as_of_another_day_an_event_is_the_same_one(report_at: ReportAt) -> None:
    early, late = events(report_at("2024-06-30")), events(report_at("2026-11-22"))
    both = early.keys() & late.keys()
    assert "mass-production" in both
    assert all(early[slug]["uid"] == late[slug]["uid"] for slug in both)
    assert early["mass-production"]["dtstart"].dt != late["mass-production"]["dtstart"].dt
    # Of two with one SEQUENCE calendars keep the one with the later DTSTAMP.
    assert early["mass-production"]["dtstamp"].dt == datetime(2024, 6, 30, tzinfo=UTC)
    assert early["mass-production"]["dtstamp"].dt < late["mass-production"]["dtstamp"].dt


def test_a_promise_that_moves_moves_its_event(moving: Path) -> None:
    before = events(report_of(moving))["mass-production"]
    after = events(promised(moving, "mass-production", "2028-09"))["mass-production"]
    assert after["uid"] == before["uid"] == "rapidus/mass-production@rapidus-tracker"
    assert after["dtstart"].dt == date(2028, 9, 30)
    assert after["summary"] == "2nm mass production starts: 2028-09≠"  # the company has not said so
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt == before["dtstamp"].dt


def test_a_promise_without_a_last_day_takes_its_event_away(moving: Path) -> None:
    later = promised(moving, "mass-production", "2029 or later")
    assert "mass-production" not in events(later)
    assert "2 without a last day (mass-production, tenstorrent-chip)" in about(later)


def test_one_that_names_only_its_last_day_is_told_so(moving: Path) -> None:
    event = events(promised(moving, "mass-production", "by 2028-06"))["mass-production"]
    assert event["summary"] == "2nm mass production starts: by 2028-06"
    assert event["dtstart"].dt == date(2028, 6, 30)
    assert "Window: .. to 2028-06-30" in event["description"]
    assert "url" not in event
    assert "Said by: keeper (no source), 2026-11-21" in event["description"]


def test_where_nothing_comes_next_the_calendar_has_no_event(report_at: ReportAt) -> None:
    report = report_at("2000-01-01")
    assert not report.next
    assert not opened(report).events
    assert about(report) == f"As of 2000-01-01, log #{report.clocks.entry}"


def test_a_budget_is_due_in_its_year(budget: StatusReport) -> None:
    (event,) = events(budget).values()
    assert event["summary"] == "All lines of the initial budget: ¥3,069.3bn, FY2026≠"
    assert str(event["uid"]).startswith("meti-fy2026/")
    assert str(event["description"]).startswith(
        "Status: budgeted\nWindow: 2026-04-01 to 2027-03-31"
    )


def test_the_same_report_is_the_same_file(report: StatusReport) -> None:
    assert as_calendar(report, PLAIN) == as_calendar(report, PLAIN)


@pytest.mark.parametrize("layout", [PLAIN, JAPANESE], ids=["english", "japanese"])
def test_it_is_as_the_standard_says(report: StatusReport, layout: Layout) -> None:
    """RFC 5545: 3.1 lines, 3.4 the object, 3.6 the calendar, 3.6.1 its events."""
    written = as_calendar(report, layout)
    assert written.endswith(b"END:VCALENDAR\r\n")
    lines = written.removesuffix(b"\r\n").split(b"\r\n")
    assert not any({*line} & {*b"\r\n"} for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines)  # no sign is cut in two
    assert any(line.startswith(b" ") for line in lines)
    whole = written.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert whole[0] == "BEGIN:VCALENDAR"
    assert whole.count("VERSION:2.0") == whole.count("CALSCALE:GREGORIAN") == 1
    assert sum(line.startswith("PRODID:") for line in whole) == 1
    begun = [at for at, line in enumerate(whole) if line == "BEGIN:VEVENT"]
    for at in begun:
        names = [line.partition(":")[0] for line in whole[at : whole.index("END:VEVENT", at)]]
        assert len(names) == len({*names})
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SEQUENCE"} < {*names}


def test_what_anybody_wrote_stays_in_its_property(report: StatusReport) -> None:
    row = next(one for one in report.milestones if one.milestone.slug == "mass-production")
    title = "a;b,c\\d\r\nBEGIN:VALARM\u202e"
    hostile = replace(row, milestone=replace(row.milestone, title=title))
    changed = replace(report, milestones=(hostile,))
    due = replace(report.next[0], items=(_of(report, "mass-production"),))
    event = events(replace(changed, next=(due,)))["mass-production"]
    assert event["summary"] == "a;b,c\\d\\r\\nBEGIN:VALARM\\u202e: FY2027-H2"
    assert not event.subcomponents


def _of(report: StatusReport, slug: str) -> Due:
    items = [item for window in report.next for item in window.items]
    return next(item for item in items if item.slug == slug)


def test_an_address_that_is_none_is_told_and_no_link(report: StatusReport) -> None:
    row = next(one for one in report.milestones if one.milestone.slug == "mass-production")
    found = row.state.fields[Field.TARGET]
    assert found.shown.source is not None
    source = replace(found.shown.source, url="the library, shelf 3")
    shown = replace(found, shown=replace(found.shown, source=source))
    state = replace(row.state, fields={Field.TARGET: shown})
    changed = replace(report, milestones=(replace(row, state=state),))
    due = replace(report.next[0], items=(_of(report, "mass-production"),))
    event = events(replace(changed, next=(due,)))["mass-production"]
    assert "the library, shelf 3" in event["description"]
    assert "url" not in event


def test_without_the_extra_the_error_names_it(
    report: StatusReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError) as told:
        as_calendar(report, PLAIN)
    assert told.value.exit_code == 1
    assert told.value.hint == "pip install 'rapidus-tracker[ics]', or write a FILE.html"
