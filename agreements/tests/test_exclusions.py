"""What the scheme excludes comes true while care is shared: it ends nothing."""

import pytest

from agreements import actions
from agreements.models import AgreementAct, Criterion
from agreements.rules.reviews import ReviewedBy
from agreements.rules.states import State, Verb
from agreements.rules.suitability import Answer, CriterionKind, Place
from agreements.tests.scene import become
from agreements.tests.test_telling import titles
from core.refusal import Refusal
from patients.models import Flag, Patient
from tests.walls.people import ASHDALE, ASKED, SERVICE, TODAY

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
PREGNANT = "The person is pregnant"


@pytest.fixture
def asked(scene):
    """The scheme excludes two things; neither was so when care was shared."""
    become(None)
    for code, sentence in (("pregnant", PREGNANT), ("unsafe", "No safe home")):
        Criterion.objects.create(
            scheme_id=ASHDALE,
            code=code,
            sentence=sentence,
            kind=CriterionKind.EXCLUDES,
            from_on=TODAY,
            set_by_id=901,
        )
    answer(scene, pregnant=Answer.NO, unsafe=Answer.NO)
    return scene


def answer(scene, name="specialist", **answers):
    by = scene.by(name)
    actions.decide_suitability(
        patient=Patient.objects.get(pk=scene.person.pk),
        answers=answers,
        decided=Place.PRACTICE,
        because="She asks for it, and her GP knows her.",
        by=by,
    )


def flags(scene):
    become(None)
    standing = Flag.objects.filter(patient=scene.person, ended_at=None)
    return list(standing.values_list("kind", "text"))


def acts(scene):
    become(None)
    rows = AgreementAct.objects.filter(agreement=scene.agreement).order_by("n")
    return list(rows.values_list("verb", flat=True))


def test_it_ends_nothing_and_the_specialist_has_it_the_same_day(asked):
    asked.start()
    asked.clock()

    answer(asked, "gp", pregnant=Answer.YES, unsafe=Answer.NO)

    assert (asked.state(), asked.prescriber()) == (State.ACTIVE, ["gp"])
    assert "exclusion_arisen" in asked.waiting(SERVICE)
    assert flags(asked) == [
        ("instruction", "No reduction until the specialist has decided")
    ]
    act = AgreementAct.objects.filter(agreement=asked.agreement).latest("n")
    assert (act.verb, act.text) == (Verb.ARISE, PREGNANT)


def test_neither_a_review_nor_the_clock_takes_it_from_the_list(asked):
    asked.start()
    answer(asked, pregnant=Answer.YES, unsafe=Answer.NO)

    asked.do(actions.record_review, "gp", reviewed_by=ReviewedBy.GP, text="Well.")
    asked.clock()

    assert "exclusion_arisen" in asked.waiting(SERVICE)


def test_the_specialists_decision_lets_reductions_go_on(asked):
    asked.start()
    answer(asked, "gp", pregnant=Answer.YES, unsafe=Answer.NO)

    asked.do(actions.decide_on_exclusion, "specialist", text="Seen with maternity.")

    assert flags(asked) == []
    assert "exclusion_arisen" not in asked.waiting(SERVICE)
    assert asked.state() == State.ACTIVE
    assert acts(asked)[-2:] == ["arise", "decide"]


def test_the_practice_reads_what_is_new_and_what_was_decided_on_its_own_list(asked):
    asked.start()
    answer(asked, pregnant=Answer.YES, unsafe=Answer.NO)
    new = titles(asked, "gp")

    asked.do(actions.decide_on_exclusion, "specialist", text="Seen with maternity.")

    held = "Prescribe on as it is until the specialist has decided"
    assert f"New: {PREGNANT}. {held}" in new
    decided = titles(asked, "gp")
    assert "specialist has decided: Seen with maternity." in decided
    assert not any("New:" in title for title in decided)


def test_a_practice_that_does_not_prescribe_yet_is_told_to_prescribe_on_nothing(asked):
    asked.send()

    answer(asked, pregnant=Answer.YES, unsafe=Answer.NO)

    assert "exclusion_arisen" not in asked.waiting(ASKED)


def test_only_the_specialist_decides_and_only_where_something_waits(asked):
    asked.start()
    with pytest.raises(Refusal, match="Nothing waits for a decision"):
        asked.do(actions.decide_on_exclusion, "specialist", text="Nothing new.")
    answer(asked, "gp", pregnant=Answer.YES, unsafe=Answer.NO)

    with pytest.raises(Refusal, match="Only the specialist service may decide"):
        asked.do(actions.decide_on_exclusion, "gp", text="I am content.")


@pytest.mark.parametrize(
    "answers",
    [
        {"pregnant": Answer.NO, "unsafe": Answer.NO},
        {"pregnant": Answer.UNKNOWN, "unsafe": Answer.NO},
    ],
)
def test_what_is_not_so_or_not_known_arises_not(asked, answers):
    asked.start()

    answer(asked, "gp", **answers)

    assert flags(asked) == []
    assert "arise" not in acts(asked)


def test_what_was_known_before_is_not_new(asked):
    answer(asked, pregnant=Answer.YES, unsafe=Answer.NO)
    asked.draft()
    asked.do(actions.send, "specialist", override="She asks for it.")

    answer(asked, pregnant=Answer.YES, unsafe=Answer.NO)
    before = acts(asked)
    answer(asked, pregnant=Answer.YES, unsafe=Answer.YES)

    assert before == ["send"]
    assert acts(asked) == ["send", "arise"]
    assert asked.state() == State.SENT


def test_the_end_of_the_agreement_takes_the_words_off_again(asked):
    asked.start()
    answer(asked, pregnant=Answer.YES, unsafe=Answer.NO)

    asked.do(actions.take_back, "specialist", text="We see her weekly now.")
    asked.clock()

    assert flags(asked) == []
    assert "exclusion_arisen" not in asked.waiting(SERVICE)
    assert asked.waiting(ASKED) == ["hand_over"]
