"""What commands there are, how they are grouped, and where each lies until it is asked for."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command

from tracker.cli.commands import NOUNS

PANELS = EVERY_DAY, TRACKED, DATABASE = "Every day", "What is tracked", "The database"

Function = Callable[..., None]
"""What Typer makes a command of."""
Place = Callable[[], dict[str, Function]]
"""What imports the functions of some commands, and gives them by name."""


def _status() -> dict[str, Function]:
    from tracker.cli.commands import status

    return {"status": status.status, "diff": status.diff}


def _evidence() -> dict[str, Function]:
    from tracker.cli.commands import evidence

    return {"why": evidence.why, "history": evidence.history}


def _log() -> dict[str, Function]:
    from tracker.cli.commands import log

    return {
        "log": log.log,
        "show": log.show_entry,
        "deprecate": log.deprecate,
        "reinstate": log.reinstate,
    }


def _check() -> dict[str, Function]:
    from tracker.cli.commands import check

    return {"check": check.check, "accept": check.accept}


def _money() -> dict[str, Function]:
    from tracker.cli.commands import money

    return {"money": money.money, "owners": money.owners}


def _files() -> dict[str, Function]:
    from tracker.cli.commands import files

    return {
        "apply": files.apply,
        "schema": files.schema,
        "export": files.export,
        "import": files.import_,
    }


def _database() -> dict[str, Function]:
    from tracker.cli.commands import database

    return {
        "init": database.init,
        "verify": database.verify,
        "upgrade": database.upgrade,
        "current": database.current,
        "backup": database.backup,
        "restore": database.restore,
    }


def _help() -> dict[str, Function]:
    from tracker.cli.commands import help as of_help

    return {"help": of_help.help_topic, "completion": of_help.completion}


def _impact() -> dict[str, Function]:
    from tracker.cli.commands import milestone

    return {"impact": milestone.impact}


def _read(noun: str) -> dict[str, Function]:
    from tracker.cli import nouns

    return {"list": nouns.list_command(noun), "show": nouns.show_command(noun)}


def _defined(noun: str) -> dict[str, Function]:
    from tracker.cli import definitions

    return {"add": definitions.add_command(noun), "edit": definitions.edit_command(noun)}


class Alone(NamedTuple):
    """A command of one word."""

    panel: str
    place: Place


class Group(NamedTuple):
    """Commands that share their first word."""

    explained: str
    panel: str
    places: dict[str, Place]


def _of_noun(noun: str, several: str) -> Group:
    read, defined = partial(_read, noun), partial(_defined, noun)
    places: dict[str, Place] = {"list": read, "show": read, "add": defined, "edit": defined}
    if noun == "milestone":
        places["impact"] = _impact
    return Group(f"List, show, add or edit {several}", TRACKED, places)


ALONE = {
    "status": Alone(EVERY_DAY, _status),
    "log": Alone(EVERY_DAY, _log),
    "why": Alone(EVERY_DAY, _evidence),
    "diff": Alone(EVERY_DAY, _status),
    "check": Alone(EVERY_DAY, _check),
    "accept": Alone(EVERY_DAY, _check),
    "money": Alone(EVERY_DAY, _money),
    "owners": Alone(EVERY_DAY, _money),
    "history": Alone(EVERY_DAY, _evidence),
    "init": Alone(DATABASE, _database),
    "apply": Alone(DATABASE, _files),
    "schema": Alone(DATABASE, _files),
    "export": Alone(DATABASE, _files),
    "import": Alone(DATABASE, _files),
    "verify": Alone(DATABASE, _database),
    "completion": Alone(DATABASE, _help),
    "help": Alone(DATABASE, _help),
}
"""The commands of one word."""

GROUPS = {
    **{noun: _of_noun(noun, several) for noun, several in NOUNS.items()},
    "entry": Group(
        "Show an entry of the log, or mark one as wrong",
        TRACKED,
        {"show": _log, "deprecate": _log, "reinstate": _log},
    ),
    "db": Group(
        "Bring the database up to date",
        DATABASE,
        {"upgrade": _database, "current": _database, "backup": _database, "restore": _database},
    ),
}
HEADINGS = {
    **{name: command.panel for name, command in ALONE.items()},
    **{name: group.panel for name, group in GROUPS.items()},
}
"""Under which of the panels each command is listed."""


class Commands(UserDict[str, Any]):
    """What makes each command, by its name; to look one up is to make it: most never are."""

    def __getitem__(self, name: str) -> Any:
        return self.data[name]()


def every_command() -> Commands:
    """Return all commands of the program, none of them made yet."""
    alone = {name: partial(_command, name, place) for name, (_, place) in ALONE.items()}
    return Commands({**alone, **{name: partial(_group, name) for name in GROUPS}})


def _group(name: str) -> TyperGroup:
    explained, _, places = GROUPS[name]
    group = TyperGroup(name=name, help=explained, rich_markup_mode=None)
    group.commands = Commands(
        {verb: partial(_command, verb, place) for verb, place in places.items()}
    )
    return group


def _command(name: str, place: Place) -> Any:
    """Let Typer make one command: of an app it makes all at once, asked for or not."""
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name)(place()[name])
    return get_command(alone)
