"""A rule looks no further than it declares: what it finds about a subject is found near it."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import TODAY, load, reading
from tracker.db.catalog import find_project
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.db.state import read_state
from tracker.domain.checks import OF_SUBJECTS, run
from tracker.domain.checks.finding import Finding, Reach
from tracker.domain.definitions.records import Dataset
from tracker.domain.state import ProjectState
from tracker.files.dataset import parse_dataset

FILES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "bad" / "checks").iterdir())
OF_SERIES = [rule for rule in OF_SUBJECTS if rule.reach is Reach.SERIES]

pytestmark = pytest.mark.sqlite


def project(database: Database, slug: str) -> ProjectState:
    with reading(database) as connection:
        clocks = read_clocks(connection, TODAY, None)
        return read_state(connection, find_project(connection, slug), clocks, rates=True)


def about(found: list[Finding], slug: str) -> list[Finding]:
    return [one for one in found if one.subject == slug]


def assert_each_rule_stays_within_its_reach(known: ProjectState) -> set[str]:
    """Return the codes of the rules that had something to find."""
    series, near = run(known, OF_SERIES), run(known, OF_SUBJECTS)
    slugs = {*known.milestones, *known.metrics, *known.tranches, *known.holdings}
    for slug in sorted(slugs):
        narrowed = known.narrowed([slug])
        assert about(run(narrowed, OF_SUBJECTS), slug) == about(near, slug), slug
        assert about(run(known.of({slug}), OF_SERIES), slug) == about(series, slug), slug
    return {one.code for one in near}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_of_one_subject_a_small_part_finds_the_same(database: Database, path: Path) -> None:
    dataset = Dataset()
    assert parse_dataset(path.name, path.read_text(encoding="utf-8"), dataset) == []
    load(database, dataset)
    found = assert_each_rule_stays_within_its_reach(project(database, "fab"))
    assert found == {rule.code for rule in OF_SUBJECTS if path.stem.startswith(rule.code)}


@pytest.mark.parametrize("slug", ["rapidus", "meti-fy2026"])
def test_of_the_shipped_record_a_small_part_finds_the_same(shipped: Database, slug: str) -> None:
    assert assert_each_rule_stays_within_its_reach(project(shipped, slug))


def test_a_small_part_is_small(shipped: Database) -> None:
    known = project(shipped, "rapidus")
    part = known.narrowed(["ipo"])
    assert {"ipo", "mass-production"} <= part.milestones.keys()
    assert len(part.resolutions) * 5 < len(known.resolutions)
    assert not part.tranches
    assert not part.holdings
    budget = known.narrowed(["private-fy2025"])
    assert "private-equity" in budget.tranches
    total = known.narrowed(["round-feb-2026"])
    assert {"equity-fy2025", "private-fy2025"} <= total.tranches.keys()
    assert known.narrowed(["holder-count"]).holdings == known.holdings
