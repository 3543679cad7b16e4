"""`tracker diff`: what changed between two days, or after an entry of the log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.options import (
    Ascii,
    FormatOption,
    KnownAt,
    Output,
    UnitsOption,
    past_day,
)
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Format
from tracker.errors import EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from datetime import date

DAYS = "a date, yesterday, last-week or last-month"


def diff(
    ctx: typer.Context,
    since: Annotated[
        str | None, typer.Argument(metavar="[A]", help=f"The earlier day: {DAYS}")
    ] = None,
    until: Annotated[
        str | None, typer.Argument(metavar="[B]", help="The later day [today]")
    ] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="ENTRY", help="Compare with what was known at this entry"),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="SLUG", help="[TRACKER_PROJECT, else the first]"),
    ] = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 8 when something changed")
    ] = False,
) -> None:
    """Show what changed between two days, or after an entry of the log.

    Both days are as known now. With --after both looks are of one day, unless A is given too; the
    last line on standard error is the entry to go on from.

    Example: tracker diff last-month
    """
    from tracker.cli.output import emitter
    from tracker.cli.session import cursor_clocks, project_and_clocks, reading
    from tracker.reports.diff import diff_report

    first, last = _days(since, until, after)
    with reading(ctx) as connection:
        found, later = project_and_clocks(connection, project, last.isoformat(), known_at)
        earlier = cursor_clocks(connection, later, first, after)
        report = diff_report(connection, found, earlier, later)
    if not quiet:
        emitter(form, output, ascii_only=ascii_only, units=units)(report)
    if after is not None and not quiet:
        sys.stderr.write(f"{report.clocks.entry}\n")
    if exit_code and report.events:
        raise typer.Exit(EXIT_FINDINGS)


def _days(since: str | None, until: str | None, after: str | None) -> tuple[date, date]:
    """The days of both looks; raises UsageError where the earlier one is missing or later."""
    if since is None and after is None:
        hint = "tracker diff 2026-03-31, tracker diff last-week, tracker diff --after 469"
        raise UsageError("diff needs a day or an entry to compare with", hint)
    last = past_day(until or "today")
    first = past_day(since) if since is not None else last
    if first > last:
        raise UsageError(f"{first} is after {last}", f"the earlier day first: {last} {first}")
    return first, last
