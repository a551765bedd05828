"""Agreements to share care, what was done to each, what the scheme asks; advice."""

from agreements.models.act import ActSeen, AgreementAct, PharmacyPart, Word
from agreements.models.advice import AdviceMessage, AdviceThread
from agreements.models.agreement import Agreement, HowAgreed
from agreements.models.duty import Criterion, DutyPrescriber, DutyTable
from agreements.models.offer import Offer
from agreements.models.suitability import Suitability

__all__ = [
    "ActSeen",
    "AdviceMessage",
    "AdviceThread",
    "Agreement",
    "AgreementAct",
    "Criterion",
    "DutyPrescriber",
    "DutyTable",
    "HowAgreed",
    "Offer",
    "PharmacyPart",
    "Suitability",
    "Word",
]
