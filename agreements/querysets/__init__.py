"""How agreements are found. The first wall is ``visible_to``."""

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
    "AgreementQuerySet",
    "CriterionQuerySet",
    "DutyPrescriberQuerySet",
    "DutyTableQuerySet",
    "PartQuerySet",
    "SeenQuerySet",
    "SuitabilityQuerySet",
    "WordQuerySet",
]
