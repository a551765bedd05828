"""One person, a specialist service and a practice, each entered as its own role."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection

from accounts import acting
from accounts.models import Membership, Organisation, Setting, User
from accounts.permissions import Role
from agreements import actions, tasks
from agreements.models import Agreement, AgreementAct, DutyPrescriber, HowAgreed
from agreements.rules.states import State
from core.clock import today
from patients.actions.turns import hand_over
from patients.models import Patient, PrescriberTurn, WorkItem
from patients.rules.words import TreatmentLine, TurnBecause
from tests.walls.people import (
    ASHDALE,
    ASKED,
    BEGAN,
    ID,
    OFFICE,
    PHARMACY,
    PRACTICE,
    SERVICE,
    STATION,
    TODAY,
    open_for_good,
    token_of,
)

LINE = TreatmentLine.OPIOID_SUBSTITUTION
TERMS = {
    "medicine": "Buprenorphine 8 mg daily",
    "monitoring": "Liver tests once a year",
    "advice_contact": "Dr Marsh, 01632 960 001",
    "if_things_go_wrong": "Ring the service",
    "undertakes_to_take_back": True,
}
PEOPLE = {
    "specialist": (Role.SPECIALIST, SERVICE),
    "duty": (Role.SPECIALIST, SERVICE),
    "gp": (Role.GP, ASKED),
    "partner gp": (Role.GP, ASKED),
    "nurse": (Role.NURSE, ASKED),
    "stranger": (Role.GP, STATION),
    "next gp": (Role.GP, PRACTICE),
    "the coordinator": (Role.COORDINATOR, OFFICE),
}
NUMBER = {name: 900 + n for n, name in enumerate(PEOPLE)}


def become(role):
    with connection.cursor() as cursor:
        cursor.execute("RESET SESSION AUTHORIZATION")
        if role:
            cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")


@dataclass
class Scene:
    """The world with one person more; every step is taken as whoever takes it."""

    person: Patient = None
    agreement: Agreement = None
    tasks: list = field(
        default_factory=lambda: [
            tasks.take_words,
            tasks.see_to_leaving,
            tasks.tell_of_staying,
            tasks.tell_of_those_left,
            tasks.hand_care_back_on_notice,
            tasks.activate_agreements,
            tasks.cover_prescribers_gone,
            tasks.lapse_agreements,
            tasks.tell_of_late_replies,
            tasks.tell_of_reviews,
            tasks.settle_agreements,
        ]
    )

    def by(self, name):
        """Somebody acts, by the web's role of the database."""
        become("app_web")
        viewer, _ = acting.read_viewer(token_of(name))
        return viewer

    def clock(self, times=2):
        """Every task of agreements runs, by the worker's role, more than once."""
        become("app_worker")
        for task in self.tasks * times:
            task.run()
        become(None)

    def move(self, days):
        become(None)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_clock SET offset_days = offset_days + %s", [days]
            )

    def draft(self, asked=ASKED, follows=None):
        by = self.by("specialist")
        self.agreement = actions.draft_agreement(
            patient=self.person,
            line=LINE,
            parties=actions.Parties(
                Membership.objects.get(pk=NUMBER["specialist"]),
                Organisation.objects.get(pk=asked),
                pharmacy=Organisation.objects.get(pk=PHARMACY),
            ),
            terms=TERMS,
            review_weeks=12,
            follows=follows,
            by=by,
        )

    def name_keyworker(self):
        """Somebody of the service who is the keyworker under the agreement."""
        become(None)
        user = User.objects.create(id=952, username="user952", name="the keyworker")
        token = token_of(user.name)
        works = {"organisation_id": SERVICE, "scheme_id": ASHDALE, **BEGAN}
        member = Membership.objects.create(
            id=952, user=user, role=Role.KEYWORKER, **works
        )
        open_for_good(token, member.pk)
        Agreement.objects.filter(pk=self.agreement.pk).update(keyworker=member)

    def ask_to_follow(self, asked=PRACTICE):
        """Another practice is asked; it is the scene's agreement from now on."""
        followed = self.agreement
        self.draft(asked, followed)
        self.do(actions.send, "specialist")
        return followed

    def let_follow(self, on):
        """The other practice accepts from a day on, and the person agrees."""
        self.do(actions.accept, "next gp", starts_on=on)
        self.agree()

    def do(self, action, name, **words):
        return action(agreement=self.agreement, by=self.by(name), **words)

    def send(self):
        self.draft()
        self.do(actions.send, "specialist")

    def accept(self, in_days=0):
        starts_on = today() + timedelta(days=in_days)
        self.do(actions.accept, "gp", starts_on=starts_on)

    def agree(self):
        self.do(
            actions.record_agreement_of_person, "specialist", how=HowAgreed.IN_PERSON
        )

    def start(self):
        self.send()
        self.accept()
        self.agree()
        self.clock()

    def state(self):
        become(None)
        return State(Agreement.objects.get(pk=self.agreement.pk).state)

    def prescriber(self, day=None):
        """Who prescribes: the names of all whose turn is the newest on that day."""
        become(None)
        turns = PrescriberTurn.objects.filter(patient=self.person, line=LINE)
        newest = turns.newest_of_each_line(day or today())
        return [turn.prescriber_name for turn in newest]

    def waiting(self, organisation):
        become(None)
        acts = AgreementAct.objects.filter(agreement=self.agreement)
        turns = PrescriberTurn.objects.filter(because_id=self.agreement.pk)
        ours = [self.agreement.pk, *acts.values_list("pk", flat=True)]
        ours += turns.values_list("pk", flat=True)
        items = WorkItem.objects.filter(organisation_id=organisation, done_at=None)
        return sorted(items.filter(source_id__in=ours).values_list("kind", flat=True))

    def sees(self, name, model=Patient):
        """Whether the database shows somebody the person, or rows about them."""
        self.by(name)
        key = "pk" if model is Patient else "patient_id"
        return model.objects.filter(**{key: self.person.pk}).exists()


def hire():
    """As the superuser."""
    for name, (role, organisation) in PEOPLE.items():
        id = NUMBER[name]
        User.objects.create(id=id, username=f"user{id}", name=name)
        Membership.objects.create(
            id=id,
            user_id=id,
            role=role,
            organisation_id=organisation,
            scheme_id=ASHDALE,
            **BEGAN,
        )
        open_for_good(token_of(name), id)


def make_scene():
    """As the superuser: members, the person, who prescribes, and who has the duty."""
    hire()
    Setting.objects.create(
        scheme_id=ASHDALE,
        key="accepting_level_rank",
        value=0,
        from_on=TODAY,
        set_by_id=ID["coordinator"],
    )
    DutyPrescriber.objects.create(
        scheme_id=ASHDALE,
        organisation_id=SERVICE,
        member_id=NUMBER["duty"],
        from_on=TODAY,
        named_by_id=NUMBER["duty"],
    )
    scene = Scene()
    scene.person = Patient.objects.create(
        scheme_id=ASHDALE,
        service_id=SERVICE,
        pharmacy_id=PHARMACY,
        made_by_id=SERVICE,
        family="Moss",
        given="Kit",
    )
    hand_over(
        patient=scene.person,
        line=LINE,
        starts_on=TODAY,
        prescriber=Membership.objects.get(pk=NUMBER["specialist"]),
        because=TurnBecause.STARTED,
        by=scene.by("specialist"),
    )
    return scene
