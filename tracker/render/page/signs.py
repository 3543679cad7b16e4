"""What the signs mean that a page draws, on its last lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.canvas import styled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from tracker.render.canvas import Canvas

FOOTER_LINES = 2
_MEANINGS = (
    ("conflict", "sources disagree"),
    ("clash", "calendar or fiscal year"),
    ("changed", "changed"),
)
"""Signs that stand behind a word, by their names; those beside a word are explained by it."""
_WRITTEN = (("~", "about"), ("*", "computed"), (">=", "at least"), ("<=", "at most"))
MORE = "why: tracker why NAME   signs: tracker help signs"


def footer(canvas: Canvas, lines: Iterable[Text]) -> list[Text]:
    """Explain the signs in use, and say where to go on."""
    return [*signs(canvas, lines), canvas.fit(styled(MORE, "faint"))]


def signs(canvas: Canvas, lines: Iterable[Text]) -> list[Text]:
    """Explain the signs that some lines use, as many as fit on a line."""
    drawn = "\n".join(line.plain for line in lines)
    known = [(getattr(canvas.signs, name), told) for name, told in _MEANINGS]
    used = [f"{sign} {told}" for sign, told in (*known, *_WRITTEN) if sign in drawn]
    if "SAID" in drawn:
        used.insert(0, "SAID last word on the date")
    told = ""
    for one in used:
        longer = f"{told}  {one}".lstrip()
        if styled(longer).cell_len <= canvas.width:
            told = longer
    return [styled(told, "faint")]
