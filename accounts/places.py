"""The places that the header offers each role, in order."""

from functools import cache

from django.urls import reverse

from accounts.permissions import ROLE_PERMISSIONS, Role

PLACES = ()


@cache
def places_of(role: Role) -> tuple[tuple[str, str], ...]:
    """The label and address of each place that ``role`` may open."""
    may = ROLE_PERMISSIONS[role]
    return tuple((label, reverse(page)) for ask, label, page in PLACES if ask in may)
