"""How people and their rows are found. The first wall is ``visible_to``."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Cover
from core.reach import Reach
from patients.querysets import sight
from patients.querysets.lookups import Begin, Below
from patients.rules.grants import GrantBecause
from patients.rules.limits import Limits
from patients.rules.names import upper_bound
from patients.rules.search import Sought
from patients.rules.sharing import ends_told_up_to
from patients.rules.words import HealthEventKind

# As many letters as names share that may be mistaken for each other.
ALIKE_LETTERS = 3
MOST_NEAR = 100

for lookup in (Begin, Below):
    models.CharField.register_lookup(lookup)


def _begins(column, key):
    if not key:
        return Q()
    return Q(**{f"{column}__from": key, f"{column}__below": upper_bound(key)})


class PatientQuerySet(models.QuerySet):
    """Named ways to ask for people."""

    def visible_to(self, viewer):
        """The one definition of who sees whom; ``reach_of`` tells how far."""
        columns = (*sight.OWN_COLUMNS, "pharmacy_id")
        seen = sight.own_or_granted(viewer, Reach.NAME, columns, "id")
        return self.filter(sight.walled(viewer, seen, person="id"))

    def open_to(self, viewer):
        """Those whose whole record the viewer may read."""
        return self.filter(sight.within(viewer, Reach.RECORD, person="id"))

    def supplied_to(self, viewer):
        """Those who collect at the viewer's pharmacy, or whose medicine is shared."""
        seen = sight.own_or_granted(viewer, Reach.MEDICINE, ("pharmacy_id",), "id")
        return self.filter(sight.walled(viewer, seen, person="id"))

    def matching(self, search):
        """Those whom a search means, the likeliest reading of a name first.

        Keys are compared as a range, which keeps the index under row-level security.
        """
        if search.sought == Sought.NHS_NUMBER:
            return self.filter(nhs_number=search.nhs_number)
        if search.sought == Sought.BIRTH_DATE:
            return self.filter(born_on=search.born_on)
        if search.sought == Sought.NOTHING:
            return self.none()
        named = self._named(search.readings)
        return named.filter(born_on=search.born_on) if search.born_on else named

    def _named(self, readings):
        wanted = Q()
        for reading in readings:
            wanted |= _begins("family_key", reading.family) & _begins(
                "given_key", reading.given
            )
        return self.filter(wanted)

    def near(self, key, nhs_number, born_on):
        """Candidates for the same person: near in name, or one number or birth day."""
        start = key[:ALIKE_LETTERS]
        wanted = _begins("family_key", start) | _begins("given_key", start)
        if not start:
            wanted = Q(pk__in=[])
        if nhs_number:
            wanted |= Q(nhs_number=nhs_number)
        if born_on:
            wanted |= Q(born_on=born_on)
        return self.filter(wanted)[:MOST_NEAR]

    def living(self):
        return self.filter(died_on=None)

    def unmerged(self):
        return self.filter(merged_into=None)


class PersonRecordQuerySet(models.QuerySet):
    """Rows about a person, for those who may read the whole record."""

    def visible_to(self, viewer):
        return self.filter(sight.within(viewer, Reach.RECORD))

    def of(self, patient_id):
        return self.filter(patient_id=patient_id)

    def running(self):
        return self.filter(ended_on=None)

    def newest_first(self):
        return self.order_by("-made_at")


class PharmacyRecordQuerySet(PersonRecordQuerySet):
    """Rows that the pharmacy of the person may read too."""

    def visible_to(self, viewer):
        seen = sight.record(viewer) | sight.medicine(viewer)
        return self.filter(sight.walled(viewer, seen))


class ConsentQuerySet(PersonRecordQuerySet):
    """Permissions to share."""

    def visible_to(self, viewer):
        seen = sight.record(viewer) | sight.shared_medicine(viewer)
        return self.filter(sight.walled(viewer, seen))

    def not_withdrawn(self):
        return self.filter(withdrawn_on=None)

    def ending_within(self, days, today):
        """Not over yet, and to be called to mind: rule SHR-5."""
        last = ends_told_up_to(today, Limits(permission_notice_days=days))
        return self.not_withdrawn().filter(until_on__gte=today, until_on__lte=last)

    def ended_before(self, day):
        return self.not_withdrawn().filter(until_on__lt=day)

    def still_opening(self):
        """Whose practice may see, and did not make the record itself."""
        theirs = self.filter(kind="record", patient__practice_id=F("recipient_id"))
        return theirs.exclude(patient__made_by_id=F("recipient_id"))


class TeamRecordQuerySet(PersonRecordQuerySet):
    """Rows that the person does not read in their own record."""

    def visible_to(self, viewer):
        return self.filter(sight.walled(viewer, sight.team(viewer)))


class RemovableQuerySet(PersonRecordQuerySet):
    """Rows that an entry on the wrong person takes with it when it is moved."""

    def visible_to(self, viewer):
        return self.filter(sight.standing(viewer, sight.record(viewer)))


class MedicineToldQuerySet(PharmacyRecordQuerySet):
    """Medicine as told."""

    def newest_of_each(self):
        """The newest of each line of each person."""
        return self.order_by("patient_id", "line", "-told_on", "-id").distinct(
            "patient_id", "line"
        )

    def newest(self):
        return self.order_by("line", "-told_on", "-id").distinct("line")


