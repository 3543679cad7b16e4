"""What a client of a server did to tables and rows is told as damage (exit 6), and no more."""

from __future__ import annotations

import pytest

from program import Run
from tampering import tamper
from tracker.db.engine import Database

pytestmark = pytest.mark.postgresql

UNCHECKED = "ALTER TABLE {0} DROP CONSTRAINT ck_{0}_{1}"
DAMAGES = {
    "a word that is none": [
        UNCHECKED.format("milestone", "type"),
        "UPDATE milestone SET type = 'x'",
    ],
    "an entry of no kind": [
        UNCHECKED.format("entry", "tier"),
        "UPDATE entry SET tier = 'x' WHERE tier = 'primary'",
    ],
    "a currency that is none": ["UPDATE project SET currency = ''"],
    "a table that is gone": ["DROP TABLE gate"],
    "a column that is gone": ["ALTER TABLE metric DROP COLUMN scope"],
    "a revision that is none": ["UPDATE tracker_schema SET version_num = 'x'"],
    "no revision": ["DELETE FROM tracker_schema"],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_on_a_server_is_told(run: Run, shipped: Database, damage: str) -> None:
    tamper(shipped, *DAMAGES[damage])
    for call in (("status",), ("why", "ipo"), ("log", "ipo", "-m", "x")):
        error, hint = run(*call, code=6).stderr.splitlines()
        assert "damaged" in error
        assert hint.startswith(("hint: restore it", "hint: see: tracker verify"))
    run("verify", code=6 if "revision" in damage else 8)
