"""What is kept of lists: the same rows as their querysets', and nothing of anybody."""

import re
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from accounts.permissions import Role
from accounts.viewer import MOST_COVERED, NOBODIES, Granted, Viewer
from agreements.views import agreements
from core import clock
from core.kept import Kept, Seeker
from core.models import new_id
from core.reach import Reach
from home.demo.scheme import MEMBERS, PLACE_OF
from home.views import people, work
from patients.models import Appointment, WorkItem

pytestmark = pytest.mark.slow
LISTS = [
    work.WAITING,
    work.CONTACTS,
    work.DONE,
    work.LEFT,
    *people.FIRST_PAGES.values(),
    agreements.FIRST_PAGE,
]
ROWS = [agreements.ONE, agreements.PERSON]
EVERY_LIST = pytest.mark.parametrize("kept", LISTS, ids=lambda kept: kept.name)
EVERY_ROW = pytest.mark.parametrize("kept", ROWS, ids=lambda kept: kept.name)
EVERY_TEXT = pytest.mark.parametrize("kept", LISTS + ROWS, ids=lambda kept: kept.name)
FAR = NOBODIES[0][0]
LONGEST_NAME = 64  # the database cuts off what is longer


# The first of each role in each scheme; nobody signs in as the clock's.
ONE_OF_EACH = {
    (one.role, PLACE_OF[one.place].scheme): one.username
    for one in reversed(MEMBERS)
    if one.role != Role.SYSTEM
}


def viewers(act_as):
    """One of each role in turn, alone and in the place of two colleagues; and with a
    name that their organisation was asked about, whoever has one."""
    for username in ONE_OF_EACH.values():
        named = act_as(username)
        if named.granted and named.is_one_of_many:
            yield named
        viewer = replace(named, granted=(), blocked=frozenset())
        at_work = Membership.objects.filter(organisation_id=viewer.organisation_id)
        others = at_work.exclude(pk=viewer.membership_id).order_by("pk")
        yield viewer
        yield replace(viewer, covered=tuple(others.values_list("pk", flat=True)[:2]))


@pytest.fixture
def a_day_of_work(act_as):
    """One of Leon's things is done, and nobody has said who came two days ago."""
    viewer, now = act_as("key1"), clock.now()
    mine = WorkItem.objects.filter(membership_id=viewer.membership_id, done_at=None)
    mine.filter(pk=mine.first().pk).update(done_at=now, done_on=viewer.day)
    seen = Appointment.objects.filter(with_member_id=viewer.membership_id)
    seen.filter(pk=seen.first().pk).update(
        starts_at=now - timedelta(days=2), state="booked"
    )


@EVERY_LIST
def test_each_role_of_the_demo_is_shown_what_the_queryset_finds(
    act_as, a_day_of_work, kept
):
    shown = 0
    for viewer in viewers(act_as):
        rows = list(kept.build(viewer)[: kept.most])
        shown += len(rows)

        assert viewer.shape
        assert kept.rows(viewer) == rows
        assert kept.count(viewer) == kept.build(viewer).count()

    assert shown


def columns_of(kept, row):
    return {name: getattr(row, name) for name in (*kept.names, *kept.more_names)}


@EVERY_ROW
def test_each_role_of_the_demo_finds_by_identifier_what_it_may_see_alone(act_as, kept):
    others, found, missed = [], 0, 0
    for viewer in viewers(act_as):
        seen = kept.seen(viewer)
        for row in seen[:3]:
            assert columns_of(kept, kept.get(viewer, row.pk)) == columns_of(kept, row)
            found += 1
        mine = set(seen.values_list("pk", flat=True))
        for pk in [pk for pk in others if pk not in mine]:
            with pytest.raises(Http404):
                kept.get(viewer, pk)
            missed += 1
        others += list(mine)[:2]

    assert found
    assert missed


def asker(kept, viewer):
    """Who asks: for one row, with its identifier."""
    return Seeker(viewer, new_id()) if kept in ROWS else viewer


