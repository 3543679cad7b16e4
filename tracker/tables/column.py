"""A column of a table: what it is called, and what kind of value it holds of a row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Row = TypeVar("Row")


class Kind(StrEnum):
    """What a column holds; each writer knows how a value of each kind is written.

    None is a value of every kind: nobody states it. A QUANTITY may be withdrawn, or a bare count;
    a VALUE is whatever a statement says, a BRIEF the same in few cells. A SENTENCE is words and
    values; LINES are sentences, YEARS fiscal years, COUNTS how many are under each name. SLIPS are
    a slip before and after, in days, as are SLIP_MONTHS, which are told in months. An AMOUNT is a
    sum with its unit, a LEVEL the amount that reached a stage and how it is known, a DIFFERENCE
    how much one figure is above another. ROWS are a table within a table, a RECORD one row of it,
    under `inner` columns. GROUPED are names under names.
    """

    TEXT = "text"
    COUNT = "count"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    ENTRY = "entry"
    ENTRIES = "entries"
    NAMES = "names"
    YEARS = "years"
    LINES = "lines"
    SENTENCE = "sentence"
    COUNTS = "counts"
    PERIOD = "period"
    QUANTITY = "quantity"
    VALUE = "value"
    BRIEF = "brief"
    SLIP = "slip"
    SLIPS = "slips"
    SLIP_MONTHS = "slip_months"
    STATEMENT = "statement"
    STATEMENTS = "statements"
    ROWS = "rows"
    AMOUNT = "amount"
    LEVEL = "level"
    DIFFERENCE = "difference"
    RECORD = "record"
    GROUPED = "grouped"

    @property
    def is_figure(self) -> bool:
        """Whether it is set at the right edge on a terminal, and never cut there."""
        return self in {Kind.COUNT, Kind.ENTRY, Kind.AMOUNT, Kind.LEVEL, Kind.DIFFERENCE}


def never(_: object) -> bool:
    """Say that no row is disputed."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column.

    `key` is its name in JSON, where a dot leads into an object, and in CSV, where it becomes an
    underscore. `title` stands above it on a terminal and in Markdown, without one the last word of
    the key; `told` is what a terminal shows where it is not just the value, None where it is.
    `inner` are the columns of a table within it. What is `disputed` is marked for people. Without
    `screen` only files have it. Where a terminal is too narrow, the column of the highest
    `priority` is left out first, none of priority 0; what is `whole` is never cut. The object of
    JSON that a dot leads into is null where nothing in it is stated, unless it `stands`.
    """

    key: str
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT
    title: str | None = None
    inner: tuple[Column[Any], ...] = ()
    told: Callable[[Row], str | None] | None = None
    disputed: Callable[[Row], bool] = never
    screen: bool = True
    right: bool = False
    whole: bool = False
    priority: int = 0
    stands: bool = False

    @property
    def heading(self) -> str:
        """What stands above it for people."""
        return self.title or self.key.rpartition(".")[2].replace("_", " ")
