"""On a small disk that is full; only `make stress` runs it, which needs the right to mount one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from databases import Databases, Postgresql
from jobs import COMMANDS, Job, Jobs
from promises.test_full import survive
from tally import Counts, Size

WHOLE_DISK = "64m"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_small_disk_is_full(
    cleared: Databases, open_folder: Path, tally: Counts, size: Size, command: str
) -> None:
    """What is written to a disk of memory fails as on a real one."""
    with small_disk(open_folder / "disk") as disk:
        kept, server = disk / "jobs", disk / "server"
        kept.mkdir()
        server.mkdir()

        @contextmanager
        def full(job: Job, room: int) -> Iterator[None]:
            if isinstance(cleared, Postgresql):
                cleared.move(job.database, server)
            ballast = disk / "ballast"
            free = shutil.disk_usage(disk).free
            ballast.write_bytes(bytes(max(0, free - room)))
            try:
                yield
            finally:
                ballast.unlink()

        jobs, runs = Jobs(cleared, kept), size(1, 15)
        survive(full, jobs.of(command), runs, tally("full disk"))
        if isinstance(cleared, Postgresql):
            cleared.clear()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    mount, options = shutil.which("mount") or "false", f"size={WHOLE_DISK},mode=755"
    subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount") or "umount", "--lazy", str(folder)], check=True)
