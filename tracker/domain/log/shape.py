"""The shape of a value typed after a subject's name: which words fill which fields."""

from __future__ import annotations

import re
import shlex
from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.subject import Milestone
from tracker.domain.log.planned import both_ways, is_planned
from tracker.domain.log.statement import names_no_day
from tracker.domain.periods.period import Period
from tracker.domain.periods.yearless import with_year
from tracker.domain.typed import plain, word_for
from tracker.domain.vocabulary import (
    FIELDS,
    PERIOD_FIELDS,
    STAGE_FIELDS,
    STATUSES,
    WITHDRAWN,
    Field,
    Stage,
    Status,
    SubjectKind,
)
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from enum import StrEnum

    from tracker.domain.definitions.records import StatementRecord
    from tracker.domain.definitions.subject import Subject

EXAMPLES = {
    SubjectKind.MILESTONE: "tracker log {} at-risk --target FY2028-H1",
    SubjectKind.TRANCHE: "tracker log {} committed 630bn",
    SubjectKind.METRIC: "tracker log {} 32",
    SubjectKind.HOLDING: "tracker log {} 5bn",
}
STAGE_WORDS = {word: field for field in STAGE_FIELDS for word in (field.value, field.word)}
NO_DATE = "that the date promised before no longer stands: --target withdrawn"
PROMISED_FOR = "when it is promised for: --target"
STATUS_AND_PERIOD = (
    re.compile("(?P<status>.+?),? (?:to|until|till|for|by|in|into) (?P<when>.+)"),
    re.compile("(?P<when>.+?)(?:に|へ|まで)(?P<status>[^に]+)"),
)
"""A status and a period in one text: `delayed to late 2027`, `2027年末にずれ込み`."""
DATED = re.compile("[0-9]|年|末")
"""What a text holds that tells a day."""
YEARLESS = re.compile("[年月末旬]")
UNCHANGED = frozenset(("unchanged", "no-change", "same", "変わらず", "変更なし", "変化なし"))
ENDED = frozenset(status.value for status in Status if status.ends)
HOLDING_WORDS = {field.value: field for field in FIELDS[SubjectKind.HOLDING]}
LISTS: dict[SubjectKind, type[StrEnum]] = {
    SubjectKind.MILESTONE: Status,
    SubjectKind.TRANCHE: Stage,
    SubjectKind.HOLDING: Field,
}
"""Of which list the words are that stand among the values of a kind."""


def understood(subject: Subject, words: Sequence[str]) -> list[str]:
    """Return words with those of the subject's list in the place of their synonyms.

    Raises UsageError for a word that may be either of two.
    """
    known = LISTS.get(subject.kind)
    if known is None:
        return [*words]
    found = [word_for(known, word) for word in words]
    _require_no_stage(subject, words, found)
    own = {*STAGE_WORDS} if known is Stage else set()
    return [
        word if one is None or word.lower() in {one.value, *own} else one.value
        for word, one in zip(words, found, strict=True)
    ]


def _require_no_stage(
    subject: Subject, words: Sequence[str], found: Sequence[StrEnum | None]
) -> None:
    """Refuse `planned 130bn` of a milestone that counts: its metric tells what is, and no plan."""
    if subject.kind is not SubjectKind.MILESTONE:
        return
    pairs = [*zip(words, found, strict=True)]
    stage = next(
        (
            word
            for word, one in pairs
            if word.lower() not in STATUSES
            and (is_stage(word) or (one is None and _is_plan_alone(word)))
        ),
        None,
    )
    figures = [word for word, one in pairs if one is None and word != stage]
    if stage is None or not figures:
        return
    unit, is_day = subject.unit(Field.VALUE), _is_period(figures[0], subject)
    if is_day or unit or is_stage(stage):
        is_one = "is a stage of money" if is_stage(stage) else "tells a plan"
        message = f"'{stage[:60]}' {is_one}, and {subject.slug} is a milestone"
        target = f"{PROMISED_FOR} {shlex.quote(figures[0][:60])}"
        raise UsageError(message, target if is_day else both_ways(figures[0], unit or ""))


def _is_plan_alone(word: str) -> bool:
    """Whether a word calls what stands beside it planned, and holds no figure itself."""
    return is_planned(word) and not any(map(str.isdecimal, word))


def is_stage(word: str) -> bool:
    """Whether a word is a stage of money, or may be meant for one."""
    try:
        return word.lower() in STAGE_WORDS or word_for(Stage, word) is not None
    except UsageError:  # it may be either of two
        return True


def read_words(
    subject: Subject, words: Sequence[str], said: date | None = None
) -> list[tuple[Field, str]]:
    """Read the words after a subject's name into fields and texts, in the order typed.

    A milestone takes a status and a number of its metric (as VALUE), a tranche pairs of stage and
    amount, a metric one value, a holding what was invested, or `expected` and an amount, `votes`
    and a share. An amount may be followed by `as` and the conversion its source printed. Raises
    UsageError with the right shape; a day without its year is proposed as of the day it was `said`.
    """
    pairs = list(_read(subject, _join_conversions(words), said))
    named = [field for field, _ in pairs]
    for field in named:
        if named.count(field) > 1:
            raise _wrong(
                subject, f"{field.word} is given twice; put an amount of several words in quotes"
            )
    return pairs


