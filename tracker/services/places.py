"""Naming in an error the place in a file, and the key of a record, that it is about."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.errors import Place


@contextmanager
def placed(place: Place | None) -> Iterator[None]:
    """Say of an error where in a file its field stands, or the record where none is wrong."""
    try:
        yield
    except TrackerError as error:
        error.place = error.place or (place and place.at(error.field))
        raise


@contextmanager
def under(key: str) -> Iterator[None]:
    """Say of an error which key of a record is wrong, unless it is said already."""
    try:
        yield
    except TrackerError as error:
        error.field = error.field or key
        raise
