"""The stage: who acts, on which day, and what has been played so far."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError
from tqdm import tqdm

from accounts import acting
from accounts.models import Membership, Organisation
from accounts.viewer import Viewer
from core import walls
from home.demo.advising import discuss
from home.demo.agreeing import do
from home.demo.crowd import Crowd
from home.demo.gathering import GATHERED
from home.demo.scheme import POSTCODE
from home.demo.script import Act, Person
from patients.actions import people
from patients.models import CareLink, Contact, Patient
from patients.rules.words import Channel

LEAD = "lead1"
UK = ZoneInfo("Europe/London")


class Stage:
    """One sign-in for each actor, all in one transaction: all is played or nothing."""

    def __init__(self, day: date):
        self.day = day
        self.places = {place.code: place for place in Organisation.objects.real()}
        members = Membership.objects.select_related("user", "organisation")
        self.members = {member.user.username: member for member in members}
        self.patients: dict[str, Patient] = {}
        self._tokens: dict[str, str] = {}
        self._viewers: dict[str, Viewer] = {}
        self._acting: Viewer | None = None

    def on(self, ago: int) -> date:
        return self.day - timedelta(days=ago)

    def moment(self, in_days: int, hour: str) -> datetime:
        return datetime.combine(self.on(-in_days), time.fromisoformat(hour), UK)

    def viewer(self, username: str, ago: int) -> Viewer:
        """``username`` at the keyboard, on a day gone by."""
        if not self._acting or self._acting.username != username:
            self._acting, _ = acting.read_viewer(self._token_of(username))
        self._viewers[username] = self._acting
        return self.viewer_of(username, ago)

    def viewer_of(self, username: str, ago: int) -> Viewer:
        """The same, without coming to the keyboard."""
        if username not in self._viewers:
            self.viewer(username, ago)
        return replace(self._viewers[username], day=self.on(ago))

    def _token_of(self, username):
        if username not in self._tokens:
            member = self.members[username]
            self._tokens[username] = acting.open_session(
                user_id=member.user_id, membership_id=member.pk
            )
        return self._tokens[username]

    def play(self, person: Person) -> None:
        """Make the person, then do what happens to them in the order of the script."""
        by = self.viewer(person.made_by, person.made_ago)
        patient = people.add_person(
            facts=self.facts_of(person), contacts=self.contacts_of(person), by=by
        )
        self.patients[person.key] = patient
        self.play_acts(person, person.acts)

    def play_acts(self, person: Person, acts: Iterable[Act]) -> None:
        for act in acts:
            do(act, self, self.patients[person.key], self.viewer(act.by, act.ago))

    def facts_of(self, person):
        facts = {
            "family": person.family,
            "given": person.given,
            "preferred": person.preferred,
            "born_on": person.born_on,
            "sex": person.sex,
            "nhs_number": person.nhs_number,
            "allergies": person.allergies,
            "safety_instruction": person.safety_instruction,
            "postcode": POSTCODE,
        }
        if person.registered:
            facts["registered_id"] = self.places[person.registered].pk
        return facts

    def contacts_of(self, person):
        return [
            Contact(
                channel=Channel.PHONE,
                value=number,
                checked_on=self.on(person.made_ago),
            )
            for number in (person.phone,)
            if number
        ]

    def everybody_leaves(self) -> None:
        """Nobody stays signed in."""
        for token in self._tokens.values():
            acting.read_viewer(token)
            acting.close()


def is_played() -> bool:
    """True if the demo's service has people.

    Raises: CommandError if the ground has not been laid.
    """
    lead = Membership.objects.filter(user__username=LEAD).first()
    if lead is None:
        raise CommandError("Lay the demo's ground first: load_demo --ground.")
    with acting.acting_as(user_id=lead.user_id, membership_id=lead.pk) as viewer:
        return CareLink.objects.visible_to(viewer).exists()


def play(cast: list[Person], extras: list[Person], day: date) -> None:
    """Play the whole script, or nothing of it."""
    with walls.transaction_of_its_own():
        stage = Stage(day)
        for person in _shown(cast, "The cast"):
            stage.play(person)
        crowd = Crowd(stage)
        crowd.gather(extras)
        crowd.write()
        for person in _shown(extras, "The crowd"):
            rest = [act for act in person.acts if not isinstance(act, GATHERED)]
            stage.play_acts(person, rest)
        discuss(stage)
        stage.everybody_leaves()


def _shown(people, name):
    """How far it is, on a terminal."""
    return tqdm(people, desc=name, unit=" people", disable=None)
