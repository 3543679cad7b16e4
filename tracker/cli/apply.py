"""`tracker apply`: a file of definitions and statements, all of it or nothing."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.cli.options import Format, FormatOption, Output


def apply(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A dataset's TOML file; - reads standard input")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and report, write nothing")
    ] = False,
    form: FormatOption = Format.TABLE,
    output: Output = None,
) -> None:
    """Add and record what a file holds: all of it, or nothing when a line is wrong.

    The form of a file: tracker help dataset

    Example: tracker apply artemis.toml --dry-run
    """
    from tracker import clock
    from tracker.cli.output import emit, layout
    from tracker.cli.session import writing
    from tracker.config import settings
    from tracker.domain.records import Dataset
    from tracker.errors import LineError
    from tracker.files.dataset import parse_dataset
    from tracker.render.render import render
    from tracker.services.batch import Moment, apply_dataset, refusal_of

    name, text = _content(file)
    dataset, mistakes, keep = Dataset(), list[LineError](), not dry_run
    parse_dataset(name, text, dataset, mistakes=mistakes)
    by = settings()
    moment = Moment(now=clock.now, today=clock.today(), author=by.author, project=by.project)
    with writing(ctx, keep=keep) as connection:
        report = apply_dataset(connection, dataset, moment, mistakes=mistakes, keep=keep)
        if report.refused:
            connection.rollback()
    emit(render(report, form, layout(output)), output)
    refusal = refusal_of(report)
    if refusal is not None:
        raise refusal
    sys.stderr.write(f"{name}: {report.summary}{'' if keep else '; nothing was written'}\n")


def _content(file: str) -> tuple[str, str]:
    """The name and text of a file, `-` being standard input."""
    from pathlib import Path

    from tracker.files.dataset import decoded, read_file

    if file == "-":
        return "stdin", decoded("stdin", sys.stdin.buffer.read())
    path = Path(file)
    return path.name, read_file(path)
