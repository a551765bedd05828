"""Whoever prescribes no longer, or is not to after all, is told; and who takes over."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from agreements import actions
from agreements.models import Agreement, Word
from agreements.rules.accepting import DeclineReason
from agreements.rules.states import State, Verb
from agreements.tests.scene import NUMBER, become
from agreements.tests.test_actions_outside import bring_back, take_inside
from core.clock import today
from core.refusal import Refusal
from core.templatetags.house import staff_date
from patients.actions import work
from patients.models import Grant, TimelineEntry, WorkItem
from patients.rules.worklist import WorkKind
from tests.walls.people import ASKED, PRACTICE, SERVICE

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
A_DAY = timedelta(days=1)


def on_list_of(scene, name):
    """What somebody reads on their own list today, as the database shows it."""
    viewer = scene.by(name)
    items = WorkItem.objects.visible_to(viewer).on_list_of(viewer).of_member(viewer)
    return items.filter(patient=scene.person).waiting_on(viewer.day)


def titles(scene, name):
    return list(on_list_of(scene, name).values_list("title", flat=True))


def stops(day, who, name="gp"):
    return f"{name} does not prescribe from {staff_date(day)}: {who}, does"


def at(who, organisation=SERVICE):
    kind = "service" if organisation == SERVICE else "practice"
    return f"{who}, {kind} {organisation}"


def say_done(scene, name, title):
    item = on_list_of(scene, name).get(title=title)
    work.finish_item(item=item, by=scene.by(name))


def say_no(scene):
    """The person's word, as the clock takes it down."""
    become(None)
    agreement = Agreement.objects.get(pk=scene.agreement.pk)
    word = Word.objects.create(
        **agreement.patient.columns(),
        agreement=agreement,
        party="person",
        verb=Verb.WITHDRAW,
        by_id=NUMBER["specialist"],
        signature="Kit Moss",
        on_day=today(),
        pharmacy_id=agreement.pharmacy_id,
    )
    scene.clock()
    return word


def give_notice(scene, days=28):
    day = today() + days * A_DAY
    scene.do(actions.give_notice, "gp", notice_on=day, text="Retiring.")
    return day


@pytest.mark.parametrize(
    ("action", "words", "taker"),
    [
        (actions.end, {"text": "Moved away."}, "duty"),
        (actions.take_back, {}, "specialist"),
    ],
)
def test_whoever_prescribed_is_told_the_day_and_who_does(scene, action, words, taker):
    scene.start()

    scene.do(action, "specialist", **words)

    assert titles(scene, "gp") == [stops(today(), at(taker))]
    assert scene.sees("gp")
    assert not scene.sees("gp", TimelineEntry)


def test_the_name_stays_in_sight_until_done_is_said_and_no_longer(scene):
    scene.start()
    scene.do(actions.end, "specialist", text="Moved away.")
    scene.clock()
    scene.move(3)
    scene.clock()
    viewer = scene.by("gp")
    over = Agreement.objects.visible_to(viewer).of_organisation(viewer).over()
    listed = [row[:2] for row in over.lines(viewer)]
    before = scene.sees("gp")

    say_done(scene, "gp", titles(scene, "gp")[0])
    scene.clock()

    assert listed == [(scene.agreement.pk, scene.person.pk)]
    assert before
    assert not scene.sees("gp")
    become(None)
    given = Grant.objects.filter(patient=scene.person, organisation_id=ASKED)
    assert not given.filter(expires_at=None).exists()
    settled = Agreement.objects.get(pk=scene.agreement.pk)
    assert settled.settled_n == settled.last_n


def test_a_prescriber_who_is_lost_is_told_of_to_the_whole_practice(scene):
    scene.start()

    scene.do(actions.replace_prescriber, "specialist", text="Ill.")

    assert titles(scene, "partner gp") == [stops(today(), at("duty"))]


