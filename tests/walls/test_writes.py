"""Who may change and add what, by the second wall alone: every relation, every table.

Made over one connection of the superuser, who becomes the web's role for each try.
"""

import json
from uuid import uuid4

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import Role
from tests.walls.people import ASHDALE, DO_NOT_ACT, MEMBERS, see_as

pytestmark = pytest.mark.role("postgres")

OWN_PEOPLE = {"own service", "team lead", "sharing practice", "once excluded"}
KEEPERS = OWN_PEOPLE | {"team member", "cover", "emergency"}
READERS = KEEPERS | {"own record"}
DESK = KEEPERS | {"receptionist"}
NAMES = DESK | {
    "mentor",
    "partner",
    "asked practice",
    "asked practice's desk",
    "asked partner",
    "own record",
    "privacy officer, told",
}
OFFICERS = {"privacy officer", "privacy officer, told"}
NOBODY = set()
DISCUSSES = {"own service"} | {
    name
    for name, (role, _, scheme) in MEMBERS.items()
    if role in (Role.GP, Role.NURSE) and scheme == ASHDALE
}
# Whoever acts in the scheme; what is about nobody holds nobody.
ANYBODY = {name for name, (*_, scheme) in MEMBERS.items() if scheme == ASHDALE} - {
    "system",
    *DO_NOT_ACT,
}
# Row: who may change it, and who may add one like it.
WHO = {
    # a new one is nobody's by grant, and not the one whom an exclusion keeps away
    "patient": (KEEPERS, OWN_PEOPLE | {"excluded"}),
    "name": (KEEPERS, KEEPERS),
    "contact": (KEEPERS, KEEPERS),
    "episode": (KEEPERS, KEEPERS),
    "health event": (KEEPERS, KEEPERS),
    "condition": (KEEPERS, KEEPERS),
    "other medicine": (KEEPERS, KEEPERS),
    "flag": (KEEPERS, KEEPERS),
    "aim": (NOBODY, KEEPERS),
    "no contact": (KEEPERS, KEEPERS),
    # one proposes in one's own name
    "closing": (KEEPERS, {"own service"}),
    # begun as a draft, answered by the practice asked, signed in one's own name
    "agreement": (KEEPERS | {"asked practice"}, NOBODY),
    "agreement in draft": (KEEPERS, KEEPERS),
    "act": (NOBODY, {"own service"}),
    "act in draft": (NOBODY, {"own service"}),
    # decided, seen and said in one's own name; the person's word is the person's
    "suitability": (NOBODY, {"own service"}),
    "seen": (NOBODY, {"own service"}),
    "word": (NOBODY, NOBODY),
    "part": (NOBODY, NOBODY),
    # asked and said in one's own name; answered by whoever was asked, too
    "question": (KEEPERS | {"asked practice"}, {"own service"}),
    "words": (NOBODY, {"own service"}),
    "question about nobody": ({"own service", "asked practice"}, {"own service"}),
    "words about nobody": (NOBODY, {"own service"}),
    "question about what is discussed": (DISCUSSES, {"own service"}),
    "words about what is discussed": (NOBODY, {"own service"}),
    # sent in one's own name, answered by the organisation asked while it is open
    "referral": (KEEPERS | {"asked practice", "asked partner"}, {"own service"}),
    "referral over": (KEEPERS, NOBODY),
    "referral act": (NOBODY, {"own service"}),
    "referral act over": (NOBODY, {"own service"}),
    "consent": (KEEPERS, KEEPERS),
    "entry": (NOBODY, KEEPERS),
    "removed entry": (NOBODY, NOBODY),
    "removed health event": (NOBODY, NOBODY),
    "removed condition": (NOBODY, NOBODY),
    "removed other medicine": (NOBODY, NOBODY),
    "removed line": (NOBODY, NOBODY),
    "turn": (NOBODY, KEEPERS),
    "medicine": (NOBODY, KEEPERS),
    "line": (NOBODY, READERS),
    "line of medicine": (NOBODY, READERS | {"partner", "pharmacy"}),
    "line of the desk": (NOBODY, NAMES | {"pharmacy"}),
    "clinical line by name": (NOBODY, READERS),
    "appointment": (DESK, DESK),
    "appointment of the practice": (KEEPERS, KEEPERS),
    "appointment where he was": (KEEPERS, KEEPERS),
    "link": (DESK, DESK),
    "link where he was": (KEEPERS, KEEPERS),
    "item": (KEEPERS, NAMES),
    "item of the practice": (KEEPERS, NAMES),
    "item of the mentor": (KEEPERS | {"mentor"}, NAMES),
    "item of the desk": (DESK, NAMES),
    "item about nobody": (
        {"own service", "team lead", "receptionist", "excluded", "once excluded"},
        ANYBODY,
    ),
    "alert": (KEEPERS | OFFICERS, NAMES | OFFICERS),
    "grant to team member": (OWN_PEOPLE, OWN_PEOPLE),
    "grant to expired grant": (OWN_PEOPLE, OWN_PEOPLE),
    "grant to emergency": (NOBODY, NOBODY),
    "exclusion of excluded": (OFFICERS, OFFICERS),
}
PEOPLE = [name for name in MEMBERS if name != "system"]
# What names whoever writes a row, and how the wall knows them.
MEMBER, USER = "ctx.membership()", "ctx.user()"
SIGNED_BY = {
    "agreements_actseen": {"by_id": MEMBER},
    "agreements_advicemessage": {"by_id": MEMBER},
    "agreements_advicethread": {"asker_id": MEMBER},
    "agreements_agreementact": {"by_id": MEMBER},
    "agreements_suitability": {"author_id": MEMBER},
    "agreements_word": {"by_id": MEMBER, "taken_at": "NULL", "not_taken": "''"},
    "patients_closing": {"proposed_by_id": USER},
    "referrals_referral": {
        "from_member_id": MEMBER,
        "from_organisation_id": "ctx.organisation()",
    },
    "referrals_referralact": {"by_id": MEMBER},
}
# Row: who may add one like it that names themselves.
ASKED = KEEPERS | {"asked practice"}
WHO_SIGNS = {
    "closing": KEEPERS,
    "act": ASKED,
    "act in draft": KEEPERS,
    "suitability": KEEPERS,
    "seen": ASKED,
    "word": {"own record"},
    "question": ASKED,
    "words": ASKED,
    "question about nobody": ANYBODY,
    "words about nobody": {"own service", "asked practice"},
    "question about what is discussed": ANYBODY,
    "words about what is discussed": DISCUSSES - set(DO_NOT_ACT),
    "referral": ASKED | {"asked partner"},
    "referral over": NOBODY,
    "referral act": ASKED | {"asked partner"},
    "referral act over": KEEPERS,
}


