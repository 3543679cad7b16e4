"""The JSON form and the table form of the reports of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.breakdown import Cell
from tracker.domain.quantity_format import Units
from tracker.domain.vocabulary import REACHED_STAGES, Stage
from tracker.render import encode
from tracker.render.compared import comparison_data, comparison_sheets
from tracker.render.exact import exact
from tracker.render.money_words import (
    WORDS,
    gap_text,
    group_name,
    money_rows,
    need_text,
    rate_text,
)
from tracker.render.sheet import Sheet
from tracker.render.words import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.breakdown import Group, Part, Sums
    from tracker.reports.money import BudgetReport, MoneyReport, NeedRow

UNSTATED = Cell()


def as_data(report: MoneyReport) -> dict[str, Any]:
    """Return the JSON form: groups with their tranches, totals, needs, reported totals."""
    currency = report.currency
    money = report.money
    return {
        "project": report.project.slug,
        "by": money.by.value,
        **currency_data(report),
        "groups": [_group(group, currency) for group in money.groups],
        "total": sums_data(money.total, currency),
        "public": sums_data(money.public, currency),
        "private": sums_data(money.private, currency),
        "needs": [_need(row, currency) for row in report.needs],
        "reported": [comparison_data(one) for one in report.compared],
    }


def sheets(report: MoneyReport, units: Units = Units.BN) -> list[Sheet]:
    """Return the report as tables, the money first."""
    scale = MoneyScale.of(report.levels, report.currency, units)
    stages = tuple(stage.word for stage in REACHED_STAGES)
    columns = ("group", "tranche", *stages, "counted", "in total", "note")
    rows = tuple(
        (
            row.group.strip(),
            row.name,
            *(row.stages[stage] for stage in REACHED_STAGES),
            row.counted,
            "yes" if row.in_total else "no",
            row.note,
        )
        for row in money_rows(report.money, scale, WORDS)
    )
    title = f"Money by {report.money.by} in {scale.name()}"
    found = [Sheet(title, columns, rows, right=frozenset({*stages, "counted"}))]
    if report.needs:
        found.append(_needs_sheet(report.needs, scale))
    return [*found, *comparison_sheets(report.compared), *rate_sheets(report)]


def exact_sheet(report: MoneyReport) -> Sheet:
    """Return the money with figures in full."""
    return exact(sheets(report, Units.RAW)[0], report.currency)


def currency_data(report: MoneyReport | BudgetReport) -> dict[str, Any]:
    """Return the currency of a report with the rates that brought it there."""
    return {
        "currency": report.currency,
        "rate": report.exchange.mode.value if report.exchange else None,
        "rates": [
            {
                "month": used.rate.month,
                "wanted": used.wanted,
                "base": used.rate.base,
                "quote": used.rate.quote,
                "rate": rate_text(used),
                "source": used.rate.source_slug,
            }
            for used in report.rates
        ],
    }


def rate_sheets(report: MoneyReport | BudgetReport) -> list[Sheet]:
    """Return the rates used as a table; none where nothing was converted."""
    if report.exchange is None:
        return []
    rows = tuple(
        (
            one.rate.month,
            one.wanted,
            one.rate.base,
            one.rate.quote,
            rate_text(one),
            one.rate.source_slug,
        )
        for one in report.rates
    )
    columns = ("month", "taken for", "base", "quote", "rate", "source")
    return [Sheet("Rates", columns, rows, right=frozenset({"rate"}))]


def part_data(part: Part, currency: str) -> dict[str, Any]:
    """Return the JSON form of a tranche: its stages as stated, and what of it counts."""
    tranche = part.state.tranche
    return {
        "slug": tranche.slug,
        "title": tranche.title,
        "funder": tranche.funder.slug,
        "funder_kind": tranche.funder.kind.value,
        "instrument": tranche.instrument.value,
        "fiscal_year": tranche.fiscal_year,
        "parent": tranche.parent,
        "gate": tranche.gate,
        "paid_by": tranche.paid_by,
        "cancelled": part.state.cancelled,
        "cancelled_amount": encode.quantity(part.state.level(Stage.CANCELLED)),
        "stages": {stage.value: _cell(cell, currency) for stage, cell in part.cells.items()},
        "paid_unstated": part.paid_unstated,
        "counted": _stages(part.counted, currency),
        "counted_total": encode.amount(part.whole, currency),
    }


def sums_data(sums: Sums, currency: str) -> dict[str, Any]:
    """Return the JSON form of sums: by stage, each yen once; null is not stated."""
    return {
        "stages": _stages(sums.stages, currency),
        "counted_total": encode.amount(sums.whole, currency),
        "paid_unstated": sums.paid_unstated,
    }


def _group(group: Group, currency: str) -> dict[str, Any]:
    key = group.key
    return {
        "group": group_name(group),
        "in_total": key.in_total,
        "funder_kind": key.kind.value if key.kind else None,
        "funder": key.funder.slug if key.funder else None,
        "instrument": key.instrument.value if key.instrument else None,
        "fiscal_year": key.year,
        **sums_data(group.sums, currency),
        "tranches": [part_data(part, currency) for part in group.parts],
    }


def _cell(cell: Cell, currency: str) -> dict[str, Any] | None:
    """Null is what nobody states."""
    if cell == UNSTATED:
        return None
    return {
        "amount": encode.amount(cell.amount, currency),
        "implied": cell.implied,
        "undisclosed": cell.undisclosed,
        "convertible": not cell.lost,
        "conflict": cell.conflict,
        "rate_month": cell.rate.rate.month if cell.rate else None,
    }


def _stages(found: Any, currency: str) -> dict[str, Any]:  # noqa: ANN401
    return {stage.value: encode.amount(found.get(stage), currency) for stage in REACHED_STAGES}


def _need(row: NeedRow, currency: str) -> dict[str, Any]:
    return {
        "metric": row.metric.slug,
        "scope": row.metric.scope,
        "amount": encode.amount(row.amount, currency),
        "speaker": row.statement.speaker,
        "stated_on": encode.period(row.statement.stated_on),
        "conflict": row.conflict,
        "beside_money": row.beside_money,
        "not_covered": encode.amount(row.rest, currency),
        "no_gap": row.no_gap.value if row.no_gap else None,
    }


def _needs_sheet(needs: Iterable[NeedRow], scale: MoneyScale) -> Sheet:
    columns = ("need", "amount", "not covered", "said on", "said by", "scope")
    rows = tuple(
        (
            row.metric.slug,
            need_text(row, scale),
            gap_text(row, scale),
            row.statement.stated_on.text,
            row.statement.speaker,
            row.metric.scope,
        )
        for row in needs
    )
    return Sheet("Need", columns, rows, right=frozenset({"amount", "not covered"}))
