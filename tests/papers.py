"""Pages of `tracker report`, with what `-f json` tells of the same, of worlds of all kinds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from databases import load
from tracker.cli.app import app
from tracker.db.migrate import upgrade
from tracker.domain.definitions.records import (
    Dataset,
    MetricRecord,
    MilestoneRecord,
    StatementRecord,
)
from tracker.domain.vocabulary import Field, MetricNature, MilestoneType
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir
from world import MAKER, NEWS, PROJECT, RELEASE, STATE, holding, metric, milestone, tranche


def _said(subject: str, **values: str) -> StatementRecord:
    """Say something on the day of the release, or of the `source`, or `on` another one."""
    said = tuple((Field(key), value) for key, value in values.items() if key in set(Field))
    key = "-".join([subject, *values.values()])[:100]
    other: dict[str, Any] = {"source": "release"}
    other |= {key: value for key, value in values.items() if key not in set(Field)}
    return StatementRecord(key=key, subject=f"fab/{subject}", values=said, **other)


def _shipped() -> Dataset:
    return read_dataset(fixtures_dir() / "rapidus")


def _empty() -> Dataset:
    return Dataset(projects=[PROJECT])


def _figures() -> Dataset:
    """Counts, of which sources disagree on one, and one that nobody told."""
    return Dataset(
        projects=[PROJECT],
        sources=[RELEASE, NEWS],
        metrics=[
            metric("wafers"),
            metric("staff", MetricNature.PLANNED),
            metric("yield"),
            metric("unspoken"),
        ],
        statements=[
            _said("wafers", value="~25000"),
            _said("wafers", value="1000..2000", source="news"),
            _said("staff", value=">300", quote='"more than <three> hundred" & growing'),
            _said("yield", value="62", on="2026-01"),
        ],
    )


LONG = (
    "x" * 80,
    "量産" * 40,
    '<b>&amp;"quoted"</b> A title that is as long as a line of code and as words are, ' * 2,
)


def _windows() -> Dataset:
    """Milestones of every sort of window and end, with titles that are long."""
    slugs = (
        *("open-end", "open-start", "cancelled", "missed", "overdue", "met", "withdrawn"),
        *("unspoken", "slipped", "far"),
    )
    titles = dict(zip(("open-end", "open-start", "cancelled"), LONG, strict=True))
    made: list[MilestoneRecord] = [
        replace(milestone(slug), title=titles.get(slug, slug), headline=slug == "slipped")
        for slug in slugs
    ]
    long_slug = MilestoneRecord(
        project="fab", slug="s" * 80, title="A slug as long as can be", type=MilestoneType.DELIVERY
    )
    return Dataset(
        projects=[replace(PROJECT, subtitle="A fab of which nothing is known but days")],
        sources=[RELEASE, NEWS],
        milestones=[*made, long_slug],
        statements=[
            _said("open-end", target="from 2028"),
            _said("open-start", target="by 2027-03-31"),
            _said("cancelled", target="2027", on="2025-01-01"),
            _said("cancelled", status="cancelled"),
            _said("missed", target="2025", on="2024-01-01"),
            _said("missed", status="not-met"),
            _said("overdue", target="2026-05"),
            _said("met", target="FY2025", on="2024-06-01"),
            _said("met", status="met", happened="2026-03-30"),
            _said("withdrawn", target="2029", on="2025-01-01"),
            _said("withdrawn", target="withdrawn"),
            _said("slipped", target="2027", on="2024-02-01"),
            _said("slipped", target="FY2028-H2", quote="We now aim for the second half."),
            _said("slipped", target="2030", source="news"),
            _said("slipped", progress="~40%"),
            _said("far", target="2050"),
            _said("s" * 80, target="2027-09-30"),
        ],
    )


def _dollars() -> Dataset:
    """Money in dollars, in fiscal years that begin in October, with holders and a need."""
    need = MetricRecord(
        project="fab",
        slug="needed",
        title="Needed in all",
        unit="USD",
        nature=MetricNature.PLANNED,
        scope="the whole plan",
        family="need",
        headline=True,
    )
    return Dataset(
        projects=[
            replace(PROJECT, currency="USD", fiscal_year_starts=10, fiscal_year_named_by="last")
        ],
        organizations=[STATE, MAKER],
        sources=[RELEASE, NEWS],
        metrics=[need],
        milestones=[milestone("pilot"), milestone("ramp")],
        tranches=[
            replace(tranche("grant-2026"), fiscal_year=2026),
            replace(tranche("grant-2027", gate="pilot"), fiscal_year=2027),
            tranche("loan"),
        ],
        holdings=[holding("toyota"), holding("ministry")],
        statements=[
            _said("needed", value=">$9bn"),
            _said("pilot", target="FY2027-Q1"),
            _said("ramp", target="FY2028", on="2025-05-01"),
            _said("ramp", target="FY2029"),
            _said("grant-2026", committed="$1.2bn"),
            _said("grant-2026", disbursed="$0.4bn"),
            _said("grant-2027", planned="$2bn..$3bn"),
            _said("loan", planned="~$1.5bn"),
            _said("toyota", invested="$750 million"),
            _said("ministry", invested=">=$1bn"),
        ],
    )


WORLDS: dict[str, tuple[Callable[[], Dataset], tuple[str, ...]]] = {
    "rapidus": (_shipped, ()),
    "rapidus-since": (_shipped, ("--since", "2026-06-30")),
    "rapidus-ja": (_shipped, ("--lang", "ja")),
    "empty": (_empty, ()),
    "figures": (_figures, ()),
    "figures-ja": (_figures, ("--lang", "ja", "--since", "2026-02-01")),
    "windows": (_windows, ("--since", "2026-01-01")),
    "windows-ja": (_windows, ("--lang", "ja")),
    "dollars": (_dollars, ()),
}
"""The worlds, and how their page is asked for."""


@dataclass(frozen=True)
class Paper:
    """A page, and the database that it is of."""

    html: Path
    database: Path

    @property
    def text(self) -> str:
        return self.html.read_text(encoding="utf-8")

    def told(self, *args: str) -> Any:
        """What a command says of the same in JSON."""
        return json.loads(_run(self.database, *args, "-f", "json"))["data"]


def papers(folder: Path) -> Callable[[str], Paper]:
    """What writes the page of a world into a folder when it is first asked for."""

    @cache
    def database(world: Callable[[], Dataset]) -> Path:
        path = folder / f"{world.__name__}.db"
        upgrade(path)
        load(path, world())
        return path

    @cache
    def paper(name: str) -> Paper:
        world, asked = WORLDS[name]
        made = Paper(folder / f"{name}.html", database(world))
        _run(made.database, "report", "-o", str(made.html), *asked)
        return made

    return paper


def _run(database: Path, *args: str) -> str:
    done = CliRunner().invoke(app, ["--db", str(database), *args])
    assert done.exit_code == 0, f"{args}: {done.output}"
    return done.stdout
