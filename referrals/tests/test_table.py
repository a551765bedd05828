"""Every state, act and party, tried through both walls and held against the table."""

from itertools import product

import pytest
from django.db import transaction

from core.clock import today
from core.refusal import Refusal
from referrals import actions
from referrals.models import Referral, ReferralAct
from referrals.rules import states
from referrals.rules.states import Outcome, State, Verb
from referrals.tests.scene import become

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
WORDS = {"text": "In words."}
DO = {
    Verb.ASK: (actions.ask, WORDS),
    Verb.ANSWER: (actions.answer, WORDS),
    Verb.ACCEPT: (actions.accept, {}),
    Verb.DECLINE: (actions.decline, WORDS | {"reason": "other"}),
    Verb.REVOKE: (actions.revoke, WORDS),
    Verb.BOOK: (actions.book, {"day": today}),
    Verb.UNBOOK: (actions.unbook, WORDS),
    Verb.SEE: (actions.see, {"day": today}),
    Verb.CLOSE: (actions.close, WORDS | {"outcome": Outcome.NO_LONGER_WANTED}),
}
# How each state is come to.
WAY = {
    State.SENT: [],
    State.QUERY: [Verb.ASK],
    State.RECEIVED: [Verb.ACCEPT],
    State.BOOKED: [Verb.ACCEPT, Verb.BOOK],
    State.SEEN: [Verb.ACCEPT, Verb.SEE],
    State.CLOSED: [Verb.ACCEPT, Verb.SEE, Verb.CLOSE],
    State.DECLINED: [Verb.DECLINE],
    State.REVOKED: [Verb.REVOKE],
}


class Undone(Exception):
    """Takes back what a try has done."""


def act(scene, verb, name):
    action, words = DO[verb]
    said = {key: word() if callable(word) else word for key, word in words.items()}
    scene.do(action, name, **said)


def bring_to(scene, state, service):
    for verb in WAY[state]:
        act(scene, verb, "key" if verb == Verb.REVOKE else service)
    become(None)


def tried(scene, verb, name):
    """What stands after a try, which is then taken back; the sentence of a refusal."""
    try:
        with transaction.atomic():
            act(scene, verb, name)
            become(None)
            referral = Referral.objects.get(pk=scene.referral.pk)
            count = ReferralAct.objects.filter(referral=referral).count()
            assert count == referral.last_n
            raise Undone(referral.state)
    except Refusal as refusal:
        return str(refusal)
    except Undone as undone:
        return State(str(undone))
    finally:
        become(None)


@pytest.mark.parametrize("state", WAY)
@pytest.mark.parametrize("is_outside", [False, True], ids=["here", "outside"])
def test_each_side_may_do_what_the_table_says_and_nothing_else(
    scene, state, is_outside
):
    scene.outside() if is_outside else scene.onward()
    bring_to(scene, state, "key" if is_outside else "psychologist")
    sides = {"key": states.Side.REFERRER}
    sides |= {} if is_outside else {"psychologist": states.Side.SERVICE}

    for verb, (name, side) in product(DO, sides.items()):
        why = states.why_not(state, verb, side, service_signs_in=not is_outside)
        came = tried(scene, verb, name)

        if why:
            assert came.startswith(why), (state, verb, name)
        else:
            assert came == states.move_of(state, verb).after, (state, verb, name)


@pytest.mark.parametrize("name", ["elsewhere", "desk", "keeper", "gp"])
def test_whoever_is_on_neither_side_does_nothing(scene, name):
    scene.onward()

    for verb in DO:
        with pytest.raises((Refusal, Referral.DoesNotExist)), transaction.atomic():
            act(scene, verb, name)
    assert scene.state() == State.SENT
