"""Settings from the environment: the only reader of TRACKER_* but for the clock."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; None where it is silent."""

    database: str | None
    project: str | None
    source: str | None
    author: str | None


def settings() -> Settings:
    """Read the environment; an empty variable counts as not set."""
    return Settings(
        database=os.environ.get("TRACKER_DB") or None,
        project=os.environ.get("TRACKER_PROJECT") or None,
        source=os.environ.get("TRACKER_SOURCE") or None,
        author=os.environ.get("TRACKER_AUTHOR") or None,
    )


def default_database() -> Path:
    """Return the SQLite file in the user's data folder (XDG Base Directory specification)."""
    data_home = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not data_home.is_absolute():  # the specification: a relative path is to be ignored
        data_home = Path.home() / ".local" / "share"
    return data_home / "tracker" / "tracker.db"
