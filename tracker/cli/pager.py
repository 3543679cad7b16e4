"""What is longer than the screen goes through a pager, as git does it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

from tracker import interrupt

NONE = {"", "cat"}
"""Pagers that are none."""
LESS = "FRX"
"""How `less` is asked to end on what fits, to keep colours and to leave the text on the screen."""


def switch_off() -> None:
    """Print straight to the terminal from now on."""
    os.environ["PAGER"] = "cat"


def paged(text: str, lines: int | None) -> bool:
    """Show text that has more lines than the screen in PAGER; tell whether that was done.

    Never where standard output is no terminal.
    """
    command = _command()
    if lines is None or not command or text.count("\n") < lines or not sys.stdin.isatty():
        return False
    interrupt.leave_to_others()  # Ctrl-C is the pager's: it stops a search, not the reading
    # In a locale that the machine lacks `less` would show the bytes of what is no ASCII.
    environment = {"LESS": LESS, "LESSCHARSET": "utf-8", **os.environ}
    with subprocess.Popen(  # noqa: S603 - the user's own pager
        command,
        env=environment,
        stdin=subprocess.PIPE,
        encoding=sys.stdout.encoding or "utf-8",
        errors="backslashreplace",
    ) as pager:
        pager.communicate(text)
    return True


def _command() -> list[str]:
    """Return the words of the pager's command; none where there is no such program."""
    try:
        words = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # an open quote
        return []
    is_one = words and words[0] not in NONE and shutil.which(words[0])
    return words if is_one else []
