"""The four pictures of the page in a browser: each mark lies where the JSON says its value is.

What is expected is computed from the JSON and two labels of each scale, not by what draws.
"""

from __future__ import annotations

import calendar
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

import pytest

from chromium import Browser
from papers import Paper
from tracker.render.charts.palette import DARK

Papers = Callable[[str], Paper]
Box = dict[str, Any]
Scale = Callable[[float], float]
drawn_worlds = pytest.mark.parametrize("name", ["rapidus", "rapidus-ja", "windows", "dollars"])
CHARTS = ("timeline", "trend", "money", "owners")
TODAY = date(2026, 11, 22)
PIXEL = 1.0

DRAWN = """
const svg = document.querySelector(`svg[aria-labelledby^="${arguments[0]}-"]`);
const place = (one, x, y) => {
  const at = new DOMPoint(x, y).matrixTransform(one.getScreenCTM());
  return [at.x, at.y];
};
const box = one => {
  const {x, y, width, height} = one.getBBox();
  const [left, top] = place(one, x, y), [right, bottom] = place(one, x + width, y + height);
  return {left, top, right, bottom, kind: one.getAttribute('class'), name: one.tagName};
};
const all = name => [...svg.querySelectorAll(name)];
return {
  size: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
  marks: all('polygon, circle, path, g').filter(one => one.querySelector('title'))
    .map(one => ({...box(one), told: one.querySelector('title').textContent})),
  lines: all('line').map(box),
  texts: all('text').map(one => {
    const [x, y] = place(one, +one.getAttribute('x'), +one.getAttribute('y'));
    return {...box(one), x, y, text: one.textContent};
  }),
};
"""


def drawn(browser: Browser, paper: Paper, chart: str) -> Any:
    browser.open(paper.html)
    return browser.run(DRAWN, chart)


def through(anchors: Iterable[tuple[float, float]]) -> Scale:
    """The scale on which the first and the last of some values lie at some pixels."""
    (low, first), *_, (high, last) = sorted(anchors)
    return lambda value: first + (value - low) * (last - first) / (high - low)


def across(found: Any, value: Callable[[str], float | None]) -> Scale:
    """The scale of the upright lines, each with its label to the right of it."""
    return through(
        (at, line)
        for label in found["texts"]
        if (at := value(label["text"])) is not None
        for line in upright(found)
        if 0 < label["x"] - line < 4
    )


def upwards(found: Any) -> Scale:
    """The scale of the level lines: a fiscal year begins at the next one below its label."""
    levels = [
        line["top"]
        for line in found["lines"]
        if line["bottom"] - line["top"] < 0.1 and line["left"] - min_left(found) < 0.1
    ]
    labels = [
        (year, label["y"])
        for label in found["texts"]
        if (year := fiscal(label["text"])) is not None and label["right"] < min_left(found)
    ]
    return through((year, min(one for one in levels if one > y)) for year, y in labels)


def min_left(found: Any) -> float:
    """Where the field begins."""
    return min(upright(found))


def upright(found: Any) -> list[float]:
    return [line["left"] for line in found["lines"] if line["right"] - line["left"] < 0.1]


def middle(box: Box) -> float:
    return float(box["top"] + box["bottom"]) / 2


def fiscal(label: str) -> float | None:
    named = re.fullmatch(r"(?:FY)?(20\d\d)(?:年度)?", label)
    return float(named[1]) if named else None


def amount(label: str) -> float | None:
    figure = re.fullmatch(r"[\d,]+(?:\.\d+)?", label)
    return float(figure[0].replace(",", "")) if figure else None


def moment(day: str, project: str, *, after: bool = False) -> float:
    """A day as fiscal years, months being of one length; in dollars they begin in October."""
    at = date.fromisoformat(day)
    first, named_by_last = (10, 1) if project == "dollars" else (4, 0)
    year = at.year - (at.month < first) + named_by_last
    within = (at.day - 1 + after) / calendar.monthrange(at.year, at.month)[1]
    return year + ((at.month - first) % 12 + within) / 12


def agree(expected: Sequence[tuple[float, float]], found: Sequence[tuple[float, float]]) -> None:
    """The same number of places, each within a pixel; OPEN is not looked at."""
    assert len(expected) == len(found)
    for one in expected:
        near = [
            other
            for other in found
            if all(math.isnan(a) or abs(a - b) <= PIXEL for a, b in zip(one, other, strict=True))
        ]
        assert near, (one, found)


