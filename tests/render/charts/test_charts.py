"""Pictures: what they show as values, and that both drawers show it."""

from __future__ import annotations

import doctest
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest

from said import PROJECT, TODAY, by_field, milestone, milestone_state, money, said, tranche
from tracker.domain.log.clocks import Clocks
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.trend import promises
from tracker.domain.money.breakdown import By, breakdown
from tracker.domain.periods.calendar import JAPAN, FiscalCalendar
from tracker.domain.quantities.format import Units
from tracker.domain.shown.resolve import resolve
from tracker.domain.vocabulary import Field, Language
from tracker.render import canvas
from tracker.render.canvas import ASCII, UNICODE, Canvas, Signs
from tracker.render.charts import cells, palette, picture
from tracker.render.charts import trend as of_trend
from tracker.render.charts.cells_courses import courses
from tracker.render.charts.frame import frame_of
from tracker.render.charts.money import money as by_year
from tracker.render.charts.palette import COURSES, FAINT, INK, MARKS, PAPER, contrast
from tracker.render.charts.picture import Bar, Dot, Picture, Role, Scale
from tracker.render.charts.shapes import CELL
from tracker.render.charts.timeline import timeline
from tracker.render.charts.trend import trend
from tracker.render.charts.vector import as_svg
from tracker.reports.money import MoneyReport
from tracker.reports.rows import MilestoneRow
from tracker.reports.trend import Trend

SVG = "{http://www.w3.org/2000/svg}"
BN = 10**9
OCTOBER = FiscalCalendar(first_month=10, named_by="last")


def row(slug: str, *series: Statement, title: str | None = None) -> MilestoneRow:
    state = milestone_state(by_field([replace(one, subject=slug) for one in series]), TODAY)
    assert state
    known = milestone(slug)
    return MilestoneRow(milestone=replace(known, title=title or known.title), state=state)


def drawn(*rows: MilestoneRow, calendar: FiscalCalendar = JAPAN) -> Picture:
    return timeline("Fab", rows, TODAY, calendar, Language.ENGLISH)


def course(slug: str, *series: Statement) -> Trend:
    one = row(slug, *series)
    return Trend(row=one, promises=tuple(promises(one.state.fields[Field.TARGET])))


def trended(*trends: Trend) -> Picture:
    return trend("Fab", trends, TODAY, JAPAN, Language.ENGLISH)


OPEN_ENDED = row("chip", said("from 2028", on="2026-01-01"))
NO_START = row("pdk", said("by 2027-03-31", on="2026-01-01"))
MOVED = row("mass", said("2027", on="2023-01-01"), said("FY2028", on="2026-01-01"))
LATE = row("built", said("2025-11", on="2025-01-01"))
MET = row(
    "pilot",
    said("2025", on="2024-01-01"),
    said("met", field="status", on="2025-04-02", happened="2025-04-01"),
)
CANCELLED = row(
    "rail", said("2027", on="2024-01-01"), said("cancelled", field="status", on="2026-01-01")
)
UNDATED = row("users", said("on-track", field="status", on="2026-01-01"))
ALL = (OPEN_ENDED, NO_START, MOVED, LATE, MET, CANCELLED, UNDATED)


def marks(one: MilestoneRow) -> list[tuple[Role, float | None, float | None]]:
    return [
        (mark.role, mark.start, mark.end)
        if isinstance(mark, Bar)
        else (mark.role, mark.at, mark.at)
        for mark in drawn(one).marks
    ]


def test_a_window_is_a_bar_and_what_nobody_bounds_is_open() -> None:
    assert marks(OPEN_ENDED)[1] == (Role.NOW, 2027.75, None)
    assert marks(NO_START)[1] == (Role.NOW, None, 2027.0)


def test_the_first_promise_stands_beside_what_holds_now() -> None:
    assert marks(MOVED) == [(Role.FIRST, 2026.75, 2027.75), (Role.NOW, 2028.0, 2029.0)]


def test_what_is_late_is_drawn_up_to_today() -> None:
    role, start, end = marks(LATE)[-2]
    assert (role, end) == (Role.LATE, drawn(LATE).today)
    assert start == pytest.approx(2025 + 8 / 12)


