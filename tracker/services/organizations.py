"""Who is meant by the name of an organization, and what defines one that nobody is called like."""

from __future__ import annotations

import re
import shlex
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tracker.domain.definitions.catalog import MOST_OFFERED, as_name, callings, exactly, fitting
from tracker.domain.definitions.records import Organization
from tracker.domain.synonyms import in_ascii
from tracker.domain.text import folded
from tracker.domain.typed import plain
from tracker.domain.vocabulary import OrganizationKind
from tracker.errors import NotFoundError
from tracker.services.instead import LONGEST_NAME, as_slug, slug_for, slug_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from tracker.domain.definitions.subject import Subject
    from tracker.services.record import Recorder

NEARLY = 0.8
"""So much of two names of organizations is the same where one may be the other misspelt."""
STATE = re.compile(
    r"\b(ministry|agency|department|government|cabinet|prefecture|municipality)\b"
    r"|\bcity$|^city of\b"
    "|省|庁|政府|内閣|自治体|機構|独立行政法人|^国$|[都道府県市区町村]$"
)
THE_STATE = re.compile(
    "(?:the )?(?:japanese )?(?:government|state)(?: of japan)?|(?:日本)?政府|日本国|国|国側|政府側"
)
"""Who speaks in many bodies, of which a record names some."""
MOST_OF_STATE = 5
PERSON = re.compile(
    r"\b(president|chair(man|woman)?|ceo|chief|minister|governor|director|spokes\w+|analysts?)\b"
    "|社長|会長|大臣|首相|知事|総裁|長官|広報|幹部|関係者"
)
"""Who speaks for an organization, and is none."""
SHORT = re.compile("[A-Z]{2,6}|[\u4e00-\u9fff]{1,4}[省庁府]")
"""What may be short for an organization that is known by its whole name: MLIT, 国交省."""
BANK = re.compile(r"\bbank\b|銀行")


def speaker_meant(
    recorder: Recorder, subject: Subject, name: str | None, kind: OrganizationKind | None
) -> str | None:
    """Find who is quoted; one that nobody is called like is defined as of a kind, if that is given.

    Raises NotFoundError with the call that defines it, after those who are called nearly so.
    """
    if name is None:
        return None
    known = recorder.catalog(subject.project.slug).organizations
    slug = exactly(name, known, "org")
    if slug in known:
        return slug
    if not plain(name):
        raise NotFoundError("nobody is named", "see: tracker org list", name)
    new = slug_of(name)
    if kind is None or new is None:
        in_call = "" if new is None else f"; or in this call: --new-org {kind or kind_of(name)}"
        raise no_organization(name, known, "--said-by", kind, in_call)
    recorder.define("organization", Organization(slug=new, name=name.strip(), kind=kind))
    recorder.renew()
    return new


def no_organization(
    name: str,
    known: Mapping[str, object],
    option: str,
    kind: OrganizationKind | None = None,
    in_call: str = "",
) -> NotFoundError:
    """Make the error for an option that names nobody, with who is named in it and what defines it.

    What else is possible `in_call` stands behind.
    """
    within = named_in(name, known)
    near = (
        (fitting(name, known) if len(name.strip()) > 1 else [])
        or [slug for slug, one in known.items() if _is_part_of(name, callings(one))]
        or [slug for slug in known if slug == as_slug(in_ascii(name))]
        or get_close_matches(as_name(name), known, n=MOST_OFFERED, cutoff=NEARLY)
    )
    hint = f"did you mean {' or '.join(near[:MOST_OFFERED])}? Else " if near else ""
    hint = f"did you mean {option} {within}? Else " if within else hint
    if not within and PERSON.search(folded(name)):
        hint = f"a person is quoted as whom he speaks for: {option} ORG, of tracker org list; else "
    if not hint and THE_STATE.fullmatch(folded(name).strip()):
        hint = _bodies_of_state(known)
    if not hint and SHORT.fullmatch(name.strip()):
        alias = f"tracker org edit ORG --alias {shlex.quote(name.strip())}"
        hint = f"is it short for one of tracker org list? {alias}; else "
    hint += f"define it: {call_for(name, known, kind)}{in_call}"
    return NotFoundError(f"no org is called '{name[:LONGEST_NAME]}'", hint, name)


def call_for(name: str, known: Container[str], kind: OrganizationKind | None = None) -> str:
    """Return the call that defines an organization, with a slug that none of the `known` has."""
    title = shlex.quote(name[:LONGEST_NAME])
    new = slug_for(name, "org", known)
    return f"tracker org add {new} --name {title} --kind {kind or kind_of(name)}"


def _bodies_of_state(known: Mapping[str, object]) -> str:
    """Name organizations of the state, of which one may be meant; nothing where there is none."""
    bodies = [
        slug
        for slug, one in known.items()
        if getattr(one, "kind", None) is OrganizationKind.STATE
        and getattr(one, "retired", None) is None
    ]
    return f"of the state are {', '.join(bodies[:MOST_OF_STATE])}; else " if bodies else ""


def _is_part_of(text: str, names: Iterable[str]) -> bool:
    """Whether a text is words of a name: `the ministry` of the Ministry of Finance."""
    bare = folded(text).removeprefix("the ")
    return len(bare) > 1 and any(_stands_in(bare, folded(one)) for one in names)


def named_in(text: str, known: Mapping[str, object]) -> str | None:
    """Return the one organization that a text names among other words; None where it is not one.

    Of two callings of which one is within the other the longer one counts.
    """
    whole = folded(text)
    found = {
        (slug, word)
        for slug, one in known.items()
        for word in map(folded, (slug, *callings(one)))
        if len(word) > 1 and _stands_in(word, whole)
    }
    longest = {
        slug
        for slug, word in found
        if not any(word in other and word != other for _, other in found)
    }
    return longest.pop() if len(longest) == 1 else None


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text; between Japanese words there is no blank."""
    if word not in text or not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None


def kind_of(name: str) -> OrganizationKind:
    """Return what an organization seems to be by its name."""
    word = folded(name)
    if STATE.search(word):
        return OrganizationKind.STATE
    return OrganizationKind.BANK if BANK.search(word) else OrganizationKind.COMPANY
