"""How agreements are found. The first wall is ``visible_to``."""

from agreements.querysets.advice import (
    AdviceMessageQuerySet,
    AdviceThreadQuerySet,
)
from agreements.querysets.offers import OfferQuerySet
from agreements.querysets.rows import (
    SOONEST,
    STANDS,
    ActQuerySet,
    AgreementQuerySet,
    CriterionQuerySet,
    DutyPrescriberQuerySet,
    DutyTableQuerySet,
    PartQuerySet,
    SeenQuerySet,
    SuitabilityQuerySet,
    WordQuerySet,
    is_asked,
)

__all__ = [
    "SOONEST",
    "STANDS",
    "ActQuerySet",
    "AdviceMessageQuerySet",
    "AdviceThreadQuerySet",
    "AgreementQuerySet",
    "CriterionQuerySet",
    "DutyPrescriberQuerySet",
    "DutyTableQuerySet",
    "OfferQuerySet",
    "PartQuerySet",
    "SeenQuerySet",
    "SuitabilityQuerySet",
    "WordQuerySet",
    "is_asked",
]
