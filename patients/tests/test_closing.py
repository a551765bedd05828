"""Ending care: proposed by one, answered by another, and what the database holds to."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from audit.models import Event
from core.refusal import Refusal
from patients.actions import episodes, work
from patients.models import Closing, Episode, WorkItem
from patients.rules.episode import CloseReason, ClosingAnswer
from tests.walls.people import ID, TODAY, see_as

FIRST, SECOND = "own service", "team lead"
AGREED, REFUSED, BACK = ClosingAnswer
WHY = "No answer to four letters"


def episode_of(world):
    return Episode.objects.get(pk=world.id_of("Carl: episode"))


@pytest.fixture
def closing(world):
    """The world's own is taken back, and one is proposed by the front door."""
    by = see_as(FIRST)
    answer(Closing.objects.get(pk=world.id_of("Carl: closing")), BACK, FIRST)
    return episodes.propose_closing(
        episode=episode_of(world),
        closed_on=TODAY,
        reason=CloseReason.ENDED_BY_SERVICE,
        note=WHY,
        by=by,
    )


def answer(closing, said, who):
    episodes.answer_closing(closing=closing, answer=said, because=WHY, by=see_as(who))


def waiting(who=SECOND):
    items = WorkItem.objects.visible_to(see_as(who)).on_list_of(see_as(who))
    return items.filter(kind="closing_to_answer", done_at=None)


def test_care_goes_on_while_it_is_proposed_and_both_see_it(world, closing):
    assert episode_of(world).closed_on is None
    for who in (FIRST, SECOND):
        assert waiting(who).get().source_id == closing.pk


def test_a_second_clinician_agrees_and_care_ends(world, closing):
    answer(closing, AGREED, SECOND)

    ended = episode_of(world)
    assert (ended.closed_on, ended.close_reason) == (TODAY, "ended_by_service")
    assert not waiting()


def test_a_second_clinician_refuses_and_care_goes_on(world, closing):
    answer(closing, REFUSED, SECOND)

    assert episode_of(world).closed_on is None
    assert not waiting()
    with pytest.raises(Refusal, match="answered already"):
        answer(closing, AGREED, SECOND)


@pytest.mark.parametrize("said", [AGREED, REFUSED])
def test_the_first_clinician_is_not_the_second(world, closing, said):
    with pytest.raises(Refusal, match="second clinician"):
        answer(closing, said, FIRST)

    assert episode_of(world).closed_on is None


def test_nobody_takes_back_what_another_proposed(world, closing):
    with pytest.raises(Refusal):
        answer(closing, BACK, SECOND)


def test_the_first_takes_it_back(world, closing):
    answer(closing, BACK, FIRST)

    assert episode_of(world).closed_on is None
    assert not waiting()


def test_one_proposal_waits_at_a_time(world, closing):
    with pytest.raises(Refusal, match="proposed already"):
        episodes.propose_closing(
            episode=episode_of(world),
            closed_on=TODAY,
            reason=CloseReason.LEFT_EARLY,
            note=WHY,
            by=see_as(SECOND),
        )


def test_another_end_overtakes_what_is_proposed(world, closing):
    episodes.close_episode(
        episode=episode_of(world),
        closed_on=TODAY,
        reason=CloseReason.TRANSFERRED,
        note="",
        by=see_as(SECOND),
    )

    assert not Closing.objects.open().exists()
    assert not waiting()


def test_no_caller_ends_care_alone_for_a_reason_that_waits(world):
    see_as(FIRST)

    with pytest.raises(Refusal, match="second clinician"):
        episodes.close_episode(
            episode=episode_of(world),
            closed_on=TODAY,
            reason=CloseReason.LEFT_EARLY,
            note="",
            by=see_as(FIRST),
        )


def test_it_is_not_ticked_off_a_work_list(world, closing):
    with pytest.raises(Refusal, match="its own page"):
        work.finish_item(item=waiting().get(), by=see_as(SECOND))


@pytest.mark.role("unwalled")
def test_each_step_is_written_down_with_who_took_it(world, closing):
    answer(closing, AGREED, SECOND)

    steps = Event.objects.filter(verb__in=["closing_proposed", "closing_answered"])
    told = list(steps.order_by("id").values_list("verb", "user_id")[1:])
    assert told == [
        ("closing_proposed", ID[FIRST]),
        ("closing_answered", ID[SECOND]),
    ]


@pytest.mark.role("unwalled")
def test_the_database_takes_no_agreement_of_the_one_who_proposed(world, closing):
    mine = Closing.objects.filter(pk=closing.pk)

    with (
        pytest.raises(IntegrityError, match="closing_answered_by_another"),
        transaction.atomic(),
    ):
        mine.update(answer=AGREED, answered_by=ID[FIRST])


def test_the_database_takes_no_answer_in_another_s_name(world, closing):
    see_as(FIRST)

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Closing.objects.filter(pk=closing.pk).update(
            answer=AGREED, answered_by=ID[SECOND]
        )
