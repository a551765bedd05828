"""Suitability suggests, a clinician decides, and what is not known is no pass."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.states import Party
from agreements.rules.suitability import (
    Answer,
    Criterion,
    CriterionKind,
    Override,
    Place,
    excluding_arisen,
    in_force,
    in_spite_of,
    judge_request,
    kept_apart,
    known_from_age,
    suggest,
    why_not_decide,
)
from core.findings import Severity

TODAY = date(2027, 3, 9)
ONE_DAY = timedelta(days=1)
SINCE = date(2026, 1, 1)
DOSE = Criterion("dose", "Stable dose for 16 weeks", CriterionKind.SUITS, SINCE)
KEEPS = Criterion("keeps", "Keeps appointments", CriterionKind.SUITS, SINCE)
PREGNANT = Criterion("pregnant", "Current pregnancy", CriterionKind.EXCLUDES, SINCE)
AGE = Criterion("age", "Under 18", CriterionKind.EXCLUDES, SINCE)
LETTERS = Criterion("letters", "Help with letters", CriterionKind.SUPPORTS, SINCE)
SUPPORT = Place.PRACTICE_WITH_SUPPORT
CRITERIA = [DOSE, KEEPS, PREGNANT, AGE, LETTERS]
STABLE = {
    "dose": Answer.YES,
    "keeps": Answer.YES,
    "pregnant": Answer.NO,
    "age": Answer.NO,
    "letters": Answer.NO,
}


def but(**answers):
    """The answers of a stable person, but for these."""
    return STABLE | answers


def without(code):
    return {key: answer for key, answer in STABLE.items() if key != code}


def test_a_stable_person_suits_the_practice():
    suggestion = suggest(CRITERIA, STABLE, TODAY)

    assert suggestion.place == Place.PRACTICE
    assert suggestion.reasons == (
        "Yes: Stable dose for 16 weeks.",
        "Yes: Keeps appointments.",
    )


@pytest.mark.parametrize(
    ("answers", "place", "reasons"),
    [
        (but(pregnant="yes"), "specialist", ["Excluded: Current pregnancy."]),
        (
            but(pregnant="unknown"),
            "specialist",
            ["Not known, and would exclude: Current pregnancy."],
        ),
        (
            without("pregnant"),
            "specialist",
            ["Not known, and would exclude: Current pregnancy."],
        ),
        (but(keeps="no"), "specialist", ["Not so: Keeps appointments."]),
        (but(keeps="unknown"), "specialist", ["Not known: Keeps appointments."]),
        (but(letters="yes"), SUPPORT, ["Needs support: Help with letters."]),
        (without("letters"), SUPPORT, ["Support not known: Help with letters."]),
        (
            but(letters="yes", age="yes", dose="no"),
            "specialist",
            ["Not so: Stable dose for 16 weeks.", "Excluded: Under 18."],
        ),
    ],
)
def test_a_suggestion_names_what_decided_it(answers, place, reasons):
    suggestion = suggest(CRITERIA, answers, TODAY)

    assert (suggestion.place, list(suggestion.reasons)) == (place, reasons)


@pytest.mark.parametrize("criteria", [[], [PREGNANT], [LETTERS, PREGNANT]])
def test_without_a_condition_nothing_speaks_for_the_practice(criteria):
    assert suggest(criteria, STABLE, TODAY).place == Place.SPECIALIST


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
        (date(2027, 6, 30), True),
        (date(2027, 7, 1), False),
    ],
)
def test_a_criterion_counts_from_its_first_to_its_last_day(day, counts):
    kind = CriterionKind.EXCLUDES
    half = Criterion("half", "A year", kind, date(2027, 1, 1), date(2027, 6, 30))

    assert in_force([half, DOSE], day) == ([half, DOSE] if counts else [DOSE])


ANSWERS = st.fixed_dictionaries({c.code: st.sampled_from(Answer) for c in CRITERIA})
IN_ORDER = [Place.SPECIALIST, Place.PRACTICE_WITH_SUPPORT, Place.PRACTICE]


@given(ANSWERS, st.sampled_from(CRITERIA))
def test_forgetting_an_answer_never_brings_anyone_nearer_to_the_practice(
    answers, forgotten
):
    known = suggest(CRITERIA, answers, TODAY).place
    unknown = suggest(CRITERIA, answers | {forgotten.code: "unknown"}, TODAY).place
    better = Answer.NO if forgotten.kind != CriterionKind.SUITS else Answer.YES

    if answers[forgotten.code] == better:
        assert IN_ORDER.index(unknown) <= IN_ORDER.index(known)


@given(ANSWERS)
def test_the_practice_is_suggested_only_where_all_is_known_and_well(answers):
    suggestion = suggest(CRITERIA, answers, TODAY)

    assert (suggestion.place == Place.PRACTICE) is (answers == STABLE)
    assert suggestion.reasons


@pytest.mark.parametrize(
    ("decided", "reason", "may"),
    [
        (Place.PRACTICE, "", True),
        (Place.SPECIALIST, "Wants to stay with us", True),
        (Place.SPECIALIST, " ", False),
        (Place.PRACTICE_WITH_SUPPORT, "", False),
    ],
)
def test_a_clinician_who_decides_otherwise_says_why(decided, reason, may):
    why = why_not_decide(Place.PRACTICE, decided, reason)

    assert (why == "") is may
    assert may or "suggest 'practice': say why" in why


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("yes", "The request is not sent. Excluded by the scheme: Current pregnancy."),
        (
            "unknown",
            "The request is not sent. Not known, and would exclude: Current pregnancy.",
        ),
    ],
)
def test_an_exclusion_stops_a_request_and_names_itself(answer, message):
    (finding,) = judge_request(CRITERIA, but(pregnant=answer), TODAY)

    assert (finding.rule, finding.severity) == ("SUI-3", Severity.OVERRIDE)
    assert finding.message.startswith(message)


def test_a_request_without_an_exclusion_goes_out():
    assert judge_request(CRITERIA, but(dose="no", letters="unknown"), TODAY) == []


def test_a_named_specialist_overrides_what_they_name_and_nothing_else():
    override = Override(frozenset({"pregnant"}), "Dr Okafor", "Midwife agrees")
    both = but(pregnant="yes", age="yes")

    assert judge_request(CRITERIA, but(pregnant="yes"), TODAY, override) == []
    (left,) = judge_request(CRITERIA, both, TODAY, override)
    assert "Under 18" in left.message


@pytest.mark.parametrize(
    ("age", "answer"), [(17, "yes"), (18, "no"), (19, "no"), (None, None)]
)
def test_a_birth_date_answers_whether_somebody_is_under_18_and_nothing_else(
    age, answer
):
    under_18 = Criterion("under-18", "Under 18", CriterionKind.EXCLUDES, SINCE)

    known = known_from_age([*CRITERIA, under_18], age)

    assert known == ({"under-18": answer} if answer else {})


def test_what_is_not_known_is_never_said_as_true():
    stops = judge_request(CRITERIA, but(pregnant="yes", age="unknown"), TODAY)

    apart = kept_apart(stops)

    assert apart == {"excluded": ["Current pregnancy"], "not_known": ["Under 18"]}
    assert in_spite_of(apart) == [
        "Excluded: Current pregnancy.",
        "Not known: Under 18.",
    ]


def test_an_override_from_before_says_what_it_may_say():
    assert in_spite_of({"named": ["Under 18", "Current pregnancy"]}) == [
        "Excluded or not known: Under 18; Current pregnancy."
    ]


@pytest.mark.parametrize(("by", "reason"), [("", "a reason"), ("Dr Okafor", " ")])
def test_an_override_has_a_name_and_a_reason(by, reason):
    with pytest.raises(ValueError):
        Override(frozenset({"pregnant"}), by, reason)


def test_an_exclusion_that_arises_ends_nothing():
    (arisen,) = excluding_arisen(
        CRITERIA, but(pregnant="yes"), TODAY, set(), "Dr Penhale"
    )

    assert (arisen.task_for, arisen.task_due_on) == (Party.SPECIALIST, TODAY)
    assert arisen.shown_to == (Party.SPECIALIST, Party.PRACTICE)
    assert (arisen.finding.rule, arisen.finding.severity) == ("SUI-4", Severity.HOLD)
    assert "Dr Penhale prescribes on" in arisen.finding.message
    assert "no reduction" in arisen.finding.tomorrow


@pytest.mark.parametrize(
    ("answers", "before"),
    [
        (but(pregnant="yes"), {"pregnant"}),
        (without("pregnant"), set()),
        (STABLE, set()),
    ],
)
def test_what_was_known_or_is_not_known_does_not_arise(answers, before):
    assert excluding_arisen(CRITERIA, answers, TODAY, before, "Dr Penhale") == []
