"""The order of a table's rows, by one of its columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.quantities.quantity import Quantity
from tracker.domain.text import folded
from tracker.errors import UsageError
from tracker.tables.table import Kind, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tracker.domain.milestones.schedule import Slip
    from tracker.tables.table import Column

FARTHEST = date.max.toordinal()
"""More days than any slip has."""


def ordered(
    rows: Iterable[Row], columns: Sequence[Column[Any]], name: str, *, reverse: bool = False
) -> tuple[Row, ...]:
    """Sort rows by what a column holds; those where it holds nothing come last either way.

    The column is named by its key or its heading; raises UsageError where none is called so.
    """
    column = _called(name, columns)
    ranked = [(_rank(column, row), row) for row in rows]
    there = [(rank, row) for rank, row in ranked if rank is not None]
    there.sort(key=lambda pair: pair[0], reverse=reverse)
    return (*(row for _, row in there), *(row for rank, row in ranked if rank is None))


def order_names(columns: Iterable[Column[Any]]) -> list[str]:
    """Name the columns of a terminal as they are typed; those of files alone go by their keys."""
    headings = {one.key: one.heading.replace(" ", "-") for one in columns if one.screen}
    return [key if "%" in heading else heading for key, heading in headings.items()]


def _called(name: str, columns: Sequence[Column[Any]]) -> Column[Any]:
    keys: dict[str, Column[Any]] = {_plain(one.heading): one for one in reversed(columns)}
    keys |= {_plain(one.key): one for one in columns}
    if _plain(name) not in keys:
        known = ", ".join(order_names(columns))
        hint = f"sort by one of: {known}; or by a key of the JSON"
        raise UsageError(f"no column is called '{name[:60]}'", hint)
    return keys[_plain(name)]


def _plain(name: str) -> str:
    return folded(name).strip().replace("_", " ").replace("-", " ")


def _rank(column: Column[Any], row: Any) -> Any:  # noqa: ANN401 - what sorts
    """What a row is sorted by; None where there is nothing."""
    if column.rank is not None:
        return column.rank(row)
    value = column.value(row)
    return None if value is None else RANKS.get(column.kind, lambda value: value)(value)


def slip_rank(slip: Slip) -> tuple[int, int]:
    """By the last day that it may be late, as far as that is known."""
    last = FARTHEST if slip.last is None else slip.last
    return last, FARTHEST if slip.first is None else slip.first


def _figure(value: object) -> tuple[str, int] | None:
    """By unit, and in a unit by figure."""
    if isinstance(value, int):
        return "", value
    if isinstance(value, Quantity) and value.figure is not None:
        return value.unit, value.figure
    return None


RANKS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: folded,
    Kind.NAMES: len,
    Kind.PERIOD: lambda period: period.sort_key,
    Kind.SLIP: slip_rank,
    Kind.QUANTITY: _figure,
}
"""What the values of a kind are sorted by that are not sorted by themselves."""
