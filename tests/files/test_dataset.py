from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.domain.definitions.records import Dataset, HoldingRecord, StatementRecord
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.vocabulary import Field, HoldingClass
from tracker.errors import DataError, Place
from tracker.files.dataset import parse_dataset, read_dataset
from tracker.files.forms import FORMS
from tracker.resources import fixtures_dir

BAD = Path(__file__).resolve().parents[2] / "fixtures" / "bad"

MISTAKES = {
    "unknown-table": "line 3: unknown table 'milestones'",
    "single-table": "line 1: 'project' must be a table for each project",
    "inline-tables": "line 2: 'milestone' must be a table for each milestone",
    "unknown-key": "line 3: unknown key 'titel'",
    "missing-key": "line 3: unit is missing",
    "missing-project": "line 1: project is missing",
    "wrong-type": "line 6: value must be a text in quotes",
    "bad-flag": "line 7: headline must be true or false",
    "bad-list": "line 7: gates must be a list of slugs",
    "bad-number": "line 8: fiscal_year must be a whole number: for 'FY2026' write 2026",
    "bad-month-number": "line 5: fiscal_year_starts must be a month from 1 to 12",
    "bad-word": "line 4: kind must be one of: state, company, bank, other",
    "bad-status": "line 5: status must be one of: scheduled, on-track, at-risk, off-track, "
    "partially-met, met, not-met, cancelled",
    "bad-mark": "line 3: kind must be one of: deprecate, reinstate",
    "bad-slug": "line 2: slug must be a slug: small letters, digits, '-' and '.'; not 'METI'",
    "bad-period": "line 4: target: 'soon' is no period: it has no exact bounds",
    "bad-published": "line 4: published_on: 'last week' is no period: "
    "it depends on the day it was said",
    "bad-day": "line 4: retrieved_on must be a day, e.g. 2026-11-22",
    "bad-currency": "line 4: currency must be a currency code: JPY for yen",
    "unknown-currency": "line 4: currency must be one of: " + ", ".join(CURRENCIES),
    "long-unit": "line 5: unit must have at most 40 characters",
    "bad-unit": "line 5: unit: 'usd' is no unit: did you mean USD?",
    "named-unit": "line 5: unit: '円' is no unit: did you mean JPY?",
    "written-unit": "line 5: unit: '百万円' is no unit: did you mean JPY?",
    "bad-year": "line 7: fiscal_year must be a year from 1900 to 2199",
    "bad-rate": "line 5: rate must be a number with at most 6 decimals in quotes, e.g. '159.12'",
    "bad-month": "line 2: month must be a month, e.g. 2026-04",
    "empty-text": "line 3: name must not be empty",
    "states-nothing": "line 1: states nothing; add one of: " + ", ".join(Field),
    "duplicate-key": "line 8: the key 'a' stands already in dataset-duplicate-key.toml line 2",
    "duplicate-key-of-mark": "line 7: the key 'a' stands already in "
    "dataset-duplicate-key-of-mark.toml line 2",
    "duplicate-slug": "line 11: the subject 'fab/pilot' stands already in "
    "dataset-duplicate-slug.toml line 4",
    "duplicate-holding": "line 7: the subject 'fab/toyota' stands already in "
    "dataset-duplicate-holding.toml line 4",
    "duplicate-rate": "line 9: the rate 'USD JPY 2026-01' stands already in "
    "dataset-duplicate-rate.toml line 2",
    "syntax-error": "line 3: Illegal character '\\n': name = \"METI",
}


def _parse(text: str, name: str = "a.toml") -> Dataset:
    dataset = Dataset()
    for mistake in parse_dataset(name, text, dataset):
        raise mistake
    return dataset


