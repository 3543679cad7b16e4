"""Who names no database and has none gets one with the shipped record, by reading."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from program import Run, nobody
from tracker.config import default_database

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("call", [(), ("why", "ipo"), ("export",), ("milestone", "list")])
def test_reading_makes_it(run: Run, call: tuple[str, ...]) -> None:
    first = run(*call, db=None)
    told = "made with the shipped record of Rapidus; another: --db PATH\n"
    assert first.stderr == f"{default_database()}: {told}"
    assert stat.S_IMODE(default_database().stat().st_mode) == 0o600
    assert [*default_database().parent.iterdir()] == [default_database()]
    again = run(*call, db=None)
    assert (again.stdout, again.stderr) == (first.stdout, "")
    assert run("init", db=None).stderr.count("added 0 definitions, 0 statements, 0 marks") == 1


@pytest.mark.parametrize("call", [("log", "ipo", "met"), ("apply", "x.toml"), ("db", "upgrade")])
def test_writing_does_not(
    run: Run, call: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.toml").touch()
    told = run(*call, db=None, code=6).stderr
    assert told.startswith(f"error: there is no database at {default_database()}\n")
    assert not default_database().exists()


def test_a_named_one_that_is_missing_is_not_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("status", db=default_database(), code=6)
    monkeypatch.setenv("TRACKER_DB", str(default_database()))
    run("status", db=None, code=6)
    assert not default_database().exists()


def test_where_none_can_be_made_that_is_told(
    run: Run, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_folder.chmod(0o555)
    monkeypatch.setenv("XDG_DATA_HOME", str(open_folder))
    with nobody():
        told = run("status", db=None, code=6).stderr
    assert told.startswith(f"error: cannot create the folder {open_folder}/tracker: ")
