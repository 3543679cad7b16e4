"""`make`: the page of a checkout, whatever lay there before; what is said without a browser."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD = ROOT / "fixtures" / "databases" / "0001.db"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile, where everything is installed."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("pip", "tracker"):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n')
        (tools / name).chmod(0o755)
    (tools / "python").symlink_to(sys.executable)
    (tmp_path / "tracker").mkdir()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".venv" / ".installed").touch()
    (tmp_path / ".tracker").mkdir()
    return tmp_path


def make_status(folder: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        ["make", "--no-print-directory", "status"],  # noqa: S607
        cwd=folder,
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def put(folder: Path, *changes: str) -> Path:
    """Lay a database of revision 0001 where the page's is, changed."""
    path = Path(shutil.copy(OLD, folder / ".tracker" / "rapidus.db"))
    with closing(sqlite3.connect(path)) as plain, plain:
        for change in changes:
            plain.execute(change)
    return path


def test_the_first_time_says_what_was_made_and_the_next_is_silent(checkout: Path) -> None:
    code, page, said = make_status(checkout)
    assert (code, page.split()[0]) == (0, "RAPIDUS")
    assert said.startswith(".tracker/rapidus.db: added ")
    assert make_status(checkout) == (0, page, "")


def test_a_database_of_an_old_checkout_is_upgraded(checkout: Path) -> None:
    path = put(checkout)
    code, page, said = make_status(checkout)
    assert (code, page.split()[0]) == (0, "Fab")
    upgraded, added, *_ = said.splitlines()
    assert "upgraded from 0001" in upgraded
    with closing(sqlite3.connect(path.with_name("rapidus.db.0001.bak"))) as copy:
        assert copy.execute("SELECT version_num FROM tracker_schema").fetchall() == [("0001",)]
    assert "added" in added
    assert make_status(checkout) == (0, page, "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE tracker_schema SET version_num = '9999'", "is newer than this program"),
        ("ALTER TABLE metric DROP COLUMN sums", "was made by another version of this program"),
    ],
)
def test_a_database_that_cannot_serve_is_told_of_and_make_fails(
    checkout: Path, change: str, message: str
) -> None:
    before = put(checkout, change).read_bytes()
    code, page, said = make_status(checkout)
    assert code != 0
    assert page == ""
    error, hint, *_ = said.splitlines()
    assert error.startswith("error: the database")
    assert message in error
    assert hint.startswith("hint: ")
    assert (checkout / ".tracker" / "rapidus.db").read_bytes() == before


def test_what_was_changed_is_compiled_before_it_runs(checkout: Path) -> None:
    changed = checkout / "tracker" / "changed.py"
    changed.write_text("ONE = 1\n")
    assert make_status(checkout)[0] == 0
    assert list(checkout.glob("tracker/__pycache__/changed.*.pyc"))


def test_without_a_browser_make_look_says_how_to_get_one(checkout: Path, tmp_path: Path) -> None:
    poor = tmp_path / "poor"
    poor.mkdir()
    for name in ("make", "sh", "find"):
        (poor / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [str(poor / "make"), "--no-print-directory", "look"],
        cwd=checkout,
        env={"PATH": str(poor)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    error, hint, *_ = done.stderr.splitlines()
    assert error == "error: make look needs chromium, and there is none on the PATH"
    assert hint == "hint: apt-get install chromium chromium-driver fonts-noto-cjk npm"
    assert not (checkout / ".venv" / "look").exists()
