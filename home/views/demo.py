"""Pages: the demo itself. Outside demo mode they are not there."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, open_to_all, requires
from accounts.session import HOME
from core.frame import came_from
from core.templatetags.house import staff_date
from home import actions

LOOK_AGAIN_AFTER = 1  # seconds


def only_in_demo(view):
    @wraps(view)
    def guarded(request):
        if not settings.DEMO:
            raise Http404
        return view(request)

    return guarded


@require_POST
@requires(Permission.MOVE_DAY)
@only_in_demo
def move_day(request):
    typed = request.POST.get("days", "1")
    days = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    day = actions.move_day(days=days, by=request.viewer)
    messages.success(request, f"The demo's day is now {staff_date(day)}.")
    return redirect(came_from(request, HOME))


@require_POST
@requires(Permission.RESET_DEMO)
@only_in_demo
def reset_demo(request):
    actions.reset_demo(by=request.viewer)
    return redirect("home:await_reset")


@require_GET
@open_to_all("Whoever asked for the reset is signed out by it")
@only_in_demo
def await_reset(request):
    """Whoever is still signed in is in the demo as it was."""
    if request.viewer is None:
        messages.success(request, "The demo is as new. Sign in as anybody.")
        return redirect("account_login")
    page = render(request, "home/await_reset.html")
    page.headers["Refresh"] = LOOK_AGAIN_AFTER
    return page
