"""`tracker config`: settings in a file, which the environment and options come before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from program import Run
from tracker.config import KEYS, config_file
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Language

pytestmark = pytest.mark.sqlite


def held(run: Run) -> dict[str, tuple[Any, str]]:
    """What each setting holds, and where that comes from."""
    rows = run("config", "show", "-f", "json", db=None).data
    return {row["setting"]: (row["value"], row["from"]) for row in rows}


def kept(text: str) -> Path:
    file = config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_what_is_set_holds_until_it_is_taken_out(run: Run) -> None:
    assert held(run)["units"] == (None, "default")
    told = run("config", "set", "units", "oku", db=None).stderr
    assert told == f"{config_file()}: units is oku\n"
    assert held(run)["units"] == ("oku", str(config_file()))
    assert "in 億円" in run("money").stdout
    assert "in ¥bn" in run("money", "--units", "bn").stdout
    run("config", "unset", "units", db=None)
    assert "in ¥bn" in run("money").stdout
    assert "sets no units" in run("config", "unset", "units", db=None, code=3).stderr


def test_the_environment_comes_before_the_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    kept('language = "ja"\nauthor = "ume"\n')
    assert held(run)["language"] == ("ja", str(config_file()))
    assert "株式上場" in run("milestone", "list").stdout
    monkeypatch.setenv("TRACKER_LANGUAGE", "en")
    assert held(run)["language"] == ("en", "TRACKER_LANGUAGE")
    assert "株式上場" not in run("milestone", "list").stdout
    assert held(run)["author"] == ("ume", str(config_file()))
    run("log", "ipo", "-m", "later", "--on", "2026-11-20")
    assert "ume" in run("history", "ipo", "--limit", "1").stdout


def test_the_locale_comes_after_both(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert held(run)["language"] == ("ja", "the locale")
    kept('language = "en"\n')
    assert held(run)["language"] == ("en", str(config_file()))


def test_a_database_is_kept_from_the_root_on(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    run("config", "set", "database", small.name, db=None)
    assert held(run)["database"] == (str(small), str(config_file()))
    run("config", "set", "project", "fab", db=None)
    assert "pilot" in run("milestone", "list", db=None).stdout
    secret = run("config", "set", "database", "postgresql://u:hunter2@h/d", db=None, code=6)
    assert "hunter2" not in secret.stderr
    assert held(run)["database"][0] == str(small)


@pytest.mark.parametrize(
    ("setting", "typed", "kept_as"),
    [
        ("language", "日本語", "ja"),
        ("language", "Japanese", "ja"),
        ("language", "English", "en"),
        ("language", "英語", "en"),
        ("units", "億円", "oku"),
        ("units", "億", "oku"),
        ("units", "billions", "bn"),
        ("project", "RAPIDUS", "rapidus"),
    ],
)
def test_what_means_a_setting_is_read_as_it_and_told(
    run: Run, setting: str, typed: str, kept_as: str
) -> None:
    told = run("config", "set", setting, typed).stderr
    assert told == f"read {typed} as {kept_as}\n{config_file()}: {setting} is {kept_as}\n"
    assert held(run)[setting] == (kept_as, str(config_file()))


def test_a_project_that_is_not_there_is_refused_where_that_can_be_known(
    run: Run, tmp_path: Path
) -> None:
    refused = run("config", "set", "project", "rapids", code=3).stderr
    assert "no project is called 'rapids'\nhint: did you mean rapidus?" in refused
    assert not config_file().exists()
    nowhere = tmp_path / "none.db"
    told = run("config", "set", "project", "rapids", db=nowhere).stderr
    assert "no database yet" in told
    assert "project is rapids" in told
    assert not nowhere.exists()
    nowhere.write_text("no database")
    told = run("config", "set", "project", "other", db=nowhere).stderr
    assert "not a tracker database" in told
    assert held(run)["project"][0] == "other"


def test_a_database_that_is_not_there_is_kept_and_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a new.db"
    told = run("config", "set", "database", str(path), db=None).stderr
    assert f"nothing is at {path} yet; make it: tracker init --db '{path}'\n" in told
    assert held(run)["database"][0] == str(path)


def test_whatever_else_stands_in_the_file_stays(run: Run) -> None:
    file = kept('# mine\nproject = "fab" # the first\n')
    run("config", "set", "units", "raw", db=None)
    run("config", "set", "project", "other", db=None)
    assert file.read_text() == '# mine\nproject = "other" # the first\nunits = "raw"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("units =", "Invalid value"),
        ('unit = "bn"', "no setting is called 'unit'\nhint: did you mean units?"),
        ('units = "yen"', "units is 'yen'\nhint: it may be bn or mn or oku or raw or written"),
        ("project = 3", "project is no text"),
        ('author = ""', "author is empty"),
        ('author = "a\\u0007"', "signs that nobody sees"),
        ('[database]\npath = "x"', "database is no text"),
        ("#" * (1 << 21), "too large"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(run: Run, text: str, told: str) -> None:
    file = kept(text)
    for call in (("status",), ("config", "show"), ("config", "set", "project", "fab")):
        refused = run(*call, code=2).stderr
        assert told in refused
        assert str(file) in refused
    assert file.read_text() == text


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("set", "unit", "bn"), "did you mean units?"),
        (("set", "language", "fr"), "it may be en or ja"),
        (("set", "project", " "), "empty"),
        (("unset", "nothing"), "settings are database, project, units, language, author"),
    ],
)
def test_what_is_no_setting_is_refused(run: Run, call: tuple[str, ...], told: str) -> None:
    assert told in run("config", *call, db=None, code=2).stderr
    assert not config_file().exists()


def test_a_file_that_cannot_be_read_or_written_is_told(run: Run) -> None:
    config_file().mkdir(parents=True)
    assert "cannot read" in run("config", "show", db=None, code=2).stderr
    config_file().rmdir()
    config_file().parent.rmdir()
    config_file().parent.write_text("a file where a folder should be")
    assert "cannot write" in run("config", "set", "units", "bn", db=None, code=1).stderr


def test_a_variable_may_hold_only_what_a_setting_may(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_UNITS", "yen")
    assert "TRACKER_UNITS is 'yen'" in run("status", code=2).stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("--units", "million"), ("--units", "mn")),
        (("--units", "百万"), ("--units", "mn")),
        (("--units", "億"), ("--units", "oku")),
        (("--units", "Billions"), ("--units", "bn")),
        (("--lang", "日本語"), ("--lang", "ja")),
    ],
)
def test_an_option_reads_what_its_setting_does(
    run: Run, typed: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert run("status", *typed).stdout == run("status", *meant).stdout


@pytest.mark.parametrize(
    ("typed", "choices"),
    [(("--units", "tn"), "'bn', 'mn', 'oku', 'raw', 'written'"), (("--lang", "fr"), "'en', 'ja'")],
)
def test_what_an_option_does_not_read_is_answered_with_its_choices(
    run: Run, typed: tuple[str, ...], choices: str
) -> None:
    error, hint = run("status", *typed, code=2).stderr.splitlines()
    assert error.endswith(f"is not one of {choices}")
    assert hint.startswith(f"hint: for example: {typed[0]} ")


def test_the_choices_are_those_of_the_options() -> None:
    assert set(KEYS["units"].choices) == {one.value for one in Units}
    assert set(KEYS["language"].choices) == {one.value for one in Language}
