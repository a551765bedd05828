"""What the person and the pharmacy say, and what the clock makes of it."""

from datetime import timedelta

import pytest

from agreements import actions
from agreements.models import Agreement, AgreementAct, PharmacyPart, Word
from agreements.pages import agreement_facts
from agreements.pages.own import (
    answered_before,
    may_say,
    no_of_person,
    own_facts,
    word_of_person,
)
from agreements.pages.told import told_of
from agreements.rules.reviews import ReviewedBy
from agreements.rules.states import State, Verb
from agreements.tests.scene import become
from core.refusal import Refusal
from core.templatetags.house import person_date
from patients.models import Consent, WorkItem
from patients.rules.sharing import ConsentKind
from tests.walls.people import ASKED, SERVICE

pytestmark = pytest.mark.role("postgres")


def say(scene, verb=Verb.AGREE, permits=(), refuses=()):
    actions.say(
        agreement=scene.agreement,
        verb=verb,
        permits=list(permits),
        refuses=list(refuses),
        by=scene.by("kit"),
    )


def verbs_of(scene):
    become(None)
    acts = AgreementAct.objects.filter(agreement=scene.agreement).order_by("n")
    return [Verb(act.verb) for act in acts]


def test_the_clock_makes_an_act_of_the_persons_yes_under_their_name(outside):
    outside.accept()
    say(outside)
    assert Verb.AGREE not in verbs_of(outside)

    outside.clock()

    act = AgreementAct.objects.get(agreement=outside.agreement, verb=Verb.AGREE)
    assert act.signature.startswith("kit")
    assert outside.state() == State.ACTIVE


def test_a_no_takes_the_request_back(outside):
    say(outside, Verb.WITHDRAW)

    outside.clock()

    assert outside.state() == State.WITHDRAWN


def test_what_the_pharmacy_may_know_is_said_kind_by_kind(outside):
    say(outside, permits=[ConsentKind.HEALTH_SUMMARY], refuses=[ConsentKind.MEDICINE])

    outside.clock()

    become(None)
    live = Consent.objects.filter(patient=outside.person, withdrawn_on=None)
    assert list(live.values_list("kind", flat=True)) == [ConsentKind.HEALTH_SUMMARY]


def test_what_was_answered_with_a_yes_stands_there_the_next_time(outside):
    say(outside, permits=[ConsentKind.HEALTH_SUMMARY], refuses=[ConsentKind.MEDICINE])
    outside.clock()
    by = outside.by("kit")

    agreement = Agreement.objects.visible_to(by).get(pk=outside.agreement.pk)

    answers = {ConsentKind.HEALTH_SUMMARY: "yes", ConsentKind.MEDICINE: "no"}
    assert answered_before(agreement, by) == answers


def test_a_second_word_waits_for_the_first(outside):
    say(outside)

    with pytest.raises(Refusal, match="being written down"):
        say(outside)


def test_the_pharmacy_takes_its_part_once(outside):
    outside.accept()
    outside.clock()
    by = outside.by("the pharmacist")
    parts = PharmacyPart.objects.visible_to(by).of_pharmacy(by)
    part = parts.get(patient=outside.person)

    actions.take_part(part=part, by=by)
    with pytest.raises(Refusal, match="already"):
        actions.take_part(part=part, by=by)
    outside.clock()

    assert verbs_of(outside).count(Verb.TAKE_PART) == 1


def test_a_word_that_comes_too_late_says_why_it_came_to_nothing(outside):
    say(outside)
    outside.do(actions.withdraw, "specialist")

    outside.clock()

    become(None)
    word = Word.objects.get(agreement=outside.agreement)
    assert "was withdrawn" in word.not_taken
    assert Verb.AGREE not in verbs_of(outside)


def test_what_both_said_within_a_minute_is_taken_in_turn(outside):
    outside.accept(in_days=7)
    outside.clock()
    say(outside, permits=[ConsentKind.MEDICINE], refuses=[ConsentKind.HEALTH_SUMMARY])
    by = outside.by("the pharmacist")
    part = PharmacyPart.objects.visible_to(by).get(patient=outside.person)
    actions.take_part(part=part, by=by)

    outside.clock(times=1)

    assert verbs_of(outside)[-2:] == [Verb.AGREE, Verb.TAKE_PART]


def test_the_person_reads_who_prescribes_until_another_follows(outside):
    outside.accept()
    outside.agree()
    outside.clock()
    day = outside.by("gp").day + timedelta(days=60)
    outside.do(actions.give_notice, "gp", notice_on=day, text="Retiring.")
    outside.ask_to_follow()

    become(None)
    follower = Agreement.objects.with_names().get(pk=outside.agreement.pk)
    until = own_facts(follower, None, None)["until"]

    assert until == (
        f"gp, practice {ASKED}, prescribes until {person_date(day)}. If this does not "
        f"start by then, service {SERVICE} prescribes from that day."
    )


def started(outside):
    outside.accept()
    outside.agree()
    outside.clock()


def asked_to_talk(scene):
    become(None)
    items = WorkItem.objects.filter(kind="permission_withdrawn", done_at=None)
    theirs = items.filter(patient=scene.person, title__contains="talk with them")
    return sorted(theirs.values_list("membership__user__name", flat=True))


