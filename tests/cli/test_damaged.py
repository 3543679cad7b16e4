"""What is damaged is told as damage (exit 6) by every command, and is copied nowhere."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from program import Outcome, Run
from recording import nth, said, say
from tracker.cli.app import app
from tracker.cli.registry import ALONE, GROUPS
from tracker.domain.vocabulary import Field

pytestmark = pytest.mark.sqlite

PAGE = 4096
NOISE = Random(7).randbytes(20_000)  # noqa: S311
CALLS = {
    "status": "status --all",
    "log": "log pilot -m later",
    "why": "why pilot",
    "diff": "diff 2025-12-31",
    "check": "check --fail-on none",
    "accept": "accept V101 pilot --reason x",
    "money": "money --tree",
    "owners": "owners",
    "search": "search pilot",
    "chart timeline": "chart timeline",
    "chart trend": "chart trend",
    "chart money": "chart money",
    "chart owners": "chart owners",
    "report": "report -o OUT.html",
    "history": "history --all --limit 0",
    "init": "init",
    "apply": "apply batch.jsonl",
    "schema": "schema",
    "export": "export -o OUT",
    "import": "import sound.jsonl",
    "verify": "verify",
    "completion": "completion bash",
    "help": "help",
    "milestone list": "milestone list",
    "milestone show": "milestone show pilot",
    "milestone add": "milestone add new --title New --type delivery --gate pilot",
    "milestone edit": "milestone edit pilot --title New",
    "milestone retire": "milestone retire pilot --reason x",
    "milestone impact": "milestone impact pilot",
    "milestone needs": "milestone needs pilot",
    "tranche list": "tranche list",
    "tranche show": "tranche show rd-fy2026",
    "tranche add": "tranche add new --title New --funder ministry --instrument grant",
    "tranche edit": "tranche edit rd-fy2026 --title New",
    "tranche retire": "tranche retire rd-fy2026 --reason x",
    "metric list": "metric list",
    "metric show": "metric show holder-count",
    "metric add": "metric add new --title New --unit count --nature actual --scope all",
    "metric edit": "metric edit holder-count --title New",
    "metric retire": "metric retire holders-planned --reason x",
    "holder list": "holder list",
    "holder show": "holder show toyota",
    "holder add": "holder add ministry",
    "holder edit": "holder edit toyota --name New",
    "holder retire": "holder retire toyota --reason x",
    "org list": "org list",
    "org show": "org show toyota",
    "org add": "org add new --name New --kind company",
    "org edit": "org edit toyota --name New",
    "org retire": "org retire ministry --reason x",
    "source list": "source list",
    "source show": "source show release",
    "source add": "source add new --title New --tier press --published-on 2026-05",
    "source edit": "source edit release --published-on 2026-05 --reason x",
    "source retire": "source retire news --reason x",
    "project list": "project list",
    "project show": "project show fab",
    "project add": "project add new --title New --currency JPY",
    "project edit": "project edit fab --title New",
    "project retire": "project retire fab --reason x",
    "entry show": f"entry show {nth(1)}",
    "entry deprecate": f"entry deprecate {nth(1)} --reason x",
    "entry reinstate": f"entry reinstate {nth(1)} --reason x",
    "config show": "config show",
    "config set": "config set units oku",
    "config unset": "config unset units",
    "db upgrade": "db upgrade",
    "db current": "db current",
    "db backup": "db backup OUT",
    "db restore": "--db new.db db restore tracker.db",
}
"""A call of every command, from the folder of a database of tests/world.py."""

WITHOUT = {"schema", "completion", "help", "config show", "config set", "config unset"}
"""Commands that open no database."""
WITHOUT_LOG = {*WITHOUT, "db current", "db upgrade"}
"""Those that are right though the log cannot be read: nothing of it is told."""

Damage = Callable[[Path], None]


def bytes_at(place: int, count: int = 1) -> Damage:
    def damage(file: Path) -> None:
        content = bytearray(file.read_bytes())
        at = place % len(content)
        content[at : at + count] = bytes(one ^ 0xFF for one in content[at : at + count])
        file.write_bytes(content)

    return damage


def cut(length: int) -> Damage:
    def damage(file: Path) -> None:
        file.write_bytes(file.read_bytes()[:length])

    return damage


def blank(table: str) -> Damage:
    """Zeroes for the first page of a table or an index."""

    def damage(file: Path) -> None:
        root = _root(file, table)
        content = file.read_bytes()
        file.write_bytes(content[: (root - 1) * PAGE] + bytes(PAGE) + content[root * PAGE :])

    return damage


def swapped(one: str, other: str) -> Damage:
    def damage(file: Path) -> None:
        first, second = sorted(_root(file, name) * PAGE for name in (one, other))
        old = file.read_bytes()
        pages = [old[end - PAGE : end] for end in (first, second)]
        between = old[first : second - PAGE]
        file.write_bytes(old[: first - PAGE] + pages[1] + between + pages[0] + old[second:])

    return damage


def told(*statements: str) -> Damage:
    """What a client does that keeps to no rule."""

    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as client:
            for rule in ("ignore_check_constraints = ON", "writable_schema = ON"):
                client.execute(f"PRAGMA {rule}")
            for statement in statements:
                client.execute(statement)

    return damage


def beside(ending: str) -> Damage:
    def damage(file: Path) -> None:
        file.with_name(file.name + ending).write_bytes(NOISE[:9000])

    return damage


def instead(content: bytes) -> Damage:
    def damage(file: Path) -> None:
        file.write_bytes(content)

    return damage


def _root(file: Path, name: str) -> int:
    with closing(sqlite3.connect(file)) as client:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(client.execute(query, (name,)).fetchone()[0])


UNARMED = [f"DROP TRIGGER entry_{name}" for name in ("no_update", "no_delete", "only_append")]
DAMAGES: dict[str, Damage] = {
    **{f"flipped {place}": bytes_at(place, 64) for place in range(9999, 320_000, 59_999)},
    **{f"header {place}": bytes_at(place) for place in (0, 16, 28, 47)},
    **{f"cut {length}": cut(length) for length in (100, PAGE, 30 * PAGE + 17)},
    "blank subject": blank("subject"),
    "blank index": blank("ix_entry_lane"),
    "blank index of names": blank("sqlite_autoindex_source_1"),
    "swapped tables": swapped("milestone", "metric"),
    "swapped index": swapped("ix_entry_lane", "ix_entry_marks_id"),
    "freelist": told("VACUUM", "CREATE TABLE junk (x)", "DROP TABLE junk"),
    "random": instead(NOISE),
    "log of random": beside("-wal"),
    "journal of random": beside("-journal"),
    "schema": told("UPDATE sqlite_master SET sql = 'x' WHERE name = 'ix_entry_lane'"),
    "no revision table": told("DROP TABLE tracker_schema"),
    "a revision that is none": told("UPDATE tracker_schema SET version_num = x'ff'"),
    "a blob": told("UPDATE metric SET unit = x'ff00'"),
    "a number": told("UPDATE source SET tier = 7"),
    "no UTF-8": told("UPDATE project SET title = CAST(x'61ff' AS TEXT)"),
    "no such row": told("UPDATE project SET id = 9"),
    "no day": told("UPDATE source SET retrieved_on = 'x'"),
    "an entry": told(*UNARMED, f"UPDATE entry SET value = 'soon' WHERE id = {nth(1)}"),  # noqa: S608
    "an entry of another kind": told(*UNARMED, "UPDATE entry SET kind = 1, marks_id = x'ff'"),
}


@cache
def sound(name: str) -> Outcome:
    """The answer where nothing is damaged, which is the same for all tests."""
    afresh()
    return call(name)


@pytest.fixture
def folder(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a sound database lies beside what was exported of it and a batch."""
    say(
        small,
        said("pilot", Field.TARGET, "2027", source="release"),
        said("holder-count", Field.VALUE, "31", source="news"),
        said("rd-fy2026", Field.COMMITTED, "5bn"),
        *(said("pilot", Field.NOTE, f"The day {number} " * 99) for number in range(4)),
    )
    (tmp_path / "batch.jsonl").write_text('{"subject": "pilot", "note": "more"}\n')
    monkeypatch.chdir(tmp_path)
    call("export", Path("sound.jsonl"))
    shutil.copy(small, "kept.db")
    return tmp_path