def test_what_ended_promises_nothing_more() -> None:
    assert [role for role, *_ in marks(MET)] == [Role.FIRST, Role.MET]
    assert [role for role, *_ in marks(CANCELLED)] == [Role.FIRST, Role.ENDED]
    assert drawn(CANCELLED).rows[0].beside == "cancelled"
    assert marks(UNDATED) == []


WITHDRAWN = row("depot", said("2027", on="2024-01-01"), said("withdrawn", on="2025-04-01"))


@pytest.mark.parametrize(
    ("one", "role", "day", "sign"),
    [(CANCELLED, Role.ENDED, 2025.75, "×x"), (WITHDRAWN, Role.WITHDRAWN, 2025.0, "◇?")],
)
def test_what_is_promised_no_more_has_a_mark_of_its_own_on_the_day_it_was_said(
    one: MilestoneRow, role: Role, day: float, sign: str
) -> None:
    whole = drawn(one, MOVED)
    assert marks(one)[-1] == (role, day, day)
    assert whole.rows[0].beside in {"cancelled", "withdrawn"}
    assert (role, role.value) in whole.key
    assert role not in dict(drawn(MOVED).key)
    ruler = cells.ruler(whole.across, 80, (4,))
    assert ruler
    for signs, its in zip((UNICODE, ASCII), sign, strict=True):
        marked = [mark for mark in whole.marks if mark.row == 0]
        assert its in cells.lane(marked, ruler, whole.today, signs).plain
        assert f"{its} {role.value}" in cells.legend(whole.key, signs).plain
    name = "path" if role is Role.ENDED else "polygon"
    classes = [mark.get("class") for mark in elements(whole, name)]
    assert classes.count(role.name.lower()) == 2


def test_fiscal_years_are_those_of_the_project() -> None:
    scale = drawn(MOVED, calendar=OCTOBER).across
    assert [tick.label for tick in scale.ticks] == ["FY2027", "FY2028", "FY2029"]
    assert [
        tick.label for tick in drawn(MOVED, calendar=FiscalCalendar(first_month=1)).across.ticks
    ] == [*("2026", "2027", "2028", "2029")]


def test_a_lane_keeps_to_its_ruler_whatever_is_drawn() -> None:
    whole = drawn(*ALL)
    for room in range(4, 140):
        ruler = cells.ruler(whole.across, room, (12, 8, 6, 4, 2, 1))
        assert (ruler is None) == (room < cells.LEAST_ROOM)
        if ruler is None:
            continue
        for at in range(len(ALL)):
            lane = cells.lane(
                [one for one in whole.marks if one.row == at], ruler, whole.today, ASCII
            )
            assert lane.cell_len == ruler.width <= room
            assert lane.plain.isascii()


def test_ends_that_are_open_are_drawn_as_such() -> None:
    whole = drawn(OPEN_ENDED, NO_START)
    ruler = cells.ruler(whole.across, 80, (4,))
    assert ruler
    lanes = [
        cells.lane([one for one in whole.marks if one.row == at], ruler, whole.today, UNICODE).plain
        for at in (0, 1)
    ]
    assert lanes[0].endswith("━▸")
    assert lanes[1].startswith("◂━")


def test_a_ruler_leaves_the_last_years_out_where_none_fits() -> None:
    scale = picture.fiscal_scale(2000, 2060, JAPAN)
    ruler = cells.ruler(scale, 20, (4, 2, 1))
    assert ruler
    assert (ruler.width, ruler.heading) == (20, "FY03  07  11  15  19")


def elements(drawn: Picture, name: str) -> list[ET.Element]:
    return [*ET.fromstring(as_svg(drawn)).iter(f"{SVG}{name}")]  # noqa: S314


@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_a_vector_needs_nothing_from_elsewhere(count: int) -> None:
    rows = [replace(ALL[at % len(ALL)]) for at in range(count)]
    text = as_svg(drawn(*rows))
    assert ET.fromstring(text).get("role") == "img"  # noqa: S314
    for foreign in ("var(", "href", "url(http", "@import", "<script", "<style", "<image"):
        assert foreign not in text


