"""What anybody may do to the demo itself: let days go by, have it made anew."""

from datetime import date

from django.db import connection, transaction

from accounts.viewer import Viewer
from audit import actions as audit
from core import clock
from core.refusal import Refusal

MOST_DAYS = 120
# The channel on which the parent process of bin/run listens, under this very name.
RESET = "reset_demo"
NO_DEMO = "No demo is loaded here, and only a demo's day moves."
NOBODY_HEARS = (
    "Nothing here can make the demo anew: load it into a fresh database with"
    " manage.py load_demo."
)


@transaction.atomic
def move_day(*, days: int, by: Viewer) -> date:
    """Let days go by in the demo; what falls due then is due.

    Raises: Refusal where no demo is loaded, or if the days are not 1 to 120.
    """
    if not clock.may_move():
        raise Refusal(NO_DEMO)
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(f"The day moves by 1 to {MOST_DAYS} days.")
    audit.record("day_moved", by=by, days=days)
    return clock.move(days)


@transaction.atomic
def reset_demo(*, by: Viewer) -> None:
    """Ask the parent process to make the demo anew, which signs everybody out.

    Raises: Refusal where no parent process listens.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = %s)",
            [RESET],
        )
        (is_heard,) = cursor.fetchone()
        if not is_heard:
            raise Refusal(NOBODY_HEARS)
        audit.record("demo_reset_asked", by=by)
        cursor.execute("SELECT pg_notify(%s, '')", [RESET])
