"""What the rules notice in a whole consultation, the worst first."""

from datetime import date

import pytest

from core.findings import Severity
from patients.rules import Limits
from patients.rules.consultation import Behaviour, Entry, Kind, Place
from patients.rules.grid import link_item, safety_items, use_items
from patients.rules.items import Item, ItemKind
from patients.rules.links import Link, SubstanceLink
from patients.rules.noticed import Known, notice
from patients.rules.safety_facts import Answer, SafetyFacts
from patients.rules.sign_off import awaiting_sign_off
from patients.rules.substances import Change, Substance, SubstanceUse
from patients.rules.vaccination import Schedule

TODAY = date(2027, 3, 9)
ALL_WELL = SafetyFacts(
    drug_test=Answer.YES,
    other_medicines=Answer.NO,
    pregnancy=Answer.NO,
    children=Answer.NO,
    naloxone=Answer.YES,
    naloxone_expires_on=TODAY,
)
HEROIN, CRACK, ALCOHOL = Substance.HEROIN, Substance.CRACK, Substance.ALCOHOL


def rules_of(*items, facts=ALL_WELL, **known):
    entry = Entry(
        on_day=TODAY,
        place=Place.OWN_PRACTICE,
        kind=Kind.SPECIFIC_INTERVENTION,
        behaviours=(Behaviour.DRUGS,),
        author="Dr Amina Yusuf",
        items=(*items, *safety_items(facts)),
    )
    found = notice(entry, Known(**{"age": 40, "sex": "male"} | known), Limits())
    return [finding.rule for finding in found]


def use(substance, change=None, days=None):
    return use_items(SubstanceUse(substance, change, days))


def audit_c(*points):
    return [Item(ItemKind.AUDIT_C, str(n), each) for n, each in enumerate(points, 1)]


def dose(number):
    return Item(ItemKind.VACCINE, Schedule.STANDARD, number=number, text="given")


def test_where_all_is_well_nothing_is_noticed():
    assert rules_of(*use(CRACK, Change.LESS, 4), *audit_c(3, 1, 0), dose(1)) == []


def test_a_positive_screen_is_noticed_and_an_unfinished_one_is_not():
    assert rules_of(*audit_c(3, 1, 1)) == ["ALC-1"]
    assert rules_of(*audit_c(4, 4)) == []


def test_days_are_held_against_what_was_told_last():
    before = tuple(use(CRACK, Change.MORE, 2))

    assert rules_of(*use(CRACK, Change.LESS, 4), told_before=before) == ["USE-1"]


def test_a_dose_is_held_against_the_days_of_those_before_it():
    assert rules_of(dose(2), doses={1: date(2027, 3, 1), 2: TODAY}) == ["HBV-4"]


@pytest.mark.parametrize(
    ("sex", "rules"), [("male", []), ("female", ["SAF-3"]), ("", ["SAF-3"])]
)
def test_pregnancy_is_asked_of_all_who_may_be(sex, rules):
    facts = SafetyFacts(**{**vars(ALL_WELL), "pregnancy": Answer.NOT_ASKED})

    assert rules_of(facts=facts, sex=sex) == rules


NO_KIT = SafetyFacts(**{**vars(ALL_WELL), "naloxone": Answer.NO})


@pytest.mark.parametrize(
    "known",
    [
        {"is_in_opioid_treatment": True},
        {"told_before": tuple(use(HEROIN, Change.LESS, 1))},
        {"told_before": tuple(use(Substance.BENZODIAZEPINES, Change.MORE))},
    ],
)
def test_naloxone_is_wanted_where_opioids_or_street_tablets_figure(known):
    assert rules_of(facts=NO_KIT, **known) == ["SAF-5"]


@pytest.mark.parametrize("told", [use(HEROIN, Change.NONE, 0), use(ALCOHOL, days=28)])
def test_naloxone_is_never_missing_for_alcohol_alone(told):
    assert rules_of(*told, facts=NO_KIT, told_before=tuple(told)) == []


def test_heroin_to_come_down_from_crack_makes_naloxone_wanted():
    link = link_item(SubstanceLink(HEROIN, Link.COME_DOWN, CRACK))

    assert rules_of(link, facts=NO_KIT) == ["SAF-5", "STI-2"]


def test_what_asks_most_of_its_reader_comes_first():
    entry = rules_of(dose(2), doses={1: date(2027, 3, 1)}, facts=SafetyFacts(), sex="")

    assert entry == ["HBV-4", "SAF-1", "SAF-2", "SAF-3", "SAF-4"]
    assert list(Severity).index(Severity.WARN) < list(Severity).index(Severity.INFORM)


def test_a_rule_awaits_sign_off_once_however_often_it_spoke():
    assert awaiting_sign_off(["SAF-1", "ALC-1", "SAF-1"]) == ["ALC-1", "SAF-1"]
