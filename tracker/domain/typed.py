"""What people type for the words of the closed lists, in English and Japanese.

Only what is typed is understood so, and told as it was read; files hold the words themselves.
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
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

SYNONYMS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Status: {
        Status.SCHEDULED: "planned 予定",
        Status.ON_TRACK: "ontrack on-schedule on-time 順調 予定通り 計画通り",
        Status.AT_RISK: "risky 懸念 懸念あり",
        Status.OFF_TRACK: "offtrack delayed late behind behind-schedule 遅延 遅れ 遅れる 遅れている"
        " 遅れる見通し ずれ込み ずれ込む ずれ込む見通し",
        Status.PARTIALLY_MET: "partially partly-met 一部達成",
        Status.MET: "achieved completed complete done reached 達成 達成済 達成済み 完了 実現",
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
        OrganizationKind.STATE: "government ministry agency 国 政府 省庁 官公庁",
        OrganizationKind.COMPANY: "firm 会社 企業",
        OrganizationKind.BANK: "銀行",
        OrganizationKind.OTHER: "その他",
    },
    MilestoneType: {
        MilestoneType.DELIVERY: "実施 完成",
        MilestoneType.APPROVAL: "承認 認可",
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
        MetricNature.ACTUAL: "real 実績",
        MetricNature.PLANNED: "plan 計画 予定",
    },
}
"""By list, what else each word of it is called, with a blank between."""

DOUBTFUL: Mapping[type[StrEnum], Mapping[str, Mapping[StrEnum, str]]] = {
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
