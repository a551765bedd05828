"""Who is shown what, by each wall alone: every relation, every table."""

import pytest
from django.apps import apps
from django.db import connection

from accounts.permissions import Role
from tests.walls.people import ASHDALE, MEMBERS, see_as

NAME = {"patient", "name"}
OWN = {
    "aim",
    "contact",
    "episode",
    "entry",
    "health event",
    "condition",
    "other medicine",
    "consent",
    "consent to the pharmacy",
    "turn",
    "medicine",
    "line",
    "line of medicine",
    "line of the desk",
    "clinical line by name",
}
BOOKED = {"appointment", "appointment of the practice", "appointment where he was"}
MEDICINE = {"consent", "consent to the pharmacy", "turn", "medicine"}
MEDICINE |= {"line of medicine"}
GRANTS = {
    f"grant to {name}"
    for name in (
        "mentor",
        "partner",
        "team member",
        "expired grant",
        "future grant",
        "emergency",
        "emergency over",
        "excluded, granted",
        "commissioner",
        "administrator",
        "privacy officer, told",
        "asked",
        "asked partner",
        "himself",
    )
}
ITEMS = {
    "item",
    "item of the practice",
    "item where he was",
    "item of the mentor",
    "item of the unmatched mentor",
    "item of the desk",
    "alert",
}
LINKS = {"link", "link of the practice", "link where he was"}
AGREED = {"agreement", "act"}
SAID = {"seen", "word", "part", "suitability"}
DRAFTED = {"agreement in draft", "act in draft"}
QUESTION = {"question", "words"}
TEAM = {"flag", "no contact", "closing"} | ITEMS | LINKS | AGREED | DRAFTED | SAID
TEAM |= QUESTION
REFERRED = {"referral", "referral act"}
OVER = {"referral over", "referral act over"}
TEAM |= REFERRED | OVER
READ_BY_ONESELF = {"word", "referral", "referral over"}
ASKED = AGREED | REFERRED | {"seen"}
RECORD = NAME | OWN | BOOKED | GRANTS | TEAM
NOBODY = {"item about nobody"}
ASKED_OF_NOBODY = {"question about nobody", "words about nobody"}
DISCUSSED = {"question about what is discussed", "words about what is discussed"}
OWN_TRAIL = {"audit_event", "audit_access"}
TRAIL = OWN_TRAIL | {"audit_access held back", "audit_heldline"}
TRAIL_TABLES = ["audit_access", "audit_event", "audit_heldline"]
EXCLUSIONS = {
    f"exclusion of {name}"
    for name in ("excluded", "excluded, granted", "once excluded")
}
REMOVED = {"removed entry", "removed health event", "removed condition"}
REMOVED |= {"removed other medicine", "removed line"}
DESK = {"item of the desk", "link", "appointment"}

EXPECTED = {
    "own service": RECORD | NOBODY | ASKED_OF_NOBODY | DISCUSSED,
    "team lead": RECORD | NOBODY,
    "sharing practice": RECORD,
    "registered, not sharing": set(),
    "asked practice": NAME
    | {"grant to asked", "grant to asked partner"}
    | ASKED
    | QUESTION
    | ASKED_OF_NOBODY,
    "asked practice's desk": NAME | {"grant to asked", "grant to asked partner"},
    "asked partner": NAME | REFERRED,
    "other organisation": set(),
    "other scheme": set(),
    "own service, other scheme": set(),
    "pharmacy": {"patient", "part", "word"} | MEDICINE,
    "receptionist": NAME | DESK | NOBODY,
    "mentor": NAME | {"grant to mentor", "item of the mentor"},
    "unmatched mentor": set(),
    "partner": NAME | MEDICINE | {"grant to partner"},
    "team member": RECORD,
    "cover": RECORD,
    "cover over": set(),
    "emergency": RECORD,
    "emergency over": set(),
    "ended membership": set(),
    "expired grant": set(),
    "future grant": set(),
    "excluded": NOBODY,
    "excluded, granted": set(),
    "own record": NAME | OWN | BOOKED | GRANTS | OWN_TRAIL | AGREED | READ_BY_ONESELF,
    "another's own record": set(),
    "coordinator": set(),
    "commissioner": set(),
    "administrator": set(),
    "cover ended": set(),
    "cover to come": set(),
    "ended at once": set(),
    "not begun": set(),
    "left": set(),
    "session over": set(),
    "signed out elsewhere": set(),
    "once excluded": RECORD | NOBODY,
    "privacy officer": {"alert"} | REMOVED | TRAIL | EXCLUSIONS,
    "privacy officer, told": NAME
    | {"alert", "grant to privacy officer, told"}
    | REMOVED
    | TRAIL
    | EXCLUSIONS,
}
# In which nobody is named, so that it is read wherever these work in the scheme.
DISCUSSES = {Role.GP, Role.NURSE, Role.SPECIALIST}
for name, (role, _, scheme) in MEMBERS.items():
    if role in DISCUSSES and scheme == ASHDALE:
        EXPECTED[name] = EXPECTED[name] | DISCUSSED
