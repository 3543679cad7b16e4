"""The pictures of the README are what the program draws.

`make pictures` draws them anew.
"""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path

import pytest
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text
from typer.testing import CliRunner

from program import Run
from tracker.cli.app import app
from tracker.db.engine import Database

pytestmark = pytest.mark.sqlite

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "fixtures" / "pictures"
DAY = ("--as-of", "2026-11-22")
COLUMNS = 120
FONT_FACE = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def page(shipped: Database, patch: pytest.MonkeyPatch) -> str:
    """The page on a terminal with colours, without the fonts that Rich would fetch."""
    patch.setenv("COLUMNS", str(COLUMNS))
    patch.delenv("NO_COLOR", raising=False)
    patch.setenv("FORCE_COLOR", "1")
    call = ["--db", str(shipped), "status", *DAY]
    told = CliRunner().invoke(app, call, color=True).stdout
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(told.rstrip("\n")), soft_wrap=True)
    form = FONT_FACE.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, monospace", "monospace")
    drawn = console.export_svg(title="tracker", code_format=form, unique_id="page")
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def trend(run: Run, folder: Path) -> str:
    file = folder / "trend.svg"
    run("chart", "trend", *DAY, "-o", str(file))
    return file.read_text(encoding="utf-8")


def test_the_pictures_are_what_the_program_draws(
    run: Run, shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = {"trend.svg": trend(run, tmp_path), "page.svg": page(shipped, monkeypatch)}
    if os.environ.get("TRACKER_TEST_PICTURES") == "write":
        PICTURES.mkdir(exist_ok=True)
        for name, text in drawn.items():
            (PICTURES / name).write_text(text, encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, text in drawn.items():
        assert (PICTURES / name).read_text(encoding="utf-8") == text
        assert f"(fixtures/pictures/{name})" in readme
        ET.fromstring(text)  # noqa: S314
        for foreign in ("http://cdn", "https://cdn", "url(http", "@font-face"):
            assert foreign not in text
