"""How people and their rows are found. The first wall is ``visible_to``."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from core.reach import Reach
from patients.querysets import sight
from patients.querysets.lookups import Among, Begin, Below
from patients.rules.grants import GrantBecause
from patients.rules.limits import Limits
from patients.rules.names import upper_bound
from patients.rules.search import Sought
from patients.rules.sharing import ends_told_up_to
from patients.rules.words import OUTSIDE, HealthEventKind

# As many letters as names share that may be mistaken for each other.
ALIKE_LETTERS = 3
MOST_NEAR = 100
# What parts a name: a space, or a hyphen of any kind.
PARTED = "[\\s\\-\u2010-\u2015]"

for lookup in (Begin, Below):
    models.CharField.register_lookup(lookup)
for field in (models.UUIDField, models.ForeignKey):
    field.register_lookup(Among)


def _begins(column, key):
    if not key:
        return Q()
    return Q(**{f"{column}__from": key, f"{column}__below": upper_bound(key)})


def _called(key):
    """By a first name or by the one that the person goes by."""
    return _begins("given_key", key) | _begins("preferred_key", key)


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

    def deceased(self):
        return self.filter(died_on__isnull=False)

    def with_reach(self, viewer):
        """Each with ``reach``: the whole record, or no more than the name."""
        record = sight.within(viewer, Reach.RECORD, person="id")
        opened = When(record, then=Value(Reach.RECORD))
        return self.annotate(reach=Case(opened, default=Value(Reach.NAME)))

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
            wanted |= _begins("family_key", reading.family) & _called(reading.given)
        return self.filter(wanted)

    def names_among(self, keys):
        """Which of these, folded, somebody is called, by whichever of their names."""
        columns = ("family_key", "given_key", "preferred_key")
        family, *others = (
            self.filter(**{f"{column}__in": keys}).values_list(column, flat=True)
            for column in columns
        )
        return family.union(*others)

    def names_in_parts(self):
        """Names of more than one word, or with a hyphen, as they are written."""
        columns = ("family", "given", "preferred")
        family, *others = (
            self.filter(**{f"{column}__regex": PARTED}).values_list(column, flat=True)
            for column in columns
        )
        return family.union(*others)

    def near(self, key, nhs_number, born_on):
        """Candidates for the same person: near in name, or one number or birth day."""
        start = key[:ALIKE_LETTERS]
        wanted = _begins("family_key", start) | _called(start)
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


class AimQuerySet(PersonRecordQuerySet):
    """What people want."""

    def newest_first(self):
        return self.order_by("-n")

    def number_of(self, patient_id):
        """How many times an aim was set: the number of the one that stands."""
        return self.of(patient_id).count()


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

    def said_on_return(self, day):
        """Those with whose beginning something was said of the medicine, in order."""
        said = self.filter(starts_on__lte=day).exclude(words_on_return="")
        return said.order_by("patient_id", "line", "n")

    def outside_on(self, day):
        """The turns that run then of whoever prescribes outside."""
        begun = self.filter(starts_on__lte=day)
        line = {"patient_id": OuterRef("patient_id"), "line": OuterRef("line")}
        later = self.model.objects.filter(
            n__gt=OuterRef("n"), starts_on__lte=day, **line
        )
        return begun.filter(because__in=OUTSIDE).exclude(Exists(later))

    def left_by(self, day):
        """The newest of living people whose prescriber works there no longer."""
        gone = Q(membership__ended_at__isnull=False) | Q(membership__ends_on__lt=day)
        later = self.model.objects.filter(
            patient_id=OuterRef("patient_id"),
            line=OuterRef("line"),
            n__gt=OuterRef("n"),
        )
        living = self.filter(gone, patient__died_on=None)
        return living.filter(~Exists(later))


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

    def schedule_of_last_dose(self):
        """How the doses of the running course are spaced; empty if none has begun."""
        doses = self.filter(kind=HealthEventKind.HEPATITIS_B_DOSE)
        last = doses.order_by("-on_day", "-id").values_list("code", flat=True).first()
        return (last or "").partition(":")[0]


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

    def amended_among(self, entries):
        """Those of these entries in whose place a newer one stands."""
        newer = self.filter(amends_id__in=entries)
        return set(newer.values_list("amends_id", flat=True))

    def before(self, entry):
        """Entries about an earlier day, or written earlier about the same one."""
        same_day = Q(on_day=entry.on_day, made_at__lt=entry.made_at)
        return self.filter(Q(on_day__lt=entry.on_day) | same_day)


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
