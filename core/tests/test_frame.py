"""The frame around every page."""

import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from core import frame, views
from core.tests.samples import SampleViewer


def page(viewer=None, template="", **facts):
    request = RequestFactory().get("/")
    request.viewer = viewer
    whole = engines["django"].from_string("{% extends 'base.html' %}" + template)
    return whole.render(facts, request)


def test_the_header_names_who_is_at_the_keyboard_and_where():
    drawn = page(SampleViewer())

    assert "Dr Amina Yusuf" in drawn
    assert "GP, Millbrook Surgery" in drawn
    assert "Ashdale and Brenfield Shared Care" in drawn


def test_the_place_that_is_open_is_marked():
    drawn = page(SampleViewer(), current="My people")

    assert '<a class="nhsuk-header__navigation-link" href="/people/" aria-current' in (
        drawn
    )
    assert drawn.count("aria-current") == 1


def test_signed_out_there_is_no_search_no_account_and_no_idle_lock():
    drawn = page()

    assert "nhsuk-header__search" not in drawn
    assert "Sign out" not in drawn
    assert "data-idle-seconds" not in drawn


def test_one_account_never_gets_the_header_or_token_of_another():
    first = page(SampleViewer())
    other = page(SampleViewer(name="Leon Whitcombe", organisation="Harbour House"))

    assert "Yusuf" not in other
    assert token_of(first) != token_of(other)
    assert frame.TOKEN not in other


def token_of(drawn):
    return drawn.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_a_name_cannot_become_markup():
    assert "<b>" not in page(SampleViewer(name="<b>Amina</b>"))


def test_one_membership_has_nothing_to_switch_to():
    assert "Switch role" in page(SampleViewer(memberships=2))
    assert "Switch role" not in page(SampleViewer(memberships=1))


def test_a_page_with_errors_says_so_in_its_title():
    class Wrong:
        errors = {"day": ["Enter the day"]}
        is_bound = False

    titled = "{% block title %}Log a consultation{% endblock %}"

    assert "<title>Error: Log a consultation ·" in page(None, titled, form=Wrong())


def test_no_page_carries_a_script_or_style_of_its_own():
    drawn = page(SampleViewer())

    assert "<style" not in drawn
    assert " style=" not in drawn
    assert all("src=" in tag.split(">")[0] for tag in drawn.split("<script")[1:])


def test_the_error_pages_need_neither_request_nor_database():
    for name in ("404.html", "403.html", "500.html", "503.html"):
        assert "<h1" in engines["django"].get_template(name).render({})


OF_EVERY_PAGE = ("search", "switch", "lock", "stay", "sign_out", "help")


@pytest.mark.parametrize("name", [*OF_EVERY_PAGE, "accessibility"])
def test_every_address_of_the_frame_leads_somewhere(name):
    assert resolve(settings.ADDRESSES[name])


@pytest.mark.parametrize("view", [views.show_help, views.show_accessibility])
def test_help_and_the_accessibility_statement_need_no_sign_in(view):
    request = RequestFactory().get("/")
    request.viewer = None

    assert view(request).status_code == 200
