"""A file has its name only once it is whole, and keeps its mode."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tracker.whole import PRIVATE, beside


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_replaced_once_it_is_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text("old")
    path.chmod(0o640)
    with beside(path) as unfinished:
        unfinished.write_text("new")
        assert path.read_text() == "old"
    assert (path.read_text(), mode(path)) == ("new", 0o640)
    assert [*tmp_path.iterdir()] == [path]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text("old")

    def fail() -> None:
        with beside(path) as unfinished:
            unfinished.write_text("half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


def test_two_who_write_to_one_name_write_to_files_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"

    def both() -> None:
        with beside(path, mode=PRIVATE, replace=False) as late:
            late.write_text("late")
            with beside(path, mode=PRIVATE, replace=False) as first:
                first.write_text("first")

    with pytest.raises(FileExistsError):
        both()
    assert (path.read_text(), mode(path)) == ("first", PRIVATE)
    assert [*tmp_path.iterdir()] == [path]
