"""`tracker export`, `import`, `verify` and `db backup|restore`: the record as a whole."""

from __future__ import annotations

import gc
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.complete import slugs
from tracker.cli.options import FormatOption, Output
from tracker.domain.vocabulary import Format
from tracker.errors import EXIT_FINDINGS

if TYPE_CHECKING:
    from tracker.db.engine import Connection

Copy = Annotated[Path, typer.Argument(metavar="FILE", help="A SQLite file", dir_okay=False)]


def export(
    ctx: typer.Context,
    subjects: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUBJECT]...",
            help="Only these, as a batch for apply",
            autocompletion=slugs,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Write everything as JSON Lines: definitions, then the log with its hashes.

    Of subjects that are named: what defines them and what is said of them, for apply elsewhere.

    Examples: tracker export -o rapidus.jsonl; tracker export ipo -o ipo.jsonl
    """
    from tracker.cli.output import emit_lines
    from tracker.cli.session import reading
    from tracker.config import settings
    from tracker.db.dump import dump
    from tracker.files.lines import write_lines
    from tracker.services.extract import extract

    gc.enable()
    with reading(ctx) as connection:
        if not subjects:
            with closing(dump(connection)) as rows:
                emit_lines(write_lines(rows), output)
            return
        from tracker.files.batch import as_line

        found = extract(connection, subjects, project=settings().project)
        emit_lines(write_lines(as_line(*one) for one in found), output)


def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="What export wrote")],
) -> None:
    """Fill an empty database from an export, and check its hashes.

    Example: tracker --db copy.db import rapidus.jsonl
    """
    from tracker.cli.input import opened, text_of
    from tracker.cli.session import create_tables, write
    from tracker.files.lines import read_lines
    from tracker.services.copy import fill

    gc.enable()
    with opened(file) as (name, stream):

        def work(connection: Connection) -> int:
            with text_of(stream) as text:
                return fill(connection, read_lines(text, name))

        create_tables(ctx)
        entries = write(ctx, work)
    sys.stderr.write(f"imported {entries} entries\n")


def verify(
    ctx: typer.Context,
    expect: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="The hash of a head seen earlier, or its beginning"),
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
) -> None:
    """Recompute the hash chain, and look whether the database still guards it.

    Example: tracker verify
    """
    from tracker.cli.output import emitter, progress
    from tracker.cli.session import clocks_of, reading
    from tracker.reports.verify import verify_report

    gc.enable()
    with reading(ctx) as connection:
        clocks = clocks_of(connection, None, None)
        report = verify_report(connection, clocks, expect=expect, progress=progress("verified"))
    emitter(form, output)(report)
    if report.problems:
        raise typer.Exit(EXIT_FINDINGS)


def backup(ctx: typer.Context, file: Copy) -> None:
    """Copy the database to a new SQLite file, while others go on working.

    Example: tracker db backup rapidus-backup.db
    """
    from tracker.cli.session import reading
    from tracker.services.copy import back_up

    gc.enable()
    with reading(ctx) as connection:
        entries = back_up(connection, file)
    sys.stderr.write(f"{file}: {entries} entries\n")


def restore(ctx: typer.Context, file: Copy) -> None:
    """Fill a new or empty database from a backup.

    Example: tracker --db restored.db db restore rapidus-backup.db
    """
    from tracker.cli.session import create_tables, write
    from tracker.services.copy import require_backup
    from tracker.services.copy import restore as fill_from

    gc.enable()
    require_backup(file)
    create_tables(ctx)
    entries = write(ctx, lambda connection: fill_from(connection, file))
    sys.stderr.write(f"restored {entries} entries\n")
