"""The command line: what commands there are and how they are grouped."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.cli import (
    apply,
    check,
    completion,
    database,
    diff,
    entry,
    evidence,
    log,
    money,
    nouns,
    schema,
    status,
    topics,
    transfer,
)
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


app.command("status", rich_help_panel=EVERY_DAY)(status.status)
app.command("log", rich_help_panel=EVERY_DAY)(log.log)
app.command("why", rich_help_panel=EVERY_DAY)(evidence.why)
app.command("diff", rich_help_panel=EVERY_DAY)(diff.diff)
app.command("check", rich_help_panel=EVERY_DAY)(check.check)
app.command("accept", rich_help_panel=EVERY_DAY)(check.accept)
app.command("money", rich_help_panel=EVERY_DAY)(money.money)
app.command("owners", rich_help_panel=EVERY_DAY)(money.owners)
app.command("history", rich_help_panel=EVERY_DAY)(evidence.history)
for name in nouns.NOUNS:
    app.add_typer(nouns.noun(name), name=name, rich_help_panel=NOUNS)
app.add_typer(entry.group, name="entry", rich_help_panel=NOUNS)
app.command("init", rich_help_panel=DATABASE)(database.init)
app.command("apply", rich_help_panel=DATABASE)(apply.apply)
app.command("schema", rich_help_panel=DATABASE)(schema.schema)
app.command("export", rich_help_panel=DATABASE)(transfer.export)
app.command("import", rich_help_panel=DATABASE)(transfer.import_)
app.command("verify", rich_help_panel=DATABASE)(transfer.verify)
app.add_typer(database.group, name="db", rich_help_panel=DATABASE)
app.command("completion", rich_help_panel=DATABASE)(completion.completion)
app.command("help", rich_help_panel=DATABASE)(topics.help_topic)


def main() -> None:
    """Run the program."""
    app()
