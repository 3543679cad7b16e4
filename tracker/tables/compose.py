"""Columns made of other columns: of what a row holds, and of rows of several sorts in one table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tracker.tables.column import Column, Row
from tracker.tables.table import Only, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Held = TypeVar("Held")


def of_held(
    held: Callable[[Row], Held | None], columns: Iterable[Column[Held]]
) -> tuple[Column[Row], ...]:
    """Make columns of what a row holds into columns of the row; empty where it holds nothing."""

    def raised(column: Column[Any]) -> Column[Row]:
        told = column.told
        return replace(
            column,
            value=_of(held, column.value),
            told=_of(held, told) if told else None,
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