def written(world, try_to, names=WHO):
    """By the name of each row, who wrote it by trying so."""
    rows = {name: try_to(*world.rows[f"Carl: {name}"]) for name in names}
    writers = {name: set() for name in names}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION app_web")
        for relation in PEOPLE:
            see_as(relation)
            for name, attempt in rows.items():
                if passes(cursor, *attempt):
                    writers[name].add(relation)
        transaction.set_rollback(True)
    return writers


def passes(cursor, statement, argument, proof, id):
    """Whether it was written; what another constraint stops has passed the wall."""
    try:
        with transaction.atomic():
            cursor.execute(statement, argument)
            cursor.execute("RESET SESSION AUTHORIZATION")
            cursor.execute(proof, [id])
            transaction.set_rollback(True)
            return cursor.fetchone() is not None
    except DatabaseError as error:
        return not isinstance(error.__cause__, psycopg2.errors.InsufficientPrivilege)


def change(table, id):
    """A statement that reads nothing is stopped by what may be changed alone."""
    proof = f"SELECT FROM {table} WHERE id = %s AND version = 9"
    return f"UPDATE {table} SET version = 9", [], proof, id


def add(table, id, **named):
    """A row like it; ``named`` are columns of it as SQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE id = %s", [id])
        new = json.loads(cursor.fetchone()[0]) | {"id": str(uuid4())}
    signed = ", ".join(f"'{column}', {sql}" for column, sql in named.items())
    row = f"%s::jsonb || jsonb_build_object({signed})"
    like_it = f"SELECT * FROM jsonb_populate_record(NULL::{table}, {row})"
    proof = f"SELECT FROM {table} WHERE id = %s"
    return f"INSERT INTO {table} {like_it}", [json.dumps(new)], proof, new["id"]


def sign(table, id):
    return add(table, id, **SIGNED_BY[table])


def signed_rows(world):
    """The rows that name whoever writes them."""
    return [name for name in WHO if world.rows[f"Carl: {name}"][0] in SIGNED_BY]


def test_who_may_change_which_row(world):
    assert written(world, change) == {name: who for name, (who, _) in WHO.items()}


def test_who_may_add_a_row_like_it(world):
    assert written(world, add) == {name: who for name, (_, who) in WHO.items()}


def test_who_may_add_a_row_in_their_own_name(world):
    assert written(world, sign, signed_rows(world)) == WHO_SIGNS


def test_every_table_is_asked_of(built_world):
    asked = {built_world.rows[f"Carl: {name}"][0] for name in WHO}

    every = {table for table, _ in built_world.rows.values()}
    assert asked == {table for table in every if not table.startswith("audit_")}
