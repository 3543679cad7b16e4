"""Which statement is shown: each worked example, drawn anew from its statements alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from cases_shown import blocks
from said import by_field, day, milestone_state, said
from tracker.domain.log.statement import Statement
from tracker.domain.shown.standing import Told, told
from tracker.domain.vocabulary import STATUSES, Field

AS_OF = day("2026-11-28")
TIERS = {"P": "primary", "N": "press", "S": "secondary"}
KINDS = {"actual metric": "value", "planned metric": "value", "paid": "disbursed"}
HEAD = re.compile(r"\[(?P<options>.+)\] (?P<name>.+)")
LINE = re.compile(
    r"(?P<mark>[>+≠.]) (?P<by>\S+) +(?P<tier>[PNS]) (?P<on>\S+) +(?:(?P<field>[a-z]+):)?"
    r"(?P<value>.+?)(?: @(?P<happened>\S+))?(?: ×(?P<times>\d+))?"
)
DRAWN_ANEW = re.compile("≈|met on .+|unstated|" + "|".join(STATUSES))


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line gives: all but what is drawn anew."""

    kind: str
    given: list[str]
    name: str

    @property
    def field(self) -> str:
        return KINDS.get(self.kind, self.kind)

    @property
    def unit(self) -> str | None:
        return next((option for option in self.given if option != "October"), None)


def read_head(line: str) -> Head:
    found = HEAD.fullmatch(line)
    assert found, line
    kind, *options = found["options"].split("; ")
    given = [option for option in options if not DRAWN_ANEW.fullmatch(option)]
    return Head(kind, given, found["name"])


def read_line(line: str, head: Head) -> list[Statement]:
    found = LINE.fullmatch(line)
    assert found, line
    return [
        said(
            found["value"],
            on=on,
            tier=TIERS[found["tier"]],
            field=found["field"] or head.field,
            happened=found["happened"],
            by=found["by"],
            unit=None if found["field"] else head.unit,
            nature="planned" if head.kind == "planned metric" else "actual",
            years="october" if "October" in head.given else "april",
        )
        for on in days_in_a_row(found["on"], int(found["times"] or 1))
    ]


def days_in_a_row(first: str, count: int) -> Iterator[str]:
    yield first
    for offset in range(1, count):
        yield (date.fromisoformat(first) + timedelta(days=offset)).isoformat()


def drawn(block: str) -> str:
    """The block with the marks, and what the page says besides, as the rule has them."""
    first, *lines = block.splitlines()
    head = read_head(first)
    spoken = [read_line(line, head) for line in lines]
    everything = [one for statements in spoken for one in statements]
    found = told(by_field(everything), AS_OF)
    marks = marks_of(found, Field(head.field))
    options = [head.kind, *head.given, *told_besides(found, everything, Field(head.field))]
    return "\n".join(
        [
            f"[{'; '.join(options)}] {head.name}",
            *(
                mark_of([marks.get(one.id, ".") for one in statements]) + line[1:]
                for statements, line in zip(spoken, lines, strict=True)
            ),
        ]
    )


def marks_of(found: Told, of: Field) -> dict[int, str]:
    """The marks of the statements that have another one than a full stop."""
    unproved = {one.id: "≠" for one in found.unproved}
    one = found.fields.get(of)
    if one is None:
        return unproved
    against, run = (dict.fromkeys([s.id for s in said_so]) for said_so in (one.conflicts, one.run))
    marks = unproved | dict.fromkeys(against, "≠")
    return marks | dict.fromkeys(run, "+") | {one.shown.id: ">"}


def mark_of(marks: Sequence[str]) -> str:
    """The mark of a line: of several statements the first one's, where the others follow it."""
    first, *others = marks
    return first if set(others) <= {"+" if first == ">" else first} else "?"


def told_besides(found: Told, everything: Sequence[Statement], of: Field) -> Iterator[str]:
    shown = found.fields.get(of)
    if of is not Field.STATUS:
        if shown and shown.calendar_clashes:
            yield "≈"
        return
    state = milestone_state(by_field(everything), AS_OF)
    assert state
    if state.met_on:
        yield f"met on {state.met_on.text}"
    elif shown is None or shown.shown.value is not state.status:
        yield state.status.value


def names() -> list[str]:
    return [read_head(block.splitlines()[0]).name for block in blocks()]


@pytest.mark.parametrize("block", blocks(), ids=names())
def test_the_rule_draws_the_example(block: str) -> None:
    assert drawn(block) == block


def test_every_example_has_a_name_of_its_own() -> None:
    assert len(set(names())) == len(names())
