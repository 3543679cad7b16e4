"""`tracker check` and `tracker accept`: what asks for a human eye, and what may stay as it is."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.complete import rule_codes, slugs, slugs_of
from tracker.cli.narrowed import narrowed
from tracker.cli.options import (
    Ascii,
    AsOf,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
    UnitsOption,
    entry_number,
)
from tracker.cli.output import emitter
from tracker.cli.session import clocks_of, moment, reading, write
from tracker.config import settings
from tracker.domain.quantities.format import Units
from tracker.errors import EXIT_FINDINGS, UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.db.engine import Connection


class FailOn(StrEnum):
    """From which severity on a finding that stands makes the exit code 8."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NONE = "none"


def check(
    ctx: typer.Context,
    project: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROJECT]",
            help="A project's slug [TRACKER_PROJECT, else all]",
            autocompletion=slugs_of("project"),
        ),
    ] = None,
    select: Annotated[
        str | None,
        typer.Option(
            metavar="CODE,…",
            help="Only these rules: V101, conflict, or V for a family",
            autocompletion=rule_codes,
        ),
    ] = None,
    ignore: Annotated[
        str | None,
        typer.Option(metavar="CODE,…", help="Not these rules", autocompletion=rule_codes),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="SLUG|URL",
            help="Only what is found about the statements of this source",
            autocompletion=slugs_of("source"),
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="From which severity on the exit code is 8")
    ] = FailOn.ERROR,
    accepted: Annotated[bool, typer.Option("--all", help="Show what was accepted too")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="Say what a rule looks for, and stop", autocompletion=rule_codes
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    language: LanguageOption = None,
) -> None:
    """Find what cannot be true, what may not be, and what is missing.

    Exit code 8 when a finding of --fail-on or graver stands that nobody accepted; else 0.

    Example: tracker check --select V --fail-on warning
    """
    from tracker.domain.checks import chosen
    from tracker.domain.checks.finding import Severity
    from tracker.reports.check import RulesReport, check_report

    show = emitter(form, output, ascii_only=ascii_only, units=units, language=language)
    if explain is not None:
        show(RulesReport(tuple(chosen(_codes(explain)))))
        return
    rules = chosen(_codes(select), _codes(ignore))
    with reading(ctx) as connection:
        clocks = clocks_of(connection, as_of, known_at)
        named = project or settings().project
        _refuse_rules(connection, project)
        with narrowed("check", project):
            report = check_report(
                connection, named, clocks, rules, accepted_too=accepted, source=source
            )
    show(report)
    if report.fails(None if fail_on is FailOn.NONE else Severity(fail_on)):
        raise typer.Exit(EXIT_FINDINGS)


def _refuse_rules(connection: Connection, project: str | None) -> None:
    """Raise UsageError where a rule is named in the place of a project."""
    from tracker.db.catalog import all_projects
    from tracker.domain.checks import is_rule

    if not project or not is_rule(project):
        return
    if project not in {one.slug for one in all_projects(connection)}:
        hint = f"tracker check --select {project}"
        raise UsageError(f"'{project}' is a rule, no project", hint)


def accept(
    ctx: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="A rule, e.g. V101", autocompletion=rule_codes)
    ],
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT",
            help="A slug, or project/slug, as check names it",
            autocompletion=slugs,
        ),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it may stay as it is")],
    entry: Annotated[
        str | None, typer.Option(metavar="ID", help="Of several, the finding with this entry")
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
) -> None:
    """Accept what a rule finds about a subject, until its facts change.

    Example: tracker accept V101 holder-count --reason "Rounded by the newsroom"
    """
    from tracker.domain.checks import rule_of
    from tracker.services import accept as service

    number = entry_number(entry) if entry is not None else None
    work = partial(
        service.accept,
        choice=service.Choice(rule_of(code), subject, number),
        reason=reason,
        moment=moment(),
    )
    write(ctx, work, emitter(form, output, ascii_only=ascii_only, units=units))


def _codes(text: str | None) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()] if text else []
