"""The kinds of table and line that files hold: which keys each has, and the record they make."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions import readers
from tracker.domain.definitions.key import keys_of, wording_of
from tracker.domain.definitions.readers import FieldError
from tracker.domain.definitions.records import (
    KINDS,
    HoldingRecord,
    MarkRecord,
    ProjectRecord,
    StatementRecord,
    identity,
)
from tracker.domain.text import visible
from tracker.domain.typed import key_meant
from tracker.domain.vocabulary import PERIOD_FIELDS, STATUSES, Field, HoldingClass, SubjectKind
from tracker.errors import LineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tracker.domain.definitions.readers import Reader
    from tracker.errors import Place

    Readers = Mapping[str, Reader[Any]]

LONGEST_SHOWN = 60
MOST_ANSWERED = 20
"""So many unknown keys of one table are told the key that is meant."""
FISCAL = ("fiscal_year_starts", "fiscal_year_named_by")
CALENDARS: dict[str, tuple[int | str, ...]] = {
    "the calendar year": (1,),
    "as in Japan": (4, "first"),
    "as in the United States": (10, "last"),
}
"""What fiscal years begin with, and which of their calendar years names them."""
STATEMENT = "statement"
TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"')
WIDE_SIGNS = re.compile("[“”„「」『』：，、＝［］｛｝＂]")
"""What stands for quotes, colons, commas and brackets in other texts than data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of table is read: a reader per key, what must be there, what it makes.

    `named_by` is the key that says its name. At least one of `any_of` is there.
    """

    kind: str
    readers: Readers
    required: tuple[str, ...]
    make: Callable[[dict[str, Any]], Any]
    named_by: str
    any_of: tuple[str, ...] = ()

    @property
    def in_project(self) -> bool:
        """Whether it belongs to the file's project where it names none."""
        return "project" in self.readers


def _form(kind: str, record: type, named_by: str = "slug", derived: tuple[str, ...] = ()) -> Form:
    """Make the form of a record from its keys; those `derived` stand in no file."""
    keys = [one for one in keys_of(record) if one.name not in derived]
    attributes = {one.name: one.attribute for one in keys}
    return Form(
        kind=kind,
        readers={one.name: one.key.reads for one in keys},
        required=tuple(one.name for one in keys if one.required),
        make=lambda values: record(
            **{attributes.get(name, name): value for name, value in values.items()}
        ),
        named_by=named_by,
    )


def _holding(values: dict[str, Any]) -> HoldingRecord:
    """A holding is named by its organization, and its class where that is not common."""
    organization, held = values["organization"], values.get("class", HoldingClass.COMMON)
    return HoldingRecord(
        project=values["project"],
        slug=organization if held is HoldingClass.COMMON else f"{organization}-{held}",
        title=organization,
        organization=organization,
        holding_class=held,
        where=values.get("where"),
    )


def _project(values: dict[str, Any]) -> ProjectRecord:
    """A project says when its fiscal year begins, unless its currency tells; raises UsageError.

    Only the yen does: who counts in it has the Japanese one.
    """
    starts, currency = values.get("fiscal_year_starts"), values["currency"]
    lacking = "fiscal_year_starts" if starts is None else "fiscal_year_named_by"
    if currency == "JPY" or starts == 1 or {*FISCAL} <= values.keys():
        return ProjectRecord(**values)
    typed = "where" not in values
    ways = [
        " ".join(
            f"--{key.replace('_', '-')} {said}" if typed else f"{key} {json.dumps(said)}"
            for key, said in zip(FISCAL, way, strict=False)
        )
        for way in CALENDARS.values()
    ]
    told = "; ".join(f"{of}: {way}" for of, way in zip(CALENDARS, ways, strict=True))
    what = "when the fiscal year begins" if starts is None else "which year names a fiscal year"
    error = UsageError(f"{currency} does not tell {what}", told)
    error.field = lacking
    raise error


def _statement(values: dict[str, Any]) -> StatementRecord:
    """A statement writes each field that it states as a key of its own."""
    stated = tuple((one, str(values.pop(one.value))) for one in Field if one.value in values)
    if not stated:
        raise FieldError("states nothing; add one of: " + ", ".join(Field))
    project, subject = values.pop("project", None), values.pop("subject")
    path = subject if "/" in subject or project is None else f"{project}/{subject}"
    return StatementRecord(subject=path, values=stated, **values)


def _value_reader(one: Field) -> Reader[Any]:
    if one is Field.STATUS:
        return readers.word(STATUSES)
    if one is Field.TARGET:
        return readers.target
    return readers.period if one in PERIOD_FIELDS else readers.text


def _statement_form() -> Form:
    """The fields stand among the other keys, behind the subject."""
    form = _form(STATEMENT, StatementRecord, "key")
    first = {
        "key": form.readers["key"],
        "project": readers.slug,
        "subject": form.readers["subject"],
    }
    fields = {one.value: _value_reader(one) for one in Field}
    return replace(
        form, readers=first | fields | dict(form.readers), make=_statement, any_of=tuple(Field)
    )


