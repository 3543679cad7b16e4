"""Every command that writes is run again, from its beginning, when its server asks for that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from databases import Databases, reading, writing
from jobs import LINES, batch
from pressure import whole
from program import Run
from tracker.cli.app import app
from tracker.db.engine import Database
from tracker.db.migrate import HEAD, revision_of, upgrade

pytestmark = pytest.mark.postgresql

FAILING = """
    CREATE SEQUENCE tries;
    CREATE FUNCTION fail_twice() RETURNS {returns} LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('tries') <= 2 THEN
        RAISE EXCEPTION 'not now' USING ERRCODE = 'serialization_failure';
      END IF;
      {end}
    END $$;
"""
ENTRIES = (
    FAILING.format(returns="trigger", end="RETURN NULL;")
    + "CREATE TRIGGER failing AFTER INSERT ON entry EXECUTE FUNCTION fail_twice();"
)
TABLES = (
    FAILING.format(returns="event_trigger", end="")
    + "CREATE EVENT TRIGGER failing ON ddl_command_start WHEN TAG IN ('CREATE INDEX')"
    " EXECUTE FUNCTION fail_twice();"
)


def fail(database: Database, how: str) -> None:
    """Make the server fail twice at what it is asked for."""
    with writing(database) as connection:
        connection.exec_driver_sql(how)


def tries(database: Database) -> int:
    with reading(database) as connection:
        return int(connection.exec_driver_sql("SELECT last_value FROM tries").scalar_one())


@pytest.mark.parametrize("given", ["batch-1.jsonl", "-"])
def test_apply_reads_its_file_again(small: Database, tmp_path: Path, given: str) -> None:
    fail(small, ENTRIES)
    _, file = batch(tmp_path, 1)
    call = ["--db", str(small), "apply", given]
    done = CliRunner().invoke(app, call, input=Path(file).read_bytes())
    assert (done.exit_code, done.stderr.splitlines()[-1].split(": ")[1]) == (0, f"{LINES} created")
    foreign = "the trigger failing of the table entry is not the program's"
    assert len(whole(small, foreign)) == LINES
    assert tries(small) >= 3


Given = tuple[str, ...]


def exported(run: Run, folder: Path) -> Given:
    run("export", "-o", str(folder / "all.jsonl"))
    return ("import", str(folder / "all.jsonl"))


def backed_up(run: Run, folder: Path) -> Given:
    run("db", "backup", str(folder / "all.db"))
    return ("db", "restore", str(folder / "all.db"))


@pytest.mark.parametrize("make", [exported, backed_up, lambda *_: ("init",)])
def test_a_database_is_filled_again(
    run: Run, empty: Database, tmp_path: Path, make: Callable[[Run, Path], Given]
) -> None:
    call = make(run, tmp_path)
    fail(empty, ENTRIES)
    run(*call, db=empty)
    assert run("status", db=empty).stdout == run("status").stdout
    assert tries(empty) >= 3


def test_tables_are_made_again(cleared: Databases, tmp_path: Path) -> None:
    blank = cleared.blank(tmp_path)
    fail(blank, TABLES)
    assert upgrade(blank) == (None, HEAD)
    assert revision_of(blank) == HEAD
    assert tries(blank) >= 3
