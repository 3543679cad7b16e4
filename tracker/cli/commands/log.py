"""`tracker log` and `tracker entry`: what was said, and marks on what was recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.complete import next_words, slugs_of
from tracker.cli.options import (
    Ascii,
    DryRun,
    FormatOption,
    KnownAt,
    Output,
    SubjectName,
    UnitsOption,
    entry_number,
    told_day,
    word_option,
)
from tracker.cli.output import emitter
from tracker.cli.session import clocks_of, moment, reading, write
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import EntryKind, Field, OrganizationKind, Tier
from tracker.errors import TrackerError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.db.engine import Connection
    from tracker.reports.log import LogReport


EntryId = Annotated[
    str, typer.Argument(metavar="ID", help="The number of an entry, or `last`: tracker history")
]
EntryIds = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Numbers of entries, or `last`: tracker history"),
]
LAST = "last"
HELP = {
    EntryKind.DEPRECATE: "Take a statement that we got wrong out of every report, for every day",
    EntryKind.REINSTATE: "Let a deprecated statement count again, for every day",
}


def log(
    ctx: typer.Context,
    subject: SubjectName,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VALUE]...",
            help="A status, STAGE AMOUNT, or a figure",
            autocompletion=next_words,
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
        typer.Option(
            metavar="DATE", help="When it was said [the source's day; today without a source]"
        ),
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
    published_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day that a new page carries")
    ] = None,
    said_by: Annotated[
        str | None,
        typer.Option(
            metavar="ORG",
            help="Who is quoted [the source's publisher]",
            autocompletion=slugs_of("organization"),
        ),
    ] = None,
    new_org: Annotated[
        OrganizationKind | None,
        word_option(
            OrganizationKind, "--new-org", "Define who is quoted as this, where nobody is called so"
        ),
    ] = None,
    tier: Annotated[
        Tier | None, word_option(Tier, "--tier", "Who speaks [the source's; primary without one]")
    ] = None,
    quote: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The words of the source, at most 300 characters"),
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why")] = None,
    key: Annotated[
        str | None, typer.Option(metavar="KEY", help="Makes repeating the call harmless")
    ] = None,
    dry_run: DryRun = False,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
) -> None:
    """Record what was said of a subject, and say what it changes.

    The subject may be called by its title or an alias in full, a status or a stage in other words
    (達成, delayed, earmarked, 計上): how they are read is told. What a page says is of the day that
    the page carries.

    Examples: tracker log mass-production at-risk --target FY2028-H1;
    tracker log ipo at-risk --source https://nhk.example/ipo --published-on 2026-11-20;
    tracker log rd-fy2026 committed "<=631.5bn"; tracker log holder-count 32
    """
    from tracker.domain.definitions.records import StatementRecord
    from tracker.services import log as service

    options = {
        Field.TARGET: target,
        Field.THRESHOLD: threshold,
        Field.BASELINE: baseline,
        Field.PROGRESS: progress,
    }
    record = StatementRecord(
        subject=subject,
        values=tuple((field, text) for field, text in options.items() if text is not None),
        on=told_day(on),
        happened=told_day(happened),
        source=source,
        published_on=told_day(published_on),
        said_by=said_by,
        tier=tier,
        remark=message,
        quote=quote,
        reason=reason,
        key=key,
    )

    def work(connection: Connection) -> LogReport:
        try:
            report = service.log(connection, record, values or [], moment(), new_org)
        except TrackerError as error:
            if dry_run:  # the call of a hint must not write where the one typed did not
                error.hint = error.hint.replace("tracker log ", "tracker log --dry-run ")
            raise
        return report.as_valid() if dry_run else report

    show = emitter(form, output, ascii_only=ascii_only, units=units)
    write(ctx, work, show, keep=not dry_run)


def show_entry(
    ctx: typer.Context,
    entry: EntryId,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
) -> None:
    """Show one entry of the log, and the marks on it.

    Examples: tracker entry show 120; tracker entry show last
    """
    from tracker.reports.history import entry_report

    wanted = _number(entry)
    with reading(ctx) as connection:
        clocks = clocks_of(connection, None, known_at)
        report = entry_report(connection, clocks.entry if wanted is None else wanted, clocks)
    emitter(form, output, ascii_only=ascii_only, units=units)(report)


def _marker(kind: EntryKind) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        entries: EntryIds,
        reason: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong")],
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from tracker.services.marks import mark

        work = partial(
            mark,
            kind=kind,
            numbers=[_number(entry) for entry in entries],
            reason=reason,
            moment=moment(),
        )
        write(ctx, work, emitter(form, output, ascii_only=ascii_only))

    command.__doc__ = (
        f"{HELP[kind]}\n\nExamples: tracker entry {kind} 120 121 --reason 'Misread the table';"
        f" tracker entry {kind} last --reason 'Typed twice'"
    )
    return command


deprecate, reinstate = _marker(EntryKind.DEPRECATE), _marker(EntryKind.REINSTATE)


def _number(text: str) -> int | None:
    """Read the number of an entry; None for the last one."""
    return None if text == LAST else entry_number(text)
