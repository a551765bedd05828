"""Pages that belong to no app."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import TaskRun
from core.policy import open_to_all

# One run may take so long, and the next waits for it.
GRACE = timedelta(minutes=2)


@open_to_all("Whoever watches over the servers has no sign-in; tells of no person")
@require_safe
@login_not_required
@never_cache
def show_health(request):
    """For whoever watches over the servers: nothing about persons, and no sign-in."""
    started = TaskRun.objects.age_of_start()
    runs = [_line(run, started) for run in TaskRun.objects.with_age()]
    return HttpResponse("\n".join(["database ok", *runs, ""]), "text/plain")


def _line(run, started):
    late = "late, " if _is_late(run, started) else ""
    if run.age is None:
        return f"{run.task}: {late}has not run yet"
    ago = f"{run.age.total_seconds():.0f} s ago"
    return f"{run.task}: {late}{ago}, {run.done} done, {run.failed} failed"


def _is_late(run, started):
    """Not run within its own interval and the grace, with a clock that long at work."""
    often = settings.HOW_OFTEN.get(run.task)
    if started is None or often is None:
        return False
    waited = started if run.age is None else min(run.age, started)
    return waited > often + GRACE


@open_to_all("Help is for those who cannot sign in, too")
@require_safe
@login_not_required
def show_help(request):
    return render(request, "core/show_help.html")


@open_to_all("Says to everybody how far the pages can be used by everybody")
@require_safe
@login_not_required
def show_accessibility(request):
    return render(request, "core/show_accessibility.html")
