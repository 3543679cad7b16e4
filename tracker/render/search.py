"""What a search found, on a terminal: a line for each thing, and what is told of it below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.vocabulary import Field
from tracker.render.canvas import broken, joined, styled
from tracker.render.telling import words
from tracker.reports.claims import stands
from tracker.reports.listing import SILENCE
from tracker.reports.search import ORDER, STATEMENT, SUBJECTS, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.reports.search import SearchReport, SearchRow

INDENT = max(map(len, ORDER)) + 2
CALLED = {"slug", "title", "title_ja", "name", "name_ja", VALUE, Field.NOTE.value}
"""Where what is found is told already."""


def as_text(report: SearchReport, layout: Layout) -> list[Text]:
    """Write each thing found by its name; below it where it stands, and who said so.

    Last stand the synonyms that were found. Nothing is cut: what is too long goes on below.
    """
    lines: list[Text] = []
    for row in report.rows:
        name, *details = map(layout.signs.drawn, _told(row, layout))
        head = joined(styled(f"{row.kind:<{INDENT}}"), styled(name, "heading"))
        lines += broken(head, layout.width, INDENT)
        for detail in details:
            lines += broken(styled(" " * INDENT + detail), layout.width, INDENT + 2)
    if report.synonyms:
        also = f"also searched: {', '.join(report.synonyms)}"
        lines += broken(styled(also, "faint"), layout.width, 2)
    return lines or [*broken(styled(f"(none): {report.instead}"), layout.width, 2)]


def _told(row: SearchRow, layout: Layout) -> Iterator[str]:
    title, said = layout.language.choose(row.title or "", row.title_ja), row.said
    if row.kind == STATEMENT and said is not None:
        yield f"{row.name}.{said.field.word}  {title}"
        yield f"{words.said(said, layout.units)}, {_by(said)}, #{said.id}: {_became(row)}"
    else:
        yield f"{row.name}  {title}"
        yield from _shown(row, layout.units)
    if row.found_in not in CALLED:
        yield f"{row.found_in.replace('_', ' ')}: {row.text}"


def _shown(row: SearchRow, units: Units) -> Iterator[str]:
    """Tell how a milestone fares, and of a subject what is shown and who said so."""
    if row.state is not None:
        when = row.state.when
        yield row.state.word + (f", {words.period(when)}" if when else "")
    elif row.said is not None:
        stated = "" if row.said.field is Field.VALUE else f"{row.said.field.word} "
        yield f"{stated}{words.said(row.said, units)}, {_by(row.said)}"
    elif row.kind in SUBJECTS:
        yield SILENCE


def _by(said: Statement) -> str:
    return f"{said.speaker} ({words.tier(said)}), {said.stated_on.text}"


def _became(row: SearchRow) -> str:
    """What became of a statement."""
    return (row.claim and stands(row.claim, named=True)) or "not looked at any more"
