"""Lists that are compiled once for each shape of viewer, and hold nobody's values."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import pytest

from core.kept import Kept, NotKept
from core.models import TaskRun

pytestmark = [pytest.mark.django_db, pytest.mark.role("app_worker")]
DAY = date(2026, 3, 14)


@dataclass(frozen=True)
class Asker:
    """As much of a viewer as a kept list asks for."""

    scheme: int
    org: int
    day: date = DAY
    shape: tuple | None = ("gp",)

    @property
    def parts(self):
        return {"scheme": self.scheme, "org": self.org, "day": self.day}

    @classmethod
    def stand_ins(cls, shape):
        return [cls(801, 802, date(1901, 1, 1)), cls(901, 902, date(2999, 1, 2))]


class Twin(Asker):
    """Whose stand-ins have one number twice."""

    @classmethod
    def stand_ins(cls, shape):
        return [cls(801, 801), cls(901, 901)]


def runs(asker):
    """Tasks, in place of a scheme's people: `done` is their scheme."""
    found = TaskRun.objects.filter(done=asker.scheme, failed=asker.org)
    return found.order_by("task").values_list("task", "failed")


FIRST, OTHER = Asker(scheme=1, org=11), Asker(scheme=2, org=12)


@pytest.fixture
def ran():
    numbers = count()
    for asker in (FIRST, OTHER, OTHER):
        TaskRun.objects.create(
            task=f"task {next(numbers)}", done=asker.scheme, failed=asker.org
        )


@pytest.mark.parametrize("askers", [(FIRST, OTHER), (OTHER, FIRST)])
def test_each_asker_is_shown_their_own_rows_whoever_asked_first(ran, askers):
    kept = Kept("runs", runs)

    shown = {asker: kept.rows(asker) for asker in askers}

    assert shown[FIRST] == [("task 0", 11)]
    assert shown[OTHER] == [("task 1", 12), ("task 2", 12)]
    assert [kept.count(asker) for asker in (FIRST, OTHER)] == [1, 2]


def test_the_next_of_a_shape_is_asked_for_without_compiling(
    ran, django_assert_num_queries
):
    built = []
    kept = Kept("runs", lambda asker: built.append(asker) or runs(asker))
    kept.rows(FIRST)

    with django_assert_num_queries(1):
        kept.rows(OTHER)

    assert built == Asker.stand_ins(("gp",))  # and neither of those who asked


def test_no_more_rows_are_read_than_are_shown_but_all_are_counted(ran):
    kept = Kept("first_runs", runs, most=1)

    assert (kept.rows(OTHER), kept.count(OTHER)) == ([("task 1", 12)], 2)


def test_without_a_shape_the_queryset_itself_is_asked(ran):
    kept = Kept("never_runs", lambda asker: runs(asker).filter(failed__lt=900))
    alone = Asker(scheme=2, org=12, shape=None)

    assert (len(kept.rows(alone)), kept.count(alone)) == (2, 2)
    with pytest.raises(NotKept):
        kept.rows(OTHER)


def test_a_list_that_shows_nobody_of_this_shape_anything_is_not_asked(
    django_assert_num_queries,
):
    kept = Kept("no_runs", lambda asker: runs(asker).none())

    with django_assert_num_queries(0):
        assert (kept.rows(FIRST), kept.count(FIRST)) == ([], 0)


def test_what_is_reckoned_from_the_parts_is_handed_over_too(ran):
    def since(asker):
        return {"since": asker.day - timedelta(days=7)}

    TaskRun.objects.update(ran_at="2026-03-08T12:00Z")
    kept = Kept(
        "late_runs",
        lambda asker: runs(asker).filter(ran_at__date__gte=since(asker)["since"]),
        more=since,
    )

    assert kept.count(Asker(2, 12, DAY)) == 2
    assert kept.count(Asker(2, 12, DAY + timedelta(days=2))) == 0


UNKEPT = {
    "a number of the code": lambda asker: runs(asker).filter(failed__lt=900),
    "a day of the code": lambda asker: runs(asker).filter(ran_at__date=DAY),
    "a reckoned day": lambda asker: runs(asker).filter(
        ran_at__date__lt=asker.day - timedelta(days=1)
    ),
    "a number as a word": lambda asker: runs(asker).filter(task=str(asker.org)),
    "a number in the text": lambda asker: runs(asker)[: asker.org],
    "a branch": lambda asker: runs(asker) if asker.org > 900 else runs(asker).none(),
    "no scheme": lambda asker: TaskRun.objects.filter(failed=asker.org),
}


@pytest.mark.parametrize("why", UNKEPT)
def test_what_might_keep_something_of_a_viewer_is_refused(why):
    with pytest.raises(NotKept):
        Kept("unkept", UNKEPT[why]).rows(FIRST)


def test_parts_that_cannot_be_told_apart_are_refused():
    with pytest.raises(NotKept, match="alike"):
        Kept("twins", runs).rows(Twin(scheme=1, org=11))
