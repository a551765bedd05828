"""The pages of shared care, through the front door of the demo."""

import re
from datetime import timedelta

import pytest

from accounts.models import Membership
from agreements.actions import standing_of
from agreements.models import Agreement, Word
from agreements.pages import agreement_facts
from agreements.pages.acts import form_of
from agreements.pages.told import told_of
from agreements.rules.states import Party, State, Verb
from core.clock import today
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
KEELEY, CARL = "999 159 0838", "999 526 0182"
TERMS = {
    "medicine": "Buprenorphine 12 mg daily",
    "monitoring": "Liver tests once a year",
    "advice_contact": "Dr Okafor, 07700 900112",
    "if_things_go_wrong": "Ring us",
    "undertakes_to_take_back": "on",
}


def option_of(page, words):
    return re.search(rf'<option value="([^"]+)"[^>]*>{words}', page)[1]


def draft(specialist, **terms):
    """Keeley's care is drafted for Dr Penhale; its address."""
    address = f"{specialist.find(KEELEY)}agreements/draft/"
    lead = option_of(specialist.get(address).content.decode(), "Dr Tom Penhale")
    page = specialist.press(address, lead=lead, **(TERMS | terms))
    return page.request["PATH_INFO"]


def answer_criteria(specialist):
    """As it should be, so that nothing stands against a request."""
    address = f"{specialist.find(KEELEY)}suitability/decide/"
    page = specialist.get(address).context["form"]
    said = {
        f"criterion-{one.code}": "yes" if one.kind == "suits" else "no"
        for one in page.criteria
    }
    return specialist.press(address, **said, decided="practice")


