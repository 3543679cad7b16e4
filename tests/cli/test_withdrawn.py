"""What becomes of reports when somebody withdraws a date or a figure, or calls a gate off."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Run


def sheet(run: Run) -> dict[str, dict[str, str]]:
    """The rows of `money` in CSV by slug."""
    lines = run("money", "-f", "csv").stdout.splitlines()
    return {row["slug"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize(
    ("subject", "field", "told"),
    [
        ("ipo", ("--target",), "this record withdrew the target of “Shares are listed”"),
        ("rd-fy2027", ("planned",), "the planned figure of “Commissioned R&D, FY2027”"),
        ("toyota", (), "withdrew the invested figure of “Toyota Motor”"),
    ],
)
def test_a_citation_says_that_it_is_withdrawn(
    run: Run, subject: str, field: tuple[str, ...], told: str
) -> None:
    run("log", subject, *field, "withdrawn")
    assert told in " ".join(run("why", subject, "--cite", "plain").stdout.split())


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("withdrawn", "mass-production withdrawn (open)"),
        ("2028 or later", "mass-production from 2028 (>="),
    ],
)
def test_one_line_names_the_milestone_that_lost_its_last_day(
    run: Run, target: str, told: str
) -> None:
    run("log", "mass-production", "--target", target)
    assert told in run("status", "--line").stdout


def test_the_list_says_that_a_date_was_withdrawn(run: Run) -> None:
    run("log", "ipo", "--target", "withdrawn")
    assert "withdrawn" in run("milestone", "list", "-f", "markdown").stdout
    assert "Its date ~FY2031 was withdrawn" in run("milestone", "impact", "ipo").stdout


def test_money_that_is_withdrawn_has_its_own_sign(run: Run) -> None:
    run("log", "rd-fy2027", "planned", "withdrawn")
    money = run("money").stdout
    assert any("rd-fy2027" in line and "×" in line for line in money.splitlines())
    assert "× withdrawn" in money
    assert sheet(run)["rd-fy2027"]["stages_planned_withdrawn"] == "true"


def test_owners_name_who_holds_no_more_as_far_as_anybody_says(run: Run) -> None:
    run("log", "toyota", "withdrawn")
    assert "withdrawn       toyota; counted no more" in run("owners").stdout
    assert run("owners", "-f", "json").data["withdrawn"] == ["toyota"]


def test_money_waits_in_vain_for_a_milestone_that_was_called_off(run: Run) -> None:
    run("log", "mass-production", "cancelled")
    assert sheet(run)["in-kind"]["gate_status"] == "cancelled"
    impact = run("milestone", "impact", "mass-production").stdout
    assert "what waits for it waits in vain" in impact
    assert "in-kind" in impact
    assert "gate       × mass-production" in run("why", "in-kind").stdout


def test_who_overturns_the_companys_met_is_told_so(run: Run) -> None:
    told = " ".join(run("log", "2nm-pilot", "on-track", "--on", "2026-11-02").stdout.split())
    assert "T101 overdue: 2nm-pilot: due 2025-04, Rapidus Corporation said on 2025-04-01" in told
    assert "S106 met-back: 2nm-pilot: Rapidus Corporation said met on 2025-04-01" in told


def test_the_last_entry_is_shown_by_name(run: Run) -> None:
    (row,) = run("log", "ipo", "on-track", "-f", "json").data["entries"]
    last = run("entry", "show", "last").stdout
    assert last == run("entry", "show", str(row["entry"])).stdout
