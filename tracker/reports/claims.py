"""One statement, and what became of it: how it stands beside the one shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.checks import rule_of
from tracker.domain.shown.explain import Relation, is_alone, relations
from tracker.tables.common import statement_columns
from tracker.tables.table import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.state import ProjectState
    from tracker.reports.check import FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement, by the path of its subject, and how it stands.

    `part` is the one that it plays beside the statement shown, None where nobody asks for it any
    more; `shown` is that one. `alone` tells that no other source says so. `codes` are of the rules
    that find something about it.
    """

    path: str
    said: Statement
    part: Relation | None
    shown: Statement | None
    alone: bool
    codes: tuple[str, ...]


def codes_of(about: Subject, said: Statement, found: Iterable[FindingRow]) -> tuple[str, ...]:
    """Return the rules that find something about a statement, each once."""
    findings = (row.finding for row in found if row.project == about.project.slug)
    codes = (one.code for one in findings if said.id in {blamed.id for blamed in one.blamed})
    return tuple(dict.fromkeys(codes))


def claim_of(
    about: Subject, said: Statement, state: ProjectState, codes: tuple[str, ...] = ()
) -> Claim:
    """Find the part that a statement plays, in the state of the project of its subject."""
    resolution = state.resolutions.get((about.slug, said.field))
    parts = relations(resolution) if resolution else []
    part = next((part for part, one in parts if one.id == said.id), None)
    if about.slug in state.states and said in state.states[about.slug].alone:
        part = Relation.CONFLICTS
    return Claim(
        path=about.path,
        said=said,
        part=part,
        shown=resolution.shown if resolution else None,
        alone=resolution is not None and part is not None and is_alone(said, resolution),
        codes=codes,
    )


def stands(claim: Claim, *, named: bool = False) -> str:
    """Say in words how a statement stands; nothing of one that is not looked at any more.

    Rules that find something about it are told by their codes, and by their names if asked.
    """
    words = [PARTS[claim.part] if claim.part else ""]
    if claim.part is Relation.CONFLICTS and claim.shown:
        words = [f"not {claim.shown.text} of {claim.shown.speaker}"]
    words += ["alone"] if claim.alone else []
    codes = [f"{one} {rule_of(one).name}" if named else one for one in claim.codes]
    return ", ".join([*filter(None, words), *codes])


PARTS = {
    Relation.SHOWN: "shown",
    Relation.REPEATS: "repeats",
    Relation.NARROWS: "narrows",
    Relation.NARROWED: "narrowed since",
    Relation.BLURS: "blurs",
    Relation.AGREES: "agrees",
    Relation.DIFFERS: "differs",
    Relation.CONFLICTS: "unproved",
    Relation.EARLIER: "revised since",
}
"""How a statement stands to the one shown; a contradiction without one is unproved."""

STANDING_COLUMNS: tuple[Column[Claim], ...] = (
    Column(
        key="relation",
        title="stands",
        value=lambda row: row.part.value if row.part else None,
        told=stands,
        least=16,
    ),
    Column(
        key="against",
        value=lambda row: row.shown.id if row.shown and row.shown.id != row.said.id else None,
        kind=Kind.ENTRY,
        screen=False,
    ),
    Column(key="alone", value=lambda row: row.alone, kind=Kind.FLAG, screen=False),
)
CLAIM_COLUMNS: tuple[Column[Claim], ...] = (
    Column(key="subject", value=lambda row: row.path),
    *statement_columns(lambda row: row.said, without=("subject",)),
    *STANDING_COLUMNS,
    Column(key="codes", value=lambda row: row.codes, kind=Kind.NAMES, screen=False),
)