def call(name: str, out: Path = Path("OUT"), db: str = "tracker.db") -> Outcome:
    words = [str(out) if word == "OUT" else word for word in shlex.split(CALLS[name])]
    named = [] if "--db" in words else ["--db", db]
    result = CliRunner().invoke(app, [*named, *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), name
    return Outcome(result.exit_code, result.stdout, result.stderr)


def afresh(damage: Damage | None = None) -> None:
    for file in (*Path().glob("tracker.db*"), *Path().glob("new.db*"), Path("OUT")):
        file.unlink(missing_ok=True)
    shutil.copy("kept.db", "tracker.db")
    if damage is not None:
        damage(Path("tracker.db"))


def is_damage(outcome: Outcome) -> bool:
    """Whether it is told in two lines what cannot be, of the database that is damaged."""
    error, hint = (*outcome.stderr.splitlines(), "", "")[:2]
    told_so = "the database is damaged" in error or "not a tracker database" in error
    named = "tracker.db: " in error or "not a tracker database" in error
    two = outcome.stderr.count("\n") == 2 and hint.startswith("hint: restore it")
    return outcome.code == 6 and told_so and named and (two or "restore it" in hint)


def test_every_command_has_a_call_here() -> None:
    groups = [f"{name} {verb}" for name, group in GROUPS.items() for verb in group.places]
    assert {*CALLS} == {*ALONE, *groups}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "damage",
    [blank("entry"), told(*UNARMED, "UPDATE entry SET recorded_at = 'never'")],
    ids=["a torn log", "a log that no program writes"],
)
def test_every_command_tells_of_damage_and_calls_it_no_bug(damage: Damage) -> None:
    for name in CALLS:
        afresh(damage)
        outcome = call(name)
        if name == "import":
            assert outcome.code == 4  # the database is not empty, whatever is wrong with it
        elif (name, outcome.code) != ("verify", 8):
            assert is_damage(outcome) != (name in WITHOUT_LOG), (name, outcome)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_and_copied_nowhere(folder: Path, damage: str) -> None:
    exported = (folder / "sound.jsonl").read_bytes()
    for name in ("export", "db backup", "db restore"):
        afresh(DAMAGES[damage])
        outcome = call(name)
        if is_damage(outcome):
            continue
        assert outcome == sound(name), outcome
        if name != "export":
            Path("OUT" if name == "db backup" else "new.db").rename("copied.db")
            call("export", db="copied.db")
        assert Path("OUT").read_bytes() == exported, name
    afresh(DAMAGES[damage])
    verified = call("verify")
    assert is_damage(verified) or verified.code == 8 or verified == sound("verify")
    for name in ("status", "source list", "log"):
        afresh(DAMAGES[damage])
        outcome = call(name)
        # Reports do not look at all that they do not show; then at least `verify` tells.
        assert is_damage(outcome) or outcome == sound(name) or verified.code, (name, outcome)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("damage", ["no UTF-8", "cut 4096", "random", "blank subject"])
