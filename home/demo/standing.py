"""How a person stands on the demo's day, by the script alone: what the totals count."""

from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch

from accounts.permissions import Role
from home.demo import script
from home.demo.scheme import COUNCIL, DIRECTORY, HARBOUR, MEMBER_OF, PLACE_OF
from home.demo.told import before
from patients.rules.items import ItemKind
from patients.rules.sharing import ConsentKind
from patients.rules.vaccination import Schedule, next_dose_due
from patients.rules.worklist import AT_ONCE, ENDS_WITH_EPISODE, WorkKind
from referrals.rules import Limits
from referrals.rules.clock import Sent, target_on
from referrals.rules.states import State

NO_NEXT, REVIEW = WorkKind.NO_NEXT_CONTACT, WorkKind.REVIEW_DUE
VACCINE, ALERT = WorkKind.VACCINE_DUE, WorkKind.PRIVACY_ALERT
REFERRAL = WorkKind.REFERRAL_WAITS


@dataclass
class Waiting:
    """One thing that waits at a place: for a member, for a role, or for anybody."""

    what: str
    place: str
    due_on: date
    member: str = ""
    for_role: str = ""

    def waits_on(self, day: date) -> bool:
        return self.due_on <= day or self.what in AT_ONCE


@dataclass
class Standing:
    """What has become of one person."""

    person: script.Person
    day: date
    service: str = ""
    practice: str = ""
    pharmacy: str = ""
    registered: str = ""
    worker: str | None = None
    prescriber: str = ""
    main: str = ""
    is_treated: bool = False
    is_listed: bool = True
    is_on_medicine: bool = False
    is_missing_facts: bool = False
    consultations: list[script.Consult] = field(default_factory=list)
    doses: dict[int, date] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    expected_today: list[script.Book] = field(default_factory=list)
    matched_with: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)
    referred: script.Refer | None = None
    booked_in: int | None = None

    @property
    def area(self) -> str:
        return PLACE_OF[self.registered].area

    def holder(self, place: str) -> str:
        """Who is named for them on the list of one place, if anybody."""
        if place == self.service:
            return self.worker or ""
        names_them = self.prescriber and MEMBER_OF[self.prescriber].place == place
        return self.prescriber if names_them else ""

    def wait(self, what, act, due_on):
        self.finish(what)
        self.waiting.append(Waiting(what, MEMBER_OF[act.by].place, due_on))

    def finish(self, what):
        self.waiting = [item for item in self.waiting if item.what != what]


def standing_of(person: script.Person, day: date) -> Standing:
    """Follow the script to the demo's day."""
    place = MEMBER_OF[person.made_by].place
    if PLACE_OF[place].kind == "practice":
        one = Standing(person, day, practice=place, registered=place)
    else:
        one = Standing(person, day, service=place, registered=person.registered)
    for act in person.acts:
        follow(act, one)
    return one


@singledispatch
def follow(act, one):
    """What one act changes; most change nothing that is counted."""


@follow.register
def _(act: script.Permit, one):
    kind = PLACE_OF[act.to].kind
    if (kind, act.kind) == ("practice", ConsentKind.RECORD):
        one.practice = act.to
    if (kind, act.kind) == ("pharmacy", ConsentKind.MEDICINE):
        one.pharmacy = act.to


@follow.register
def _(act: script.OpenEpisode, one):
    one.is_treated = one.is_listed = True
    one.worker = act.worker
    one.main = act.facts["substances"][0]
    one.is_missing_facts = any(value is None for value in act.facts.values())


@follow.register
def _(act: script.CloseEpisode, one):
    one.is_treated = one.is_listed = False
    one.waiting = [item for item in one.waiting if not _ends(item, one.service)]


def _ends(item, service):
    return item.place == service and item.what in ENDS_WITH_EPISODE


@follow.register
def _(act: script.Die, one):
    one.is_treated = one.is_listed = False
    one.waiting, one.expected_today = [], []


@follow.register
def _(act: script.TellMedicine, one):
    one.is_on_medicine = True


@follow.register
def _(act: script.Consult, one):
    on_day = before(one.day, act.ago)
    one.consultations.append(act)
    if act.step_by:
        place = MEMBER_OF[act.step_by].place
        one.waiting.append(Waiting(act.step, place, on_day, act.step_by))
    for item in act.items:
        if item.kind == ItemKind.VACCINE:
            one.doses[item.number] = on_day
            due = next_dose_due(Schedule(item.code), one.doses)
            one.wait(VACCINE, act, due.on_day)
    if act.review_in:
        one.wait(REVIEW, act, before(on_day, -act.review_in))


@follow.register
def _(act: script.HandOver, one):
    if MEMBER_OF[act.to].place == one.practice:
        one.prescriber = act.to


@follow.register
def _(act: script.ShareCare, one):
    if MEMBER_OF[act.lead].place == one.practice:
        one.prescriber = act.lead


@follow.register
def _(act: script.FinishTask, one):
    one.finish(act.title)


@follow.register
def _(act: script.LogContact, one):
    one.finish(NO_NEXT)
    if act.next_in is None:
        one.wait(NO_NEXT, act, before(one.day, act.ago))


@follow.register
def _(act: script.Book, one):
    one.finish(NO_NEXT)
    if act.in_days == 0:
        one.expected_today.append(act)


@follow.register
def _(act: script.Join, one):
    one.matched_with.add(act.who)


@follow.register
def _(act: script.Exclude, one):
    one.excluded.add(act.who)


@follow.register
def _(act: script.BreakGlass, one):
    alert = Waiting(ALERT, COUNCIL, one.day, for_role=Role.PRIVACY_OFFICER)
    one.waiting.append(alert)


# Who answers a referral, by the place; for an outside service whoever referred.
ANSWERS = {HARBOUR: Role.TEAM_LEAD} | {
    service.name: Role.PARTNER for service in DIRECTORY if service.place
}
PLACES_ASKED = {service.name: service.place for service in DIRECTORY}


def _wait_for_service(one, act, due_on):
    """A referral waits in one place for its next act."""
    one.finish(REFERRAL)
    to = one.referred.to
    item = Waiting(REFERRAL, PLACES_ASKED.get(to, to), due_on, for_role=ANSWERS.get(to))
    if not item.for_role:
        item = Waiting(REFERRAL, MEMBER_OF[act.by].place, due_on, one.referred.by)
    one.waiting.append(item)


def sent_of(one: Standing) -> Sent:
    """As much of somebody's newest referral as its clock depends on."""
    own = {service.name: service.target_working_days for service in DIRECTORY}
    sent_on = before(one.day, one.referred.ago)
    return Sent(State.SENT, sent_on, own.get(one.referred.to))


@follow.register
def _(act: script.Refer, one):
    one.referred = act
    _wait_for_service(one, act, target_on(sent_of(one), Limits()))


@follow.register
def _(act: script.AcceptReferral, one):
    _wait_for_service(one, act, target_on(sent_of(one), Limits()))


@follow.register
def _(act: script.BookMeeting, one):
    one.booked_in = act.in_days
    _wait_for_service(one, act, before(one.day, -act.in_days))
    if one.referred.to in ANSWERS:
        place, told_on = MEMBER_OF[one.referred.by].place, before(one.day, act.ago)
        one.waiting.append(Waiting(WorkKind.TASK, place, told_on, one.referred.by))
