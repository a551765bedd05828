"""The pages of referrals, through the front door of the demo."""

import re

import pytest
from django.urls import reverse

from patients.models import Consultation, Patient
from referrals.models import Referral

pytestmark = pytest.mark.slow
CARL, KARL = "999 526 0182", "999 186 0916"
WHY = "Low since the spring; text him."


def option_of(page, words):
    return re.search(rf'<option value="([^"]+)"[^>]*>{words}', page)[1]


def refer(caller, person):
    address = f"{person}referrals/refer/"
    page = caller.get(address).content.decode()
    where = option_of(page, "Psychology: Ashdale Talking Therapies")
    words = {"kind": "onward", "onward_to": where, "reason": WHY, "agreed": "on"}
    return caller.press(address, **words)


def test_a_service_offers_general_care_and_onward_and_a_practice_treatment(call_as):
    worker, gp = call_as("key1"), call_as("gp1")

    ours = worker.get(f"{worker.find(CARL)}referrals/refer/").content.decode()
    theirs = gp.get(f"{gp.find(KARL)}referrals/refer/").content.decode()

    assert 'value="general_care"' in ours
    assert 'value="treatment"' not in ours
    assert 'value="treatment"' in theirs
    assert 'value="general_care"' not in theirs


def test_somebody_in_treatment_is_offered_no_other_service(call_as):
    gp = call_as("gp1")

    page = gp.get(f"{gp.find(CARL)}referrals/refer/").content.decode()

    assert 'value="treatment"' not in page
    assert re.search(r'value="onward"[^>]* checked', page)


def test_without_the_person_s_agreement_nothing_is_sent(call_as):
    worker = call_as("key1")
    address = f"{worker.find(CARL)}referrals/refer/"

    page = worker.press(address, kind="onward", reason=WHY).content.decode()

    assert "Ask the person first" in page
    assert "Which service of the directory?" in page


def test_a_consultation_of_another_person_carries_nothing_over(call_as, act_as):
    gp = call_as("gp1")
    person = gp.find(CARL)
    act_as("gp1")
    other = Consultation.objects.exclude(patient__given="Carl").first()

    for asked in (other.pk, "not-a-number"):
        page = gp.get(f"{person}referrals/refer/?consultation={asked}")
        assert page.status_code == 404


def test_nobody_else_sees_a_referral(call_as, act_as):
    worker = call_as("key1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]

    for name in ("house1", "gp2"):
        assert call_as(name).get(sent).status_code == 404
    for name in ("rec1", "pharm1", "com1", "su1"):
        assert call_as(name).get(sent).status_code == 403
    assert call_as("psy1").get(sent).status_code == 200


def test_a_side_is_offered_its_own_acts_and_refused_the_others(call_as):
    worker, partner = call_as("key1"), call_as("psy1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]

    ours = worker.get(sent).content.decode()
    theirs = partner.get(sent).content.decode()

    assert f"{sent}revoke/" in ours
    assert f"{sent}accept/" not in ours
    assert f"{sent}accept/" in theirs
    page = worker.get(f"{sent}accept/").content.decode()
    assert "Only the service referred to may accept." in page
    assert worker.post(f"{sent}accept/").status_code == 409


def test_the_first_to_open_it_is_named_with_the_time(call_as):
    worker, partner = call_as("key1"), call_as("psy1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]
    before = worker.get(sent).content.decode()
    partner.get(sent)

    after = worker.get(sent).content.decode()

    assert "Mira Sethi" not in before
    assert re.search(r"Mira Sethi, [^<]+ \d\d:\d\d", after)


def test_a_partner_reads_the_name_and_what_was_written_and_no_more(call_as):
    worker, partner = call_as("key1"), call_as("psy1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]

    page = partner.get(sent).content.decode()

    assert WHY in page
    assert "DUNMORE, Carl" in page
    for word in ("penicillin", "999 526 0182", "Methadone", "Cobden"):
        assert word not in page


def test_the_directory_is_read_by_clinicians_and_kept_by_the_coordinator(call_as):
    directory = reverse("referrals:list_services")
    worker, keeper = call_as("key1"), call_as("coord1")

    assert "Add a service" not in worker.get(directory).content.decode()
    assert "Add a service" in keeper.get(directory).content.decode()
    assert worker.get(reverse("referrals:add_service")).status_code == 403
    assert call_as("psy1").get(directory).status_code == 403


def test_a_queue_asks_no_more_of_the_database_for_more_rows(
    call_as, act_as, django_assert_max_num_queries
):
    worker = call_as("key1")
    act_as("key1")
    people = list(Patient.objects.exclude(service=0).filter(died_on=None)[:3])
    worker = call_as("key1")
    for person in people:
        refer(worker, person.get_absolute_url())
    assert worker.get("/referrals/").status_code == 200

    with django_assert_max_num_queries(24):
        page = worker.get("/referrals/")

    assert len(page.context["lists"]) >= 2


def test_a_referral_survives_its_service_leaving_the_directory(call_as, act_as):
    worker, keeper = call_as("key1"), call_as("coord1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]
    act_as("key1")
    service = Referral.objects.get(pk=sent.split("/")[2]).service_asked_id

    keeper = call_as("coord1")
    keeper.press(reverse("referrals:end_service", args=[service]))

    worker = call_as("key1")
    assert WHY in worker.get(sent).content.decode()
    form = worker.get(f"{worker.find(CARL)}referrals/refer/").content.decode()
    assert "Ashdale Talking Therapies" not in form
