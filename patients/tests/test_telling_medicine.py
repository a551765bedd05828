"""The medicine as told: its words are looked at twice before they stand."""

import pytest

from home.tests.test_case import METHADONE, look, tell, words, words_of
from patients.models import MedicineTold
from tests.journeys.caller import fields_of

pytestmark = pytest.mark.slow
CARL = "999 526 0182"
KEELEY = "999 159 0838"
STANDS = "Methadone 50 mg daily"


@pytest.fixture
def gp(call_as):
    return call_as("gp1")


@pytest.fixture
def carl(gp):
    return gp.find(CARL)


@pytest.fixture
def stood(gp, carl):
    """The words that stand."""
    tell(gp, carl, **METHADONE | {"text": STANDS})


def count(act_as):
    act_as("gp1")
    return MedicineTold.objects.filter(text=METHADONE["text"]).count()


def test_the_first_press_shows_old_and_new_and_saves_nothing(gp, carl, stood, act_as):
    page = look(gp, carl, **METHADONE)

    beside = words(page).split('class="app-beside"')[1].split("</section>")[0]
    assert beside.index(STANDS) < beside.index(METHADONE["text"])
    assert "Nothing is saved yet" in beside
    assert "Dr Amina Yusuf prescribes it" in beside
    assert "Yes, save this medicine" in beside
    assert count(act_as) == 0


def test_the_second_press_saves_what_was_shown(gp, carl, stood, act_as):
    page = tell(gp, carl, **METHADONE)

    assert "Medicine saved as it was told." in words(page)
    assert count(act_as) == 1


@pytest.mark.parametrize("changed", [{"text": "Methadone 95 mg"}, {"told_by": "Carl"}])
def test_words_changed_after_the_look_are_shown_again(gp, carl, stood, act_as, changed):
    page = look(gp, carl, **METHADONE)

    again = gp.post(f"{carl}medicine/tell/", fields_of(words(page)) | changed)

    assert "Nothing is saved yet" in words(again)
    assert count(act_as) == 0


def test_what_another_told_meanwhile_is_shown_again(gp, carl, stood, call_as):
    page = look(gp, carl, **METHADONE)
    tell(call_as("key1"), carl, **METHADONE | {"text": "Methadone 30 mg daily"})

    again = gp.post(f"{carl}medicine/tell/", fields_of(words(page)))

    assert "Methadone 30 mg daily" in words(again).split('class="app-beside"')[1]


@pytest.mark.parametrize("same", [STANDS, " methadone  50 MG daily "])
def test_unchanged_words_are_refused_plainly(gp, carl, stood, same):
    page = look(gp, carl, **METHADONE | {"text": same})

    assert "This is what stands already: as told by Dr Okafor" in words_of(page)
    assert list(page.context["form"].errors) == ["text"]


def test_another_prescriber_of_the_same_words_is_a_change(call_as):
    specialist = call_as("spec1")
    keeley = specialist.find(KEELEY)
    told = METHADONE | {"text": STANDS}
    tell(specialist, keeley, **told)

    page = look_as_of_another(specialist, keeley, "Dr Helen Okafor", told)

    assert not page.context["form"].errors
    assert "Nothing is saved yet" in words(page)


def test_who_prescribes_by_an_agreement_is_not_changed_in_passing(gp, carl, stood):
    told = METHADONE | {"text": "Methadone 95 mg"}

    page = look_as_of_another(gp, carl, "Dr Amina Yusuf", told)

    said = "Dr Amina Yusuf prescribes by an agreement: change it there."
    assert page.context["form"].errors == {"prescriber": [said]}


def look_as_of_another(browser, person, now, told):
    """The form, sent with another prescriber than the one who prescribes now."""
    form = f"{person}medicine/tell/"
    options = words(browser.get(form)).split('name="prescriber"')[1]
    options = options.split("</select>")[0].split("<option")[2:]
    other = next(one.split('"')[1] for one in options if now not in one)
    return browser.press(form, prescriber=other, **told)
