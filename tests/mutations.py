"""What somebody types or sends, with mistakes of every sort in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tally import SECRET

LINES = (
    "log holder-count 32 --on 2026-11-20 --key a",
    "log holders at-risk --target FY2030 --source news -m 'it slips' --reason why",
    "log rd-fy2026 committed '<=631.5bn' --on 2026-10-01 --said-by ministry --tier press",
    "log holders-planned 1,300 --source https://fab.example/2026 --on 2026-05-01 --quote 'so said'",
    "log toyota votes 5% --happened 2026-04-01",
    "log pilot --progress 80% --baseline 2027-04 --reason moved --dry-run",
    "log pilot 'met' --happened 2026年4月1日 -f json -o out.json",
    "log pilot -m 'a note' --key b",
    "log Pilot 順調 --said-by 'A Firm' --new-org 会社",
    "log pilot 延期 --source https://fab.example/3 --published-on 2026-05-01",
    "project add relay2 --title Relay --currency EUR --fiscal-year-starts January",
    "apply . batch.toml --dry-run",
    "status --as-of 2026-03-31 --known-at 14 -f json",
    "status --line",
    "why holders.target --as-of 2026-11-01",
    "history holders --limit 5 --all -f csv",
    "entry show 14",
    "entry show last -f markdown",
    "entry deprecate 14 --reason wrong",
    "entry reinstate 14 --reason right",
    "milestone list -f csv",
    "milestone show pilot --ascii",
    "milestone add second --title Second --type delivery --gate pilot",
    "milestone edit pilot --title 'Pilot line' --title-ja 試作",
    "metric add staff --title Staff --unit count --nature actual --scope all",
    "tranche add rd-fy2027 --title Next --funder ministry --instrument grant --fiscal-year 2027",
    "org add nedo --name NEDO --kind state --parent ministry",
    "source add s1 --title Paper --publisher Press --tier press --published 2026-04",
    "source edit news --url https://fab.example/news --reason why",
    "rate add USD 2026-04 150.5 --source news",
    "money --units bn -f json",
    "owners --as-of 2026",
    "reconcile",
    "diff --after 2026-01-01 --exit-code",
    "diff 2026-01-01 2026-11-01 -f markdown",
    "check --strict",
    "impact pilot",
    "export holders pilot -o out.jsonl",
    "export",
    "schema statement",
    "verify --expect '13 9f86d081' --write-head head.txt",
    "verify --expect-file head.txt",
    "db current",
    "db upgrade --quiet",
    "help dates",
    "init --empty",
    "project list",
    "db backup copy.db",
    "--db other.db status",
    f"--db postgresql://me:{SECRET}@/d?host=none status",
    f"--db postgres:me:{SECRET}@/d?host=none log pilot met",
)
STATEMENTS = (
    {"kind": "statement", "subject": "fab/holder-count", "value": "33", "on": "2026-11-01"},
    {"subject": "pilot", "status": "met", "happened": "2026-04-01", "source": "news", "key": "l1"},
    {"subject": "rd-fy2026", "committed": "5bn", "on": "2026-10", "said_by": "ministry"},
    {"subject": "holders", "target": "FY2030-H1", "reason": "new", "key": "l2", "tier": "press"},
    {"subject": "pilot", "note": "so", "source": "https://fab.example/x", "on": "2026-05-02"},
    {"kind": "mark", "of": "l2", "action": "deprecate", "reason": "wrong", "key": "m1"},
    {"kind": "organization", "slug": "nedo", "name": "NEDO", "kind_of": "state"},
    {"kind": "source", "slug": "s2", "title": "Page", "tier": "press", "published_on": "2026"},
    {"kind": "milestone", "project": "fab", "slug": "m2", "title": "M", "type": "delivery"},
    {"kind": "rate", "month": "2026-01", "base": "USD", "quote": "JPY", "rate": 150.5},
)
TOML = """\
project = "fab"

[[organization]]
slug = "nedo"
name = "NEDO"
kind = "state"

[[milestone]]
slug = "m2"
title = "Second"
type = "delivery"
gates = ["pilot"]

[[metric]]
slug = "staff"
title = "Staff"
unit = "count"
nature = "actual"
scope = "all"

[[statement]]
subject = "m2"
target = "FY2030"
on = 2026-10-01
key = "t1"
source = "news"

[[statement]]
subject = "holder-count"
value = "33"
on = "2026-10-02"
key = "t2"

[[mark]]
of = "t1"
action = "deprecate"
reason = "wrong"
key = "t3"
"""
VARIABLES = {
    "TRACKER_NOW": "2026-11-22T09:00:00Z",
    "COLUMNS": "80",
    "TRACKER_PROJECT": "fab",
    "TRACKER_FORMAT": "json",
    "TRACKER_AUTHOR": "me",
    "TRACKER_BREACH_DAYS": "90,180",
    "TRACKER_SOURCE": "news",
}
HOSTILE = (
    *("\x00", "\x1b[2J", "\x07", "\r", "\n", "\t", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff"),
    *(
        "\ud800",
        "\udfff",
        "\U0010ffff",
        "\u0301" * 40,
        "👩‍👩‍👧‍👦",
        "٣",
        "２０２７",
        "ｱ",
        "二〇二七",
    ),
    *("9" * 30, "-1", "0", "1e999", "NaN", "Infinity", "1" + "0" * 400, "0x10", "1_000", "0.1" * 9),
    *("'; DROP TABLE entry; --", '" OR 1=1', "%s %(x)s %n", "{0} {x.__class__}", "${HOME} `id`"),
    *("[" * 300, "{" * 300, '{"a":' * 300, "a" * 5000, "=HYPERLINK(1)", "[/b]", "--", "-", "="),
    *("--help", "--key", "-o", "--on", "--db", "-f", "--dry-run", "--as-of=", "last", "null", "[]"),
    *(
        "true",
        "[[",
        "]]",
        "\\u0000",
        "\\ud800",
        '"""',
        "#",
        "9999-12-31",
        "0000-00-00",
        "2026-02-30",
    ),
)