OPEN = math.nan
ROW, LEAST, ASIDE = 24, 2, 9
"""How high a row is, how wide the shortest bar, and how far a course may be moved aside, in the
measure of the picture."""


def seen_at_all(left: float, right: float, size: float) -> tuple[float, float]:
    """Both ends of a bar, which is never too short to be seen."""
    return left, right if math.isnan(left) else max(right, left + LEAST * size)


@drawn_worlds
def test_bars_and_dots_of_the_timeline_lie_on_their_days(
    browser: Browser, paper: Papers, name: str
) -> None:
    page = paper(name)
    found = drawn(browser, page, "timeline")
    x, size = across(found, fiscal), found["size"]
    title = "title_ja" if name.endswith("-ja") else "title"
    seen = 0
    for one in page.told("chart", "timeline")["milestones"]:
        called = one[title] or one["title"]
        marks = [mark for mark in found["marks"] if mark["told"].startswith(f"{called}: ")]
        (label,) = [
            text
            for text in found["texts"]
            if text["x"] < min_left(found)
            and called.startswith(text["text"].rstrip("…"))
            and (text["text"].endswith("…") or text["text"] == called)
        ]
        expected: dict[str, tuple[float, float]] = {}
        ended = one["status"] in {"met", "cancelled", "not-met"}
        windows = {"first": one["baseline"], "now": None if ended else one["target"]}
        for kind, window in windows.items():
            if window:
                start, end = window["earliest"], window["latest"]
                left = x(moment(start, name)) if start else OPEN
                right = x(moment(end, name, after=True)) if end else OPEN
                expected[kind] = seen_at_all(left, right, size)
        if one["met_on"]:
            day = x(moment(one["met_on"]["latest"], name))
            expected = {"met": (day, day), **{k: v for k, v in expected.items() if k == "first"}}
        elif one["overdue"]:
            due = x(moment(one["target"]["latest"], name, after=True))
            expected["late"] = due, x(moment(TODAY.isoformat(), name))
        if one["withdrawn"] or one["status"] in {"cancelled", "not-met"}:
            day = x(moment(one["last_stated"], name))
            expected["withdrawn" if one["withdrawn"] else "ended"] = day, day
        assert {mark["kind"] for mark in marks} == set(expected)
        for mark in marks:
            seen += 1
            ends = mark["left"], mark["right"]
            if mark["kind"] in {"met", "ended", "withdrawn"}:
                ends = (sum(ends) / 2,) * 2
            agree([expected[mark["kind"]]], [ends])
            assert (
                abs((mark["top"] + mark["bottom"]) / 2 - (label["top"] + label["bottom"]) / 2) < 12
            )
    assert seen == len(found["marks"]) > 0


@drawn_worlds
def test_today_is_a_line_on_its_day(browser: Browser, paper: Papers, name: str) -> None:
    found = drawn(browser, paper(name), "timeline")
    (line,) = [one for one in found["lines"] if one["kind"] == "today"]
    day = across(found, fiscal)(moment(TODAY.isoformat(), name))
    assert line["left"] == pytest.approx(day, abs=PIXEL)


@pytest.mark.parametrize("name", ["rapidus", "windows"])
def test_rungs_of_the_trend_lie_on_the_day_shown_and_at_the_day_promised(
    browser: Browser, paper: Papers, name: str
) -> None:
    page = paper(name)
    found = drawn(browser, page, "trend")
    x, y = across(found, fiscal), upwards(found)
    rungs = [mark for mark in found["marks"] if mark["kind"] == "rung"]
    promises = [one for one in page.told("chart", "trend")["promises"] if one["target"]]
    aside: dict[str, set[tuple[float, float]]] = {}
    for one, rung in zip(promises, rungs, strict=True):
        first, last = one["target"]["earliest"], one["target"]["latest"]
        level = moment(last, name, after=True) if last else moment(first, name)
        across_by = (rung["left"] + rung["right"]) / 2 - x(moment(one["shown_from"], name))
        up_by = middle(rung) - y(level)
        assert f": {one['shown_from']}: " in rung["told"]
        aside.setdefault(one["slug"], set()).add((across_by, up_by))
    assert aside
    # Of courses that coincide, one is moved aside, as a whole and by little.
    for moved in aside.values():
        for by in zip(*moved, strict=True):
            assert max(by) - min(by) <= PIXEL
            assert max(map(abs, by)) <= ASIDE * found["size"] + PIXEL
    straight = [moved for moved in aside.values() if max(map(abs, chain(*moved))) <= PIXEL]
    assert len(straight) > len(aside) / 2


