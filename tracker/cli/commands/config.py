"""`tracker config`: what holds for every command, kept in a file of the user's."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import Ascii, FormatOption, Output, setting_word
from tracker.cli.output import emitter
from tracker.cli.session import database_of, reading
from tracker.cli.streams import readings, tell, tell_readings
from tracker.config import KEYS, checked, config_file, kept_in, require_key
from tracker.errors import DatabaseError, NotFoundError, TrackerError
from tracker.render.formats import Format

Setting = Annotated[
    str,
    typer.Argument(metavar="SETTING", help=", ".join(KEYS), autocompletion=lambda: list(KEYS)),
]


def show(
    form: FormatOption = Format.TABLE, output: Output = None, ascii_only: Ascii = False
) -> None:
    """Show what each setting holds, and where that comes from.

    A variable of the environment comes before the file, an option of a command before both.

    Example: tracker config show
    """
    from tracker.reports.config import config_report

    emitter(form, output, ascii_only=ascii_only)(config_report())


def set_(
    ctx: typer.Context, setting: Setting, value: Annotated[str, typer.Argument(metavar="VALUE")]
) -> None:
    """Keep a setting in the file of your settings.

    A project is kept by its slug, whatever of its name was typed.

    Examples: tracker config set project rapidus; tracker config set units oku
    """
    require_key(setting)
    kept_in(config_file())  # what cannot be read is told before anything is looked up
    kept = _meant(ctx, setting, value)
    _write(setting, kept)
    tell_readings([])
    tell(f"{config_file()}: {setting} is {kept}")


def unset(setting: Setting) -> None:
    """Take a setting out of the file.

    Example: tracker config unset units
    """
    require_key(setting)
    if setting not in kept_in(config_file()):
        raise NotFoundError(f"{config_file()} sets no {setting}", "see: tracker config show")
    _write(setting, None)
    tell(f"{config_file()}: {setting} is set no more")


def _meant(ctx: typer.Context, setting: str, value: str) -> str:
    """What a value means wherever the program is called; what was read as another is noted."""
    word = setting_word(setting, value)
    checked(setting, word, setting)
    if setting == "database":
        return _database(value)
    kept = _project(ctx, value) if setting == "project" else word
    if kept != value:
        readings.append((value, kept))
    return kept


def _database(value: str) -> str:
    """Return a path from the root on; where nothing is there, tell how it is made."""
    from tracker.db.engine import database_at
    from tracker.db.sqlite import exists

    database = database_at(value)
    if not isinstance(database, Path):
        return value
    path = str(database.absolute())
    if not exists(database):
        tell(f"nothing is at {path} yet; make it: tracker init --db {shlex.quote(path)}")
    return path


def _project(ctx: typer.Context, value: str) -> str:
    """Return the slug of the project that is meant, as typed where no database can be asked.

    Raises NotFoundError for a project that the database does not have.
    """
    from tracker.db.meant import meant_project
    from tracker.db.sqlite import exists

    database = database_of(ctx)
    try:
        if isinstance(database, Path) and not exists(database):
            tell("there is no database yet to look the project up in: it is kept as typed")
            return value
        with reading(ctx) as connection:
            return meant_project(connection, value).slug
    except DatabaseError as error:
        tell(f"{error}: the project is kept as typed")
        return value


def _write(setting: str, value: str | None) -> None:
    """Change one setting; whatever else stands in the file stays, comments too."""
    import tomlkit

    from tracker.whole import beside

    file = config_file()
    kept_in(file)  # what cannot be read is not written over
    text = file.read_text("utf-8") if file.exists() else ""
    document = tomlkit.parse(text)
    if value is None:
        del document[setting]
    else:
        document[setting] = value
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside(file.resolve()) as unfinished:
            unfinished.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise TrackerError(
            f"cannot write {file}: {error.strerror}", "make room, or check its permissions"
        ) from error
