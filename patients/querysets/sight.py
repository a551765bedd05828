"""The first wall: which rows a viewer may see, on the rows' own columns.

The lists of organisations and people are read once with the session; never a sub-query,
which under OR would leave the index.
"""

from django.db.models import Q

from accounts.permissions import Role
from core.reach import Reach


def of_scheme(viewer):
    return Q(scheme_id=viewer.scheme_id)


def not_blocked(viewer, column):
    """True as well of a row about no person."""
    if not viewer.blocked:
        return Q()
    return Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": viewer.blocked})


def own_or_granted(viewer, reach, columns, person):
    """Own organisation in any of ``columns``, or a person granted at least so far."""
    wanted = Q(pk__in=[])
    for column in columns if viewer.orgs(reach) else ():
        wanted |= Q(**{column: viewer.organisation_id})
    ids = viewer.ids(reach)
    return wanted | Q(**{f"{person}__in": ids}) if ids else wanted


OWN_COLUMNS = ("service_id", "practice_id")


def within(viewer, reach, *, person="patient_id"):
    """The rows whose person ``viewer`` may see at least as far as ``reach``."""
    if viewer.role == Role.SYSTEM:
        return of_scheme(viewer)
    sight = own_or_granted(viewer, reach, OWN_COLUMNS, person)
    return of_scheme(viewer) & sight & not_blocked(viewer, person)


def within_medicine(viewer):
    """Medicine reach: the pharmacy where the person collects sees it too."""
    if viewer.role == Role.SYSTEM:
        return of_scheme(viewer)
    sight = own_or_granted(viewer, Reach.RECORD, OWN_COLUMNS, "patient_id")
    sight |= own_or_granted(viewer, Reach.MEDICINE, ("pharmacy_id",), "patient_id")
    return of_scheme(viewer) & sight & not_blocked(viewer, "patient_id")


def within_or_own_list(viewer):
    """The lists of the viewer's own organisation, and of people open to the viewer."""
    if viewer.role == Role.SYSTEM:
        return of_scheme(viewer)
    own = Q(organisation_id__in=viewer.orgs(Reach.NAME))
    sight = own | own_or_granted(viewer, Reach.RECORD, OWN_COLUMNS, "patient_id")
    return of_scheme(viewer) & sight & not_blocked(viewer, "patient_id")
