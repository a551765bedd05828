"""What the clock does for referrals of somebody who has died: nothing below knows that
there are any, so it looks."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.viewer import Viewer
from patients.actions.deaths import STOPPED
from patients.models import WorkItem
from referrals.actions.acts import lock, write
from referrals.models import Referral, ReferralAct
from referrals.rules import states
from referrals.rules.states import State, Verb


@transaction.atomic
def follow_death(referral: Referral, *, by: Viewer) -> None:
    """Stop a referral of somebody who has died; if that was an error, let it go on.

    The organisation asked goes on seeing the name and the referral, or nobody there
    would learn why it stopped. Safe to repeat.
    """
    referral = lock(referral)
    has_died = referral.patient.died_on is not None
    due = states.what_death_asks(State(referral.state), has_died)
    if due == Verb.STOP:
        _stop(referral, by)
    elif due == Verb.RESUME and referral.settled_n == referral.last_n:
        _resume(referral, by)


def _stop(referral, by):
    waiting = _items(referral).filter(done_at=None)
    waiting.update(done_at=Now(), done_on=by.day, done_by=STOPPED)
    write(referral, Verb.STOP, by=by, text=STOPPED)


def _resume(referral, by):
    """As it stood; what came before is settled, and this leaves nothing to do."""
    stopped = _items(referral).filter(done_by=STOPPED)
    stopped.update(done_at=None, done_on=None, done_by="")
    act = ReferralAct.objects.get(referral=referral, n=referral.last_n)
    settled_n = referral.last_n + 1
    write(referral, Verb.RESUME, by=by, after=State(act.before), settled_n=settled_n)


def _items(referral):
    """What waits because of it, on every list."""
    acts = ReferralAct.objects.filter(referral=referral).values_list("pk", flat=True)
    return WorkItem.objects.filter(source_id__in=[referral.pk, *acts])
