"""What the clock does where a practice or its lead leaves: notice, and work to do."""

from datetime import date, timedelta

from django.db import transaction

from accounts.permissions import Role
from accounts.viewer import Viewer
from agreements.actions.acts import limits_of, lock, why_not, write
from agreements.actions.following import day_of_leaving, has_follower
from agreements.actions.lists import WAITS, reach_out, to_practice, to_service
from agreements.actions.telling import tell_who_takes_over
from agreements.models import Agreement, AgreementAct, Offer
from agreements.rules import clock, leaving
from agreements.rules.states import RUNNING, WAITING, State, Verb
from core.templatetags.house import staff_date
from patients.actions import work
from patients.rules.worklist import WorkKind

# Why the clock gave a notice: the lead goes, and the practice stays.
LEAD_LEAVES = "lead_leaves"
# What was told once is not looked at again: a sweep of each minute stays small.
STAYING_IS_TOLD = work.is_raised(WAITS)


def notice_reaches(by: Viewer) -> date:
    """The day before which a lead's last day lies, if notice is given today."""
    return clock.first_notice_day(by.day, limits_of(by)) + timedelta(days=1)


@transaction.atomic
def see_to_leaver(agreement: Agreement, *, by: Viewer) -> None:
    """Give notice of what runs; have the service ask another where nothing runs yet.

    Safe to repeat.
    """
    agreement = lock(agreement)
    days = Offer.objects.leaving(agreement.scheme_id, by.day)
    theirs = [days[at] for at in (0, agreement.asked_organisation_id) if at in days]
    leaves_on = min(theirs, default=None)
    if agreement.state in RUNNING:
        _give_notice(agreement, leaves_on, by)
    elif leaves_on and agreement.state in (*WAITING, State.ACCEPTED):
        _have_another_asked(agreement, leaves_on, by)


def _give_notice(agreement, practice_leaves_on, by):
    """Once, or anew where somebody goes sooner than the notice says."""
    gp = agreement.gp
    day = leaving.notice_day(practice_leaves_on, gp.ends_on, by.day, limits_of(by))
    before = agreement.notice_on
    if day is None or (before and before <= day):
        return
    if why_not(agreement, Verb.GIVE_NOTICE, by=by):
        return
    practice = agreement.asked_organisation.name
    is_whole = practice_leaves_on is not None
    who = practice if is_whole else f"{gp.user.name}, {practice},"
    words = {"text": f"{who} leaves.", "reason": "" if is_whole else LEAD_LEAVES}
    act = write(agreement, Verb.GIVE_NOTICE, by=by, notice_on=day, **words)
    reach_out(agreement, by=by)
    title = f"{who} leaves: from {staff_date(day)} the service prescribes"
    tell_who_takes_over(agreement, act, title, by=by)
    if is_whole:
        _tell_lead(agreement, act, day, by)
    else:
        _tell_colleagues(agreement, act, day, by)


def _tell_lead(agreement, act, day, by):
    """The notice is given in their name, and another's word was the cause."""
    practice = agreement.asked_organisation.name
    day_said = staff_date(day)
    title = f"{practice} leaves: notice is given in your name, for {day_said}"
    to_practice(agreement, act, WorkKind.HAND_OVER, title, day, by=by)


def _tell_colleagues(agreement, act, day, by):
    """Nobody is volunteered: whoever opens it may take the lead."""
    work.raise_item(
        kind=WorkKind.HAND_OVER,
        title=f"{agreement.gp.user.name} leaves: who takes the lead?",
        due_on=day,
        source_id=act.pk,
        patient=agreement.patient,
        organisation_id=agreement.asked_organisation_id,
        role=Role.GP,
        by=by,
    )


@transaction.atomic
def tell_of_staying(act: AgreementAct, *, by: Viewer) -> None:
    """Whoever was to leave stays, and the notice given for it stands all the same: tell
    both sides, of whom the lead may take it back. Nothing is undone. Safe to repeat."""
    agreement = lock(act.agreement)
    if agreement.state != State.NOTICE_GIVEN or day_of_leaving(agreement, by):
        return
    day = agreement.notice_on
    stands = f"the notice for {staff_date(day)} stands"
    they, you = _who_stays(agreement, act)
    title = f"{they}: {stands} until its lead takes it back"
    to_service(agreement, act, WAITS, title, day, by=by)
    may_go_on = "take it back, or let it stand"
    if has_follower(agreement):
        may_go_on = "another is asked to follow; ring the service if you would go on"
    title = f"{you}, and {stands}: {may_go_on}"
    to_practice(agreement, act, WAITS, title, day, by=by)


def _who_stays(agreement, act):
    """As the service reads it, and as the lead does: whose leaving the notice was."""
    gp = agreement.gp
    if act.reason != LEAD_LEAVES:
        return f"{agreement.asked_organisation.name} stays", "Your practice stays"
    if gp.ends_on:
        return f"{gp.user.name} leaves later", "You leave later"
    return f"{gp.user.name} stays", "You stay"


def _have_another_asked(agreement, leaves_on, by):
    practice = agreement.asked_organisation.name
    title = f"{practice} leaves on {staff_date(leaves_on)}: withdraw, and ask another"
    newest = AgreementAct.objects.filter(agreement=agreement, n=agreement.last_n)
    for act in newest:
        to_service(agreement, act, WAITS, title, leaves_on, by=by)
