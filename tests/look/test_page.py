"""The page of `tracker report` in a browser: complete, quiet, and usable without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from chromium import Browser
from papers import WORLDS, Paper

Papers = Callable[[str], Paper]
every_world = pytest.mark.parametrize("name", WORLDS)
NARROW, PRINTED = 360, 717
"""Pixels across: of a small telephone, and between the margins of A4."""


@every_world
def test_a_page_complains_of_nothing_and_asks_for_nothing(
    browser: Browser, paper: Papers, name: str
) -> None:
    page = paper(name).html
    browser.open(page)
    browser.fold(out=True)
    for dark in (False, True):
        browser.show(dark=dark)
        browser.run("scrollTo(0, document.body.scrollHeight)")
    assert browser.complaints() == []
    assert browser.requests() == [page.as_uri()]


def test_a_page_that_asks_and_complains_would_be_caught(browser: Browser, tmp_path: Path) -> None:
    page, other = tmp_path / "page.html", tmp_path / "other.css"
    script = "<script>console.error('no')</script>"
    page.write_text(f'<link rel="stylesheet" href="{other.name}">{script}', encoding="utf-8")
    browser.open(page)
    assert any("no" in one for one in browser.complaints())
    assert other.as_uri() in browser.requests()


ROWS = """
const values = all => [...all.querySelectorAll('data')].map(one => one.value);
const rows = [], folded = {};
for (const row of document.querySelectorAll('section tr'))
  rows.push({
    section: row.closest('section').getAttribute('aria-labelledby'),
    cells: [...row.cells].map(cell => cell.textContent.trim()),
    values: values(row),
  });
for (const one of document.querySelectorAll('[id^="of-"]'))
  folded[one.id.slice(3)] = values(one);
const sections = {};
for (const one of document.querySelectorAll('section'))
  sections[one.getAttribute('aria-labelledby')] = values(one);
return {rows, folded, sections};
"""


def written(value: Any) -> str | None:
    """A figure of the JSON as a program would have it from the page: digits, or EDTF."""
    if isinstance(value, dict) and value.get("edtf"):
        return str(value["edtf"])
    if isinstance(value, str):
        return value or None
    if isinstance(value, dict) and value.get("amount") is not None:
        return "..".join([value["amount"], value["high"]] if "high" in value else [value["amount"]])
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def sure(edtf: str) -> str:
    """A window without what tells how surely it is held."""
    return edtf.translate(dict.fromkeys(map(ord, "~?%")))


def every(values: Any) -> Iterator[str]:
    """The figures among some values of the JSON."""
    return (found for found in map(written, values) if found)


def figures(told: Any) -> Iterator[tuple[str, str, str]]:
    """Each figure of the JSON: its section, the slug of its row if it has one, and what it is."""
    for section, slug, values in chain(of_rows(told), of_sums(told)):
        yield from ((section, slug, value) for value in every(values))


def of_rows(told: Any) -> Iterator[tuple[str, str, list[Any]]]:
    for one in told["milestones"]:
        kept = [one[key] for key in ("baseline", "target", "met_on")]
        kept += [(one["progress"] or {}).get(key) for key in ("percent", "value", "threshold")]
        slip = one["slip_days"]
        ends = [] if slip is None else ["" if end is None else str(end) for end in slip]
        yield "milestones", one["slug"], [*kept, one["late_days"] or None, "..".join(ends)]
    for one in told["metrics"]:
        yield "figures", one["slug"], [one["value"], one["stated_on"]]
    for one in told["owners"]["known"]:
        yield "owners", one["holder"], [one["invested"]]
    for due in told["next"]:
        # What is due together may be held more or less surely: `~FY2029` beside `FY2029`.
        window = sure(due["window"]["edtf"])
        for item in due["items"]:
            yield "next", item["slug"], [window, due["days_to_last"], item["amount"]]


def of_sums(told: Any) -> Iterator[tuple[str, str, list[Any]]]:
    yield "money", "", [*(told["money_total"] or {}).values()]
    for row in told["money"]:
        yield "money", "", [*row["stages"].values()]
    need, owners = told["need"] or {}, told["owners"]
    yield "money", "", [need.get("amount"), need.get("not_covered")]
    sums = [owners[key] for key in ("state_paid", "private_paid", "equity_paid", "state_share")]
    yield "owners", "", [owners["companies"], *sums, (owners["votes"] or {}).get("value")]


@every_world
def test_every_milestone_and_figure_of_the_json_is_there(
    browser: Browser, paper: Papers, name: str
) -> None:
    page, (_, asked) = paper(name), WORLDS[name]
    told = page.told("status", *asked)
    browser.open(page.html)
    found = browser.run(ROWS)
    rows, folded, sections = found["rows"], found["folded"], found["sections"]
    named = {row["cells"][0] for row in rows if row["section"] == "milestones"}
    assert {one["slug"] for one in told["milestones"]} <= named
    missing = [
        (section, slug, value)
        for section, slug, value in figures(told)
        if (value != "0" or section in sections)  # what there is none of has no section
        and value
        not in [
            *(sections.get(section, []) if not slug else folded.get(slug, [])),
            *(
                value
                for row in rows
                if row["section"] == section and slug in row["cells"]
                for value in (*row["values"], *map(sure, row["values"]))
            ),
        ]
    ]
    assert missing == []


def test_figures_are_what_the_json_says() -> None:
    quantity = {"text": "1..2bn", "amount": "1000000000", "high": "2000000000", "unit": "JPY"}
    assert written(quantity) == "1000000000..2000000000"
    assert written({"text": "2027", "edtf": "2027"}) == "2027"
    assert [*every([None, True, 0, {"amount": None}])] == ["0"]


@every_world
def test_every_row_says_what_it_is_of(browser: Browser, paper: Papers, name: str) -> None:
    browser.open(paper(name).html)
    nameless = "return [...document.querySelectorAll('tbody tr')].filter("
    nameless += "row => row.cells[0].tagName != 'TH').map(row => row.textContent)"
    assert browser.run(nameless) == []


@every_world
def test_links_lead_somewhere_and_names_are_given_once(
    browser: Browser, paper: Papers, name: str
) -> None:
    browser.open(paper(name).html)
    names = browser.run("return [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(names) == len(set(names))
    links = browser.run(
        "return [...document.querySelectorAll('a')].map(one => one.getAttribute('href'))"
    )
    inside = {link for link in links if link.startswith("#")}
    assert inside or name == "empty"
    assert inside - {f"#{name}" for name in names} == set()
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


LED = """
const to = document.getElementById(decodeURIComponent(location.hash.slice(1)));
const at = to.getBoundingClientRect();
let shut = 0;
for (let one = to; one; one = one.parentElement)
  if (one.tagName == 'DETAILS' && !one.open) shut += 1;
