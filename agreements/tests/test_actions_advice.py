"""Advice, through both walls, as each side asks, answers, closes and asks again."""

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, connection, transaction

from accounts.models import Cover, Membership
from agreements.actions import advice as actions
from agreements.models import AdviceMessage, AdviceThread
from agreements.pages.advice import elapsed
from agreements.rules.advice import NOT_IN_SIGHT, AdviceState
from agreements.tests.scene import NUMBER, become
from core.models import new_id
from core.refusal import Refusal
from patients.models import Consultation, Grant, Patient, TimelineEntry, WorkItem
from patients.rules.grants import GrantBecause
from tests.walls.people import ASHDALE, ASKED, TODAY

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
ASKS = "Which dose of buprenorphine do you begin with after methadone 30 mg?"
ADVISES = "4 mg once withdrawal shows, then 8 mg on the next day."


@pytest.fixture
def person(scene):
    """Kept by the practice, and by no service."""
    become(None)
    return Patient.objects.create(
        scheme_id=ASHDALE, practice_id=ASKED, made_by_id=ASKED, family="Ames"
    )


def member(name):
    return Membership.objects.get(pk=NUMBER[name])


def ask(scene, person=None, by="gp", **more):
    return actions.ask_advice(
        patient=person,
        specialist=member("specialist"),
        text=ASKS,
        by=scene.by(by),
        **more,
    )


def give(scene, thread, by="specialist", text=ADVISES):
    return actions.give_advice(thread=thread, text=text, by=scene.by(by))


def close(scene, thread, by="gp"):
    actions.close_advice(thread=thread, by=scene.by(by))


def waits(scene, name):
    """What the database and the queryset show on somebody's list."""
    viewer = scene.by(name)
    items = WorkItem.objects.visible_to(viewer).filter(done_at=None)
    mine = items.on_list_of(viewer).of_member(viewer).filter(kind__startswith="advice")
    return sorted(mine.values_list("kind", "title"))


def state(thread):
    become(None)
    return AdviceState(AdviceThread.objects.get(pk=thread.pk).state)


def said(scene, thread, by="gp"):
    viewer = scene.by(by)
    rows = AdviceMessage.objects.visible_to(viewer).of_thread(thread)
    return list(rows.values_list("n", "verb", "signature"))


def sees(scene, name, model, **row):
    viewer = scene.by(name)
    return model.objects.visible_to(viewer).filter(**row).exists()


def test_a_specialist_is_shown_the_question_the_name_and_no_more(scene, person):
    thread = ask(scene, person)

    assert waits(scene, "specialist") == [("advice_to_give", "Give advice to gp")]
    assert sees(scene, "specialist", AdviceThread, pk=thread.pk)
    assert sees(scene, "specialist", Patient, pk=person.pk)
    for model in (TimelineEntry, Consultation):
        assert not sees(scene, "specialist", model, patient=person)
    for stranger in ("stranger", "duty"):
        assert not sees(scene, stranger, AdviceThread, pk=thread.pk)
        assert not sees(scene, stranger, AdviceMessage, thread=thread)
        assert not sees(scene, stranger, Patient, pk=person.pk)


def test_an_answer_moves_from_list_to_list_and_stands_on_the_timeline(scene, person):
    thread = ask(scene, person)

    give(scene, thread)

    assert state(thread) == AdviceState.ANSWERED
    assert waits(scene, "specialist") == []
    assert waits(scene, "gp") == [("advice_answered", "Advice from specialist")]
    lines = TimelineEntry.objects.visible_to(scene.by("gp")).of(person.pk)
    assert sorted(lines.values_list("title", "detail")) == [
        ("Asked specialist for advice", ASKS),
        ("specialist gave advice", ADVISES),
    ]
    assert said(scene, thread) == [
        (1, "ask", f"gp, GP, practice {ASKED}"),
        (2, "give", "specialist, Specialist prescriber, service 11"),
    ]


def test_closing_ends_the_sight_of_the_name_and_leaves_the_words(scene, person):
    thread = ask(scene, person)
    give(scene, thread)

    close(scene, thread)

    assert waits(scene, "gp") == []
    assert not sees(scene, "specialist", Patient, pk=person.pk)
    assert sees(scene, "specialist", AdviceMessage, thread=thread)
    with pytest.raises(Refusal, match="closed"):
        give(scene, thread)


