"""What became of a thing that was sent."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """Whether a thing is recorded now, was before, or is refused.

    `valid` would be created, were it kept; `skipped` names what was refused.
    """

    CREATED = "created"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    VALID = "valid"

    @property
    def refused(self) -> bool:
        """Whether nothing at all is written because of it."""
        return self in {Outcome.CONFLICT, Outcome.REJECTED}
