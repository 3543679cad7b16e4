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
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Format

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


def list_command(name: str) -> Callable[..., None]:
    """Make `NOUN list`."""
    command = _list_all(name) if name in UNSAID else _lister(name)
    if name == "milestone":
        command = milestone.listed
    spoken = "" if name in UNSAID else " of which somebody spoke"
    command.__doc__ = f"List the {NOUNS[name]}{spoken}\n\nExample: tracker {name} list"
    return command


def show_command(name: str) -> Callable[..., None]:
    """Make `NOUN show`."""
    command = _show_named(name, "catalog") if name in UNSAID else _show_subject(name)
    if name == "milestone":
        command = milestone.shown
    elif name == "source":
        command = _show_named(name, "listing")
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
        from tracker.cli.output import emitter
        from tracker.cli.session import project_and_clocks, reading
        from tracker.queries import listing

        query: Callable[..., Any] = getattr(listing, f"{name}_list")
        with reading(ctx) as connection:
            report = query(connection, *project_and_clocks(connection, project, as_of, known_at))
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
        from tracker.cli.output import emitter
        from tracker.cli.session import reading, subject_and_clocks
        from tracker.queries.subject import require_kind, subject_report

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
        from tracker.cli.output import emitter
        from tracker.cli.session import clocks_of, reading
        from tracker.queries import catalog

        query: Callable[..., Any] = getattr(catalog, f"{name}_list")
        with reading(ctx) as connection:
            report = query(connection, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only)(report)

    return command


def _show_named(name: str, module: str) -> Callable[..., None]:
    """Show what has a slug of its own, whatever the project."""

    def command(
        ctx: typer.Context,
        slug: Slug,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from importlib import import_module

        from tracker.cli.output import emitter
        from tracker.cli.session import clocks_of, reading

        query: Callable[..., Any] = getattr(
            import_module(f"tracker.queries.{module}"), f"{name}_report"
        )
        with reading(ctx) as connection:
            report = query(connection, slug, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only)(report)

    return command
