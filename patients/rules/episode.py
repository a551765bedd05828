"""The episode of care: where it is given, why it ends, what the return still needs."""

import re
from dataclasses import dataclass, fields
from datetime import date

from core.findings import Finding, Severity
from core.vocabulary import Vocabulary
from patients.rules.substances import Injecting


class Setting(Vocabulary):
    """Where treatment is given, in the published categories."""

    COMMUNITY = "community"
    PRIMARY_CARE = "primary_care"
    INPATIENT_UNIT = "inpatient_unit"
    RESIDENTIAL = "residential"
    RECOVERY_HOUSE = "recovery_house"


class CloseReason(Vocabulary):
    """Why an episode ends. Having told of use is no reason and is not offered."""

    COMPLETED_DRUG_FREE = "completed_drug_free"
    COMPLETED_ALCOHOL_FREE = "completed_alcohol_free"
    COMPLETED_OCCASIONAL_USE = "completed_occasional_use"
    TRANSFERRED = "transferred"
    TRANSFERRED_IN_CUSTODY = "transferred_in_custody"
    LEFT_EARLY = "left_early"
    ENDED_BY_SERVICE = "ended_by_service"
    RETAINED_IN_CUSTODY = "retained_in_custody"
    DID_NOT_WISH_TO_START = "did_not_wish_to_start"
    DIED = "died"


CLOSE_CODES = {
    CloseReason.COMPLETED_DRUG_FREE: "80",
    CloseReason.COMPLETED_ALCOHOL_FREE: "81",
    CloseReason.COMPLETED_OCCASIONAL_USE: "82",
    CloseReason.TRANSFERRED: "83",
    CloseReason.TRANSFERRED_IN_CUSTODY: "84",
    CloseReason.LEFT_EARLY: "85",
    CloseReason.ENDED_BY_SERVICE: "86",
    CloseReason.RETAINED_IN_CUSTODY: "87",
    CloseReason.DID_NOT_WISH_TO_START: "88",
    CloseReason.DIED: "89",
}


class Accommodation(Vocabulary):
    """Housing at the start of the episode."""

    NO_FIXED_HOME = "no_fixed_home"
    HOUSING_PROBLEM = "housing_problem"
    NO_HOUSING_PROBLEM = "no_housing_problem"


ACCOMMODATION_CODES = {
    Accommodation.NO_FIXED_HOME: "1",
    Accommodation.HOUSING_PROBLEM: "2",
    Accommodation.NO_HOUSING_PROBLEM: "3",
}


class Sex(Vocabulary):
    """As the return asks it; the banner shows the same word."""

    MALE = "male"
    FEMALE = "female"


SEX_CODES = {Sex.MALE: "1", Sex.FEMALE: "2"}

# The census list as the return codes it.
ETHNICITIES = {
    "A": "White British",
    "B": "White Irish",
    "C": "Other White",
    "D": "White and Black Caribbean",
    "E": "White and Black African",
    "F": "White and Asian",
    "G": "Other mixed",
    "H": "Indian",
    "J": "Pakistani",
    "K": "Bangladeshi",
    "L": "Other Asian",
    "M": "Black Caribbean",
    "N": "Black African",
    "P": "Other Black",
    "R": "Chinese",
    "S": "Other",
    "Z": "Not stated",
}


@dataclass(frozen=True)
class CoreFacts:
    """The national return's core facts. None is not known; 'not stated' is known."""

    consent: bool | None = None
    referred_on: date | None = None
    triaged_on: date | None = None
    substances: tuple | None = None
    injecting: Injecting | None = None
    accommodation: Accommodation | None = None
    ethnicity: str | None = None
    sex: Sex | None = None
    postcode_sector: str | None = None


_NAMES = {
    "consent": "Consent to the national return",
    "referred_on": "Referral date",
    "triaged_on": "Triage date",
    "substances": "Substances",
    "injecting": "Injecting",
    "accommodation": "Accommodation",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "postcode_sector": "Postcode sector",
}


def missing_core_facts(facts: CoreFacts) -> list[str]:
    """The names of the facts that the national return still needs.

    They are asked while they are known, since they cannot be asked again. Where
    the person does not consent to the return, nothing is missing from it.

    Source: rule RET-1 in docs/clinical-rules.md.
    """
    if facts.consent is False:
        return []
    return [_NAMES[fact.name] for fact in fields(facts) if _is_missing(facts, fact)]


def _is_missing(facts, fact):
    return getattr(facts, fact.name) in (None, "", ())


def judge_episode_days(
    referred_on: date | None, triaged_on: date | None
) -> Finding | None:
    """Say that triage came before the referral; nothing while either is not known.

    Source: rule RET-2 in docs/clinical-rules.md.
    """
    if not (referred_on and triaged_on) or referred_on <= triaged_on:
        return None
    return Finding(
        rule="RET-2",
        version=1,
        severity=Severity.WARN,
        message="Triage is dated before the referral: check both days.",
        values=(
            ("referred", f"{referred_on:%d-%b-%Y}"),
            ("triaged", f"{triaged_on:%d-%b-%Y}"),
        ),
    )


# Care ends against the person, or before they have completed it.
WITHOUT_COMPLETION = {
    CloseReason.ENDED_BY_SERVICE,
    CloseReason.LEFT_EARLY,
    CloseReason.RETAINED_IN_CUSTODY,
}


def needs_second_clinician(reason: CloseReason) -> bool:
    """True if ending care for this reason waits for a second clinician.

    So it does where care ends against the person or before they completed it. What
    was completed, handed on to another service, declined by the person or ended by
    death does not wait.

    Source: rule END-1 in docs/clinical-rules.md.
    """
    return reason in WITHOUT_COMPLETION


class ClosingAnswer(Vocabulary):
    """What becomes of a proposal to end somebody's care."""

    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


def may_answer_closing(answer: ClosingAnswer, is_proposer: bool) -> bool:
    """True if whoever proposed to end care, or another clinician, may answer so.

    The one who proposed it takes it back and nothing else; any other agrees or refuses.

    Source: rule END-2 in docs/clinical-rules.md.
    """
    return (answer == ClosingAnswer.TAKEN_BACK) is is_proposer


_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])[A-Z]{2}")


def postcode_sector(postcode: str) -> str:
    """The part of a postcode that the return carries: 'ZZ99 3' of 'ZZ99 3VZ'.

    Raises: ValueError, with a sentence for the form, if it is no postcode.
    """
    match = _POSTCODE.fullmatch("".join(postcode.split()).upper())
    if not match:
        raise ValueError("Enter a full postcode, like ZZ99 3VZ")
    return f"{match[1]} {match[2]}"
