"""The program: bare `tracker` is `status`, and every failure is one error and one hint."""

from __future__ import annotations

import errno
import os
import re
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tracker.cli.line import ASKED, answer, arranged, with_status
from tracker.cli.mistyped import hint_of, message_of
from tracker.cli.registry import PANELS, every_command, resolved
from tracker.cli.streams import CLOSED, discard_output, readings, tell, write_text
from tracker.domain.text import visible
from tracker.errors import DamagedError, TrackerError

PASSWORD = re.compile(
    r"(@/)[^\s'?]*:[^\s'?]*|(postgres(?:ql)?(?:\+\w+)?://[^\s'@/]*/)[^\s'@]+(?=@)"
    r"|(://)(?![A-Za-z0-9_.-]+@)[^\s/':]+(?=@)"
    r"|(://[^:/\s@']*:)(?!\d)[^\s/@']+|:(?!//)[^:\s@]+(?=@)"
)
"""What may be a password, in an address that somebody typed where none belongs.

It stands before the @; or its place and that of host or database were changed: the name of a
database has no colon, and no @ stands behind it.
"""


class TrackerGroup(TyperGroup):
    """Maps failures to exit codes in one place, for the real program and its tests alike."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = every_command()

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the program; ends the process unless `standalone_mode` is off."""
        code = self._run(*args, **extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what fails because the database is damaged is told as that."""
        try:
            return super().invoke(ctx)
        except (OSError, typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as error:
            if isinstance(error, TrackerError) and not isinstance(error, DamagedError):
                raise
            from tracker.cli.session import database_of
            from tracker.reports.verify import telling_damage

            with telling_damage(database_of(ctx)):
                raise

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let `--db` stand anywhere, and mean `status` when no command is named."""
        own, words = arranged(args)
        if words or not ctx.resilient_parsing:  # else a command is to be completed
            words = with_status(words)
        return super().parse_args(ctx, [*own, *words])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is typed; who types the name of something is told what shows it."""
        return resolved(super().resolve_command, ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands under the headings of the registry."""
        del ctx
        for panel, names in PANELS.items():
            with formatter.section(panel):
                formatter.write_dl(
                    [(name, self.commands[name].get_short_help_str(limit=60)) for name in names]
                )

    def _run(self, *args: Any, **extra: Any) -> int:
        words = args[0] if args else extra.get("args")
        if shell := os.environ.get(ASKED):
            return answer(self, sys.argv[1:] if words is None else list(words), shell)
        readings.clear()
        extra["standalone_mode"] = False
        try:
            outcome = super().main(*args, **extra)
        except SystemExit:  # what Typer makes of a reader of its help that has enough
            discard_output()
            return 0
        except Exception as error:  # noqa: BLE001 - what nobody foresaw is told without a traceback
            return _failure(error, sys.argv[1:] if words is None else list(words))
        return outcome if isinstance(outcome, int) else 0


def _failure(error: Exception, words: list[str]) -> int:
    """Tell the user of a failure of the words typed, and return its exit code."""
    match error:
        case TrackerError():
            return _say(str(error), error.hint, error.exit_code)
        case typer.TyperException():
            return _say(message_of(error, words), hint_of(error, words), error.exit_code)
        case OSError():
            discard_output()
            closed = error.errno == errno.EBADF
            reason, hint = (CLOSED, "") if closed else (error.strerror, "make room, or use -o")
            return _say(f"cannot write the result: {reason}", hint, 1)
    if os.environ.get("TRACKER_TRACEBACK"):
        raise error
    message = f"this is a bug: {type(error).__name__}: {error}"
    return _say(message, "please report it, with what TRACKER_TRACEBACK=1 prints", 1)


def _say(message: str, hint: str, code: int) -> int:
    tell(f"error: {_masked(message)}" + (f"\nhint: {_masked(hint)}" if hint else ""))
    return code


def _masked(text: str) -> str:
    """Write a text without the password of an address that was typed in the wrong place."""
    return PASSWORD.sub(
        lambda found: f"{next(filter(None, found.groups()), ':')}***", visible(text)
    )


app = typer.Typer(
    cls=TrackerGroup,
    name="tracker",
    help="Track where a national mega-project stands, who says so and what comes next.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version as installed

        write_text(f"tracker {installed('rapidus-tracker')}\n")
        raise typer.Exit


@app.callback()
def root(
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="PATH",
            help="The database [TRACKER_DB, else your settings, else in your data folder]",
        ),
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Never show what is longer than the screen in PAGER")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and stop", is_eager=True, callback=_version
        ),
    ] = False,
) -> None:
    """Track where a national mega-project stands, who says so and what comes next.

    Without a command the status page is printed.
    """
    del db, version  # the one is read by tracker.cli.session, the other acts at once
    if no_pager:
        from tracker.cli.pager import switch_off

        switch_off()
