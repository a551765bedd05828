"""Writes the crowd in bulk: the very rows that the actions would have written.

Played act by act, 180 people take longer than anybody waits for. Their rows are
gathered instead and written table by table, as the service's lead and in front of the
second wall; each act is told to the audit by whoever did it. A test holds these rows to
those of the actions. What happens to few of them is still played.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models.functions import Now

from audit import actions as audit
from core.reach import Reach
from home.demo.gathering import gather
from home.demo.script import Permit, Person
from patients.actions import timeline
from patients.models import (
    CareLink,
    Consent,
    Consultation,
    Contact,
    Episode,
    HealthEvent,
    MedicineTold,
    Name,
    Patient,
    PrescriberTurn,
    TimelineEntry,
    WorkItem,
)
from patients.rules.names import search_key
from patients.rules.sharing import ConsentKind
from patients.rules.words import CareStatus, NameKind, TimelineKind
from patients.rules.worklist import HARM_ORDER

LEAD = "lead1"
# Those on which others stand come first.
TABLES = (
    Patient,
    Name,
    Contact,
    CareLink,
    Episode,
    Consent,
    PrescriberTurn,
    MedicineTold,
    Consultation,
    HealthEvent,
    TimelineEntry,
    WorkItem,
)
OPENS = {
    ("practice", ConsentKind.RECORD): "practice_id",
    ("pharmacy", ConsentKind.MEDICINE): "pharmacy_id",
}


class Crowd:
    """All rows of all of them, and who did what."""

    def __init__(self, stage):
        self.stage = stage
        self.rows = {table: [] for table in TABLES}
        self.events = defaultdict(list)

    def gather(self, people: list[Person]) -> None:
        for person in people:
            one = OneOfThem(self, person)
            for act in person.acts:
                gather(act, one, self.stage.viewer_of(act.by, act.ago))
            self.stage.patients[person.key] = one.patient

    def write(self) -> None:
        self.stage.viewer(LEAD, 0)
        for table in TABLES:
            table.objects.bulk_create(self.rows[table])
        for username, events in self.events.items():
            by = self.stage.viewer(username, 0)
            audit.record_many(events, by=by)


class OneOfThem:
    """The rows of one person, as they stand after each act."""

    def __init__(self, crowd, person):
        self.crowd, self.stage = crowd, crowd.stage
        by = self.stage.viewer_of(person.made_by, person.made_ago)
        places = self._places(person)
        self.patient = Patient(
            scheme_id=by.scheme_id,
            service_id=by.organisation_id,
            made_by_id=by.organisation_id,
            family_key=search_key(person.family),
            given_key=search_key(person.given or person.preferred),
            preferred_key=search_key(person.preferred),
            **{"registered_id": 0} | self.stage.facts_of(person) | places,
        )
        self.crowd.rows[Patient].append(self.patient)
        self.turns = defaultdict(int)
        self.links, self.doses, self.waiting = {}, {}, []
        self.episode = None
        self._begin(person, by)

    def _places(self, person):
        """Where all of their rows lie in the end."""
        places = {"practice_id": 0, "pharmacy_id": 0}
        for permit in person.of(Permit):
            place = self.stage.places[permit.to]
            if (place.kind, permit.kind) in OPENS:
                places[OPENS[place.kind, permit.kind]] = place.pk
        return places

    def _begin(self, person, by):
        patient = self.patient
        self.add(
            Name,
            kind=NameKind.CURRENT,
            family=patient.family,
            given=patient.given or patient.preferred,
            family_key=patient.family_key,
            given_key=patient.given_key,
        )
        for contact in self.stage.contacts_of(person):
            for column, value in patient.columns().items():
                setattr(contact, column, value)
            self.crowd.rows[Contact].append(contact)
        self.link(by.organisation_id)
        self.record("person_added", by, patient)
        self.tell(by, TimelineKind.IDENTITY, "Record made")

    def add(self, table, *, pharmacy=False, **columns):
        row = table(**self.patient.columns(pharmacy=pharmacy), **columns)
        self.crowd.rows[table].append(row)
        return row

    def link(self, organisation_id):
        self.links[organisation_id] = self.add(
            CareLink,
            organisation_id=organisation_id,
            reach=Reach.RECORD,
            status=CareStatus.ACTIVE,
        )

    def record(self, verb, by, subject, **facts):
        event = (verb, subject, self.patient.pk, facts)
        self.crowd.events[by.username].append(event)

    def tell(self, by, kind, title, detail="", reach=Reach.RECORD, source=None):
        told = self.crowd.rows[TimelineEntry]
        self.add(
            TimelineEntry,
            pharmacy=True,
            on_day=by.day,
            at=Now() + timedelta(microseconds=len(told)),
            reach=reach,
            kind=kind,
            title=title,
            detail=detail[: timeline.LONGEST_DETAIL],
            by=by.signature[:140],
            source_id=source and source.pk,
        )

    def set_next(self, by, next_on, what):
        link = self.links[by.organisation_id]
        link.last_contact_on, link.next_due_on = by.day, next_on
        link.next_due_what = what if next_on else ""

    def wait(self, by, kind, title, due_on, source, member=None):
        item = self.add(
            WorkItem,
            organisation_id=member.organisation_id if member else by.organisation_id,
            membership=member,
            kind=kind,
            harm=HARM_ORDER[kind],
            title=title,
            due_on=due_on,
            source_id=source.pk,
        )
        self.waiting.append(item)

    def finish(self, by, is_meant):
        done = [item for item in self.waiting if is_meant(item)]
        for item in done:
            item.done_at, item.done_on, item.done_by = Now(), by.day, by.name
            self.waiting.remove(item)
        return done