def test_on_the_notice_day_both_are_told(scene):
    scene.start()
    day = give_notice(scene)
    scene.move(28)
    scene.clock()

    assert titles(scene, "gp") == [stops(day, at("duty"))]
    begins = f"duty prescribes from {staff_date(day)}: shared care is over"
    assert titles(scene, "duty") == [begins]
    assert titles(scene, "specialist") == []


def test_whoever_hands_back_themselves_is_told_nothing_and_sees_the_name_no_more(scene):
    scene.start()
    scene.do(actions.take_over_lead, "partner gp")
    told = titles(scene, "gp")
    say_done(scene, "gp", told[0])
    day = give_notice_as(scene, "partner gp")

    assert told == [stops(today(), at("partner gp", ASKED))]
    assert not any("partner gp does not" in title for title in titles(scene, "gp"))
    assert day > today()


def give_notice_as(scene, name):
    day = today() + 28 * A_DAY
    scene.do(actions.give_notice, name, notice_on=day, text="Away.")
    return day


def test_a_new_lead_does_not_hide_from_the_old_one_that_they_stopped(scene):
    scene.start()
    scene.do(actions.take_over_lead, "partner gp")
    give_notice_as(scene, "partner gp")
    scene.clock()

    assert titles(scene, "gp") == [stops(today(), at("partner gp", ASKED))]


@pytest.mark.parametrize("by_the_person", [True, False])
def test_whoever_was_to_prescribe_is_told_that_it_was_called_off(scene, by_the_person):
    scene.send()
    scene.accept(in_days=7)
    starts_on = today() + 7 * A_DAY

    if by_the_person:
        say_no(scene)
    else:
        scene.do(actions.withdraw, "specialist", text="Not now.")
        scene.clock()

    assert scene.state() == State.WITHDRAWN
    assert titles(scene, "gp") == [stops(starts_on, at("specialist"))]
    assert scene.sees("gp")
    said = [title for title in titles(scene, "specialist") if "not agree" in title]
    assert len(said) == int(by_the_person)


def test_a_practice_that_had_not_answered_has_nothing_to_stop(scene):
    scene.send()
    scene.do(actions.withdraw, "specialist", text="Not now.")
    scene.clock()

    assert titles(scene, "gp") == []
    assert not scene.sees("gp")


def test_whoever_prescribes_again_no_longer_reads_that_they_do_not(scene):
    scene.start()
    scene.do(actions.end, "specialist", text="Moved away.")
    before = titles(scene, "gp")

    scene.start()

    assert before == [stops(today(), at("duty"))]
    assert not any("does not prescribe" in title for title in titles(scene, "gp"))


def test_a_colleague_s_new_agreement_hides_from_nobody_that_they_stopped(scene):
    scene.start()
    scene.do(actions.end, "specialist", text="Moved away.")

    scene.send()
    scene.do(actions.accept, "partner gp", starts_on=today())
    scene.agree()
    scene.clock()

    assert stops(today(), at("duty")) in titles(scene, "gp")


@pytest.mark.parametrize("asks_anew", ["sends", "starts"])
def test_prescribe_on_goes_as_another_practice_is_asked(scene, asks_anew):
    scene.send()
    scene.do(actions.decline, "gp", reason=DeclineReason.NO_CAPACITY, text="Too few")
    before = titles(scene, "specialist")

    scene.send() if asks_anew == "sends" else scene.start()

    assert any(title.endswith("prescribe on") for title in before)
    after = titles(scene, "specialist")
    assert not any(title.endswith("prescribe on") for title in after)


def test_an_answered_question_is_told_to_the_practice_as_answered(scene):
    scene.send()
    scene.do(actions.ask, "gp", text="Which pharmacy?")

    scene.do(actions.answer, "specialist", text="Bridge Street.")

    answered = "Your question is answered: answer the request to share care"
    assert titles(scene, "gp") == [answered]


def test_an_acceptance_that_lapses_is_told_to_whoever_accepted(scene):
    scene.send()
    scene.accept()
    starts_on = today()
    scene.move(29)
    scene.clock()

    assert scene.state() == State.LAPSED
    assert titles(scene, "gp") == [stops(starts_on, at("specialist"))]