def filled_in(text, parts):
    """What the database is asked, with a viewer's parts in their places."""
    names = re.findall(r"%\((\w+)\)s", text.execute)
    asked = text.prepare.partition(" AS ")[2]
    with connection.cursor() as cursor:
        values = [cursor.mogrify("%s", [parts[name]]).decode() for name in names]
    return re.sub(r"\$(\d+)", lambda place: values[int(place[1]) - 1], asked)


NUMBERS = st.integers(FAR // 2 + 1, FAR - 1)
OTHERS = st.integers(1, FAR // 2)  # nobody stands in for themselves
NAMES = st.builds(
    Granted, st.uuids(), st.just(Reach.NAME), st.sampled_from(["request", "referral"])
)
# An agreement's two sides; no other list asks for the kind of place.
PLACES = ("practice", "service")
ANYBODY = st.builds(
    Viewer,
    role=st.sampled_from(Role),
    organisation_kind=st.sampled_from(PLACES),
    granted=st.lists(NAMES, max_size=3).map(tuple),
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    covered=st.lists(OTHERS, max_size=MOST_COVERED, unique=True).map(tuple),
    **dict.fromkeys(
        ("user_id", "membership_id", "organisation_id", "scheme_id"), NUMBERS
    ),
)


@EVERY_TEXT
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(viewer=ANYBODY)
def test_what_is_kept_is_word_for_word_what_anybodys_queryset_asks(kept, viewer):
    who = asker(kept, viewer)
    text = kept._text("rows", who)
    asked = kept.build(who)[: kept.most]

    if text is None:
        assert asked.query.is_empty() or not asked
        return
    with connection.cursor() as cursor:
        words = cursor.mogrify(*asked.query.sql_with_params()).decode()
    assert filled_in(text, who.parts | kept.more(who)) == words


@EVERY_TEXT
@pytest.mark.django_db
def test_every_shape_there_is_has_its_text_or_shows_nothing(kept):
    shapes = product(Role, PLACES, ("names", "none"), (0, MOST_COVERED))
    fresh = copy(kept)
    fresh._texts = {}

    texts = [
        fresh._text(form, asker(kept, Viewer.stand_ins(shape)[0]))
        for shape in shapes
        for form in ("rows", "count")
    ]

    assert any(texts)
    names = [text.name for text in texts if text]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < LONGEST_NAME


@pytest.mark.parametrize(
    "about",
    [
        {"granted": (Granted(None, Reach.RECORD, "cover"),)},
        {"granted": (Granted(None, Reach.NAME, "supply"),)},
        {"granted": (Granted(None, Reach.NAME, "own"),)},
        {"blocked": frozenset([None])},
        {"covered": tuple(range(MOST_COVERED + 1))},
    ],
)
def test_whoever_is_unlike_others_of_their_role_has_no_shape(about):
    shape = (Role.GP, "practice", "none", 0)
    nobody, _ = Viewer.stand_ins(shape)

    assert nobody.shape == shape
    assert replace(nobody, **about).shape is None


def test_two_stand_ins_of_a_shape_share_nothing_but_it():
    shape = (Role.KEYWORKER, "service", "names", 2)

    one, other = Viewer.stand_ins(shape)

    assert one.shape == other.shape == shape
    assert not set(one.parts.values()) & set(other.parts.values())
    assert len(set(one.parts.values())) == len(one.parts)


def test_two_viewers_of_one_shape_share_their_text_and_not_their_rows(act_as):
    kept = Kept("home_waiting_of_two", work.WAITING.build)
    found = {}
    for username in ("key1", "spec1"):
        # A referral that waits shows both of them a name; nobody is alike by a grant.
        viewer = replace(act_as(username), role=Role.KEYWORKER, granted=())
        found[username] = kept.rows(viewer)

    assert found["key1"] != found["spec1"]
    assert len(kept._texts) == 1
