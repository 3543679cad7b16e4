"""The command line: what commands there are and how they are grouped."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli import database, evidence, log, nouns, status
from tracker.cli.group import DATABASE, EVERY_DAY, NOUNS, TrackerGroup

app = typer.Typer(
    cls=TrackerGroup,
    name="tracker",
    help="Track where a national mega-project stands, who says so and what comes next.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        bool, typer.Option("--version", help="Print the version and stop", is_eager=True)
    ] = False,
) -> None:
    """Track where a national mega-project stands, who says so and what comes next.

    Without a command the status page is printed.
    """
    del db  # read by tracker.cli.session
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"tracker {installed('rapidus-tracker')}")
        raise typer.Exit


app.command("status", rich_help_panel=EVERY_DAY)(status.status)
app.command("log", rich_help_panel=EVERY_DAY)(log.log)
app.command("why", rich_help_panel=EVERY_DAY)(evidence.why)
app.command("history", rich_help_panel=EVERY_DAY)(evidence.history)
for name in nouns.NOUNS:
    app.add_typer(nouns.noun(name), name=name, rich_help_panel=NOUNS)
app.command("init", rich_help_panel=DATABASE)(database.init)
app.add_typer(database.group, name="db", rich_help_panel=DATABASE)


def main() -> None:
    """Run the program."""
    app()
