"""`tracker report`: one file of a project, to be sent to those who have no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.narrowed import narrowed
from tracker.cli.options import (
    DAYS,
    AsOf,
    BreachOption,
    KnownAt,
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

if TYPE_CHECKING:
    from tracker.render.canvas import Layout
    from tracker.reports.dossier import Dossier


def report(
    ctx: typer.Context,
    project: ProjectName = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="FILE.html, FILE.xlsx or FILE.ics"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=f"Tell what changed since: {DAYS}"),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    units: UnitsOption = Units.BN,
    language: Annotated[
        Language | None,
        typer.Option("--lang", help="Write words, days and sums in it [that of the locale]"),
    ] = None,
    breach_days: BreachOption = None,
) -> None:
    """Write a project to one file that may be sent: a page, a workbook or a calendar.

    FILE.html is a page for a browser, with pictures, and with all that was said behind each
    figure; it needs nothing from elsewhere. FILE.xlsx has a sheet for each table, FILE.ics the
    days that come next.

    Examples: tracker report -o rapidus.html --since last-month; tracker report -o rapidus.ics
    """
    from tracker.reports.dossier import dossier

    writer = _writer(output, project)
    limits = breach_limits(breach_days)
    drawn = layout(output, units=units, language=language)
    if drawn.language is Language.JAPANESE and not typed(ctx, "units") and not settings().units:
        drawn = replace(drawn, units=Units.OKU)
    with reading(ctx) as connection:
        with narrowed("milestone", project):
            chosen, clocks = project_and_clocks(connection, project, as_of, known_at)
        day = earlier_day(since, clocks.as_of, chosen.calendar) if since else None
        found = dossier(connection, chosen, clocks, since=day, breach=limits)
    emit(writer(found, drawn), output)


def _page(found: Dossier, drawn: Layout) -> str:
    from tracker.render.paper.html import as_html

    return as_html(found, drawn)


def _workbook(found: Dossier, drawn: Layout) -> bytes:
    from tracker.render.paper.sheet import as_workbook

    title = drawn.language.choose(found.project.title, found.project.title_ja)
    created = datetime.combine(found.clocks.as_of, time.min, UTC)
    return as_workbook(found.document(), created=created, title=title, layout=drawn)


def _calendar(found: Dossier, drawn: Layout) -> bytes:
    from tracker.render.paper.calendar import as_calendar

    return as_calendar(found.status, drawn)


WRITERS: dict[str, Callable[[Dossier, Layout], str | bytes]] = {
    ".html": _page,
    ".xlsx": _workbook,
    ".ics": _calendar,
}


def _writer(output: Path | None, project: str | None) -> Callable[[Dossier, Layout], str | bytes]:
    """Return what writes a file of such a name; raises UsageError where there is none."""
    if output is None and project and Path(project).suffix.lower() in WRITERS:
        raise UsageError(f"'{project}' is no project", f"tracker report -o {quote(project)}")
    hint = "tracker report -o FILE.html (a page), FILE.xlsx (a workbook) or FILE.ics (a calendar)"
    if output is None:
        raise UsageError("report writes a file, and none is named", hint)
    if output.suffix.lower() not in WRITERS:
        raise UsageError(f"no report is written as '{output.name[-40:]}'", hint)
    return WRITERS[output.suffix.lower()]
