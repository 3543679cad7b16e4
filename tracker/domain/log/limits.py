"""What a statement cannot say: impossible figures, facts of the future, unstorable words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.log.statement import last_day
from tracker.domain.quantities.amount import WHOLE_PPM
from tracker.domain.quantities.grammar import read
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.quantities.units import CURRENCIES, PERCENT, minor_places
from tracker.domain.text import LONGEST, LONGEST_KEY, LONGEST_QUOTE, flaw
from tracker.domain.vocabulary import Field, Status, Tier
from tracker.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.definitions.records import StatementRecord
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Value
    from tracker.domain.periods.period import Period

SMALLEST_BARE_SUM = 1_000_000
"""In whole units of any currency, as written."""
MILLION, LARGEST_COUNT_PLACE = 6, 7
"""Powers of ten of scales: a sum names one from the million on, a count none from 億 on."""
SHARES = {Field.VOTES, Field.PROGRESS}
PROMISES = {Field.TARGET, Field.THRESHOLD, Field.BASELINE, Field.EXPECTED}


def check_value(subject: Subject, field: Field, value: Value) -> None:
    """Raise UsageError for a figure that its field cannot have.

    Levels of money and counts are not negative, shares at most the whole. A small number that
    names neither its currency nor millions is no sum of money, and only money is counted in
    billions.
    """
    if field is Field.NOTE and (reason := flaw(str(value))):
        raise UsageError(f"the note {reason}", "make it plain and short")
    if not isinstance(value, Quantity) or value.figure is None:
        return
    money = value.unit in CURRENCIES
    if value.figure < 0 and (field is not Field.VALUE or not (money or value.unit == PERCENT)):
        raise UsageError(f"'{value.text}' is less than nothing", "state the level, not a change")
    highest = value.figure if value.high is None else value.high
    if field in SHARES and highest > WHOLE_PPM:
        raise UsageError(f"'{value.text}' is more than the whole", "a share is 0% to 100%")
    written = read(value.text, value.unit)
    bare = not written.names_unit and written.scale_place < MILLION
    if money and bare and highest < SMALLEST_BARE_SUM * 10 ** minor_places(value.unit):
        raise UsageError(f"'{value.text}' of what?", _of_what(value))
    counted = not money and value.unit != PERCENT
    if counted and written.scale_place > LARGEST_COUNT_PLACE:
        raise UsageError(
            f"{subject.slug} counts {value.unit}, and '{value.text}' looks like money",
            "write the number out, e.g. 32",
        )


def _of_what(value: Quantity) -> str:
    """Say how a bare number is written as millions, or as no more than it says."""
    bare = value.text if value.text.isascii() and value.text[-1].isdigit() else "32"
    return f"write {bare} million or {bare} {value.unit}"


def check_happened(field: Field, value: Value, happened: Period | None, stated_on: Period) -> None:
    """Raise UsageError for a day of happening that a promise is given, or that cannot be."""
    if happened is None:
        return
    if field in PROMISES or (isinstance(value, Status) and not value.ends):
        what = "an expectation" if field is Field.EXPECTED else f"a {field.value}"
        raise UsageError(
            f"{what} does not happen", "leave --happened to what was met, paid or counted"
        )
    if happened.latest is None:
        raise UsageError(f"'{happened.text}' has no last day", "say by when it had become so")
    if happened.earliest is not None and happened.earliest > last_day(stated_on):
        raise UsageError(
            f"it cannot have happened on {happened.text}, after it was said",
            f"it was said on {stated_on.text}; a plan belongs in --target",
        )


def check_stated(said: Period, latest: date, today: date) -> None:
    """Raise UsageError for a day of speaking that is open or still to come."""
    if said.earliest is None:
        raise UsageError(f"'{said.text}' has no first day", "say the day, the month or the year")
    if last_day(said) <= latest:
        return
    if said.earliest <= today:
        over = today.replace(day=1) - timedelta(days=1)
        hint = f"say the day, or a month that is over, e.g. {today} or {over:%Y-%m}"
        raise UsageError(f"'{said.text}' is not over yet", hint)
    raise UsageError(
        f"'{said.text}' is in the future: nobody has said it yet",
        "the day on which it was said; what is to come belongs in --target",
    )


def check_reason(reason: str, what: str) -> None:
    """Raise UsageError unless a reason is given, and can be stored."""
    if not reason.strip():
        raise UsageError(f"{what} needs a reason", "say why: --reason '…'")
    _check_text("reason", reason)


def check_words(record: StatementRecord) -> None:
    """Raise UsageError for words that cannot be stored, and for press that cites nothing."""
    _check_text("remark", record.remark)
    _check_quote(record.quote)
    _check_text("reason", record.reason)
    _check_text("key", record.key, LONGEST_KEY)
    if record.key is not None and (not record.key.strip() or not record.key.isprintable()):
        raise UsageError("the key is blank or holds control characters", "e.g. --key weekly-42")
    if record.source is None and record.tier not in {None, Tier.PRIMARY}:
        raise UsageError(
            f"a statement of tier {record.tier} needs a source",
            "cite it: --source SLUG|URL; without one it is your own judgement",
        )


def _check_quote(quote: str | None) -> None:
    if quote is None:
        return
    if not quote.strip():
        raise UsageError("the quote is empty", "copy the words of the source, or leave it out")
    if len(quote.strip()) > LONGEST_QUOTE:
        message = f"the quote is longer than {LONGEST_QUOTE} characters"
        raise UsageError(message, "quote the one sentence that says it, word for word")
    _check_text("quote", quote)


def _check_text(name: str, text: str | None, longest: int = LONGEST) -> None:
    reason = flaw(text, longest) if text is not None else None
    if reason is not None:
        raise UsageError(f"the {name} {reason}", "make it plain and short")
