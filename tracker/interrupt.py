"""Ctrl-C: the program ends at once, with one line that tells what stays of its work."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress

# What this module imports is loaded before Ctrl-C is heeded, so it imports little: not typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import NoReturn

EXIT_INTERRUPTED = 130
STDERR = 2


class _Work:
    """What Ctrl-C has to know of the work that it ends."""

    def __init__(self) -> None:
        self.stays: list[str] = []
        self.leftovers: list[Callable[[], None]] = []
        self.storing = False
        self.interrupted = False


_work = _Work()


def listen() -> None:
    """Let Ctrl-C end the program from now on, whatever line or library it is in.

    Python would raise KeyboardInterrupt there, which libraries catch, print or turn into other
    errors. Where the caller ignores Ctrl-C, as a shell does for what it runs behind `&`, so does
    the program.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _heed)


def ignore() -> None:
    """Ignore Ctrl-C from now on: all is done and told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def leave_to_others() -> None:
    """Heed Ctrl-C no more, but let what the program starts heed it: all is done but the reading."""
    signal.signal(signal.SIGINT, _pass_over)


@contextmanager
def storing(stays: str) -> Iterator[None]:
    """Let Ctrl-C wait until something is stored, which it tells in these words.

    Who presses it twice does not wait: a server may not answer.
    """
    _work.storing = True
    try:
        yield
        _work.stays.append(stays)
    finally:
        _work.storing = False
    if _work.interrupted:
        _end("; ".join(_work.stays))


@contextmanager
def removing(leftovers: Callable[[], None]) -> Iterator[None]:
    """Call `leftovers` in the end, be it that Ctrl-C ends the program."""
    _work.leftovers.append(leftovers)
    try:
        yield
    finally:
        leftovers()
        _work.leftovers.remove(leftovers)


def _heed(number: int, frame: FrameType | None) -> None:
    del number, frame
    if _work.storing and not _work.interrupted:
        _work.interrupted = True
    elif _work.storing:
        _end("whether anything was stored is not known: tracker history --limit 5")
    else:
        _end("; ".join(_work.stays) or "nothing was stored")


def _pass_over(number: int, frame: FrameType | None) -> None:
    """Do nothing; what is started does not inherit a function, as it would that it be ignored."""
    del number, frame


def _end(told: str) -> NoReturn:
    """End the process without another line of Python; a database forgets what is not committed."""
    ignore()  # who presses it again is told but once
    for leftovers in _work.leftovers:
        with suppress(OSError):
            leftovers()
    if sys.stderr is not None:
        over = "\r" if sys.stderr.isatty() else ""  # over the ^C that a terminal shows
        with suppress(OSError):
            os.write(STDERR, f"{over}error: interrupted; {told}\n".encode())
    os._exit(EXIT_INTERRUPTED)
