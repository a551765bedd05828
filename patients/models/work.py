"""Work lists: what waits for whom, and each organisation's own list of people."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Membership, Organisation
from core.models import Record
from core.reach import Reach
from patients import rules
from patients.models.person import Patient, PersonRecord
from patients.querysets import CareLinkQuerySet, WorkItemQuerySet


class WorkItem(Record):
    """One thing that waits for a member, a role or an organisation from a day on.

    It may be about a person or about none, where both organisation columns are 0.
    """

    scheme_id = models.IntegerField()
    service_id = models.IntegerField(default=0)
    practice_id = models.IntegerField(default=0)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    membership = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    role = models.CharField(max_length=16, blank=True)
    patient = models.ForeignKey(
        Patient,
        on_delete=models.PROTECT,
        null=True,
        related_name="work_items",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=24, choices=rules.worklist.WorkKind.choices())
    harm = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    source_id = models.UUIDField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=100, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "membership", "due_on"],
                name="work_item_waiting",
                condition=Q(done_at=None),
            ),
            models.Index(
                fields=["organisation", "membership"],
                name="work_item_at_once",
                condition=Q(done_at=None, kind__in=rules.worklist.AT_ONCE),
            ),
            models.Index(
                fields=["organisation", "-done_on"],
                name="work_item_done",
                condition=Q(done_at__isnull=False),
            ),
            models.Index(fields=["patient"], name="work_item_of_patient"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_id", "due_on", "organisation"],
                name="work_item_once",
            )
        ]


class CareLink(PersonRecord):
    """A person on the list of one organisation. Kept by actions only."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reach = models.CharField(max_length=8, choices=Reach.choices())
    named_worker = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    status = models.CharField(max_length=12, choices=rules.words.CareStatus.choices())
    next_due_on = models.DateField(null=True, blank=True)
    next_due_what = models.CharField(max_length=60, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    linked_at = models.DateTimeField(db_default=Now())

    objects = CareLinkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "organisation",
                "status",
                F("next_due_on").asc(nulls_first=True),
                "patient",
                name="care_link_list",
            ),
            models.Index(
                "organisation",
                "status",
                "named_worker",
                F("next_due_on").asc(nulls_first=True),
                name="care_link_worker",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "organisation"], name="care_link_once"
            )
        ]
