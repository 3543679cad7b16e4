"""What commands there are, how they are grouped, and where each lies until it is asked for."""

from __future__ import annotations

import re
from collections import UserDict
from collections.abc import Callable, Iterator
from functools import partial
from inspect import cleandoc
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from tracker.cli.commands import NOUNS
from tracker.errors import UsageError

NEXT_CALL = re.compile("; (?=tracker )")
"""What stands between the examples of a command."""
NEXT_OPTION = re.compile(" (?=--[a-z])")
Function = Callable[..., None]
"""What Typer makes a command of."""
Place = Callable[[], dict[str, Function]]
"""What imports the functions of some commands, and gives them by name."""


def _status() -> dict[str, Function]:
    from tracker.cli.commands import status

    return {"status": status.status, "diff": status.diff}


def _evidence() -> dict[str, Function]:
    from tracker.cli.commands import evidence

    return {"why": evidence.why, "history": evidence.history, "search": evidence.search}


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


def _chart() -> dict[str, Function]:
    from tracker.cli.commands import chart

    return {name: chart.chart_command(name) for name in chart.CHARTS}


def _report() -> dict[str, Function]:
    from tracker.cli.commands import report

    return {"report": report.report}


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


def _config() -> dict[str, Function]:
    from tracker.cli.commands import config

    return {"show": config.show, "set": config.set_, "unset": config.unset}


def _gates() -> dict[str, Function]:
    from tracker.cli.commands import milestone

    return {"impact": milestone.impact, "needs": milestone.needs}


def _read(noun: str) -> dict[str, Function]:
    from tracker.cli import nouns

    return {"list": nouns.list_command(noun), "show": nouns.show_command(noun)}


def _defined(noun: str) -> dict[str, Function]:
    from tracker.cli import definitions

    return {
        "add": definitions.add_command(noun),
        "edit": definitions.edit_command(noun),
        "retire": definitions.retire_command(noun),
    }


class Group(NamedTuple):
    """Commands that share their first word."""

    explained: str
    places: dict[str, Place]


def _of_noun(noun: str, several: str) -> Group:
    read, defined = partial(_read, noun), partial(_defined, noun)
    places: dict[str, Place] = {"list": read, "show": read, "add": defined, "edit": defined}
    places["retire"] = defined
    if noun == "milestone":
        places |= {"impact": _gates, "needs": _gates}
    return Group(f"List, show, add, edit or retire {several}", places)


EVERY_DAY = {
    "status": _status,
    "log": _log,
    "why": _evidence,
    "diff": _status,
    "check": _check,
    "accept": _check,
    "money": _money,
    "owners": _money,
    "history": _evidence,
    "search": _evidence,
    "report": _report,
}
DATABASE = {
    "init": _database,
    "apply": _files,
    "schema": _files,
    "export": _files,
    "import": _files,
    "verify": _database,
    "completion": _help,
    "help": _help,
}
ALONE = {**EVERY_DAY, **DATABASE}
"""The commands of one word."""

GROUPS = {
    "chart": Group(
        "Draw milestones in time, how promises moved, the money, the owners",
        dict.fromkeys(("timeline", "trend", "money", "owners"), _chart),
    ),
    **{noun: _of_noun(noun, several) for noun, several in NOUNS.items()},
    "entry": Group(
        "Show an entry of the log, or mark one as wrong",
        {"show": _log, "deprecate": _log, "reinstate": _log},
    ),
    "config": Group(
        "Show or change what holds for every command",
        {"show": _config, "set": _config, "unset": _config},
    ),
    "db": Group(
        "Bring the database up to date",
        {"upgrade": _database, "current": _database, "backup": _database, "restore": _database},
    ),
}

PANELS = {
    "Every day": (*EVERY_DAY, "chart"),
    "What is tracked": (*NOUNS, "entry"),
    "The database": (*DATABASE, "db", "config"),
}
"""The headings under which commands are listed."""


class Commands(UserDict[str, Any]):
    """What makes each command, by its name; to look one up is to make it: most never are."""

    def __getitem__(self, name: str) -> Any:
        return self.data[name]()


def every_command() -> Commands:
    """Return all commands of the program, none of them made yet."""
    alone = {name: partial(_command, name, place) for name, place in ALONE.items()}
    return Commands({**alone, **{name: partial(_group, name) for name in GROUPS}})


MEANT = {
    ("milestone", "gates"): (
        "what it waits for: tracker milestone needs SLUG;"
        " what waits for it: tracker milestone impact SLUG"
    ),
}
"""What answers to commands that there are not, and that somebody typed."""


def resolved(find: Callable[[Any, list[str]], Any], ctx: Any, args: list[str]) -> Any:
    """Find a command as Typer does; raises UsageError where what is typed names something else."""
    typed = dict(ctx.params)
    try:
        return find(ctx, args)
    except typer.TyperException:
        from tracker.cli.mistyped import no_command

        ctx.params = typed  # of a word like #3, Typer parses the line anew as options
        if meant := no_command(ctx, args):
            raise meant from None
        raise


class NounGroup(TyperGroup):
    """Commands that share their first word; who types another one of MEANT is told of it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is typed; raises UsageError for one that is called otherwise."""
        hint = MEANT.get((self.name or "", args[0]))
        if hint:
            raise UsageError(f"no such command '{args[0]}'", hint)
        return resolved(super().resolve_command, ctx, args)


def _group(name: str) -> TyperGroup:
    explained, places = GROUPS[name]
    group = NounGroup(name=name, help=explained, rich_markup_mode=None)
    group.commands = Commands(
        {verb: partial(_command, verb, place) for verb, place in places.items()}
    )
    return group


def _command(name: str, place: Place) -> Any:
    """Let Typer make one command: of an app it makes all at once, asked for or not."""
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name, cls=_Command)(place()[name])
    return get_command(alone)


def _folded(call: str, width: int) -> Iterator[str]:
    """Give a call in lines that a shell takes for one, broken before options."""
    line, *options = NEXT_OPTION.split(call)
    for option in options:
        if len(f"{line} {option} \\") > width:
            yield f"{line} \\"
            line = f"  {option}"
        else:
            line += f" {option}"
    yield line


def _parts(help_text: str) -> tuple[str, str, list[str]]:
    """Part the help of a command into what it does, the title of its examples, and each of them."""
    text, _, examples = cleandoc(help_text).rpartition("\n\n")
    title, _, calls = examples.partition(": ")
    return text, title, NEXT_CALL.split(" ".join(calls.split()))


def example_of(command: Any) -> str | None:
    """Return the first example in the help of a command; None for a group of them."""
    return _parts(command.help or "")[2][0] if isinstance(command, _Command) else None


class _Command(TyperCommand):
    """A command whose help begins with its examples, each on a line of its own to be copied."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, then what the command does."""
        del ctx
        text, title, calls = _parts(self.help or "")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"{title}:")
            with formatter.indentation():
                for call in calls:
                    for line in _folded(call, formatter.width - formatter.current_indent):
                        formatter.write(f"{' ' * formatter.current_indent}{line}\n")
            formatter.write_paragraph()
            formatter.write_text(text)