return [location.hash, shut, at.top >= 0 && at.top < innerHeight && at.height > 0];
"""
FREE = "[...document.querySelectorAll('nav a, section > .wide a, section > dl a')]"
KINDS = {
    "section": r"#[a-z]+",
    "sum": r"#sum-.+",
    "subject": r"#of-[^.]+",
    "field": r"#of-.+\..+",
}
"""What links lead to, and what they look like."""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("rapidus", kind) for kind in KINDS),
        *(("dollars", kind) for kind in KINDS),
        *(("windows-ja", kind) for kind in KINDS if kind != "sum"),
    ],
)
def test_a_link_followed_by_keyboard_opens_what_it_leads_to(
    browser: Browser, paper: Papers, name: str, kind: str
) -> None:
    browser.open(paper(name).html)
    links = browser.run(f"return {FREE}.map(one => one.getAttribute('href'))")
    places = [at for at, link in enumerate(links) if re.fullmatch(KINDS[kind], link)]
    assert places
    for at in (places[0], places[-1]):
        browser.open(paper(name).html)
        browser.run(f"{FREE}[arguments[0]].focus()", at)
        browser.press(Keys.ENTER)
        assert browser.run(LED) == [links[at], 0, True]


FOCUSED = """
const one = document.activeElement, seen = getComputedStyle(one);
return [one.tagName, seen.outlineStyle != 'none' && parseFloat(seen.outlineWidth) >= 2,
  [...document.querySelectorAll('*')].indexOf(one)];
"""
IN_TURN = """
return [...document.querySelectorAll('a, summary, [tabindex="0"]')]
  .filter(one => one.checkVisibility({contentVisibilityAuto: true})
    && !one.parentElement.closest('details:not([open])')
    || one.matches('details:not([open]) > summary')
    && !one.parentElement.parentElement.closest('details:not([open])'))
  .map(one => [...document.querySelectorAll('*')].indexOf(one));
