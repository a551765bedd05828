"""What is told of a hand-over leads to its agreement, and waits for its day."""

from datetime import timedelta

import pytest

from agreements.actions import settle
from agreements.models import Agreement
from agreements.tests.test_views import CARL, act, day_fields
from core.clock import today
from core.templatetags.house import staff_date
from patients.actions.sharing import take_off_practice

pytestmark = pytest.mark.slow
HOME, LIST = "/", "/shared-care/"


def line_that_says(caller, words):
    (line,) = [one for one in caller.get(HOME).context["items"] if words in one["why"]]
    return line


def agreement_of(caller):
    return caller.get(LIST).context["rows"][0]["url"]


def test_a_gp_whose_shared_care_was_ended_reads_when_and_who_prescribes(call_as):
    specialist, gp = call_as("spec1"), call_as("gp1")
    agreement = agreement_of(gp)
    act(specialist, agreement, "end", text="He has moved away.")()

    line = line_that_says(gp, "Dr Amina Yusuf does not prescribe from")
    opened = gp.get(line["act_url"], follow=True)
    over = gp.get(f"{LIST}?which=over").context["rows"]

    assert "Harbour House, does" in line["why"]
    assert line["name"] == "DUNMORE, Carl"
    assert (opened.status_code, opened.request["PATH_INFO"]) == (200, agreement)
    assert [(row["url"], row["state"]) for row in over] == [(agreement, "Ended")]
    assert line["ticks"]

    gp.post(f"/work/{line['id']}/finish/")
    left = [one["why"] for one in gp.get(HOME).context["items"]]
    assert not any("does not prescribe" in why for why in left)


def test_whoever_looks_for_somebody_out_of_sight_reads_until_when_and_whom_to_ask(
    call_as, act_as
):
    gp, specialist = call_as("gp1"), call_as("spec1")
    agreement, person = agreement_of(gp), gp.find(CARL)
    act(specialist, agreement, "end", text="He has moved away.")()
    line = line_that_says(gp, "does not prescribe from")
    gp.post(f"/work/{line['id']}/finish/")
    by = act_as("spec1")
    over = Agreement.objects.get(pk=agreement.split("/")[2])
    settle(over, by=by)
    take_off_practice(over.patient)

    for address in (agreement, person):
        answer = gp.get(address)
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "You see this person no longer" in page
        assert (
            "Millbrook Surgery looked after this person&#x27;s prescribing until"
            f" {staff_date(today())}. Name and record are not yours to see any more."
            " Harbour House knows who prescribes now"
        ) in page
        assert "DUNMORE" not in page


def test_the_list_of_what_is_over_says_why_somebody_is_gone_from_it(call_as):
    gp, specialist = call_as("gp1"), call_as("spec1")
    why = "stays here until you have said Done"

    assert why in gp.get(f"{LIST}?which=over").content.decode()
    assert why not in gp.get(LIST).content.decode()
    assert why not in specialist.get(f"{LIST}?which=over").content.decode()


def test_a_hand_over_to_come_leads_to_its_agreement_and_has_no_done(call_as):
    gp, duty = call_as("gp1"), call_as("spec2")
    agreement = agreement_of(gp)
    notice_on = today() + timedelta(days=28)
    words = {"text": "I cannot go on"} | day_fields("notice_on", notice_on)
    act(gp, agreement, "notice", **words)()

    line = line_that_says(duty, "prescribes no longer from")
    refused = duty.post(f"/work/{line['id']}/finish/")
    opened = duty.get(line["url"], follow=True)

    assert not line["ticks"]
    assert line["left"] == "28 days left"
    assert refused.status_code == 409
    assert "before its day" in refused.content.decode()
    assert opened.request["PATH_INFO"] == agreement
