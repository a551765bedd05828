"""Lines of who looked: held back from the person, reviewed, and by whom."""

import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.models import Setting
from audit.models import Access, Event, HeldLine
from audit.querysets import who_looked
from core.refusal import Refusal
from patients.actions.privacy import hold_line, review_held_line
from patients.rules.limits import Limits
from tests.walls.people import ASHDALE, DAY, ID, TODAY, see_as

OFFICER, PERSON = "privacy officer", "own record"
WEEK = TODAY + 7 * DAY


def line(world):
    return Access.objects.get(pk=world.id_of("Carl: audit_access"))


def hold(world, review_on=WEEK, by=OFFICER):
    viewer = see_as(by)
    hold_line(
        line=line(world),
        reason="Would put a child in danger",
        review_on=review_on,
        limits=Limits(),
        by=viewer,
    )


def looks(world):
    """How many lines the person reads by the page, and by a bare statement."""
    see_as(PERSON)
    person = world.id_of("Carl: patient")
    return len(who_looked(person, 9)), Access.objects.filter(patient_id=person).count()


def test_the_person_is_not_shown_a_line_that_is_held(world):
    assert looks(world) == (1, 1)

    hold(world)

    assert looks(world) == (0, 0)
    see_as(OFFICER)
    assert len(who_looked(world.id_of("Carl: patient"), 9)) == 2
    assert Event.objects.get(verb="line_held").patient_id is None


def test_what_is_shown_again_is_shown_as_it_was(world):
    hold(world)
    held = HeldLine.objects.get(access_id=world.id_of("Carl: audit_access"))

    review_held_line(held=held, keep_until=None, limits=Limits(), by=see_as(OFFICER))

    assert looks(world) == (1, 1)
    see_as(OFFICER)
    assert Event.objects.filter(verb="held_line_reviewed").count() == 1


def test_a_review_may_hold_it_longer(world):
    hold(world)
    held = HeldLine.objects.get(access_id=world.id_of("Carl: audit_access"))
    later = TODAY + 30 * DAY

    review_held_line(held=held, keep_until=later, limits=Limits(), by=see_as(OFFICER))

    assert HeldLine.objects.get(pk=held.pk).review_on == later
    assert looks(world) == (0, 0)


@pytest.mark.parametrize("days", [0, 181])
def test_a_line_is_held_for_no_day_that_cannot_be(world, days):
    with pytest.raises(Refusal):
        hold(world, review_on=TODAY + days * DAY)


def test_a_line_is_held_once(world):
    hold(world)

    with pytest.raises(Refusal, match="held back already"):
        hold(world, by="privacy officer, told")


@pytest.mark.parametrize("who", ["own service", "sharing practice", PERSON])
def test_nobody_else_holds_a_line_back_by_a_statement(world, who):
    see_as(who)

    with (
        pytest.raises(ProgrammingError, match="privacy officer"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT ctx.hold_line(%s, 'x', %s)",
            [world.id_of("Carl: audit_access"), WEEK],
        )


def test_an_officer_holds_back_no_look_of_their_own(world):
    by = see_as(OFFICER)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.saw('case', %s, NULL, '', NULL)",
            [world.id_of("Carl: patient")],
        )
        own = Access.objects.order_by("-pk").first()
        assert own.user_id == by.user_id
        cursor.execute("SELECT ctx.hold_line(%s, 'x', %s)", [own.pk, WEEK])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_heldline SET ended_at = now()",
        "DELETE FROM audit_heldline",
        "INSERT INTO audit_heldline (access_id, scheme_id, user_id, reason, review_on,"
        " held_by) VALUES (1, 1, 1, '', '2027-01-01', 1)",
        "UPDATE audit_access SET why = ''",
    ],
)
@pytest.mark.parametrize("role", ["app_web", "app_worker", "app_report"])
def test_no_role_writes_the_table_itself(enter_world, role, statement):
    cursor = enter_world(role).cursor()

    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(statement)


@pytest.mark.role("postgres")
def test_an_officer_reads_no_hold_of_their_own_look_by_querysets_alone(world):
    held = HeldLine.objects.all()
    held.update(user_id=ID[OFFICER])

    assert not HeldLine.objects.open_to(see_as(OFFICER)).exists()
    assert HeldLine.objects.open_to(see_as("privacy officer, told")).exists()
    assert not HeldLine.objects.open_to(see_as("own service, other scheme")).exists()


@pytest.mark.parametrize(("shows", "name"), [(True, "own service"), (False, "")])
@pytest.mark.role("unwalled")
def test_names_are_the_scheme_s_to_show(world, shows, name):
    Setting.objects.create(
        scheme_id=ASHDALE,
        key="names_shown_to_person",
        value=shows,
        from_on=TODAY,
        set_by_id=ID["coordinator"],
    )

    see_as(PERSON)

    (look,) = who_looked(world.id_of("Carl: patient"), 9)
    assert (look[1], look[2]) == (name, "keyworker")
