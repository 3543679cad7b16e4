"""`NOUN list` and `NOUN show`: lists of what is tracked, and one of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from tracker.cli.commands import NOUNS, milestone
from tracker.cli.options import (
    Ascii,
    AsOf,
    FormatOption,
    KnownAt,
    Output,
    ProjectName,
    Slug,
    SubjectName,
    UnitsOption,
)
from tracker.cli.output import emitter
from tracker.cli.session import clocks_of, project_and_clocks, reading, subject_and_clocks
from tracker.domain.quantities.format import Units
from tracker.render.formats import Format

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
UNSAID = {"org", "project"}
"""Nouns that are listed whether or not somebody spoke of them."""


def _lists() -> dict[str, Callable[..., Any]]:
    """How each list is read; a milestone's takes more options, and is read by its own command."""
    from tracker.reports import catalog, listing, sources

    return {
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


def list_command(name: str) -> Callable[..., None]:
    """Make `NOUN list`."""
    command = _list_all(name) if name in UNSAID else _lister(name)
    if name == "milestone":
        command = milestone.listed
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
    def command(
        ctx: typer.Context,
        project: ProjectName = None,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
        units: UnitsOption = Units.BN,
    ) -> None:
        with reading(ctx) as connection:
            report = _lists()[name](
                connection, *project_and_clocks(connection, project, as_of, known_at)
            )
        emitter(form, output, ascii_only=ascii_only, units=units)(report)

    return command


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
    ) -> None:
        from tracker.reports.subject import require_kind, subject_report

        with reading(ctx) as connection:
            about, field, clocks = subject_and_clocks(connection, subject, as_of, known_at)
            require_kind(about, name)
            report = subject_report(connection, about, clocks, field)
        emitter(form, output, ascii_only=ascii_only, units=units)(report)

    return command


def _list_all(name: str) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        with reading(ctx) as connection:
            report = _lists()[name](connection, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only)(report)

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
    ) -> None:
        with reading(ctx) as connection:
            report = _shows()[name](connection, slug, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only, units=units)(report)

    return command
