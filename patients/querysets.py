"""How people and their rows are found. The first wall is ``visible_to``."""

from django.db import models
from django.db.models import F, Q

from accounts.permissions import Role
from core.reach import Reach


def _scheme(viewer):
    return Q(scheme_id=viewer.scheme_id)


def _not_blocked(viewer, column):
    """True as well of a row about no person."""
    if not viewer.blocked:
        return Q()
    return Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": viewer.blocked})


def _any(viewer, reach, columns, person):
    """Own organisation in any of ``columns``, or a person granted at least so far."""
    wanted = Q(pk__in=[])
    for column in columns if viewer.orgs(reach) else ():
        wanted |= Q(**{column: viewer.organisation_id})
    ids = viewer.ids(reach)
    return wanted | Q(**{f"{person}__in": ids}) if ids else wanted


OWN_COLUMNS = ("service_id", "practice_id")


def within(viewer, reach, *, person="patient_id"):
    """The rows whose person ``viewer`` may see at least as far as ``reach``."""
    if viewer.role == Role.SYSTEM:
        return _scheme(viewer)
    sight = _any(viewer, reach, OWN_COLUMNS, person)
    return _scheme(viewer) & sight & _not_blocked(viewer, person)


def within_medicine(viewer):
    """Medicine reach: the pharmacy where the person collects sees it too."""
    if viewer.role == Role.SYSTEM:
        return _scheme(viewer)
    sight = _any(viewer, Reach.RECORD, OWN_COLUMNS, "patient_id")
    sight |= _any(viewer, Reach.MEDICINE, ("pharmacy_id",), "patient_id")
    return _scheme(viewer) & sight & _not_blocked(viewer, "patient_id")


def within_or_own_list(viewer):
    """The lists of the viewer's own organisation, and of people open to the viewer."""
    if viewer.role == Role.SYSTEM:
        return _scheme(viewer)
    own = Q(organisation_id__in=viewer.orgs(Reach.NAME))
    sight = own | _any(viewer, Reach.RECORD, OWN_COLUMNS, "patient_id")
    return _scheme(viewer) & sight & _not_blocked(viewer, "patient_id")


class PatientQuerySet(models.QuerySet):
    """Named ways to ask for people."""

    def visible_to(self, viewer):
        """The one definition of who sees whom; ``reach_of`` tells how far."""
        if viewer.role == Role.SYSTEM:
            return self.filter(_scheme(viewer))
        columns = (*OWN_COLUMNS, "pharmacy_id")
        sight = _any(viewer, Reach.NAME, columns, "id")
        return self.filter(_scheme(viewer), sight, _not_blocked(viewer, "id"))

    def open_to(self, viewer):
        """Those whose whole record the viewer may read."""
        return self.filter(within(viewer, Reach.RECORD, person="id"))

    def living(self):
        return self.filter(died_on=None)

    def unmerged(self):
        return self.filter(merged_into=None)


class PersonRecordQuerySet(models.QuerySet):
    """Rows about a person, for those who may read the whole record."""

    def visible_to(self, viewer):
        return self.filter(within(viewer, Reach.RECORD))

    def of(self, patient_id):
        return self.filter(patient_id=patient_id)

    def running(self):
        return self.filter(ended_on=None)


class PharmacyRecordQuerySet(PersonRecordQuerySet):
    """Rows that the pharmacy of the person may read too."""

    def visible_to(self, viewer):
        return self.filter(within_medicine(viewer))


class NameQuerySet(PersonRecordQuerySet):
    """What people are or were called."""

    def visible_to(self, viewer):
        return self.filter(within(viewer, Reach.NAME))


class GrantQuerySet(PersonRecordQuerySet):
    """Sight of one person."""

    def running_on(self, day):
        return self.filter(starts_on__lte=day).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )


class ConsultationQuerySet(PersonRecordQuerySet):
    """Entries, newest first."""

    def newest_first(self):
        return self.order_by("-on_day", "-made_at")

    def standing(self):
        """Entries that no later entry amends."""
        return self.filter(amendment=None)


class TimelineQuerySet(PersonRecordQuerySet):
    """Lines of a person's story."""

    def visible_to(self, viewer):
        if viewer.role == Role.SYSTEM:
            return self.filter(_scheme(viewer))
        sight = _any(viewer, Reach.RECORD, OWN_COLUMNS, "patient_id")
        pharmacy = _any(viewer, Reach.MEDICINE, ("pharmacy_id",), "patient_id")
        sight |= Q(reach=Reach.MEDICINE) & pharmacy
        return self.filter(_scheme(viewer), sight, _not_blocked(viewer, "patient_id"))

    def newest_first(self):
        return self.order_by("-on_day", "-at")


class WorkItemQuerySet(models.QuerySet):
    """What waits."""

    def visible_to(self, viewer):
        return self.filter(within_or_own_list(viewer))

    def on_list_of(self, viewer):
        """On the list of the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def waiting_on(self, day):
        return self.filter(done_at=None, due_on__lte=day)

    def of_member(self, viewer):
        """Given to this member, to their role, or to nobody in particular."""
        mine = Q(membership_id=viewer.membership_id)
        return self.filter(mine | Q(membership=None, role__in=["", viewer.role]))

    def most_harm_first(self):
        return self.order_by("harm", "due_on", "id")

    def done_on(self, day):
        return self.filter(done_at__isnull=False, done_on=day)


class CareLinkQuerySet(models.QuerySet):
    """People on an organisation's list."""

    def visible_to(self, viewer):
        return self.filter(within_or_own_list(viewer))

    def on_list_of(self, viewer):
        """On the list of the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def active(self):
        return self.filter(status="active")

    def of_worker(self, membership_id):
        return self.filter(named_worker_id=membership_id)

    def in_practice(self, practice_id):
        return self.filter(practice_id=practice_id)

    def overdue_first(self):
        return self.order_by(F("next_due_on").asc(nulls_last=True), "patient_id")


class AppointmentQuerySet(models.QuerySet):
    """Who is expected where."""

    def visible_to(self, viewer):
        return self.filter(within_or_own_list(viewer))

    def between(self, start, end):
        return self.filter(starts_at__gte=start, starts_at__lt=end)
