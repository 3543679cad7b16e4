"""`NOUN list`: all that is defined of a kind, what of it is asked for, in which order."""

from __future__ import annotations

import pytest

from program import Run

pytestmark = pytest.mark.sqlite

SILENT = {
    "milestone": ("site-two", "--title", "A second site", "--type", "delivery"),
    "tranche": ("rd-2", "--title", "A second grant", "--funder", "nedo", "--instrument", "grant"),
    "metric": ("beds", "--title", "Beds", "--unit", "count", "--nature", "actual", "--scope", "x"),
    "holder": ("meti", "--class", "golden"),
}
"""Of each kind of subject one of which nobody speaks, as it is added."""


@pytest.mark.parametrize("noun", SILENT)
def test_what_nobody_spoke_of_comes_last_and_is_told_as_such(run: Run, noun: str) -> None:
    page = run("status", "-f", "json").data
    run(noun, "add", *SILENT[noun])
    *others, last = run(noun, "list", "-f", "json").data
    assert all(row["spoken"] for row in others)
    assert (last["spoken"], last["slug"].startswith(SILENT[noun][0])) == (False, True)
    shown = run(noun, "list").stdout.splitlines()
    assert [line for line in shown if "nobody spoke" in line] == [shown[-1]]
    assert run("status", "-f", "json").data == page
