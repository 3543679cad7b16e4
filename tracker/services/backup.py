"""Backups: another SQLite file with the same rows and the same hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.dump import dump
from tracker.db.engine import open_engine, require, transaction
from tracker.db.migrate import require_head, upgrade
from tracker.errors import ConflictError
from tracker.services.copy import fill

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def back_up(connection: Connection, file: Path) -> int:
    """Copy what a reading transaction sees into a new file; return the entries copied.

    The file has its name only once it is whole. Raises ConflictError when it exists already.
    """
    if file.exists():
        raise ConflictError(f"{file} exists already", "name a file that is not there yet")
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        upgrade(unfinished)
        with transaction(open_engine(unfinished), write=True) as copy:
            entries = fill(copy, enumerate(dump(connection), 1))
        unfinished.rename(file)
    finally:
        for left in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + left).unlink(missing_ok=True)
    return entries


def restore(connection: Connection, file: Path) -> int:
    """Fill an empty database from a backup; return the entries stored.

    Raises DatabaseError when the file is none of ours, ConflictError when the database holds data.
    """
    require(file, write=False)
    with transaction(open_engine(file), write=False) as copy:
        require_head(copy)
        return fill(connection, enumerate(dump(copy), 1))
