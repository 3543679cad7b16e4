"""The colours of vector pictures: literal ones, as not every program that draws knows variables.

Beside its colour everything has a shape, a hatching or a letter of its own. WCAG 2.2 asks for a
contrast of 4.5 of text with what is behind it, and of 3 of marks (criteria 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from tracker.render.charts.picture import Role

PAPER, INK, FAINT, GRID = "#ffffff", "#1c1c1c", "#595959", "#d9d9d9"
MARKS = {
    Role.FIRST: "#767676",
    Role.NOW: "#1f4e9c",
    Role.LATE: "#b3261e",
    Role.MET: "#1a7f37",
    Role.ENDED: "#1c1c1c",
    Role.WITHDRAWN: "#8a4b08",
    Role.TODAY: "#595959",
    Role.WITHIN: "#767676",
    Role.KEPT: "#767676",
    Role.COURSE: "#1f4e9c",
    Role.PAID: "#1a7f37",
    Role.COMMITTED: "#1f4e9c",
    Role.ENACTED: "#6b3fa0",
    Role.PLANNED: "#8a6d1a",
    Role.UNKNOWN: "#8a4b08",
    Role.OPEN: "#767676",
}
HATCHED = {Role.LATE: 45, Role.UNKNOWN: 135, Role.PLANNED: 0, Role.ENACTED: 90}
"""What is drawn as stripes, and by how many degrees they are turned; all else is solid."""
COURSES = (
    *("#1f4e9c", "#b3261e", "#1a7f37", "#8a4b08"),
    *("#6b3fa0", "#00696f", "#9c1f6b", "#4d4d4d"),
)
"""Taken in turn; every second time round a course is dashed."""

DARK = {
    PAPER: "#16181d",
    INK: "#ececec",
    FAINT: "#b3b3b3",
    GRID: "#3a3d44",
    "#767676": "#9a9a9a",
    "#1f4e9c": "#8ab4f8",
    "#b3261e": "#ff8a80",
    "#1a7f37": "#6fdd8b",
    "#8a4b08": "#f0a35e",
    "#6b3fa0": "#c8a2ff",
    "#8a6d1a": "#e3c35a",
    "#00696f": "#5fd3d9",
    "#9c1f6b": "#ff8fc7",
    "#4d4d4d": "#c4c4c4",
}
"""What a page puts in the place of each colour where its reader wants it dark."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb` as WCAG 2.2 defines it: 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