def test_a_mark_lies_where_its_value_does() -> None:
    whole = drawn(MOVED, MET)
    frame = frame_of(whole)
    bars = {one.get("class"): one.get("points", "") for one in elements(whole, "polygon")[:2]}
    now = next(m for m in whole.marks if isinstance(m, Bar) and m.role is Role.NOW)
    xs = [float(point.split(",")[0]) for point in bars["now"].split()]
    assert now.start is not None
    assert now.end is not None
    ends = [frame.x(whole.across.part(end)) for end in (now.start, now.end)]
    assert [min(xs), max(xs)] == pytest.approx(ends, abs=0.1)
    (dot,) = [one for one in elements(whole, "circle") if one.find(f"{SVG}title") is not None]
    met = next(m for m in whole.marks if isinstance(m, Dot))
    assert float(dot.get("cx", "")) == frame.x(whole.across.part(met.at))
    assert dot.find(f"{SVG}title").text == "pilot: met: 2025-04-01"  # type: ignore[union-attr]


def test_whatever_a_milestone_is_called_is_text_and_keeps_to_its_place() -> None:
    for title in ("<b>&\"'</b>\x1b[31m", "x" * 80, "量産" * 40, ""):
        whole = drawn(row("mass", said("2027", on="2023-01-01"), title=title))
        names = [one.text or "" for one in elements(whole, "text")]
        assert not any("\x1b" in name for name in names)
        assert frame_of(whole).left < frame_of(whole).right


SAID = (
    said("2027", on="2022-12-13"),
    said("2025/2029", on="2024-02-28"),
    said("2026", on="2024-06-01", tier="secondary"),
    said("FY2027-H2", on="2025-11-21"),
)


def test_a_course_follows_what_was_shown_and_nothing_else() -> None:
    found = resolve(SAID, TODAY)
    assert found
    assert [(one.day, one.said.text) for one in promises(found)] == [
        (date(2022, 12, 13), "2027"),
        (date(2025, 11, 21), "FY2027-H2"),
    ]


def test_a_repetition_is_no_promise_and_neither_is_what_blurs() -> None:
    found = resolve([said("2027-10", on="2024-01-01"), said("2027", on="2025-01-01")], TODAY)
    assert found
    assert [one.said.text for one in promises(found)] == ["2027-10"]


def test_a_course_breaks_where_a_promise_was_withdrawn() -> None:
    series = (
        said("2027", on="2023-01-01"),
        said("withdrawn", on="2024-01-01"),
        said("2029", on="2025-01-01"),
    )
    whole = trended(course("mass", *series))
    assert [rung.level for rung in whole.courses[0].rungs] == [2027.75, None, 2029.75]
    (path,) = elements(whole, "path")
    assert path.get("d", "").count("M") == 2


def test_a_course_ends_where_its_milestone_was_met() -> None:
    one = course(
        "pilot",
        said("2025", on="2024-01-01"),
        said("met", field="status", on="2025-04-02", happened="2025-04-01"),
    )
    (drawn_course,) = trended(one).courses
    assert drawn_course.end is Role.MET
    assert drawn_course.until == pytest.approx(2025 + 1 / 360, abs=0.01)
    assert drawn_course.label == "pilot met 2025-04-01"


def test_a_course_ends_with_a_cross_where_it_was_cancelled_and_shows_what_was_withdrawn() -> None:
    cancelled = course(
        "rail",
        said("2027", on="2024-01-01"),
        said("cancelled", field="status", on="2026-01-01"),
    )
    withdrawn = course("depot", said("2027", on="2024-01-01"), said("withdrawn", on="2025-04-01"))
    for one, stop, sign in (
        (cancelled, (Role.ENDED, 2025.752688172, 2027.75), "×"),
        (withdrawn, (Role.WITHDRAWN, 2025.0, 2027.75), "◇"),
    ):
        whole = trended(one)
        (stopped,) = whole.courses[0].stops()
        assert stopped == pytest.approx(stop, abs=0.001)
        assert stop[0] in dict(whole.key)
        assert any(sign in line.plain for line in courses(whole, Canvas(80, UNICODE), 22))
        name = "path" if stop[0] is Role.ENDED else "polygon"
        assert stop[0].name.lower() in {mark.get("class") for mark in elements(whole, name)}
    assert not {Role.ENDED, Role.WITHDRAWN} & {*dict(trended(course("mass", *SAID)).key)}


SAME = (said("2027", on="2023-01-01"), said("2028", on="2025-01-01"))


