"""Last days: set by an administrator, or named by the member; by the front door."""

from datetime import timedelta

import pytest

from accounts import acting
from accounts.actions import members as actions
from accounts.tests.test_views_members import MEMBERS, act, works
from core.clock import today

pytestmark = pytest.mark.django_db


def ending(member, in_days, **typed):
    """What the form is sent to end a membership after a last day."""
    day = today() + timedelta(days=in_days)
    boxes = {"last_day_day": day.day, "last_day_month": day.month}
    boxes |= {"last_day_year": day.year, "seen": member.end_stands}
    return {"when": "later"} | boxes | typed


def rows_of(client):
    return {row["username"]: row for row in client.get(MEMBERS).context["members"]}


def leave_by_oneself(member, in_days):
    """They have named their own last day."""
    with acting.acting_as(user_id=member.user_id, membership_id=member.pk) as by:
        last_day = today() + timedelta(days=in_days)
        actions.set_own_last_day(last_day=last_day, seen=member.end_stands, by=by)
    member.refresh_from_db()


def test_a_last_day_is_worked_to_its_end(admin_client, gp, press_in):
    admin_client.post(act("end_membership", gp), ending(gp, 3))

    gp.refresh_from_db()
    assert (gp.ends_on, gp.ended_at) == (today() + timedelta(days=3), None)
    assert works(press_in(gp))


def test_the_list_says_who_set_a_last_day(admin_client, make_member, gp):
    other = make_member("gp2")
    leave_by_oneself(gp, 40)
    admin_client.post(act("end_membership", other), ending(other, 40))

    rows = rows_of(admin_client)

    assert rows["gp1"]["days"].endswith(", as they said themselves")
    assert rows["gp2"]["days"].endswith(", set by an administrator")


def test_an_administrator_is_told_that_a_member_leaves_sooner_by_themselves(
    admin_client, gp
):
    leave_by_oneself(gp, 40)
    page = admin_client.get(act("end_membership", gp))
    assert b"They have said themselves that their last day is" in page.content

    admin_client.post(act("end_membership", gp), ending(gp, 60))

    assert b"leaves sooner" in admin_client.get(MEMBERS).content
    assert "as they said themselves, not " in rows_of(admin_client)["gp1"]["days"]


def test_an_administrator_who_is_second_is_told(admin_client, gp):
    before = gp.end_stands
    leave_by_oneself(gp, 40)

    answer = admin_client.post(act("end_membership", gp), ending(gp, 30, seen=before))

    assert answer.status_code == 409
    assert b"The last day was changed meanwhile" in answer.content
