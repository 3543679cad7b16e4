"""Reading one key of a file: each reader takes what TOML or JSON gave, returns what is kept.

All raise FieldError that tells what the key must be, and carry what JSON Schema says of it,
what stands for it in help, and how a database holds it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tracker.domain.periods.calendar import JAPAN
from tracker.domain.periods.fiscal import fiscal_year
from tracker.domain.periods.period import Period
from tracker.domain.periods.words import MONTH as MONTH_WORD
from tracker.domain.periods.words import number as number_of
from tracker.domain.quantities.units import CURRENCIES, MARKS, check_new_unit
from tracker.domain.text import flaw, folded, is_address, read_address
from tracker.domain.typed import SYNONYMS, word_for
from tracker.domain.vocabulary import WITHDRAWN
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Kept = TypeVar("Kept")

LONGEST_SLUG = 80
LONGEST_WORD = 20
LONGEST_TOLD = 60
SLUG = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
PATH = re.compile(f"{SLUG.pattern}(/{SLUG.pattern})?")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
RATE = re.compile(r"[0-9]+(\.[0-9]{1,6})?")
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_UNIT = 40
RATE_DECIMALS = 6
"""Exchange rates are kept in millionths."""
LARGEST_RATE = 10**15
"""In millionths; more does not fit into a row."""


class FieldError(Exception):
    """What a key must be; the reader of the file says in which file, line and key."""


class Held(StrEnum):
    """How a database holds what is kept."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    LARGE_NUMBER = "large-number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Reader(Generic[Kept]):
    """Reads a value; `schema` says to JSON Schema what is accepted.

    `metavar` stands for it in help, without one its words do. A database has it as `held`, a text
    in at most `longest` characters where there is a limit, one of `words` where there are any,
    several with `between` between them.
    """

    read: Callable[[object], Kept]
    schema: Mapping[str, Any]
    metavar: str | None = None
    held: Held = Held.TEXT
    longest: int | None = None
    words: tuple[str, ...] = ()
    between: str = " "

    def __call__(self, value: object) -> Kept:
        """Return what is kept of a value; raises FieldError."""
        return self.read(value)


def reads(
    metavar: str | None = None,
    *,
    held: Held = Held.TEXT,
    longest: int | None = None,
    words: Iterable[str] = (),
    between: str = " ",
    **schema: Any,  # noqa: ANN401
) -> Callable[[Callable[[object], Kept]], Reader[Kept]]:
    """Make a reader of a function, with what else is known of it."""
    return lambda read: Reader(read, schema, metavar, held, longest, tuple(words), between)


