"""The national return's facts, typed by two at once: the second keeps every word."""

import pytest
from django.urls import reverse

from patients.models import Episode
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow

OVERTAKEN = "Dawn Keogh, Team lead, Harbour House changed this while you were typing"


@pytest.fixture
def address(act_as):
    act_as("lead1")
    carl = Episode.objects.open().get(patient__nhs_number="9995260182")
    return reverse("patients:record_core_facts", args=[carl.pk])


def form_of(browser, address):
    return fields_of(browser.get(address).content.decode())


def facts_of(act_as):
    act_as("lead1")
    return Episode.objects.open().get(patient__nhs_number="9995260182").core_facts


@pytest.mark.capability("X9")
def test_the_second_of_two_editors_of_core_facts_is_told(enter_as, act_as, address):
    first, second = enter_as("lead1"), enter_as("key1")
    seen = form_of(second, address)
    first.post(address, form_of(first, address) | {"ethnicity": "C", "consent": "no"})

    page = second.post(address, seen | {"accommodation": "no_fixed_home"})

    words = page.content.decode()
    assert page.status_code == 200
    assert OVERTAKEN in words
    assert "national return: No" in words
    typed = fields_of(words)
    assert typed["accommodation"] == ["no_fixed_home"]
    assert facts_of(act_as)["ethnicity"] == "C"

    assert second.post(address, typed).status_code == 302
    after = facts_of(act_as)
    assert (after["ethnicity"], after["accommodation"]) == ("C", "no_fixed_home")


def test_what_nobody_else_changed_is_saved_at_once(enter_as, act_as, address):
    browser = enter_as("key1")

    browser.post(address, form_of(browser, address) | {"injecting": "never"})

    assert facts_of(act_as)["injecting"] == "never"
