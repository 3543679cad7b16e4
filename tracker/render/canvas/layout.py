"""How a report is asked for, and what it is drawn on then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.quantities.format import Units
from tracker.render.canvas.cells import Canvas, joined, styled
from tracker.render.canvas.signs import ASCII, UNICODE, Signs

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks

PIPED = 140
"""How wide a page is where there is no terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the page is asked for; `width` is the terminal's, None where there is none.

    `all` shows everything however long it gets, `brief` only where the milestones stand. `units`
    are those of money.
    """

    width: int | None
    ascii: bool = False
    all: bool = False
    brief: bool = False
    units: Units = Units.BN

    @property
    def signs(self) -> Signs:
        """What it is drawn with."""
        return ASCII if self.ascii else UNICODE

    @property
    def canvas(self) -> Canvas:
        """What it is drawn on; only a terminal's width cuts anything."""
        width = PIPED if self.width is None else self.width
        return Canvas(width, self.signs, cut=self.width is not None, units=self.units)


def heading(canvas: Canvas, project: Project, clocks: Clocks, what: str) -> list[Text]:
    """Say whose report this is, of what, and as of when."""
    left = joined(styled(project.title, "heading"), styled(f"  {what}"))
    right = styled(f"as of {clocks.as_of}  log #{clocks.entry}")
    return canvas.spread(left, right)
