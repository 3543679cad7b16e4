"""`tracker milestone impact`: what waits for a milestone."""

from __future__ import annotations

import csv
import io
from typing import Any

from program import Run


def impact(run: Run, *args: str) -> Any:
    return run("milestone", "impact", *args, "-f", "json").data


def test_what_waits_is_found_through_the_gates(run: Run) -> None:
    data = impact(run, "pdk-2nm", "--as-of", "2026-11-22")
    assert [(one["slug"], one["gate"]) for one in data["waiting"]] == [
        ("mass-production", "pdk-2nm"),
        ("ipo", "mass-production"),
    ]
    assert not any(one["affected"] for one in data["waiting"])
    assert data["present_target"]["text"] == "../2026-Q1"


def test_what_is_late_is_done_today_at_the_earliest(run: Run) -> None:
    data = impact(run, "pdk-2nm", "--as-of", "2026-11-22")
    assert (data["target"]["text"], data["target_supposed"]) == ("2026-11-22", True)
    assert [one["spare_days"] for one in data["waiting"]] == [312, 1590]
    page = run("milestone", "impact", "pdk-2nm", "--as-of", "2026-11-22").stdout
    assert "supposed: done this day, 2026-11-22, a slip of +8mo" in page
    assert "10mo to spare" in page


def test_a_later_window_touches_what_opens_before_it_closes(run: Run) -> None:
    data = impact(run, "pdk-2nm", "--target", "FY2027-Q3")
    assert {one["slug"]: one["affected"] for one in data["waiting"]} == {
        "mass-production": True,
        "ipo": False,
    }
    assert data["target_supposed"]
    page = run("milestone", "impact", "pdk-2nm", "--target", "FY2027-Q3").stdout
    assert "opens 3mo too early" in page
    assert "supposed: FY2027-Q3 instead of by 2026-Q1" in page


def test_money_that_hangs_on_it_is_told_with_its_amount(run: Run) -> None:
    (gift,) = impact(run, "mass-production")["money"]
    assert (gift["slug"], gift["stage"], gift["in_total"]) == ("in-kind", "planned", False)
    assert (gift["amount"]["amount"], gift["amount"]["high"]) == ("200000000000", "900000000000")


def test_what_was_called_off_is_waited_for_in_vain(run: Run) -> None:
    run("log", "pdk-2nm", "cancelled", "-m", "None will be released")
    data = impact(run, "pdk-2nm")
    assert [one["slug"] for one in data["waiting"]] == ["mass-production", "ipo"]
    assert [one["slug"] for one in data["money"]] == ["in-kind"]
    page = run("milestone", "impact", "pdk-2nm").stdout
    assert "It is cancelled already; what waits for it waits in vain." in page
    assert "will not come so" in page
    run("log", "mass-production", "cancelled", "-m", "Nor that")
    assert "nothing waits" not in run("milestone", "impact", "mass-production").stdout


def test_csv_tells_milestones_from_money(run: Run) -> None:
    text = run("milestone", "impact", "mass-production", "-f", "csv").stdout
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows["ipo"]["row"], rows["ipo"]["affected"]) == ("milestone", "false")
    gift = rows["in-kind"]
    assert (gift["row"], gift["stage"], gift["in_total"]) == ("tranche", "planned", "false")
    assert (gift["amount"], gift["amount_high"]) == ("200000000000", "900000000000")
    assert (gift["amount_qualifier"], gift["amount_unit"]) == ("range", "JPY")


def test_for_what_is_done_nothing_waits(run: Run) -> None:
    page = run("milestone", "impact", "2nm-pilot").stdout
    assert page.splitlines()[1:] == ["It is met already; nothing waits for it any more."]
    data = run("milestone", "impact", "2nm-pilot", "-f", "json").data
    assert (data["waiting"], data["money"]) == ([], [])
    assert "Nobody stated when" in run("milestone", "impact", "ipo", "--as-of", "1999-01-01").stdout


def test_only_milestones_have_an_impact(run: Run) -> None:
    assert "is a tranche" in run("milestone", "impact", "rd-fy2026", code=3).stderr
    run("milestone", "impact", "nothing", code=3)
    run("milestone", "impact", "ipo", "--target", "soon", code=2)
