"""`tracker help`: every example in it works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from program import Run
from tracker import errors, interrupt
from tracker.domain.definitions.records import Dataset
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.errors import PeriodError, QuantityError, TrackerError
from tracker.files.dataset import parse_dataset
from tracker.files.forms import FORMS
from tracker.resources import help_topics

TOPICS = help_topics()
README = Path(__file__).parents[2] / "README.md"


def examples(topic: str) -> list[str]:
    """The first column of the indented lines, `! ` in front of those that are refused."""
    lines = [line[4:] for line in TOPICS[topic].splitlines() if line.startswith(" " * 4)]
    found = [re.fullmatch(r"((?:! )?(?:(?:JPY|USD|%|count) +)?.+?) {3,}.*", line) for line in lines]
    return [match[1] for match in found if match]


@pytest.mark.parametrize("example", examples("dates"))
def test_every_date_is_read_or_refused_as_told(example: str) -> None:
    if example.startswith("! "):
        with pytest.raises(PeriodError):
            Period.parse(example.removeprefix("! "))
    else:
        assert Period.parse(example).text == example


@pytest.mark.parametrize("example", examples("amounts"))
def test_every_amount_is_read_or_refused_as_told(example: str) -> None:
    unit, text = example.removeprefix("! ").split(maxsplit=1)
    if example.startswith("! "):
        with pytest.raises(QuantityError):
            Quantity.parse(text, unit)
    else:
        assert Quantity.parse(text, unit).text == text


def dataset_file() -> str:
    lines = TOPICS["dataset"].partition("\n    project = ")[0].splitlines()
    return "\n".join(line[4:] for line in lines if line.startswith(" " * 4))


def test_the_example_of_a_dataset_loads_and_gives_a_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artemis.toml").write_text(dataset_file(), encoding="utf-8")
    own = tmp_path / "own.db"
    run("init", "--empty", db=own)
    run("apply", "artemis.toml", db=own)
    assert run("apply", "artemis.toml", db=own).stderr.endswith("unchanged\n")
    assert "landing" in run("status", db=own).stdout


def test_the_help_for_a_dataset_is_complete(run: Run) -> None:
    dataset = Dataset()
    assert parse_dataset("help", dataset_file(), dataset) == []
    text = run("help", "dataset", db=None).stdout
    for kind, form in FORMS.items():
        assert dataset.of(kind), kind
        for key in form.readers:
            assert re.search(rf"\b{key}\b", text), f"{kind} {key}"


def test_every_call_for_scripts_runs(run: Run) -> None:
    calls = re.findall(r"^    \$ tracker (.*)$", TOPICS["scripting"], re.MULTILINE)
    assert calls
    for call in calls:
        run(*shlex.split(call))


def exit_codes() -> set[int]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, TrackerError)}
    return {0, *codes, errors.EXIT_FINDINGS, interrupt.EXIT_INTERRUPTED}


def test_every_exit_code_is_explained_and_no_other() -> None:
    told = re.findall(r"^    (\d+) ", TOPICS["exit-codes"], re.MULTILINE)
    assert {int(code) for code in told} == exit_codes()


def test_the_readme_explains_the_same_codes() -> None:
    told = re.findall(r"^\| (\d+) \| ", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert {int(code) for code in told} <= exit_codes()


def test_the_topics_are_listed_and_printed_as_they_are(run: Run) -> None:
    listed = run("help", db=None).stdout
    assert set(TOPICS) == {
        *("amounts", "charts", "dataset", "dates", "exit-codes", "head", "keeping", "promises"),
        *("reading", "report", "scripting", "shown", "signs", "team", "words"),
    }
    for name, text in TOPICS.items():
        assert re.search(rf"^{name} +\S", listed, re.MULTILINE)
        assert run("help", name, db=None).stdout.startswith(text)
        assert max(map(len, text.splitlines())) <= 100


def test_an_unknown_topic_is_answered_with_those_there_are(run: Run) -> None:
    outcome = run("help", "date", code=3)
    assert outcome.stderr.startswith("error: no topic is called 'date'\nhint: topics: amounts")
