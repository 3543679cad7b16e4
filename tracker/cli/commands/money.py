"""`tracker money` and `tracker owners`: where every yen is, and who holds what."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.narrowed import narrowed
from tracker.cli.options import (
    Ascii,
    AsOf,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
    ProjectName,
    UnitsOption,
)
from tracker.cli.output import emitter
from tracker.cli.session import project_and_clocks, reading
from tracker.domain.money.breakdown import By
from tracker.domain.quantities.exchange import RateMode
from tracker.domain.quantities.format import Units
from tracker.errors import UsageError
from tracker.render.formats import Format


def money(
    ctx: typer.Context,
    project: ProjectName = None,
    by: Annotated[
        By | None, typer.Option("--by", help="Sum by tranche, funder, instrument or year [tranche]")
    ] = None,
    tree: Annotated[
        bool, typer.Option("--tree", help="Show the lines of a budget within each other")
    ] = False,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="Convert, e.g. USD [the project's own]"),
    ] = None,
    rate: Annotated[
        RateMode,
        typer.Option("--rate", help="Convert at the rate of each statement's month, or of today's"),
    ] = RateMode.THEN,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    language: LanguageOption = None,
) -> None:
    """Show how far the money has come, by whom and in which form.

    Sums count each tranche once; guarantees, gifts in kind, tax credits and other forms are
    never added.

    Example: tracker money --by year --as-of 2025-12-31
    """
    from tracker.reports.budget import BudgetReport, budget_report
    from tracker.reports.money import MoneyReport, money_report

    if tree and by is not None:
        raise UsageError("a tree is not summed by anything", "leave --by or --tree out")
    with reading(ctx) as connection:
        with narrowed("tranche", project):
            chosen, clocks = project_and_clocks(connection, project, as_of, known_at)
        report: BudgetReport | MoneyReport
        if tree:
            report = budget_report(connection, chosen, clocks, currency=currency, mode=rate)
        else:
            report = money_report(
                connection, chosen, clocks, by or By.TRANCHE, currency=currency, mode=rate
            )
    emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)


def owners(
    ctx: typer.Context,
    project: ProjectName = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    language: LanguageOption = None,
) -> None:
    """Show who holds shares, what each invested and what the state's part is.

    Example: tracker owners --as-of 2026-03-31
    """
    from tracker.reports.owners import owners_report

    with reading(ctx) as connection:
        with narrowed("holder", project):
            chosen, clocks = project_and_clocks(connection, project, as_of, known_at)
        report = owners_report(connection, chosen, clocks)
    emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)