def own_page(scene):
    by = scene.by("kit")
    agreement = Agreement.objects.visible_to(by).with_names().get(pk=scene.agreement.pk)
    word = word_of_person(agreement, by)
    no = no_of_person(agreement, by)
    return own_facts(agreement, word, no)["said"], may_say(agreement, word, no)


def test_a_yes_that_staff_recorded_is_read_by_the_person_and_taken_back(outside):
    outside.accept(in_days=7)
    outside.agree()
    day = person_date(outside.by("kit").day)

    assert own_page(outside) == (
        f"You agreed on {day}, in person, to specialist.",
        True,
    )
    say(outside, Verb.WITHDRAW)
    outside.clock()
    assert outside.state() == State.WITHDRAWN


def test_a_no_to_what_is_active_ends_nothing_and_asks_both_sides_to_talk(outside):
    outside.name_keyworker()
    started(outside)
    say(outside, Verb.WITHDRAW)

    outside.clock()

    assert outside.state() == State.ACTIVE
    assert outside.prescriber() == ["gp"]
    assert asked_to_talk(outside) == ["gp", "specialist", "the keyworker"]


def facts_of(scene, name):
    """What one side reads on the agreement's page."""
    by = scene.by(name)
    agreement = Agreement.objects.visible_to(by).get(pk=scene.agreement.pk)
    told = told_of(agreement)
    standing = actions.standing_while(told.now, agreement, by, has_died=False)
    return agreement_facts(agreement, told, standing, by)


def history(scene, name):
    """Of its newest act: what was done, by whom, and the notes."""
    facts = facts_of(scene, name)
    newest = facts["history"][0]
    return newest["title"], newest["by"].partition(",")[0], " ".join(facts["notes"])


@pytest.mark.parametrize("side", ["gp", "specialist"])
def test_both_sides_read_a_no_to_what_is_active_in_its_history(outside, side):
    started(outside)
    say(outside, Verb.WITHDRAW)
    outside.clock()

    did, who, notes = history(outside, side)

    assert (did, who) == ("The person no longer agrees", "kit")
    assert "No longer agrees to shared care since" in notes
    yes = dict(facts_of(outside, side)["parties"])["Person"]
    assert "; no longer since" in yes


@pytest.mark.parametrize("recorder", ["gp", "specialist"])
def test_a_no_that_staff_record_is_theirs_to_sign_and_the_persons_to_read(
    outside, recorder
):
    started(outside)
    outside.do(actions.record_no_of_person, recorder, text="Wants to see the clinic")

    assert history(outside, "specialist")[:2] == (
        "The person no longer agrees",
        recorder,
    )
    said, may_say_more = own_page(outside)
    assert "that you do not agree. " in said
    assert "Nothing changes until you have talked" in said
    assert not may_say_more
    assert outside.state() == State.ACTIVE
    assert asked_to_talk(outside) == ["gp", "specialist"]


def test_a_no_is_not_recorded_of_what_is_not_active(outside):
    outside.accept(in_days=7)

    with pytest.raises(Refusal, match="cannot be disagreed with now"):
        outside.do(actions.record_no_of_person, "gp", text="No")


def test_after_the_talk_nothing_waits_to_talk_about(outside):
    started(outside)
    say(outside, Verb.WITHDRAW)
    outside.clock()
    before = asked_to_talk(outside)

    review = {"reviewed_by": ReviewedBy.GP, "text": "We talked."}
    outside.do(actions.record_review, "gp", **review)
    outside.clock()

    assert before
    assert not asked_to_talk(outside)


def test_after_the_talk_nobody_is_told_any_more_to_talk(outside):
    started(outside)
    say(outside, Verb.WITHDRAW)
    outside.clock()
    review = {"reviewed_by": ReviewedBy.BOTH, "text": "Talked"}
    outside.do(actions.record_review, "specialist", **review)

    did, _who, notes = history(outside, "gp")

    assert did == "Reviewed: both together"
    assert "No longer agrees" not in notes


def test_after_a_no_the_person_reads_that_nothing_changes_until_they_have_talked(
    outside,
):
    started(outside)
    say(outside, Verb.WITHDRAW)
    outside.clock()

    said, may_say_more = own_page(outside)

    assert "Nothing changes until you have talked" in said
    assert not may_say_more
    review = {"reviewed_by": ReviewedBy.BOTH, "text": "Talked"}
    outside.do(actions.record_review, "specialist", **review)
    assert own_page(outside)[1]


def test_once_it_is_over_nobody_is_asked_to_talk_about_it(outside):
    started(outside)
    say(outside, Verb.WITHDRAW)
    outside.clock()
    outside.do(actions.end, "specialist", text="As they wish")

    outside.clock()

    assert asked_to_talk(outside) == []


def test_a_yes_said_again_stands_in_the_history_with_what_the_pharmacy_may_know(
    outside,
):
    started(outside)
    say(outside, permits=[ConsentKind.HEALTH_SUMMARY], refuses=[ConsentKind.MEDICINE])

    outside.clock()

    live = Consent.objects.filter(patient=outside.person, withdrawn_on=None)
    assert list(live.values_list("kind", flat=True)) == [ConsentKind.HEALTH_SUMMARY]
    assert verbs_of(outside).count(Verb.AGREE) == 1
    assert verbs_of(outside)[-1] == Verb.STILL_AGREE
    assert history(outside, "gp")[:2] == ("The person agreed again", "kit")
