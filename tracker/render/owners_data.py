"""The JSON form and the table form of the register of holders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.quantity_format import SIGNS, Units
from tracker.render import encode, words
from tracker.render.compared import comparison_data, comparison_sheets
from tracker.render.exact import DERIVED, exact
from tracker.render.owners_words import (
    expected_text,
    invested_text,
    part_text,
    said_text,
    scale_of,
    share_text,
    summary,
    votes_text,
)
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from tracker.domain.amount import Amount
    from tracker.domain.owners import HoldingState
    from tracker.domain.register import Holder
    from tracker.domain.resolve import Resolution
    from tracker.domain.subject import Holding
    from tracker.reports.owners import OwnersReport

NAMED = ("holder", "name", "part", "class", "group")
EXPECTED = "expected"
FIGURES = ("invested", "of capital", "votes")
FIGURES_SAID = ("invested said on", "votes said on")


def as_data(report: OwnersReport) -> dict[str, Any]:
    """Return the JSON form; shares in percent, derived ones marked as such."""
    currency = report.project.currency
    register, owners = report.register, report.owners
    return {
        "project": report.project.slug,
        "counts": {
            "companies": register.counts.companies,
            "with_state": register.counts.with_state,
            "by_group": register.counts.by_group,
            "founders": register.founders,
        },
        "groups": {parent: list(members) for parent, members in register.groups.items()},
        "golden_share": owners.golden_share,
        "state_votes_together": encode.amount(owners.state_votes, "%"),
        "state_paid": encode.amount(owners.state_paid, currency),
        "private_paid": encode.amount(owners.private_paid, currency),
        "equity_paid": encode.amount(owners.equity_paid, currency),
        "state_share": encode.amount(owners.state_share, "%"),
        "known": encode.amount(register.known, currency),
        "undisclosed": {
            "companies": register.unknown,
            "amount": encode.amount(register.undisclosed, currency),
            "each_at_most": encode.amount(register.most, currency),
        },
        "holders": [_holder_data(one) for one in register.holders],
        "expected": [_expected_data(one) for one in register.expected],
        "state_steps": [
            {
                "metric": row.metric.slug,
                "nature": row.metric.nature.value,
                "scope": row.metric.scope,
                "value": encode.value(row.found.shown.value),
                "speaker": row.found.shown.speaker,
                "stated_on": encode.period(row.found.shown.stated_on),
                "conflicts": len(row.found.conflicts),
            }
            for row in report.steps
        ],
        "reported": [comparison_data(one) for one in report.compared],
    }


def sheets(report: OwnersReport, units: Units = Units.BN) -> list[Sheet]:
    """Return the holdings as a table, then counts and steps."""
    scale = scale_of(report, units)
    rows = tuple(
        (
            *_named(one.state, part_text(one)),
            invested_text(one, scale),
            share_text(one.share),
            votes_text(one),
            said_text(one),
        )
        for one in report.register.holders
    )
    title = f"Owners, in {scale.name()}"
    found = [Sheet(title, (*NAMED, *FIGURES, "said"), rows, right=frozenset(FIGURES))]
    steps = tuple(
        (row.metric.slug, words.shown(row.found), row.metric.scope) for row in report.steps
    )
    expected = tuple(
        (*_named(one), expected_text(one, scale), _day(one.expected))
        for one in report.register.expected
    )
    if expected:
        columns = ("holder", "name", "class", "group", EXPECTED, "said on")
        found.append(Sheet("Expected to invest", columns, expected, right=frozenset({EXPECTED})))
    if rows:
        found.append(Sheet("Counted", ("what", "how much"), tuple(summary(report, scale))))
    if steps:
        found.append(Sheet("Steps of the state", ("metric", "value", "scope"), steps))
    return [*found, *comparison_sheets(report.compared)]


def exact_sheet(report: OwnersReport) -> Sheet:
    """Return the holdings with figures in full, and the day of each.

    Behind them stand those who are expected to invest, whose `part` says so.
    """
    scale = scale_of(report, Units.RAW)
    held = tuple(
        (
            *_named(one.state, part_text(one)),
            invested_text(one, scale),
            _percent(one.share),
            words.shown(one.state.votes) if one.state.votes else "",
            _day(one.state.invested),
            _day(one.state.votes),
            "",
            "",
        )
        for one in report.register.holders
    )
    expected = tuple(
        (
            *_named(one, EXPECTED),
            *("" for _ in (*FIGURES, *FIGURES_SAID)),
            expected_text(one, scale),
            _day(one.expected),
        )
        for one in report.register.expected
    )
    columns = (*NAMED, *FIGURES, *FIGURES_SAID, EXPECTED, f"{EXPECTED} said on")
    sheet = Sheet("Owners", columns, held + expected, right=frozenset({*FIGURES, EXPECTED}))
    return exact(sheet, report.project.currency)


def _named(state: HoldingState, *part: str) -> tuple[str, ...]:
    holding = state.holding
    of, held = holding.organization, holding.holding_class
    return holding.slug, of.name, *part, held.value, of.parent or ""


def _percent(share: Amount | None) -> str:
    """Write a derived share with all the digits that it has."""
    if share is None:
        return ""
    ends = dict.fromkeys(f"{encode.decimal(end, '%')}%" for end in share.ends)
    return SIGNS[share.qualifier] + "..".join(ends) + DERIVED


def _day(found: Resolution | None) -> str:
    return found.shown.stated_on.text if found else ""


def _holding_data(holding: Holding) -> dict[str, Any]:
    organization = holding.organization
    return {
        "slug": holding.slug,
        "organization": organization.slug,
        "name": organization.name,
        "kind": organization.kind.value,
        "group": organization.parent,
        "class": holding.holding_class.value,
    }


def _expected_data(state: HoldingState) -> dict[str, Any]:
    found = state.expected
    assert found is not None  # noqa: S101 - it would not be among them
    return {
        **_holding_data(state.holding),
        "expected": encode.value(found.shown.value),
        "conflicts": len(found.conflicts),
        "speaker": found.shown.speaker,
        "stated_on": encode.period(found.shown.stated_on),
    }


def _holder_data(one: Holder) -> dict[str, Any]:
    state = one.state
    return {
        **_holding_data(state.holding),
        "founder": one.founder,
        "invested": encode.value(state.invested.shown.value) if state.invested else None,
        "invested_conflicts": len(state.invested.conflicts) if state.invested else 0,
        "votes": encode.value(state.votes.shown.value) if state.votes else None,
        "votes_stated_on": encode.period(state.votes.shown.stated_on) if state.votes else None,
        "share_of_capital": encode.amount(one.share, "%"),
    }
