"""What the clock does for agreements: each is safe to run twice."""

from celery import shared_task

from accounts.actions.system import each_scheme
from accounts.models import Scheme
from agreements import actions
from agreements.models import Agreement, AgreementAct, Offer, Word
from core.sweep import sweep
from patients.models import PrescriberTurn


@shared_task
def hand_care_back_on_notice():
    """Each minute. Whoever follows begins on the notice day, or the duty prescriber."""
    for viewer in each_scheme():
        living = Agreement.objects.visible_to(viewer).of_the_living()
        starting = living.starting_by(viewer.day).agreed_with_person()
        sweep(starting.following(), actions.activate, by=viewer)
        agreements = living.notice_come_by(viewer.day)
        sweep(agreements, actions.transfer, by=viewer)


@shared_task
def see_to_leaving():
    """Each minute. Gives notice where a practice or lead leaves, and tells of it."""
    for viewer in each_scheme():
        live = Agreement.objects.visible_to(viewer).of_the_living().live()
        leaving = Offer.objects.leaving(viewer.scheme_id, viewer.day)
        near = actions.notice_reaches(viewer)
        theirs = live.of_leaving(leaving) | live.with_leaving_lead(near)
        sweep(theirs, actions.see_to_leaver, by=viewer)


@shared_task
def tell_of_staying():
    """Each minute. Tells of notices that stand though nobody leaves any more."""
    for viewer in each_scheme():
        given = AgreementAct.objects.visible_to(viewer).given_for_leaving()
        untold = given.exclude(actions.STAYING_IS_TOLD)
        sweep(untold, actions.tell_of_staying, by=viewer)


@shared_task
def tell_of_those_left():
    """Each minute. Tells the coordinator by which notice day somebody is left."""
    for viewer in each_scheme():
        itself = Scheme.objects.filter(pk=viewer.scheme_id)
        sweep(itself, actions.tell_of_those_left, by=viewer)


@shared_task
def activate_agreements():
    """Each minute. Starts what was accepted and agreed to, on its day or after."""
    for viewer in each_scheme():
        agreements = (
            Agreement.objects.visible_to(viewer).of_the_living().starting_by(viewer.day)
        )
        sweep(agreements.agreed_with_person(), actions.activate, by=viewer)


@shared_task
def cover_prescribers_gone():
    """Each minute. Lets the duty prescriber follow whoever works there no longer."""
    for viewer in each_scheme():
        turns = PrescriberTurn.objects.visible_to(viewer).left_by(viewer.day)
        sweep(turns, actions.cover_gone, by=viewer)


@shared_task
def take_words():
    """Each minute. Makes acts of what people and pharmacies said of agreements."""
    for viewer in each_scheme():
        words = Word.objects.visible_to(viewer).to_take()
        sweep(words, actions.take_word, by=viewer)


@shared_task
def lapse_agreements():
    """Each minute. Closes what was accepted and never started."""
    for viewer in each_scheme():
        living = Agreement.objects.visible_to(viewer).of_the_living()
        too_old = living.starting_by(actions.lapse_reaches(viewer))
        sweep(too_old, actions.lapse, by=viewer)


@shared_task
def tell_of_late_replies():
    """Each minute. Takes requests without an answer to the coordinator."""
    for viewer in each_scheme():
        living = Agreement.objects.visible_to(viewer).of_the_living()
        late = living.reply_overdue_on(viewer.day)
        sweep(late.exclude(actions.LATE_IS_TOLD), actions.tell_of_late_reply, by=viewer)


@shared_task
def tell_of_reviews():
    """Each minute. Puts three-way reviews that are due on both sides' lists."""
    for viewer in each_scheme():
        living = Agreement.objects.visible_to(viewer).of_the_living()
        due = living.review_due_by(viewer.day)
        sweep(due.exclude(actions.REVIEW_IS_TOLD), actions.tell_of_review, by=viewer)


@shared_task
def settle_agreements():
    """Each minute. Clears lists and ends sight that an act's own hand did not reach."""
    for viewer in each_scheme():
        agreements = Agreement.objects.visible_to(viewer).unsettled()
        sweep(agreements, actions.settle, by=viewer)
