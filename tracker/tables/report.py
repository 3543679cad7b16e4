"""What every report is: the name of its JSON, the clocks it was made at, what it tells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from tracker.domain.log.clocks import Clocks
    from tracker.tables.table import Document


class Report(ABC):
    """A report as every format writes it.

    `schema` is its kind, with how often its JSON was broken: `status/v2`. What holds at any time
    has no clocks.
    """

    __slots__ = ()
    schema: ClassVar[str]
    clocks: Clocks | None

    @abstractmethod
    def document(self) -> Document:
        """Declare its facts and tables."""