def test_courses_that_coincide_run_beside_each_other_in_a_vector() -> None:
    whole = trended(*(course(f"m{at}", *SAME) for at in range(5)))
    lines = [one.get("d", "") for one in elements(whole, "path")]
    heights = [float(line.partition(",")[2].partition("H")[0]) for line in lines]
    assert len({*heights}) == 5
    assert min(after - at for at, after in pairwise(sorted(heights))) >= 2.5
    letters = [one for one in elements(whole, "text") if one.text in {*"abcde"}]
    places = [(float(one.get("x", "")), float(one.get("y", ""))) for one in letters]
    for (x, y), (beside, above) in combinations(places, 2):
        assert abs(x - beside) >= CELL or abs(y - above) >= 10


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_courses_that_coincide_have_their_letters_beside_each_other_in_cells(
    signs: Signs,
) -> None:
    lines = courses(trended(*(course(f"m{at}", *SAME) for at in range(3))), Canvas(80, signs), 22)
    several = [line.plain for line in lines if signs.several in line.plain]
    assert [re.findall("abc|cba", line.partition("  a m")[0]) for line in several] == [
        ["abc", "cba"],
        ["abc"],
    ]
    alone = courses(trended(course("m0", *SAME)), Canvas(80, signs), 22)
    assert not any(signs.several in line.plain for line in alone)


def test_a_letter_stays_where_its_course_is_met_at_once() -> None:
    met = said("met", field="status", on="2025-04-02", happened="2025-04-01")
    whole = trended(course("pilot", said("2025", on="2025-03-20"), met))
    assert any("a●" in line.plain for line in courses(whole, Canvas(80, UNICODE), 22))


def test_no_two_courses_have_the_same_sign() -> None:
    whole = trended(*(course(f"m{at}", *SAID) for at in range(120)))
    signs = [one.letter for one in whole.courses]
    assert len({*signs}) == 120
    assert not {*signs} & {ASCII.ended, ASCII.met, ASCII.withdrawn}
    page = "\n".join(line.plain for line in courses(whole, Canvas(100, UNICODE), 22))
    assert all(f"{one.letter} {one.label}" in page for one in whole.courses)


def test_a_long_name_of_a_course_keeps_its_date() -> None:
    whole = trended(course("x" * 80, *SAME))
    below = courses(whole, Canvas(60, UNICODE), 22)[-1].plain
    assert re.fullmatch("a x+…x+ 2028", below)
    assert len(below) == 60
    names = [one.text or "" for one in elements(whole, "text")]
    assert any(re.fullmatch("a x+…x+ 2028", name) for name in names)


def test_the_windows_of_many_courses_hide_nothing() -> None:
    for many in (1, 8, 200):
        whole = trended(*(course(f"m{at}", *SAME[:1]) for at in range(many)))
        bands = [one for one in elements(whole, "rect") if one.get("class") == "within"]
        assert sum(float(one.get("fill-opacity", "")) for one in bands) <= 0.81


def test_a_scale_is_named_apart_from_what_stands_above_it() -> None:
    texts = {one.text: float(one.get("y", "")) for one in elements(drawn(MOVED), "text")}
    assert texts["FY2027"] - texts[drawn(MOVED).about] >= 20


def test_what_is_measured_upwards_is_named_apart_from_what_stands_above() -> None:
    texts = {
        one.text: float(one.get("y", "")) for one in elements(trended(course("m", *SAME)), "text")
    }
    about = next(y for text, y in texts.items() if text and text.startswith("What was promised"))
    assert texts["promised for"] - about >= 20


def test_courses_keep_to_the_terminal_and_name_each_of_them() -> None:
    trends = [course(f"m{at}", *SAID, said(f"{2027 + at}", on="2026-01-01")) for at in range(9)]
    for most in (1, 3, 9):
        whole = trended(*trends[:most])
        for width in (60, 80, 140):
            for height in (8, 22, 40):
                lines = courses(whole, Canvas(width, ASCII), height)
                assert max(line.cell_len for line in lines) <= width
                page = "\n".join(line.plain for line in lines)
                assert page.isascii()
                for one in whole.courses:
                    assert f"{one.letter} {one.label}" in page


