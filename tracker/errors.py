"""Every way a command can fail, with its exit code."""

from __future__ import annotations


class TrackerError(Exception):
    """A failure told to the user as `error: message` and `hint: hint`, without a traceback.

    Both texts are one line each; `hint` says what to type or change next.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TrackerError):
    """What was typed has no meaning here: a bad period, quantity, shape, word or a future day."""

    exit_code = 2


class PeriodError(UsageError):
    """A text that is no period; the hint lists what is accepted."""


class QuantityError(UsageError):
    """A text that is no quantity of the unit asked for; the hint lists what is accepted."""


class NotFoundError(TrackerError):
    """Nothing has this name; the hint offers the nearest ones."""

    exit_code = 3


class ConflictError(TrackerError):
    """A key or a slug was used before with other content; nothing was written."""

    exit_code = 4


class BusyError(TrackerError):
    """Not now: the database is locked or its server is down. Safe to retry."""

    exit_code = 5


class DatabaseError(TrackerError):
    """The database is missing, unreadable, not ours, or of another revision."""

    exit_code = 6


class DataError(TrackerError):
    """A file's content is invalid; the message names file, line and field."""

    exit_code = 6


class LineError(DataError):
    """One line of a file is wrong: where it stands, in which field if in one, and why."""

    def __init__(self, where: str, field: str | None, reason: str, hint: str) -> None:
        super().__init__(f"{where}: {reason}", hint)
        self.where = where
        self.field = field
        self.reason = reason


EXIT_INTERRUPTED = 130
EXIT_FINDINGS = 8
