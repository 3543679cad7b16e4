"""The JSON forms of domain values, the same in every report."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.domain.log.clocks import utc_text
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.quantities.units import CURRENCIES, minor_places
from tracker.domain.text import visible_json

if TYPE_CHECKING:
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Source, Statement, Value
    from tracker.domain.quantities.amount import Amount


def envelope(schema: str, clocks: Clocks | None, data: object) -> str:
    """Return a report as the one JSON value that a script reads, ending in a newline.

    `schema` is its kind and version: `status/v2`.

    It is harmless on a screen; what holds at any time has no clocks.
    """
    times = {"as_of": clocks.as_of.isoformat(), "known_at": clocks.entry} if clocks else {}
    content = {"schema": f"tracker/{schema}", **times, "data": data}
    return visible_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def period(value: Period | None) -> dict[str, str | None] | None:
    """Encode a period: as written, its short form, its days and EDTF; null is an open end."""
    if value is None:
        return None
    return {
        "text": value.text,
        "label": value.label,
        "earliest": value.earliest.isoformat() if value.earliest else None,
        "latest": value.latest.isoformat() if value.latest else None,
        "edtf": value.edtf(),
    }


def quantity(value: Quantity | None) -> dict[str, Any] | None:
    """Encode a quantity: a decimal string in whole currency units, percent or pieces."""
    if value is None:
        return None
    encoded: dict[str, Any] = {
        "text": value.text,
        "amount": None if value.figure is None else decimal(value.figure, value.unit),
        **unit(value.unit),
        "qualifier": value.qualifier.value,
    }
    if value.high is not None:
        encoded["high"] = decimal(value.high, value.unit)
    if value.conversion is not None:
        encoded["conversion"] = quantity(value.conversion)
    return encoded


def amount(value: Amount | None, currency: str) -> dict[str, Any] | None:
    """Encode a sum; `derived` tells that it was computed and nobody stated it."""
    if value is None:
        return None
    low, high = value.ends
    encoded: dict[str, Any] = {
        "amount": decimal(low, currency),
        **unit(currency),
        "qualifier": value.qualifier.value,
        "derived": value.derived,
    }
    if high > low:
        encoded["high"] = decimal(high, currency)
    return encoded


def decimal(figure: int, counted_in: str) -> str:
    """Return an integer of smallest units as a decimal string, never in exponents."""
    text = f"{Decimal(figure).scaleb(-minor_places(counted_in)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit(counted_in: str) -> dict[str, str]:
    """Name a unit: `currency` for money, `unit` for all else."""
    return {"currency" if counted_in in CURRENCIES else "unit": counted_in}


def value(said: Value) -> Any:  # noqa: ANN401
    """Encode whatever a statement says."""
    if isinstance(said, Period):
        return period(said)
    return quantity(said) if isinstance(said, Quantity) else str(said)


def statement(said: Statement) -> dict[str, Any]:
    """Encode a statement with all that is known of it."""
    return {
        "entry": said.id,
        "subject": said.subject,
        "field": said.field.value,
        "value": value(said.value),
        "text": said.text,
        "tier": said.tier.value,
        "speaker": said.speaker,
        "stated_on": period(said.stated_on),
        "happened_on": period(said.happened_on),
        "source": source(said.source),
        "remark": said.remark,
        "quote": said.quote,
        "reason": said.reason,
        "key": said.key,
        "recorded_by": said.recorded_by,
        "recorded_at": utc_text(said.recorded_at),
    }


def source(cited: Source | None) -> dict[str, Any] | None:
    """Encode a source; `unread` tells that none of us saw the page itself."""
    if cited is None:
        return None
    return {
        "slug": cited.slug,
        "title": cited.title,
        "publisher": cited.publisher,
        "url": cited.url,
        "language": cited.language,
        "published_on": cited.published_on,
        "retrieved_on": cited.retrieved_on.isoformat() if cited.retrieved_on else None,
        "unread": cited.unread,
        "tier": cited.tier.value,
    }
