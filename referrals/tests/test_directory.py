"""The directory: dated rows, written by the scheme's coordinator alone."""

import pytest
from django.db import DatabaseError, transaction

from core.refusal import Refusal
from referrals import actions
from referrals.models import DirectoryService

pytestmark = [pytest.mark.role("postgres"), pytest.mark.slow]
FACTS = {"kind": "housing", "name": "Night shelter", "organisation_id": 0}


def test_a_change_follows_what_stood_before(scene):
    service = actions.add_service(facts=FACTS, by=scene.by("keeper"))

    changed = actions.change_service(
        service=service,
        facts=FACTS | {"target_working_days": 2},
        by=scene.by("keeper"),
    )

    service.refresh_from_db()
    assert (service.ended_on, changed.follows) == (service.from_on, service)
    offered = DirectoryService.objects.open_on(changed.from_on)
    assert [one.pk for one in offered.filter(name="Night shelter")] == [changed.pk]


def test_of_two_who_change_one_service_one_is_told(scene):
    service = actions.add_service(facts=FACTS, by=scene.by("keeper"))
    actions.end_service(service=service, by=scene.by("keeper"))

    with pytest.raises(Refusal, match="Somebody else has changed"):
        actions.change_service(service=service, facts=FACTS, by=scene.by("keeper"))


def test_one_name_stands_once(scene):
    actions.add_service(facts=FACTS, by=scene.by("keeper"))

    with pytest.raises(Refusal, match="in the directory already"):
        actions.add_service(facts=FACTS, by=scene.by("keeper"))


def test_nobody_but_the_coordinator_writes_it(scene):
    by = scene.by("lead")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        actions.add_service(facts=FACTS, by=by)


def test_another_scheme_does_not_read_it(scene):
    scene.by("other scheme")

    assert not DirectoryService.objects.exists()
