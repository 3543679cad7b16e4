"""What changed between two looks: as a table, as JSON and in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.event import Event, Kind, tally
from tracker.domain.quantity_format import Units
from tracker.render import encode, words
from tracker.render.cells import styled
from tracker.render.grid import as_grid
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rich.text import Text

    from tracker.domain.clocks import Clocks
    from tracker.domain.schedule import Slip
    from tracker.domain.statement import Value
    from tracker.render.layout import Layout
    from tracker.reports.diff import DiffReport

FIRST_PROMISE = "first promise"
COLUMNS = (
    *("what", "subject", "field", "before", "after", "slip", "slip days"),
    *("said on", "said by", "entry", "reason"),
)
DROP = ("reason", "slip days", "entry", "said by", "said on")


def as_text(report: DiffReport, layout: Layout) -> list[Text]:
    """Write between which looks, how much of each kind, and an event per line."""
    title = f"{report.project.slug} from {_clock(report.before)} to {_clock(report.clocks)}"
    told = {title: "heading", summary(report.events): "plain"}
    for slug, count in report.elsewhere.items():
        entries = "entry" if count == 1 else "entries"
        told[f"not told here: {count} {entries} of {slug}: --project {slug}"] = "faint"
    canvas = layout.canvas
    head = [
        styled(line.plain, style)
        for text, style in told.items()
        for line in canvas.wrapped(text, canvas.width)
    ]
    if not report.events:
        return head
    return [*head, styled(""), *as_grid(sheet(report, layout.units), layout)]


def summary(events: Iterable[Event]) -> str:
    """Count the subjects of each kind of event: `2 met, 1 moved`."""
    counts = tally(events)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing changed"


def as_data(report: DiffReport) -> dict[str, Any]:
    """Return the JSON form; `cursor` is where `diff --after` goes on."""
    return {
        "project": report.project.slug,
        "before": _clocks_data(report.before),
        "after": _clocks_data(report.clocks),
        "cursor": report.clocks.entry,
        "elsewhere": dict(report.elsewhere),
        **changes_data(report),
    }


def changes_data(report: DiffReport) -> dict[str, Any]:
    """Return the events and how many subjects each kind of them concerns."""
    return {
        "summary": {kind.value: count for kind, count in tally(report.events).items()},
        "events": [_event(event) for event in report.events],
    }


def kinds_by_subject(events: Iterable[Event]) -> Mapping[str, list[Kind]]:
    """Return what happened to each subject, the weightiest first, each kind once."""
    found: dict[str, list[Kind]] = {}
    for event in events:
        kinds = found.setdefault(event.subject, [])
        if event.kind not in kinds:
            kinds.append(event.kind)
    return found


def sheet(report: DiffReport, units: Units = Units.BN) -> Sheet:
    """Return the events as a table; a slip is against the original baseline."""
    title = f"{report.project.slug} from {_clock(report.before)} to {_clock(report.clocks)}"
    rows = tuple(_cells(event, units) for event in report.events)
    return Sheet(title, COLUMNS, rows, whole=frozenset({"subject", "slip"}), drop=DROP)


def _clock(clocks: Clocks) -> str:
    return f"{clocks.as_of} (log #{clocks.entry})"


def _clocks_data(clocks: Clocks) -> dict[str, Any]:
    return {"as_of": clocks.as_of.isoformat(), "known_at": clocks.entry}


def _event(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "subject": event.subject,
        "field": _field(event) or None,
        "before": _value(event.before),
        "after": _value(event.after),
        "slip_days": _pair(event.slips),
        "slip_months": _pair(event.slips, words.months),
        "current_slip_days": _pair(event.current_slips),
        "statement": encode.statement(event.statement) if event.statement else None,
        "reason": event.reason,
    }


def _field(event: Event) -> str:
    """The field; the first promise is none, but the oldest target."""
    if event.field is not None:
        return event.field.value
    return "first" if event.kind is Kind.MOVED else ""


def _value(value: Value | None) -> Any:  # noqa: ANN401 - JSON
    return None if value is None else encode.value(value)


def _pair(
    slips: tuple[Slip | None, Slip | None], unit: Callable[[int], int] = int
) -> dict[str, Any] | None:
    """The slips before and after as first and last; None where nothing can slip."""
    if slips == (None, None):
        return None
    before, after = ([_in(unit, s.first), _in(unit, s.last)] if s else None for s in slips)
    return {"before": before, "after": after}


def _in(unit: Callable[[int], int], days: int | None) -> int | None:
    return None if days is None else unit(days)


def _cells(event: Event, units: Units) -> tuple[str, ...]:
    said = event.statement
    word = event.field.word if event.field else FIRST_PROMISE if event.kind is Kind.MOVED else ""
    return (
        event.kind.value,
        event.subject,
        word,
        _told(event.before, units),
        _told(event.after, units),
        _moved([words.span(one) if one else "" for one in event.slips]),
        _moved([words.slip_days(one) if one else "" for one in event.slips]),
        said.stated_on.text if said else "",
        said.speaker if said else "",
        f"#{said.id}" if said else "",
        event.reason or (said.reason if said else None) or "",
    )


def _told(value: Value | None, units: Units) -> str:
    return "" if value is None else words.value(value, units)


def _moved(ends: list[str]) -> str:
    before, after = ends
    if before == after or not before:
        return after
    return f"{before} -> {after or 'none'}"
