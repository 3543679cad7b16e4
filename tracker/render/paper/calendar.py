"""A calendar of what comes next: iCalendar (RFC 5545), an event for each thing that is due."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.log.statement import last_day
from tracker.domain.quantities.format import amount
from tracker.domain.text import is_address, visible
from tracker.domain.vocabulary import Field
from tracker.errors import MissingExtraError
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.milestones.upcoming import Due
    from tracker.domain.periods.period import Period
    from tracker.domain.shown.resolve import Resolution
    from tracker.render.canvas import Layout
    from tracker.reports.status import StatusReport

PRODUCER = "-//rapidus-tracker//what comes next//EN"


def as_calendar(report: StatusReport, layout: Layout) -> bytes:
    """Write the whole file, the same bytes for the same report.

    Each thing that is due is an event of one whole day, the last one of its window, which the
    summary tells: the day on which the promise is broken if it is not kept. Left out, and counted
    in the calendar's own description, are milestones promised from a day on, which have no last
    day, and those that are overdue. A calendar of nothing has no event, which RFC 5545 does not
    provide for and calendars take.

    An event is the same one in every file, by its project and slug: as of a later day it moves.
    Its SEQUENCE is the number of the newest entry of the log and its DTSTAMP the report's day, so
    what was recorded or looked at later stands for a calendar that has the event already.

    Raises MissingExtraError where the extra is not installed.
    """
    try:
        from icalendar import Calendar, Event, vText  # noqa: PLC0415 - an extra
    except ImportError:
        instead = "write a FILE.html"
        raise MissingExtraError("a calendar is written", "icalendar", "ics", instead) from None
    title = layout.language.choose(report.project.title, report.project.title_ja)
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Of names that it does not know the library escapes nothing.
    calendar.add("x-wr-calname", vText(visible(title)))
    calendar.add("x-wr-caldesc", vText(visible(_about(report))))
    known = _known(report)
    for window in report.next:
        for item in window.items:
            event = Event()
            for name, value in _properties(report, layout, item, known[item.slug]).items():
                event.add(name, value)
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _stand(report: StatusReport) -> str:
    return f"As of {report.clocks.as_of}, log #{report.clocks.entry}"


def _about(report: StatusReport) -> str:
    """Say of when it is, and what is promised and has no day to come: `2 overdue (pdk, fab)`."""
    due = {item.slug for window in report.next for item in window.items}
    missing: dict[str, list[str]] = {}
    for row in report.milestones:
        target = row.state.target
        if target is not None and not row.state.status.ends and row.milestone.slug not in due:
            why = "without a last day" if target.is_from else "overdue"
            missing.setdefault(why, []).append(row.milestone.slug)
    told = (f"{len(slugs)} {why} ({', '.join(slugs)})" for why, slugs in sorted(missing.items()))
    return _stand(report) + (f"; left out: {', '.join(told)}" if missing else "")


class _Known(NamedTuple):
    """What is due, where it stands, and what is shown of when or how much that is.

    `first` is what was first promised, where that was another time.
    """

    subject: Subject
    status: str
    found: Resolution
    first: Period | None = None


def _known(report: StatusReport) -> dict[str, _Known]:
    """Whatever may be due, by its slug."""
    known: dict[str, _Known] = {}
    for part in report.money.parts:
        of, stage = part.state, part.state.reached
        if stage is not None:
            known[of.tranche.slug] = _Known(of.tranche, stage.word, of.stages[stage])
    for row in report.milestones:
        found, state = row.state.fields.get(Field.TARGET), row.state
        if found is not None:
            first = state.baseline if state.rescheduled else None
            known[row.milestone.slug] = _Known(row.milestone, state.word, found, first)
    return known


def _properties(
    report: StatusReport, layout: Layout, item: Due, known: _Known
) -> dict[str, str | int | date]:
    """Return the properties of an event; what is due has a last day."""
    last, source = last_day(item.window), known.found.shown.source
    properties: dict[str, str | int | date] = {
        "uid": f"{known.subject.path}@rapidus-tracker",
        "dtstamp": datetime.combine(report.clocks.as_of, time.min, UTC),
        "sequence": report.clocks.entry,
        "dtstart": last,
        "dtend": last + timedelta(days=1),
        "summary": visible(_summary(layout, item, known)),
        "description": "\n".join(map(visible, _description(report, item, known))),
        "transp": "TRANSPARENT",
    }
    if source is not None and source.url and is_address(source.url):
        properties["url"] = visible(source.url)
    return properties


def _summary(layout: Layout, item: Due, known: _Known) -> str:
    """Name it, how much it is, and when: `2nm mass production starts: FY2027-H2`."""
    title = words.title(known.subject, layout.language)
    money = [amount(item.amount, layout.units)] if item.amount else []
    mark = layout.signs.conflict if known.found.conflicts else ""
    return f"{title}: {', '.join([*money, words.period(item.window)])}{mark}"


def _description(report: StatusReport, item: Due, known: _Known) -> Iterator[str]:
    said, window = known.found.shown, item.window
    yield f"Status: {known.status}"
    yield f"Window: {window.earliest or '..'} to {window.latest}"
    if known.first is not None:
        yield f"First promised: {words.period(known.first)}"
    yield f"Said by: {said.speaker} ({words.tier(said)}), {said.stated_on.text}"
    if said.source is not None:
        yield f"Source: {said.source.title}"
        yield from [said.source.url] if said.source.url else []
    if known.found.conflicts:
        yield f"Sources disagree: tracker why {known.subject.path}"
    yield _stand(report)
