"""A project as one page of HTML that needs nothing from elsewhere, and runs no script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracker.domain.milestones.schedule import DEFAULT_LIMITS
from tracker.domain.vocabulary import Language
from tracker.render.charts.palette import DARK
from tracker.render.page.gist import sentences
from tracker.render.paper.evidence import subject_foldouts, sum_foldouts
from tracker.render.paper.sections import Sections
from tracker.render.telling import words
from tracker.render.telling.japanese import brief, day, say

if TYPE_CHECKING:
    from tracker.render.canvas import Layout
    from tracker.reports.dossier import Dossier

TEMPLATES = Path(__file__).resolve().parent
DIGITS = 8
"""So many of the head's hash are told."""


def as_html(dossier: Dossier, layout: Layout) -> str:
    """Write the whole page; it is the same for the same dossier, whenever it is written."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    japanese = layout.language is Language.JAPANESE
    environment.filters |= {"say": say if japanese else str}
    sections = Sections(dossier, layout)
    project, clocks = dossier.project, dossier.clocks
    quarter = words.fiscal_quarter(clocks.as_of, project.calendar)
    return environment.get_template("page.html").render(
        language=layout.language.value,
        title=layout.language.choose(project.title, project.title_ja),
        subtitle=project.subtitle or "",
        as_of=clocks.as_of.isoformat(),
        day=day(clocks.as_of) if japanese else clocks.as_of.isoformat(),
        quarter=brief(quarter) if japanese else quarter,
        entry=clocks.entry,
        hash=clocks.hash[:DIGITS],
        call=_call(dossier, layout),
        gist=sentences(dossier.status, layout.language),
        sections=sections.told(),
        foldouts=subject_foldouts(dossier, layout),
        sums=sum_foldouts(dossier, layout, sections.foldouts),
        dark=DARK,
    )


def _call(dossier: Dossier, layout: Layout) -> str:
    """Write the command that writes the same page again."""
    status, clocks = dossier.status, dossier.clocks
    told = [f"tracker report {dossier.project.slug} --as-of {clocks.as_of}"]
    told += [f"--known-at {clocks.entry} --lang {layout.language} --units {layout.units}"]
    told += [f"--since {status.since.before.as_of}"] if status.since else []
    if status.breach != DEFAULT_LIMITS:
        told += [f"--breach-days {status.breach.current},{status.breach.original}"]
    return " ".join([*told, "-o FILE.html"])
