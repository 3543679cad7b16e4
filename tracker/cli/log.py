"""`tracker log`: the one way to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.complete import slugs_of
from tracker.cli.complete import values as offered
from tracker.cli.options import Ascii, FormatOption, Output, SubjectName, UnitsOption
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Field, Format, Tier

if TYPE_CHECKING:
    from tracker.db.engine import Connection
    from tracker.reports.log import LogReport


def log(
    ctx: typer.Context,
    subject: SubjectName,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VALUE]...",
            help="A status, STAGE AMOUNT, or a figure",
            autocompletion=offered,
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="When it is promised for")
    ] = None,
    threshold: Annotated[
        str | None, typer.Option(metavar="QUANTITY", help="What its metric has to reach")
    ] = None,
    baseline: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Move the baseline; needs --reason")
    ] = None,
    progress: Annotated[
        str | None, typer.Option(metavar="PERCENT", help="How much is done, e.g. 80%")
    ] = None,
    message: Annotated[
        str | None, typer.Option("--message", "-m", metavar="TEXT", help="A remark; alone, a note")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was said [the source's day, else today]"),
    ] = None,
    happened: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it became so, of a fact")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="SLUG|URL",
            envvar="TRACKER_SOURCE",
            help="Where it was said [your judgement]",
            autocompletion=slugs_of("source"),
        ),
    ] = None,
    said_by: Annotated[
        str | None,
        typer.Option(
            metavar="ORG",
            help="Who is quoted [the source's publisher]",
            autocompletion=slugs_of("organization"),
        ),
    ] = None,
    tier: Annotated[
        Tier | None, typer.Option(help="Who speaks [the source's; primary without one]")
    ] = None,
    quote: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The words of the source, at most 300 characters"),
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why")] = None,
    key: Annotated[
        str | None, typer.Option(metavar="KEY", help="Makes repeating the call harmless")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and report, write nothing")
    ] = False,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
) -> None:
    """Record what was said of a subject, and say what it changes.

    Examples: tracker log mass-production at-risk --target FY2028-H1;
    tracker log rd-fy2026 committed "<=631.5bn"; tracker log holder-count 32
    """
    from tracker import clock
    from tracker.cli.output import emitter
    from tracker.cli.session import write
    from tracker.config import settings
    from tracker.services.log import log as record_update

    options = {
        Field.TARGET: target,
        Field.THRESHOLD: threshold,
        Field.BASELINE: baseline,
        Field.PROGRESS: progress,
    }
    record = StatementRecord(
        subject=subject,
        values=tuple((field, text) for field, text in options.items() if text is not None),
        on=on,
        happened=happened,
        source=source,
        said_by=said_by,
        tier=tier,
        remark=message,
        quote=quote,
        reason=reason,
        key=key,
    )
    by = settings()

    def work(connection: Connection) -> LogReport:
        report = record_update(
            connection,
            record,
            values or [],
            now=clock.now,
            today=clock.today(),
            author=by.author,
            project=by.project,
        )
        return report.as_valid() if dry_run else report

    shown = emitter(form, output, ascii_only=ascii_only, units=units)
    write(ctx, work, shown, keep=not dry_run)
