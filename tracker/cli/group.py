"""The root command: bare `tracker` is `status`, and every failure is one error and one hint."""

from __future__ import annotations

import os
import sys
from typing import Any

# Typer exports neither; the pin below 0.29 keeps them where they are.
from typer._click.core import Context
from typer._click.exceptions import ClickException, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperGroup
from typer.exceptions import Abort

from tracker.cli.commands import PANELS, every_command
from tracker.cli.completion import answer, asked_by
from tracker.domain.text import flaw, visible
from tracker.domain.vocabulary import Citation
from tracker.errors import EXIT_INTERRUPTED, TrackerError
from tracker.errors import UsageError as TrackerUsageError

LONGEST_ARGUMENT = 100_000
CITATIONS = [[form.value] for form in Citation]
BELOW_ZERO = (
    "stages, holdings and counts are never below zero; of another metric"
    " such a figure stands after --, e.g. tracker log METRIC -- -5bn"
)
ROOT_FLAGS = {"--help", "-h", "--version"}


class TrackerGroup(TyperGroup):
    """Maps failures to exit codes in one place, for the real program and its tests alike."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401
        super().__init__(**attributes)
        self.commands = every_command()

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:  # noqa: ANN401
        """Run the program; ends the process unless `standalone_mode` is off."""
        code = self._run(*args, **extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Let `--db` stand anywhere, and mean `status` when no command is named."""
        _refuse_unreadable(args)
        args = _cite_somehow(_database_first(args))
        own = 2 if args[:1] == ["--db"] else 0
        word = args[own] if len(args) > own else "-"
        unnamed = ctx.resilient_parsing and len(args) == own  # a command is to be completed
        if not unnamed and word.startswith("-") and word.split("=", 1)[0] not in ROOT_FLAGS:
            args = [*args[:own], "status", *args[own:]]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List the commands under the headings of the table."""
        del ctx
        for panel in PANELS:
            rows = [
                (name, command.get_short_help_str(limit=60))
                for name, command in self.commands.items()
                if getattr(command, "rich_help_panel", None) == panel
            ]
            with formatter.section(panel):
                formatter.write_dl(rows)

    def _run(self, *args: Any, **extra: Any) -> int:  # noqa: ANN401
        if shell := asked_by():
            words = args[0] if args else extra.get("args")
            return answer(self, sys.argv[1:] if words is None else list(words), shell)
        extra["standalone_mode"] = False
        try:
            outcome = super().main(*args, **extra)
            if sys.stdout is not None:
                sys.stdout.flush()
        except (KeyboardInterrupt, Abort):
            return _say("interrupted", "nothing was written", EXIT_INTERRUPTED)
        except Exception as error:  # noqa: BLE001 - what nobody foresaw is told without a traceback
            return _failure(error)
        return outcome if isinstance(outcome, int) else 0


def _failure(error: Exception) -> int:
    """Tell the user of a failure and return its exit code."""
    match error:
        case TrackerError():
            return _say(str(error), error.hint, error.exit_code)
        case ClickException():
            return _say(_message(error), _hint(error), error.exit_code)
        case BrokenPipeError():
            _discard_output()  # the reader has enough
            return 0
        case OSError():
            _discard_output()
            return _say(f"cannot write the result: {error.strerror}", "make room, or use -o", 1)
    if os.environ.get("TRACKER_TRACEBACK"):
        raise error
    message = f"this is a bug: {type(error).__name__}: {error}"
    return _say(message, "please report it, with what TRACKER_TRACEBACK=1 prints", 1)


def _discard_output() -> None:
    """Keep Python from complaining once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _database_first(args: list[str]) -> list[str]:
    """Move `--db PATH` to the front, where the root command reads it."""
    ends = args.index("--") if "--" in args else len(args)
    for place, word in enumerate(args[:ends]):
        if word == "--db" and place + 1 < ends:
            return ["--db", args[place + 1], *args[:place], *args[place + 2 :]]
        if word.startswith("--db="):
            return ["--db", word.removeprefix("--db="), *args[:place], *args[place + 1 :]]
    return args


def _cite_somehow(args: list[str]) -> list[str]:
    """Let `--cite` stand without its form, which Typer does not know of options."""
    ends = args.index("--") if "--" in args else len(args)
    return [
        f"--cite={Citation.MARKDOWN}"
        if word == "--cite" and place < ends and args[place + 1 : place + 2] not in CITATIONS
        else word
        for place, word in enumerate(args)
    ]


def _refuse_unreadable(args: list[str]) -> None:
    """Refuse what no database can store, before anything is opened."""
    for word in args:
        reason = flaw(word, longest=LONGEST_ARGUMENT)
        if reason is not None:
            raise TrackerUsageError(f"'{word[:40]}' {reason}", "write it as plain text")


def _say(message: str, hint: str, code: int) -> int:
    sys.stderr.write(f"error: {visible(message)}\nhint: {visible(hint)}\n")
    return code


def _message(error: ClickException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    return message[:1].lower() + message[1:]


def _hint(error: ClickException) -> str:
    if isinstance(error, NoSuchOption) and error.option_name[1:].isdigit():
        return BELOW_ZERO
    context = error.ctx if isinstance(error, UsageError) else None
    return f"see {context.command_path} --help" if context else "see tracker --help"
