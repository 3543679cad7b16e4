"""`tracker milestone show`, `impact` and `needs`: one, what waits for it, what it waits for."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.options import (
    Ascii,
    AsOf,
    BreachOption,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
    SubjectName,
    UnitsOption,
    breach_limits,
    written_day,
)
from tracker.cli.output import emitter
from tracker.cli.session import reading, subject_and_clocks
from tracker.domain.quantities.format import Units
from tracker.render.formats import Format


def shown(
    ctx: typer.Context,
    subject: SubjectName,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    breach_days: BreachOption = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
    language: LanguageOption = None,
) -> None:
    """Show one milestone."""
    from tracker.reports.subject import require_kind, subject_report

    limits = breach_limits(breach_days)
    with reading(ctx) as connection:
        about, field, clocks = subject_and_clocks(connection, subject, as_of, known_at, "milestone")
        require_kind(about, "milestone")
        report = subject_report(connection, about, clocks, field, limits)
    emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)


def impact(
    ctx: typer.Context,
    subject: SubjectName,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="PERIOD", help="Suppose this window [its present target]"),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    language: LanguageOption = None,
) -> None:
    """Show what waits for a milestone: those that it gates, and the money that hangs on them.

    Example: tracker milestone impact mass-production --target FY2029-H1
    """
    from tracker.domain.periods.period import Period
    from tracker.reports.impact import impact_report
    from tracker.reports.subject import require_kind

    with reading(ctx) as connection:
        about, _, clocks = subject_and_clocks(
            connection, subject, as_of, known_at, "milestone", "tracker milestone impact "
        )
        require_kind(about, "milestone")
        window = Period.parse(target, about.project.calendar) if target is not None else None
        report = impact_report(connection, about, clocks, window)
    emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)


def needs(
    ctx: typer.Context,
    subject: SubjectName,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="DAY",
            help="Suppose that all is needed by this day [the day before it is due to begin]",
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    language: LanguageOption = None,
) -> None:
    """Show what a milestone needs: the gates before it at any depth, and whether they are in time.

    Example: tracker milestone needs mass-production --by 2027-06-30
    """
    from tracker.domain.log.statement import last_day
    from tracker.domain.periods.period import Period
    from tracker.reports.needs import needs_report
    from tracker.reports.subject import require_kind

    with reading(ctx) as connection:
        about, _, clocks = subject_and_clocks(
            connection, subject, as_of, known_at, "milestone", "tracker milestone needs "
        )
        require_kind(about, "milestone")
        wanted = written_day(by, past=False)
        calendar = about.project.calendar
        day = last_day(Period.parse(wanted, calendar)) if wanted is not None else None
        report = needs_report(connection, about, clocks, day)
    emitter(form, output, ascii_only=ascii_only, language=language)(report)
