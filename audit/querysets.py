"""How events and accesses are found."""

from django.db import connection, models

# What becomes of a try at emergency access that opens nothing.
IN_VAIN = (
    "emergency_access_not_found",
    "emergency_access_refused",
    "emergency_access_used_up",
)


class EventQuerySet(models.QuerySet):
    """What happened."""

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def refusals(self):
        return self.filter(verb="refused")

    def of_numbers(self, source_id):
        """What was found when an NHS number stood on two records."""
        return self.filter(verb="nhs_number_compared", subject_id=str(source_id))

    def emergencies_of(self, patient_id):
        """What became of emergency accesses to one person, oldest first."""
        told = self.filter(verb__startswith="emergency_access", patient_id=patient_id)
        return told.order_by("id")

    def emergencies_in_vain(self):
        """Tries at emergency access that opened nothing, newest first."""
        return self.filter(verb__in=IN_VAIN).newest_first()

    def newest_first(self):
        return self.order_by("-id")


class AccessQuerySet(models.QuerySet):
    """Who looked."""

    def in_emergency(self, event):
        """What was opened by the emergency access that an event tells of."""
        return self.filter(
            patient_id=event.patient_id,
            membership_id=event.membership_id,
            why="break_glass",
            at__gte=event.at,
        )

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def of_others(self, viewer):
        """Looks of anybody but the viewer."""
        return self.exclude(user_id=viewer.user_id)

    def newest_first(self):
        return self.order_by("-id")


class HeldLineQuerySet(models.QuerySet):
    """Lines of who looked that are held back."""

    def open_to(self, viewer):
        """Those of the officer's scheme, but for looks of their own."""
        return self.filter(scheme_id=viewer.scheme_id).exclude(user_id=viewer.user_id)

    def running(self):
        return self.filter(ended_at=None)


def who_looked(person_id, most):
    """Rows of moment, name, role, organisation, page and reason, newest first.

    To the person without lines that are held back, and without names where their
    scheme shows roles only.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.who_looked(%s, %s)", [person_id, most])
        return cursor.fetchall()
