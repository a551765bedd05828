"""The plain-words copy and the letters: as drawn, read back, and by whom."""

import re
from datetime import timedelta

import pytest

from agreements import actions
from agreements.models import Agreement, AgreementAct
from agreements.pages.letters import letter_facts
from agreements.pages.plain import plain_facts
from agreements.rules.accepting import DeclineReason
from agreements.rules.clock import HandOver
from agreements.rules.letters import HAS_LETTER
from agreements.rules.states import Verb
from agreements.tests.scene import TERMS, become
from core.clock import now, today
from core.paper import draw
from core.telling import tells
from patients.models import Patient
from tests.paper import is_accessible, pages_of, title_of, words_of, words_on
from tests.test_words import unwanted

PDF_LINK = re.compile(r'href="([^"]*/(?:print|letters/[0-9a-f-]+)/)"')
CARLS = "Methadone 60 mg daily, supervised"
SENDER = "Ashdale and Brenfield Care"


def squeezed(words):
    return " ".join(words.split())


def papers_of(caller):
    """The addresses of all papers of the one agreement on the caller's list."""
    page = caller.get("/shared-care/").content.decode()
    address = re.search(r'href="(/shared-care/[0-9a-f-]{36}/)"', page)[1]
    return PDF_LINK.findall(caller.get(address).content.decode())


@pytest.mark.slow
@pytest.mark.capability(11, 29, 34)
@pytest.mark.parametrize("username", ["gp1", "spec1", "key1"])
def test_print_agreement_is_one_page_in_plain_words_for_both_sides(call_as, username):
    caller = call_as(username)
    copy, *_ = papers_of(caller)

    answer = caller.get(copy)

    words = squeezed(words_of(answer))
    assert (answer.status_code, pages_of(answer.content)) == (200, 1)
    assert is_accessible(answer.content)
    for said in (
        "Dr Amina Yusuf, Millbrook Surgery, prescribes your medicine today.",
        CARLS,
        "Every 12 weeks",
        "Ring Dr Okafor, 07700 900112",
        "Say when a dose was missed",
        "You agreed on",
        "Practice said yes",
    ):
        assert said in words


@pytest.mark.slow
@pytest.mark.capability(11, 29)
def test_print_own_agreement_is_the_same_copy(call_as):
    own = call_as("su1")
    assert "/my-agreement/print/" in own.get("/my-agreement/").content.decode()

    answer = own.get("/my-agreement/print/")

    gp = call_as("gp1")
    assert pages_of(answer.content) == 1
    assert words_of(answer) == words_of(gp.get(papers_of(gp)[0]))


@pytest.mark.slow
def test_print_own_agreement_is_not_found_where_there_is_none(call_as):
    person = call_as("su2")

    assert "There is no agreement" in person.get("/my-agreement/").content.decode()
    assert person.get("/my-agreement/print/").status_code == 404


@pytest.mark.slow
@pytest.mark.capability(11, 29)
def test_print_letter_of_each_act_in_the_history(call_as):
    gp = call_as("gp1")
    _, accepted, asked = papers_of(gp)

    request, yes = (squeezed(words_of(gp.get(one))) for one in (asked, accepted))

    assert "To: Millbrook Surgery" in request
    assert "No answer is not a yes" in request
    assert "Dr Helen Okafor Specialist prescriber, Harbour House Signed" in request
    assert "To: Harbour House" in yes
    assert "Dr Amina Yusuf, of Millbrook Surgery, accepts" in yes
    assert "999 526 0182" in yes


@pytest.mark.slow
@pytest.mark.capability(29)
def test_head_title_and_name_of_every_paper_tell_a_stranger_nothing(call_as):
    gp = call_as("gp1")

    for address in papers_of(gp):
        answer = gp.get(address)
        name = answer["Content-Disposition"]
        assert re.fullmatch(
            r'inline; filename="(letter|agreement)-\d{4}-\d\d-\d\d\.pdf"', name
        )
        assert not tells(title_of(answer.content) + name)
        assert words_of(answer).splitlines()[1] == SENDER
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.slow
@pytest.mark.parametrize("username", ["pharm1", "rec1", "su1", "coord1"])
def test_print_letter_and_agreement_are_for_the_two_sides_alone(call_as, username):
    addresses = papers_of(call_as("gp1"))
    other = call_as(username)

    assert {other.get(one).status_code for one in addresses} == {403}