@reads("TEXT", type="string", pattern=r"\S")
def text(value: object) -> str:
    """A text that can be stored; a date of TOML counts as one."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise FieldError("must be a text in quotes")
    if not value.strip():
        raise FieldError("must not be empty")
    if reason := flaw(value):
        raise FieldError(reason)
    return value.strip()


def short(longest: int) -> Reader[str]:
    """Make the reader of a text of at most so many characters."""

    @reads("TEXT", longest=longest, **text.schema, maxLength=longest)
    def read(value: object) -> str:
        found = text(value)
        if len(found) > longest:
            raise FieldError(f"must have at most {longest} characters")
        return found

    return read


@reads("SLUG", longest=LONGEST_SLUG, type="string", pattern=f"^{SLUG.pattern}$")
def slug(value: object) -> str:
    """A name for typing."""
    found = text(value)
    if found != value or not SLUG.fullmatch(found):
        raise FieldError(no_slug(found))
    return found


def no_slug(name: str) -> str:
    """Say of a text that is no slug what it must be."""
    return f"must be a slug: small letters, digits, '-' and '.'; not '{name[:LONGEST_TOLD]}'"


@reads("SLUG|URL", type="string", pattern=rf"^({SLUG.pattern}|[Hh][Tt][Tt][Pp][Ss]?://\S+)$")
def source(value: object) -> str:
    """The slug of a source, or the address of its page; raises UsageError for no web address."""
    found = text(value)
    if not is_address(found):
        return slug(value)
    if found != value:
        raise FieldError("must be an address without blanks around it")
    read_address(found)
    return found


@reads("PROJECT/SLUG", type="string", pattern=f"^{PATH.pattern}$")
def path(value: object) -> str:
    """A slug, or `project/slug`."""
    found = text(value)
    if found != value or not PATH.fullmatch(found):
        raise FieldError(f"{no_slug(found)}, nor project/slug")
    return found


@reads("SLUG", type="array", items=slug.schema)
def slugs(value: object) -> tuple[str, ...]:
    """A list of slugs."""
    if not isinstance(value, list):
        raise FieldError("must be a list of slugs")
    return tuple(slug(one) for one in value)


@reads("TEXT", between="\n", type="array", items=text.schema)
def texts(value: object) -> tuple[str, ...]:
    """A list of texts, or one text with one of them a line; each of them once.

    Nothing but an empty text takes all of them away.
    """
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise FieldError("must be a list of texts")
    lines = (line for one in given if one != "" for line in text(one).splitlines())
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


@reads(held=Held.FLAG, type="boolean")
def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise FieldError("must be true or false")
    return value


@reads("NUMBER", held=Held.NUMBER, type="integer")
def number(value: object) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise FieldError("must be a whole number")
    return value


@reads("YEAR", held=Held.NUMBER, type="integer", minimum=1900, maximum=2199)
def year(value: object) -> int:
    """A year as a number; who writes it as a text is told the number."""
    if isinstance(value, str) and (named := _year_named(value)):
        raise FieldError(f"must be a whole number: for '{value}' write {named}")
    if number(value) not in range(1900, 2200):
        raise FieldError("must be a year from 1900 to 2199")
    return number(value)


def _year_named(text: str) -> int | None:
    """The fiscal year that a text names, in any calendar or in that of Japan."""
    if named := re.fullmatch(r"(?:fy)?([0-9]{4})年?", folded(text)):
        return int(named[1])
    with suppress(UsageError):
        return fiscal_year(text, JAPAN, "") if "年" in text else None
    return None


def month_named(text: str) -> int | None:
    """The number of a month as texts write it: April, 4月, 04."""
    named = re.fullmatch(rf"({MONTH_WORD})|([0-9]{{1,2}})月?", folded(text).strip())
    return number_of(named[1] or named[2]) if named else None


@reads("MONTH", held=Held.NUMBER, type="integer", minimum=1, maximum=12)
def month_number(value: object) -> int:
    """A month as a number, 1 to 12; who writes its name is told the number."""
    if isinstance(value, str) and (named := month_named(value)):
        raise FieldError(f"must be a whole number: for '{value}' write {named}")
    if number(value) not in range(1, 13):
        raise FieldError("must be a month from 1 to 12")
    return number(value)


@reads(
    "DAY",
    held=Held.DAY,
    type="string",
    description="one day, written in any way: tracker help dates",
)
def day(value: object) -> date:
    """A single day; raises PeriodError for a text that is no period."""
    found = Period.parse(text(value))
    if found.earliest is None or found.earliest != found.latest or found.vague:
        raise FieldError("must be a day, e.g. 2026-11-22")
    return found.earliest


@reads("DATE", type="string", description="a period: tracker help dates")
def period(value: object) -> str:
    """A period, kept as written; raises PeriodError for a text that is none."""
    return Period.parse(text(value)).text


@reads("DATE", type="string", description="a period, or withdrawn: tracker help dates")
def target(value: object) -> str:
    """A period, or that nobody stands by one any more; raises PeriodError for all else."""
    given = text(value)
    return WITHDRAWN.value if given.strip().lower() == WITHDRAWN else Period.parse(given).text


@reads("CODE", longest=3, enum=list(CURRENCIES))
def currency(value: object) -> str:
    """The code of a currency whose amounts can be read."""
    if meant := MARKS.get(folded(text(value))):
        if value != meant:
            raise FieldError(f"must be a currency code: {meant} for {value}")
        return meant
    code = _matching(CURRENCY, value, "a currency code, e.g. JPY")
    if code not in CURRENCIES:
        raise FieldError("must be one of: " + ", ".join(CURRENCIES))
    return code


@reads(
    "UNIT",
    longest=LONGEST_UNIT,
    **short(LONGEST_UNIT).schema,
    description="a currency code, % or what is counted",
)
def unit(value: object) -> str:
    """What a metric counts; raises QuantityError for what no quantity could be read in."""
    found = short(LONGEST_UNIT)(value)
    check_new_unit(found)
    return found


@reads("MONTH", longest=7, type="string", pattern=f"^{MONTH.pattern}$")
def month(value: object) -> str:
    """A month of a year."""
    return _matching(MONTH, value, "a month, e.g. 2026-04")


@reads("NUMBER", held=Held.LARGE_NUMBER, type="string", pattern=f"^{RATE.pattern}$")
def rate(value: object) -> int:
    """A decimal number above 0, in millionths."""
    found = _matching(RATE, value, "a number with at most 6 decimals in quotes, e.g. '159.12'")
    whole, _, decimals = found.partition(".")
    micro = int(whole + decimals.ljust(RATE_DECIMALS, "0"))
    if not 0 < micro < LARGEST_RATE:
        raise FieldError("must be above 0 and below a thousand million")
    return micro


def word(words: Iterable[Any], longest: int = LONGEST_WORD) -> Reader[Any]:
    """Make the reader of one of a few words, which gives the member of an enumeration back.

    A synonym is taken for what it means.
    """
    known = {str(one): one for one in words}

    @reads(longest=longest, words=known, enum=list(known))
    def read(value: object) -> object:
        if isinstance(value, str) and value in known:
            return known[value]
        if isinstance(value, str) and (found := _meant(value, known)) in known:
            return known[found]
        raise FieldError("must be one of: " + ", ".join(known))

    return read


def _meant(value: str, known: Mapping[str, Any]) -> str:
    """Return which of some words is meant by a synonym, empty where none is.

    Raises FieldError, with both, where it may be either of two.
    """
    for kind in {type(one) for one in known.values()} & {*SYNONYMS}:
        try:
            found = word_for(kind, value)
        except UsageError as error:
            raise FieldError(f"may be either of two: {error.hint.replace('--', '')}") from error
        if found:
            return found.value
    return ""


def _matching(pattern: re.Pattern[str], value: object, what: str) -> str:
    """Refuse a text that only begins or ends with blanks too, as JSON Schema does."""
    found = text(value)
    if found != value or not pattern.fullmatch(found):
        raise FieldError(f"must be {what}")
    return found
