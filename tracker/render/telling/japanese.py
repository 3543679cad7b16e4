"""The words of reports in Japanese: headings, closed lists, days, windows, slips.

What sources and people wrote stays as they wrote it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import Status
from tracker.render.telling import words
from tracker.render.telling.told import TEXTS, conflict, value_text
from tracker.tables.table import Kind

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.render.telling.told import Texts
    from tracker.tables.table import Column

HEADINGS = {
    "Contents": "目次",
    "Latest": "最新の発言",
    "Milestones": "マイルストーン",
    "Money": "資金",
    "Owners": "株主",
    "Figures": "数値",
    "Expected to invest": "出資の見込み",
    "What comes next": "今後の予定",
    "What asks for a human eye": "確認が必要な点",
    "Who said what": "だれが何を言ったか",
    "Of each subject all that was said by the day above; what is shown comes first.": (
        "各項目について上記の日までの発言すべて。表示中のものが先頭。"
    ),
    "The same as a table": "同じ内容の表",
    "as of": "時点",
    "known at log": "記録番号",
    "added up of": "の内訳",
    "sources disagree": "出典が食い違う",
    "about": "約",
    "computed, stated by nobody": "計算値（出典なし）",
    "at least": "以上",
    "at most": "以下",
    "Made by": "作成コマンド",
    "shown": "表示中",
    "disagrees": "食い違い",
    "earlier": "以前の発言",
}
COLUMNS = {
    "after": "後",
    "amount": "金額",
    "before": "前",
    "code": "規則",
    "message": "内容",
    "counted total": "合計",
    "days left": "残り日数",
    "due": "期限",
    "field": "項目",
    "first": "当初",
    "fiscal year": "年度",
    "fiscal years": "年度",
    "founder": "設立時",
    "holder": "株主",
    "invested": "出資額",
    "kind": "種類",
    "last stated": "最後の発言",
    "met on": "達成日",
    "metric": "指標",
    "milestone": "マイルストーン",
    "money": "資金",
    "name": "名称",
    "nature": "性質",
    "now": "現在",
    "of capital": "資本比",
    "paid": "支払済み",
    "progress %": "進捗 %",
    "reason": "理由",
    "said by": "発言者",
    "said on": "発言日",
    "severity": "重さ",
    "shown from": "表示開始",
    "slip": "遅れ",
    "speaker": "発言者",
    "status": "状況",
    "subject": "対象",
    "target": "予定",
    "tier": "出典の種類",
    "title": "名称",
    "tranche": "資金枠",
    "value": "値",
    "votes": "議決権",
    "what": "内容",
    "basis": "根拠",
    "breach": "限度超過",
    "calendar clash": "暦年と年度",
    "changed": "変化",
    "companies": "企業数",
    "conflicts": "食い違い",
    "current baseline": "現在の基準",
    "current slip": "現在の基準からの遅れ",
    "days after the current": "限度日数（現在の基準）",
    "days after the first": "限度日数（当初）",
    "disputed": "食い違う項目",
    "family": "系列",
    "equity paid": "払込資本",
    "golden share": "黄金株",
    "headline": "主要",
    "last slip": "最後の予定からの遅れ",
    "late days": "遅れ日数",
    "not covered": "未手当て",
    "private paid": "民間の払込み",
    "promised on": "約束した日",
    "rescheduled": "予定変更",
    "scope": "範囲",
    "stale": "発言なし",
    "state": "政府",
    "state paid": "政府の払込み",
    "state share": "政府の比率",
    "state votes": "政府の議決権",
    "status basis": "状況の根拠",
    "threshold": "目標値",
    "type": "種別",
    "unit": "単位",
    "baseline": "基準",
    "note": "注記",
    "progress": "進捗",
    "expected": "見込み",
    "overdue": "期限超過",
    "total": "合計",
    "all that is added": "合算対象のすべて",
    "all shares": "株式のすべて",
    "no year": "年度なし",
}
WORDS = {
    Status.UNSTATED: "未表明",
    Status.SCHEDULED: "予定",
    Status.ON_TRACK: "順調",
    Status.AT_RISK: "懸念あり",
    Status.OFF_TRACK: "遅延",
    Status.PARTIALLY_MET: "一部達成",
    Status.MET: "達成",
    Status.NOT_MET: "未達",
    Status.CANCELLED: "中止",
    "planned": "計画",
    "budgeted": "計上",
    "enacted": "成立",
    "committed": "決定",
    "withdrawn": "撤回",
    "undisclosed": "非公表",
    "unstated": "未表明",
    "yes": "はい",
    "primary": "当事者",
    "press": "報道",
    "secondary": "二次情報",
    "no source": "出典なし",
    "primary, not read by us": "当事者・未読",
    "press, not read by us": "報道・未読",
    "secondary, not read by us": "二次情報・未読",
    "delivery": "実施",
    "approval": "承認",
    "financing": "資金調達",
    "agreement": "提携",
    "assessment": "評価",
    "engagement": "対話",
    "actual": "実績",
    "metric": "指標",
    "stated": "表明",
    "derived": "導出",
    "gates": "前提",
    "none": "なし",
    "both": "両方",
    "original": "当初",
    "current": "現在",
    "error": "誤り",
    "warning": "注意",
    "info": "参考",
    "moved": "変更",
    "narrowed": "具体化",
    "re-rated": "状況の変化",
    "figure": "数値の変化",
    "contradicted": "食い違い",
    "settled": "解消",
    "corrected": "訂正",
    "new": "新規",
    "noted": "注記",
    "in-time": "期限内",
    "gone-stale": "発言が途絶",
    "gone": "消滅",
    "in-danger": "懸念",
    "gate-lost": "前提の喪失",
    "power-of-ten": "桁違い",
    "conversion": "換算",
    "conflict": "食い違い",
    "calendar": "暦年と年度",
    "parts": "内訳",
    "stages": "段階",
    "early": "早すぎる支払い",
    "status-metric": "状況と指標",
    "order": "順序",
    "ended-alone": "単独の終了報",
    "met-back": "達成の取消し",
    "progress-back": "進捗の後退",
    "fell": "減少",
    "event-day": "出来事の日",
    "before-event": "事前の発言",
    "unpaid": "支払い不明",
    "after-source": "出典より後の日",
    "loosened": "期限の緩和",
    "threefold": "三倍",
    "other-subject": "別の対象",
    "state": "政府",
    "company": "企業",
    "bank": "銀行",
    "heard-again": "発言の再開",
    "on time": "予定どおり",
    "open": "未定",
}
SAID = HEADINGS | COLUMNS | WORDS
PATTERNS = (
    (re.compile(r"late (\d+)d"), r"\1日遅れ"),
    (re.compile(r"What changed since (\S+)"), r"\1以降の変化"),
    (re.compile(r"(\d+) more that have ended"), r"終了した\1件"),
    (re.compile(r"(\d+) more of little weight"), r"その他\1件"),
)
"""Words with a figure in them."""
SUM = re.compile(r"(state|private|bank|other) ([^(]+?)(?: (\(\w+\)))?")
"""How a sum of money is called, as `group_name` does."""
FUNDERS = {"state": "国", "private": "民間", "bank": "銀行", "other": "その他"}
INSTRUMENTS = {
    "R&D": "研究開発委託",
    "equity": "出資",
    "grants": "補助金",
    "loans": "融資",
    "bonds": "債券",
    "guarantee": "債務保証",
    "in kind": "現物",
    "tax credits": "税控除",
    "other forms": "その他の形",
}


def say(text: str) -> str:
    """Return what a word or a heading is in Japanese; as it is where it is neither.

    >>> say("overdue"), say("late 12d"), say("state R&D (NEDO)"), say("2nm pilot")
    ('期限超過', '12日遅れ', '国の研究開発委託(NEDO)', '2nm pilot')
    """
    if text in SAID:
        return SAID[text]
    for pattern, told in PATTERNS:
        if pattern.fullmatch(text):
            return pattern.sub(told, text)
    found = SUM.fullmatch(text)
    if found and found[2] in INSTRUMENTS:
        return f"{FUNDERS[found[1]]}の{INSTRUMENTS[found[2]]}{found[3] or ''}"
    return text


UNIT = re.compile(
    r"(?P<about>~?)(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?P<part>H[12]|Q[1-4]|\d\d))?"
    r"(?:-(?P<day>\d\d))?(?P<unsure>\??)"
)
PARTS = {"": "", "H1": "前半", "H2": "後半", **{f"Q{at}": f"第{at}四半期" for at in range(1, 5)}}


def period(when: Period | None) -> str:
    """Write a period; what the grammar reads as Japanese, it reads as the same window.

    >>> from tracker.domain.periods.calendar import JAPAN
    >>> texts = ("FY2027-H2", "by 2026-Q1", "2025-04-01", "~FY2031", "2024-12-11/2024-12-20")
    >>> [period(Period.parse(text, JAPAN)) for text in texts][:4]
    ['2027年度後半', '2026年第1四半期まで', '2025年4月1日', '2031年度ごろ']
    """
    if when is None:
        return words.NOTHING
    first, slash, last = when.label.partition("/")
    if not slash:
        return _unit(first)
    if first == "..":
        return f"{_unit(last)}まで"
    return f"{_unit(first)}以降" if last == ".." else f"{_unit(first)}〜{_unit(last)}"


def _unit(label: str) -> str:
    """Write one unit of the calendar: `FY2027-H2` as 2027年度後半."""
    found = UNIT.fullmatch(label)
    if found is None:
        return label
    part, day = found["part"] or "", found["day"]
    text = found["year"] + ("年度" if found["fiscal"] else "年")
    text += PARTS[part] if part in PARTS else f"{int(part)}月"
    text += f"{int(day)}日" if day else ""
    return text + ("ごろ" if found["about"] else "") + found["unsure"]


def day(when: date) -> str:
    """Write a day: 2025年4月1日."""
    return f"{when.year}年{when.month}月{when.day}日"


def span(moved: Slip) -> str:
    """Write how far both ends of a window moved: 0〜+3か月, なし."""
    text = words.span(moved)
    if text in SAID:
        return say(text)
    at_least = text.startswith(">=")
    for short, long in (("mo", "か月"), ("d", "日")):
        text = text.removesuffix(short) + long if text.endswith(short) else text
    return text.removeprefix(">=").replace("..", "〜") + ("以上" if at_least else "")


def said(statement: Statement, units: Units) -> str:
    """Write what a statement says."""
    return _value(statement.value, units)


def _value(value: Any, units: Units) -> str:  # noqa: ANN401 - what a cell holds
    if isinstance(value, Period):
        return period(value)
    return say(words.as_said(value, units))


TEXTS_JA: Texts = {
    **TEXTS,
    Kind.DAY: lambda value, _: day(value),
    Kind.PERIOD: lambda value, _: period(value),
    Kind.BRIEF: _value,
    Kind.SLIP: lambda value, _: span(value),
    Kind.FLAG: lambda value, _: say("yes") if value else "",
}
"""How a cell is told in Japanese, by its kind."""
CLOSED = frozenset(
    {
        *("status", "status_basis", "basis", "type", "breach", "kind", "severity", "tier"),
        *("nature", "field", "funder_kind", "disputed", "slip_days", "target"),
    }
)
"""The columns that hold words of closed lists; in all others stands what people wrote."""


def told(column: Column[Any], row: Any, layout: Layout) -> str:  # noqa: ANN401 - any row
    """Write one cell, as `told.told` does in English."""
    text = column.told(row) if column.told else None
    if column.in_japanese:
        text = column.in_japanese(row) or column.value(row) or ""
    if text is None:
        text = value_text(column, column.value(row), layout.units, TEXTS_JA)
    name = column.key.rpartition(".")[2]
    return (say(text) if name in CLOSED else text) + conflict(column, row)
