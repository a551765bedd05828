"""How agreements are found. The first wall is ``visible_to``."""

from agreements.querysets.advice import (
    AdviceMessageQuerySet,
    AdviceThreadQuerySet,
)
from agreements.querysets.rows import (
    ActQuerySet,
    AgreementQuerySet,
    CriterionQuerySet,
    DutyPrescriberQuerySet,
    DutyTableQuerySet,
    PartQuerySet,
    SeenQuerySet,
    SuitabilityQuerySet,
    WordQuerySet,
)

__all__ = [
    "ActQuerySet",
    "AdviceMessageQuerySet",
    "AdviceThreadQuerySet",
    "AgreementQuerySet",
    "CriterionQuerySet",
    "DutyPrescriberQuerySet",
    "DutyTableQuerySet",
    "PartQuerySet",
    "SeenQuerySet",
    "SuitabilityQuerySet",
    "WordQuerySet",
]
