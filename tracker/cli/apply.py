"""`tracker apply`: a file of definitions and statements, all of it or nothing."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.input import BatchForm
from tracker.cli.options import FormatOption, Output
from tracker.domain.vocabulary import Format

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from tracker.db.engine import Connection
    from tracker.reports.definition import BatchReport
    from tracker.services.batch import Moment

    Work = Callable[[Connection, Moment, bool], BatchReport]


def apply(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-", help="A dataset's TOML file, or JSON Lines; - reads standard input"
        ),
    ],
    as_: Annotated[
        BatchForm | None,
        typer.Option("--as", help="The form of the file [by its name, else by how it begins]"),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and report, write nothing")
    ] = False,
    form: FormatOption = Format.TABLE,
    output: Output = None,
) -> None:
    """Add and record what a file holds: all of it, or nothing when a line is wrong.

    The form of a file: tracker help dataset; of a line: tracker schema

    Example: tracker apply artemis.toml --dry-run
    """
    from tracker.cli.input import batch
    from tracker.cli.output import emitter
    from tracker.cli.session import write
    from tracker.services.batch import refusal_of

    gc.enable()
    keep = not dry_run
    with batch(file, as_) as (name, found, stream):
        work = (_lines if found is BatchForm.JSONL else _dataset)(name, stream)

        def all_or_nothing(connection: Connection) -> BatchReport:
            report = work(connection, _moment(), keep)
            if report.refused:
                connection.rollback()
            return report

        report = write(ctx, all_or_nothing, emitter(form, output), keep=keep)
    refusal = refusal_of(report)
    if refusal is not None:
        raise refusal
    sys.stderr.write(f"{name}: {report.summary}{'' if keep else '; nothing was written'}\n")


def _moment() -> Moment:
    from tracker import clock
    from tracker.config import settings
    from tracker.services.batch import Moment

    by = settings()
    return Moment(now=clock.now, today=clock.today(), author=by.author, project=by.project)


def _dataset(name: str, stream: BinaryIO) -> Work:
    """Read a dataset's file, before the database is locked."""
    from tracker.domain.definitions.records import Dataset
    from tracker.errors import LineError
    from tracker.files.dataset import parse_dataset
    from tracker.files.toml import read_text
    from tracker.services.batch import apply_dataset

    dataset, mistakes = Dataset(), list[LineError]()
    parse_dataset(name, read_text(name, stream), dataset, mistakes=mistakes)
    return lambda connection, moment, keep: apply_dataset(
        connection, dataset, moment, mistakes=mistakes, keep=keep
    )


def _lines(name: str, stream: BinaryIO) -> Work:
    """Read lines one after the other, while the database is written, each time from the first."""
    from tracker.cli.input import text_of
    from tracker.cli.output import progress
    from tracker.files.batch import read_batch
    from tracker.services.stream import apply_lines

    def work(connection: Connection, moment: Moment, keep: bool) -> BatchReport:
        with text_of(stream) as text:
            lines = read_batch(text, name)
            return apply_lines(connection, lines, moment, keep=keep, progress=progress("read"))

    return work
