"""What the rules found, with the statements and the figure that prove it; what verify found."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from tracker.domain.checks.finding import Severity
from tracker.render.canvas import joined, styled
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.text import Text

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.reports.check import AcceptReport, CheckReport, FindingRow, RulesReport
    from tracker.reports.verify import VerifyReport

    Lay = Callable[[Any, Layout], list[Text]]

MEANINGS = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.INFO: "heading"}


def check_text(report: CheckReport, layout: Layout) -> list[Text]:
    """Write the findings by severity, each with its statements; nothing is cut."""
    lines: list[Text] = []
    for severity, group in groupby(report.rows, key=lambda row: row.finding.severity):
        rows = list(group)
        lines += [styled(f"{severity.upper()}  {len(rows)}", MEANINGS[severity])]
        lines += [line for row in rows for line in _finding(row, report.subjects, layout)]
        lines.append(styled(""))
    return [*lines, styled(_summary(report))]


def accept_text(report: AcceptReport, layout: Layout) -> list[Text]:
    """Write which findings are accepted by which entry."""
    lines = []
    for row in report.rows:
        found, entry = row.finding, row.accepted.entry if row.accepted else 0
        result = "created" if entry in report.created else "unchanged"
        message = f"{_path(row)}: {_message(found, layout.units)}"
        lines.append(f"{result:<9} #{entry} accept {found.code} {message}")
    return [styled(layout.signs.drawn(line)) for line in lines]


def rules_text(report: RulesReport, layout: Layout) -> list[Text]:
    """Write what rules say, when they say it and an example; nothing is cut."""
    drawn = layout.signs.drawn
    lines: list[Text] = []
    for rule in report.rules:
        title = f"{rule.code} {rule.name}  ({rule.severity}, of {rule.family})"
        lines += [styled("")] if lines else []
        lines += [
            styled(title, "heading"),
            styled(drawn(rule.explanation)),
            styled(drawn(f"For example: {rule.example}")),
        ]
    return lines


def verified_text(report: VerifyReport, _: Layout) -> list[Text]:
    """Say in a line that all is whole, else a line per problem."""
    if report.problems:
        return [styled(f"! {problem}", "bad") for problem in report.problems]
    whole = [styled(f"whole: {report.entries} entries, head {report.head}")]
    proves = "no entry up to the head was changed, taken out or put elsewhere; keep it"
    whole.append(styled(f"{proves}: tracker help head", "faint"))
    if report.adopted:
        adopted = f"definitions adopted at #{report.adopted}, not proved before"
        whole.append(styled(adopted, "faint"))
    return whole


def _finding(row: FindingRow, subjects: Mapping[str, Subject], layout: Layout) -> Iterator[Text]:
    title = words.japanese(subjects.get(_path(row)), layout.language)
    found, units, drawn = row.finding, layout.units, layout.signs.drawn
    yield joined(
        styled(f"  {found.code}  "),
        styled(_path(row), "heading"),
        styled(title),
        styled(drawn(f": {_message(found, units)}")),
        styled(drawn(f"  [{found.proof}]"), "faint"),
    )
    for said in found.statements:
        yield styled(drawn(f"        {_cited(said, units)}"), "faint")
    if row.accepted is not None:
        told = f"        accepted by #{row.accepted.entry}: {row.accepted.reason}"
        yield styled(drawn(told))
    if row.lapsed is not None:
        before = (
            f"        accepted before by #{row.lapsed.entry}, on other facts or by an older rule"
        )
        yield styled(drawn(f"{before}: {row.lapsed.reason}"))


def _cited(said: Statement, units: Units) -> str:
    what = f"{said.subject} {said.field.word} {words.said(said, units)}"
    return f"#{said.id}  {said.stated_on.text}  {what}  {words.by(said)}"


def _path(row: FindingRow) -> str:
    return f"{row.project}/{row.finding.subject}"


def _message(found: Finding, units: Units) -> str:
    return found.told(units).removeprefix(f"{found.subject}: ")


def _summary(report: CheckReport) -> str:
    counts = ", ".join(
        f"{count} {severity}{'' if severity is Severity.INFO or count == 1 else 's'}"
        for severity, count in report.standing.items()
    )
    accepted = f"; {report.accepted} accepted" if report.accepted else ""
    return f"{counts}{accepted}"


LAYOUTS: dict[str, Lay] = {
    "check": check_text,
    "accept": accept_text,
    "rules": rules_text,
    "verify": verified_text,
}
"""What lays out each kind of report, by the name of its schema."""
