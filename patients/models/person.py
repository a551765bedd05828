"""The person in one scheme, what they have been called, and how to reach them."""

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Scheme
from core.addresses import address_of
from core.models import Record
from patients import rules
from patients.querysets import (
    NameQuerySet,
    PatientQuerySet,
    PersonRecordQuerySet,
    RemovableQuerySet,
)


def organisation(**options):
    """A column that holds an organisation; 0 for none, never NULL."""
    return models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        default=0,
        related_name="+",
        db_index=False,
        **options,
    )


class Patient(Record):
    """One person in one scheme. The practice here is the one that may see them."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    service = organisation()
    practice = organisation()
    pharmacy = organisation()
    registered = organisation()
    made_by = organisation()
    family = models.CharField(max_length=100, blank=True)
    given = models.CharField(max_length=100, blank=True)
    preferred = models.CharField(max_length=100, blank=True)
    family_key = models.CharField(max_length=100, blank=True)
    given_key = models.CharField(max_length=100, blank=True)
    preferred_key = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, null=True, blank=True)  # noqa: DJ001
    sex = models.CharField(
        max_length=12, choices=rules.episode.Sex.choices(), blank=True
    )
    postcode = models.CharField(max_length=8, blank=True)
    allergies = models.CharField(max_length=300, blank=True)
    safety_instruction = models.CharField(max_length=200, blank=True)
    venue = models.CharField(
        max_length=20, choices=rules.consultation.Place.choices(), blank=True
    )
    died_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "family_key"],
                name="patient_service_family",
                opclasses=["int4_ops", "varchar_pattern_ops"],
            ),
            models.Index(
                fields=["practice", "family_key"],
                name="patient_practice_family",
                opclasses=["int4_ops", "varchar_pattern_ops"],
            ),
            models.Index(
                fields=["pharmacy"],
                name="patient_pharmacy",
                condition=~Q(pharmacy=0),
            ),
            models.Index(
                fields=["scheme", "nhs_number"],
                name="patient_nhs_number",
                condition=Q(nhs_number__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id", "scheme", "service", "practice"],
                name="patient_and_organisations",
            ),
            models.UniqueConstraint(
                fields=["id", "scheme", "service", "practice", "pharmacy"],
                name="patient_and_pharmacy",
            ),
            models.UniqueConstraint(fields=["id", "scheme"], name="patient_in_scheme"),
            models.CheckConstraint(
                condition=Q(nhs_number=None) | Q(nhs_number__regex=r"^[0-9]{10}$"),
                name="patient_nhs_number_is_ten_digits",
            ),
            models.CheckConstraint(
                condition=~Q(family="", given="", preferred=""),
                name="patient_has_a_name",
            ),
        ]

    def __str__(self):
        return rules.names.banner_name(self.family, self.given or self.preferred)

    def get_absolute_url(self):
        return address_of("home:show_case", self.pk)

    def columns(self, *, pharmacy=False):
        """What a row about this person carries for the second wall."""
        columns = {
            "patient_id": self.pk,
            "scheme_id": self.scheme_id,
            "service_id": self.service_id,
            "practice_id": self.practice_id,
        }
        return columns | {"pharmacy_id": self.pharmacy_id} if pharmacy else columns

    def identity(self):
        """What the banner is made from."""
        return rules.life.Identity(
            self.family,
            self.given or self.preferred,
            self.born_on,
            self.sex,
            self.nhs_number or "",
            self.died_on,
        )

    def age_on(self, day):
        """Whole years; None where the birth is not known, or lies after the day."""
        if self.born_on is None or day < self.born_on:
            return None
        return rules.days.age_on(self.born_on, day)

    def banner_line(self, day):
        return rules.life.banner_line(self.identity(), day)


class PersonRecord(Record):
    """A row about a person, carrying their organisations for the second wall.

    A composite key (core.walls.key_to_person) ties the four columns to the person's
    and moves them when the person moves.
    """

    patient = models.ForeignKey(
        Patient,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="%(class)ss",
    )
    scheme_id = models.IntegerField()
    service_id = models.IntegerField()
    practice_id = models.IntegerField()

    objects = PersonRecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Name(PersonRecord):
    """What a person is or was called."""

    kind = models.CharField(max_length=12, choices=rules.words.NameKind.choices())
    family = models.CharField(max_length=100, blank=True)
    given = models.CharField(max_length=100, blank=True)
    family_key = models.CharField(max_length=100, blank=True)
    given_key = models.CharField(max_length=100, blank=True)

    objects = NameQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient"], name="name_of_patient"),
            models.Index(
                fields=["service_id", "family_key"],
                name="name_service_family",
                opclasses=["int4_ops", "varchar_pattern_ops"],
            ),
            models.Index(
                fields=["practice_id", "family_key"],
                name="name_practice_family",
                opclasses=["int4_ops", "varchar_pattern_ops"],
            ),
        ]


class Contact(PersonRecord):
    """A way to reach a person, and when it is safe."""

    channel = models.CharField(max_length=10, choices=rules.words.Channel.choices())
    value = models.CharField(max_length=200)
    safe_from = models.TimeField(null=True, blank=True)
    safe_to = models.TimeField(null=True, blank=True)
    is_shared = models.BooleanField(default=False)
    checked_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient"], name="contact_of_patient")]


class Removable(PersonRecord):
    """A row that an entry on the wrong person takes with it when it is moved.

    From then on only the privacy officer reads it.
    """

    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RemovableQuerySet.as_manager()

    class Meta:
        abstract = True