@pytest.mark.slow
def test_print_letter_and_agreement_are_not_found_by_another_practice(call_as):
    addresses = papers_of(call_as("gp1"))
    stranger = call_as("gp3")

    assert {stranger.get(one).status_code for one in addresses} == {404}


@pytest.mark.slow
def test_print_letter_of_no_act_is_not_found(call_as):
    gp = call_as("gp1")
    copy, letter, _ = papers_of(gp)
    theirs = (
        copy.replace("print/", "") + "letters/00000000-0000-7000-8000-000000000000/"
    )

    assert gp.get(letter).status_code == 200
    assert gp.get(theirs).status_code == 404


@pytest.mark.slow
def test_each_printing_is_one_line_among_who_looked(call_as):
    gp = call_as("gp1")
    copy, letter, _ = papers_of(gp)

    gp.get(copy), gp.get(letter)

    seen = call_as("su1").get("/my-record/").content.decode()
    assert "printed your agreement" in seen
    assert "printed a letter about your care" in seen


# Every act there is, in a scene of its own.


def asked(scene):
    scene.send()


def accepted(scene):
    scene.send()
    scene.accept(in_days=7)


def declined(scene):
    scene.send()
    said = {"reason": DeclineReason.NO_CAPACITY, "text": "We are two doctors short"}
    scene.do(actions.decline, "gp", **said)


def noticed(scene):
    scene.start()
    day = today() + timedelta(days=28)
    scene.do(actions.give_notice, "gp", notice_on=day, text="I retire")


def retracted(scene):
    noticed(scene)
    scene.do(actions.retract_notice, "gp", text="I stay after all")


def moved(scene):
    scene.start()
    day = today() + timedelta(days=14)
    scene.do(actions.move_practice, "specialist", moves_on=day, text="To the coast")


def transferred(scene):
    noticed(scene)
    scene.move(28)
    scene.clock()


def handed_back(scene):
    scene.start()
    call = HandOver("Dr Pryce", "01632 960001", now())
    scene.do(actions.hand_back_today, "gp", call=call, text="Threats at the desk")


def taken_back(scene):
    scene.start()
    scene.do(actions.take_back, "specialist", text="At the person's wish")


def replaced(scene):
    scene.start()
    scene.do(actions.replace_prescriber, "specialist", text="The GP is ill")


def ended(scene):
    scene.start()
    scene.do(actions.end, "specialist", text="Treatment is complete")


# How each letter comes to be written, and to which side.
LIVES = {
    Verb.SEND: (asked, "practice"),
    Verb.ACCEPT: (accepted, "service"),
    Verb.DECLINE: (declined, "service"),
    Verb.GIVE_NOTICE: (noticed, "service"),
    Verb.RETRACT: (retracted, "service"),
    Verb.MOVE_PRACTICE: (moved, "practice"),
    Verb.TRANSFER: (transferred, "both"),
    Verb.HAND_BACK_TODAY: (handed_back, "service"),
    Verb.TAKE_BACK: (taken_back, "practice"),
    Verb.REPLACE: (replaced, "practice"),
    Verb.END: (ended, "practice"),
}


def read_by_specialist(scene):
    """The agreement and its person, as the specialist finds them."""
    viewer = scene.by("specialist")
    agreement = (
        Agreement.objects.visible_to(viewer).with_names().get(pk=scene.agreement.pk)
    )
    return agreement, Patient.objects.visible_to(viewer).get(pk=scene.person.pk), viewer


