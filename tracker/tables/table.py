"""Columns, tables and documents: what a report tells, whatever it is written as."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tracker.domain.log.clocks import Clocks


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
    `inner` are the columns of a table within it. What is `disputed` is marked for people, and what
    is `hidden` is not told them there. Without `screen` only files have it.

    Where a terminal is too narrow, the column of the highest `priority` is left out first, none of
    priority 0; what is `whole` is never cut, and what has to be left so many cells, `least`, is cut
    after other texts. What `titles` its row stands right behind the name there, and is cut last; it
    is told `in_japanese` where that is asked for and there is such a title.

    The object of JSON that a dot leads into is null where nothing in it is stated, unless it
    `stands`. By `rank` its rows are sorted where that is not by the value.
    """

    key: str
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT
    title: str | None = None
    inner: tuple[Column[Any], ...] = ()
    told: Callable[[Row], str | None] | None = None
    disputed: Callable[[Row], bool] = never
    hidden: Callable[[Row], bool] = never
    screen: bool = True
    right: bool = False
    whole: bool = False
    priority: int = 0
    least: int = 0
    titles: bool = False
    in_japanese: Callable[[Row], str | None] | None = None
    stands: bool = False
    rank: Callable[[Row], Any] | None = None

    @property
    def heading(self) -> str:
        """What stands above it for people."""
        return self.title or self.key.rpartition(".")[2].replace("_", " ")


class Only(StrEnum):
    """Where alone a table stands: in JSON, which nests it, or in the formats that are flat."""

    JSON = "json"
    FLAT = "flat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Row]):
    """Rows under columns; `key` is its name in JSON, `title` its heading in Markdown.

    What JSON tells as objects within objects, and the flat formats as rows, is declared twice.
    """

    key: str
    title: str
    columns: tuple[Column[Row], ...]
    rows: Sequence[Row]
    only: Only | None = None

    def disputed(self, row: Row) -> Sequence[str]:
        """Return the fields that a row names as disputed; none where no column tells."""
        told = next((column for column in self.columns if column.key == "disputed"), None)
        return (told.value(row) or ()) if told else ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A single thing that a report tells beside its tables; a dot in the key leads into an object.

    `inner` are the columns of a table in it. Without `screen` only JSON has it.
    """

    key: str
    value: Any
    kind: Kind = Kind.TEXT
    inner: tuple[Column[Any], ...] = ()
    screen: bool = True


class Shape(StrEnum):
    """What the data of a document are in JSON: an object, the rows of its table, or the one row."""

    OBJECT = "object"
    ROWS = "rows"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a report tells: facts and tables, the first of which is what CSV holds.

    One of several things has their documents as `parts`, which JSON and Markdown write in turn.
    """

    tables: tuple[Table[Any], ...]
    facts: tuple[Fact, ...] = ()
    shape: Shape = Shape.OBJECT
    parts: tuple[Document, ...] = ()

    @property
    def flat(self) -> list[Table[Any]]:
        """The tables of the formats that are flat; the first is what CSV holds."""
        return [table for table in self.tables if table.only is not Only.JSON]

    @property
    def of_json(self) -> list[Table[Any]]:
        """The tables that JSON has under their keys."""
        return [table for table in self.tables if table.only is not Only.FLAT]


def listed(table: Table[Any]) -> Document:
    """Make the document of a list."""
    return Document(tables=(table,), shape=Shape.ROWS)


def single(table: Table[Any]) -> Document:
    """Make the document of one thing: a table of one row."""
    return Document(tables=(table,), shape=Shape.ROW)


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


Held = TypeVar("Held")


def of_held(
    held: Callable[[Row], Held | None], columns: Iterable[Column[Held]]
) -> tuple[Column[Row], ...]:
    """Make columns of what a row holds into columns of the row; empty where it holds nothing."""

    def raised(column: Column[Any]) -> Column[Row]:
        told, rank, japanese = column.told, column.rank, column.in_japanese
        return replace(
            column,
            value=_of(held, column.value),
            rank=_of(held, rank) if rank else None,
            told=_of(held, told) if told else None,
            in_japanese=_of(held, japanese) if japanese else None,
            disputed=lambda row: bool(_of(held, column.disputed)(row)),
        )

    return tuple(raised(column) for column in columns)


def _of(held: Callable[[Row], Held | None], value: Callable[[Held], Any]) -> Callable[[Row], Any]:
    def found(row: Row) -> Any:  # noqa: ANN401 - what a cell holds
        inner = held(row)
        return None if inner is None else value(inner)

    return found


@dataclass(frozen=True, slots=True)
class Sort(Generic[Row]):
    """Rows of one sort in a table of several: what such a row is called, and its columns."""

    name: str
    columns: tuple[Column[Row], ...]


@dataclass(frozen=True, slots=True)
class SortedRow:
    """One row with its sort."""

    sort: Sort[Any]
    row: Any

    def column(self, key: str) -> Column[Any] | None:
        """Find a column among those of its sort."""
        return next((column for column in self.sort.columns if column.key == key), None)


def stacked(
    title: str,
    sorts: Iterable[Sort[Any]],
    rows: Sequence[SortedRow],
) -> Table[SortedRow]:
    """Make one flat table of rows of several sorts, told apart by its first column.

    Columns of the same key are one; what is shown of it is declared alike in every sort.
    """
    found: dict[str, Column[SortedRow]] = {}
    for sort in sorts:
        for column in sort.columns:
            found.setdefault(column.key, _shared(column))
    name: Column[SortedRow] = Column(key="row", value=lambda line: line.sort.name)
    columns = (name, *found.values())
    return Table(key="rows", title=title, columns=columns, rows=rows, only=Only.FLAT)


def _shared(column: Column[Any]) -> Column[SortedRow]:
    def value(line: SortedRow) -> Any:  # noqa: ANN401 - what a cell holds
        own = line.column(column.key)
        return own.value(line.row) if own else None

    def told(line: SortedRow) -> str | None:
        own = line.column(column.key)
        return own.told(line.row) if own and own.told else None

    def disputed(line: SortedRow) -> bool:
        own = line.column(column.key)
        return own is not None and own.disputed(line.row)

    return replace(column, value=value, told=told if column.told else None, disputed=disputed)
