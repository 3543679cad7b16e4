"""Elements of a vector: lines, texts and dots as SVG, in the fonts of the system."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tracker.domain.text import visible
from tracker.render.charts.palette import HATCHED, INK, MARKS, PAPER
from tracker.render.charts.picture import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 12
CELL = 6.9
"""A cell of text of SIZE pixels is about so wide; a Japanese letter takes two."""
LINE, GAP = 14, 8
"""Names are at least so far apart, below and beside each other."""
RADIUS = 5.5


def tag(name: str, inside: str = "", **attributes: float | str) -> str:
    """Write an element; `_` in an attribute's name is `-`, but at its end nothing.

    What is `inside` is markup already.
    """
    given = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
    )
    opened = f"<{name}{''.join(given)}"
    return f"{opened}>{inside}</{name}>" if inside else f"{opened}/>"


def shown(text: str) -> str:
    """Write a text as markup that shows it as it stands."""
    return escape(visible(text))


def titled(text: str) -> str:
    """Write what a mark tells under the pointer."""
    return tag("title", shown(text))


def line(x1: float, y1: float, x2: float, y2: float, colour: str, **more: str) -> str:
    """Draw a line between two points."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **more)


def label(x: float, y: float, text: str, colour: str = INK, **more: float | str) -> str:
    """Write a text above a point, on its right unless `text_anchor` says otherwise."""
    return tag("text", shown(text), x=round(x, 1), y=round(y, 1), fill=colour, **more)


def hatching(role: Role, picture: str) -> str:
    """Name what hatches a role in a picture of a name."""
    return f"{picture}-{role.name.lower()}"


def fill(role: Role, picture: str) -> str:
    """What a mark is filled with: its colour, or a hatching in it."""
    return f"url(#{hatching(role, picture)})" if role in HATCHED else MARKS[role]


def dot(role: Role, x: float, y: float, told: str = "") -> str:
    """Draw a mark of one value around a point: a disc, a cross of what ended, a hollow diamond."""
    name, colour, r = role.name.lower(), MARKS[role], RADIUS
    if role is Role.ENDED:
        cross = f"M{x - 4:.1f},{y - 4:.1f}l8,8m0,-8l-8,8"
        return tag("path", told, class_=name, d=cross, stroke=colour, stroke_width=2.5)
    if role is Role.WITHDRAWN:
        corners = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
        return tag("polygon", told, class_=name, points=points, fill=PAPER, stroke=colour)
    edge = {"stroke": PAPER, "stroke_width": "1.5"}
    return tag("circle", told, class_=name, cx=x, cy=y, r=r, fill=colour, **edge)


def room(texts: Sequence[str], most: int) -> float:
    """How wide the widest of some texts is, of which no more than so many cells are drawn."""
    return CELL * min(max(map(cell_len, texts), default=0), most)


def cut(text: str, most: int) -> str:
    """Shorten a text to so many cells."""
    return text if cell_len(text) <= most else f"{set_cell_size(text, most - 1).rstrip()}…"
