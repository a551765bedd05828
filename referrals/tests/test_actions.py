"""A referral, through both walls, as each side acts upon it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Organisation
from core.clock import today
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import work
from patients.models import (
    CareLink,
    Consent,
    Consultation,
    Exclusion,
    MedicineTold,
    Patient,
    TimelineEntry,
    WorkItem,
)
from referrals import actions
from referrals.models import Referral, ReferralAct
from referrals.rules.states import DeclineReason, Outcome, ReferralKind, State
from referrals.tests.scene import NUMBER, become
from tests.walls.people import OFFICE, QUAYSIDE, SERVICE, STATION

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
A_DAY = timedelta(days=1)
NO = {"reason": DeclineReason.NO_CAPACITY, "text": "Our list is full until May."}
HELPED = {"outcome": Outcome.HELPED, "text": "Six sessions, sleeps better."}


def test_whoever_is_asked_sees_the_name_and_the_referral_and_nothing_else(scene):
    scene.onward()

    assert scene.sees("psychologist", scene.known)
    assert scene.sees("psychologist", scene.known, Referral)
    for model in (TimelineEntry, Consultation, MedicineTold, CareLink):
        assert not scene.sees("psychologist", scene.known, model)
    for name in ("elsewhere", "desk", "keeper", "gp"):
        assert not scene.sees(name, scene.known, Referral)


def test_what_is_asked_waits_on_the_list_of_whoever_answers(scene):
    scene.onward()

    assert scene.waiting(OFFICE) == ["referral_waits"]
    viewer = scene.by("psychologist")
    mine = WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)
    assert [item.patient_id for item in mine] == [scene.known.pk]


def test_the_target_is_ten_working_days_or_the_service_s_own(scene):
    ours, theirs = scene.onward(), scene.outside()

    assert (ours.target_working_days, theirs.target_working_days) == (10, 3)
    assert ours.target_on > today() + 11 * A_DAY


def test_somebody_new_is_in_the_care_of_the_service_that_accepts_them(scene):
    scene.for_treatment()
    assert scene.sees("lead", scene.new)
    assert not scene.sees("lead", scene.new, TimelineEntry)

    scene.do(actions.accept, "lead")
    scene.clock()

    new = Patient.objects.get(pk=scene.new.pk)
    assert (new.service_id, new.practice_id) == (SERVICE, STATION)
    assert CareLink.objects.filter(patient=new, organisation_id=SERVICE).exists()
    assert scene.sees("key", scene.new, TimelineEntry)
    assert scene.sees("gp", scene.new, TimelineEntry)


def test_a_partner_who_accepts_sees_no_more_than_before(scene):
    scene.onward()

    scene.do(actions.accept, "psychologist")
    scene.clock()

    assert not scene.sees("psychologist", scene.known, TimelineEntry)
    assert not scene.sees("psychologist", scene.known, MedicineTold)


def test_a_practice_is_asked_for_general_care_and_sees_the_name(scene):
    scene.for_general_care()
    scene.do(actions.accept, "gp")
    scene.clock()

    assert scene.sees("gp", scene.known)
    assert not scene.sees("gp", scene.known, TimelineEntry)


def test_a_referral_runs_to_its_outcome_and_each_step_is_told(scene):
    scene.onward()

    scene.do(actions.note_opened, "psychologist")
    scene.do(actions.ask, "psychologist", text="Which evenings?")
    scene.do(actions.answer, "key", text="Any but Friday.")
    scene.do(actions.accept, "psychologist")
    scene.do(actions.book, "psychologist", day=today())
    scene.do(actions.see, "psychologist", day=today())
    scene.do(actions.close, "psychologist", **HELPED)
    scene.clock()

    referral = Referral.objects.get(pk=scene.referral.pk)
    assert referral.state == State.CLOSED
    assert referral.opened_by.startswith("psychologist, Partner professional")
    told = TimelineEntry.objects.filter(patient=scene.known)
    assert list(told.order_by("made_at", "pk").values_list("title", flat=True)) == [
        "Referred to Quay Minds",
        "Quay Minds asked a question about the referral",
        "Answered the question of Quay Minds about the referral",
        "Quay Minds accepted the referral",
        "Quay Minds booked a first meeting",
        "Seen by Quay Minds",
        "The referral to Quay Minds was closed",
    ]
    assert scene.waiting(SERVICE) == ["task"]
    assert scene.waiting(OFFICE) == []


def test_once_it_is_over_the_partner_sees_neither_name_nor_referral(scene):
    scene.onward()
    scene.do(actions.decline, "psychologist", **NO)
    scene.clock()

    for model in (Patient, Referral, ReferralAct):
        assert not scene.sees("psychologist", scene.known, model)
    assert scene.sees("key", scene.known, ReferralAct)
    assert scene.waiting(SERVICE) == ["task"]


def test_two_referrals_to_one_organisation_end_its_sight_with_the_last(scene):
    first = scene.onward()
    scene.minds = scene.add_service("psychology", "Quay groups", organisation_id=OFFICE)
    second = scene.onward()
    scene.referral = first

    scene.do(actions.decline, "psychologist", **NO)
    scene.clock()

    assert scene.sees("psychologist", scene.known)
    assert Referral.objects.filter(pk=second.pk).exists()


def test_revoking_ends_the_sight_at_once(scene):
    scene.onward()

    scene.do(actions.revoke, "key", text="Wants to wait.")

    assert not scene.sees("psychologist", scene.known)
    with pytest.raises(Refusal, match=r"was revoked.*Last: key, Keyworker"):
        scene.do(actions.accept, "psychologist")


def test_for_an_outside_service_the_referrer_writes_what_it_told(scene):
    scene.outside()
    assert scene.waiting(SERVICE) == ["referral_waits"]

    scene.do(actions.accept, "key")
    scene.do(actions.book, "key", day=today())

    acts = ReferralAct.objects.filter(referral=scene.referral)
    assert [act.is_as_told for act in acts.order_by("n")] == [True, True]
    assert scene.waiting(SERVICE) == ["referral_waits"]


def test_an_exclusion_keeps_one_member_out_and_tells_nobody(scene):
    become(None)
    Exclusion.objects.create(
        patient_id=scene.known.pk,
        scheme_id=scene.known.scheme_id,
        user_id=NUMBER["other psychologist"],
        because="An old neighbour",
    )
    scene.onward()

    assert scene.sees("psychologist", scene.known, Referral)
    assert not scene.sees("other psychologist", scene.known)
    viewer = scene.by("other psychologist")
    assert not Referral.objects.visible_to(viewer).exists()


def asked_of(kind, organisation_id):
    place = Organisation.objects.get(pk=organisation_id)
    return actions.Asked(kind, organisation=place)


@pytest.mark.parametrize(
    ("name", "kind", "place", "why"),
    [
        ("gp", ReferralKind.GENERAL_CARE, SERVICE, "does not refer for that"),
        ("gp", ReferralKind.TREATMENT, STATION, "your own organisation"),
        ("gp", ReferralKind.TREATMENT, QUAYSIDE, "does not take such referrals"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(scene, name, kind, place, why):
    with pytest.raises(Refusal, match=why):
        scene.refer(asked_of(kind, place), scene.new, name)


def test_somebody_in_care_already_is_not_referred_as_new(scene):
    scene.for_treatment()
    scene.do(actions.accept, "lead")
    scene.clock()

    with pytest.raises(Refusal, match="in its care already"):
        scene.for_treatment()


def test_one_referral_of_a_kind_is_open_at_a_place(scene):
    scene.onward()

    with pytest.raises(Refusal, match="is open already"):
        scene.onward()
    assert Referral.objects.filter(patient=scene.known).count() == 1


def test_where_the_person_took_their_permission_back_nothing_is_sent(scene):
    scene.by("key")
    said = {"recipient_kind": "other", "kind": "record", "recipient_id": OFFICE}
    Consent.objects.create(
        **scene.known.columns(pharmacy=True),
        **said,
        from_on=today() - A_DAY,
        withdrawn_on=today(),
    )

    with pytest.raises(Refusal, match="cannot be sent to Quay Minds"):
        scene.onward()
    assert not scene.sees("psychologist", scene.known)


@pytest.mark.parametrize(
    ("action", "words", "why"),
    [
        (actions.decline, {"reason": "no_capacity", "text": " "}, "in a sentence"),
        (actions.book, {"day": today}, "The referral waits for an answer"),
        (actions.close, HELPED, "The referral waits for an answer"),
        (actions.ask, {"text": ""}, "Write your question"),
        (actions.answer, {"text": "x"}, "waits for an answer"),
    ],
)
def test_out_of_order_or_without_words_nothing_is_done(scene, action, words, why):
    scene.onward()
    words = {name: word() if callable(word) else word for name, word in words.items()}

    with pytest.raises(Refusal, match=why):
        scene.do(action, "psychologist", **words)

    assert scene.state() == State.SENT
    assert not ReferralAct.objects.filter(referral=scene.referral).exists()


def test_days_gone_by_are_refused(scene):
    scene.onward()
    scene.do(actions.accept, "psychologist")

    with pytest.raises(Refusal, match="today or later"):
        scene.do(actions.book, "psychologist", day=today() - A_DAY)
    with pytest.raises(Refusal, match="before the referral was sent"):
        scene.do(actions.see, "psychologist", day=today() - A_DAY)
    with pytest.raises(Refusal, match="still to come"):
        scene.do(actions.see, "psychologist", day=today() + A_DAY)


def test_nobody_sends_for_another_or_begins_in_the_middle(scene):
    referral = scene.onward()
    columns = {
        field.attname: getattr(referral, field.attname)
        for field in Referral._meta.concrete_fields
        if field.attname not in {"id", "sent_at", "made_at"}
    }
    for changed in ({"from_organisation_id": STATION}, {"state": "received"}):
        scene.by("key")
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Referral.objects.create(**columns | changed | {"asked_name": "Another"})


def test_two_hands_write_one_number_and_one_of_them_wins(scene):
    scene.onward()
    scene.do(actions.accept, "psychologist")
    act = ReferralAct.objects.get(referral=scene.referral)

    act.pk = None
    act._state.adding = True
    with pytest.raises(IntegrityError, match="referral_act_once"), transaction.atomic():
        act.save(force_insert=True)


def titles(scene, name):
    viewer = scene.by(name)
    mine = WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)
    waiting = mine.waiting_on(viewer.day).exclude(title="x")  # the world's own
    return list(waiting.values_list("title", flat=True))


def test_whoever_referred_reads_of_the_day_that_stands_and_no_other(scene):
    day = today() + 3 * A_DAY
    scene.onward()
    scene.do(actions.accept, "psychologist")

    scene.do(actions.book, "psychologist", day=day)
    booked = titles(scene, "key")
    scene.do(actions.unbook, "psychologist", text="She is ill.")
    scene.clock()

    name = "Quay Minds"
    when = f"a first meeting for {staff_date(day)}: tell the person"
    assert booked == [f"{name} booked {when}"]
    back = f"{name} took back the meeting of {staff_date(day)}: tell the person"
    assert titles(scene, "key") == [back]


def test_an_answer_is_told_to_the_service_as_an_answer(scene):
    scene.onward()
    scene.do(actions.ask, "psychologist", text="Which evenings?")
    scene.do(actions.answer, "key", text="Any but Friday.")
    scene.clock()

    (title,) = titles(scene, "psychologist")

    assert title.startswith("Your question is answered: answer the referral from")


@pytest.mark.parametrize("is_booked", [True, False])
def test_a_service_that_accepted_is_told_of_a_revoking_and_by_name(scene, is_booked):
    scene.onward()
    scene.do(actions.accept, "psychologist")
    if is_booked:
        scene.do(actions.book, "psychologist", day=today() + 3 * A_DAY)

    scene.do(actions.revoke, "key", text="Wants to wait.")
    scene.clock()

    viewer = scene.by("psychologist")
    waiting = WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)
    told = waiting.waiting_on(viewer.day).get()
    day = staff_date(today() + 3 * A_DAY)
    assert (f"booked for {day}: cancel it" in told.title) is is_booked
    assert scene.sees("psychologist", scene.known)

    work.finish_item(item=told, by=scene.by("psychologist"))
    scene.clock()

    assert not scene.sees("psychologist", scene.known)
    assert not scene.sees("psychologist", scene.known, Referral)
