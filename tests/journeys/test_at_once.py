"""Many hands at once on the real server: one press is one act, and no edit is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.journeys.caller import fields_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CARL = "999 526 0182"
EDITS = 40
PRESSES, ROUNDS = 20, 5


def at_once(act, arguments):
    with ThreadPoolExecutor(PRESSES) as hands:
        return list(hands.map(act, arguments))


def consultations_of(caller, person):
    _, page = caller.get(f"{person}timeline/?kind=consultation")
    return len(re.findall(r"<li><p class=\"app-timeline__day\">", page))


def test_twenty_presses_of_one_form_write_one_entry(call):
    gp = call("gp1")
    person = gp.find(CARL)
    before = consultations_of(gp, person)

    for done in range(1, ROUNDS + 1):
        _, page = gp.get(f"{person}consultations/log/")
        words = fields_of(page) | {"stimulants_not_asked": "on", "notes": "Well."}
        answers = at_once(
            lambda _, words=words: gp.post(f"{person}consultations/log/", words),
            range(PRESSES),
        )

        assert {status for status, _ in answers} == {200}
        assert consultations_of(gp, person) == before + done


def test_of_forty_edits_at_once_one_is_saved_and_all_others_are_told(call):
    worker = call("key1")
    address = f"{worker.find(CARL)}correct/"
    forms = [
        fields_of(worker.get(address)[1]) | {"preferred": f"Dunny {n}"}
        for n in range(EDITS)
    ]

    answers = at_once(lambda words: worker.post(address, words), forms)

    told = [
        n for n in range(EDITS) if "changed this while you were typing" in answers[n][1]
    ]
    assert len(told) == EDITS - 1
    assert [n for n in told if f"Dunny {n}" not in answers[n][1]] == []


@pytest.mark.capability("X9")
def test_the_second_of_two_editors_is_told_what_the_first_changed(call):
    first, second = call("lead1"), call("key1")
    address = f"{first.find(CARL)}correct/"
    _, page = second.get(address)
    seen = fields_of(page)
    first.press(address, preferred="Carlo")

    _, page = second.post(address, seen | {"allergies": "none known"})

    assert "changed this while you were typing" in page
    assert "Somebody else" not in page
    assert "like to be called: Carlo" in page
    assert fields_of(page)["preferred"] == ["Carlo"]
    assert fields_of(page)["allergies"] == ["none known"]
    second.post(address, fields_of(page))
    _, case = first.get(first.find(CARL))
    assert "none known" in case
    assert "Carlo" in case


LEAVE, HANDS = "/shared-care/leaving/tell/", 6


def days_from(caller, first):
    """The boxes of so many days, each of its own."""
    days = [caller.today + timedelta(days=first + n) for n in range(HANDS)]
    return [(str(day.day), str(day.month), str(day.year)) for day in days]


def drawn(caller, path, field, first, **said):
    """So many pages drawn before anybody has pressed, each to set a day of its own."""
    names = [f"{field}_{part}" for part in ("day", "month", "year")]
    return [
        (
            caller,
            path,
            fields_of(caller.get(path)[1])
            | said
            | dict(zip(names, boxes, strict=True)),
        )
        for boxes in days_from(caller, first)
    ]


def test_of_a_gp_and_an_administrator_at_once_one_sets_the_last_day(call):
    gp, administrator = call("gp1"), call("admin1")
    _, page = administrator.get("/members/?q=Amina+Yusuf")
    end = re.search(r'href="(/members/\d+/end/)"', page)[1]
    forms = drawn(gp, LEAVE, "last_day", 40, who="self")
    forms += drawn(administrator, end, "last_day", 60, when="later")

    answers = at_once(lambda form: form[0].post(*form[1:]), forms)

    told = [status for status, words in answers if "changed meanwhile" in words]
    assert told == [409] * (len(forms) - 1)
    _, page = administrator.get("/members/?q=Amina+Yusuf")
    assert (
        len(re.findall(r"as they said themselves|set by an administrator", page)) == 1
    )


def test_twenty_presses_that_one_leaves_tell_the_coordinator_once(call):
    gp, coordinator = call("gp1"), call("coord1")
    (_, path, words), *_ = drawn(gp, LEAVE, "last_day", 40, who="self")

    answers = at_once(lambda _: gp.post(path, words), range(PRESSES))

    assert {status for status, _ in answers} == {200}
    _, page = coordinator.get("/")
    assert len(re.findall(r"<td[^>]*>[^<]*leaves: their last day is", page)) == 1
