"""The clock's own way in: the system's member of each scheme."""

from collections.abc import Iterator

from accounts import acting
from accounts.models import Membership
from accounts.permissions import Role
from accounts.viewer import Viewer
from core import walls
from core.clock import today


def each_scheme() -> Iterator[Viewer]:
    """For each scheme the system's own viewer: a task does for it what is due.

    What is swept meanwhile is found and done under its session, each row in a
    transaction of its own; outside a sweep nobody is seen.
    """
    members = Membership.objects.filter(role=Role.SYSTEM).running_on(today())
    for member in members.order_by("scheme_id"):
        token = acting.open_session(user_id=member.user_id, membership_id=member.pk)
        try:
            with walls.transaction_of_its_own():
                viewer, _ = acting.read_viewer(token)
            with walls.sweeping_as(token):
                yield viewer
        finally:
            with walls.transaction_of_its_own():
                acting.read_viewer(token)
                acting.close()
