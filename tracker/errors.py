"""Every way a command can fail, with its exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a line in it, from 1, or none; `keys` has the lines of the keys written there.

    `read_as` has the words there that are other ones than those of the record, with their meaning.
    """

    file: str
    line: int | None = None
    keys: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    read_as: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)

    def at(self, key: str | None) -> Place:
        """Return the place of a key; of one that is not written there, this place."""
        return Place(self.file, self.keys.get(key or "", self.line))

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file} line {self.line}"


class TrackerError(Exception):
    """A failure told to the user as `error: message` and `hint: hint`, without a traceback.

    Both texts are one line each; `hint` says what to type or change next, and is empty where the
    message says all. Of a record, `field` is
    the key that is wrong, if it is one, `place` where in a file that stands, and `others` what else
    is wrong with the record; as a string the error is the message behind its place.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field: str | None = None
        self.place: Place | None = None
        self.others: tuple[TrackerError, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class MissingExtraError(TrackerError):
    """A library is not installed that comes with an extra; `instead` is typed where it is not."""

    def __init__(self, what: str, library: str, extra: str, instead: str) -> None:
        hint = f"pip install 'rapidus-tracker[{extra}]', or {instead}"
        super().__init__(f"{what} by {library}, which is not installed", hint)


class UsageError(TrackerError):
    """What was typed has no meaning here: a bad period, quantity, shape, word or a future day."""

    exit_code = 2


class PeriodError(UsageError):
    """A text that is no period; the hint names what to write in its place."""


class QuantityError(UsageError):
    """A text that is no quantity of the unit asked for; the hint names what to write instead."""


class NotFoundError(TrackerError):
    """Nothing has this name, if it is known which; the hint offers the nearest ones."""

    exit_code = 3

    def __init__(self, message: str, hint: str, name: str | None = None) -> None:
        super().__init__(message, hint)
        self.name = name


class ConflictError(TrackerError):
    """A key or a slug was used before with other content; nothing was written."""

    exit_code = 4


class BusyError(TrackerError):
    """Not now: the database is locked, its server down or its disk full. Safe to retry."""

    exit_code = 5


class DatabaseError(TrackerError):
    """The database is missing, unreadable, not ours, or of another revision."""

    exit_code = 6


class DamagedError(DatabaseError):
    """The database holds what the program never wrote; `place` is where it lies."""

    def __init__(self, what: str) -> None:
        hint = "restore it from a backup; all that is wrong: tracker verify"
        super().__init__(f"the database is damaged: {what}", hint)


class AnotherVersionError(DatabaseError):
    """The database has other tables than its revision: a version that was not released made it."""

    def __init__(self) -> None:
        super().__init__(
            "the database was made by another version of this program, or is damaged",
            "restore it from a backup, or move it away, then: tracker init;"
            " what that version exports, tracker import takes",
        )


class DataError(TrackerError):
    """A file's content is invalid; the message names file, line and field."""

    exit_code = 6


class LineError(DataError):
    """One line of a file is wrong: where it stands, in which field if in one, and why.

    `written` is the text that stands there, where it is one.
    """

    def __init__(
        self,
        place: Place,
        field: str | None,
        message: str,
        hint: str,
        written: str | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.field = field
        self.place = place
        self.written = written


class UntoldError(TrackerError):
    """What was recorded stays, but the report of it could not be written."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the result cannot be written: {reason}; {RECORDED}", "")


RECORDED = "what was recorded stays: tracker history --limit 5"
"""What is said of a command that wrote and then could not go on."""
EXIT_FINDINGS = 8
