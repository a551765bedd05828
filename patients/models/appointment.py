"""Appointments, as far as arrivals and the next contact need them."""

from django.db import models

from accounts.models import Membership
from patients import rules
from patients.models.person import PersonRecord, organisation
from patients.querysets import AppointmentQuerySet


class Appointment(PersonRecord):
    """One person expected at one place and time."""

    organisation = organisation()
    place = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    with_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=16,
        choices=rules.appointments.State.choices(),
        default=rules.appointments.State.BOOKED,
    )
    arrived_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "starts_at"], name="appointment_of_day"
            ),
            models.Index(fields=["patient", "starts_at"], name="appointment_next"),
        ]
