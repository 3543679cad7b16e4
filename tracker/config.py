"""Settings from the environment that are no option of a command."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; None where it is silent. `language` is `ja` or `en`."""

    database: str | None
    project: str | None
    author: str | None
    language: str


def settings() -> Settings:
    """Read the environment; an empty variable counts as not set.

    Raises UsageError for one that is not UTF-8.
    """
    return Settings(
        database=_read("TRACKER_DB"),
        project=_read("TRACKER_PROJECT"),
        author=_read("TRACKER_AUTHOR"),
        language="ja" if _locale().startswith("ja") else "en",
    )


def _locale() -> str:
    """Return the locale of messages, as POSIX finds it."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def _read(name: str) -> str | None:
    text = os.environ.get(name) or None
    try:
        (text or "").encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name} is not valid UTF-8", "set it to plain text") from None
    return text


def connect_seconds() -> str:
    """Return how long to wait for a server's answer: as libpq's own variable says, else 10."""
    return os.environ.get("PGCONNECT_TIMEOUT") or "10"


def default_database() -> Path:
    """Return the SQLite file in the user's data folder (XDG Base Directory specification)."""
    data_home = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not data_home.is_absolute():  # the specification: a relative path is to be ignored
        data_home = Path.home() / ".local" / "share"
    return data_home / "tracker" / "tracker.db"
