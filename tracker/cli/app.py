"""The command line: the program and the options of the whole."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from tracker.cli.group import TrackerGroup

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

        sys.stdout.write(f"tracker {installed('rapidus-tracker')}\n")
        raise typer.Exit


@app.callback()
def root(
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="PATH",
            help="The database [TRACKER_DB, else a file in your data folder]",
        ),
    ] = None,
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


def main() -> None:
    """Run the program."""
    # A command ends before garbage matters, and looking for it takes a fifth of the page's time.
    # Those that read or write any number of lines turn the collector on again.
    gc.disable()
    app()
