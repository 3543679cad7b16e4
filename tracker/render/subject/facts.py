"""What was fixed when a subject was defined, for those who look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.definitions.subject import Tranche
from tracker.domain.quantities.format import Units
from tracker.render.telling.told import value_text
from tracker.reports.subject import definition

if TYPE_CHECKING:
    from tracker.render.canvas.signs import Signs
    from tracker.reports.subject import SubjectReport


def fact_lines(report: SubjectReport, signs: Signs) -> list[str]:
    """Return the definition as lines, what is not set left out; gates with their signs."""
    told = {
        fact.key.rpartition(".")[2]: value_text(fact, fact.value, Units.BN)
        for fact in definition(report)
    }
    if report.gates:
        name = "gate" if isinstance(report.subject, Tranche) else "gates"
        told[name] = ", ".join(f"{signs.of(status)} {slug}" for slug, status in report.gates)
    if told.pop("cumulative", ""):
        told["nature"] += ", only grows"
    stated = {name.replace("_", " "): value for name, value in told.items() if value}
    width = max(map(len, stated), default=0)
    return [f"{name:<{width}} {value}" for name, value in stated.items()]
