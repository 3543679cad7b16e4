"""What a rule is, what it finds, and how statements are put together for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period, brief
from tracker.domain.quantities.format import Units, amount
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.vocabulary import Status, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.state import ProjectState


DIGEST_LENGTH = 16


class Severity(StrEnum):
    """How sure it is that something is wrong, the surest first.

    An error cannot be true as written, a warning may be, an info only tells what is missing.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Sorts the gravest first."""
        return list(Severity).index(self)


class Reach(StrEnum):
    """How much of a project a rule looks at to judge one subject, the least first.

    The series: all that is said of its own fields. The subject: also its parts, its whole, its
    gates, its metric, and what it gates. The project: everything.
    """

    SERIES = "series"
    SUBJECT = "subject"
    PROJECT = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a rule's function sees: a subject's slug, the statements it rests on, and the proof.

    `statements` name the one shown first where there is one. `parts` are the message in words and
    values, without the subject; `proof` shows it in one expression (`×10`, `357 days`). `basis`
    is what it rests on beside statements.
    """

    subject: str
    statements: tuple[Statement, ...]
    parts: tuple[Value, ...]
    proof: str
    basis: tuple[str, ...] = ()

    def told(self, units: Units = Units.BN) -> str:
        """Return the message on one line, amounts of money in some units."""
        return f"{self.subject}: {tell(self.parts, units)}"

    @property
    def values(self) -> tuple[Value, ...]:
        """The values that the message names, what it blames first."""
        kinds = Quantity | Period | Status | Withdrawn
        return tuple(part for part in self.parts if isinstance(part, kinds))

    @property
    def blamed(self) -> tuple[Statement, ...]:
        """The statements that say what the message names first; all, where it names none of them.

        Of a sum in two currencies the message names one, whatever its text.
        """
        first = {meaning(value) for value in self.values[:1]}
        return tuple(one for one in self.statements if meaning(one.value) in first) or (
            self.statements
        )

    @property
    def message(self) -> str:
        """The message as scripts get it."""
        return self.told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Evidence):
    """Evidence with the rule that found it: `kind` is the rule's name, `code` never changes."""

    code: str
    kind: str
    severity: Severity

    @property
    def digest(self) -> str:
        """A short name for what it rests on: accepting a finding accepts that, and nothing else.

        It names the statements by entry and value; the passing of days does not change it.
        """
        statements = sorted([said.id, said.field.value, said.text] for said in self.statements)
        content = json.dumps([self.code, self.subject, statements, *self.basis], ensure_ascii=False)
        return sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]

    @property
    def name(self) -> str:
        """What an entry that accepts it calls it: code, subject and digest."""
        return f"{self.code} {self.subject} {self.digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check: `explanation` is a sentence, with the source of the rule if it has one.

    `reach` tells what it has to look at for one subject. `example` tells of a case that fires it.
    `find` is pure and yields in the order in which the findings are to be read. The rule of the
    lowest `order` is the most pressing; the status page tells of those that are `on_page`.
    """

    code: str
    family: str
    name: str
    severity: Severity
    reach: Reach
    explanation: str
    example: str
    find: Callable[[ProjectState], Iterable[Evidence]]
    order: int
    on_page: bool = False

    def findings(self, project: ProjectState) -> Iterator[Finding]:
        """Yield what the rule finds, each under the rule's code."""
        for seen in self.find(project):
            yield Finding(
                code=self.code,
                kind=self.name,
                severity=self.severity,
                subject=seen.subject,
                statements=seen.statements,
                parts=seen.parts,
                proof=seen.proof,
                basis=seen.basis,
            )


def tell(parts: Iterable[Value], units: Units = Units.BN) -> str:
    """Join words and values as the page writes them: money without a symbol, or in 億円."""
    return "".join(_word(part, units) for part in parts)


def _word(part: Value, units: Units) -> str:
    if isinstance(part, Quantity):
        return amount(part, units, symbol=units is Units.OKU)
    return brief(part) if isinstance(part, Period) else str(part)


def urgent_first(project: ProjectState, seen: Iterable[Evidence]) -> list[Evidence]:
    """Sort headline subjects first, then what the better tier says, then the newest."""
    headlines = project.headlines()

    def urgency(seen: Evidence) -> tuple[bool, tuple[int, int, int]]:
        return seen.subject not in headlines, seen.statements[1].authority

    return sorted(seen, key=urgency)


def by_value(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Group statements that say the same; within and among groups the best witness first."""
    groups: dict[Hashable, list[Statement]] = {}
    for said in sorted(statements, key=lambda said: said.authority):
        groups.setdefault(meaning(said.value), []).append(said)
    return list(groups.values())


def by_speaker(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Group the words of each speaker, the oldest first."""
    groups: dict[str, list[Statement]] = {}
    for said in sorted(statements, key=lambda said: said.order):
        groups.setdefault(said.speaker, []).append(said)
    return list(groups.values())


def meaning(value: Value) -> Hashable:
    """Return what is equal for values that mean the same, however they are written."""
    if isinstance(value, Period):
        return value.sort_key, value.approximate, value.uncertain
    if isinstance(value, Quantity):
        return value.unit, value.qualifier, value.figure, value.high
    return value
