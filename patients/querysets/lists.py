"""How what stands on lists is found: work, people in care, arrivals."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Now
from django.utils import timezone

from patients.querysets import sight
from patients.rules.worklist import (
    ACTS,
    AT_ONCE,
    FOR_A_SECOND,
    NEXT_CONTACT,
    WorkKind,
    act_of,
)

# For how long an appointment without an outcome is asked about.
OUTCOME_ASKED_DAYS = 28
# What a clinic is planned by.
DUE_BY_DAY = (
    WorkKind.REVIEW_DUE,
    WorkKind.SHARED_CARE_REVIEW,
    WorkKind.VACCINE_DUE,
)


class WorkItemQuerySet(models.QuerySet):
    """What waits."""

    def visible_to(self, viewer):
        """A title may tell of treatment: it is for those who keep the record, and for
        whoever the work was given to."""
        seen = sight.team(viewer) | sight.given_work(viewer)
        return self.filter(sight.walled(viewer, seen))

    def on_list_of(self, viewer):
        """On the list of the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def waiting_on(self, day):
        due = Q(due_on__lte=day) | Q(kind__in=AT_ONCE)
        return self.filter(due, done_at=None)

    def of_member(self, viewer):
        """Given to this member or whom they cover, to their role, or to nobody in
        particular; nothing whose act they may not do, nor for a colleague's people."""
        mine = Q(membership_id__in=viewer.stands_for)
        anybodys = Q(membership=None, role__in=["", viewer.role])
        named = self
        if not viewer.oversees:
            named = self._with_named_worker(viewer)
            anybodys &= _nobody_else_named(viewer) | Q(kind__in=FOR_A_SECOND)
        given = named.filter(mine | anybodys)
        not_theirs = [kind for kind in ACTS if not act_of(kind, viewer.may)]
        return given.exclude(kind__in=not_theirs) if not_theirs else given

    def _with_named_worker(self, viewer):
        """Beside each item, where the person stands on the list of the viewer's own."""
        here = Q(patient__carelinks__organisation_id=viewer.organisation_id)
        return self.annotate(
            link=FilteredRelation("patient__carelinks", condition=here)
        )

    def of_colleagues(self, viewer):
        """Given to anybody by name or to nobody in particular; what is given to another
        role is theirs alone to read."""
        return self.filter(role__in=["", viewer.role])

    def most_harm_first(self):
        return self.order_by("harm", "due_on", "id")

    def lines(self, *more):
        """The columns that a work list shows."""
        return self.values_list(
            "id",
            "kind",
            "title",
            "due_on",
            "seen_by",
            "patient_id",
            "patient__family",
            "patient__given",
            "patient__preferred",
            *more,
        )

    def due_of(self, people):
        """The reviews and vaccines that wait for these people, wherever they do; once,
        if they wait for several."""
        waiting = self.filter(patient_id__in=people, done_at=None, kind__in=DUE_BY_DAY)
        dues = waiting.order_by("due_on", "title", "patient_id")
        return dues.values_list("patient_id", "title", "due_on").distinct()

    def done_on(self, day):
        return self.filter(done_at__isnull=False, done_on=day)


def _nobody_else_named(viewer):
    """Nobody is named, the viewer is, or somebody who works here no longer."""
    worker = "link__named_worker"
    return (
        Q(**{f"{worker}_id": None})
        | Q(**{f"{worker}_id__in": viewer.stands_for})
        | Q(**{f"{worker}__ended_at__isnull": False})
        | Q(**{f"{worker}__ends_on__lt": viewer.day})
    )