def day_fields(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def act(caller, agreement, end, **words):
    """What is typed into one act's form, where the page leads to it, and sent."""
    page = caller.get(f"{agreement}{end}/").content.decode()
    form = page.split(f'action="{agreement}{end}/"')[1].split("</form>")[0]
    sent = fields_of(f'<form class="app-form"{form}') | words
    return lambda: caller.post(f"{agreement}{end}/", sent, follow=True)


def sent_to_practice(specialist):
    answer_criteria(specialist)
    agreement = draft(specialist)
    act(specialist, agreement, "send")()
    return agreement


def test_the_pharmacy_of_a_draft_is_not_said_to_be_late_with_its_answer(call_as):
    specialist = call_as("spec1")

    page = specialist.get(draft(specialist)).content.decode()

    assert "is asked once the practice has accepted" in page
    assert "has not answered yet" not in page


def test_a_draft_names_what_is_still_to_be_said(call_as):
    specialist = call_as("spec1")

    page = specialist.get(draft(specialist, monitoring="")).content.decode()

    assert "Still to be said: monitoring." in page


def test_a_request_that_a_criterion_stops_asks_for_the_reason_on_its_own_page(call_as):
    specialist = call_as("spec1")
    agreement = draft(specialist)

    page = act(specialist, agreement, "send")().content.decode()

    assert "Say why it is sent all the same" in page
    assert "Answer what is asked of the person" in page


def test_a_decision_leads_on_to_the_request(call_as):
    specialist = call_as("spec1")

    page = answer_criteria(specialist).content.decode()

    above_the_form = page.split('id="suggestion"')[1].split("<form")[0]
    assert "Ask a practice to share care" in above_the_form


def test_a_level_that_does_not_accept_is_told_so_before_it_looks_for_the_button(
    call_as,
):
    agreement = sent_to_practice(call_as("spec1"))

    page = call_as("gp3").get(agreement).content.decode()

    assert "Ask a question or decline. The scheme asks for level 2 to accept." in page
    ours = call_as("gp3").get("/shared-care/").context["rows"]
    (row,) = [row for row in ours if row["url"] == agreement]
    assert row["next"] == "Ask or decline: it is for a colleague of level 2 to accept."
    assert "Accept, ask a question" not in page
    assert f'action="{agreement}accept/"' not in page


def test_the_practice_that_is_asked_to_follow_reads_the_request(call_as):
    """It does not see the agreement that it is to follow."""
    gp, specialist = call_as("gp1"), call_as("spec1")
    followed = gp.get("/shared-care/").context["rows"][0]["url"]
    leaves = day_fields("notice_on", today() + timedelta(days=60))
    act(gp, followed, "notice", text="Short of hands", **leaves)()
    address = f"{followed}follow/"
    lead = option_of(specialist.get(address).content.decode(), "Dr Tom Penhale")
    request = specialist.press(address, lead=lead).request["PATH_INFO"]
    act(specialist, request, "send")()

    asked = call_as("gp2")
    page = asked.get(request)
    early = day_fields("starts_on", today() + timedelta(days=59))

    assert "Follows the care shared with another practice" in page.content.decode()
    answer = act(asked, request, "accept", is_competent="on", **early)()
    assert "The practice before is under notice for" in answer.content.decode()
    answer = act(asked, request, "accept", is_competent="on")()
    assert "Accepted." in answer.content.decode()


def test_a_withdrawal_typed_before_the_practice_accepted_is_not_done(call_as, act_as):
    specialist, gp = call_as("spec1"), call_as("gp2")
    agreement = sent_to_practice(specialist)
    withdraw = act(specialist, agreement, "withdraw", text="She would rather wait.")
    starts = day_fields("starts_on", today() + timedelta(days=7))
    starts |= {"is_competent": "on"}
    accepted = act(gp, agreement, "accept", **starts)()

    answer = withdraw()

    assert "Accepted." in accepted.content.decode()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Accepted meanwhile: Dr Tom Penhale" in page
    assert "She would rather wait." in page
    act_as("spec1")
    stands = Agreement.objects.get(pk=agreement.split("/")[2])
    assert stands.state == State.ACCEPTED


def test_a_review_typed_while_somebody_else_led_is_not_saved_as_if_nothing_had(call_as):
    specialist = call_as("spec1")
    agreement = specialist.get("/shared-care/").context["rows"][0]["url"]
    words = {"reviewed_by": "both", "text": "All well.", "shown": "active 0"}

    answer = act(specialist, agreement, "review", **words)()

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Look at it again before you act." in page
    assert "All well." in page


def test_a_second_notice_from_another_window_is_told_whose_the_first_was(call_as):
    gp = call_as("gp1")
    agreement = gp.get("/shared-care/").context["rows"][0]["url"]
    on = day_fields("notice_on", today() + timedelta(days=60))
    first, second = (
        act(gp, agreement, "notice", text=f"Short of {what} here.", **on)
        for what in ("hands", "rooms")
    )
    first()

    answer = second()

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Notice given meanwhile: Dr Amina Yusuf" in page
    assert "Short of rooms here." in page
    assert "active " not in page.split("What you wrote")[1]


def test_what_was_typed_into_a_form_that_is_gone_comes_back_though_it_was_not_whole(
    call_as,
):
    specialist, gp = call_as("spec1"), call_as("gp2")
    agreement = sent_to_practice(specialist)
    decline = act(gp, agreement, "decline", text="Nobody here before May.")
    starts = day_fields("starts_on", today() + timedelta(days=7))
    act(gp, agreement, "accept", is_competent="on", **starts)()

    answer = decline()

    assert answer.status_code == 409
    assert "Accepted meanwhile: Dr Tom Penhale" in answer.content.decode()
    assert "Nobody here before May." in answer.content.decode()


def test_a_practice_that_answers_what_was_withdrawn_is_told_so_and_loses_no_word(
    call_as,
):
    specialist, gp = call_as("spec1"), call_as("gp2")
    agreement = sent_to_practice(specialist)
    words = {"reason": "no_capacity", "text": "Nobody here before May."}
    decline = act(gp, agreement, "decline", **words)
    act(specialist, agreement, "withdraw", text="She would rather wait.")()

    answer = decline()

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Withdrawn meanwhile: Dr Helen Okafor" in page
    assert "You see the person no longer." in page
    assert "Nobody here before May." in page
    assert "FROST" not in page


def test_the_lead_takes_a_notice_back_on_the_agreement_s_page(call_as):
    gp = call_as("gp1")
    agreement = gp.get("/shared-care/").context["rows"][0]["url"]
    leaves = day_fields("notice_on", today() + timedelta(days=60))
    act(gp, agreement, "notice", text="Short of hands", **leaves)()

    page = act(gp, agreement, "retract", text="A colleague came")().content.decode()

    assert "The notice is taken back" in page
    assert "Notice taken back" in page
    assert f'action="{agreement}retract/"' not in page


def test_a_notice_that_is_too_short_is_said_on_the_form_with_what_was_typed(act_as):
    gp = act_as("gp1")
    agreement = Agreement.objects.visible_to(gp).running().get()
    said = {"text": "Retiring in the spring."} | day_fields("notice_on", gp.day)

    form = form_of(agreement, Verb.GIVE_NOTICE, gp, said)

    assert "shortest notice is 28 days" in form.errors["notice_on"][0]
    assert form["text"].value() == "Retiring in the spring."


def test_a_move_that_is_too_near_is_said_on_the_form_with_what_was_typed(act_as):
    gp = act_as("gp1")
    agreement = Agreement.objects.visible_to(gp).running().get()
    said = {"text": "To Carlisle."}
    said |= day_fields("moves_on", gp.day + timedelta(days=3))

    form = form_of(agreement, Verb.MOVE_PRACTICE, gp, said)

    assert "only the service may name a sooner day" in form.errors["moves_on"][0]


def test_unsafe_to_go_on_names_whom_to_ring_and_then_who_prescribes(call_as):
    gp = call_as("gp1")
    agreement = gp.get("/shared-care/").context["rows"][0]["url"]
    page = gp.get(f"{agreement}hand-back/").content.decode()
    told = {"rung": "Dr Pryce", "telephone": "01632 960 001", "rung_at": "00:00"}

    after = act(gp, agreement, "hand-back", text="Threats", **told)().content.decode()

    assert "Dr Owen Pryce, Harbour House, takes over" in page
    assert "Handed back. Dr Owen Pryce" in after


@pytest.mark.parametrize(("years", "words"), [(2, "at most one year ahead"), (0, "")])
def test_a_start_day_of_a_wrong_year_is_asked_again(call_as, act_as, years, words):
    address = sent_to_practice(call_as("spec1"))
    gp = act_as("gp2")
    agreement = Agreement.objects.visible_to(gp).get(pk=address.split("/")[2])
    day = gp.day + timedelta(days=1 + 366 * years)

    form = form_of(agreement, Verb.ACCEPT, gp, day_fields("starts_on", day))

    assert words in str(form.errors.get("starts_on", ""))
    assert bool(words) == ("starts_on" in form.errors)


def test_the_choice_of_who_stands_in_says_whose_level_takes_no_lead(call_as):
    address = sent_to_practice(call_as("spec1"))

    page = call_as("gp2").get(address).content.decode()

    assert "Dr Lucy Abara (may not accept: below level 2)" in page


def test_the_person_of_an_active_agreement_reads_who_prescribes(call_as):
    page = call_as("su1").get("/my-agreement/").content.decode()

    assert "Dr Amina Yusuf, Millbrook Surgery, prescribes your medicine." in page
    assert re.search(r"next by \d+ \w+ \d{4}", page)
    assert "is asked to" not in page


def test_what_the_person_said_is_read_as_a_sentence_whatever_the_pharmacy_said(
    call_as, act_as
):
    agreement = sent_to_practice(call_as("spec1"))
    person = call_as("su2")
    typed = fields_of(person.get("/my-agreement/").content.decode())
    typed |= {"said": "agree", "medicine": "yes", "health_summary": "no"}
    person.post("/my-agreement/agree/", typed)
    take_part(act_as, agreement.split("/")[2])

    page = call_as("su2").get("/my-agreement/").content.decode()

    assert re.search(r"You said on \d+ \w+ \d{4} that you agree\.", page)
    assert "{&#x27;" not in page


def take_part(act_as, agreement_id):
    """The pharmacy's word, which the person's page reads too."""
    act_as("spec1")
    patient = Agreement.objects.get(pk=agreement_id).patient
    by = act_as("pharm1")
    said = {"party": Party.PHARMACY, "verb": Verb.TAKE_PART, "on_day": by.day}
    signed = {"by_id": by.membership_id, "signature": by.signature}
    keys = patient.columns(pharmacy=True) | {"agreement_id": agreement_id}
    Word.objects.bulk_create([Word(**keys, **said, **signed)])


def test_the_strip_of_one_written_down_afterwards_runs_forward(act_as):
    gp = act_as("gp1")
    agreement = Agreement.objects.visible_to(gp).running().with_names().get()

    told, standing = told_of(agreement), standing_of(agreement, gp)
    steps = agreement_facts(agreement, told, standing, gp)["strip"]

    assert [step["word"] for step in steps][:2] == ["Draft", "Sent"]
    assert steps[0]["day"] == steps[1]["day"]


def test_a_day_on_the_list_says_what_falls_due(call_as):
    page = call_as("gp1").get("/shared-care/").content.decode()

    assert "Review due</span>" in page


def test_what_was_withdrawn_leads_to_another_practice_with_what_was_said(call_as):
    specialist = call_as("spec1")
    agreement = sent_to_practice(specialist)
    act(specialist, agreement, "withdraw", text="She moves.")()
    page = specialist.get(agreement).content.decode()
    link = re.search(r'href="([^"]+)">Ask another practice<', page)[1]

    form = specialist.get(link).context["form"]

    assert form["monitoring"].value() == "Liver tests once a year"
    assert form["advice_contact"].value() == "Dr Okafor, 07700 900112"
    assert form["lead"].value() is None


def test_what_waits_for_an_answer_leads_to_no_other_practice(call_as):
    specialist = call_as("spec1")

    page = specialist.get(sent_to_practice(specialist)).content.decode()

    assert "Ask another practice" not in page


def test_a_draft_like_something_unknown_begins_as_any_other(call_as):
    specialist = call_as("spec1")
    address = f"{specialist.find(KEELEY)}agreements/draft/?like=nothing"

    assert specialist.get(address).context["form"]["monitoring"].value() in (None, "")


def test_the_choice_of_whom_to_ask_says_whose_level_may_not_accept(call_as):
    specialist = call_as("spec1")
    page = specialist.get(f"{specialist.find(KEELEY)}agreements/draft/")

    marked = re.findall(
        r"<option[^>]*>([^<,]+),[^<]*\(may not accept: below level 2\)",
        page.content.decode(),
    )

    below = Membership.objects.filter(role="gp", organisation__kind="practice")
    names = below.exclude(level__rank__gte=2).values_list("user__name", flat=True)
    assert set(marked) == set(names)
    assert marked
