"""`tracker init`, `db` and `verify`: the database as a whole."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.options import FormatOption, Output
from tracker.cli.output import emit, emit_lines, emitter, progress
from tracker.cli.session import clocks_of, create_tables, database_of, moment, reading, write
from tracker.cli.streams import tell
from tracker.errors import EXIT_FINDINGS, UsageError
from tracker.render.formats import Format

Copy = Annotated[Path, typer.Argument(metavar="FILE", help="A SQLite file", dir_okay=False)]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing when there is nothing to do")
]


def init(
    ctx: typer.Context,
    empty: Annotated[
        bool, typer.Option("--empty", help="Make the tables only, for a project of your own")
    ] = False,
    update: Annotated[
        bool,
        typer.Option(
            "--update", help="Reword, correct and retire too what was shipped and is no more so"
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Create the database, or add the shipped lines that it lacks.

    Examples: tracker init; tracker init --update
    """
    from tracker.files.dataset import read_dataset, read_shipped
    from tracker.resources import fixtures_dir
    from tracker.services.dataset import load_dataset

    database, made = create_tables(ctx)
    if empty:
        if made or not quiet:
            next_one = "tracker project add, or tracker apply FILE"
            tell(f"{database}: ready; next: {next_one}")
        return
    folder = fixtures_dir() / "rapidus"
    dataset, shipped = read_dataset(folder), read_shipped(folder) if update else None
    loaded = write(
        ctx, lambda connection: load_dataset(connection, dataset, moment(), shipped=shipped)
    )
    added = (loaded.definitions, loaded.statements, loaded.marks, loaded.updated)
    if quiet and not made and not any(added):
        return
    tell(
        f"{database}: added {loaded.definitions} definitions, {loaded.statements} statements,"
        f" {loaded.marks} marks"
    )
    if loaded.updated:
        tell(f"updated {_definitions(loaded.updated)} to what is shipped now")
    if loaded.differing:
        left = _definitions(len(loaded.differing))
        differ = "differs" if len(loaded.differing) == 1 else "differ"
        names = ", ".join(" ".join(one) for one in loaded.differing)
        told = f"your own, or fixed when made: {names}" if update else "tracker init --update"
        tell(f"{left} {differ} from the shipped ones: {told}")


def _definitions(count: int) -> str:
    return f"{count} definition{'' if count == 1 else 's'}"


def upgrade(ctx: typer.Context, quiet: Quiet = False) -> None:
    """Bring the database to the revision that this program works with.

    Example: tracker db upgrade
    """
    from tracker.db import migrate
    from tracker.db.engine import require

    path = database_of(ctx)
    require(path, write=True)
    before, after = migrate.upgrade(path)
    if quiet and before == after:
        return
    outcome = "is up to date" if before == after else f"upgraded from {before or 'nothing'}"
    copy = migrate.copy_of(path, before)
    kept = f"; as it was before: {copy}" if copy else ""
    tell(f"{path}: {outcome}, revision {after}{kept}")


def current(ctx: typer.Context) -> None:
    """Print the revision of the database, and the one that this program works with.

    Example: tracker db current
    """
    from tracker.db.engine import require
    from tracker.db.migrate import HEAD, revision_of

    path = database_of(ctx)
    require(path, write=False)
    emit(f"database {revision_of(path) or 'empty'}, program {HEAD}\n")


def backup(ctx: typer.Context, file: Copy) -> None:
    """Copy the database to a new SQLite file, while others go on working.

    Example: tracker db backup rapidus-backup.db
    """
    from tracker.services.copy import back_up

    gc.enable()
    with reading(ctx) as connection:
        source = database_of(ctx)
        entries = back_up(connection, file, source if isinstance(source, Path) else None)
    tell(f"{file}: {entries} entries")


def restore(ctx: typer.Context, file: Copy) -> None:
    """Fill a new or empty database from a backup.

    Example: tracker --db restored.db db restore rapidus-backup.db
    """
    from tracker.services import copy as service

    gc.enable()
    service.require_backup(file)
    create_tables(ctx)
    entries = write(ctx, lambda connection: service.restore(connection, file))
    tell(f"restored {entries} entries")


def verify(
    ctx: typer.Context,
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="[NUMBER ]HASH",
            help="A head seen earlier, or the beginning of its hash: the log must hold it",
        ),
    ] = None,
    expect_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The same, of a file that --write-head wrote"),
    ] = None,
    write_head: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the head in a file, if nothing is wrong"),
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
) -> None:
    """Recompute the hash chain, and look whether the database still guards it.

    What the head that it prints proves, and what not: tracker help head

    Examples: tracker verify; tracker verify --expect-file head.txt --write-head head.txt
    """
    from tracker.domain.log.chain import SeenHead
    from tracker.files.head import read_head
    from tracker.reports.verify import verify_report

    gc.enable()
    if expect is not None and expect_file is not None:
        raise UsageError("--expect and --expect-file both name a head", "give one of the two")
    seen = SeenHead.parse(expect) if expect is not None else None
    if expect_file is not None:
        seen = read_head(expect_file)
    with reading(ctx) as connection:
        clocks = clocks_of(connection, None, None)
        report = verify_report(
            connection, clocks, expect=seen, now=clock.now(), progress=progress("verified")
        )
    emitter(form, output)(report)
    if report.problems:
        raise typer.Exit(EXIT_FINDINGS)
    if write_head is not None:
        emit_lines([f"{report.seen}\n"], write_head)
