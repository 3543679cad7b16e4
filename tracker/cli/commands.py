"""What commands there are, how they are grouped, and where each lies until it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

import typer

# Typer exports it nowhere; the pin below 0.29 keeps it where it is.
from typer._click.core import Command
from typer.core import TyperGroup
from typer.main import get_group

PANELS = EVERY_DAY, TRACKED, DATABASE = "Every day", "What is tracked", "The database"


class Place(NamedTuple):
    """Where the function of a command lies, `module:function`; what makes it, for a noun."""

    path: str
    panel: str | None = None
    noun: str | None = None


class Group(NamedTuple):
    """Commands that share their first word."""

    explained: str
    panel: str
    places: dict[str, Place]


ALONE = {
    "status": Place("status:status", EVERY_DAY),
    "log": Place("log:log", EVERY_DAY),
    "why": Place("evidence:why", EVERY_DAY),
    "diff": Place("diff:diff", EVERY_DAY),
    "check": Place("check:check", EVERY_DAY),
    "accept": Place("check:accept", EVERY_DAY),
    "money": Place("money:money", EVERY_DAY),
    "owners": Place("money:owners", EVERY_DAY),
    "history": Place("evidence:history", EVERY_DAY),
    "init": Place("database:init", DATABASE),
    "apply": Place("apply:apply", DATABASE),
    "schema": Place("schema:schema", DATABASE),
    "export": Place("transfer:export", DATABASE),
    "import": Place("transfer:import_", DATABASE),
    "verify": Place("transfer:verify", DATABASE),
    "completion": Place("completion:completion", DATABASE),
    "help": Place("topics:help_topic", DATABASE),
}
"""The commands of one word."""

NOUNS = {
    "milestone": "milestones",
    "tranche": "tranches of money",
    "metric": "metrics",
    "holder": "holders of shares",
    "source": "sources",
    "org": "organizations",
    "project": "projects",
}
"""What is listed, shown, added and edited, and what several of it are called."""


def _of_noun(noun: str) -> dict[str, Place]:
    own = {"impact": Place("impact:impact")} if noun == "milestone" else {}
    return {
        "list": Place("nouns:list_command", noun=noun),
        "show": Place("nouns:show_command", noun=noun),
        "add": Place("definitions:add_command", noun=noun),
        "edit": Place("definitions:edit_command", noun=noun),
        **own,
    }


GROUPS = {
    **{
        noun: Group(f"List, show, add or edit {several}", TRACKED, _of_noun(noun))
        for noun, several in NOUNS.items()
    },
    "entry": Group(
        "Show an entry of the log, or mark one as wrong",
        TRACKED,
        {
            "show": Place("entry:show"),
            "deprecate": Place("entry:deprecate"),
            "reinstate": Place("entry:reinstate"),
        },
    ),
    "db": Group(
        "Bring the database up to date",
        DATABASE,
        {
            "upgrade": Place("database:upgrade_command"),
            "current": Place("database:current"),
            "backup": Place("transfer:backup"),
            "restore": Place("transfer:restore"),
        },
    ),
}


class Commands(MutableMapping[str, Command]):
    """Commands by name, each made when it is first looked up: most are never asked for."""

    def __init__(self, makers: dict[str, Callable[[], Command]]) -> None:
        self._makers = makers
        self._made: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __setitem__(self, name: str, command: Command) -> None:
        self._makers[name] = lambda: command

    def __delitem__(self, name: str) -> None:
        del self._makers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def every_command() -> Commands:
    """Return all commands of the program, none of them made yet."""
    alone = {name: partial(_command, name, place) for name, place in ALONE.items()}
    groups = {name: partial(_group, name, group) for name, group in GROUPS.items()}
    return Commands({**alone, **groups})


def _group(name: str, group: Group) -> TyperGroup:
    made = TyperGroup(
        name=name, help=group.explained, rich_markup_mode=None, rich_help_panel=group.panel
    )
    made.commands = Commands(
        {verb: partial(_command, verb, place) for verb, place in group.places.items()}
    )
    return made


def _command(name: str, place: Place) -> Command:
    """Let Typer make one command: of an app it makes all at once, asked for or not."""
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, rich_help_panel=place.panel)(_function(place))
    return get_group(alone).commands[name]


def _function(place: Place) -> Callable[..., None]:
    module, _, name = place.path.partition(":")
    found: Any = getattr(import_module(f"tracker.cli.{module}"), name)
    function: Callable[..., None] = found if place.noun is None else found(place.noun)
    return function
