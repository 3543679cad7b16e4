"""Settings that hold for every command: from the environment, else from the user's own file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Key(NamedTuple):
    """One setting: the variable that holds it too, what it means, and all that it may be.

    Behind each choice stands what else may be typed for it, with blanks between.
    """

    variable: str
    help: str
    choices: Mapping[str, str] = MappingProxyType({})


UNITS = {
    "bn": "billion billions 十億 10億円 十億円",
    "mn": "m million millions 百万 百万円",
    "oku": "億 億円",
    "raw": "in-full",
    "written": "as-written",
}
LANGUAGES = {"en": "english 英語", "ja": "japanese 日本語"}


KEYS = {
    "database": Key("TRACKER_DB", "the database, as --db"),
    "project": Key("TRACKER_PROJECT", "the project of bare names"),
    "units": Key("TRACKER_UNITS", "what money is told in", UNITS),
    "language": Key("TRACKER_LANGUAGE", "the language of titles", LANGUAGES),
    "author": Key("TRACKER_AUTHOR", "the author of what is logged"),
}
"""What may stand in the file, as `key = "value"`; a variable of the environment comes before."""

LOCALE, DEFAULT = "the locale", "default"
LARGEST_FILE = 1 << 20


class Setting(NamedTuple):
    """What holds, and where it comes from: a variable, a file, the locale, or nowhere."""

    value: str | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds; None where nothing is set. `language` is `ja` or `en`."""

    database: str | None
    project: str | None
    units: str | None
    language: str
    author: str | None


def settings() -> Settings:
    """Read the settings; raises as `configured`."""
    found = {name: one.value for name, one in configured().items()}
    return Settings(**found)  # type: ignore[arg-type]


def configured() -> dict[str, Setting]:
    """Read what holds of each key: the environment, then the file; an empty variable is not set.

    Raises UsageError for a variable that is not UTF-8, a file that cannot be read, and in both for
    what a setting may not be.
    """
    file = config_file()
    kept = kept_in(file)
    return {name: _configured(name, key, kept, file) for name, key in KEYS.items()}


def _configured(name: str, key: Key, kept: dict[str, str], file: Path) -> Setting:
    if said := _read(key.variable):
        return Setting(_chosen(name, said, key.variable), key.variable)
    if name in kept:
        return Setting(kept[name], str(file))
    if name == "language":
        locale = _locale()
        language = "ja" if locale.startswith("ja") else "en"
        return Setting(language, LOCALE if locale else DEFAULT)
    return Setting(None, DEFAULT)


def config_file() -> Path:
    """Return the file of the settings, in the user's folder (XDG Base Directory specification)."""
    return _home("XDG_CONFIG_HOME", ".config") / "tracker" / "config.toml"


def kept_in(file: Path) -> dict[str, str]:
    """Return what a file of settings holds, nothing where none can be seen.

    Raises UsageError for one that cannot be read, or holds what is no setting.
    """
    try:
        size = file.stat().st_size
    except OSError:  # as of a folder that the user of a service may not enter
        return {}
    if size > LARGEST_FILE:
        raise UsageError(f"{file} is too large", "keep settings in it alone")
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not valid UTF-8"
        raise UsageError(f"cannot read {file}: {reason}", "mend it, or move it away") from error
    return parsed(text, file)


def parsed(text: str, file: Path) -> dict[str, str]:
    """Read settings; raises UsageError with the name of the file for what are none."""
    import tomllib  # noqa: PLC0415 - most people have no such file

    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = 'each line is a setting: project = "rapidus"'
        raise UsageError(f"{file}: {error}", hint) from error
    for name, value in held.items():
        require_key(name, str(file))
        if not isinstance(value, str):
            raise UsageError(f"{file}: {name} is no text", f'write {name} = "…"')
        checked(name, value, f"{file}: {name}")
    return held


def require_key(name: str, where: str = "") -> None:
    """Raise UsageError for what is no key of a setting."""
    if name not in KEYS:
        near = get_close_matches(name, KEYS, 1)
        meant = f"did you mean {near[0]}? " if near else ""
        place = f"{where}: " if where else ""
        hint = f"{meant}settings are {', '.join(KEYS)}"
        raise UsageError(f"{place}no setting is called '{name[:60]}'", hint)


def checked(name: str, value: str, where: str) -> str:
    """Return a value; raises UsageError for what a setting may not be."""
    if not value.strip() or not value.isprintable():
        raise UsageError(f"{where} is empty or holds signs that nobody sees", "write plain text")
    return _chosen(name, value, where)


def _chosen(name: str, value: str, where: str) -> str:
    choices = KEYS[name].choices
    if choices and value not in choices:
        raise UsageError(f"{where} is '{value[:60]}'", f"it may be {' or '.join(choices)}")
    return value


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
    return _home("XDG_DATA_HOME", ".local/share") / "tracker" / "tracker.db"


def _home(variable: str, usual: str) -> Path:
    folder = Path(os.environ.get(variable, ""))
    if not folder.is_absolute():  # the specification: a relative path is to be ignored
        folder = Path.home() / usual
    return folder
