"""Frame: the top and foot of every page, drawn once for each account and kept."""

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

NEUTRAL_NAME = "Shared care"
TOKEN = "%form-token%"  # noqa: S105  the place of a page's own form token


def draw_header(viewer, current, token):
    """The header of one account; only the form token is the page's own."""
    kept = _header(
        viewer.name,
        viewer.works_as,
        viewer.neutral_name,
        viewer.memberships > 1,
        viewer.may_search,
        viewer.places,
        current,
    )
    return SafeString(kept.replace(TOKEN, token))


@lru_cache(maxsize=2000, typed=True)
def _header(name, works_as, service, may_switch, may_search, places, at):
    account = {"name": name, "works_as": works_as}
    account |= {"may_switch": may_switch, "may_search": may_search}
    return _draw("header", service=service, account=account, places=places, at=at)


@lru_cache(maxsize=1)
def draw_signed_out_header():
    return _draw("header", service=NEUTRAL_NAME)


@lru_cache(maxsize=1)
def draw_assets():
    """Links to stylesheets and scripts; their hashed names last as long as we run."""
    return _draw("assets")


@lru_cache(maxsize=1)
def draw_footer():
    return _draw("footer")


def _draw(piece, **facts):
    facts |= {"address": settings.ADDRESSES, "form_token": TOKEN}
    return render_to_string(f"components/{piece}.html", facts)


# Where a button stood


def came_from(request, default):
    """The page of ours on which a button was pressed."""
    there = urlsplit(on_this_site(request, request.headers.get("Referer"), default))
    return there.path + (f"?{there.query}" if there.query else "")


def on_this_site(request, address, default):
    """The address if it is one of ours."""
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else default