class TurnQuerySet(PharmacyRecordQuerySet):
    """Whose turn it is to prescribe."""

    def newest_of_each_line(self, day):
        """Whoever prescribes each line on ``day``."""
        begun = self.filter(starts_on__lte=day).select_related("organisation")
        return begun.order_by("line", "-n").distinct("line")


class NameQuerySet(PersonRecordQuerySet):
    """What people are or were called."""

    def visible_to(self, viewer):
        return self.filter(sight.within(viewer, Reach.NAME))


class GrantQuerySet(PersonRecordQuerySet):
    """Sight of one person."""

    def of_team(self):
        """Members of the care team, and mentors, with their names."""
        team = self.filter(because__in=[GrantBecause.TEAM, GrantBecause.MENTOR])
        return team.select_related("membership__user", "membership__organisation")

    def visible_to(self, viewer):
        """Who sees a person, and what is given to the viewer."""
        seen = sight.record(viewer) | sight.grants(viewer)
        return self.filter(sight.walled(viewer, seen))

    def running_on(self, day):
        return self.filter(starts_on__lte=day).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )


class ExclusionQuerySet(models.QuerySet):
    """Who is kept from whom."""

    def visible_to(self, viewer):
        return self.filter(sight.exclusions(viewer))


class HealthEventQuerySet(RemovableQuerySet):
    """Vaccines, tests and results."""

    def hepatitis_b_doses(self):
        """Dose number to the day it was given."""
        doses = self.filter(kind=HealthEventKind.HEPATITIS_B_DOSE)
        rows = doses.values_list("code", "on_day")
        return {int(code.partition(":")[2]): day for code, day in rows}


class EpisodeQuerySet(PersonRecordQuerySet):
    """Times in treatment."""

    def open(self):
        return self.filter(closed_on=None)


class ClosingQuerySet(TeamRecordQuerySet):
    """Proposals to end somebody's care."""

    def open(self):
        return self.filter(answer="")


class ConsultationQuerySet(RemovableQuerySet):
    """Entries, newest first."""

    def newest_first(self):
        return self.order_by("-on_day", "-made_at")

    def standing(self):
        """Entries that no later entry amends."""
        return self.filter(amendment=None)


class TimelineQuerySet(PersonRecordQuerySet):
    """Lines of a person's story."""

    def lines(self):
        """The columns that the timeline shows."""
        return self.values_list("on_day", "title", "detail", "by", "kind", "source_id")

    def visible_to(self, viewer):
        seen = sight.record(viewer)
        seen |= Q(reach=Reach.MEDICINE) & sight.shared_medicine(viewer)
        return self.filter(sight.standing(viewer, seen))

    def newest_first(self):
        return self.order_by("-on_day", "-at")


class WorkItemQuerySet(models.QuerySet):
    """What waits."""

    def visible_to(self, viewer):
        seen = sight.team(viewer) | sight.own_list(viewer) | sight.given_work(viewer)
        return self.filter(sight.walled(viewer, seen))

    def on_list_of(self, viewer):
        """On the list of the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def readable_by(self, viewer):
        """A title may tell of treatment: it is for those who keep the record, and for
        whoever the work was given to."""
        given = Q(membership_id=viewer.membership_id) | Q(role=viewer.role)
        return self.filter(sight.team(viewer) | given | Q(patient=None))

    def waiting_on(self, day):
        return self.filter(done_at=None, due_on__lte=day)

    def of_member(self, viewer):
        """Given to this member or to one whom they cover, to their role, or to nobody
        in particular."""
        mine = Q(membership_id=viewer.membership_id)
        if viewer.covered_ids:
            covers = Cover.objects.taken_by(viewer).between(viewer.day, viewer.day)
            mine |= Q(membership_id__in=covers.values("from_member_id"))
        return self.filter(mine | Q(membership=None, role__in=["", viewer.role]))

    def most_harm_first(self):
        return self.order_by("harm", "due_on", "id")

    def lines(self):
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
        )

    def done_on(self, day):
        return self.filter(done_at__isnull=False, done_on=day)


class CareLinkQuerySet(models.QuerySet):
    """People on an organisation's list."""

    def visible_to(self, viewer):
        seen = sight.team(viewer) | sight.own_list(viewer)
        return self.filter(sight.walled(viewer, seen))

    def on_list_of(self, viewer):
        """On the list of the viewer's own organisation; keeps its index."""
        return self.filter(organisation_id=viewer.organisation_id)

    def active(self):
        return self.filter(status="active")

    def of_worker(self, viewer):
        """Their own people, and those whom they cover."""
        mine = Q(named_worker_id=viewer.membership_id)
        if viewer.covered_ids:
            mine |= Q(patient_id__in=viewer.covered_ids)
        return self.filter(mine)

    def in_practice(self, practice_id):
        return self.filter(practice_id=practice_id)

    def overdue_first(self):
        return self.order_by(F("next_due_on").asc(nulls_last=True), "patient_id")

    def lines(self):
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
        )


class AppointmentQuerySet(models.QuerySet):
    """Who is expected where."""

    def visible_to(self, viewer):
        seen = sight.record(viewer) | sight.own_list(viewer)
        return self.filter(sight.walled(viewer, seen))

    def of(self, patient_id):
        return self.filter(patient_id=patient_id)

    def next_from(self, day):
        booked = self.filter(state="booked", starts_at__date__gte=day)
        return booked.select_related("with_member__user").order_by("starts_at").first()

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

    def between(self, start, end):
        return self.filter(starts_at__gte=start, starts_at__lt=end)
