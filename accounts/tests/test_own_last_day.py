"""The one way through the wall to a membership's end: a GP's, to their own."""

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from accounts.actions import members as actions
from accounts.models import Membership
from accounts.permissions import Role
from audit.models import Event
from core.refusal import Refusal
from tests.walls.people import DAY, ID, TODAY, see_as

GP = "sharing practice"
SET = "SELECT ctx.set_own_last_day(%s, %s, %s)"
SOON, LATER = TODAY + 30 * DAY, TODAY + 60 * DAY


def ask(day, seen=None, given=None):
    """By a bare statement, as one slipped into a query would be."""
    with connection.cursor() as cursor:
        cursor.execute(SET, [day, seen, given])
        return cursor.fetchone()[0]


def member(name=GP):
    return Membership.objects.get(pk=ID[name])


def end_of(name=GP):
    one = member(name)
    return one.ends_on, one.is_own_end, one.ends_otherwise_on


def give(day, name=GP):
    """An administrator sets a last day."""
    by = see_as("administrator")
    one = member(name)
    actions.end_membership(membership=one, last_day=day, seen=one.end_stands, by=by)


def say(day, seen=None):
    """The GP names their own, or takes it back."""
    by = see_as(GP)
    seen = member().end_stands if seen is None else seen
    return actions.set_own_last_day(last_day=day, seen=seen, by=by)


# What it writes


def test_a_gp_sets_changes_and_takes_back_their_own_last_day(world):
    say(SOON)
    assert end_of() == (SOON, True, None)

    say(LATER)
    assert end_of() == (LATER, True, None)

    say(None)
    assert end_of() == (None, False, None)


def test_today_can_be_the_last_day_and_is_worked_to_its_end(world):
    say(TODAY)

    assert see_as(GP)


def test_a_sooner_day_holds_and_what_was_given_waits_behind_it(world):
    give(LATER)

    say(SOON)
    assert end_of() == (SOON, True, LATER)

    say(None)
    assert end_of() == (LATER, False, None)


def test_the_very_day_that_was_given_is_the_administrator_s_again(world):
    give(LATER)
    say(SOON)

    say(LATER)

    assert end_of() == (LATER, False, None)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY - DAY, "today or later"),
        (LATER + DAY, "only they put it off"),
        (LATER, "your last day already"),
        (None, "no last day of your own"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(world, day, words):
    give(LATER)

    with pytest.raises(Refusal, match=words):
        say(day)
    assert end_of() == (LATER, False, None)


@pytest.mark.parametrize("day", [TODAY - DAY, LATER + DAY])
def test_the_database_refuses_it_too(world, day):
    give(LATER)
    see_as(GP)

    with pytest.raises(DatabaseError, match="neither over nor after"):
        ask(day, LATER, LATER)


def test_what_was_given_cannot_be_passed_by_way_of_one_s_own_day(world):
    give(LATER)
    say(SOON)

    with pytest.raises(Refusal, match="only they put it off"):
        say(LATER + DAY)
    with pytest.raises(DatabaseError, match="neither over nor after"):
        ask(LATER + DAY, SOON, LATER)


def test_nobody_comes_back_into_another_membership_that_follows(world):
    say(SOON)
    see_as("administrator")
    after = member()
    after.pk, after.starts_on = None, SOON + DAY
    after.ends_on, after.is_own_end = None, False
    after.save(force_insert=True)

    with pytest.raises(Refusal, match="Another membership of yours begins here"):
        say(None)


# Two editors


def test_the_second_of_two_is_told_whoever_they_are(world):
    see_as(GP)
    seen = member().end_stands
    give(LATER)

    with pytest.raises(Refusal, match="changed meanwhile"):
        say(SOON, seen=seen)
    with pytest.raises(Refusal, match="changed meanwhile"):
        actions.end_membership(
            membership=member(), last_day=SOON, seen=seen, by=see_as("administrator")
        )
    assert end_of() == (LATER, False, None)


def test_the_database_tells_the_second_too(world):
    give(LATER)
    see_as(GP)

    assert ask(SOON, None, None) == "changed"
    assert end_of() == (LATER, False, None)


# An administrator's day, beside the GP's own


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        (LATER, (SOON, True, LATER)),
        (SOON, (SOON, False, None)),
        (SOON - DAY, (SOON - DAY, False, None)),
    ],
)
def test_the_sooner_of_both_days_holds(world, given, stands):
    say(SOON)

    give(given)

    assert end_of() == stands


def test_ended_at_once_is_ended_whatever_they_said(world):
    say(SOON)
    by = see_as("administrator")

    actions.end_membership(membership=member(), last_day=None, by=by)

    assert end_of() == (TODAY, False, None)
    assert see_as(GP) is None


# The wall


def others():
    """Everybody's memberships but the GP's, whole."""
    rows = Membership.objects.exclude(pk=ID[GP]).order_by("pk")
    return list(rows.values())


def test_nothing_but_the_end_of_one_s_own_is_written(world):
    see_as(GP)
    before, mine = others(), Membership.objects.filter(pk=ID[GP]).values().get()

    say(SOON)

    assert others() == before
    now = Membership.objects.filter(pk=ID[GP]).values().get()
    assert {name for name in now if now[name] != mine[name]} == {
        "ends_on",
        "is_own_end",
    }


WHO = [name for name in ID if name not in ("administrator", "system")]


@pytest.mark.parametrize("who", [*WHO, "administrator", None])
def test_it_is_for_a_gp_who_acts(world, who):
    viewer = see_as(who) if who else None
    is_gp = bool(viewer) and viewer.role == Role.GP

    if is_gp:
        assert ask(SOON) == "set"
        assert end_of(who) == (SOON, True, None)
        return
    with (
        pytest.raises(DatabaseError, match="another's to set") as refused,
        transaction.atomic(),
    ):
        ask(SOON)
    assert isinstance(refused.value.__cause__, psycopg2.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "column", ["ends_on", "is_own_end", "ends_otherwise_on", "ended_at", "role"]
)
def test_no_other_statement_of_a_gp_changes_a_membership(world, column):
    see_as(GP)

    assert Membership.objects.update(**{column: F(column)}) == 0


@pytest.mark.parametrize("role", ["app_worker", "app_report"])
def test_no_other_role_of_the_database_may_call_it(enter_world, role):
    cursor = enter_world(role).cursor()

    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(SET, [SOON, None, None])


@pytest.mark.role("unwalled")
def test_each_change_is_in_the_trail_under_the_name_of_who_acts(world):
    say(SOON)
    say(None)

    told = Event.objects.filter(verb="last_day_set").order_by("id")
    days = [(event.facts["before"], event.facts["last_day"]) for event in told]
    assert days == [(None, f"{SOON}"), (f"{SOON}", None)]
    assert {event.membership_id for event in told} == {ID[GP]}
    assert {event.subject_id for event in told} == {f"{ID[GP]}"}