"""


@pytest.mark.parametrize("name", ["empty", "figures-ja"])
def test_tab_reaches_everything_in_turn_and_shows_where_it_is(
    browser: Browser, paper: Papers, name: str
) -> None:
    browser.open(paper(name).html)
    wanted = browser.run(IN_TURN)
    assert len(wanted) > 5 or name == "empty"
    reached = []
    for _ in wanted:
        browser.press(Keys.TAB)
        tag, outlined, at = browser.run(FOCUSED)
        assert outlined, tag
        reached.append(at)
    assert reached == wanted


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE], ids=["enter", "space"])
def test_what_folds_out_opens_and_closes_by_keyboard(
    browser: Browser, paper: Papers, key: str
) -> None:
    browser.open(paper("figures").html)
    many = browser.run("return document.querySelectorAll('summary').length")
    assert many >= 3
    for at in range(many):
        browser.run("document.querySelectorAll('summary')[arguments[0]].focus()", at)
        for is_open in (True, False):
            browser.press(key)
            state = "return document.querySelectorAll('summary')[arguments[0]].parentElement.open"
            assert browser.run(state, at) is is_open


WIDER = """
const most = arguments[0];
const beyond = [...document.querySelectorAll('body *')].filter(one => {
  const at = one.getBoundingClientRect();
  return at.width && (at.right > most + 1 || at.left < 0) && !one.parentElement.closest('.wide');
});
return [document.documentElement.scrollWidth,
  beyond.map(one => one.outerHTML.slice(0, 120))];
"""


@every_world
def test_on_a_telephone_nothing_but_tables_and_pictures_moves_sideways(
    browser: Browser, paper: Papers, name: str
) -> None:
    browser.open(paper(name).html, NARROW)
    for out in (False, True):
        browser.fold(out=out)
        assert browser.run(WIDER, NARROW) == [NARROW, []]
        covered = "return [...document.querySelectorAll('td, th')].filter("
        covered += "cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"
        assert browser.run(covered) == []


WHOLE = """
const all = document.documentElement;
const shown = one => one.checkVisibility({contentVisibilityAuto: true});
const tables = [...document.querySelectorAll('section > .wide, section > details .wide')]
  .filter(one => !one.closest('section:has(#statements)'));
return {
  wide: [all.scrollWidth, all.clientWidth],
  cut: [...document.querySelectorAll('.wide')].filter(one =>
    shown(one) && one.scrollWidth > one.clientWidth).map(one => one.ariaLabel),
  unseen: tables.filter(one => !shown(one)).map(one => one.ariaLabel),
  controls: [...document.querySelectorAll('nav, figcaption')].filter(shown).length,
  lines: [...document.querySelectorAll('a')].filter(one =>
    shown(one) && getComputedStyle(one).textDecorationLine != 'none').length,
  signs: [...document.querySelectorAll('summary')].filter(one =>
    shown(one) && getComputedStyle(one).display == 'list-item'
    && getComputedStyle(one).listStyleType != 'none').length,
};
"""


@every_world
def test_on_paper_everything_fits_and_nothing_waits_to_be_pressed(
    browser: Browser, paper: Papers, name: str
) -> None:
    browser.open(paper(name).html, PRINTED, media="print", dark=True)
    found = browser.run(WHOLE)
    wide, most = found.pop("wide")
    assert wide <= most
    assert found == {"cut": [], "unseen": [], "controls": 0, "lines": 0, "signs": 0}
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert browser.run(ground) == "rgb(255, 255, 255)"


def test_a_page_is_printed_on_several_sheets(browser: Browser, paper: Papers, left: Path) -> None:
    browser.open(paper("rapidus-since").html)
    printed = browser.printed()
    (left / "printed.pdf").write_bytes(printed)
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") > 3


SCREENS = {
    "light": ("rapidus-since", 1000, False),
    "dark": ("rapidus", 1000, True),
    "narrow": ("rapidus", NARROW, False),
    "japanese": ("rapidus-ja", 1000, False),
    "windows": ("windows", 1000, False),
    "dollars": ("dollars", 1000, False),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_pictures_are_left_for_those_who_look(
    browser: Browser, paper: Papers, left: Path, screen: str
) -> None:
    name, width, dark = SCREENS[screen]
    browser.open(paper(name).html, width, dark=dark)
    browser.picture(left / f"{screen}.png")
    assert (left / f"{screen}.png").read_bytes().startswith(b"\x89PNG")