def _read(subject: Subject, words: Sequence[str], said: date | None) -> Iterator[tuple[Field, str]]:
    match subject.kind:
        case SubjectKind.MILESTONE:
            ended = any(word.lower() in ENDED for word in words)
            return (_milestone_word(subject, word, said, ended=ended) for word in words)
        case SubjectKind.TRANCHE:
            return _pairs(subject, words, STAGE_WORDS, None)
        case SubjectKind.METRIC:
            return _pairs(subject, words, {}, Field.VALUE)
        case SubjectKind.HOLDING:
            return _pairs(subject, words, HOLDING_WORDS, Field.INVESTED)


def _milestone_word(
    subject: Subject, word: str, said: date | None, *, ended: bool
) -> tuple[Field, str]:
    if word.lower() in STATUSES:
        return Field.STATUS, word.lower()
    if near := _nearest(word, STATUSES):
        raise UsageError(f"'{word[:60]}' is no status", near)
    if names_no_day(word):
        raise UsageError(f"'{word[:60]}' is no status", NO_DATE)
    if subject.unit(Field.THRESHOLD) is None:
        reason = f"'{word[:60]}' is no status, and {subject.slug} has no metric to count"
        raise UsageError(reason, _meant(subject, word, said, ended=ended))
    status, when = _taken_apart(subject, word, said) or (None, "")
    if status:
        raise UsageError(f"'{word[:60]}' is no status", _both(status, when))
    return Field.VALUE, word


def _nearest(word: str, names: Iterable[str]) -> str | None:
    """Ask whether a misspelt name was meant; None where no name is near."""
    near = get_close_matches(word.lower().replace(" ", "-"), list(names), n=1)
    return f"did you mean {near[0]}?" if near else None


def _meant(subject: Subject, word: str, said: date | None, *, ended: bool) -> str:
    """Say what a word that is no status could have been meant for, also beside an end."""
    asked = "when it became so: --happened" if ended else PROMISED_FOR
    if word.lower() == WITHDRAWN:
        return "what is withdrawn: --target withdrawn, or --threshold withdrawn"
    if word.endswith("%"):
        return f"how far it is: --progress {_level(word)}"
    if plain(word) in UNCHANGED:
        return "what is said again is typed again: --target PERIOD, or the status"
    period = word if _is_period(word, subject) else _dated(subject, word, said, past=ended)
    if period:
        return f"{asked} {shlex.quote(period)}"
    if both := _taken_apart(subject, word, said):
        return _both(*both)
    dated = f"{asked}, with its year, as in 2027年末"
    return dated if YEARLESS.search(word) else "a status is one of: " + ", ".join(STATUSES)


def _level(share: str) -> str:
    """The share that a change of it may stand for: 50% of `+50%`."""
    return share.lstrip("+＋ ")


def _both(status: str | None, when: str) -> str:
    option = "--happened" if status in ENDED else "--target"
    return f"write {status or 'STATUS'} {option} {shlex.quote(when)}"


def _dated(subject: Subject, when: str, said: date | None, *, past: bool = False) -> str | None:
    """A period with the year that it lacks, as of the day it was said; None of any other text."""
    ways = with_year(when, said, subject.project.calendar, past=past) if said else []
    return ways[0] if ways else None


def _taken_apart(subject: Subject, word: str, said: date | None) -> tuple[str | None, str] | None:
    """Part a status and a period that were typed as one text; None where it is none.

    A status that is no word for one is None too.
    """
    for form in STATUS_AND_PERIOD:
        found = form.fullmatch(word.strip())
        if found is None:
            continue
        status, when = _status_meant(found["status"]), found["when"]
        if status and (dated := _dated(subject, when, said, past=status in ENDED)):
            return status, dated
        if _is_period(when, subject) or (status and DATED.search(when)):
            return status, when
    return None


def _ends(word: str) -> bool:
    """Whether a text is or holds a status after which nothing is expected."""
    found = (form.fullmatch(word.strip()) for form in STATUS_AND_PERIOD)
    statuses = [_status_meant(word), *(_status_meant(one["status"]) for one in found if one)]
    return any(status in ENDED for status in statuses)


def holds_status(word: str) -> bool:
    """Whether a text is a status with a day, be it one without a year."""
    found = (form.fullmatch(word.strip()) for form in STATUS_AND_PERIOD)
    return any(one is not None and _status_meant(one["status"]) for one in found)


