"""What a definition of the shipped dataset ever said is listed, so that it is known again."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.definitions.content import digest
from tracker.domain.definitions.records import identity
from tracker.files.dataset import SHIPPED, read_dataset, read_shipped
from tracker.resources import fixtures_dir

RAPIDUS = fixtures_dir() / "rapidus"


def test_every_definition_is_listed_as_it_is_and_before_it_is_retired() -> None:
    shipped, lacking = read_shipped(RAPIDUS), []
    for record in read_dataset(RAPIDUS).definitions:
        for one in (replace(record, retired=None), record):
            if digest(one) not in shipped:
                lacking.append(" ".join((digest(one), *identity(one))))
    assert not lacking, f"append to {SHIPPED}, and change no line of it:\n" + "\n".join(lacking)


def test_no_line_of_the_list_stands_twice() -> None:
    lines = (RAPIDUS / SHIPPED).read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == len(read_shipped(RAPIDUS))
