"""The menu: whoever may open a page finds it there, in this order."""

from functools import cache

from django.urls import reverse

from accounts.permissions import ROLE_PERMISSIONS, Permission, Role

PLACES = (
    (Permission.SHOW_HOME, "Home", "home:show_home"),
    (Permission.LIST_CASELOAD, "Caseload", "home:list_caseload"),
    (Permission.LIST_CLINIC, "Clinics", "home:list_clinic"),
)


@cache
def places_of(role: Role) -> tuple[tuple[str, str], ...]:
    """The label and address of each place that ``role`` may open."""
    may = ROLE_PERMISSIONS[role]
    return tuple((label, reverse(page)) for ask, label, page in PLACES if ask in may)
