"""The chain: what a superuser does to the trail is found."""

import contextlib
import os
import random
import threading

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from audit import actions
from audit.tasks import seal_audit
from tests.walls.people import ASHDALE

FULL = bool(os.environ.get("FULL"))
TAMPERINGS = 1000 if FULL else 20


def test_an_untouched_chain_is_whole(tamper):
    assert tamper("SELECT 1") == []


EVENT = "UPDATE audit_event SET {} WHERE verb = 'done' AND subject_id = '17'"
ACCESS = (
    "UPDATE audit_access SET {} WHERE id ="
    " (SELECT id FROM audit_access ORDER BY id DESC OFFSET 9 LIMIT 1)"
)


@pytest.mark.parametrize(
    "statement",
    [
        EVENT.format("verb = 'undone'"),
        EVENT.format("facts = '{\"a\": 1}'"),
        EVENT.format("user_id = user_id + 1"),
        EVENT.format("at = at - interval '1 microsecond'"),
        EVENT.format("scheme_id = 2"),
        ACCESS.format("shown = ARRAY[gen_random_uuid()]"),
        ACCESS.format("why = 'team'"),
        ACCESS.format("patient_id = NULL"),
        "DELETE FROM audit_event WHERE verb = 'done' AND subject_id = '17'",
        "INSERT INTO audit_event (id, verb, role, subject_type, subject_id, facts,"
        " scheme_id, at) SELECT -1 + min(id), 'done', '', '', '', '{}', 1, now()"
        " FROM audit_event WHERE verb = 'done'",
        "INSERT INTO audit_event (id, verb, role, subject_type, subject_id, facts,"
        " scheme_id, at) VALUES (-7, 'done', '', '', '', '{}', 1, now())",
        "UPDATE audit_event SET id = -id WHERE subject_id IN ('3', '5')",
        "UPDATE audit_seal SET sha = repeat('0', 64) WHERE n = 3",
        "UPDATE audit_seal SET at = at + interval '1 day' WHERE n = 3",
        "UPDATE audit_seal SET upto_event = upto_event - 1 WHERE n = 3",
        "DELETE FROM audit_seal WHERE n = 3",
        "UPDATE audit_seal SET n = CASE n WHEN 1 THEN -2 ELSE -1 END WHERE n IN (1, 2)",
    ],
)
def test_tampering_is_found(tamper, statement):
    assert tamper(statement) != []


def test_two_rows_that_change_places_are_found(tamper):
    swapped = """
        UPDATE audit_event a SET verb = b.verb, subject_id = b.subject_id, at = b.at
          FROM audit_event b
         WHERE a.subject_id IN ('5', '7') AND b.subject_id IN ('5', '7')
           AND a.subject_id <> b.subject_id
    """

    assert tamper(swapped) != []


WAYS = {
    "edit": "UPDATE {table} SET at = at + interval '1 second' WHERE id = %(id)s",
    "delete": "DELETE FROM {table} WHERE id = %(id)s",
    "insert": "INSERT INTO {table} SELECT (jsonb_populate_record(t,"
    " jsonb_build_object('id', t.id - 1))).* FROM {table} t WHERE id = %(id)s",
    "reorder": "UPDATE {table} SET id = 0 WHERE id = %(id)s;"
    " UPDATE {table} SET id = %(id)s WHERE id = %(other)s;"
    " UPDATE {table} SET id = %(other)s WHERE id = 0",
    "cut off": "DELETE FROM {table} WHERE id >= %(id)s",
}


def test_random_tamperings_are_all_found(tamper, cluster, sealed_world):
    rows = _rows_of(cluster, sealed_world)
    chance = random.Random(42)

    for _ in range(TAMPERINGS):
        way, table = chance.choice(list(WAYS)), chance.choice(list(rows))
        id, other = chance.sample(rows[table], 2)
        found = tamper(WAYS[way].format(table=table), id=id, other=other)
        assert found, (way, table, id, other)


def _rows_of(cluster, database):
    """The numbers of the rows of the trail, each with a free number below it."""
    rows = {}
    with contextlib.closing(cluster.connect(database)) as line:
        cursor = line.cursor()
        for table in ("audit_event", "audit_access"):
            cursor.execute(
                f"SELECT id FROM {table} WHERE scheme_id = %s ORDER BY id OFFSET 2",
                [ASHDALE],
            )
            rows[table] = [id for (id,) in cursor.fetchall()]
    return rows


