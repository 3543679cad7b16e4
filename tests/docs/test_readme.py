"""The README's console blocks are what the program prints.

`TRACKER_TEST_README=write pytest tests/docs` writes the answers into the README anew.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracker.cli.app import app
from tracker.resources import help_topics

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```\n)", re.DOTALL)


def answered(block: str) -> str:
    """A block with every answer as it is now; what was printed before is dropped."""
    lines = []
    for call in (line for line in block.splitlines() if line.startswith("$ ")):
        program, *args = shlex.split(call.removeprefix("$ "))
        assert program == "tracker"
        result = CliRunner().invoke(app, args)
        lines += [call, *result.stdout.splitlines(), *result.stderr.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def test_the_readme_shows_what_the_program_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", "tracker.db")
    text = README.read_text(encoding="utf-8")
    now = BLOCK.sub(lambda block: answered(block[0]), text)
    if os.environ.get("TRACKER_TEST_README") == "write":
        README.write_text(now, encoding="utf-8")
    assert now == text


def test_the_readme_and_the_help_tell_the_same_exit_codes_and_variables() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [[cell.replace("`", "") for cell in row] for row in rows]
    codes = [f"{code} {meaning}" for code, meaning in plain if code.isdigit()]
    names = [name for row in plain if row[0].startswith("TRACKER_") for name in row[0].split(", ")]
    topics = {name: " ".join(text.split()) for name, text in help_topics().items()}
    assert len(codes) == 9
    assert [code for code in codes if code not in topics["exit-codes"]] == []
    assert [name for name in names if name not in topics["scripting"]] == []
