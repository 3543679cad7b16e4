"""`tracker init` and `tracker db`: making a database and bringing it up to date."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing when there is nothing to do")
]


def init(
    ctx: typer.Context,
    empty: Annotated[
        bool, typer.Option("--empty", help="Make the tables only, for a project of your own")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Create the database, or add the shipped lines that it lacks.

    Example: tracker init
    """
    from tracker import clock
    from tracker.cli.session import create_tables, write
    from tracker.files.dataset import read_dataset
    from tracker.resources import fixtures_dir
    from tracker.services.batch import load_dataset

    database, made = create_tables(ctx)
    if empty:
        if made or not quiet:
            told = "ready; next: tracker project add, or tracker apply FILE"
            sys.stderr.write(f"{database}: {told}\n")
        return
    dataset = read_dataset(fixtures_dir() / "rapidus")
    loaded = write(
        ctx, lambda here: load_dataset(here, dataset, now=clock.now, today=clock.today())
    )
    if quiet and not any((made, loaded.definitions, loaded.statements, loaded.marks)):
        return
    sys.stderr.write(
        f"{database}: added {loaded.definitions} definitions, {loaded.statements} statements,"
        f" {loaded.marks} marks\n"
    )


def upgrade_command(ctx: typer.Context, quiet: Quiet = False) -> None:
    """Bring the database to the revision that this program works with.

    Example: tracker db upgrade
    """
    from tracker.cli.session import database_of
    from tracker.db.engine import require
    from tracker.db.migrate import copy_of, upgrade

    path = database_of(ctx)
    require(path, write=True)
    before, after = upgrade(path)
    if quiet and before == after:
        return
    outcome = "is up to date" if before == after else f"upgraded from {before or 'nothing'}"
    copy = copy_of(path, before)
    kept = f"; as it was before: {copy}" if copy else ""
    sys.stderr.write(f"{path}: {outcome}, revision {after}{kept}\n")


def current(ctx: typer.Context) -> None:
    """Print the revision of the database, and the one that this program works with.

    Example: tracker db current
    """
    from tracker.cli.session import database_of
    from tracker.db.engine import require
    from tracker.db.migrate import HEAD, revision_of

    path = database_of(ctx)
    require(path, write=False)
    sys.stdout.write(f"database {revision_of(path) or 'empty'}, program {HEAD}\n")
