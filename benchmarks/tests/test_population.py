"""The national population in small: as many as promised, always the same, walled."""

import re
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg2
import pytest
from django.db import connections
from nhs_number import is_valid

from accounts.acting import acting_as
from audit import actions as audit
from benchmarks.population.lists import (
    PHARMACIES,
    PRACTICES,
    SCHEMES,
    read_areas,
    share_out,
)
from benchmarks.population.load import (
    FORCED,
    INDEXES,
    KEYS,
    PEOPLE,
    Population,
    load,
    quotas,
)
from patients.models import Patient, TimelineEntry
from tests.database import make_anew

DAY = date(2026, 11, 20)
FEW = 400
NO_LISTS = Path("/nonexistent")


def population(seed="small"):
    return Population(FEW, DAY, seed, NO_LISTS)


@pytest.fixture(scope="module")
def loaded(cluster, database, django_db_setup, django_db_blocker):
    """A small population in this worker's own database, and its counts."""
    with closing(cluster.connect(database, "app_owner")) as connection:
        counts = load(connection, population())
    with django_db_blocker.unblock():
        yield counts
    connections.close_all()
    make_anew(cluster, database)


@pytest.fixture
def all_rows(cluster, database):
    """Asks as the superuser, whom no wall holds."""
    with closing(cluster.connect(database)) as connection:

        def ask(statement, *values):
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()

        yield ask


def first_scheme(seed="small"):
    people = population(seed)
    scheme, quota = people.found()[0], next(quotas(people.sizes))
    return [(sheet.table, text) for sheet, text in people.settle(scheme, quota)]


def test_a_country_without_lists_has_as_many_of_everything():
    areas = read_areas(NO_LISTS)

    assert len(areas) == SCHEMES
    assert sum(len(area.practices) for area in areas) == PRACTICES
    assert sum(len(area.pharmacies) for area in areas) == PHARMACIES


