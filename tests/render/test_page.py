"""The status page: looked at as a whole, and its promises about width and length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from said import money, tranche
from tracker.domain.holdings import owners
from tracker.domain.money.coverage import coverage
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.format import Units
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.text import visible
from tracker.domain.vocabulary import Language
from tracker.render.canvas import ASCII, Canvas, Layout, styled
from tracker.render.charts.cells import Ruler, stacked, step
from tracker.render.charts.picture import Bar, Role, fiscal_scale, fiscal_time
from tracker.render.page.page import status_line, status_page
from tracker.render.telling.scale import MoneyScale
from tracker.render.telling.words import fiscal_years, stretch
from tracker.reports.status import Counts, StatusReport

ReportAt = Callable[[str], StatusReport]

MOST_LINES = 46
DAYS = ["2022-11-30", "2024-04-10", "2025-11-25", "2026-11-22", "2033-01-01"]


def text(report: StatusReport, layout: Layout) -> str:
    return "\n".join(line.plain for line in status_page(report, layout))


def widths(report: StatusReport, layout: Layout) -> list[int]:
    return [cell_len(line.plain) for line in status_page(report, layout)]


def empty(report: StatusReport) -> StatusReport:
    return replace(
        report,
        counts=Counts(milestones=0, unspoken=0, statements=0, sources=0),
        newest_statement=None,
        newest_change=None,
        milestones=(),
        money=coverage([], None),
        figures=(),
        owners=owners([], []),
        latest=(),
        next=(),
        attention=(),
    )


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(Layout(width=80), id="80"),
        pytest.param(Layout(width=140), id="140"),
        pytest.param(Layout(width=None), id="piped"),
        pytest.param(Layout(width=60), id="60"),
        pytest.param(Layout(width=140, ascii=True), id="ascii"),
        pytest.param(Layout(width=140, brief=True), id="brief"),
        pytest.param(Layout(width=80, all=True), id="all"),
        *(
            pytest.param(
                Layout(width=width, height=height, language=language),
                id=f"{width}x{height}-{language}",
            )
            for width, height in ((80, 24), (100, 40), (140, 50), (200, 60))
            for language in Language
        ),
    ],
)
def test_page(report: StatusReport, layout: Layout, snapshot: SnapshotAssertion) -> None:
    assert text(report, layout) == snapshot


@pytest.mark.parametrize("day", DAYS)
def test_no_line_is_wider_than_the_terminal(report_at: ReportAt, day: str) -> None:
    for width in range(20, 201):
        assert max(widths(report_at(day), Layout(width=width))) <= width, width


def test_no_line_of_ascii_is_wider_either(report: StatusReport) -> None:
    for width in range(20, 201, 7):
        assert max(widths(report, Layout(width=width, ascii=True))) <= width, width


@pytest.mark.parametrize("width", [1, 2, 5, 10, 20, 40, 80, 119, 120, 140])
def test_everything_is_no_wider_either(report: StatusReport, width: int) -> None:
    assert max(widths(report, Layout(width=width, all=True))) <= width


@pytest.mark.parametrize("width", [80, 100, 120, 140, None])
@pytest.mark.parametrize("day", DAYS)
def test_page_is_one_screen(report_at: ReportAt, day: str, width: int | None) -> None:
    assert len(widths(report_at(day), Layout(width=width))) <= MOST_LINES


def test_what_stands_alone_takes_the_whole_width(report: StatusReport) -> None:
    alone = replace(report, next=(), money=coverage([], None), figures=())
    lines = text(alone, Layout(width=140)).splitlines()
    assert any(line.startswith("OWNERS") for line in lines)
    assert any(line.startswith("ATTENTION") for line in lines)


def test_japanese_titles_do_not_break_the_width(report: StatusReport) -> None:
    project = replace(report.project, title="ラピダス量産計画", subtitle="北海道千歳市の工場")
    japanese = replace(report, project=project)
    for width in range(20, 201):
        assert max(widths(japanese, Layout(width=width))) <= width, width


def test_every_milestone_is_there_with_all(report: StatusReport) -> None:
    page = text(report, Layout(width=None, all=True))
    assert all(f" {row.milestone.slug} " in page for row in report.milestones)


@pytest.mark.parametrize("all_of_it", [False, True])
def test_without_a_terminal_nothing_is_shortened(report: StatusReport, *, all_of_it: bool) -> None:
    assert "…" not in text(report, Layout(width=None, all=all_of_it))


def test_a_project_without_headlines_shows_what_ended_too(report_at: ReportAt) -> None:
    report = report_at("2026-11-22")
    ended = [row for row in report.milestones if row.state.status.ends][:3]
    plain = [replace(row, milestone=replace(row.milestone, headline=False)) for row in ended]
    alone = replace(report, milestones=tuple(plain), attention=())
    page = text(alone, Layout(width=80))
    assert all(f" {row.milestone.slug} " in page for row in plain)


def test_a_budget_shows_its_figures(budget: StatusReport, snapshot: SnapshotAssertion) -> None:
    assert text(budget, Layout(width=80)) == snapshot


@pytest.mark.parametrize("all_of_it", [False, True])
def test_no_line_of_a_budget_is_too_wide(budget: StatusReport, *, all_of_it: bool) -> None:
    for width in range(20, 201, 9):
        assert max(widths(budget, Layout(width=width, all=all_of_it))) <= width, width
    for layout in (Layout(width=80), Layout(width=140), Layout(width=None)):
        assert len(widths(budget, layout)) <= MOST_LINES


def test_figures_left_out_are_counted(budget: StatusReport) -> None:
    page = text(budget, Layout(width=80))
    listed = [row for row in budget.figures if f"  {row.metric.slug}  " in page]
    left = len(budget.figures) - len(listed)
    assert f"FIGURES  {left} more: tracker metric list" in page
    whole = text(budget, Layout(width=80, all=True))
    assert all(f"  {row.metric.slug}  " in whole for row in budget.figures)


def test_newer_agreements_stand_beside_what_moved(report: StatusReport) -> None:
    page = text(report, Layout(width=140))
    assert "LATEST  agreements: cadence-design, " in page
    assert "  ~2026-07-17 cadence-design " in text(report, Layout(width=80, all=True))


def test_each_subject_has_one_line_of_latest(report: StatusReport) -> None:
    lines = text(report, Layout(width=80)).splitlines()
    subjects = [line.split()[1] for line in lines if line.startswith("  20")]
    assert len(subjects) == len(set(subjects)) > 0


def test_ascii_page_draws_in_ascii(report: StatusReport) -> None:
    project = replace(report.project, title_ja=None)
    page = text(replace(report, project=project, attention=()), Layout(width=140, ascii=True))
    assert page.isascii()


def test_empty_project_has_a_short_page(report: StatusReport) -> None:
    for width in (1, 20, 80, 140, None):
        page = text(empty(report), Layout(width=width))
        assert len(page.splitlines()) <= 5
    assert "Nothing is stated yet" in text(empty(report), Layout(width=80))
    assert status_line(empty(report)) == "RAPIDUS 2026-11-22: nothing stated"


def test_other_currencies_and_calendars(report: StatusReport) -> None:
    calendar = FiscalCalendar(first_month=10, named_by="last")
    project = replace(report.project, currency="USD", calendar=calendar)
    page = text(replace(report, project=project), Layout(width=140))
    assert "MONEY in $bn" in page
    assert "(FY2027-Q1)" in page


def test_names_are_neither_markup_nor_commands_for_the_terminal(report: StatusReport) -> None:
    project = replace(report.project, title="[red]A[/red]\x1b[2J\u202eB")
    first = status_page(replace(report, project=project), Layout(width=80))[0]
    assert first.plain.startswith("[red]A[/red]\\x1b[2J\\u202eB")
    assert "\\x1b" in status_line(replace(report, project=project))


def test_line_for_a_mail(report: StatusReport) -> None:
    line = status_line(report)
    assert line.startswith("RAPIDUS 2026-11-22: mass-production FY2027-H2 (0..+3mo), 3 of 5 met, ")
    assert "overdue" in line
    assert "\n" not in line
    assert status_line(report, ascii=True).isascii()


def test_visible_escapes_what_moves_the_cursor() -> None:
    assert visible("a\tb\n\x9b\u2066\U000e0001 日本") == "a\\tb\\n\\x9b\\u2066\\U000e0001 日本"


def test_wide_characters_are_cut_whole() -> None:
    assert Canvas(4).fit(styled("日本語")).plain == "日…"
    assert Canvas(6).fit(styled("日本語")).plain == "日本語"
    assert Canvas(1, ASCII).fit(styled("abc")).plain == "."


def test_prose_is_cut_between_words() -> None:
    assert Canvas(80).prose("since 2026-04-30, or so", 12).plain == "since…"
    assert Canvas(80).prose("since 2026-04-30, or so", 18).plain == "since 2026-04-30…"


def test_wrapped_text_loses_nothing() -> None:
    lines = [line.plain for line in Canvas(80).wrapped("one two three 日本語 four", 9)]
    assert lines == ["one two", "three", "日本語", "four"]


def test_listing_counts_what_is_left_out() -> None:
    assert Canvas(80).listing(["one", "two", "three"], 10) == "one, +2"
    assert Canvas(80, cut=False).listing(["one", "two", "three"], 3) == "one, two, three"


@pytest.mark.parametrize(("days", "shown"), [(0, "0d"), (30, "30d"), (31, "1mo"), (357, "12mo")])
def test_stretches_are_days_below_a_month(days: int, shown: str) -> None:
    assert stretch(days) == shown


def test_fiscal_years_are_spans() -> None:
    assert fiscal_years([2022, 2023, 2024, 2027]) == "FY2022-24, FY2027"
    assert fiscal_years([]) == ""


@pytest.mark.parametrize(
    ("part", "rounded", "shown"),
    [
        (Amount(2_354_000_000_000, 2_354_000_000_000, Qualifier.AT_MOST), False, "<=2,354.0"),
        (Amount(825_100_000_000, 825_100_000_000, Qualifier.ABOUT, derived=True), True, "~825*"),
        (Amount(7_300_000_000, 7_300_000_000), True, "7.3"),
        (Amount(631_500_000_000, 631_500_000_000), True, "631.5"),
        (Amount(200_000_000_000, 900_000_000_000, Qualifier.RANGE), True, "200..900"),
    ],
)
def test_amounts_carry_their_qualifier(part: Amount, shown: str, *, rounded: bool) -> None:
    assert MoneyScale("JPY").amount(part, rounded=rounded) == shown


def test_small_projects_count_in_millions() -> None:
    scale = MoneyScale.of([52_000_000_00], "USD")
    assert (scale.name(), scale.short(52_000_000_00)) == ("$m", "52")


@pytest.mark.parametrize(
    ("units", "name", "number", "tail"),
    [
        (Units.BN, "¥bn", "150.0", "bn"),
        (Units.MN, "¥m", "150,000", "m"),
        (Units.OKU, "億円", "1,500", "億円"),
        (Units.RAW, "¥", "150,000,000,000", ""),
    ],
)
def test_money_is_told_in_the_units_asked_for(
    units: Units, name: str, number: str, tail: str
) -> None:
    scale = MoneyScale.of([150_000_000_000], "JPY", units)
    assert (scale.name(), scale.number(150_000_000_000), scale.tail) == (name, number, tail)


def test_small_sums_in_millions_have_a_decimal() -> None:
    scale = MoneyScale.of([2_460_000, 150_000_000_000], "JPY", Units.MN)
    assert (scale.name(), scale.number(2_460_000)) == ("¥m", "2.5")


def test_what_is_below_one_oku_is_told_in_full() -> None:
    scale = MoneyScale.of([52_000_000], "JPY", Units.OKU)
    assert (scale.name(), scale.number(52_000_000)) == ("¥", "52,000,000")


@pytest.mark.parametrize(
    ("millions", "shown"),
    [
        (50, "0.5"),
        (400, "4"),
        (450, "4.5"),
        (12, "0.12"),
        (1_040, "10"),
        (950, "9.5"),
        (1_060, "11"),
        (167_644, "1,676"),
    ],
)
def test_a_sum_in_oku_is_rounded_by_no_more_than_its_twentieth(millions: int, shown: str) -> None:
    sums = [millions * 10**8, 450 * 10**8]
    scale = MoneyScale.of(sums, "EUR", Units.OKU)
    assert (scale.name(), scale.number(sums[0]), scale.short(sums[0])) == ("億ユーロ", shown, shown)
    assert MoneyScale.of([10**8, *sums], "EUR", Units.OKU).units is Units.RAW


@pytest.mark.parametrize("units", Units)
def test_no_line_is_wider_in_any_units(report: StatusReport, units: Units) -> None:
    for width in range(40, 161, 10):
        assert max(widths(report, Layout(width=width, units=units))) <= width, width
    for width in (80, 140):
        assert len(widths(report, Layout(width=width, units=units))) <= MOST_LINES


def test_bar_fits_whatever_it_measures() -> None:
    for amounts in ([1], [7, 10**15], [424_900, 2_354_000, 3_125_000, 1_096_000]):
        for room in range(len(amounts), 100):
            one = step(amounts, room)
            ruler, bars = stacked([(Role.PAID, amount) for amount in amounts], one)
            taken = [len(ruler.cells(bar)) for bar in bars]
            assert taken == [max((amount + one // 2) // one, 1) for amount in amounts]
            assert sum(taken) == ruler.width <= room


def test_axis_follows_the_fiscal_calendar() -> None:
    october = FiscalCalendar(first_month=10, named_by="last")
    ruler = Ruler(fiscal_scale(2026, 2029, october), 12)
    assert ruler.heading == "FY26  27  28"
    assert ruler.cell(fiscal_time(date(2025, 10, 1), october)) == 0
    ends = [fiscal_time(date(2026, 10, 1), october), fiscal_time(date(2027, 1, 1), october)]
    assert ruler.cells(Bar(row=0, start=ends[0], end=ends[1], role=Role.NOW)) == range(4, 5)
    assert ruler.cells(Bar(row=0, start=ends[0], end=None, role=Role.NOW)) == range(4, 12)


def test_japanese_names_stand_where_no_titles_do(report: StatusReport) -> None:
    for width in range(40, 120, 3):
        layout = Layout(width=width, language=Language.JAPANESE)
        assert max(widths(report, layout)) <= width, width
    for width in (80, 100):
        page = text(report, Layout(width=width, language=Language.JAPANESE))
        assert page.startswith("Rapidus株式会社  2nm foundry")
        assert "○ 株式上場  " in page
        assert "2ナノ量産開始 on-track" in page.split("LATEST")[1]
        assert "第2工場着工, " in page.split("NEXT")[1]
    page = text(report, Layout(width=80, language=Language.JAPANESE, ascii=True))
    assert page.startswith("RAPIDUS")
    assert "株式上場" not in page
    assert "株式上場" not in text(report, Layout(width=80))


def test_what_a_budget_holds_is_in_budget(report: StatusReport) -> None:
    parts = [money(tranche("rd"), budgeted="100bn"), money(tranche("more"), planned="300bn")]
    page = text(replace(report, money=coverage(parts, None)), Layout(width=140))
    assert "in budget" in next(line for line in page.splitlines() if line.startswith("MONEY"))
    assert "▒ in budget" in page
