"""What every template may ask: may this viewer do that, and is this the demo."""

from django.conf import settings

from accounts.permissions import ROLE_PERMISSIONS


class May:
    """`{% if may.log_consultation %}`: the same table that guards the page."""

    def __init__(self, viewer):
        self.permissions = ROLE_PERMISSIONS[viewer.role] if viewer else ()

    def __getitem__(self, permission):
        return permission in self.permissions


def account(request):
    """The context processor of both."""
    viewer = getattr(request, "viewer", None)
    context = {"may": May(viewer)}
    if settings.DEMO and viewer:
        context["demo"] = {
            "day": f"{viewer.day:%a %d-%b-%Y}",
            "next_day_url": settings.ADDRESSES["next_day"],
            "reset_url": settings.ADDRESSES["reset_demo"],
        }
    return context
