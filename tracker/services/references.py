"""What definitions refer to: finding it by name, and ordering so that it comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tracker.db.catalog import missing
from tracker.errors import NotFoundError, UsageError
from tracker.services.places import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tracker.domain.records import Definition

Made = TypeVar("Made", bound="Definition")


def find_id(ids: Mapping[str, int], of: str, noun: str, name: str | None) -> int | None:
    """Return the id of what `of` refers to, None where it refers to nothing."""
    if name is None:
        return None
    if name not in ids:
        error = missing(noun, name, ids)
        raise NotFoundError(f"{of}: {error.message}", f"{error.hint}, or define the {noun} first")
    return ids[name]


def needed_first(
    noun: str, records: Mapping[str, Made], needs: Callable[[Made], Iterable[str | None]]
) -> Iterator[Made]:
    """Give the records in their order, but each after those that it needs."""
    done: set[str] = set()

    def give(name: str, above: tuple[str, ...]) -> Iterator[Made]:
        if name in above:
            message = f"{noun} {name} belongs to itself: " + " → ".join((*above, name))
            with placed(records[name].where):
                raise UsageError(message, "leave one of these references out")
        if name in records and name not in done:
            for other in needs(records[name]):
                if other is not None:
                    yield from give(other, (*above, name))
            done.add(name)
            yield records[name]

    for name in records:
        yield from give(name, ())
