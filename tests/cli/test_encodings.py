"""What a program reads or sends is UTF-8, whatever the locale of the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.db.engine import Database

pytestmark = pytest.mark.sqlite

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
LINE = {"subject": "ipo", "note": NOTE, "on": "2026-11-20"}
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


def ran(machine: dict[str, str], database: Database, *args: str, sent: bytes = b"") -> bytes:
    """What the program prints on a machine."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-m", "tracker", "--db", str(database), *args]
    done = subprocess.run(
        command, env={**kept, **machine}, input=sent, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("call", CALLS)
def test_a_program_reads_the_same_bytes_everywhere(
    shipped: Database, tmp_path: Path, call: str
) -> None:
    sent = json.dumps(LINE, ensure_ascii=False).encode()
    plain = ran(PLAIN, shipped, *CALLS[call], sent=sent)
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert plain.decode("utf-8")
    for name, machine in MACHINES.items():
        assert ran(machine, shipped, *CALLS[call], sent=sent) == plain, name
    machine = MACHINES["strict ascii"]
    assert ran(machine, shipped, *CALLS[call], "-o", str(tmp_path / "out"), sent=sent) == b""
    assert (tmp_path / "out").read_bytes() == plain


def test_every_line_of_an_export_is_json(shipped: Database) -> None:
    lines = ran(MACHINES["ascii"], shipped, "export").splitlines()
    assert any(not line.isascii() for line in lines)
    for line in lines:
        json.loads(line)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("file", ["-", "file"])
def test_what_is_sent_is_read_as_utf_8(
    shipped: Database, empty: Database, tmp_path: Path, machine: str, file: str
) -> None:
    def send(command: str, database: Database, sent: bytes) -> None:
        path = tmp_path / f"{command}.jsonl"
        path.write_bytes(sent)
        named = "-" if file == "-" else str(path)
        ran(MACHINES[machine], database, command, named, sent=sent if file == "-" else b"")

    send("apply", shipped, json.dumps(LINE, ensure_ascii=False).encode())
    whole = ran(PLAIN, shipped, "export")
    assert NOTE.encode() in whole
    send("import", empty, whole)
    assert ran(PLAIN, empty, "export") == whole


def test_a_table_is_fitted_to_what_a_terminal_can_show(shipped: Database) -> None:
    assert ran(MACHINES["ascii"], shipped, "status").isascii()
    assert not ran(PLAIN, shipped, "status").isascii()