class CareLinkQuerySet(models.QuerySet):
    """People on an organisation's list."""

    def visible_to(self, viewer):
        seen = sight.team(viewer) | sight.own_list(viewer)
        return self.filter(sight.walled(viewer, seen))

    def on_list_of(self, viewer):
        """On the list of the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def active(self):
        """In care here, and living: whoever died is owed tasks, not a visit."""
        return self.filter(status="active", patient__died_on=None)

    def of_worker(self, viewer):
        """Their own people, and those of whom they cover."""
        return self.filter(named_worker_id__in=viewer.stands_for)

    def at_home_of(self, viewer):
        """One's own people; on a lead's home, those too for whom nobody is named."""
        own = self.of_worker(viewer)
        return own | self.filter(named_worker=None) if viewer.leads else own

    def of_person(self, patient_id):
        return self.filter(patient_id=patient_id)

    def of_those_covered(self, viewer):
        """Of those in whose place the viewer stands today."""
        return self.filter(named_worker_id__in=viewer.covered)

    def in_practice(self, practice_id):
        return self.filter(practice_id=practice_id)

    def overdue_first(self):
        """Of whom nobody has said what is next, before those of whom it is late."""
        return self.order_by(F("next_due_on").asc(nulls_first=True), "patient_id")

    def awaiting_contact(self, viewer):
        """Whose next contact is due; who has none, unless it stands on the work list
        already or they are booked. Each once, however often booked."""
        about, day = "patient__work_items", viewer.day
        said = Q(
            **{
                f"{about}__kind": WorkKind.NO_NEXT_CONTACT,
                f"{about}__done_at": None,
                f"{about}__organisation_id": viewer.organisation_id,
            }
        )
        booked = Q(
            patient__appointments__state="booked",
            patient__appointments__starts_at__date__gte=day,
        )
        told = self.annotate(
            said=FilteredRelation(about, condition=said),
            booked=FilteredRelation("patient__appointments", condition=booked),
        )
        due = Q(next_due_what=NEXT_CONTACT, next_due_on__lte=day)
        none = Q(next_due_on=None, said=None, booked=None)
        return told.filter(due | none).distinct()

    def contact_lines(self):
        """The columns that a work list shows of a contact that is due."""
        return self.overdue_first().values_list(
            "patient_id",
            "next_due_on",
            "patient__family",
            "patient__given",
            "patient__preferred",
        )

    def lines(self, *more):
        """The columns that a list of people shows."""
        return self.values_list(
            "patient_id",
            "patient__family",
            "patient__given",
            "patient__preferred",
            "patient__born_on",
            "named_worker__user__name",
            "last_contact_on",
            "next_due_on",
            "next_due_what",
            *more,
        )

    def lines_with_facts(self):
        """The same, with what is known for the national return of an open episode."""
        known = ("sex", "postcode")
        return self._with_episode().lines(
            "open_episode__id",
            "open_episode__core_facts",
            *(f"patient__{name}" for name in known),
        )

    def lines_with_worker(self):
        """The same, with the open episode and whoever is named on it."""
        return self._with_episode().lines(
            "open_episode__id", "open_episode__named_worker__user__name"
        )

    def in_treatment(self):
        return self._with_episode().filter(open_episode__isnull=False)

    def _with_episode(self):
        episode = FilteredRelation(
            "patient__episodes", condition=Q(patient__episodes__closed_on=None)
        )
        return self.annotate(open_episode=episode)


class AppointmentQuerySet(models.QuerySet):
    """Who is expected where."""

    def visible_to(self, viewer):
        seen = sight.record(viewer) | sight.own_list(viewer)
        return self.filter(sight.walled(viewer, seen))

    def of(self, patient_id):
        return self.filter(patient_id=patient_id)

    def booked(self):
        return self.filter(state="booked")

    def booked_from(self, day):
        """With whom, soonest first."""
        booked = self.booked().filter(starts_at__gte=_midnight(day))
        return booked.select_related("with_member__user").order_by("starts_at")

    def next_from(self, day):
        return self.booked_from(day).first()

    def on_list_of(self, viewer):
        """Expected at the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def lines(self):
        """The columns that the arrivals show: nothing clinical."""
        timed = self.annotate(waiting=Now() - F("arrived_at"))
        return timed.order_by("starts_at", "id").values_list(
            "id",
            "patient_id",
            "starts_at",
            "state",
            "waiting",
            "place",
            "with_member__user__name",
            "patient__safety_instruction",
            "patient__family",
            "patient__given",
            "patient__preferred",
        )

    def on(self, day):
        start = _midnight(day)
        return self.filter(
            starts_at__gte=start, starts_at__lt=_midnight(day + timedelta(days=1))
        )

    def booked_at(self, moment):
        return self.booked().filter(starts_at=moment)

    def without_outcome(self, day):
        """Of the weeks before ``day``, those of which nobody has said what came."""
        since, until = weeks_before(day)
        earlier = self.filter(starts_at__gte=since, starts_at__lt=until)
        return earlier.filter(state__in=["booked", "arrived"])

    def with_worker(self, viewer):
        """With the viewer, or with whom they cover."""
        return self.filter(with_member_id__in=viewer.stands_for)

    def days(self):
        return self.order_by("starts_at").values_list("starts_at__date", flat=True)


def weeks_before(day):
    """From when until when an appointment without an outcome is asked about."""
    return _midnight(day - timedelta(days=OUTCOME_ASKED_DAYS)), _midnight(day)


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
