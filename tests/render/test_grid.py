"""A table on a terminal: what gives way first, and that in the end nothing is cut."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from rich.cells import cell_len

from tracker.domain.vocabulary import Language
from tracker.render.canvas import Layout
from tracker.render.telling.grid import READABLE, as_grid
from tracker.tables.table import Column, Table


class Row(NamedTuple):
    name: str
    figure: str
    title: str
    japanese: str | None
    note: str
    empty: str = ""


TITLE = "Back-end (packaging) mass production starts"
ROWS = [
    Row("packaging-mp", "2028", TITLE, "後工程の量産開始", "told by the company"),
    Row("ipo", "2031", "Shares are listed", None, "told by the press"),
]
COLUMNS: tuple[Column[Row], ...] = (
    Column(key="name", value=lambda row: row.name),
    Column(key="figure", value=lambda row: row.figure, right=True),
    Column(
        key="title", value=lambda row: row.title, titles=True, in_japanese=lambda row: row.japanese
    ),
    Column(key="note", value=lambda row: row.note, priority=2),
    Column(key="empty", value=lambda row: row.empty, priority=1),
)


def drawn(width: int | None, language: Language = Language.ENGLISH) -> list[str]:
    table = Table(key="rows", title="Rows", columns=COLUMNS, rows=ROWS)
    layout = Layout(width=width, language=language)
    return [line.plain for line in as_grid(table, layout)]


def test_a_title_stands_behind_the_name() -> None:
    assert drawn(None)[0].split() == ["NAME", "TITLE", "FIGURE", "NOTE", "EMPTY"]


def test_what_is_empty_goes_first_and_then_what_matters_least() -> None:
    assert drawn(90)[0].split() == ["NAME", "TITLE", "FIGURE", "NOTE"]
    assert drawn(64)[0].split() == ["NAME", "TITLE", "FIGURE"]


@pytest.mark.parametrize("width", range(20, 120))
def test_a_title_stays_readable_or_is_whole(width: int) -> None:
    lines = drawn(width)
    assert max(map(cell_len, lines)) <= width
    if lines[0].startswith("NAME"):
        cut = next((part for part in lines[1].split("  ") if part.endswith("…")), "")
        assert not cut.startswith(TITLE[:8]) or cell_len(cut) >= READABLE - 1
    else:
        told = " ".join(" ".join(lines).split())
        assert all(f"{row.name} {row.title}" in told for row in ROWS)
        assert all(f"figure {row.figure}" in told for row in ROWS)


def test_a_word_that_is_wider_than_the_terminal_is_broken() -> None:
    long = [Row("a" * 30, "1", "漢" * 30, None, "")]
    table = Table(key="rows", title="Rows", columns=COLUMNS, rows=long)
    lines = [line.plain for line in as_grid(table, Layout(width=21))]
    assert max(map(cell_len, lines)) <= 21
    assert "".join("".join(lines).split()) == "a" * 30 + "漢" * 30 + "figure1"


def test_a_title_is_in_the_language_of_who_reads_it() -> None:
    first, second = drawn(80, Language.JAPANESE)[1:]
    assert "後工程の量産開始" in first
    assert "Shares are listed" in second
