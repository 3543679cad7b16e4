"""What the rules find in the shipped data is what somebody has looked at, no more and no less.

`reviewed.json` lists every finding by the keys of its statements, with what the review said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from program import Run

REVIEWED = Path(__file__).with_name("reviewed.json")

Named = tuple[str, str, tuple[str, ...]]


def found(run: Run) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = run("check", "-f", "json", code=8).data["findings"]
    return findings


def name(finding: dict[str, Any]) -> Named:
    keys = tuple(str(said["key"]) for said in finding["statements"])
    return finding["code"], f"{finding['project']}/{finding['subject']}", keys


@pytest.mark.sqlite
def test_the_findings_are_those_reviewed(run: Run) -> None:
    reviewed = json.loads(REVIEWED.read_text(encoding="utf-8"))
    listed = [(one["code"], one["subject"], tuple(one["statements"])) for one in reviewed]
    assert [name(finding) for finding in found(run)] == listed
    assert all(one["review"].startswith(("true", "false")) for one in reviewed)


WANTED = [
    ("V102", "meti-fy2026/all-lines", "×10", "30.7 trillion"),
    ("V102", "rapidus/rd-fy2026", "×10", "6.315 trillion"),
    ("V103", "meti-fy2026/chips-and-ai", "15.6 ≠ 157 JPY/USD", "$79bn"),
    ("V103", "rapidus/round-feb-2026", "15.7 ≠ 159 JPY/USD", "$17bn"),
    ("V101", "rapidus/round-feb-2026", "≠ 267.6bn", "250bn"),
    ("V101", "rapidus/holder-count", "30 ≠ 32", "30"),
    ("T103", "rapidus/mass-production", "2027-12-31 ≠ 2028-03-31", "2027-H2"),
]


@pytest.mark.sqlite
def test_the_errors_that_are_known_are_found(run: Run) -> None:
    findings = found(run)
    for code, subject, figure, text in WANTED:
        alike = [one for one in findings if name(one)[:2] == (code, subject)]
        texts = [said["text"] for one in alike for said in one["statements"]]
        assert any(figure in one["figure"] for one in alike), subject
        assert any(text in said for said in texts), subject
    (holders,) = [one for one in findings if name(one)[:2] == ("V101", "rapidus/holder-count")]
    assert "the list has 32 companies, 33 with the state, 31 by group" in holders["message"]


HONEST: Sequence[str] = (
    "meti-fy2026-chips-and-ai-budgeted-bloomberg-2025-12-26",
    "meti-fy2026-ai-chips-extra-fy2024-value-bloomberg-2024-11",
    "mass-production-target-2026-02-15-mainichi",
    "equity-fy2025-planned-efe-2024-11-21",
    "equity-fy2025-budgeted-jiji-2024-12-24",
    "holder-count-with-state-value-keeper-2026-02-27",
    "holder-groups-value-keeper-2026-02-27",
)


@pytest.mark.sqlite
def test_honest_differences_are_left_alone(run: Run) -> None:
    named = {key for finding in found(run) for key in name(finding)[2]}
    assert named.isdisjoint(HONEST)
