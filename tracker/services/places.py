"""Naming in an error the place in a file, and the key of a record, that it is about."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.errors import Place

Made = TypeVar("Made")


@contextmanager
def placed(place: Place | None) -> Iterator[None]:
    """Say of errors where in a file their fields stand, or the record where none is wrong."""
    try:
        yield
    except TrackerError as error:
        for one in (error, *error.others):
            one.place = one.place or (place and place.at(one.field))
        raise


@contextmanager
def under(key: str) -> Iterator[None]:
    """Say of an error which key of a record is wrong, unless it is said already."""
    try:
        yield
    except TrackerError as error:
        error.field = error.field or key
        raise


class Mistakes:
    """What is wrong with the keys of one record, to be told together."""

    def __init__(self) -> None:
        self._found: list[TrackerError] = []

    def attempt(self, key: str, work: Callable[..., Made], *args: object) -> Made | None:
        """Return what the work of a key makes; None for a mistake, which is kept."""
        try:
            with under(key):
                return work(*args)
        except TrackerError as error:
            self._found.append(error)
            return None

    def check(self) -> None:
        """Raise the first mistake that was kept, with the others."""
        if self._found:
            first, *others = self._found
            first.others = tuple(others)
            raise first
