"""Who is shown what, by each wall alone: every relation, every table."""

import pytest
from django.apps import apps
from django.db import connection

from tests.world import MEMBERS

NAME = {"patient", "name"}
OWN = {
    "contact",
    "episode",
    "entry",
    "health event",
    "condition",
    "other medicine",
    "consent",
    "turn",
    "medicine",
    "line",
    "line of medicine",
}
BOOKED = {"appointment", "appointment of the practice", "appointment where he was"}
MEDICINE = {"consent", "turn", "medicine", "line of medicine"}
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
        "himself",
    )
}
ITEMS = {
    "item",
    "item of the practice",
    "item where he was",
    "item of the mentor",
    "item of the unmatched mentor",
    "alert",
}
LINKS = {"link", "link of the practice", "link where he was"}
TEAM = {"flag", "no contact"} | ITEMS | LINKS
RECORD = NAME | OWN | BOOKED | GRANTS | TEAM
NOBODY = {"item about nobody"}
TRAIL = {"event", "access"}
EXCLUSIONS = {"exclusion of excluded", "exclusion of excluded, granted"}
DESK = {"item", "item of the mentor", "item of the unmatched mentor"}

EXPECTED = {
    "own service": RECORD | NOBODY,
    "team lead": RECORD | NOBODY,
    "sharing practice": RECORD,
    "registered, not sharing": set(),
    "asked practice": NAME | {"grant to asked"},
    "asked practice's desk": NAME | {"grant to asked"},
    "other organisation": set(),
    "other scheme": set(),
    "own service, other scheme": set(),
    "pharmacy": {"patient"} | MEDICINE,
    "receptionist": NAME | DESK | NOBODY | {"link", "appointment"},
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
    "own record": NAME | OWN | BOOKED | GRANTS | {"event", "access"},
    "another's own record": set(),
    "coordinator": set(),
    "commissioner": set(),
    "administrator": set(),
    "privacy officer": {"alert", "removed entry"} | TRAIL | EXCLUSIONS,
    "privacy officer, told": NAME
    | {"alert", "removed entry", "grant to privacy officer, told"}
    | TRAIL
    | EXCLUSIONS,
}
RELATIONS = pytest.mark.parametrize("relation", EXPECTED)


def of_carl(shown):
    return {name.removeprefix("Carl: ") for name in shown if name.startswith("Carl: ")}


def others(shown):
    return {name for name in shown if not name.startswith("Carl: ")}


def shown_by_database(world):
    """Every row that a bare statement finds, by its name."""
    found = set()
    tables = [(model, model._meta.db_table) for model in models_of_people()]
    with connection.cursor() as cursor:
        for key, table in [
            *tables,
            ("event", "audit_event"),
            ("access", "audit_access"),
        ]:
            cursor.execute(f"SELECT id FROM {table}")
            found |= {world.names.get((key, id), f"{table} {id}") for (id,) in cursor}
    return found


def models_of_people():
    return list(apps.get_app_config("patients").get_models())


def shown_by_querysets(world, viewer):
    """Every row that ``visible_to`` finds, by its name."""
    return {
        world.names.get((model, id), f"{model.__name__} {id}")
        for model in models_of_people()
        for id in model.objects.visible_to(viewer).values_list("pk", flat=True)
    }


@RELATIONS
def test_the_database_shows_what_the_relation_allows(world, relation):
    world.see_as(relation)

    shown = shown_by_database(world)

    assert of_carl(shown) == EXPECTED[relation]


@pytest.mark.role("unwalled")
@RELATIONS
def test_visible_to_shows_the_same_without_the_database(world, relation):
    viewer = world.see_as(relation)

    shown = shown_by_querysets(world, viewer) if viewer else set()

    assert (
        of_carl(shown) == EXPECTED[relation] - TRAIL
    )  # which has no queryset of people


def test_every_relation_is_expected():
    assert EXPECTED.keys() == MEMBERS.keys() - {"system"}
