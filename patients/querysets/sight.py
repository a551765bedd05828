"""The first wall: which rows a viewer may see, on the rows' own columns.

Each function answers one form of the second wall (core.walls.FORMS) in the same words.
The lists of organisations and people are read once with the session; never a sub-query,
which under OR would leave the index.
"""

from django.db.models import Q

from accounts.permissions import Role
from accounts.viewer import listed
from core.reach import Reach

OWN_COLUMNS = ("service_id", "practice_id")
NOTHING = Q(pk__in=[])


def walled(viewer, sight, *, person="patient_id"):
    """Within the scheme, and nobody whom an exclusion keeps from the viewer."""
    if viewer.role == Role.SYSTEM:
        return of_scheme(viewer)
    return of_scheme(viewer) & sight & _not_blocked(viewer, person)


def of_scheme(viewer):
    return Q(scheme_id=viewer.scheme_id)


def _not_blocked(viewer, column):
    """True as well of a row about no person."""
    if not viewer.blocked:
        return Q()
    return Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": viewer.blocked})


def own_or_granted(viewer, reach, columns, person):
    """Own organisation in any of ``columns``, or a person granted at least so far."""
    return _own(viewer, reach, columns) | _among(viewer.ids(reach), person)


def _own(viewer, reach, columns):
    wanted = NOTHING
    for column in columns if viewer.orgs(reach) else ():
        wanted |= Q(**{column: viewer.organisation_id})
    return wanted


def _among(ids, person="patient_id"):
    return Q(**{f"{person}__among": listed(ids)}) if ids else NOTHING


def within(viewer, reach, *, person="patient_id"):
    """The rows whose person ``viewer`` may see at least as far as ``reach``."""
    sight = own_or_granted(viewer, reach, OWN_COLUMNS, person)
    return walled(viewer, sight, person=person)


def record(viewer):
    return own_or_granted(viewer, Reach.RECORD, OWN_COLUMNS, "patient_id")


def medicine(viewer):
    """The pharmacy where the person collects sees it too."""
    return own_or_granted(viewer, Reach.MEDICINE, ("pharmacy_id",), "patient_id")


def shared_medicine(viewer):
    """What is shared beside the medicine: not what a pharmacy keeps for safe supply."""
    kept = viewer.supply_ids
    return medicine(viewer) & ~Q(patient_id__in=kept) if kept else medicine(viewer)


def team(viewer):
    """The rows of people whose record the viewer keeps: not one's own."""
    return _own(viewer, Reach.RECORD, OWN_COLUMNS) | _among(viewer.team_ids)


def grants(viewer):
    """What is given to the viewer or to their organisation, while it runs."""
    mine = Q(membership_id=viewer.membership_id)
    mine |= Q(organisation_id__in=viewer.orgs(Reach.NAME))
    return mine & _among(viewer.ids(Reach.NAME))


def own_list(viewer):
    """On the list of the viewer's organisation, while the person is there."""
    if not viewer.orgs(Reach.NAME):
        return NOTHING
    known = own_or_granted(viewer, Reach.NAME, OWN_COLUMNS, "patient_id")
    return Q(organisation_id=viewer.organisation_id) & known


def given_work(viewer):
    """Work for this member or for their role here, about nobody they may not know."""
    here = Q(organisation_id=viewer.organisation_id)
    mine = Q(membership_id=viewer.membership_id) | here & Q(role=viewer.role)
    known = own_or_granted(viewer, Reach.NAME, OWN_COLUMNS, "patient_id")
    given = mine & (Q(patient_id=None) | known)
    if viewer.orgs(Reach.NAME):
        given |= here & Q(patient_id=None)
    if viewer.role == Role.PRIVACY_OFFICER:
        given |= here & Q(role=Role.PRIVACY_OFFICER)
    return given


def standing(viewer, sight):
    """What was made in error and removed is read by the privacy officer only."""
    rows = Q(removed_at=None) & walled(viewer, sight)
    if viewer.role == Role.PRIVACY_OFFICER:
        rows |= Q(removed_at__isnull=False) & of_scheme(viewer)
    return rows


def exclusions(viewer):
    """The privacy officer's to keep, but for those that name the officer."""
    if viewer.role == Role.SYSTEM:
        return of_scheme(viewer)
    if viewer.role == Role.PRIVACY_OFFICER:
        return of_scheme(viewer) & ~Q(user_id=viewer.user_id)
    return NOTHING
