"""The shape of a value typed after a subject's name: which words fill which fields."""

from __future__ import annotations

import re
import shlex
from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.subject import Milestone
from tracker.domain.periods.period import Period
from tracker.domain.typed import plain, word_for
from tracker.domain.vocabulary import (
    FIELDS,
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
    stage = next((w for w in words if w.lower() not in STATUSES and is_stage(w)), None)
    pairs = zip(words, found, strict=True)
    figures = [word for word, one in pairs if one is None and word != stage]
    if stage is not None and figures:
        message = f"'{stage[:60]}' is a stage of money, and {subject.slug} is a milestone"
        figure = shlex.quote(figures[0][:60])
        hint = f"what it has to reach: --threshold {figure}; what was counted: {figure} alone"
        raise UsageError(message, hint)


def is_stage(word: str) -> bool:
    """Whether a word is a stage of money, or may be meant for one."""
    try:
        return word.lower() in STAGE_WORDS or word_for(Stage, word) is not None
    except UsageError:  # it may be either of two
        return True


def read_words(subject: Subject, words: Sequence[str]) -> list[tuple[Field, str]]:
    """Read the words after a subject's name into fields and texts, in the order typed.

    A milestone takes a status and a number of its metric (as VALUE), a tranche pairs of stage and
    amount, a metric one value, a holding what was invested, or `expected` and an amount, `votes`
    and a share. An amount may be followed by `as` and the conversion its source printed. Raises
    UsageError with the right shape.
    """
    pairs = list(_read(subject, _join_conversions(words)))
    named = [field for field, _ in pairs]
    for field in named:
        if named.count(field) > 1:
            raise _wrong(
                subject, f"{field.word} is given twice; put an amount of several words in quotes"
            )
    return pairs


def _read(subject: Subject, words: Sequence[str]) -> Iterator[tuple[Field, str]]:
    match subject.kind:
        case SubjectKind.MILESTONE:
            ended = any(word.lower() in ENDED for word in words)
            return (_milestone_word(subject, word, ended=ended) for word in words)
        case SubjectKind.TRANCHE:
            return _pairs(subject, words, STAGE_WORDS, None)
        case SubjectKind.METRIC:
            return _pairs(subject, words, {}, Field.VALUE)
        case SubjectKind.HOLDING:
            return _pairs(subject, words, HOLDING_WORDS, Field.INVESTED)


def _milestone_word(subject: Subject, word: str, *, ended: bool) -> tuple[Field, str]:
    if word.lower() in STATUSES:
        return Field.STATUS, word.lower()
    if near := _nearest(word, STATUSES):
        raise UsageError(f"'{word[:60]}' is no status", near)
    if subject.unit(Field.THRESHOLD) is None:
        reason = f"'{word[:60]}' is no status, and {subject.slug} has no metric to count"
        raise UsageError(reason, _meant(subject, word, ended=ended))
    return Field.VALUE, word


def _nearest(word: str, names: Iterable[str]) -> str | None:
    """Ask whether a misspelt name was meant; None where no name is near."""
    near = get_close_matches(word.lower().replace(" ", "-"), list(names), n=1)
    return f"did you mean {near[0]}?" if near else None


def _meant(subject: Subject, word: str, *, ended: bool) -> str:
    """Say what a word that is no status could have been meant for, also beside an end."""
    asked = "when it became so: --happened" if ended else "when it is promised for: --target"
    if word.lower() == WITHDRAWN:
        return "what is withdrawn: --target withdrawn, or --threshold withdrawn"
    if word.endswith("%"):
        return f"how far it is: --progress {word}"
    if plain(word) in UNCHANGED:
        return "what is said again is typed again: --target PERIOD, or the status"
    if _is_period(word, subject):
        return f"{asked} {shlex.quote(word)}"
    if both := _taken_apart(subject, word):
        return both
    dated = f"{asked}, with its year, as in 2027年末"
    return dated if YEARLESS.search(word) else "a status is one of: " + ", ".join(STATUSES)


def _taken_apart(subject: Subject, word: str) -> str | None:
    """Write a status and a period that were typed as one text; None where it is none."""
    for form in STATUS_AND_PERIOD:
        found = form.fullmatch(word.strip())
        if found is None:
            continue
        status, when = _status_meant(found["status"]), found["when"]
        if _is_period(when, subject) or (status and DATED.search(when)):
            return f"write {status or 'STATUS'} --target {shlex.quote(when)}"
    return None


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
        example = example.replace("630bn", shlex.quote(amount[:60]))
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
