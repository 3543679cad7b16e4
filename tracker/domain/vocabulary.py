"""The closed lists of words: statuses, stages, tiers, instruments and the rest."""

from __future__ import annotations

from enum import StrEnum


class SubjectKind(StrEnum):
    """What a statement can be about."""

    MILESTONE = "milestone"
    TRANCHE = "tranche"
    METRIC = "metric"
    HOLDING = "holding"


class EntryKind(StrEnum):
    """What one entry of the log does."""

    STATEMENT = "statement"
    DEPRECATE = "deprecate"
    REINSTATE = "reinstate"
    ACCEPT = "accept"
    DEFINE = "define"


class Tier(StrEnum):
    """How near to the matter a statement's speaker stands, the best first."""

    PRIMARY = "primary"
    PRESS = "press"
    SECONDARY = "secondary"

    @property
    def rank(self) -> int:
        """0 for the best tier."""
        return _RANKS[self]


_RANKS = {tier: rank for rank, tier in enumerate(Tier)}


class Status(StrEnum):
    """Open Contracting milestone statuses, with Linear's words for how a running one fares.

    UNSTATED is derived where nobody states a status, a target or a threshold, and never stated.
    """

    UNSTATED = "unstated"
    SCHEDULED = "scheduled"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    PARTIALLY_MET = "partially-met"
    MET = "met"
    NOT_MET = "not-met"
    CANCELLED = "cancelled"

    @property
    def ends(self) -> bool:
        """Whether nothing more is expected of the milestone."""
        return self in {Status.MET, Status.NOT_MET, Status.CANCELLED}


STATUSES = tuple(status for status in Status if status is not Status.UNSTATED)
"""What may be stated of a milestone."""


class Withdrawn(StrEnum):
    """What is stated of a promise or a figure by which its speaker no longer stands."""

    WITHDRAWN = "withdrawn"


WITHDRAWN = Withdrawn.WITHDRAWN


class MilestoneType(StrEnum):
    """Open Contracting's milestone types, as far as a programme of this kind has them."""

    DELIVERY = "delivery"
    APPROVAL = "approval"
    FINANCING = "financing"
    AGREEMENT = "agreement"
    ASSESSMENT = "assessment"
    ENGAGEMENT = "engagement"


class Stage(StrEnum):
    """How far money has come (IATI's transaction types), the earliest first."""

    PLANNED = "planned"
    BUDGETED = "budgeted"
    ENACTED = "enacted"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    CANCELLED = "cancelled"

    @property
    def word(self) -> str:
        """The word on the page."""
        return "paid" if self is Stage.DISBURSED else self.value

    @property
    def before(self) -> tuple[Stage, ...]:
        """The stages that money reaches before it."""
        return REACHED_STAGES[: REACHED_STAGES.index(self)]

    @property
    def onward(self) -> tuple[Stage, ...]:
        """The stage itself, and those that money reaches after it."""
        return REACHED_STAGES[REACHED_STAGES.index(self) :]


REACHED_STAGES = (
    Stage.PLANNED,
    Stage.BUDGETED,
    Stage.ENACTED,
    Stage.COMMITTED,
    Stage.DISBURSED,
)

PROMISED = REACHED_STAGES[:-1]
"""Stages at which one sum is told again and again; a tenth of it may well be what was paid."""


class Instrument(StrEnum):
    """In what legal form money is given."""

    COMMISSIONED_RD = "commissioned-rd"
    EQUITY = "equity"
    GRANT = "grant"
    LOAN = "loan"
    BOND = "bond"
    GUARANTEE = "guarantee"
    IN_KIND = "in-kind"
    TAX_CREDIT = "tax-credit"
    OTHER = "other"

    @property
    def is_cash(self) -> bool:
        """What is promised, given in kind or not collected, or unclear, is never added to cash."""
        return self not in BESIDE_CASH


BESIDE_CASH = frozenset(
    {Instrument.GUARANTEE, Instrument.IN_KIND, Instrument.TAX_CREDIT, Instrument.OTHER}
)
"""The instruments that stand beside every sum."""


class OrganizationKind(StrEnum):
    """What an organization is, as far as sums of money tell them apart."""

    STATE = "state"
    COMPANY = "company"
    BANK = "bank"
    OTHER = "other"


class Citation(StrEnum):
    """How the footnotes of a citation are written."""

    MARKDOWN = "markdown"
    PLAIN = "plain"


class HoldingClass(StrEnum):
    """The class of shares that a holding counts."""

    COMMON = "common"
    NON_VOTING = "non-voting"
    GOLDEN = "golden"


class MetricNature(StrEnum):
    """Whether a metric counts what is or what is meant to be."""

    ACTUAL = "actual"
    PLANNED = "planned"


class HolderCount(StrEnum):
    """How a metric counts the holders of common shares that the record lists."""

    HOLDERS = "holders"
    HOLDERS_WITH_STATE = "holders-with-state"
    GROUPS = "groups"


class Field(StrEnum):
    """What a statement says about its subject."""

    STATUS = "status"
    TARGET = "target"
    THRESHOLD = "threshold"
    BASELINE = "baseline"
    PROGRESS = "progress"
    NOTE = "note"
    PLANNED = "planned"
    BUDGETED = "budgeted"
    ENACTED = "enacted"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    CANCELLED = "cancelled"
    VALUE = "value"
    EXPECTED = "expected"
    INVESTED = "invested"
    VOTES = "votes"

    @property
    def word(self) -> str:
        """The word on the page."""
        return Stage(self.value).word if self in STAGE_FIELDS else self.value


STAGE_FIELDS = tuple(Field(stage.value) for stage in Stage)

FIELDS: dict[SubjectKind, tuple[Field, ...]] = {
    SubjectKind.MILESTONE: (
        Field.STATUS,
        Field.TARGET,
        Field.THRESHOLD,
        Field.BASELINE,
        Field.PROGRESS,
        Field.NOTE,
    ),
    SubjectKind.TRANCHE: STAGE_FIELDS,
    SubjectKind.METRIC: (Field.VALUE,),
    SubjectKind.HOLDING: (Field.EXPECTED, Field.INVESTED, Field.VOTES),
}

PERIOD_FIELDS = frozenset({Field.TARGET, Field.BASELINE})
TEXT_FIELDS = frozenset({Field.NOTE})
WITHDRAWABLE = frozenset(Field) - TEXT_FIELDS - {Field.STATUS, Field.BASELINE, Field.PROGRESS}
"""What its speaker may cease to stand by."""
MEASURED = frozenset({Field.PROGRESS, Field.DISBURSED, Field.INVESTED})
"""What is counted of the world, beside the values of actual metrics; it grows and so grows old."""


class Language(StrEnum):
    """In which language titles are shown, where there are both."""

    ENGLISH = "en"
    JAPANESE = "ja"

    def choose(self, english: str, japanese: str | None) -> str:
        """Return the Japanese title where that is asked for and there is one."""
        return japanese if self is Language.JAPANESE and japanese else english


NOUNS = {"organization": "org", "holding": "holder"}
"""What is typed for the kinds of thing that a dataset's file calls otherwise."""


def noun_of(kind: str) -> str:
    """Return what is typed for a kind of thing."""
    return NOUNS.get(kind, kind)


def kind_of(noun: str) -> str:
    """Return the kind of thing that a typed noun means."""
    return next((kind for kind, typed in NOUNS.items() if typed == noun), noun)
