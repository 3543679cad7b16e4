"""ATTENTION: one line for each kind, and each single thing with --all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from said import holding, metric, project_state, said, tranche
from tracker.domain.checks import run
from tracker.domain.definitions.subject import Subject
from tracker.domain.log.statement import Statement
from tracker.domain.quantities.format import Units
from tracker.render.canvas import ASCII, Canvas
from tracker.render.page.attention import attention
from tracker.render.page.gist import gist
from tracker.reports.rows import MilestoneRow
from tracker.reports.status import StatusReport

ROOMY = Canvas(120)


def with_findings(
    report: StatusReport, *statements: Statement, of: Sequence[Subject] = ()
) -> StatusReport:
    """The report with what the rules find in some statements, and only their milestones."""
    told = project_state(*statements, of=of)
    rows = [MilestoneRow(milestone=told.milestones[s], state=one) for s, one in told.states.items()]
    return replace(report, milestones=tuple(rows), attention=tuple(run(told)))


def lines(report: StatusReport, canvas: Canvas = ROOMY, *, every: bool = False) -> list[str]:
    return [line.plain for line in attention(canvas, report, every=every)][1:]


def overdue(*slugs: str) -> list[Statement]:
    return [said("2026-10", about=slug, on="2026-11-01") for slug in slugs]


def test_nothing_wrong_is_no_section(report: StatusReport) -> None:
    assert attention(ROOMY, replace(report, attention=()), every=False) == []


def test_a_figure_in_dispute_is_counted_once_here_and_on_top(report: StatusReport) -> None:
    figures = ("267.6bn", "primary"), ("250bn", "press"), ("230bn", "secondary")
    statements = [
        said(text, field="disbursed", about=about, tier=tier)
        for about in ("round", "other")
        for text, tier in figures
    ]
    seen = with_findings(report, *statements, of=[tranche("round"), tranche("other")])
    conflicts = [line for line in lines(seen) if "conflict" in line]
    assert [line.split()[:3] for line in conflicts] == [["≠", "conflict", "2:"]]
    seen = replace(seen, milestones=report.milestones)
    top = " ".join(line.plain for line in gist(ROOMY, seen))
    assert "2 figures are disputed" in top


def test_what_is_off_track_is_not_told_as_at_risk(report: StatusReport) -> None:
    spoken = [
        said("off-track", about="a", field="status"),
        said("at-risk", about="b", field="status"),
    ]
    seen = with_findings(report, *spoken)
    told = [" ".join(line.split()[1:5]) for line in lines(seen)]
    assert {"off track a: off-track,", "at risk b: at-risk,"} <= set(told)


def test_all_that_is_overdue_is_named_as_far_as_there_is_room(report: StatusReport) -> None:
    late = with_findings(report, *overdue("a", "b", "c"))
    assert lines(late, Canvas(50)) == ["  !  overdue  a 2026-10, b 2026-10, c 2026-10"]
    assert lines(late, Canvas(40)) == ["  !  overdue  a 2026-10, b 2026-10, +1"]
    alone = with_findings(report, *overdue("a"))
    assert lines(alone) == ["  !  overdue  a: due 2026-10, nobody has said that it is done"]
    assert len(lines(late, every=True)) == 3


def test_of_contradictions_as_many_are_named_as_fit(report: StatusReport) -> None:
    slugs = ["one", "two", "three"]
    values = [
        said(text, about=slug, field="value", tier=tier)
        for slug in slugs
        for text, tier in (("32", "primary"), ("23", "press"))
    ]
    found = with_findings(report, *values, of=[metric(slug) for slug in slugs])
    assert lines(found) == ["  ≠  conflict  3: three 23 or 32, two 23 or 32, one 23 or 32"]
    assert lines(found, Canvas(45)) == ["  ≠  conflict  3: three 23 or 32, +2"]
    assert lines(found, Canvas(45, ASCII))[0].startswith("  #  conflict  3: ")


def test_a_slip_of_the_point_is_labelled_with_its_factor(report: StatusReport) -> None:
    values = [
        said(text, about="budget", field="value", tier=tier, unit="JPY", by="METI")
        for text, tier in (("3069.3bn", "primary"), ("30.7tn", "press"))
    ]
    found = with_findings(report, *values, of=[metric("budget", unit="JPY")])
    assert lines(found) == ["  ≠  x10  budget: METI says 30.7tn for 3,069.3bn by METI"]
    oku = lines(found, Canvas(120, units=Units.OKU))
    assert oku == ["  ≠  x10  budget: METI says 30兆7,000億円 for 3兆693億円 by METI"]


def test_what_nobody_says_was_paid_is_summed(report: StatusReport) -> None:
    values = [
        said(text, about=slug, field="committed")
        for slug, text in (("rd-2023", "<=260bn"), ("rd-2024", "<=590bn"))
    ]
    of = [tranche("rd-2023", year=2023), tranche("rd-2024", year=2024)]
    found = with_findings(report, *values, of=of)
    assert lines(found) == [
        "  ?  unpaid  no source says what was paid of the <=850.0bn of 2 tranches"
    ]
    assert lines(found, Canvas(60)) == ["  ?  unpaid  nobody says what was paid of <=850.0bn"]


def test_silence_is_counted_over_the_milestones_still_open(report: StatusReport) -> None:
    statements = [
        said("2029", on="2026-01-10", about="a"),
        said("2029", on="2026-05-01", about="b"),
        said("2029", on="2026-11-01", about="c"),
        said("met", on="2024-01-01", about="d", field="status"),
    ]
    found = with_findings(report, *statements)
    assert lines(found) == [
        "  -  stale  2 of 3 open milestones, their best sources silent since May 2026"
    ]
    assert len(lines(found, every=True)) == 2


def test_every_kind_has_one_line_and_none_is_too_wide(report: StatusReport) -> None:
    kinds = {one.kind for one in report.attention}
    for width in range(30, 150, 7):
        told = lines(report, Canvas(width))
        assert len(told) == len(kinds)
        assert max(map(cell_len, told)) <= width


def test_holdings_are_in_conflict_like_all_else(report: StatusReport) -> None:
    values = [
        said(text, about="toyota", field="votes", tier=tier, by="Toyota")
        for text, tier in (("11.5%", "primary"), ("13%", "press"))
    ]
    found = with_findings(report, *values, of=[holding("toyota")])
    assert lines(found) == [
        "  ≠  conflict  toyota: Toyota says votes 13%, shown is 11.5% by Toyota"
    ]
