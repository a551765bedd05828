"""What a practice offers, and what that changes for those who ask it."""

from datetime import timedelta

import pytest

from accounts.models import Membership, Organisation
from agreements import actions
from agreements.models import Agreement, Offer
from agreements.rules.offers import Offered, OfferState
from agreements.rules.states import State
from agreements.tests.scene import NUMBER, become
from core.clock import today
from core.refusal import Refusal
from tests.walls.people import ASHDALE, ASKED, NORTHMOOR

pytestmark = pytest.mark.role("postgres")
A_DAY = timedelta(days=1)


def say(
    scene,
    state,
    *,
    of=ASKED,
    leaves_in=None,
    in_days=0,
    who="the coordinator",
    seen_n=None,
):
    """The coordinator says what a practice offers."""
    become(None)
    last_n = Offer.objects.filter(organisation=of).count()
    leaves_on = None if leaves_in is None else today() + leaves_in * A_DAY
    return actions.set_offer(
        organisation=Organisation.objects.get(pk=of),
        offered=Offered(
            OfferState(state), today() + in_days * A_DAY, leaves_on, "Reviews only"
        ),
        note="Two GPs are away",
        seen_n=last_n if seen_n is None else seen_n,
        by=scene.by(who),
    )


@pytest.mark.parametrize(
    ("state", "leaves_in", "why"),
    [
        ("suspended", None, "practice 16 is suspended since"),
        ("leaving", 90, "practice 16 leaves on"),
        ("closed", None, "practice 16 is closed since"),
    ],
)
def test_nobody_is_asked_where_nobody_new_is_taken(scene, state, leaves_in, why):
    say(scene, state, leaves_in=leaves_in)
    scene.draft()

    with pytest.raises(Refusal, match=why):
        scene.do(actions.send, "specialist")
    assert scene.state() == State.DRAFT


def test_one_that_offers_less_is_asked_all_the_same(scene):
    say(scene, "reduced")
    scene.send()

    assert scene.state() == State.SENT


def test_the_scheme_itself_takes_nobody_either(scene):
    say(scene, "suspended", of=actions.THE_SCHEME)
    scene.draft()

    with pytest.raises(Refusal, match="Ashdale is suspended since"):
        scene.do(actions.send, "specialist")


def test_a_state_to_come_stops_nothing_before_its_day(scene):
    say(scene, "suspended", in_days=5)
    scene.send()
    scene.move(5)

    with pytest.raises(Refusal, match="suspended"):
        scene.accept()


def test_what_was_accepted_does_not_begin_where_nobody_new_is_taken(scene):
    scene.send()
    scene.accept(in_days=1)
    scene.agree()
    say(scene, "suspended")
    scene.move(1)
    scene.clock()
    assert scene.state() == State.ACCEPTED

    say(scene, "open")
    scene.clock()
    assert scene.state() == State.ACTIVE


def test_closing_is_refused_while_one_is_prescribed_for(scene):
    scene.start()

    with pytest.raises(Refusal, match="1 person has no new prescriber yet"):
        say(scene, "closed")
    assert not Offer.objects.filter(scheme_id=ASHDALE).exists()

    scene.do(actions.take_back, "specialist")
    say(scene, "closed")
    assert Offer.objects.get().state == OfferState.CLOSED


def test_a_state_is_said_with_who_said_it_and_the_history_stays(scene):
    say(scene, "reduced")
    say(scene, "open")

    become(None)
    said = Offer.objects.of(ASHDALE, ASKED)
    assert [row.state for row in said] == ["reduced", "open"]
    assert {row.set_by.user.name for row in said} == {"the coordinator"}
    with pytest.raises(Refusal, match="cannot be in the past"):
        say(scene, "open", in_days=-1)


@pytest.mark.parametrize("name", ["specialist", "gp", "nurse", "stranger"])
def test_only_the_coordinator_is_told_of_how_many(scene, name):
    scene.start()

    scene.by(name)
    assert Offer.objects.held() == []


def test_the_coordinator_of_another_scheme_is_told_nothing(scene):
    scene.start()
    become(None)
    coordinator = Membership.objects.filter(pk=NUMBER["the coordinator"])
    coordinator.update(scheme_id=NORTHMOOR)

    scene.by("the coordinator")
    assert Offer.objects.held() == []


def test_the_coordinator_is_told_how_many_and_of_nobody(scene):
    scene.start()

    viewer = scene.by("the coordinator")
    (row,) = [row for row in Offer.objects.held() if row.organisation_id == ASKED]
    assert (row.gp, row.service, row.line) == (
        "gp",
        "service 11",
        "opioid_substitution",
    )
    assert not Agreement.objects.visible_to(viewer).exists()


def test_of_two_who_say_something_of_a_practice_the_second_is_told(scene):
    say(scene, "reduced", seen_n=0)

    with pytest.raises(Refusal, match="Somebody else has said something of it"):
        say(scene, "suspended", seen_n=0)

    become(None)
    assert [row.state for row in Offer.objects.filter(organisation=ASKED)] == [
        "reduced"
    ]
