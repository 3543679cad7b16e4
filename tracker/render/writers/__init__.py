"""Writers: a report in, text of one format out; each module has its `write`, all alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.tables.table import Document


@dataclass(frozen=True, slots=True)
class Declared:
    """How one kind of report is declared; `version` counts the breaks of its JSON.

    `text` is its own way to stand on a terminal, without one its first table is laid out there.
    """

    kind: str
    document: Callable[[Any], Document]
    text: Callable[[Any, Layout], Sequence[Text]] | None = None
    version: int = 2

    @property
    def schema(self) -> str:
        """What the envelope of its JSON says of it: `status/v2`."""
        return f"{self.kind}/v{self.version}"
