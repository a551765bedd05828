"""Random acts by random hands, days that move on, two at once: one prescriber always.

On the real database, behind its walls; the long form with FULL=1.
"""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agreements import actions
from agreements.models import Agreement, AgreementAct, HowAgreed
from agreements.rules.accepting import DeclineReason
from agreements.rules.clock import HandOver
from agreements.rules.reviews import ReviewedBy
from agreements.rules.states import LIVE, RUNNING, State, Verb, move_of
from agreements.tests.scene import LINE, become
from agreements.tests.test_actions_offers import say
from core.clock import now, today
from core.refusal import Refusal
from patients.models import PrescriberTurn
from tests.walls.people import PRACTICE, TODAY

FULL = bool(os.environ.get("FULL"))
EXAMPLES = 300 if FULL else 25
STEPS = 12 if FULL else 8
pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
A_DAY = timedelta(days=1)
FOLLOWED = "follows."


def days_on(days):
    return today() + days * A_DAY


# What may be tried, each with the words it takes.
ACTS = {
    actions.send: lambda: {},
    actions.ask: lambda: {"text": "Who takes the bloods?"},
    actions.answer: lambda: {"text": "We do."},
    actions.accept: lambda: {"starts_on": days_on(1)},
    actions.decline: lambda: {"reason": DeclineReason.NO_CAPACITY, "text": "Away."},
    actions.withdraw: dict,
    actions.record_agreement_of_person: lambda: {"how": HowAgreed.VERBALLY},
    actions.record_review: lambda: {"reviewed_by": ReviewedBy.GP, "text": "Stable."},
    actions.give_notice: lambda: {"notice_on": days_on(28), "text": ""},
    actions.hand_back_today: lambda: {
        "call": HandOver("Dr Marsh", "01632 960 001", now()),
        "text": "",
    },
    actions.take_back: dict,
    actions.replace_prescriber: lambda: {"text": "Ill."},
    actions.end: lambda: {"text": "Moved."},
    actions.take_over_lead: dict,
    actions.retract_notice: lambda: {"text": "It stays."},
    actions.move_practice: lambda: {"moves_on": days_on(10), "text": "To the coast"},
}
# The way that leads somewhere is tried more often than the others.
WAY = [actions.send, actions.accept, actions.record_agreement_of_person]
LATER = [actions.give_notice, actions.end, actions.take_back]
LATER += [actions.move_practice, actions.take_over_lead]
NOTICE = (actions.give_notice, "gp")
# What the sequences come to, even the few of the ordinary run.
ENDS = {State.DECLINED, State.WITHDRAWN, State.TRANSFERRED, State.ENDED}
NAMES = ["specialist", "specialist", "gp", "gp", "duty", "partner gp", "nurse"]
NAMES += ["stranger", "next gp"]
ACT = st.tuples(st.sampled_from([*WAY * 3, *ACTS]), st.sampled_from(NAMES))
TRIES = st.sampled_from(["gp", "specialist"])
STEP = st.one_of(
    ACT,
    st.tuples(st.sampled_from(WAY), TRIES),
    st.tuples(st.sampled_from(LATER), TRIES),
    st.tuples(st.just("draft"), st.just("specialist")),
    st.tuples(st.just("follow"), st.integers(0, 4)),
    st.tuples(st.just("leaves"), st.sampled_from([28, 40])),
    st.tuples(st.just("clock"), st.integers(0, 40)),
    # Two hands at once: both saw the agreement as it was.
    st.tuples(st.just("both"), st.tuples(ACT, ACT)),
)


def attempt(scene, action, name):
    """True if it was done; a refusal, or not finding it, leaves nothing half done."""
    before = rows(scene)
    viewer_words = ACTS[action]()
    try:
        with transaction.atomic():
            scene.do(action, name, **viewer_words)
    except (Refusal, Agreement.DoesNotExist):
        assert rows(scene) == before
        return False
    return True


def rows(scene):
    become(None)
    return (
        list(Agreement.objects.filter(patient=scene.person).order_by("pk").values()),
        AgreementAct.objects.filter(patient=scene.person).count(),
        PrescriberTurn.objects.filter(patient=scene.person).count(),
    )


def take(scene, step):
    kind, what = step
    if kind == "draft":
        draft(scene)
    elif kind == "follow":
        follow(scene, what)
    elif kind == "leaves":
        leaves(scene, what)
    elif kind == "clock":
        scene.move(what)
        scene.clock(times=1)
    elif kind == "both":
        for action, name in what:
            attempt(scene, action, name)
    else:
        attempt(scene, kind, what)


def draft(scene):
    """Where one is live already, a second is refused."""
    before = scene.agreement
    try:
        with transaction.atomic():
            scene.draft()
    except Refusal:
        scene.agreement = before


