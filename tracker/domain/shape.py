"""The shape of a value typed after a subject's name: which words fill which fields."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from tracker.domain.period import Period
from tracker.domain.vocabulary import STAGE_FIELDS, Field, Stage, Status, SubjectKind
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.domain.subject import Subject

EXAMPLES = {
    SubjectKind.MILESTONE: "tracker log {} at-risk --target FY2028-H1",
    SubjectKind.TRANCHE: "tracker log {} committed 630bn",
    SubjectKind.METRIC: "tracker log {} 32",
    SubjectKind.HOLDING: "tracker log {} 5bn",
}
STAGE_WORDS = {word: field for field in STAGE_FIELDS for word in (field.value, field.word)}
HOLDING_WORDS = {"invested": Field.INVESTED, "votes": Field.VOTES}


def read_words(subject: Subject, words: Sequence[str]) -> list[tuple[Field, str]]:
    """Read the words after a subject's name into fields and texts, in the order typed.

    A milestone takes a status and a number of its metric (as VALUE), a tranche pairs of stage and
    amount, a metric one value, a holding an amount or `votes` and a share. An amount may be
    followed by `as` and the conversion its source printed. Raises UsageError with the right shape.
    """
    found = list(_read(subject, _join_conversions(words)))
    named = [field for field, _ in found]
    for field in named:
        if named.count(field) > 1:
            raise _wrong(
                subject, f"{field.word} is given twice; put an amount of several words in quotes"
            )
    return found


def _read(subject: Subject, words: Sequence[str]) -> Iterator[tuple[Field, str]]:
    match subject.kind:
        case SubjectKind.MILESTONE:
            return (_milestone_word(subject, word) for word in words)
        case SubjectKind.TRANCHE:
            return _pairs(subject, words, STAGE_WORDS, None)
        case SubjectKind.METRIC:
            return _pairs(subject, words, {}, Field.VALUE)
        case SubjectKind.HOLDING:
            return _pairs(subject, words, HOLDING_WORDS, Field.INVESTED)


def _milestone_word(subject: Subject, word: str) -> tuple[Field, str]:
    if word.lower() in list(Status):
        return Field.STATUS, word.lower()
    if subject.unit(Field.THRESHOLD) is None:
        reason = f"'{word[:60]}' is no status, and {subject.slug} has no metric to count"
        raise UsageError(reason, _meant(subject, word))
    return Field.VALUE, word


def _meant(subject: Subject, word: str) -> str:
    """Say what a word that is no status could have been meant for."""
    near = get_close_matches(word.lower().replace(" ", "-"), list(Status), n=1)
    if near:
        return f"did you mean {near[0]}?"
    if word.endswith("%"):
        return f"how far it is: --progress {word}"
    try:
        Period.parse(word, subject.project.calendar)
    except UsageError:
        return "a status is one of: " + ", ".join(Status)
    return f"when it is promised for: --target {word}"


def _pairs(
    subject: Subject, words: Sequence[str], names: dict[str, Field], default: Field | None
) -> Iterator[tuple[Field, str]]:
    """Read `[name] text` pairs; without a name the default field is meant."""
    remaining = list(words)
    while remaining:
        word = remaining.pop(0)
        field = names.get(word.lower(), default)
        if word.lower() not in names:
            remaining.insert(0, word)
        if field is None:
            raise _wrong(subject, f"which stage has '{word[:60]}' reached?")
        if not remaining:
            raise _wrong(subject, f"how much is {word}?")
        text = remaining.pop(0)
        if text.lower() in list(Status) and text.lower() not in list(Stage):
            raise _wrong(subject, f"{subject.slug} is a {subject.kind} and has no status")
        yield field, text


def nothing_said(subject: Subject) -> UsageError:
    """Make the error for a call that names a subject and no value."""
    return _wrong(subject, f"nothing to log about {subject.slug}")


def _wrong(subject: Subject, message: str) -> UsageError:
    example = EXAMPLES[subject.kind].format(subject.slug)
    if subject.kind is SubjectKind.TRANCHE:
        example += " (stages: " + ", ".join(STAGE_WORDS) + ")"
    return UsageError(message, f"for example: {example}")


def _join_conversions(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and (word == "as" or joined[-1].endswith(" as")):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined
