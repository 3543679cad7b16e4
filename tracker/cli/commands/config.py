"""`tracker config`: what holds for every command, kept in a file of the user's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import Ascii, FormatOption, Output
from tracker.cli.output import emitter
from tracker.cli.streams import tell
from tracker.config import KEYS, checked, config_file, kept_in, require_key
from tracker.errors import NotFoundError, TrackerError
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


def set_(setting: Setting, value: Annotated[str, typer.Argument(metavar="VALUE")]) -> None:
    """Keep a setting in the file of your settings.

    Examples: tracker config set project rapidus; tracker config set units oku
    """
    require_key(setting)
    kept = _meant(setting, value)
    _write(setting, kept)
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


def _meant(setting: str, value: str) -> str:
    """What a value means wherever the program is called: a path is kept from the root on."""
    checked(setting, value, setting)
    if setting == "database":
        from tracker.db.engine import database_at

        database = database_at(value)
        return str(database.absolute()) if isinstance(database, Path) else value
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
