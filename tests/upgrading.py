"""A revision after the newest one, for tests of what happens while a database is upgraded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tracker.db import migrate
from tracker.resources import migrations_dir

NEXT = "9001"
UNKNOWN = "the table source has colour str, which the program did not make"
"""What this program, which makes no such column, finds in a database of the next revision."""
REVISION = '''"""Adds a column, with every row rewritten."""

from alembic import op
from sqlalchemy import Column, Text

revision = "{next}"
down_revision = "{last}"


def upgrade() -> None:
    rebuilt = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("source", recreate=rebuilt) as batch:
        batch.add_column(Column("colour", Text))
    {last_step}
'''


def migrations_with_next(folder: Path, last_step: str = "") -> Path:
    """Return a folder with all migrations and one more, which ends with the step given."""
    made = folder / "migrations"
    shutil.copytree(migrations_dir(), made, ignore=shutil.ignore_patterns("__pycache__"))
    text = REVISION.format(next=NEXT, last=migrate.HEAD, last_step=last_step)
    (made / "versions" / f"{NEXT}_next.py").write_text(text)
    return made


def expect_next(monkeypatch: pytest.MonkeyPatch, migrations: Path) -> None:
    """Make this process a program of the next revision."""
    monkeypatch.setattr(migrate, "HEAD", NEXT)
    monkeypatch.setattr(migrate, "migrations_dir", lambda: migrations)