def mended(
    subject: Subject, words: Sequence[str], values: Iterable[tuple[Field, str]], said: date
) -> tuple[list[str], list[tuple[Field, str]]]:
    """Return words and options of a milestone as they have to be typed to be understood.

    A status and a day in one text are taken apart, a day gets the year that it lacks.
    """
    if any(_ends(word) for word in words):  # its day is when it came, which is no value
        return [*words], [*values]
    kept, options = [], []
    for word in words:
        both = _taken_apart(subject, word, said)
        dated = _dated(subject, word, said)
        if both and both[0]:
            kept.append(both[0])
            options.append((Field.TARGET, both[1]))
        elif dated and _status_meant(word) is None:
            options.append((Field.TARGET, dated))
        else:
            kept.append(word)
    given = [
        (field, (field in PERIOD_FIELDS and _dated(subject, text, said)) or text)
        for field, text in values
    ]
    if {field for field, _ in options} & {field for field, _ in given}:
        return [*words], given
    return kept, [*options, *given]


def _is_period(text: str, subject: Subject) -> bool:
    try:
        Period.parse(text, subject.project.calendar)
    except UsageError:
        return False
    return True


def _status_meant(text: str) -> str | None:
    """The status that a text means; None where it means none, or may mean two."""
    try:
        found = word_for(Status, text)
    except UsageError:
        return None
    return found.value if found else None


def _pairs(
    subject: Subject, words: Sequence[str], names: dict[str, Field], default: Field | None
) -> Iterator[tuple[Field, str]]:
    """Read `[name] text` pairs; without a name the default field is meant."""
    remaining = list(words)
    while remaining:
        word = remaining[0]
        field = names.get(word.lower(), default)
        if field is None:
            reason = f"which stage has '{word[:60]}' reached?"
            raise _wrong(subject, reason, _nearest(word, names), word)
        if word.lower() in names:
            remaining.pop(0)
        texts = list(takewhile(lambda text: text.lower() not in names, remaining))
        del remaining[: len(texts)]
        if not texts:
            raise _wrong(subject, f"how much is {word}?")
        yield field, _single(subject, texts, names)


def _single(subject: Subject, texts: Sequence[str], names: Iterable[str]) -> str:
    """Return the one text of a field; several are refused, with what they were meant for."""
    first, *others = texts
    if first.lower() in STATUSES and first.lower() not in list(Stage):
        raise _wrong(subject, f"{subject.slug} is a {subject.kind} and has no status")
    if not others:
        return first
    for word in texts:
        if meant := _nearest(word, names):
            raise UsageError(f"'{word[:60]}' has no meaning here", meant)
    if first.lower() in STAGE_WORDS:
        figures = f" {'|'.join(names)}" if names else ""
        message = f"{subject.slug} is a {subject.kind} and has no stage '{first}'"
        raise _wrong(subject, message, f"tracker log {subject.slug}{figures} AMOUNT")
    quoted = f'"{" ".join(texts)}"'
    raise UsageError("an amount of several words stands in quotes", f"write {quoted[:100]}")


LONGEST_CALL = 400


def as_typed(record: StatementRecord, words: Sequence[str], subject: str) -> str:
    """Return the call of `log` that records the same of another subject, to be copied.

    `words` are the values typed after the subject. Of a very long call the options are left out.
    """
    options = [(f"--{field.value}", text) for field, text in record.values]
    options += [
        (one.option, str(value))
        for one in keys_of(type(record))
        if one.name != "subject" and (value := getattr(record, one.attribute)) is not None
    ]
    call, given = ["tracker", "log", subject], [text for pair in options for text in pair]
    if any(word.startswith("-") for word in words):  # which no option may follow
        whole = shlex.join([*call, *given, "--", *words])
    else:
        whole = shlex.join([*call, *words, *given])
    return (
        whole if len(whole) <= LONGEST_CALL else f"{shlex.join([*call, *words])[:LONGEST_CALL]} …"
    )


def require_field(subject: Subject, field: Field) -> None:
    """Raise UsageError with the right fields when a subject has not the one that is meant.

    The value of a milestone is that of its metric.
    """
    counted = isinstance(subject, Milestone) and subject.metric is not None
    if field in subject.fields or (counted and field is Field.VALUE):
        return
    shapes = ", ".join(field.word for field in subject.fields)
    raise UsageError(
        f"{subject.path} is a {subject.kind} and has no {field.word}",
        f"a {subject.kind} takes: {shapes}",
    )


def nothing_said(subject: Subject) -> UsageError:
    """Make the error for a call that names a subject and no value."""
    return _wrong(subject, f"nothing to log about {subject.slug}")


def _wrong(
    subject: Subject, message: str, meant: str | None = None, amount: str | None = None
) -> UsageError:
    """Make the error for a wrong shape, with what was `meant`, else an example of the right one."""
    example = EXAMPLES[subject.kind].format(subject.slug)
    if amount is not None and any(map(str.isdecimal, amount)):
        example = example.replace("committed 630bn", f"STAGE {shlex.quote(amount[:60])}")
    if subject.kind is SubjectKind.TRANCHE:
        example += " (stages: " + ", ".join(STAGE_WORDS) + ")"
    return UsageError(message, meant or f"for example: {example}")


def _join_conversions(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and (word == "as" or joined[-1].endswith(" as")):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined
