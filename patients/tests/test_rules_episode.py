"""The episode: what the return still needs, and how care ends."""

from dataclasses import fields, replace
from datetime import date

import pytest

from core.findings import Severity
from patients.rules.episode import (
    ACCOMMODATION_CODES,
    CLOSE_CODES,
    SEX_CODES,
    Accommodation,
    CloseReason,
    ClosingAnswer,
    CoreFacts,
    Sex,
    judge_episode_days,
    may_answer_closing,
    missing_core_facts,
    needs_second_clinician,
    postcode_sector,
)
from patients.rules.substances import Injecting, Substance

COMPLETE = CoreFacts(
    consent=True,
    referred_on=date(2027, 2, 1),
    triaged_on=date(2027, 2, 3),
    substances=(Substance.HEROIN,),
    injecting=Injecting.DECLINED,
    accommodation=Accommodation.NO_FIXED_HOME,
    ethnicity="Z",
    sex=Sex.MALE,
    postcode_sector="ZZ99 3",
)


def test_declined_and_not_stated_are_known():
    assert missing_core_facts(COMPLETE) == []


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ("consent", "Consent to the national return"),
        ("referred_on", "Referral date"),
        ("triaged_on", "Triage date"),
        ("substances", "Substances"),
        ("injecting", "Injecting"),
        ("accommodation", "Accommodation"),
        ("ethnicity", "Ethnicity"),
        ("sex", "Sex"),
        ("postcode_sector", "Postcode sector"),
    ],
)
def test_a_fact_not_known_is_named(fact, name):
    assert missing_core_facts(replace(COMPLETE, **{fact: None})) == [name]


def test_nothing_known_names_every_fact():
    assert len(missing_core_facts(CoreFacts())) == len(fields(CoreFacts)) == 9


@pytest.mark.parametrize(("fact", "empty"), [("substances", ()), ("ethnicity", "")])
def test_an_empty_answer_is_not_known(fact, empty):
    assert len(missing_core_facts(replace(COMPLETE, **{fact: empty}))) == 1


def test_without_consent_nothing_is_missing_from_the_return():
    assert missing_core_facts(CoreFacts(consent=False)) == []


@pytest.mark.parametrize(
    ("referred_on", "triaged_on"),
    [
        (date(2027, 3, 9), date(2027, 3, 9)),
        (date(2027, 3, 9), date(2027, 3, 10)),
        (None, date(2027, 3, 8)),
        (date(2027, 3, 9), None),
    ],
)
def test_triage_follows_the_referral(referred_on, triaged_on):
    assert judge_episode_days(referred_on, triaged_on) is None


def test_triage_before_the_referral_is_asked_again():
    finding = judge_episode_days(date(2027, 3, 9), date(2027, 3, 8))

    assert (finding.rule, finding.severity) == ("RET-2", Severity.WARN)
    assert finding.values == (("referred", "09-Mar-2027"), ("triaged", "08-Mar-2027"))


def test_having_told_of_use_is_no_reason_to_end_care():
    words = {word for reason in CloseReason for word in reason.split("_")}

    assert not words & {"disclosed", "disclosure", "told", "lapse", "relapse"}


@pytest.mark.parametrize(
    ("reason", "waits"),
    [
        (CloseReason.COMPLETED_DRUG_FREE, False),
        (CloseReason.COMPLETED_ALCOHOL_FREE, False),
        (CloseReason.COMPLETED_OCCASIONAL_USE, False),
        (CloseReason.TRANSFERRED, False),
        (CloseReason.TRANSFERRED_IN_CUSTODY, False),
        (CloseReason.LEFT_EARLY, True),
        (CloseReason.ENDED_BY_SERVICE, True),
        (CloseReason.RETAINED_IN_CUSTODY, True),
        (CloseReason.DID_NOT_WISH_TO_START, False),
        (CloseReason.DIED, False),
    ],
)
def test_care_that_ends_without_completion_waits_for_a_second_clinician(reason, waits):
    assert needs_second_clinician(reason) is waits


@pytest.mark.parametrize(
    ("answer", "is_proposer", "may"),
    [
        (ClosingAnswer.AGREED, True, False),
        (ClosingAnswer.REFUSED, True, False),
        (ClosingAnswer.TAKEN_BACK, True, True),
        (ClosingAnswer.AGREED, False, True),
        (ClosingAnswer.REFUSED, False, True),
        (ClosingAnswer.TAKEN_BACK, False, False),
    ],
)
def test_the_one_who_proposed_takes_it_back_and_another_answers(
    answer, is_proposer, may
):
    assert may_answer_closing(answer, is_proposer) is may


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (CloseReason, CLOSE_CODES),
        (Accommodation, ACCOMMODATION_CODES),
        (Sex, SEX_CODES),
    ],
)
def test_each_word_has_a_code_of_its_own(words, codes):
    assert set(codes) == set(words)
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(
    ("postcode", "sector"),
    [
        ("ZZ99 3VZ", "ZZ99 3"),
        ("zz993vz", "ZZ99 3"),
        (" M1 1AE ", "M1 1"),
        ("EC1A 1BB", "EC1A 1"),
    ],
)
def test_the_return_carries_the_sector_only(postcode, sector):
    assert postcode_sector(postcode) == sector


@pytest.mark.parametrize("postcode", ["", "ZZ99", "ZZ99 3V", "3VZ ZZ99", "nowhere"])
def test_what_is_no_postcode_is_told_so(postcode):
    with pytest.raises(ValueError, match="full postcode"):
        postcode_sector(postcode)
