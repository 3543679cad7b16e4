"""`tracker status`: the page that says where a project stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from tracker.cli.options import (
    Ascii,
    AsOf,
    BreachOption,
    FormatOption,
    KnownAt,
    Output,
    ProjectName,
    UnitsOption,
    breach_limits,
    past_day,
)
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Format
from tracker.errors import UsageError


def status(
    ctx: typer.Context,
    project: ProjectName = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    everything: Annotated[
        bool, typer.Option("--all", help="List every milestone and every line")
    ] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Print the first table only")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Mark what changed since: a date, yesterday, last-week or last-month",
        ),
    ] = None,
    breach_days: BreachOption = None,
    line: Annotated[
        bool, typer.Option("--line", help="Print one line, never cut, for the subject of a mail")
    ] = False,
) -> None:
    """Show where a project stands.

    Example: tracker status --as-of 2025-12-31
    """
    from tracker.cli.output import emit, emitter, needs_ascii
    from tracker.cli.session import project_and_clocks, reading
    from tracker.reports.status import status_report

    limits = breach_limits(breach_days)
    with reading(ctx) as connection:
        found, clocks = project_and_clocks(connection, project, as_of, known_at)
        day = _earlier(since, clocks.as_of) if since else None
        report = status_report(connection, found, clocks, since=day, breach=limits)
    if line:
        from tracker.render.page.page import status_line

        if form is not Format.TABLE:
            raise UsageError(f"--line is text, not {form}", "leave --format or --line out")
        emit(status_line(report, ascii=ascii_only or needs_ascii()) + "\n", output)
        return
    shown = emitter(
        form, output, ascii_only=ascii_only, everything=everything, brief=brief, units=units
    )
    shown(report)


def _earlier(since: str, as_of: date) -> date:
    """The day of `--since`; raises UsageError for one after the day of the page."""
    day = past_day(since)
    if day > as_of:
        raise UsageError(f"{day} is after {as_of}", "give --since an earlier day")
    return day
