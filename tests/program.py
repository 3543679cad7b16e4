"""Running the program in process, as its user would."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tracker.cli.app import app
from tracker.db.engine import Database


@dataclass(frozen=True)
class Outcome:
    """What one run left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)

    @property
    def data(self) -> Any:
        return self.json["data"]


Run = Callable[..., Outcome]


@pytest.fixture
def run(shipped: Database) -> Run:
    """Run the program on a database with the shipped data; another exit code than `code` fails."""

    def call(*args: str, code: int = 0, db: Database | None = shipped) -> Outcome:
        named = ["--db", str(db)] if db else []
        result = CliRunner().invoke(app, [*named, *args])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        outcome = Outcome(result.exit_code, result.stdout, result.stderr)
        assert outcome.code == code, f"exit {outcome.code}\n{outcome.stdout}\n{outcome.stderr}"
        return outcome

    return call


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """Run as an ordinary user, for whom permissions bind; only root has to change for that."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def milestone(outcome: Outcome, slug: str) -> dict[str, Any]:
    """One milestone of `status -f json`."""
    rows = {row["slug"]: row for row in outcome.data["milestones"]}
    found: dict[str, Any] = rows[slug]
    return found
