"""What the page comes to in a few sentences, and the page on a small screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from said import TODAY, fields_of, said
from tracker.domain.milestones.schedule import Slip
from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import Citation, Field, Language, Status
from tracker.render.brief import as_brief
from tracker.render.canvas import ASCII, SHORT, Canvas, Layout
from tracker.render.page.gist import gist, sentences
from tracker.render.page.page import status_page
from tracker.render.page.sections import latest
from tracker.render.telling.words import said_on
from tracker.reports.status import StatusReport

ReportAt = Callable[[str], StatusReport]


def told(report: StatusReport, language: Language = Language.ENGLISH) -> str:
    canvas = Canvas(80, language=language)
    return " ".join(line.plain for line in gist(canvas, report))


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        (
            "2026-11-22",
            (
                "2nm mass production starts: promised for FY2027-H2, up to 3 months after",
                " the first promise, 2027. Rapidus Corporation last said so 12 months ago,",
                " Tom's Hardware repeated it, less precisely, 9 months ago;",
                " on-track since, said Rapidus Corporation in Aug 2026.",
                "2 of 62 milestones are overdue, both gates of mass-production (iim1-built,",
                "Nothing has moved a figure since ~2026-10-05 (design-support);",
                " at first hand Rapidus Corporation spoke last, 2026-08-29.",
            ),
        ),
        ("2025-03-01", ("2nm pilot line starts: promised for 2025-04, as first promised.",)),
        (
            "2026-03-10",
            (
                "1 of 56 milestones is overdue, a gate of mass-production (iim1-built),",
                "New in 30 days: ",
            ),
        ),
        ("2028-05-01", ("2nm mass production starts: promised for FY2027-H2, 1 month ago, and",)),
    ],
)
def test_it_says_where_the_milestone_that_matters_stands(
    report_at: ReportAt, day: str, sentences: tuple[str, ...]
) -> None:
    text = told(report_at(day))
    for sentence in sentences:
        assert sentence in text, text


def test_who_doubts_the_date_is_told_though_the_promise_is_newer(report: StatusReport) -> None:
    row = report.foremost
    assert row is not None
    doubt = said("off-track", about=row.milestone.slug, field="status", on="2025-01-10")
    fields = {**row.state.fields, **fields_of({Field.STATUS: [doubt]}, TODAY)}
    state = replace(row.state, status=Status.OFF_TRACK, fields=fields)
    seen = replace(report, milestones=(replace(row, state=state),))
    assert f" ago; off-track, says {doubt.speaker}." in told(seen)


def test_a_day_is_told_as_vaguely_as_it_was_stated(report: StatusReport) -> None:
    last = report.latest[0]
    vague = replace(last.statement, stated_on=Period.parse("March 2026"))
    seen = replace(report, latest=(), newest_change=vague, newest_statement=vague)
    assert f"since Mar 2026 ({vague.subject})" in told(seen)
    assert "spoke last, Mar 2026." in told(seen)
    seen = replace(report, latest=(replace(last, statement=vague),))
    assert latest(Canvas(120), seen, None)[1].plain.startswith(f"  Mar 2026 {vague.subject}")
    days = {"2026-03-05": "2026-03-05", "2026-03-01/2026-03-15": "~2026-03-15", "2026": "2026"}
    told_as = {text: said_on(replace(vague, stated_on=Period.parse(text))) for text in days}
    assert told_as == days


def test_it_is_told_in_the_language_asked_for(report: StatusReport) -> None:
    assert told(report, Language.JAPANESE).startswith("2ナノ量産開始：2027年度後半の予定")
    ascii_only = Canvas(80, signs=ASCII, language=Language.JAPANESE)
    assert all(line.plain.isascii() for line in gist(ascii_only, report))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_japanese_sentence_is_broken_at_its_stops(report: StatusReport, width: int) -> None:
    lines = [line.plain for line in gist(Canvas(width, language=Language.JAPANESE), report)]
    whole = "".join(sentences(report, Language.JAPANESE))
    assert "".join("".join(lines).split()) == "".join(whole.split())
    assert max(map(cell_len, lines)) <= width
    assert not any(line.startswith(("。", "、", "）")) for line in lines)


def test_what_ended_last_stands_for_a_project_that_is_done(budget: StatusReport) -> None:
    row = budget.foremost
    assert row is not None
    assert row.milestone.slug == "in-force"
    assert told(budget).startswith("Budget in force: met on 2026-04, on time.")


@pytest.mark.parametrize("height", [10, 20, 24, 29])
@pytest.mark.parametrize("day", ["2022-11-30", "2025-11-25", "2026-11-22", "2033-01-01"])
def test_a_small_screen_has_a_page_of_its_own(report_at: ReportAt, day: str, height: int) -> None:
    lines = [line.plain for line in status_page(report_at(day), Layout(width=80, height=height))]
    assert max(map(cell_len, lines)) <= 80
    assert len(lines) < max(height, 24)
    assert any(line.startswith("MILESTONE") for line in lines)
    assert lines[-1].startswith("tracker status --full")


@pytest.mark.parametrize(("width", "height"), [(80, 40), (100, 40), (140, 50), (200, 60)])
def test_a_larger_one_is_filled_but_not_left(report: StatusReport, width: int, height: int) -> None:
    lines = status_page(report, Layout(width=width, height=height))
    assert SHORT < len(lines) < height
    assert any(line.plain.startswith("OWNERS") or " OWNERS " in line.plain for line in lines)


def test_titles_stand_beside_the_slugs_where_there_is_room(report: StatusReport) -> None:
    pages = {
        width: "\n".join(line.plain for line in status_page(report, Layout(width=width)))
        for width in (120, 140, 200)
    }
    assert "2nm PDK released" not in pages[120]
    assert "2nm PDK released" in pages[140]
    assert "2nm PDK released to customers " in pages[200]


def test_gates_are_boxes_and_work_is_a_bar(report: StatusReport) -> None:
    page = [line.plain for line in status_page(report, Layout(width=80))]
    (gates,) = [line for line in page if "mass-production" in line and "5/7 gates" in line]
    assert "■■■■■□□ 5/7 gates" in gates
    assert any("██████ 167.6/130bn" in line for line in page)


WAYS = {
    Slip(0, None): (
        "without the last day of the first promise, 2027",
        "当初は2027年、期限は示されなくなった",
        "without the last day that was first promised",
    ),
    Slip(20, None): ("at least 20 days after the", "20日以上遅れ", "at least 20 days later than"),
    Slip(-20, 30): (
        "20 days before to 30 days after the",
        "20日早まりから30日遅れまで",
        "up to 20 days earlier or 30 days later than",
    ),
    Slip(-20, -12): ("12 to 20 days before the", "12日〜20日早まり", "12 to 20 days earlier than"),
    Slip(0, 0): ("as first promised", "当初の約束どおり", "within what was first promised"),
}


@pytest.mark.parametrize("slip", WAYS)
def test_which_way_a_promise_moved_is_worded_everywhere(report: StatusReport, slip: Slip) -> None:
    foremost = report.foremost
    assert foremost is not None
    moved = replace(foremost, state=replace(foremost.state, slip=slip))
    rows = [moved if row is foremost else row for row in report.milestones]
    seen = replace(report, milestones=tuple(rows))
    english, japanese, brief = WAYS[slip]
    assert english in told(seen)
    assert japanese in "".join(sentences(seen, Language.JAPANESE))
    layout = Layout(width=80)
    text = " ".join(line.plain for line in as_brief(seen, Citation.MARKDOWN, layout))
    assert brief in text.replace("  ", " ")


def test_a_gate_that_is_lost_is_named_and_what_nobody_spoke_of_counted(
    report: StatusReport,
) -> None:
    lost = [
        replace(row, state=replace(row.state, status=Status.CANCELLED))
        if row.milestone.slug == "pdk-2nm"
        else row
        for row in report.milestones
    ]
    seen = replace(report, milestones=tuple(lost), counts=replace(report.counts, unspoken=3))
    assert " Its gate pdk-2nm was cancelled." in told(seen)
    assert ", nobody spoke of 3 more, " in told(seen)
    assert "Tom's Hardwareが大まかに再掲" in "".join(sentences(report, Language.JAPANESE))
    assert "」は中止となった。" in "".join(sentences(seen, Language.JAPANESE))
    assert "Its gate" not in told(report)
    assert "nobody spoke" not in told(report)