def letter_about(scene, verb):
    """The facts of the newest letter of this kind."""
    agreement, patient, viewer = read_by_specialist(scene)
    acts = AgreementAct.objects.visible_to(viewer).of_agreement(agreement).with_letter()
    act = acts.filter(verb=verb).select_related("by").last()
    return act, letter_facts(act, agreement, patient, viewer)


def test_every_letter_there_is_has_a_life_below():
    assert set(LIVES) == set(HAS_LETTER)


@pytest.mark.role("postgres")
@pytest.mark.capability(11, 29)
@pytest.mark.parametrize("verb", LIVES)
def test_print_letter_is_addressed_to_the_other_side_and_signed(scene, verb):
    live, side = LIVES[verb]
    live(scene)

    act, facts = letter_about(scene, verb)

    drawn = draw("agreements/print_letter.typ", facts)
    words = squeezed(words_on(drawn))
    to = f"To: {' '.join(addressed(scene, side))}"
    assert to in words
    assert act.signature.partition(",")[0] in words
    assert act.text in words
    assert "Kit" in words
    assert (pages_of(drawn), is_accessible(drawn)) == (1, True)
    assert not tells(facts["title"] + facts["sender"])
    assert not unwanted().search(words)


def addressed(scene, side):
    become(None)
    asked, service = scene.agreement.asked_organisation, scene.agreement.specialist
    names = {"practice": [asked.name], "service": [service.organisation.name]}
    return names.get(side) or [*names["service"], *names["practice"]]


@pytest.mark.role("postgres")
@pytest.mark.parametrize("verb", LIVES)
def test_the_plain_copy_after_each_act_is_one_page_that_tells_no_stranger(scene, verb):
    LIVES[verb][0](scene)
    agreement, patient, viewer = read_by_specialist(scene)

    facts = plain_facts(agreement, patient, viewer)

    drawn = draw("agreements/print_agreement.typ", facts)
    words = words_on(drawn)
    assert (pages_of(drawn), is_accessible(drawn)) == (1, True)
    assert not unwanted().search(words)
    assert not tells(words.replace(agreement.terms["medicine"], ""))


@pytest.mark.role("postgres")
def test_a_letter_says_later_what_it_said_on_its_day(scene):
    accepted(scene)
    before = [letter_about(scene, verb)[1] for verb in (Verb.SEND, Verb.ACCEPT)]

    scene.agree()
    scene.move(7)
    scene.clock()
    scene.do(actions.take_back, "specialist", text="At the person's wish")

    after = [letter_about(scene, verb)[1] for verb in (Verb.SEND, Verb.ACCEPT)]
    printed = [facts.pop("foot") for facts in before + after]
    assert before == after
    assert printed[0] != printed[2]


@pytest.mark.role("postgres")
def test_a_copy_of_what_waits_for_the_person_has_a_line_to_sign_on(scene):
    accepted(scene)
    waits = plain_facts(*read_by_specialist(scene))

    scene.agree()

    agreed = plain_facts(*read_by_specialist(scene))
    assert (waits["signs"], agreed["signs"]) == (["Your name", "Day"], [])
    assert "Nothing starts unless you do" in waits["said"][0]
    assert "in person, to specialist" in agreed["said"][0]


@pytest.mark.role("postgres")
def test_markup_in_the_terms_is_drawn_as_it_was_typed(scene, monkeypatch):
    typed = '#read("/etc/passwd") *x* $1$ \\ ]'
    monkeypatch.setitem(TERMS, "medicine", typed)
    asked(scene)

    _, facts = letter_about(scene, Verb.SEND)

    assert typed in words_on(draw("agreements/print_letter.typ", facts))


@pytest.mark.role("postgres")
def test_terms_that_are_too_long_for_a_page_run_on_and_are_all_there(
    scene, monkeypatch
):
    monkeypatch.setitem(TERMS, "monitoring", "Every week a test of it. " * 200)
    asked(scene)

    drawn = draw(
        "agreements/print_agreement.typ", plain_facts(*read_by_specialist(scene))
    )

    assert pages_of(drawn) > 1
    assert words_on(drawn).count("test") == 200
