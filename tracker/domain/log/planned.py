"""Figures that a text calls planned, where what is, or another stage, would be recorded."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from tracker.domain.quantities.quantity import Quantity
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.text import folded
from tracker.domain.vocabulary import STAGE_FIELDS, Field, MetricNature, SubjectKind
from tracker.errors import QuantityError, UsageError

if TYPE_CHECKING:
    from tracker.domain.definitions.subject import Subject

LONGEST = 60
PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|expect(?:s|ed|ing|ation)?|to be|target(?:s|ed|ing)?|aim(?:s|ed|ing)?"
    r"|goals?|seek(?:s|ing)?|intend(?:s|ed)?|hop(?:es?|ed|ing)|forecasts?|project(?:ed|ion)"
    r"|anticipated?|scheduled|proposed|will|would|envision(?:s|ed)?)\b"
    "|予定|計画|見込|見通し|目指|めざ|目標|方針|想定|予想|予測|検討"
)
"""Words that tell of a figure that it is not so yet."""
DUE = re.compile(
    r"\b(?:within|by|until|before|in|during)\s+(?:fy|fiscal|the|end|of|year|\s)*(?:19|20|21)[0-9]{2}\b"
    "|年度内|年内|年度中|年中|年度末|年末|年度に|年に|までに"
)
"""A time by which a figure is to be reached, beside which nothing is counted yet."""
FIGURE = re.compile("[約~<>=]*[¥$€]?[0-9][0-9.,]*(?:[兆億万千百]+[0-9.,]*)*(?:円|ドル|%|割)?")
"""A figure among Japanese words, between which there is no blank."""
PROMISED = frozenset({*Field} - {*STAGE_FIELDS, Field.VALUE, Field.INVESTED}) | {Field.PLANNED}
"""The fields of which one that is planned is told as any other, or that hold no figure."""


def is_planned(text: str) -> bool:
    """Whether a text holds a word of planning."""
    return PLANNED.search(folded(text)) is not None


def as_plan(subject: Subject, field: Field, text: str) -> UsageError | None:
    """Make the error for a figure with a plan or a time around it, with how each is recorded.

    None of any other text, and where a plan is what the field holds.
    """
    if field in PROMISED or getattr(subject, "nature", None) is MetricNature.PLANNED:
        return None
    unit = subject.unit(field) or ""
    tells = "a plan" if is_planned(text) else "a time" if DUE.search(folded(text)) else None
    figure = _figure(text, unit) if tells else None
    if figure is None or figure == text.strip():
        return None
    alone = f"{shlex.quote(figure)} alone"
    match subject.kind:
        case SubjectKind.TRANCHE:
            why, hint = f"nothing that is {field.word}", f"write planned {shlex.quote(figure)}"
            hint += f"; what is {field.word}: {alone}"
        case SubjectKind.HOLDING:
            why, hint = "nothing that was invested", f"write expected {shlex.quote(figure)}"
            hint += f"; what was paid: {alone}"
        case kind:
            why = f"{subject.slug} counts what is"
            hint = both_ways(figure, unit, threshold=kind is SubjectKind.MILESTONE)
    return UsageError(f"'{text[:LONGEST]}' tells {tells}, and {why}", hint)


def both_ways(figure: str, unit: str, *, threshold: bool = True) -> str:
    """Say how a figure is recorded that is planned or counted, of a milestone and of money."""
    shown = shlex.quote(figure[:LONGEST])
    ways = [f"what it has to reach: --threshold {shown}"] if threshold else []
    ways += [f"what was counted: {shown} alone"]
    if unit in CURRENCIES:
        ways += [f"of money that is planned: tracker log TRANCHE planned {shown}"]
    if not threshold:
        ways += ["of a plan: a metric of nature planned"]
    return "; ".join(ways)


def _figure(text: str, unit: str) -> str | None:
    """The longest part of a text that is a quantity of the unit; None where no part is one."""
    words = text.split()
    parts = [
        " ".join(words[first : first + count])
        for count in range(len(words), 0, -1)
        for first in range(len(words) - count + 1)
    ]
    parts += sorted((found[0] for found in FIGURE.finditer(text)), key=len, reverse=True)
    return next((part for part in parts if re.search("[0-9]", part) and _is_read(part, unit)), None)


def _is_read(text: str, unit: str) -> bool:
    try:
        Quantity.parse(text, unit)
    except QuantityError:
        return False
    return True