def test_the_largest_scheme_is_many_times_the_median():
    sizes = share_out(PEOPLE, [area.weight for area in read_areas(NO_LISTS)])

    assert sum(sizes) == PEOPLE
    assert max(sizes) > 3 * sorted(sizes)[SCHEMES // 2]


@pytest.mark.parametrize(("total", "weights"), [(10, [9, 1, 1]), (3, [1000, 1, 1])])
def test_sharing_out_gives_all_and_leaves_nobody_with_nothing(total, weights):
    shares = share_out(total, weights)

    assert sum(shares) == total
    assert min(shares) >= 1


def test_quotas_of_all_schemes_add_up_to_the_country():
    shares = list(quotas(share_out(PEOPLE, range(1, SCHEMES + 1))))

    assert sum(quota.timeline for quota in shares) == 4_000_000
    assert sum(quota.accesses for quota in shares) == 3_000_000
    assert sum(quota.work_items for quota in shares) == 1_000_000
    assert sum(quota.agreements for quota in shares) == 60_000


@pytest.mark.slow
def test_the_same_seed_and_day_write_the_same_rows_and_another_seed_others():
    once, again, other = first_scheme(), first_scheme(), first_scheme("other")

    assert once == again
    assert dict(once)["patients_patient"] != dict(other)["patients_patient"]


@pytest.mark.slow
def test_a_row_about_nobody_stops_the_whole_load(fresh_database, connect_as, all_rows):
    wrong = population()
    nobody = "0" * 32
    wrong.people.names.lines.append(
        f"{nobody}\t2026-01-01\t{nobody}\t1\t1\t0\tcurrent\tA\tB\ta\tb"
    )

    with pytest.raises(psycopg2.errors.ForeignKeyViolation):
        load(connect_as("app_owner"), wrong)

    assert all_rows("SELECT count(*) FROM patients_patient") == [(0,)]
    assert all_rows(FORCED, ["patients_patient"]) == [("patients_patient",)]


def _unspelt(indexes):
    """Postgres spells the types of a condition anew when an index is made anew."""
    spelling = re.compile(r"::(text|character varying)(\[\])?|[()\[\]]")
    return [(name, spelling.sub("", told)) for name, told in indexes]


@pytest.mark.slow
def test_a_load_is_whole_and_leaves_keys_and_walls_as_they_were(
    cluster, loaded, all_rows
):
    tables = population().tables
    with closing(cluster.connect("sharedcare")) as untouched, untouched.cursor() as c:
        c.execute(KEYS, {"tables": tables})
        keys = c.fetchall()
        c.execute(INDEXES, [tables])
        indexes = c.fetchall()
        c.execute(FORCED, [tables])
        forced = c.fetchall()

    assert [
        row[:3] for row in all_rows(KEYS.replace("%(tables)s", "%s"), tables, tables)
    ] == [row[:3] for row in keys]
    assert _unspelt(all_rows(INDEXES, tables)) == _unspelt(indexes)
    assert all_rows(FORCED, tables) == forced
    assert loaded["patients_patient"] == FEW
    assert loaded["patients_timelineentry"] == 4_000_000 * FEW // PEOPLE
    assert loaded["audit_access"] == 3_000_000 * FEW // PEOPLE


@pytest.mark.slow
def test_the_next_look_is_written_after_the_last_one(loaded, all_rows):
    [(user, member)] = all_rows(
        "SELECT user_id, id FROM accounts_membership WHERE role = 'gp' LIMIT 1"
    )

    with acting_as(user_id=user, membership_id=member) as viewer:
        audit.saw("show_home", by=viewer, shown=[])

    assert all_rows("SELECT max(id) FROM audit_access WHERE what = 'show_home'") == [
        (loaded["audit_access"] + 1,)
    ]


@pytest.mark.slow
def test_many_requests_leave_no_more_to_read_than_one(loaded, all_rows):
    [(user, member)] = all_rows(
        "SELECT user_id, id FROM accounts_membership"
        " WHERE role = 'keyworker' ORDER BY id LIMIT 1"
    )

    for _ in range(100):
        with acting_as(user_id=user, membership_id=member):
            assert TimelineEntry.objects.exists()

    [(size,)] = all_rows("SELECT pg_relation_size('ctx.sight')")
    assert size <= 2 * 8192


@pytest.mark.slow
def test_people_are_spread_as_in_treatment(loaded, all_rows):
    [(sharing, unseen, numbers)] = all_rows(
        "SELECT count(*) FILTER (WHERE practice_id <> 0),"
        " count(*) FILTER (WHERE practice_id = 0 AND registered_id <> 0),"
        " array_agg(nhs_number) FILTER (WHERE nhs_number IS NOT NULL)"
        " FROM patients_patient"
    )
    caseloads = all_rows(
        "SELECT count(*) FROM patients_carelink WHERE named_worker_id IS NOT NULL"
        " GROUP BY named_worker_id"
    )

    assert 0.25 * FEW < sharing < 0.45 * FEW
    assert unseen > 0.5 * FEW
    assert len(set(numbers)) == len(numbers) > 0.85 * FEW
    assert all(number.startswith("999") and is_valid(number) for number in numbers)
    assert all(30 <= size <= 95 for (size,) in caseloads)


@pytest.mark.slow
def test_agreements_stand_as_their_acts_and_turns_say(loaded, all_rows):
    by_acts = all_rows(
        "SELECT a.state, coalesce(t.after, 'draft') FROM agreements_agreement a"
        " LEFT JOIN agreements_agreementact t"
        "   ON t.agreement_id = a.id AND t.n = a.last_n"
    )
    by_turns = all_rows(
        "SELECT a.state IN ('active', 'notice_given'),"
        "       t.organisation_id = a.asked_organisation_id"
        "  FROM agreements_agreement a JOIN LATERAL ("
        "       SELECT * FROM patients_prescriberturn t"
        "        WHERE t.patient_id = a.patient_id AND t.line = a.line"
        "        ORDER BY n DESC LIMIT 1) t ON true"
    )

    assert loaded["agreements_agreement"] == 60_000 * FEW // PEOPLE
    assert len({state for state, _ in by_acts}) >= 6
    assert all(state == after for state, after in by_acts)
    assert {True, False} == {runs for runs, _ in by_turns}
    assert all(runs == prescribes for runs, prescribes in by_turns)


@pytest.fixture
def members(loaded, all_rows):
    """A keyworker or GP of every few organisations, and how many people it may see."""
    numbers = """
        SELECT organisation, count(*) FROM (
            SELECT id, unnest(ARRAY[service_id, practice_id]) AS organisation
              FROM patients_patient
             UNION SELECT patient_id, organisation_id FROM patients_grant) placed
         WHERE organisation <> 0 GROUP BY organisation
    """
    expected = dict(all_rows(numbers))
    found = all_rows(
        "SELECT DISTINCT ON (organisation_id) user_id, id, organisation_id"
        " FROM accounts_membership WHERE role IN ('keyworker', 'gp') ORDER BY 3, 2"
    )
    return [(*member, expected.get(member[2], 0)) for member in found[::3]]


@pytest.mark.slow
def test_the_second_wall_alone_shows_every_organisation_its_own_people(members):
    for user, member, _, people in members:
        with acting_as(user_id=user, membership_id=member):
            assert Patient.objects.count() == people
            seen = set(TimelineEntry.objects.values_list("patient_id", flat=True))
            assert seen <= set(Patient.objects.values_list("pk", flat=True))


@pytest.mark.slow
@pytest.mark.role("unwalled")
def test_the_first_wall_alone_shows_every_organisation_its_own_people(members):
    assert Patient.objects.count() == FEW
    for user, member, _, people in members:
        with acting_as(user_id=user, membership_id=member) as viewer:
            own = Patient.objects.visible_to(viewer)
            assert own.count() == people
            lines = TimelineEntry.objects.visible_to(viewer)
            assert set(lines.values_list("patient_id", flat=True)) <= set(
                own.values_list("pk", flat=True)
            )