RELATIONS = pytest.mark.parametrize("relation", EXPECTED)


def of_carl(shown):
    return {name.removeprefix("Carl: ") for name in shown if name.startswith("Carl: ")}


def models_of_people():
    """Every model with a first wall; who looked has none."""
    return [
        model
        for app in ("patients", "agreements", "referrals")
        for model in apps.get_app_config(app).get_models()
        if hasattr(model.objects.all(), "visible_to")
    ]


def tables_of_people():
    return [model._meta.db_table for model in models_of_people()] + TRAIL_TABLES


def shown_by_database(world, tables=None):
    """Every row that a bare statement finds, by its name."""
    found = set()
    with connection.cursor() as cursor:
        for table in tables or tables_of_people():
            cursor.execute(f"SELECT id FROM {table}")
            found |= {world.name_of(table, id) for (id,) in cursor}
    return found


def shown_by_querysets(world, viewer):
    """Every row that ``visible_to`` finds, by its name."""
    return {
        world.name_of(model._meta.db_table, id)
        for model in models_of_people()
        for id in model.objects.visible_to(viewer).values_list("pk", flat=True)
    }


@RELATIONS
def test_the_database_shows_what_the_relation_allows(world, relation):
    see_as(relation)

    shown = shown_by_database(world)

    assert of_carl(shown) == EXPECTED[relation]


@pytest.mark.role("unwalled")
@RELATIONS
def test_visible_to_shows_the_same_without_the_database(world, relation):
    viewer = see_as(relation)

    shown = shown_by_querysets(world, viewer) if viewer else set()

    assert (
        of_carl(shown) == EXPECTED[relation] - TRAIL
    )  # which has no queryset of people


# Of whom else each is shown anything: those of their own organisation.
OTHERS = {
    "other organisation": {"Erin"},
    "registered, not sharing": {"Erin"},
    "cover": {"Erin"},
    "cover over": {"Erin"},
    "cover ended": {"Erin"},
    "cover to come": {"Erin"},
    "emergency": {"Erin"},
    "emergency over": {"Erin"},
    "team member": {"Erin"},
    "expired grant": {"Erin"},
    "future grant": {"Erin"},
    "excluded, granted": {"Erin"},
    "another's own record": {"Erin"},
    "privacy officer": {"Erin"},
    "privacy officer, told": {"Erin"},
    "other scheme": {"Dean"},
}


@RELATIONS
def test_nobody_is_shown_anybody_else(world, relation):
    see_as(relation)

    shown = {name.partition(":")[0] for name in shown_by_database(world)}

    assert shown - {"Carl"} == OTHERS.get(relation, set())


@pytest.mark.role("unwalled")
@RELATIONS
def test_nor_by_visible_to_alone(world, relation):
    viewer = see_as(relation)

    shown = shown_by_querysets(world, viewer) if viewer else set()

    people = {name.partition(":")[0] for name in shown}
    assert people - {"Carl"} == OTHERS.get(relation, set())


def test_every_relation_is_expected():
    assert EXPECTED.keys() == MEMBERS.keys() - {"system"}
