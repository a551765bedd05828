"""Agreements to share care, what was done to each, and what the scheme asks of them."""

from agreements.models.act import ActSeen, AgreementAct, PharmacyPart, Word
from agreements.models.agreement import Agreement, HowAgreed
from agreements.models.duty import Criterion, DutyPrescriber, DutyTable
from agreements.models.suitability import Suitability

__all__ = [
    "ActSeen",
    "Agreement",
    "AgreementAct",
    "Criterion",
    "DutyPrescriber",
    "DutyTable",
    "HowAgreed",
    "PharmacyPart",
    "Suitability",
    "Word",
]