UNITS = {"bn": 10**9, "m": 10**6, "億円": 10**8, "tn": 10**12}


def money_scale(found: Any) -> Scale:
    """The scale across, in whole units of the currency."""
    (unit,) = [
        factor
        for text in found["texts"]
        for name, factor in UNITS.items()
        if re.fullmatch(rf"[^\d\s]?{name}", text["text"])
    ]
    scale = across(found, amount)
    return lambda value: scale(value / unit)


def ends(value: dict[str, Any]) -> tuple[float, float]:
    return float(value["amount"]), float(value.get("high", value["amount"]))


STAGES = ("disbursed", "committed", "enacted", "planned")


@pytest.mark.parametrize("name", ["rapidus", "rapidus-ja", "dollars"])
def test_bars_of_money_begin_where_those_before_them_end(
    browser: Browser, paper: Papers, name: str
) -> None:
    page = paper(name)
    found = drawn(browser, page, "money")
    x, told = money_scale(found), page.told("chart", "money")
    expected, reached = [], 0.0
    for group in told["groups"]:
        if not group["in_total"]:
            continue
        start = reached
        for stage in STAGES:
            if group["stages"][stage] is None:
                continue
            sure, most = ends(group["stages"][stage])
            expected.append((x(start), x(start + sure)))
            if most > sure:
                expected.append((x(start + sure), x(start + most)))
            start += most
        reached = max(reached, start)
    assert [need["beside_money"] for need in told["needs"]].count(True) == 1
    expected = [seen_at_all(*one, found["size"]) for one in expected]
    bars = [(bar["left"], bar["right"]) for bar in found["marks"]]
    agree([*expected, (x(reached), OPEN)], bars)


@pytest.mark.parametrize("name", ["rapidus", "rapidus-ja", "dollars"])
def test_bars_of_owners_are_as_long_as_what_was_invested(
    browser: Browser, paper: Papers, name: str
) -> None:
    page = paper(name)
    found = drawn(browser, page, "owners")
    x, told = money_scale(found), page.told("chart", "owners")
    expected = []
    for one in told["holders"]:
        if one["invested"] is None or one["invested"]["amount"] is None:
            continue
        sure, most = ends(one["invested"])
        is_open = one["invested"]["qualifier"] in {"at-least", "more-than"}
        expected.append((x(0), OPEN if is_open else x(sure)))
        if most > sure:
            expected.append((x(sure), x(most)))
    assert expected
    rest = told["undisclosed"]
    if rest and rest["amount"]:
        expected.append((x(0), x(ends(rest["amount"])[1])))
    agree(expected, [(bar["left"], bar["right"]) for bar in found["marks"]])


@pytest.mark.parametrize("name", ["rapidus", "rapidus-ja", "windows", "dollars", "empty"])
def test_pictures_are_whole_and_need_nothing(paper: Papers, name: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", paper(name).text, re.DOTALL)
    assert len(pictures) == {"empty": 0, "windows": 2}.get(name, len(CHARTS))
    for text in pictures:
        ET.fromstring(text)  # noqa: S314 - our own
        for foreign in ("var(", "href", "url(http", "@import", "<script", "<style", "<image", "on"):
            assert f"{foreign}=" not in text if foreign == "on" else foreign not in text
        assert set(re.findall(r"#[0-9a-f]{6}\b", text)) <= set(DARK)


PAINTED = """
const seen = [];
for (const one of document.querySelectorAll('svg [fill^="#"]'))
  seen.push([one.getAttribute('fill'), getComputedStyle(one).fill]);
for (const one of document.querySelectorAll('svg [stroke^="#"]'))
  seen.push([one.getAttribute('stroke'), getComputedStyle(one).stroke]);
return seen;
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pictures_are_painted_as_their_reader_wants_them(
    browser: Browser,
    paper: Papers,
    dark: bool,  # noqa: FBT001
) -> None:
    browser.open(paper("rapidus").html, dark=dark)
    painted = browser.run(PAINTED)
    assert painted
    for colour, shown in painted:
        wanted = DARK[colour] if dark else colour
        parts = [int(wanted[at : at + 2], 16) for at in (1, 3, 5)]
        assert shown == "rgb({}, {}, {})".format(*parts)
