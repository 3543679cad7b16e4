"""The gist of a project in Japanese, as `gist` words it in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.milestones.schedule import Way
from tracker.domain.vocabulary import Language, Tier
from tracker.render.telling import words
from tracker.render.telling.japanese import day, period, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.schedule import Slip
    from tracker.reports.gist import Gist, LastWord
    from tracker.reports.status import StatusReport

NAMED = 2
"""So many are named; more are counted."""


def in_japanese(told: Gist, report: StatusReport) -> list[str]:
    """Word the gist of a project in Japanese, milestones by their short Japanese titles."""
    shown = (one.milestone for one in report.milestones)
    names = {one.slug: words.short_name(one, Language.JAPANESE) for one in shown}
    return [
        *_about(told, report.clocks.as_of),
        *_all_of_them(told, report, names),
        *_news(told, report, names),
    ]


def _about(told: Gist, as_of: date) -> Iterator[str]:
    if told.foremost is None:
        return
    state, title = told.foremost.state, words.title(told.foremost.milestone, Language.JAPANESE)
    if state.status.ends:
        on = f"（{period(state.met_on)}）" if state.met_on else ""
        yield f"{title}：{say(state.word)}{on}。"
        return
    if state.withdrawn is not None:
        yield f"{title}：{period(state.withdrawn)}の予定は撤回され、時期は示されていない。"
    elif state.target is None:
        yield f"{title}：{say(state.word)}、時期は示されていない。"
    else:
        yield f"{title}：{period(state.target)}の予定{_against(state)}。"
    if told.last_word is not None:
        yield from _last_word(told.last_word, as_of)
    for gate in told.lost:
        name = words.title(gate.milestone, Language.JAPANESE)
        yield f"前提となる「{name}」は{say(gate.state.status.value)}となった。"


def _against(state: MilestoneState) -> str:
    """How far a promise is from the first one."""
    if state.overdue:
        return f"（期限を{_days(state.late_days)}過ぎ、達成したという発言はない）"
    if state.slip is None or state.baseline is None:
        return ""
    if state.slip.way in {Way.GONE, Way.NONE}:
        return "（当初の約束どおり）"
    first = period(state.baseline)
    if state.slip.way is Way.ENDLESS:
        return f"（当初は{first}、期限は示されなくなった）"
    return f"（当初の{first}から{_moved(state.slip)}）"


def _moved(slip: Slip) -> str:
    """Write how far both ends of a window moved."""
    least, most = slip.ends
    if slip.way is Way.AT_LEAST:
        return f"{_days(most)}以上遅れ"
    if slip.way is Way.ASTRIDE:
        return f"{_days(-(slip.first or 0))}早まりから{_days(slip.last or 0)}遅れまで"
    way = "遅れ" if slip.way is Way.LATER else "早まり"
    if least == 0:
        return f"最大{_days(most)}{way}"
    return "〜".join(dict.fromkeys((_days(least), _days(most)))) + way


def _last_word(word: LastWord, as_of: date) -> Iterator[str]:
    """Who last gave the date, who repeated it another time ago, and how it fares."""
    last, again, said = word.last, word.again, word.status
    yield f"時期の最終発言は{last.speaker}（{_ago(last, as_of)}）。"
    if again is not None and _ago(again, as_of) != _ago(last, as_of):
        vaguely = "大まかに" if word.vaguely else ""
        yield f"{again.printed_by}が{vaguely}再掲（{_ago(again, as_of)}）。"
    if said is not None:
        since = "その後" if word.since else ""
        yield f"{since}{said.speaker}は「{say(said.text)}」（{day(said.day)}）。"


def _ago(said: Statement, as_of: date) -> str:
    passed = (as_of - said.day).days
    return f"{_days(passed)}前" if passed else "当日"


def _all_of_them(told: Gist, report: StatusReport, names: Mapping[str, str]) -> Iterator[str]:
    late = told.late
    if report.milestones:
        more = "ほか" if late[NAMED:] else ""
        unspoken = report.counts.unspoken
        silent = f"発言のないもの{unspoken}件、" if unspoken else ""
        listed = "、".join(names[slug] for slug in late[:NAMED])
        named = f"（{listed}{more}{_gates(told, names)}）" if late else ""
        yield (
            f"期限超過は{len(report.milestones)}件中{len(late)}件{named}、"
            f"{silent}出典の食い違い{told.disputed}件。"
        )


def _gates(told: Gist, names: Mapping[str, str]) -> str:
    """Write how many of those that are late gate the foremost milestone: `、いずれも量産の前提`."""
    of = told.foremost.milestone if told.foremost else None
    count = words.late_gates(of, told.late) if of else 0
    if of is None or not count:
        return ""
    which = f"うち{count}件は" if count < len(told.late) else "いずれも" if count > 1 else ""
    return f"、{which}{names[of.slug]}の前提"


def _news(told: Gist, report: StatusReport, names: Mapping[str, str]) -> Iterator[str]:
    """What changed lately; else since when nothing did."""
    new = told.new
    if new:
        more = f"ほか{len(new) - NAMED}件" if len(new) > NAMED else ""
        named = "、".join(names.get(slug, slug) for slug in new[:NAMED])
        yield f"この30日間の新しい動き：{named}{more}。"
    elif report.newest_change is not None:
        last = report.newest_change
        yield f"数値の変化は{_said_on(last)}（{names.get(last.subject, last.subject)}）が最後。"
        spoke = report.newest_statement
        if spoke is not None:
            lead = "当事者の" if spoke.tier is Tier.PRIMARY and not spoke.of_keeper else ""
            yield f"{lead}最後の発言は{spoke.speaker}（{_said_on(spoke)}）。"


def _said_on(said: Statement) -> str:
    """Write when something was said, no more precisely than was stated."""
    return period(said.stated_on) if said.stated_on.is_unit else f"{day(said.day)}ごろ"


def _days(count: int) -> str:
    """Write a number of days: 12日, 3か月."""
    return f"{count}日" if count < words.SHORT_DAYS else f"{words.months(count)}か月"
