"""What a program reads or sends is UTF-8, whatever the locale of the machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import tracker
from databases import NOW, Databases, define, ship
from tracker.db.engine import Database

PLAIN = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
C = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
MACHINES = {
    "ascii": {**C, "PYTHONIOENCODING": "ascii"},
    "strict ascii": {**C, "PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    "no UTF-8 mode": {**C, "PYTHONUTF8": "0"},
    "latin-1": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    "code page 932": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp932"},
    "utf-8 with a mark": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8-sig"},
    "utf-8": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"},
    "unbuffered": {**C, "PYTHONIOENCODING": "ascii", "PYTHONUNBUFFERED": "1"},
}
NOTE = "株式公開は2031年度の見通し – “later”"
OF_SHIPPED, OF_SMALL = (
    json.dumps({"subject": slug, "note": NOTE, "on": "2026-11-20"}, ensure_ascii=False).encode()
    for slug in ("ipo", "pilot")
)
"""A line for the database of each kind."""
CALLS = {
    "export": ("export",),
    "export of one": ("export", "ipa-golden", "ipo"),
    "schema": ("schema", "statement"),
    "page": ("status", "-f", "json"),
    "page as CSV": ("status", "-f", "csv"),
    "organizations": ("org", "list", "-f", "json"),
    "organizations as CSV": ("org", "list", "-f", "csv"),
    "log": ("log", "ipo", "--target", "FY2031", "--dry-run", "-f", "json"),
    "verify": ("verify", "-f", "json"),
    "apply": ("apply", "-", "--dry-run", "-f", "json"),
    "apply as CSV": ("apply", "-", "--dry-run", "-f", "csv"),
}


@dataclass(frozen=True)
class Call:
    """What is typed, on which database, and what is sent to standard input."""

    database: Database
    args: tuple[str, ...]
    sent: bytes = b""


# Loading the program takes longer than most answers, and the interpreter has set up the streams of
# its machine before it: so each call is a fork of one process, with files for its streams.
MACHINE = """
import gc, os, sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

root, *folders = sys.argv[1:]
sys.path.insert(0, root)
import tracker
for module in walk_packages(tracker.__path__, "tracker."):
    import_module(module.name)
gc.freeze()
for folder in map(Path, folders):
    child = os.fork()
    if not child:
        sys.argv = ["tracker", *(folder / "args").read_text(encoding="utf-8").splitlines()]
        os.dup2(os.open(folder / "stdin", os.O_RDONLY), 0)
        for number, name in enumerate(("stdout", "stderr"), 1):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
        tracker.__main__.main()
        sys.exit("the program goes on")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    (folder / "code").write_text(str(code), encoding="utf-8")
"""


def ran(machine: dict[str, str], folder: Path, calls: Mapping[str, Call]) -> dict[str, bytes]:
    """What the program prints on a machine, by the name of the call."""
    for name, call in calls.items():
        (folder / name).mkdir(parents=True)
        args = ("--db", str(call.database), *call.args)
        (folder / name / "args").write_text("\n".join(args), encoding="utf-8")
        (folder / name / "stdin").write_bytes(call.sent)
    folders = [str(folder / name) for name in calls]
    command = [sys.executable, "-c", MACHINE, str(Path(tracker.__file__).parents[1]), *folders]
    environment = {"HOME": str(folder), "TZ": "UTC", "TRACKER_NOW": NOW.isoformat(), **machine}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    for name in calls:
        assert (folder / name / "code").read_text() == "0", (folder / name / "stderr").read_text()
    return {name: (folder / name / "stdout").read_bytes() for name in calls}


@pytest.fixture(scope="module")
def plain(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What every machine has to print, and the export of a database with the line."""
    folder = tmp_path_factory.mktemp("plain")
    shipped = databases.copy("shipped", ship, folder)
    small = databases.copy("small", define, tmp_path_factory.mktemp("small"))
    calls = {name: Call(shipped, args, OF_SHIPPED) for name, args in CALLS.items()}
    calls["line"] = Call(small, ("apply", "-"), OF_SMALL)
    calls["export with the line"] = Call(small, ("export",))
    return ran(PLAIN, folder / "calls", calls)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_program_sends_the_same_bytes_everywhere(
    plain: dict[str, bytes], shipped: Database, tmp_path: Path, machine: str
) -> None:
    calls = {name: Call(shipped, args, OF_SHIPPED) for name, args in CALLS.items()}
    for name, printed in ran(MACHINES[machine], tmp_path / "calls", calls).items():
        assert printed == plain[name], name


@pytest.mark.parametrize("machine", MACHINES)
def test_a_program_reads_the_same_bytes_everywhere(
    plain: dict[str, bytes], small: Path, empty: Path, tmp_path: Path, machine: str
) -> None:
    whole = plain["export with the line"]
    (tmp_path / "line").write_bytes(OF_SMALL)
    (tmp_path / "whole").write_bytes(whole)
    applied, imported = small.with_name("applied.db"), empty.with_name("imported.db")
    shutil.copy(small, applied)
    shutil.copy(empty, imported)
    sent = {
        "line": Call(small, ("apply", "-"), OF_SMALL),
        "line of a file": Call(applied, ("apply", str(tmp_path / "line"))),
        "whole": Call(empty, ("import", "-"), whole),
        "whole of a file": Call(imported, ("import", str(tmp_path / "whole"))),
    }
    exports = {f"{name} again": Call(call.database, ("export",)) for name, call in sent.items()}
    printed = ran(MACHINES[machine], tmp_path / "calls", {**sent, **exports})
    for name in exports:
        assert printed[name] == whole, name


def test_what_every_machine_prints_is_utf_8(plain: dict[str, bytes]) -> None:
    for name, printed in plain.items():
        assert not printed.startswith(b"\xef\xbb\xbf"), name
        assert printed.decode("utf-8")
    assert NOTE.encode() in plain["export with the line"]


def test_a_file_has_the_bytes_that_are_sent(
    plain: dict[str, bytes], shipped: Database, tmp_path: Path
) -> None:
    calls = {
        name: Call(shipped, (*args, "-o", str(tmp_path / name)), OF_SHIPPED)
        for name, args in CALLS.items()
    }
    for name, printed in ran(MACHINES["strict ascii"], tmp_path / "calls", calls).items():
        assert printed == b""
        assert (tmp_path / name).read_bytes() == plain[name], name


def test_every_line_of_an_export_is_json(plain: dict[str, bytes]) -> None:
    lines = plain["export"].splitlines()
    assert any(not line.isascii() for line in lines)
    for line in lines:
        json.loads(line)


def test_a_table_is_fitted_to_what_a_terminal_can_show(shipped: Database, tmp_path: Path) -> None:
    page = {"page": Call(shipped, ("status",))}
    assert ran(MACHINES["ascii"], tmp_path / "ascii", page)["page"].isascii()
    assert not ran(PLAIN, tmp_path / "plain", page)["page"].isascii()
