"""Columns that several of these tables have."""

from django.db import models

from accounts.models import Membership


def membership(**options):
    """A column that names a member."""
    return models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", **options
    )