@pytest.mark.parametrize(("mistake", "message"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_file_line_and_field(mistake: str, message: str) -> None:
    file = BAD / f"dataset-{mistake}.toml"
    with pytest.raises(DataError) as refused:
        _parse(file.read_text(encoding="utf-8"), file.name)
    assert str(refused.value) == f"{file.name} {message}"
    assert refused.value.hint
    assert "\n" not in refused.value.message + refused.value.hint


SIGNS = 'write the signs of ASCII, " : , = and [ ], outside of texts: not '
ANSWERED = {
    '[[statement]]\nsubject = "x"\n"状態" = "met"': "write status",
    '[[statement]]\nsubject = "x"\n状態 = "met"': "write status",
    '[[statement]]\nsubject = "x"\n"計上" = "1bn"': "write budgeted",
    '[[statement]]\nsubject = "x"\n"paid" = "1bn"': "write disbursed",
    '[[statement]]\nsubject = "x"\n"採択" = "1bn"': (
        "write planned (it was chosen, and no sum is bound yet)"
        " or committed (the sum was approved with it)"
    ),
    '[[statement]]\nsubject = "x"\nstatuss = "met"': "did you mean status?",
    '[[statement]]\nsubject = "x"\nstatus = 達成': 'a text stands in quotes: status = "達成"',
    "[[statement]]\nsubject = 「x」": f"{SIGNS}「",
    "[[statement]]\nsubject ＝ “x”": f"{SIGNS}＝",
    '[[source]]\nslug = "x"\n"発行者" = "y"': "write publisher",
    '[[source]]\nslug = "x"\n"日付" = "y"': "write published_on",
    '[[organization]]\nslug = "x"\ntitle = "y"': "write name",
    '[[milestone]]\nslug = "x"\nname = "y"': "write title",
    '[[マイルストーン]]\nslug = "x"': "write milestone",
    '[["組織"]]\nslug = "x"': "write organization",
    '[[milestones]]\nslug = "x"': "did you mean milestone?",
}


@pytest.mark.parametrize("text", ANSWERED)
def test_other_words_for_keys_and_tables_are_answered_with_those_of_files(text: str) -> None:
    with pytest.raises(DataError) as refused:
        _parse(text)
    assert refused.value.hint == ANSWERED[text]


WORDS = {
    "statement": ('subject = "x"\ntarget = "2027"', {"status": "遅延", "tier": "報道"}),
    "tranche": ('slug = "x"\ntitle = "x"\nfunder = "x"', {"instrument": "融資"}),
    "organization": ('slug = "x"\nname = "x"', {"kind": "Ministry"}),
    "milestone": ('slug = "x"\ntitle = "x"', {"type": "承認"}),
}


@pytest.mark.parametrize("kind", WORDS)
def test_words_are_read_as_those_of_the_record_and_told(kind: str) -> None:
    rest, words = WORDS[kind]
    lines = "".join(f'{key} = "{word}"\n' for key, word in words.items())
    (record,) = _parse(f'project = "p"\n[[{kind}]]\n{lines}{rest}\n').of(kind)
    assert record.where.read_as == tuple((word, MEANT[word]) for word in words.values())
    for word, meant in MEANT.items():
        lines = lines.replace(word, meant)
    (same,) = _parse(f'project = "p"\n[[{kind}]]\n{lines}{rest}\n').of(kind)
    assert (same, same.where.read_as) == (record, ())


MEANT = {
    "遅延": "off-track",
    "報道": "press",
    "融資": "loan",
    "Ministry": "state",
    "承認": "approval",
}


def test_a_word_that_may_be_either_of_two_is_refused_with_both() -> None:
    with pytest.raises(DataError) as refused:
        _parse('project = "p"\n[[statement]]\nsubject = "x"\nstatus = "延期"')
    assert "status may be either of two: write off-track (it will be late; " in str(refused.value)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ('fiscal_year_starts = "4月"', 4),
        ('fiscal_year_starts = "October"', 10),
        ('fiscal_year = "令和8年度"', 2026),
        ('fiscal_year = "2027年3月期"', 2026),
        ('fiscal_year = "2026年"', 2026),
    ],
)
def test_a_year_or_a_month_as_a_text_is_answered_with_its_number(line: str, number: int) -> None:
    kind = "project" if "starts" in line else "tranche"
    with pytest.raises(DataError) as refused:
        _parse(f"[[{kind}]]\n{line}")
    assert refused.value.message.endswith(f"write {number}")


def test_every_bad_file_has_its_mistake() -> None:
    files = {file.stem.removeprefix("dataset-") for file in BAD.glob("dataset-*.toml")}
    assert files == set(MISTAKES)


def test_the_shipped_dataset_is_read_whole() -> None:
    folder = fixtures_dir() / "rapidus"
    dataset = read_dataset(folder)
    text = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.toml"))
    lines = text.splitlines()
    for kind in FORMS:
        assert len(dataset.of(kind)) == lines.count(f"[[{kind}]]")
    assert len(dataset.statements) > 400


def test_the_files_of_a_folder_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.toml").write_text(
            f'[[organization]]\nslug = "{name}"\nname = "{name}"\nkind = "other"\n'
        )
    (tmp_path / "notes.txt").write_text("not read")
    assert [one.slug for one in read_dataset(tmp_path).organizations] == ["a", "b", "c"]