def test_completion_is_silent_about_damage(monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    afresh(DAMAGES[damage])
    monkeypatch.setenv("_TRACKER_COMPLETE", "bash")
    for name in CALLS:
        result = CliRunner().invoke(app, ["--db", "tracker.db", *name.split(), ""])
        assert (result.exit_code, result.stderr) == (0, ""), name


def test_an_export_that_was_changed_anywhere_is_refused(run: Run, folder: Path) -> None:
    whole = (folder / "sound.jsonl").read_bytes()
    for place in range(9, len(whole), len(whole) // 8):
        afresh()
        changed = bytearray(whole)
        changed[place] ^= 1
        for content in (bytes(changed), whole[:place]):
            (folder / "wrong.jsonl").write_bytes(content)
            Path("new.db").unlink(missing_ok=True)
            refused = run("import", "wrong.jsonl", db=Path("new.db"), code=6)
            assert refused.stderr.startswith("error: wrong.jsonl"), place
            assert refused.stderr.splitlines()[1].startswith("hint: ")


@pytest.mark.parametrize("value", ["7", "[]", "{}", "null", "true", r"\"\\ud800\"", "9" * 30])
def test_a_definition_of_another_type_is_refused(run: Run, folder: Path, value: str) -> None:
    whole = (folder / "sound.jsonl").read_text()
    changed = whole.replace(r"\"title\":\"Fab\"", rf"\"title\":{value}")
    assert changed != whole
    (folder / "wrong.jsonl").write_text(changed)
    refused = run("import", "wrong.jsonl", db=Path("new.db"), code=6)
    assert refused.stderr.startswith("error: wrong.jsonl line 1: ")
