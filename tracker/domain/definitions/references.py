"""What definitions refer to, and orders in which that comes first."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import (
    SubjectRecord,
    identity,
)
from tracker.domain.vocabulary import SubjectKind
from tracker.errors import TrackerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition

T = TypeVar("T")


def references(record: Definition) -> Iterator[tuple[DeclaredKey, str, str]]:
    """Give each key that refers to something with the kind and the name of that.

    What may be of several kinds is given as each of them.
    """
    for one in keys_of(type(record)):
        value = getattr(record, one.attribute)
        for name in value if one.several else (value,):
            for kind in one.key.refers if name is not None else ():
                bare = (
                    isinstance(record, SubjectRecord)
                    and kind in set(SubjectKind)
                    and "/" not in name
                )
                yield one, kind, f"{record.project}/{name}" if bare else name  # type: ignore[union-attr]


def needed_first(
    kind: str, records: Sequence[Definition], refuse: Callable[[Definition, TrackerError], None]
) -> Iterator[Definition]:
    """Give records of a kind in their order, but each after those of them that it refers to.

    What closes a circle is refused, and only milestones are given nevertheless: their gates may
    stand in any order, as may the parts of a total. That a milestone is its own gate is found where
    that is looked up.
    """
    by_name: dict[str, Definition] = {}
    for record in records:
        by_name.setdefault(identity(record)[1], record)
    needs = {
        name: {
            needed: key.name
            for key, of, needed in references(record)
            if of == kind and needed in by_name and (not key.several or _is_gate(key, name, needed))
        }
        for name, record in by_name.items()
    }
    order = list(by_name)
    while (way := _circle(needs)) is not None:
        closing = way[-2]
        message = f"{kind} {way[0]} belongs to itself: {' → '.join(way)}"
        error = UsageError(message, "leave one of these references out")
        error.field = needs.pop(closing)[way[-1]]
        refuse(by_name[closing], error)
        for needed in needs.values():
            needed.pop(closing, None)
    if kind != SubjectKind.MILESTONE:
        order = list(in_order(needs, needs.__getitem__))
    yield from (by_name[name] for name in order)


def _is_gate(key: DeclaredKey, of: str, gate: str) -> bool:
    """Whether a key names a milestone's gate that is not itself."""
    return key.key.apart and gate != of


def _circle(needs: Mapping[str, Mapping[str, str]]) -> list[str] | None:
    """Return the names of a circle from the one that was written first to itself, if there is."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        around: list[str] = error.args[1][:0:-1]
        written = [name for name in needs if name in around]
        start = around.index(written[0])
        return [*around[start:], *around[: start + 1]]
    return None


def in_order(names: Iterable[T], needs: Callable[[T], Iterable[T]]) -> Iterator[T]:
    """Give names in their order, each once and behind all that it needs, at any depth.

    What is needed moves up, so that all else keeps its place (graphlib keeps none). Of names that
    need each other in a circle one comes too early.

    >>> needs = {"leaf": ["branch"], "other": [], "branch": ["root"], "root": []}
    >>> list(in_order(needs, needs.__getitem__))
    ['root', 'branch', 'leaf', 'other']
    """
    given: set[T] = set()
    waiting = [(name, False) for name in reversed([*names])]
    while waiting:
        name, ready = waiting.pop()
        if ready:
            yield name
        elif name not in given:
            given.add(name)
            waiting.append((name, True))
            waiting += [(one, False) for one in reversed([*needs(name)])]
