"""How events and accesses are found."""

from django.db import connection, models


class EventQuerySet(models.QuerySet):
    """What happened."""

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def refusals(self):
        return self.filter(verb="refused")

    def newest_first(self):
        return self.order_by("-id")


class AccessQuerySet(models.QuerySet):
    """Who looked."""

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def newest_first(self):
        return self.order_by("-id")


def who_looked(person_id, most):
    """Rows of moment, name, role, organisation, page and reason, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.who_looked(%s, %s)", [person_id, most])
        return cursor.fetchall()
