"""The pages of referrals, through the front door of the demo."""

import re

import pytest
from django.urls import reverse

from patients.models import Consultation, Patient
from referrals.models import Referral
from tests.journeys.caller import fields_of

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


def open_referral(caller, name):
    """The address of somebody's open referral on the caller's list."""
    lists = caller.get("/referrals/").context["lists"]
    return next(
        row["url"]
        for each in lists
        for row in each["rows"]
        if row["name"].startswith(name) and row["state"][:6] not in ("Closed", "Stoppe")
    )


@pytest.mark.capability(46)
def test_the_person_reads_where_they_were_referred_and_not_what_was_written(call_as):
    page = call_as("su2").get("/my-referrals/").content.decode()

    assert "You have a day with Ashdale Talking Therapies" in page
    assert "You should be seen by" in page
    assert "Low mood" not in page
    assert call_as("key1").get("/my-referrals/").status_code == 403


def test_whoever_was_referred_nowhere_reads_that(call_as):
    page = call_as("su1").get("/my-referrals/").content.decode()

    assert "You are waiting for no other service." in page


def test_what_came_of_it_is_read_by_the_person_under_what_is_over(call_as):
    partner = call_as("psy1")
    address = open_referral(partner, "FROST")
    words = {"outcome": "no_longer_wanted", "text": "She would rather walk."}
    partner.press(f"{address}close/", **words)

    page = call_as("su2").get("/my-referrals/").content.decode()

    assert "You did not want it any more. You can ask again." in page
    assert "rather walk" not in page


def test_an_outcome_that_cannot_be_yet_is_said_on_the_form_with_what_was_typed(call_as):
    partner = call_as("psy1")
    address = open_referral(partner, "FROST")
    words = {"outcome": "helped", "text": "Six sessions are planned."}

    page = partner.press(f"{address}close/", **words)

    assert page.status_code == 200
    assert "Say first when the person was seen" in page.content.decode()
    assert "Six sessions are planned." in page.content.decode()


def test_for_an_outside_service_the_pages_ask_what_it_told(call_as):
    worker = call_as("key1")
    address = open_referral(worker, "ZIELINSKI")

    shown = worker.get(address).content.decode()
    accept = worker.get(f"{address}accept/").content.decode()
    done = worker.press(f"{address}accept/").content.decode()

    assert "They accepted" in shown
    assert "Liver clinic, Ashdale General accepted" in accept
    assert "write down what they told you" in accept
    assert "is told at once" not in accept
    assert "Written down, as told." in done


def test_what_another_hand_has_changed_since_is_not_acted_upon(call_as):
    worker, partner = call_as("key1"), call_as("psy1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]
    form = fields_of(worker.get(f"{sent}revoke/").content.decode())
    partner.press(f"{sent}accept/")

    words = form | {"text": "He asked me to wait."}
    came_from = f"http://testserver{sent}revoke/"
    page = worker.post(f"{sent}revoke/", words, headers={"referer": came_from})

    said = page.content.decode()
    assert page.status_code == 409
    assert "Accepted meanwhile: Mira Sethi" in said
    assert "He asked me to wait." in said
    assert f'href="{sent}revoke/">Look again</a>' in said
    assert worker.press(f"{sent}revoke/", text="He asks again.").status_code == 200


def test_on_a_narrow_page_each_figure_of_the_directory_has_its_label(call_as):
    page = call_as("key1").get(reverse("referrals:list_services")).content.decode()

    for label in ("Who answers", "Telephone", "Target", "Since"):
        assert f'data-label="{label}"' in page


@pytest.mark.role("postgres")
def test_what_was_written_for_a_referral_seen_no_longer_is_given_back(call_as):
    """A colleague has declined it, and the clock has ended the sight of it."""
    worker, partner = call_as("key1"), call_as("psy1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]
    form = fields_of(partner.get(f"{sent}ask/").content.decode())
    Referral.objects.filter(pk=sent.split("/")[2]).update(shown_to_id=0)

    page = partner.post(f"{sent}ask/", form | {"text": "May we ring his sister?"})

    said = page.content.decode()
    assert page.status_code == 404
    assert "Somebody else may have acted while you were writing" in said
    assert "May we ring his sister?" in said
    assert "DUNMORE" not in said


def test_a_reason_to_mend_is_given_back_where_another_hand_was_first(call_as):
    worker, partner = call_as("key1"), call_as("psy1")
    sent = refer(worker, worker.find(CARL)).request["PATH_INFO"]
    form = fields_of(partner.get(f"{sent}decline/").content.decode())
    worker.press(f"{sent}revoke/", text="He asked me to wait.")

    words = {"reason": "", "text": "We have no room before the spring."}
    page = partner.post(f"{sent}decline/", form | words)

    said = page.content.decode()
    assert page.status_code == 409
    assert "Revoked meanwhile: Leon" in said
    assert "You see the person no longer." in said
    assert words["text"] in said


def test_of_two_who_change_a_service_the_second_reads_who_was_first(call_as):
    first, second = call_as("coord1"), call_as("coord1")
    page = first.get(reverse("referrals:list_services")).content.decode()
    address = re.search(r'href="(/directory/[0-9a-f-]+/change/)"', page)[1]
    typed = fields_of(second.get(address).content.decode())
    first.press(address, target_working_days="3")

    page = second.post(address, typed | {"name": "The new night shelter"})

    said = page.content.decode()
    assert page.status_code == 409
    assert "Changed meanwhile: Gareth Bowen" in said
    assert '<a class="nhsuk-button" href="/directory/">Look at the directory' in said
    assert "The new night shelter" in said