def test_a_second_question_to_the_same_specialist_keeps_the_name_shown(scene, person):
    first, second = ask(scene, person), ask(scene, person)

    close(scene, first)
    still = sees(scene, "specialist", Patient, pk=person.pk)
    close(scene, second)

    assert still
    assert not sees(scene, "specialist", Patient, pk=person.pk)


def test_the_name_is_shown_for_ninety_days_at_most_and_again_by_a_new_question(
    scene, person
):
    thread = ask(scene, person)
    scene.move(90)
    on_the_last_day = sees(scene, "specialist", Patient, pk=person.pk)
    scene.move(1)
    after_it = sees(scene, "specialist", Patient, pk=person.pk)

    actions.ask_again(thread=thread, text="Still?", by=scene.by("gp"))

    assert on_the_last_day
    assert not after_it
    assert sees(scene, "specialist", Patient, pk=person.pk)


def test_a_further_question_opens_what_was_closed_and_shows_the_name_again(
    scene, person
):
    thread = ask(scene, person)
    give(scene, thread)
    close(scene, thread)

    actions.ask_again(thread=thread, text="And on day three?", by=scene.by("gp"))

    assert state(thread) == AdviceState.OPEN
    assert sees(scene, "specialist", Patient, pk=person.pk)
    assert len(waits(scene, "specialist")) == 1
    assert waits(scene, "gp") == []
    give(scene, thread, text="12 mg.")
    assert [n for n, *_ in said(scene, thread)] == [1, 2, 3, 4, 5]


def test_closed_without_an_answer_nothing_waits_for_the_specialist(scene, person):
    thread = ask(scene, person)

    close(scene, thread)

    assert waits(scene, "specialist") == []


def test_a_specialist_who_keeps_the_record_is_given_no_name(scene):
    become(None)
    Patient.objects.filter(pk=scene.person.pk).update(practice_id=ASKED)
    scene.person.refresh_from_db()

    thread = ask(scene, scene.person)

    assert sees(scene, "specialist", AdviceThread, pk=thread.pk)
    assert sees(scene, "duty", AdviceThread, pk=thread.pk)
    become(None)
    assert not Grant.objects.filter(membership_id=NUMBER["specialist"]).exists()
    with pytest.raises(Refusal, match="Only the specialist who was asked"):
        give(scene, thread, by="duty")


def test_who_sees_by_a_grant_does_not_show_the_name_to_another_service(scene, person):
    become(None)
    Grant.objects.create(
        **person.columns(),
        membership_id=NUMBER["stranger"],
        reach="record",
        because=GrantBecause.TEAM,
        starts_on=TODAY,
    )

    with pytest.raises(Refusal, match="by a grant"), transaction.atomic():
        ask(scene, person, by="stranger")

    become(None)
    assert not AdviceThread.objects.filter(patient=person).exists()


def test_only_the_two_sides_read_a_question_about_nobody(scene):
    thread = ask(scene)

    for side in ("gp", "specialist"):
        assert sees(scene, side, AdviceThread, pk=thread.pk)
        assert sees(scene, side, AdviceMessage, thread=thread)
    for other in ("partner gp", "nurse", "stranger", "duty", "the coordinator"):
        assert not sees(scene, other, AdviceThread, pk=thread.pk)
    assert waits(scene, "specialist") == [("advice_to_give", "Give advice to gp")]


def test_gps_and_nurses_of_the_scheme_read_a_discussion_and_gps_reply(scene):
    thread = ask(scene, is_discussion=True)

    for reader in ("partner gp", "nurse", "stranger", "duty"):
        assert sees(scene, reader, AdviceThread, pk=thread.pk)
    for other in ("the coordinator", "own service", "team lead", "other scheme"):
        assert not sees(scene, other, AdviceThread, pk=thread.pk)
    give(scene, thread, by="stranger", text="We begin with 2 mg.")
    assert state(thread) == AdviceState.OPEN
    assert waits(scene, "gp") == [("advice_answered", "Reply from stranger")]
    assert len(waits(scene, "specialist")) == 1
    give(scene, thread)
    assert state(thread) == AdviceState.ANSWERED
    assert [verb for _, verb, _ in said(scene, thread)] == ["ask", "reply", "give"]
    with pytest.raises(Refusal, match="Only the specialist"):
        give(scene, thread, by="nurse")


