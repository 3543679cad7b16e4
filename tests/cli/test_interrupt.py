"""Ctrl-C at moments that are chosen: one line, 130, and the truth about what was stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from program import Run
from tracker.db.engine import Database

NOTHING = "error: interrupted; nothing was stored\n"
RECORDED = "error: interrupted; what was recorded stays: tracker history --limit 5\n"

PROGRAM = """
import os, signal, sys
from pathlib import Path
from tracker.__main__ import main

def interrupt(*_, **__):
    signal.raise_signal(signal.SIGINT)

{moment}
main()
"""
LOADING = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{name}":
            try:
                interrupt()
            except BaseException:
                print("a library caught it")
sys.meta_path.insert(0, Finder())
"""
COMMITTING = """
from sqlalchemy import event, Engine
event.listen(Engine, "{event}", interrupt)
"""
AFTER_COMMIT = """
from tracker.cli import output
output.write_text = interrupt
"""
RENAMED = """
replace = Path.replace
Path.replace = lambda *paths: (replace(*paths), interrupt())
"""
TWICE = """
from sqlalchemy import event, Engine
event.listen(Engine, "commit", lambda *_: (interrupt(), interrupt()))
"""


def interrupted(moment: str, database: Database, *args: str, code: int = 130) -> tuple[str, str]:
    """Run the program, with a signal at a moment; return what it printed, and what it told."""
    program = PROGRAM.format(moment=moment)
    command = [sys.executable, "-c", program, "--db", str(database), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr


LOG = ("log", "holder-count", "33", "--on", "2026-11-20")


@pytest.mark.sqlite
@pytest.mark.parametrize("name", ["typer", "tracker.cli.app", "sqlalchemy", "tracker.render.log"])
def test_imports_end_in_one_line(shipped: Database, name: str) -> None:
    moment = LOADING.format(name=name)
    printed, told = interrupted(moment, shipped, *LOG)
    assert told in {NOTHING, RECORDED}
    assert "caught" not in printed


@pytest.mark.both
def test_before_the_commit_nothing_is_stored(shipped: Database, run: Run) -> None:
    head = run("history", "--limit", "1").stdout
    assert interrupted(COMMITTING.format(event="begin"), shipped, *LOG) == ("", NOTHING)
    assert run("history", "--limit", "1").stdout == head


@pytest.mark.both
@pytest.mark.parametrize("moment", [COMMITTING.format(event="commit"), AFTER_COMMIT])
def test_from_the_commit_on_it_stays(shipped: Database, run: Run, moment: str) -> None:
    assert interrupted(moment, shipped, *LOG) == ("", RECORDED)
    assert "33" in run("history", "holder-count", "--limit", "1").stdout


@pytest.mark.sqlite
def test_who_presses_it_twice_does_not_wait(shipped: Database) -> None:
    printed, told = interrupted(TWICE, shipped, *LOG)
    assert printed == ""
    unknown = "whether anything was stored is not known: tracker history --limit 5"
    assert told == f"error: interrupted; {unknown}\n"


@pytest.mark.sqlite
def test_init_tells_that_there_are_tables(tmp_path: Path) -> None:
    moment = "from tracker.services import dataset\ndataset.load_dataset = interrupt"
    told = "error: interrupted; the database has its tables\n"
    assert interrupted(moment, tmp_path / "new.db", "init") == ("", told)
    assert interrupted("", tmp_path / "new.db", "init", code=0)[1].count("added") == 1


@pytest.mark.sqlite
def test_a_file_is_the_old_or_the_new_one(shipped: Database, tmp_path: Path) -> None:
    file = tmp_path / "exports" / "ipo.jsonl"
    file.parent.mkdir()
    file.write_text("old")
    export = ("export", "ipo", "-o", str(file))
    assert interrupted("os.fsync = interrupt", shipped, *export) == ("", NOTHING)
    assert file.read_text() == "old"
    told = f"error: interrupted; {file} is whole\n"
    assert interrupted(RENAMED, shipped, *export) == ("", told)
    assert len(file.read_text().splitlines()) > 1
    assert [*file.parent.iterdir()] == [file]


@pytest.mark.sqlite
def test_a_backup_is_there_or_not(shipped: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup = ("db", "backup", str(folder / "copy.db"))
    assert interrupted("os.fsync = interrupt", shipped, *backup) == ("", NOTHING)
    assert [*folder.iterdir()] == []


@pytest.mark.sqlite
def test_a_reader_stored_nothing(shipped: Database) -> None:
    moment = "from tracker.cli import output\noutput.write_text = interrupt"
    assert interrupted(moment, shipped, "status") == ("", NOTHING)


@pytest.mark.sqlite
def test_who_ignores_it_for_the_program_is_heeded(shipped: Database) -> None:
    moment = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + COMMITTING.format(event="begin")
    printed, told = interrupted(moment, shipped, *LOG, code=0)
    assert printed.startswith("created")
    assert told == ""
