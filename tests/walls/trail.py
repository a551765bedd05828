"""The rows of the trail in a world: what happened, who looked, a line held back."""

from django.db import connection

from audit.models import Access, Event, HeldLine
from tests.walls.people import ASHDALE, DAY, ID, TODAY, see_as


def leave_trail(world, carl, reason):
    see_as("own service")
    write = "SELECT audit.write('seen', '', '', %s, '{}', %s)"
    saw = "SELECT audit.saw('case', %s, NULL, '', NULL)"
    with connection.cursor() as cursor:
        cursor.execute(write, [carl.pk, ID["own service"]])
        world.rows["Carl: audit_event"] = ("audit_event", _newest(Event))
        for name in ("audit_access", "audit_access held back"):
            cursor.execute(saw, [carl.pk])
            world.rows[f"Carl: {name}"] = ("audit_access", _newest(Access))
    held = HeldLine.objects.create(
        access_id=world.id_of("Carl: audit_access held back"),
        scheme_id=ASHDALE,
        user_id=ID["own service"],
        reason=reason,
        review_on=TODAY + DAY,
        held_by=ID["privacy officer"],
    )
    world.rows["Carl: audit_heldline"] = ("audit_heldline", held.pk)


def _newest(rows):
    return rows.objects.order_by("-id").values_list("pk", flat=True).first()
