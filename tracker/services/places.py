"""Naming the place in a file before the message of an error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def placed(place: str | None) -> Iterator[None]:
    """Put the place before the message of an error, where there is one."""
    try:
        yield
    except TrackerError as error:
        if place is None:
            raise
        raise type(error)(f"{place}: {error.message}", error.hint) from error
