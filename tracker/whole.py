"""Files that have their name only once they are whole."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from tracker.interrupt import removing, storing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE = 0o600
"""What only its owner may read and write: a database may hold what is not published."""


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""The disk, what its owner may have of it, or what the process may write to one file is full."""


@contextmanager
def beside(path: Path, *, mode: int | None = None, replace: bool = True) -> Iterator[Path]:
    """Give a file beside another to write to, which takes its place and name at the end.

    It keeps the mode of the one that it replaces, without one it has the `mode` given. Whatever
    fails, the other stays as it was, and nothing is left beside it. Raises FileExistsError where it
    may not `replace` and another file came to that name in the meantime.
    """
    # A name of its own, so that two who write to one name at once do not write to one file.
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    with removing(partial(_remove, unfinished)):
        if mode is not None:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        yield unfinished
        if path.exists():
            unfinished.chmod(stat.S_IMODE(path.stat().st_mode))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        with storing(f"{path} is whole"):
            if replace:
                unfinished.replace(path)
            else:
                _take(unfinished, path)


def _remove(unfinished: Path) -> None:
    for left in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + left).unlink(missing_ok=True)


def _take(unfinished: Path, path: Path) -> None:
    """Give a file its name; raises FileExistsError where that is taken."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # a file system that has no links
        if path.exists():
            raise FileExistsError(str(path)) from None
        unfinished.rename(path)