def test_any_number_of_courses_has_its_names_apart_and_in_the_picture() -> None:
    trends = [course(f"m{at}", said("2027", on="2024-01-01")) for at in range(90)]
    whole = trended(*trends)
    lines = courses(whole, Canvas(100, UNICODE), 22)
    assert all(f" m{at} " in "\n".join(line.plain for line in lines) for at in range(90))
    names = [one for one in elements(whole, "text") if re.match(r"\w\d? m\d", one.text or "")]
    places = sorted(float(one.get("y", "")) for one in names)
    frame = frame_of(whole)
    assert len(places) == 90
    assert frame.top <= places[0]
    assert places[-1] <= frame.height
    assert all(after - at >= 13.9 for at, after in pairwise(places))


def test_one_year_alone_has_its_label() -> None:
    ruler = cells.ruler(picture.fiscal_scale(2026, 2026.5, JAPAN), 20, (4, 2, 1))
    assert ruler
    assert (ruler.width, ruler.heading) == (4, "FY26")
    assert cells.Ruler(picture.amount_scale(0, str), 3).heading.strip() == "0"


def test_what_lies_beyond_a_scale_is_pointed_to() -> None:
    ruler = cells.Ruler(picture.fiscal_scale(2026, 2030, JAPAN), 16)
    later = Bar(row=0, start=2150, end=2151, role=Role.NOW)
    before = Bar(row=0, start=1990, end=1991, role=Role.NOW)
    assert cells.lane([later], ruler, None, UNICODE).plain == " " * 15 + "▸"
    assert cells.lane([before], ruler, None, UNICODE).plain == "◂" + " " * 15


def test_labels_of_a_scale_never_touch() -> None:
    for most in (7, 5 * 10**12, 10**15):
        for width in range(10, 120):
            scale = picture.amount_scale(most, "{:,}".format)
            heading = cells.Ruler(scale, width).heading
            assert len(heading) <= width
            assert {*heading.split()} <= {tick.label for tick in scale.ticks}


def test_a_range_is_drawn_as_what_may_be() -> None:
    ranged = money(tranche("rd", year=2026), planned="2bn..5bn")
    report = replace(funded(), money=breakdown([ranged], By.YEAR))
    bars = [m for m in by_year("Fab", report, Units.BN).marks if isinstance(m, Bar)]
    assert [(m.end, m.role) for m in bars] == [(2 * BN, Role.PLANNED), (5 * BN, Role.UNKNOWN)]


def test_a_course_without_an_end_reaches_the_edge() -> None:
    whole = trended(course("chip", said("from 2028", on="2026-01-01")))
    (rung,) = whole.courses[0].rungs
    assert (rung.level, rung.high) == (2027.75, None)
    band = next(one for one in elements(whole, "rect") if one.get("class") == "within")
    assert float(band.get("y", "")) == frame_of(whole).top


def funded() -> MoneyReport:
    """Money of two years, of which one is paid in part, and a need beyond it."""
    first = money(tranche("rd-2025", year=2025), disbursed="100bn", committed="<=400bn")
    later = money(tranche("rd-2026", year=2026), planned="~300bn")
    return MoneyReport(
        project=PROJECT,
        clocks=Clocks(as_of=TODAY, entry=1, hash="0"),
        currency="JPY",
        exchange=None,
        rates=(),
        money=breakdown([first, later], By.YEAR),
        needs=(),
        reconciled=(),
    )


def test_each_year_begins_where_the_one_before_it_ends() -> None:
    whole = by_year("Fab", funded(), Units.BN)
    assert [(m.row, m.start, m.end, m.role) for m in whole.marks if isinstance(m, Bar)] == [
        (0, 0, 100 * BN, Role.PAID),
        (0, 100 * BN, 400 * BN, Role.COMMITTED),
        (1, 400 * BN, 700 * BN, Role.PLANNED),
    ]
    assert [one.beside for one in whole.rows] == ["<=400*", "~300"]


def test_colours_can_be_told_from_the_paper() -> None:
    assert all(contrast(colour, PAPER) >= 4.5 for colour in (INK, FAINT, *COURSES))
    assert all(contrast(colour, PAPER) >= 3 for colour in MARKS.values())


def test_a_value_beyond_a_scale_lies_at_its_end() -> None:
    assert Scale(0, 10).part(-5) == 0
    assert not Scale(0, 10).holds(11)


@pytest.mark.parametrize("module", [canvas, picture, palette, of_trend])
def test_the_examples_of_a_module_are_so(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted
    assert not found.failed
