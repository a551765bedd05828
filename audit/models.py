"""What happened and who looked. Rows are only added, and only by audit.actions."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from audit.querysets import AccessQuerySet, EventQuerySet, HeldLineQuerySet


class Event(models.Model):
    """One thing that somebody did. People and things are plain identifiers; scheme 0
    is nobody's, as when a sign-in fails."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    user_id = models.IntegerField(null=True)
    membership_id = models.IntegerField(null=True)
    role = models.CharField(max_length=16, blank=True)
    org_id = models.IntegerField(null=True)
    scheme_id = models.IntegerField(default=0)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    patient_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient_id", "-id"], name="event_of_patient"),
            models.Index(fields=["scheme_id", "id"], name="event_of_scheme"),
            models.Index(fields=["scheme_id", "verb", "-id"], name="event_by_verb"),
        ]


class Access(models.Model):
    """One response that showed a person, or one list of people."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    session_ref = models.CharField(max_length=16, blank=True)
    user_id = models.IntegerField(null=True)
    membership_id = models.IntegerField(null=True)
    role = models.CharField(max_length=16, blank=True)
    org_id = models.IntegerField(null=True)
    scheme_id = models.IntegerField(default=0)
    patient_id = models.UUIDField(null=True)
    shown = ArrayField(models.UUIDField(), null=True)
    what = models.CharField(max_length=60)
    why = models.CharField(max_length=20, blank=True)
    from_ip = models.GenericIPAddressField(null=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient_id", "-id"], name="access_of_patient"),
            models.Index(fields=["scheme_id", "id"], name="access_of_scheme"),
            models.Index(fields=["user_id", "-id"], name="access_by_user"),
            GinIndex(fields=["shown"], name="access_shown"),
        ]


class HeldLine(models.Model):
    """A line of who looked that the person is not shown for now. The line itself stays
    as it is; written by functions of the database only."""

    id = models.BigAutoField(primary_key=True)
    access_id = models.BigIntegerField()
    scheme_id = models.IntegerField()
    user_id = models.IntegerField()  # who looked
    reason = models.CharField(max_length=500)
    review_on = models.DateField()
    held_by = models.IntegerField()
    held_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    objects = HeldLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["access_id"],
                condition=models.Q(ended_at=None),
                name="held_line_once",
            )
        ]


class Seal(models.Model):
    """A link of the chain over one scheme's rows up to two identifiers."""

    id = models.BigAutoField(primary_key=True)
    scheme_id = models.IntegerField()
    n = models.IntegerField()
    upto_event = models.BigIntegerField()
    upto_access = models.BigIntegerField()
    sha = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme_id", "n"], name="seal_one_chain")
        ]
