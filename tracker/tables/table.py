"""Tables and the document that they make up: what a report tells, whatever it is written as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic

from tracker.tables.column import Column, Kind, Row

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    """What a report tells: facts and tables, the first of which is what CSV holds."""

    tables: tuple[Table[Any], ...]
    facts: tuple[Fact, ...] = ()
    shape: Shape = Shape.OBJECT

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
