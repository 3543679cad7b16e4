"""`tracker chart`: pictures of a project, on a terminal or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from tracker.cli.complete import slugs_of
from tracker.cli.options import (
    Ascii,
    AsOf,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
)
from tracker.cli.output import Drawn, emit, emitter, layout
from tracker.cli.session import project_and_clocks, reading
from tracker.config import settings
from tracker.errors import UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.db.engine import Connection
    from tracker.domain.definitions.subject import Project as DefinedProject
    from tracker.domain.log.clocks import Clocks
    from tracker.tables.table import Report

Milestones = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MILESTONE]...",
        help="These alone, in this order",
        autocompletion=slugs_of("milestone"),
    ),
]
Project = Annotated[
    str | None,
    typer.Option("--project", metavar="SLUG", help="[TRACKER_PROJECT, else the first]"),
]
Everything = Annotated[bool, typer.Option("--all", help="Draw all of them")]


def timeline(
    ctx: typer.Context,
    milestones: Milestones = None,
    project: Project = None,
    everything: Everything = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    language: LanguageOption = None,
) -> None:
    """Draw milestones along time: first promised, now, late and met.

    Without names headline milestones and those that have not ended. A FILE.svg is drawn as one.

    Examples: tracker chart timeline; tracker chart timeline --all -o timeline.svg
    """
    from tracker.reports.timeline import timeline_report

    with reading(ctx) as connection:
        chosen, names, clocks = _chosen(connection, milestones or [], project, as_of, known_at)
        report = timeline_report(connection, chosen, clocks, names, everything=everything)
    drawer(form, output, ascii_only=ascii_only, language=language)(report)


def trend(
    ctx: typer.Context,
    milestones: Milestones = None,
    project: Project = None,
    everything: Everything = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    language: LanguageOption = None,
) -> None:
    """Draw how promises moved: the day promised over the day on which that was shown.

    Without names headline milestones and those that moved most. A FILE.svg is drawn as one.

    Examples: tracker chart trend; tracker chart trend mass-production iim1-built -o trend.svg
    """
    from tracker.reports.trend import trend_report

    with reading(ctx) as connection:
        chosen, names, clocks = _chosen(connection, milestones or [], project, as_of, known_at)
        report = trend_report(connection, chosen, clocks, names, everything=everything)
    drawer(form, output, ascii_only=ascii_only, language=language)(report)


def _chosen(
    connection: Connection,
    milestones: Sequence[str],
    project: str | None,
    as_of: str | None,
    known_at: str | None,
) -> tuple[DefinedProject, list[str], Clocks]:
    """Find the project, and the milestones that are named; all have to be of one project."""
    from tracker.db.meant import meant_subject
    from tracker.reports.subject import require_kind

    found, clocks = project_and_clocks(connection, project, as_of, known_at)
    own = project or settings().project
    named = [meant_subject(connection, name, own, "milestone") for name in milestones]
    if named and project is None and "/" in milestones[0]:
        found, clocks = project_and_clocks(connection, named[0].project.slug, as_of, known_at)
    for one in named:
        require_kind(one, "milestone")
        if one.project.slug != found.slug:
            message = f"{one.path} is of another project than {found.slug}"
            raise UsageError(message, "draw each project by itself: --project SLUG")
    return found, [one.slug for one in named], clocks


def drawer(form: Format, output: Path | None, **asked: Unpack[Drawn]) -> Callable[[Report], None]:
    """Return what draws a report into a file that is named as a picture, and else as an emitter."""
    if output is None or output.suffix.lower() != ".svg":
        return emitter(form, output, **asked)
    if form is not Format.TABLE:
        raise UsageError(
            f"a picture is no {form}", f"leave --format {form} out, or name the file so"
        )
    drawn = layout(output, **asked)

    def show(report: Report) -> None:
        from tracker.render.charts.pages import PICTURES
        from tracker.render.charts.vector import as_svg

        picture = PICTURES[report.schema.partition("/")[0]](report, drawn)
        emit(as_svg(picture), output)

    return show