def test_the_practice_that_another_follows_is_told(scene):
    scene.start()
    day = give_notice(scene)
    scene.ask_to_follow()
    scene.let_follow(day)
    scene.move(28)
    scene.clock()

    assert scene.prescriber() == ["next gp"]
    assert titles(scene, "gp") == [stops(day, at("next gp", PRACTICE))]
    assert scene.sees("gp")


def test_while_others_prescribe_the_practice_is_told_and_then_that_it_is_over(scene):
    scene.start()
    begun = titles(scene, "gp")
    take_inside(scene)

    inside = titles(scene, "gp")
    bring_back(scene)

    assert begun == [f"gp prescribes from {staff_date(today())}: shared care has begun"]
    assert inside == [stops(today(), "The healthcare team, HMP Dale")]
    assert [title[:23] for title in titles(scene, "gp")] == ["You prescribe from toda"]


def test_who_took_over_is_not_said_once_others_prescribe(scene):
    scene.start()
    scene.do(actions.end, "specialist", text="Moved away.")
    before = titles(scene, "duty")

    take_inside(scene)

    assert before == [
        f"duty prescribes from {staff_date(today())}: shared care is over"
    ]
    assert titles(scene, "duty") == [
        stops(today(), "The healthcare team, HMP Dale", "duty")
    ]


def test_accepting_tells_both_the_day_at_once_and_asks_for_the_yes(scene):
    scene.send()
    scene.accept(in_days=7)
    day = staff_date(today() + 7 * A_DAY)
    told = {
        f"practice {ASKED} accepted: gp is to prescribe from {day}",
        f"Ask the person and record whether they agree: starts {day}",
    }
    assert set(titles(scene, "gp")) == set(titles(scene, "specialist")) == told

    scene.agree()
    scene.clock()
    assert len(titles(scene, "gp")) == len(titles(scene, "specialist")) == 1

    scene.move(7)
    scene.clock()
    begun = [f"gp prescribes from {day}: shared care has begun"]
    assert titles(scene, "gp") == titles(scene, "specialist") == begun


def test_the_pharmacy_is_asked_as_soon_as_it_is_accepted(scene):
    scene.send()
    scene.accept(in_days=7)
    scene.clock()

    become(None)
    part = WorkItem.objects.get(title__contains="a pharmacy's part")
    assert part.due_on == today()
    assert staff_date(today() + 7 * A_DAY) in part.title


def test_a_notice_waits_for_the_duty_prescriber_too_and_is_not_ticked_away(scene):
    scene.start()
    day = give_notice(scene)
    title = f"practice {ASKED} prescribes no longer from {staff_date(day)}: take over"

    assert title in titles(scene, "duty")
    assert title in titles(scene, "specialist")
    for name in ("duty", "specialist"):
        with pytest.raises(Refusal, match="before its day"):
            say_done(scene, name, title)


def test_a_review_under_notice_leaves_the_notice_where_it_waits(scene):
    scene.start()
    give_notice(scene)
    before = titles(scene, "specialist")

    scene.do(actions.record_review, "gp", reviewed_by="gp", text="Stable.")
    scene.clock()

    assert titles(scene, "specialist") == before


def test_a_notice_that_falls_is_taken_off_every_list(scene):
    scene.start()
    give_notice(scene)

    scene.do(actions.take_over_lead, "partner gp")
    scene.clock()

    said = titles(scene, "specialist") + titles(scene, "duty")
    assert not any("take over" in title for title in said)


def test_a_second_in_the_lead_is_told_of_though_they_left(scene):
    scene.start()
    become(None)
    Membership.objects.filter(pk=NUMBER["gp"]).update(
        starts_on=today() - 9 * A_DAY, ends_on=today() - A_DAY
    )

    scene.clock()

    assert scene.prescriber() == ["duty"]
    assert titles(scene, "partner gp") == [stops(today(), at("duty"))]
    waits = on_list_of(scene, "partner gp")
    assert set(waits.values_list("kind", flat=True)) == {WorkKind.HAND_OVER}