def test_a_duplicate_is_found_across_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(
            '[[organization]]\nslug = "x"\nname = "x"\nkind = "other"\n'
        )
    with pytest.raises(DataError) as refused:
        read_dataset(tmp_path)
    assert str(refused.value) == (
        "b.toml line 2: the organization 'x' stands already in a.toml line 2"
    )


def test_a_slug_of_another_project_or_kind_is_no_duplicate() -> None:
    dataset = _parse(
        "".join(
            f'[[milestone]]\nproject = "{project}"\nslug = "a"\ntitle = "A"\ntype = "approval"\n'
            for project in ("one", "two")
        )
        + '[[organization]]\nslug = "a"\nname = "A"\nkind = "other"\n'
    )
    assert [one.project for one in dataset.milestones] == ["one", "two"]


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no \*\.toml file"):
        read_dataset(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes('title = "経済"'.encode("shift-jis"))
    with pytest.raises(DataError, match=r"a\.toml is not written in UTF-8"):
        read_dataset(tmp_path)


def test_a_text_that_ends_too_early_is_told_with_its_file() -> None:
    with pytest.raises(DataError, match=r"^a\.toml"):
        _parse('[[organization]]\nslug = "a')


def test_the_files_project_counts_where_a_table_names_none() -> None:
    dataset = _parse(
        'project = "fab"\n'
        '[[statement]]\nkey = "a"\nsubject = "pilot"\nstatus = "met"\non = 2026-01-02\n'
        '[[statement]]\nkey = "b"\nsubject = "other/pilot"\ntarget = "2027"\nstatus = "met"\n'
    )
    first, second = dataset.statements
    assert first == StatementRecord(
        subject="fab/pilot",
        values=((Field.STATUS, "met"),),
        on="2026-01-02",
        key="a",
        where=Place("a.toml", 2),
    )
    assert second.subject == "other/pilot"
    assert second.values == ((Field.STATUS, "met"), (Field.TARGET, "2027"))


def test_the_only_project_of_a_file_counts_where_a_table_names_none() -> None:
    one = '[[project]]\nslug = "fab"\ntitle = "Fab"\ncurrency = "JPY"\n'
    stone = '[[milestone]]\nslug = "a"\ntitle = "A"\ntype = "approval"\n'
    assert [each.project for each in _parse(one + stone).milestones] == ["fab"]
    with pytest.raises(DataError, match="line 9: project is missing"):
        _parse(one + one.replace("fab", "fob") + stone)


def test_only_what_has_a_key_can_be_there_twice() -> None:
    said = '[[statement]]\nsubject = "fab/a"\ntarget = "2027"\n'
    assert [one.key for one in _parse(said + said).statements] == [None, None]
    with pytest.raises(DataError, match=r"the key 'k' stands already in a\.toml line 4"):
        _parse(2 * (said + 'key = "k"\n'))


def test_all_mistakes_are_collected() -> None:
    text = (
        '[[organization]]\nslug = "Ä"\nkind = "moon"\n'
        '[[organisation]]\n[[organization]]\nslug = "b"\nname = "B"\nkind = "bank"\n'
    )
    dataset = Dataset()
    found = parse_dataset("a.toml", text, dataset)
    assert [(str(error.place), error.field) for error in found] == [
        ("a.toml line 2", "slug"),
        ("a.toml line 3", "kind"),
        ("a.toml line 1", "name"),
        ("a.toml line 4", "organisation"),
    ]
    assert [one.slug for one in dataset.organizations] == ["b"]


def test_a_holding_is_named_by_its_organization_and_class() -> None:
    dataset = _parse(
        'project = "fab"\n[[holding]]\norganization = "ipa"\n'
        '[[holding]]\norganization = "ipa"\nclass = "golden"\n'
    )
    assert [one.slug for one in dataset.holdings] == ["ipa", "ipa-golden"]
    assert dataset.holdings[1] == HoldingRecord(
        project="fab",
        slug="ipa-golden",
        title="ipa",
        organization="ipa",
        holding_class=HoldingClass.GOLDEN,
    )


def test_a_rate_is_kept_in_millionths_and_a_day_as_a_day() -> None:
    dataset = _parse(
        '[[rate]]\nmonth = "2026-01"\nbase = "USD"\nquote = "JPY"\nrate = "159.123456"\n'
        'source = "boj"\n'
        '[[source]]\nslug = "boj"\ntitle = "B"\ntier = "primary"\nretrieved_on = 2026-11-22\n'
    )
    assert dataset.rates[0].rate_micro == 159_123_456
    assert dataset.sources[0].retrieved_on == date(2026, 11, 22)