def test_closed_before_the_answer_it_leaves_the_list_as_the_specialist_looks(scene):
    thread = ask(scene)
    close(scene, thread)
    assert len(waits(scene, "specialist")) == 1

    viewer = scene.by("specialist")
    actions.clear_list(AdviceThread.objects.get(pk=thread.pk), by=viewer)

    assert waits(scene, "specialist") == []


@pytest.mark.parametrize(
    "text", ["He is 999 526 0182: what now?", "Born 14/03/1979: what now?"]
)
def test_a_question_about_nobody_names_nobody(scene, text):
    thread = ask(scene)
    by = scene.by("gp")

    with pytest.raises(Refusal, match="Take out"), transaction.atomic():
        actions.ask_again(thread=thread, text=text, by=by)
    with pytest.raises(Refusal, match="Take out"), transaction.atomic():
        give(scene, thread, text=text)

    assert len(said(scene, thread)) == 1


def test_two_answers_at_once_both_stand_numbered(scene):
    thread = ask(scene, is_discussion=True)
    as_read = AdviceThread.objects.get(pk=thread.pk)

    give(scene, as_read, by="stranger", text="2 mg.")
    give(scene, as_read, by="partner gp", text="4 mg.")
    give(scene, as_read)
    give(scene, as_read, text="I forgot: never on the day of the last dose.")

    assert [n for n, *_ in said(scene, thread)] == [1, 2, 3, 4, 5]
    assert len(waits(scene, "gp")) == 4
    become(None)
    again = AdviceMessage.objects.filter(thread=thread).first()
    again.pk, again._state.adding = new_id(), True
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_whoever_covers_the_specialist_answers_and_signs(scene):
    thread = ask(scene)
    become(None)
    Cover.objects.create(
        from_member_id=NUMBER["specialist"],
        to_member_id=NUMBER["duty"],
        starts_on=TODAY,
        ends_on=TODAY,
    )

    assert sees(scene, "duty", AdviceThread, pk=thread.pk)
    give(scene, thread, by="duty")

    assert said(scene, thread)[1][2].startswith("duty, ")
    assert waits(scene, "specialist") == []


def test_whom_an_exclusion_keeps_away_reads_no_question_about_them(scene, person):
    thread = ask(scene, person)
    become(None)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO patients_exclusion (id, version, patient_id, scheme_id,"
            " user_id, because) VALUES (gen_random_uuid(), 0, %s, %s, %s, 'x')",
            [person.pk, ASHDALE, NUMBER["specialist"]],
        )

    assert not sees(scene, "specialist", AdviceThread, pk=thread.pk)
    assert not sees(scene, "specialist", AdviceMessage, thread=thread)
    assert waits(scene, "specialist") == []


def test_who_no_longer_sees_the_person_does_not_answer_about_them(scene, person):
    thread = ask(scene, person)
    become(None)
    Grant.objects.filter(patient=person).update(expires_at=TransactionNow())

    with pytest.raises(Refusal, match=NOT_IN_SIGHT):
        give(scene, thread)


def test_a_message_says_whose_thread_it_belongs_to(scene):
    """Nobody slips a message under a question that is not theirs to read."""
    thread = ask(scene)
    stranger = scene.by("stranger")
    words = thread.columns() | {"asker_id": stranger.membership_id}

    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceMessage.objects.create(
            **words,
            thread_id=thread.pk,
            n=9,
            verb="give",
            text="x",
            by_id=stranger.membership_id,
            signature="x",
            on_day=TODAY,
        )


def test_the_time_that_went_by_is_counted_by_the_house_s_day(scene, person):
    thread = ask(scene, person)
    scene.move(2)

    viewer = scene.by("gp")
    before = AdviceThread.objects.get(pk=thread.pk)
    give(scene, thread)
    after = AdviceThread.objects.get(pk=thread.pk)

    assert elapsed(before, viewer, before.asked_at) == "asked 2 days ago"
    assert elapsed(after, viewer, after.answered_at) == "answered after 2 days"
