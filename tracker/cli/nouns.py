"""`NOUN list` and `NOUN show`: lists of what is tracked, and one of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from tracker.cli.commands import NOUNS, milestone
from tracker.cli.complete import columns_of, slugs_of
from tracker.cli.narrowed import narrowed
from tracker.cli.options import (
    Ascii,
    AsOf,
    BreachOption,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
    ProjectName,
    Slug,
    SubjectName,
    UnitsOption,
    breach_limits,
    with_options,
    word_option,
    written_day,
)
from tracker.cli.output import emitter
from tracker.cli.session import clocks_of, project_and_clocks, reading, subject_and_clocks
from tracker.cli.streams import tell, tell_readings
from tracker.config import settings
from tracker.domain.money.breakdown import By
from tracker.domain.quantities.exchange import RateMode
from tracker.domain.quantities.format import Units
from tracker.domain.text import folded
from tracker.domain.vocabulary import Language, Stage, Status, kind_of, noun_of
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.db.engine import Connection
    from tracker.tables.table import Report

SHOWN = {
    "milestone": "mass-production",
    "tranche": "rd-fy2026",
    "metric": "holder-count",
    "holder": "toyota",
    "source": "jiji-2026-02-27",
    "org": "nedo",
    "project": "rapidus",
}
"""One of each noun, for the example of its `show`."""
OWNERS_WORDS = {"owners", "votes", "capital", "known"}
MONEY_WORDS = {"money", "total", "paid", "committed", "enacted", "planned", "open"}
"""What the page prints over and beside figures, by the report that tells what they are made of."""
UNSAID = {"org", "project"}
"""Nouns that no project has."""
MONEY = {"tranche", "metric", "holder", "source"}
"""Nouns whose lists may tell money."""


def _lists() -> dict[str, Callable[..., Any]]:
    """How each list is read."""
    from tracker.reports import catalog, listing, sources

    return {
        "milestone": listing.milestone_list,
        "tranche": listing.tranche_list,
        "metric": listing.metric_list,
        "holder": listing.holder_list,
        "source": sources.source_list,
        "org": catalog.org_list,
        "project": catalog.project_list,
    }


def _shows() -> dict[str, Callable[..., Any]]:
    """How one is read of what has a slug of its own, whatever the project."""
    from tracker.reports import catalog, sources

    return {
        "source": sources.source_report,
        "org": catalog.org_report,
        "project": catalog.project_report,
    }


def other_report(
    connection: Connection, name: str, as_of: str | None, known_at: str | None
) -> Report | None:
    """Read what a name means where that is no subject: a source or an organization."""
    from tracker.db.meant import meant_otherwise

    found = meant_otherwise(connection, name, settings().project)
    if found is None:
        return None
    kind, slug = found
    report: Report = _shows()[noun_of(kind)](
        connection, slug, clocks_of(connection, as_of, known_at)
    )
    return report


def section_report(
    connection: Connection, name: str, as_of: str | None, known_at: str | None
) -> Report | None:
    """Read what lies behind a section of the page, or a sum in it; None where it has no such."""
    from tracker.reports.money import money_report
    from tracker.reports.owners import owners_report
    from tracker.reports.status import status_report
    from tracker.tables.money import group_name

    project, clocks = project_and_clocks(connection, None, as_of, known_at)
    word = folded(name)
    if word in OWNERS_WORDS:
        return owners_report(connection, project, clocks)
    rows = status_report(connection, project, clocks).money.rows
    if word in MONEY_WORDS or word in {folded(group_name(row)) for row in rows}:
        return money_report(connection, project, clocks, By.TRANCHE, mode=RateMode.THEN)
    return None


def list_command(name: str) -> Callable[..., None]:
    """Make `NOUN list`."""
    command = _lister(name)
    cited = " that statements cite" if name == "source" else ""
    last = "" if name in {*UNSAID, "source"} else ", last those of which nobody spoke"
    command.__doc__ = f"List the {NOUNS[name]}{cited}{last}\n\nExample: tracker {name} list"
    return command


def show_command(name: str) -> Callable[..., None]:
    """Make `NOUN show`."""
    command = _show_named(name) if name in {*UNSAID, "source"} else _show_subject(name)
    if name == "milestone":
        command = milestone.shown
    command.__doc__ = f"Show one of the {NOUNS[name]}\n\nExample: tracker {name} show {SHOWN[name]}"
    return command


def _lister(name: str) -> Callable[..., None]:
    """Make what reads a list, with an option for each way to narrow it."""
    from tracker.reports.asked import FILTERS, Asked

    def command(
        ctx: typer.Context,
        sort: str | None,
        reverse: bool,
        as_of: str | None,
        known_at: str | None,
        form: Format,
        output: Path | None,
        ascii_only: bool,
        language: Language | None,
        units: Units = Units.BN,
        project: str | None = None,
        breach_days: str | None = None,
        **given: Any,  # noqa: ANN401
    ) -> None:
        typed = {one.name: given[f"{one.name}_"] for one in FILTERS[name]}
        typed |= _days_taken(name, typed)
        tell_readings([])
        asked = Asked(filters=typed, sort=sort, reverse=reverse)
        more = {"breach": breach_limits(breach_days)} if name == "milestone" else {}
        with reading(ctx) as connection:
            if name in UNSAID:
                where: tuple[Any, ...] = (clocks_of(connection, as_of, known_at),)
            else:
                with narrowed(name, project):
                    where = project_and_clocks(connection, project, as_of, known_at)
            report = _lists()[name](connection, *where, asked, **more)
        emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)

    return with_options(command, _list_options(name))


def _days_taken(name: str, typed: dict[str, Any]) -> dict[str, str]:
    """The days that were said as of today, written out; which they are is told."""
    from tracker.reports.asked import FILTERS

    said = {one: typed[one.name] for one in FILTERS[name] if one.metavar == "DAY"}
    taken = {one: written_day(text, past=False) for one, text in said.items() if text is not None}
    for one, day in taken.items():
        if day != said[one]:
            tell(f"{one.option} {day}")
    return {one.name: day for one, day in taken.items() if day is not None}


def _list_options(name: str) -> dict[str, tuple[Any, Any]]:
    """What the parameters of a list hold, and what without them; first what narrows it."""
    from tracker.reports.asked import FILTERS, StageWord, StatusWord

    of_which: dict[Any, Any] = {StatusWord: Status, StageWord: Stage}
    options: dict[str, tuple[Any, Any]] = {}
    if name not in UNSAID:
        options["project"] = (ProjectName, None)
    for one in FILTERS[name]:
        names = slugs_of(one.refers) if one.refers else None
        option = typer.Option(one.option, help=one.help, metavar=one.metavar, autocompletion=names)
        if words := next((of for of in get_args(one.type) if of is not str), None):
            option = word_option(words, one.option, one.help, of_which.get(words))
        held = bool if one.type is bool else one.type | None
        options[f"{one.name}_"] = (Annotated[held, option], False if held is bool else None)
    sort = typer.Option(
        "--sort",
        metavar="COLUMN",
        help="By what this column holds, the least first",
        autocompletion=columns_of(name),
    )
    reverse = typer.Option("--reverse", help="The other way round")
    options |= {
        "sort": (Annotated[str | None, sort], None),
        "reverse": (Annotated[bool, reverse], False),
        "as_of": (AsOf, None),
        "known_at": (KnownAt, None),
    }
    if name == "milestone":
        options["breach_days"] = (BreachOption, None)
    options |= {
        "form": (FormatOption, Format.TABLE),
        "output": (Output, None),
        "ascii_only": (Ascii, False),
        "language": (LanguageOption, None),
    }
    if name in MONEY:
        options["units"] = (UnitsOption, Units.BN)
    return options


def _show_subject(name: str) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        subject: SubjectName,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
        units: UnitsOption = Units.WRITTEN,
        language: LanguageOption = None,
    ) -> None:
        from tracker.reports.subject import require_kind, subject_report

        with reading(ctx) as connection:
            about, field, clocks = subject_and_clocks(
                connection, subject, as_of, known_at, kind_of(name)
            )
            require_kind(about, name)
            report = subject_report(connection, about, clocks, field)
        emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)

    return command


def _show_named(name: str) -> Callable[..., None]:
    """Show what has a slug of its own, whatever the project."""

    def command(
        ctx: typer.Context,
        slug: Slug,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
        units: UnitsOption = Units.BN,
        language: LanguageOption = None,
    ) -> None:
        with reading(ctx) as connection:
            report = _shows()[name](connection, slug, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)

    return command
