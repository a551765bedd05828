"""Pages that belong to no app."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import TaskRun
from core.policy import open_to_all


@open_to_all("Whoever watches over the servers has no sign-in; tells of no person")
@require_safe
@login_not_required
@never_cache
def show_health(request):
    """For whoever watches over the servers: nothing about persons, and no sign-in."""
    lines = ["database ok", *map(_line, TaskRun.objects.with_age()), ""]
    return HttpResponse("\n".join(lines), "text/plain")


def _line(run):
    if run.age is None:
        return f"{run.task}: has not run yet"
    ago = f"{run.age.total_seconds():.0f} s ago"
    return f"{run.task}: {ago}, {run.done} done, {run.failed} failed"


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
