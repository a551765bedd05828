"""Whose turn it is to prescribe, and the medicine as told: what is refused."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from core.refusal import Refusal
from patients.actions.turns import hand_over, tell_medicine
from patients.models import MedicineTold, Patient
from patients.querysets.facts import banner_facts
from patients.rules.words import TreatmentLine, TurnBecause

pytestmark = pytest.mark.slow
LINE = TreatmentLine.BENZODIAZEPINE
A_DAY = timedelta(days=1)
DAYS_OF = """
    SELECT attname FROM pg_attribute
     WHERE attrelid = 'patients_prescriberturn'::regclass AND attnum > 0
       AND atttypid IN ('date'::regtype, 'timestamptz'::regtype, 'daterange'::regtype)
"""


@pytest.fixture
def specialist(act_as):
    return act_as("spec1")


@pytest.fixture
def carl(specialist):
    return Patient.objects.get(given="Carl", family="Dunmore")


@pytest.fixture
def begin(carl, specialist):
    """`begin("spec2", day)`: somebody's turn begins, in a line that nobody has yet."""

    def hand_on(username, day):
        return hand_over(
            patient=carl,
            line=LINE,
            starts_on=day,
            prescriber=Membership.objects.get(user__username=username),
            because=TurnBecause.TOLD,
            by=specialist,
        )

    return hand_on


def who_prescribes(carl, viewer, day):
    """All whom the banner names for this line on that day."""
    turns, *_ = banner_facts(carl, replace(viewer, day=day))
    return [name for line, name, *_ in turns or () if line == LINE]


def test_a_turn_has_no_day_on_which_it_ends(carl):
    with connection.cursor() as cursor:
        cursor.execute(DAYS_OF)
        days = {name for (name,) in cursor.fetchall()}

    assert days == {"starts_on", "made_at", "told_on"}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaps=st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_from_the_first_turn_on_one_prescribes_on_every_day(
    begin, carl, specialist, gaps
):
    day = first = specialist.day - 300 * A_DAY
    with transaction.atomic():
        for n, gap in enumerate(gaps):
            day += gap * A_DAY
            begin(("spec1", "spec2", "gp1")[n % 3], day)

        days = [first + (day - first) * n // 6 for n in range(8)]
        days = [gaps[0] * A_DAY + one for one in days]
        named = [len(who_prescribes(carl, specialist, one)) for one in days]
        before = who_prescribes(carl, specialist, first + (gaps[0] - 1) * A_DAY)
        transaction.set_rollback(True)

    assert named == [1] * len(days)
    assert before == []


def test_two_turns_never_have_one_place_in_their_line(begin, specialist):
    turn = begin("spec1", specialist.day)
    turn.pk = uuid4()

    with pytest.raises(IntegrityError, match="turn_once_in_its_line"):
        turn.save(force_insert=True)


def test_a_turn_does_not_begin_before_the_one_that_runs(begin, specialist):
    begin("spec1", specialist.day)

    with pytest.raises(Refusal, match="The present turn began on"):
        begin("spec2", specialist.day - A_DAY)


@pytest.mark.parametrize("table", ["patients_prescriberturn", "patients_medicinetold"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET version = 9", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_neither_a_turn_nor_a_medicine_told_is_changed_or_taken(
    begin, specialist, table, statement
):
    begin("spec1", specialist.day)

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("turn_n", [1, 0, 99])
def test_nobody_is_told_to_be_on_medicine_without_a_turn(carl, specialist, turn_n):
    told = MedicineTold(
        **carl.columns(pharmacy=True),
        line=LINE,
        turn_n=turn_n,
        text="Diazepam 5 mg daily",
        told_by="Dr Okafor",
        told_on=specialist.day,
    )

    with pytest.raises(IntegrityError, match="medicine_told_in_a_turn"):
        told.save(force_insert=True)


def test_a_medicine_told_anew_stands_beside_the_old_one(carl, specialist):
    before = list(MedicineTold.objects.filter(patient=carl).order_by("pk").values())

    tell_medicine(
        patient=carl,
        line=TreatmentLine.OPIOID_SUBSTITUTION,
        text="Methadone 65 mg daily",
        told_by="Dr Okafor",
        told_on=specialist.day,
        prescriber=None,
        by=specialist,
    )

    after = list(MedicineTold.objects.filter(patient=carl).order_by("pk").values())
    assert [row for row in after if row in before] == before
    assert len(after) == len(before) + 1


def test_telling_of_a_medicine_does_not_change_who_prescribes_by_an_agreement(
    carl, specialist
):
    with pytest.raises(Refusal, match="prescribes by an agreement: change it there"):
        tell_medicine(
            patient=carl,
            line=TreatmentLine.OPIOID_SUBSTITUTION,
            text="Methadone 65 mg daily",
            told_by="Dr Okafor",
            told_on=specialist.day,
            prescriber=Membership.objects.get(pk=specialist.membership_id),
            by=specialist,
        )
