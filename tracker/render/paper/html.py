"""A project as one page of HTML that needs nothing from elsewhere, and runs no script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracker.domain.vocabulary import Language
from tracker.render.charts.palette import DARK
from tracker.render.page.verdict import sentences
from tracker.render.paper.evidence import subject_foldouts, sum_foldouts
from tracker.render.paper.sections import Sections
from tracker.render.paper.verdict import in_japanese
from tracker.render.telling import words
from tracker.render.telling.japanese import day, say

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
    return environment.get_template("page.html").render(
        language=layout.language.value,
        title=layout.language.choose(project.title, project.title_ja),
        subtitle=project.subtitle or "",
        as_of=clocks.as_of.isoformat(),
        day=day(clocks.as_of) if japanese else clocks.as_of.isoformat(),
        quarter=words.fiscal_quarter(clocks.as_of, project.calendar),
        entry=clocks.entry,
        hash=clocks.hash[:DIGITS],
        project=project.slug,
        verdict=in_japanese(dossier.status)
        if japanese
        else sentences(dossier.status, layout.language),
        sections=sections.told(),
        foldouts=subject_foldouts(dossier, layout),
        sums=sum_foldouts(dossier, layout, sections.foldouts),
        dark=DARK,
    )