FORMS: dict[str, Form] = {
    **{kind: _form(kind, record) for kind, record in KINDS.items()},
    "holding": replace(
        _form("holding", HoldingRecord, "organization", ("slug", *wording_of(HoldingRecord))),
        make=_holding,
    ),
    "project": replace(_form("project", ProjectRecord), make=_project),
    "rate": _form("rate", KINDS["rate"], "month"),
    STATEMENT: _statement_form(),
    "mark": _form("mark", MarkRecord, "key"),
}


def wide_signs(line: str) -> str | None:
    """Say what stands for the signs of a form that were typed as those of a text, if any were."""
    if found := WIDE_SIGNS.search(TEXT.sub("", line)):
        return f'write the signs of ASCII, " : , = and [ ], outside of texts: not {found[0]}'
    return None


def name_of(record: Any) -> tuple[str, str | None]:  # noqa: ANN401 - any record
    """Return what a record is and is called: another one with both is its duplicate."""
    if isinstance(record, StatementRecord | MarkRecord):
        return "key", record.key
    kind, name = identity(record)
    return "subject" if kind in set(SubjectKind) else kind, name


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a sort of file speaks of keys: what it calls one of a kind, and what it advises.

    `also` are keys that every table has there.
    """

    called: Callable[[str, str], str]
    hint: str
    add: str
    add_project: str
    also: tuple[str, ...] = ()


def read_record(
    form: Form, values: Mapping[str, Any], place: Place, project: str | None, wording: Wording
) -> Any:  # noqa: ANN401 - a record of any kind
    """Make the record of one table, or return the list of all mistakes in it.

    `project` counts where the table names none.
    """
    keys = {wording.called(form.kind, key): key for key in form.readers}
    hint = wording.hint.format(kind=form.kind)
    found, mistakes = _read_keys(form, values, place, keys, wording)
    if form.kind == STATEMENT:
        mistakes += _of_two_projects(found, place)
    if form.in_project and project is not None:
        found.setdefault("project", project)
    for written, key in keys.items():
        if key in form.required and key not in found and written not in values:
            advice = wording.add_project if key == "project" else wording.add.format(key=written)
            mistakes.append(LineError(place, written, f"{written} is missing", advice))
    if mistakes:
        return mistakes
    read_as = tuple(
        (value, meant.value)
        for written, value in values.items()
        if isinstance(meant := found.get(keys[written]), StrEnum) and meant != value
    )
    try:
        return form.make({**found, "where": replace(place, read_as=read_as) if read_as else place})
    except FieldError as error:
        return [LineError(place, None, str(error), hint)]
    except UsageError as error:
        return [LineError(place, error.field, error.message, error.hint)]


def _read_keys(
    form: Form, values: Mapping[str, Any], place: Place, keys: Mapping[str, str], wording: Wording
) -> tuple[dict[str, Any], list[LineError]]:
    """Read what is written, by key; `keys` has what each is called in this sort of file."""
    hint = wording.hint.format(kind=form.kind)
    found: dict[str, Any] = {}
    mistakes: list[LineError] = []
    for written, value in values.items():
        where, shown = place.at(written), visible(str(written)[:LONGEST_SHOWN])
        if written not in keys:
            known = "the keys here: " + ", ".join((*wording.also, *keys))
            if len(mistakes) < MOST_ANSWERED:
                known = key_meant(str(written), (*wording.also, *keys)) or known
            mistakes.append(LineError(where, shown, f"unknown key '{shown}'", known))
            continue
        try:
            found[keys[written]] = form.readers[keys[written]](value)
        except FieldError as error:
            said = value if isinstance(value, str) else None
            mistakes.append(LineError(where, written, f"{written} {error}", hint, said))
        except UsageError as error:
            reason = f"{written}: {error.message}"
            mistakes.append(LineError(where, written, reason, error.hint))
    return found, mistakes


def _of_two_projects(found: Mapping[str, Any], place: Place) -> Iterator[LineError]:
    """The mistake of a statement that names a project, and a subject of another one."""
    within, slash, slug = str(found.get("subject", "")).partition("/")
    named = found.get("project", within)
    if slash and named != within:
        reason = f"project is '{named}', and the subject is of '{within}'"
        hint = f"leave out project, or write subject: {slug}"
        yield LineError(place.at("project"), "project", reason, hint)


def read_definition(kind: str, values: Mapping[str, object]) -> Any:  # noqa: ANN401
    """Make the record of a kind from words typed as options, by key; raises UsageError."""
    return FORMS[kind].make({key: _value(kind, key, value) for key, value in values.items()})


def read_wording(kind: str, values: Mapping[str, object]) -> dict[str, Any]:
    """Read new values by key, None for what is to be empty and may; raises UsageError."""
    required = FORMS[kind].required
    return {
        key: None if value == "" and key not in required else _value(kind, key, value)
        for key, value in values.items()
    }


def _value(kind: str, key: str, value: object) -> Any:  # noqa: ANN401
    form = FORMS[kind]
    options = {one.name: one.option for one in keys_of(KINDS[kind])}
    typed = {form.named_by: "the slug", "project": "the project"}.get(key, options[key])
    try:
        return form.readers[key](value)
    except FieldError as error:
        raise UsageError(f"{typed} {error}", "--help tells what each option takes") from None
    except UsageError as error:
        raise UsageError(f"{typed}: {error.message}", error.hint) from error