def follow(scene, far):
    """Another practice is asked to follow, where it can be, and answers so far."""
    before = scene.agreement
    starts_on = before.notice_on or days_on(28)
    steps = [
        lambda: scene.draft(PRACTICE, before),
        lambda: scene.do(actions.send, "specialist"),
        lambda: scene.do(actions.accept, "next gp", starts_on=starts_on),
        scene.agree,
    ]
    for n, step in enumerate(steps[:far]):
        try:
            with transaction.atomic():
                step()
        except (Refusal, Agreement.DoesNotExist):
            if n == 0:
                scene.agreement = before
            return


def leaves(scene, days):
    """The coordinator says that the practice leaves."""
    try:
        with transaction.atomic():
            say(scene, "leaving", leaves_in=days)
    except Refusal:
        return


def check(scene):
    """Everything that must hold on every day, whatever was tried."""
    become(None)
    turns = list(PrescriberTurn.objects.filter(patient=scene.person).order_by("n"))
    assert [turn.n for turn in turns] == list(range(1, len(turns) + 1))
    starts = [turn.starts_on for turn in turns]
    assert starts == sorted(starts)
    for day in {TODAY, *starts, today()}:
        assert len(scene.prescriber(day)) == 1
    agreements = list(Agreement.objects.filter(patient=scene.person, line=LINE))
    live = [one for one in agreements if one.state in LIVE]
    assert sum(one.follows_id is None for one in live) <= 1
    assert sum(one.follows_id is not None for one in live) <= 1
    assert sum(one.state in RUNNING for one in live) <= 1
    for agreement in agreements:
        check_acts(agreement)
    check_prescriber(agreements, turns)


def check_acts(agreement):
    """One after another, each a line of the table, the last where it stands now."""
    acts = list(AgreementAct.objects.filter(agreement=agreement).order_by("n"))
    assert [act.n for act in acts] == list(range(1, agreement.last_n + 1))
    stands = State.DRAFT
    for act in acts:
        assert act.before == stands
        assert move_of(State(act.before), act.verb).after == act.after
        stands = State(act.after)
    assert agreement.state == stands


def check_prescriber(agreements, turns):
    """The practice prescribes while an agreement runs, and at no other time."""
    running = [one for one in agreements if one.state in RUNNING]
    assert not any(one.follows_id for one in running)
    last = turns[-1].organisation_id
    expected = {one.asked_organisation_id for one in running}
    assert {last} == (expected or {agreements[0].service_id} if agreements else {last})


def done(scene):
    """What was done to any of the person's agreements, and whether one followed."""
    become(None)
    acts = AgreementAct.objects.filter(patient=scene.person)
    followed = acts.filter(verb=Verb.TRANSFER, text__endswith=FOLLOWED)
    verbs = acts.values_list("verb", flat=True)
    return {*map(Verb, verbs), *({FOLLOWED} if followed else ())}


def begin(scene, far):
    """As far as the sequence is to have come before anybody does as they like."""
    scene.draft()
    for step in (
        lambda: scene.do(actions.send, "specialist"),
        scene.accept,
        scene.agree,
        lambda: scene.clock(times=1),
    )[:far]:
        step()
        check(scene)


def test_whatever_is_done_there_is_one_prescriber(scene):
    reached = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not FULL,
        suppress_health_check=list(HealthCheck),
    )
    @given(far=st.integers(0, 4), steps=st.lists(STEP, min_size=3, max_size=STEPS))
    @example(far=4, steps=[NOTICE, ("clock", 30)])
    @example(far=4, steps=[(actions.end, "specialist"), ("draft", "specialist")])
    @example(far=4, steps=[("leaves", 28), ("clock", 0), ("follow", 4), ("clock", 28)])
    @example(
        far=4,
        steps=[(actions.move_practice, "specialist"), ("follow", 4), ("clock", 29)],
    )
    @example(far=4, steps=[("leaves", 28), ("clock", 0), ("follow", 2), ("clock", 30)])
    @example(far=4, steps=[NOTICE, (actions.take_over_lead, "partner gp")])
    @example(far=4, steps=[NOTICE, (actions.retract_notice, "gp"), ("clock", 30)])
    @example(far=2, steps=[(actions.decline, "gp"), ("clock", 1)])
    @example(far=1, steps=[(actions.withdraw, "specialist"), ("clock", 1)])
    def hold(far, steps):
        nonlocal reached
        with transaction.atomic():
            begin(scene, far)
            for step in steps:
                take(scene, step)
                check(scene)
                reached |= {scene.state(), *done(scene)}
            transaction.set_rollback(True)

    hold()

    assert reached >= {State.SENT, State.ACTIVE, State.NOTICE_GIVEN, *ENDS}
    assert reached >= {Verb.TAKE_OVER, Verb.RETRACT, Verb.MOVE_PRACTICE, FOLLOWED}