@dataclass(frozen=True)
class Input:
    """A command line, what it is sent, and one variable of its environment."""

    args: tuple[str, ...]
    sent: bytes = b""
    variable: tuple[str, str] | None = None


def mutated(random: Random, exported: str) -> Input:
    """Make one of them; `exported` is what export wrote."""
    kind = random.randrange(20)
    variable = None
    if kind < 15:
        args = _mutated_args(random, _words(random.choice(LINES)))
        if random.randrange(20) == 0:
            name = random.choice([*VARIABLES])
            value = _times(random, VARIABLES[name], _mutated_text).replace("\x00", "")
            variable = (name, value.encode(errors="ignore").decode())
        return Input(args, variable=variable)
    if kind < 18:
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in STATEMENTS)
        mutate = random.choice((_mutated_text, _mutated_json))
        args = ("apply", "-", "--as", "jsonl", *random.choice(((), (), ("--dry-run",))))
    elif kind == 18:
        text, mutate, args = TOML, _mutated_text, ("apply", "-", "--as", "toml")
    else:
        text, args = exported, ("--db", "new.db", "import", "-")
        mutate = random.choice((_mutated_text, _mutated_json))
    sent = _times(random, text, mutate).encode("utf-8", "surrogatepass")
    return Input(args, _mutated_bytes(random, sent) if random.randrange(4) == 0 else sent)


def _words(line: str) -> list[str]:
    return [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]


def _times(random: Random, text: str, mutate: Callable[[Random, str], str]) -> str:
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 6))):
        text = mutate(random, text)
    return text


def _mutated_args(random: Random, args: list[str]) -> tuple[str, ...]:
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        at = random.randrange(len(args)) if args else 0
        match random.randrange(7):
            case 0:
                del args[at : at + 1]
            case 1:
                args[at:at] = args[at : at + 1]
            case 2:
                random.shuffle(args)
            case 3:
                args.insert(at, random.choice(HOSTILE))
            case 4:
                args[at : at + 1] = [random.choice(_words(random.choice(LINES)))]
            case _:
                args[at : at + 1] = [_mutated_text(random, one) for one in args[at : at + 1]]
    # Nothing outside the folder of the test is named.
    return tuple(re.sub(r"(^|=|-o\W*)[/~]+", r"\1", one).replace("..", ".") for one in args)


def _mutated_text(random: Random, text: str) -> str:
    """Take a piece out, double it, put another in, swap two pieces."""
    begin = random.randrange(len(text) + 1)
    end = begin + random.choice((0, 1, 1, 2, 8, 40))
    piece = text[begin:end]
    match random.randrange(6):
        case 0:
            return text[:begin] + text[end:]
        case 1:
            return text[:end] + piece * random.choice((1, 2, 50)) + text[end:]
        case 2:
            return text[:begin] + random.choice(HOSTILE) + text[end:]
        case 3:
            return text[:begin] + chr(random.choice((random.randrange(128), 0x3000))) + text[end:]
        case 4:
            words = re.split(r"(\W+)", text)
            one, other = random.randrange(len(words)), random.randrange(len(words))
            words[one], words[other] = words[other], words[one]
            return "".join(words)
        case _:
            words = re.split(r"(\w+)", text)
            words[random.randrange(len(words))] = random.choice(HOSTILE)
            return "".join(words)


def _mutated_json(random: Random, text: str) -> str:
    """Give a key of one line another value, drop or rename it, drop, double or move the line."""
    lines = text.splitlines()
    at = random.randrange(len(lines))
    try:
        one = json.loads(lines[at])
        name = random.choice([*one])
    except (ValueError, TypeError, IndexError, RecursionError):
        return _mutated_text(random, text)
    values: tuple[object, ...] = (
        None,
        True,
        0,
        -1,
        2**70,
        1.5,
        [],
        {},
        ["x"],
        {"x": 1},
        "",
        *HOSTILE,
    )
    match random.randrange(6):
        case 0:
            del one[name]
        case 1:
            one[random.choice((*HOSTILE, "slug", "key"))] = one.pop(name)
        case 2:
            lines.insert(random.randrange(len(lines)), lines[at])
        case 3:
            del lines[at]
        case _:
            one[name] = random.choice(values)
    if len(lines) == len(text.splitlines()):
        lines[at] = json.dumps(one, ensure_ascii=random.choice((True, False)))
    return "".join(f"{line}\n" for line in lines)


def _mutated_bytes(random: Random, sent: bytes) -> bytes:
    at = random.randrange(len(sent) + 1)
    return sent[:at] + random.randbytes(random.choice((1, 1, 4))) + sent[at + random.randrange(3) :]
