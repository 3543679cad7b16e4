"""What people type for the words of the closed lists, in English and Japanese.

What is typed, or stands in a file, is understood so, and told as it was read; the record and what
is exported have the words themselves.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from tracker.domain.text import folded
from tracker.domain.vocabulary import (
    Field,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Stage,
    Status,
    Tier,
)
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from enum import StrEnum

LONGEST_WORD = 30
NEARLY = 0.75
"""So much of two words is the same where one may be the other misspelt."""
SYNONYMS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Status: {
        Status.UNSTATED: "nobody-spoke silent unspoken 未発言 未言及 発言なし 言及なし",
        Status.SCHEDULED: "planned 予定",
        Status.ON_TRACK: "ontrack on-schedule on-time 順調 予定通り 計画通り",
        Status.AT_RISK: "risky 懸念 懸念あり",
        Status.OFF_TRACK: "offtrack delayed late behind behind-schedule 遅延 遅れ 遅れる 遅れている"
        " 遅れる見通し ずれ込み ずれ込む ずれ込む見通し",
        Status.PARTIALLY_MET: "partially partly-met 一部達成",
        Status.MET: "achieved completed complete done reached granted issued"
        " 達成 達成済 達成済み 完了 実現",
        Status.NOT_MET: "missed unmet failed 未達 未達成 不達",
        Status.CANCELLED: "canceled abandoned scrapped 中止 取りやめ 取り止め 断念",
    },
    Stage: {
        Stage.PLANNED: "earmarked announced pledged 予定 計画 表明 概算要求",
        Stage.BUDGETED: "budget 予算 計上 予算計上 予算案",
        Stage.ENACTED: "appropriated 成立 予算成立 可決",
        Stage.COMMITTED: "contracted awarded 交付決定 契約",
        Stage.DISBURSED: "paid paid-out 支払 支払い 支払済 支払済み 払込 交付済 交付済み",
        Stage.CANCELLED: "canceled 中止 取りやめ 取り止め",
    },
    Field: {
        Field.EXPECTED: "出資予定",
        Field.INVESTED: "出資 出資済 出資済み 出資額",
        Field.VOTES: "voting 議決権 議決権比率",
    },
    Instrument: {
        Instrument.COMMISSIONED_RD: "commissioned commission r&d 委託 委託費 研究委託",
        Instrument.EQUITY: "shares stock 出資 株式 資本",
        Instrument.GRANT: "subsidy 補助金 補助 助成金 助成",
        Instrument.LOAN: "loans 融資 貸付 借入 借入金",
        Instrument.BOND: "bonds 債券 社債 国債",
        Instrument.GUARANTEE: "guaranteed 保証 債務保証",
        Instrument.IN_KIND: "inkind 現物 現物出資",
        Instrument.TAX_CREDIT: "tax-relief 税額控除",
        Instrument.OTHER: "その他",
    },
    Tier: {
        Tier.PRIMARY: "official 一次 一次情報 一次資料 公式",
        Tier.PRESS: "news newspaper newsroom 報道 新聞 記事",
        Tier.SECONDARY: "blog 二次 二次情報 二次資料",
    },
    OrganizationKind: {
        OrganizationKind.STATE: "government ministry agency municipality prefecture city 国"
        " 政府 省庁 官庁 官公庁 自治体 地方自治体 都"
        " 道 府 県 市 町 村 都道府県 市町村 機構 独立行政法人",
        OrganizationKind.COMPANY: "firm corporation 会社 企業 株式会社 民間企業",
        OrganizationKind.BANK: "lender 銀行 金融機関",
        OrganizationKind.OTHER: "その他",
    },
    MilestoneType: {
        MilestoneType.DELIVERY: "construction opening 実施 完成 工事 建設 着工 竣工 開業 開通"
        " 用地取得",
        MilestoneType.APPROVAL: "permit permits permission licence license 承認 認可 許可",
        MilestoneType.FINANCING: "資金調達",
        MilestoneType.AGREEMENT: "contract 合意 契約",
        MilestoneType.ASSESSMENT: "評価 審査",
        MilestoneType.ENGAGEMENT: "協議",
    },
    HoldingClass: {
        HoldingClass.COMMON: "普通 普通株 普通株式",
        HoldingClass.NON_VOTING: "nonvoting 無議決権 無議決権株 無議決権株式",
        HoldingClass.GOLDEN: "golden-share 黄金株",
    },
    MetricNature: {
        MetricNature.ACTUAL: "real measured 実績 実測",
        MetricNature.PLANNED: "plan forecast expected projection projected 計画 予定 見込み"
        " 見込 見通し 予想 予測",
    },
}
"""By list, what else each word of it is called, with a blank between."""

DOUBTFUL: Mapping[type[StrEnum], Mapping[str, Mapping[StrEnum, str]]] = {
    Instrument: {
        word: {
            Instrument.GRANT: "it is given for good, for what another one builds",
            Instrument.OTHER: "it is the giver's own share of the cost; it stands beside every sum",
        }
        for word in ("contribution", "負担金", "分担金", "拠出金")
    },
    Status: {
        word: {
            Status.OFF_TRACK: "it will be late; its new date, if there is one: --target PERIOD",
            Status.CANCELLED: "it will not be at all",
        }
        for word in ("postponed", "suspended", "paused", "延期", "停止", "凍結", "見送り")
    },
    Stage: {
        **{
            word: {
                Stage.BUDGETED: "the cabinet decided on the budget",
                Stage.COMMITTED: "the ceiling or the contract was approved",
            }
            for word in ("approved", "decided", "決定", "承認")
        },
        **{
            word: {
                Stage.PLANNED: "it was chosen, and no sum is bound yet",
                Stage.COMMITTED: "the sum was approved with it",
            }
            for word in ("selected", "adopted", "採択")
        },
        **{
            word: {
                Stage.COMMITTED: "it was promised",
                Stage.DISBURSED: "it was paid",
            }
            for word in ("granted", "支給", "交付", "拠出")
        },
    },
}
"""By list, what may be either of two of its words, each with when it is meant."""


KEYS: Mapping[str, str] = {
    "subject": "対象 主題 件名",
    "status": "状態 状況 ステータス",
    "target": "目標 目標時期 時期 予定時期 期限",
    "threshold": "目標値 閾値",
    "baseline": "基準",
    "progress": "進捗 進捗率",
    "note": "メモ 注記",
    "value": "値 数値 金額 amount figure",
    "on": "日付 発表日 発言日 date day",
    "happened": "発生日 実施日",
    "published_on": "公開日 掲載日 発行日 日付 published date",
    "source": "出典 情報源 ソース url link",
    "said_by": "発言者 話者 speaker",
    "tier": "区分",
    "remark": "備考 コメント comment message",
    "quote": "引用 引用文",
    "reason": "理由",
    "key": "キー",
    "project": "プロジェクト 事業",
    "slug": "識別子 スラッグ",
    "title": "名称 題名 タイトル 名前 name",
    "name": "名称 名前 組織名 title",
    "title_ja": "和名 日本語名 name_ja",
    "name_ja": "和名 日本語名 title_ja",
    "aliases": "別名 alias",
    "type": "種類 種別 kind",
    "kind": "種類 種別 type",
    "publisher": "発行者 発行元 媒体",
    "url": "アドレス リンク link",
    "language": "言語",
    "retrieved_on": "閲覧日 取得日",
    "funder": "資金提供者 拠出者",
    "instrument": "形態 形式",
    "fiscal_year": "年度 会計年度",
    "unit": "単位",
    "currency": "通貨",
    "organization": "組織 企業 holder",
    "gates": "前提 前提条件 gate",
}
"""What else keys of files are called; one that stands twice is the first that a table has."""
TABLES: Mapping[str, str] = {
    "project": "プロジェクト 事業",
    "organization": "組織 団体 機関 企業 org company",
    "source": "出典 情報源 ソース",
    "metric": "指標",
    "milestone": "マイルストーン 節目",
    "tranche": "資金",
    "holding": "持株 株主 holder",
    "rate": "為替 為替レート",
    "statement": "発言 記述",
    "mark": "訂正",
}


def plain(text: str) -> str:
    """Return a text as words are compared: whatever its width and case, a hyphen for a blank."""
    return "-".join(folded(text).split())


def word_for(kind: type[StrEnum], text: str) -> StrEnum | None:
    """Return what is meant of a list by its own word or by another one; None where nothing is.

    Raises UsageError, with both ways to write it, for what may be either of two.
    """
    word = plain(text)
    for member, others in SYNONYMS[kind].items():
        if word == member.value or word in others.split():
            return member
    ways = DOUBTFUL.get(kind, {}).get(word)
    if ways is None:
        return None
    meant = " or ".join(f"{getattr(one, 'word', one)} ({when})" for one, when in ways.items())
    raise UsageError(f"'{text}' may mean either of two things here", f"write {meant}")


def read_word(
    kind: type[StrEnum], text: str, name: str, words: Iterable[str] | None = None
) -> StrEnum:
    """Return what is meant of a list; raises UsageError, which names its `words`, for nothing."""
    found = word_for(kind, text)
    if found is not None:
        return found
    known = list(words or kind)
    first, *others = plain(text).split(",")
    near = get_close_matches(first, known, n=1)
    words = ", ".join(f"'{word}'" for word in known)
    message = f"invalid value for '{name}': '{text[:60]}' is not one of {words}"
    if others:
        raise UsageError(message, f"one at a time: {name} {near[0] if near else known[0]}")
    raise UsageError(
        message, f"did you mean {near[0]}?" if near else f"for example: {name} {known[0]}"
    )


def key_meant(text: str, known: Collection[str]) -> str | None:
    """Say which key is meant by a text that is none of the known ones; None where nothing is."""
    word = folded(text)
    for key, others in KEYS.items():
        if key in known and word in others.split():
            return f"write {key}"
    for kind in (Stage, Field):
        try:
            found = word_for(kind, text)
        except UsageError as error:  # it may be either of two
            return error.hint
        if found in known:
            return f"write {found}"
    return near_word(word, known)


def table_meant(text: str) -> str | None:
    """Say which kind of table or line is meant by a text that is none; None where nothing is."""
    word = folded(text)
    found = next((kind for kind, others in TABLES.items() if word in others.split()), None)
    return f"write {found}" if found else near_word(word, TABLES)


def near_word(word: str, known: Collection[str]) -> str | None:
    """Ask whether a known word was meant that differs but little; None where none does."""
    near = get_close_matches(word, known, n=1, cutoff=NEARLY) if len(word) <= LONGEST_WORD else []
    return f"did you mean {near[0]}?" if near else None
