"""`tracker report`: one file of a project, to be sent to those who have no terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import (
    DAYS,
    AsOf,
    BreachOption,
    KnownAt,
    LanguageOption,
    ProjectName,
    UnitsOption,
    breach_limits,
    earlier_day,
    typed,
)
from tracker.cli.output import emit, layout
from tracker.cli.session import project_and_clocks, reading
from tracker.config import settings
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Language
from tracker.errors import UsageError

KINDS = ".html, .xlsx or .ics"


def report(
    ctx: typer.Context,
    project: ProjectName = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=f"Where to: a FILE{KINDS}"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=f"Tell what changed since: {DAYS}"),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    units: UnitsOption = Units.BN,
    language: LanguageOption = None,
    breach_days: BreachOption = None,
) -> None:
    """Write a project to one file that may be sent: a page, a workbook or a calendar.

    FILE.html is a page for a browser, with pictures, and with all that was said behind each
    figure; it needs nothing from elsewhere. FILE.xlsx has a sheet for each table, FILE.ics the
    days that come next.

    Examples: tracker report -o rapidus.html --since last-month; tracker report -o rapidus.ics
    """
    from tracker.reports.dossier import dossier

    if output is None or output.suffix.lower() != ".html":
        raise UsageError("no file", "tracker report -o rapidus.html")
    limits = breach_limits(breach_days)
    drawn = layout(output, units=units, language=language)
    if drawn.language is Language.JAPANESE and not typed(ctx, "units") and not settings().units:
        drawn = replace(drawn, units=Units.OKU)
    with reading(ctx) as connection:
        chosen, clocks = project_and_clocks(connection, project, as_of, known_at)
        day = earlier_day(since, clocks.as_of, chosen.calendar) if since else None
        found = dossier(connection, chosen, clocks, since=day, breach=limits)
    from tracker.render.paper.html import as_html

    emit(as_html(found, drawn), output)
