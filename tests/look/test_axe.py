"""What axe-core finds on the page: nothing, in light, in dark, and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chromium import Browser
from papers import Paper

RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'], preload: false,
}).then(
  found => done(found.violations.map(rule =>
    [rule.id, rule.nodes.length, rule.nodes[0].html.slice(0, 200)])),
  error => done(String(error)));
"""
SCREENS = {
    "light": (1000, False),
    "dark": (1000, True),
    "narrow": (360, False),
}
"""How many pixels across, and whether dark."""


def violations(
    browser: Browser, axe: str, page: Path, width: int, *, dark: bool, out: bool
) -> object:
    browser.open(page, width, dark=dark)
    browser.fold(out=out)
    browser.run(axe)
    return browser.wait(RUN)


@pytest.mark.parametrize(("width", "dark"), SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("name", ["rapidus", "figures", "windows", "dollars"])
def test_axe_finds_nothing_in_what_is_folded_out(
    browser: Browser,
    paper: Callable[[str], Paper],
    axe: str,
    name: str,
    width: int,
    dark: bool,  # noqa: FBT001
) -> None:
    assert violations(browser, axe, paper(name).html, width, dark=dark, out=True) == []


@pytest.mark.parametrize("name", ["rapidus-ja", "rapidus-since", "empty"])
def test_axe_finds_nothing_where_all_is_folded_away(
    browser: Browser, paper: Callable[[str], Paper], axe: str, name: str
) -> None:
    assert violations(browser, axe, paper(name).html, 360, dark=True, out=False) == []


def test_axe_would_find_something(browser: Browser, axe: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p style='color: #999'>faint</p><img src=''>", encoding="utf-8")
    found = violations(browser, axe, page, 1000, dark=False, out=True)
    assert isinstance(found, list)
    assert {"color-contrast", "image-alt", "html-has-lang"} <= {rule for rule, *_ in found}
