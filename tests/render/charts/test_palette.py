"""The colours of pictures: told from what is behind them in light and in dark (WCAG 2.2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.render import charts
from tracker.render.charts import palette
from tracker.render.charts.palette import COURSES, DARK, FAINT, GRID, INK, MARKS, PAPER, contrast
from tracker.render.charts.picture import Role

TEXT, MARK = 4.5, 3
"""The least contrast of text, and of marks (criteria 1.4.3 and 1.4.11)."""
LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b")


@pytest.mark.parametrize("colour", [INK, FAINT, *COURSES])
def test_text_is_told_from_the_paper_in_light_and_in_dark(colour: str) -> None:
    assert contrast(colour, PAPER) >= TEXT
    assert contrast(DARK[colour], DARK[PAPER]) >= TEXT


@pytest.mark.parametrize("role", Role)
def test_marks_are_told_from_the_paper_in_light_and_in_dark(role: Role) -> None:
    assert contrast(MARKS[role], PAPER) >= MARK
    assert contrast(DARK[MARKS[role]], DARK[PAPER]) >= MARK


def test_contrast_is_that_of_the_recommendation() -> None:
    # Of #777777 on white it is known that it just fails, of #767676 that it just passes.
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.542, abs=0.001)
    assert contrast("#123456", "#123456") == 1


def test_every_colour_that_is_drawn_has_one_for_the_dark() -> None:
    drawn = {PAPER, INK, FAINT, GRID, *MARKS.values(), *COURSES}
    assert set(DARK) == drawn
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (*DARK, *DARK.values()))


def test_no_colour_is_written_beside_the_palette() -> None:
    folder = Path(charts.__file__).parent
    others = [path for path in folder.glob("*.py") if path.name != Path(palette.__file__).name]
    assert others
    assert {
        path.name: found for path in others if (found := LITERAL.findall(path.read_text()))
    } == {}


def test_what_stands_for_different_things_looks_different_in_the_dark_too() -> None:
    assert len(set(DARK.values())) == len(DARK)
