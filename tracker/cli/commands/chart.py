"""`tracker chart`: pictures of a project, on a terminal or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Unpack

import typer

from tracker.cli.complete import slugs_of
from tracker.cli.options import (
    Ascii,
    AsOf,
    FormatOption,
    KnownAt,
    LanguageOption,
    Options,
    Output,
    ProjectName,
    UnitsOption,
    with_options,
)
from tracker.cli.output import Drawn, emit, emitter, layout
from tracker.cli.session import project_and_clocks, reading
from tracker.config import settings
from tracker.domain.quantities.format import Units
from tracker.errors import UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.db.engine import Connection
    from tracker.domain.definitions.subject import Project as DefinedProject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.vocabulary import Language
    from tracker.tables.table import Report

Milestones = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MILESTONE]...",
        help="These alone, in this order",
        autocompletion=slugs_of("milestone"),
    ),
]
NO_PICTURES = {".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".html", ".eps", ".bmp"}
Project = Annotated[
    str | None,
    typer.Option("--project", metavar="SLUG", help="[TRACKER_PROJECT, else the first]"),
]
Everything = Annotated[bool, typer.Option("--all", help="Draw all of them")]


SHARED: Options = {
    "as_of": (AsOf, None),
    "known_at": (KnownAt, None),
    "form": (FormatOption, Format.TABLE),
    "output": (Output, None),
    "ascii_only": (Ascii, False),
}
OF_MILESTONES: Options = {
    "milestones": (Milestones, None),
    "project": (Project, None),
    "everything": (Everything, False),
    **SHARED,
}
OF_AMOUNTS: Options = {
    "project": (ProjectName, None),
    **SHARED,
    "units": (UnitsOption, Units.BN),
}


class Typed(NamedTuple):
    """What is to be read for a picture, as it is typed."""

    project: str | None
    as_of: str | None
    known_at: str | None
    milestones: Sequence[str] | None = None
    everything: bool = False


def timeline(connection: Connection, typed: Typed) -> Report:
    """Draw milestones along time: first promised, now, late and met.

    Without names headline milestones and those that have not ended. A FILE.svg or .png is drawn.

    Examples: tracker chart timeline; tracker chart timeline --all -o timeline.svg
    """
    from tracker.reports.timeline import timeline_report

    return timeline_report(connection, *_chosen(connection, typed), everything=typed.everything)


def trend(connection: Connection, typed: Typed) -> Report:
    """Draw how promises moved: the day promised over the day on which that was shown.

    Without names headline milestones and those that moved most. A FILE.svg or .png is drawn.

    Examples: tracker chart trend; tracker chart trend mass-production iim1-built -o trend.svg
    """
    from tracker.reports.trend import trend_report

    return trend_report(connection, *_chosen(connection, typed), everything=typed.everything)


def money(connection: Connection, typed: Typed) -> Report:
    """Draw the money by fiscal year, each behind those before it, up to what is needed.

    Hatched is what was committed where nobody says how much of it was paid. In other formats it
    is `tracker money --by year`. A FILE.svg or .png is drawn.

    Examples: tracker chart money; tracker chart money -o money.svg
    """
    from tracker.domain.money.breakdown import By
    from tracker.domain.quantities.exchange import RateMode
    from tracker.reports.money import money_report

    project, clocks = project_and_clocks(connection, *typed[:3])
    return money_report(connection, project, clocks, By.YEAR, mode=RateMode.THEN)


def owners(connection: Connection, typed: Typed) -> Report:
    """Draw who holds shares: what each invested as far as it is known, and the others together.

    In other formats it is `tracker owners`. A FILE.svg or .png is drawn.

    Examples: tracker chart owners; tracker chart owners -o owners.svg
    """
    from tracker.reports.owners import owners_report

    return owners_report(connection, *project_and_clocks(connection, *typed[:3]))


CHARTS: dict[str, tuple[Callable[[Connection, Typed], Report], Options]] = {
    "timeline": (timeline, OF_MILESTONES),
    "trend": (trend, OF_MILESTONES),
    "money": (money, OF_AMOUNTS),
    "owners": (owners, OF_AMOUNTS),
}
"""What reads each chart and explains its command, and the options of that."""


def chart_command(name: str) -> Callable[..., None]:
    """Make `tracker chart NAME`."""
    read, options = CHARTS[name]

    def command(
        ctx: typer.Context,
        form: Format,
        output: Path | None,
        ascii_only: bool,
        language: Language | None,
        units: Units = Units.BN,
        **typed: Any,  # noqa: ANN401
    ) -> None:
        with reading(ctx) as connection:
            report = read(connection, Typed(**typed))
        asked = Drawn(ascii_only=ascii_only, units=units, language=language)
        drawer(name, form, output, **asked)(report)

    command.__doc__ = read.__doc__
    return with_options(command, {**options, "language": (LanguageOption, None)})


def _chosen(connection: Connection, typed: Typed) -> tuple[DefinedProject, Clocks, list[str]]:
    """Find the project, and the milestones that are named; all have to be of one project.

    One name alone may be the project's, as reports take it.
    """
    from tracker.db.catalog import all_projects
    from tracker.db.meant import meant_subject
    from tracker.reports.subject import require_kind

    project, as_of, known_at = typed[:3]
    milestones = typed.milestones or []
    projects = {one.slug for one in all_projects(connection)}
    if project is None and len(milestones) == 1 and milestones[0] in projects:
        project, milestones = milestones[0], []
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
    return found, clocks, [one.slug for one in named]


def drawer(
    chart: str, form: Format, output: Path | None, **asked: Unpack[Drawn]
) -> Callable[[Report], None]:
    """Return what draws a report: into a file that is named as a picture, or on a terminal.

    In the other formats it writes the report. Raises UsageError for a picture in one of those.
    """
    if form is not Format.TABLE:
        if is_picture(output):
            raise UsageError(f"a picture is no {form}", f"leave --format {form} out")
        return emitter(form, output, **asked)
    if output is not None and output.suffix.lower() in NO_PICTURES:
        raise UsageError(f"no {output.suffix} is drawn", "name it FILE.svg or FILE.png")
    drawn = layout(output, **asked)

    def show(report: Report) -> None:
        from tracker.render.charts.pages import CHARTS, drawn_for_file

        if output is None or not is_picture(output):
            emit(CHARTS[chart].page(report, drawn), output)
            return
        picture = drawn_for_file(chart, report, drawn)
        if output.suffix.lower() == ".png":
            from tracker.render.charts.raster import as_png

            emit(as_png(picture), output)
            return
        from tracker.render.charts.vector import as_svg

        emit(as_svg(picture), output)

    return show


def is_picture(output: Path | None) -> bool:
    """Tell whether a file is named as a picture."""
    return output is not None and output.suffix.lower() in {".svg", ".png"}