def test_every_column_is_sealed(owner_cursor):
    """A column that is added begins a chain of its own: see the migration."""
    owner_cursor.execute("SELECT prosrc FROM pg_proc WHERE oid = 'audit.link'::regproc")
    (source,) = owner_cursor.fetchone()
    for name in ("event", "access"):
        model = apps.get_model("audit", name)
        columns = ", ".join(field.column for field in model._meta.concrete_fields)
        assert f"ROW({columns})" in source


def test_it_does_not_matter_where_the_verifier_lives(tamper):
    elsewhere = "SET timezone = 'Pacific/Auckland'; SET datestyle = 'SQL, DMY'"

    assert tamper(elsewhere) == []


@pytest.fixture
def committed(fresh_database, cluster, database):
    """Connections of their own to a database of this test's own."""
    opened = []

    def connect(role):
        line = cluster.connect(database, role)
        opened.append(line)
        return line.cursor()

    yield connect
    for line in opened:
        line.close()


WRITE = "SELECT audit.write('tried', '', '', NULL, '{}', NULL)"


def ask(cursor, statement, *arguments):
    cursor.execute(statement, arguments)
    return cursor.fetchone()[0]


def test_a_row_that_is_committed_late_waits_for_the_next_link(committed):
    late, early, worker = (committed(r) for r in ("app_web", "app_web", "app_worker"))
    late.connection.autocommit = False
    late.execute(WRITE)
    early.execute(WRITE)

    while_open = ask(worker, "SELECT audit.seal(0, 100)")
    late.connection.commit()
    once_over = ask(worker, "SELECT audit.seal(0, 100)")

    assert (while_open, once_over) == (0, 2)
    assert ask(worker, "SELECT count(*) FROM audit.broken_seals(0)") == 0


def test_a_mark_from_before_a_restore_is_made_anew(committed):
    web, worker, superuser = (
        committed(role) for role in ("app_web", "app_worker", "postgres")
    )
    web.execute(WRITE)
    superuser.execute("INSERT INTO audit.mark VALUES (0, 9, 9, '999999999')")

    assert ask(worker, "SELECT audit.seal(0, 100)") == 1


WRITERS, EVENTS = (20, 100) if FULL else (20, 10)


def test_many_writers_and_two_sealers_leave_one_chain(committed):
    def write(cursor):
        for _ in range(EVENTS):
            cursor.execute(WRITE)

    def seal(cursor, over):
        while not over.is_set():
            cursor.execute("SELECT audit.seal(0, 7)")

    over = threading.Event()
    sealers = [
        threading.Thread(target=seal, args=(committed("app_worker"), over))
        for _ in range(2)
    ]
    writers = [
        threading.Thread(target=write, args=(committed("app_web"),))
        for _ in range(WRITERS)
    ]
    for thread in sealers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in sealers:
        thread.join()
    worker, superuser = committed("app_worker"), committed("postgres")
    while ask(worker, "SELECT audit.seal(0, 1000)"):
        pass
    assert ask(worker, "SELECT count(*) FROM audit.broken_seals(0)") == 0
    superuser.execute("SELECT array_agg(n ORDER BY n), max(upto_event) FROM audit_seal")
    links, sealed = superuser.fetchone()
    assert links == list(range(1, len(links) + 1))
    assert sealed == ask(superuser, "SELECT max(id) FROM audit_event")


@pytest.mark.role("app_worker")
def test_the_task_seals_and_tells_the_heads_and_may_run_twice(world, caplog):
    caplog.set_level("INFO", "audit.actions")

    seal_audit()
    seal_audit()

    heads = [record.args for record in caplog.records]
    assert [(chain, link) for chain, link, _ in heads] == [(ASHDALE, 1)]
    assert actions.broken_links() == []


@pytest.mark.role("app_worker")
def test_an_end_that_was_cut_off_is_found_in_the_log(world, caplog, tmp_path):
    caplog.set_level("INFO", "audit.actions")
    seal_audit()
    log = tmp_path / "worker.log"
    log.write_text("\n".join(record.getMessage() for record in caplog.records))

    call_command("check_audit", log=str(log))

    log.write_text(log.read_text().replace("link 1", "link 2"))
    with pytest.raises(CommandError, match="link 2, once told, is gone"):
        call_command("check_audit", log=str(log))


def test_the_web_neither_seals_nor_verifies(world):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT audit.seal(1, 1)")
