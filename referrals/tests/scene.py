"""A practice, a service and a partner, each entered as its own role; one referral."""

from dataclasses import dataclass

from django.db import connection

from accounts import acting
from accounts.models import Membership, Organisation, User
from accounts.permissions import Role
from patients.models import Patient, WorkItem
from referrals import actions, tasks
from referrals.models import DirectoryService, Referral, ReferralAct
from referrals.rules.states import ReferralKind, State
from tests.walls.people import (
    ASHDALE,
    BEGAN,
    OFFICE,
    QUAYSIDE,
    SERVICE,
    STATION,
    TODAY,
    open_for_good,
    token_of,
)

WHY = "AUDIT-C 12 of 12: positive screen. Reach them by text."
PEOPLE = {
    "gp": (Role.GP, STATION),
    "other gp": (Role.GP, STATION),
    "lead": (Role.TEAM_LEAD, SERVICE),
    "key": (Role.KEYWORKER, SERVICE),
    "spec": (Role.SPECIALIST, SERVICE),
    "desk": (Role.RECEPTIONIST, SERVICE),
    "psychologist": (Role.PARTNER, OFFICE),
    "other psychologist": (Role.PARTNER, OFFICE),
    "keeper": (Role.COORDINATOR, OFFICE),
    "elsewhere": (Role.KEYWORKER, QUAYSIDE),
}
NUMBER = {name: 900 + n for n, name in enumerate(PEOPLE)}


def become(role):
    with connection.cursor() as cursor:
        cursor.execute("RESET SESSION AUTHORIZATION")
        if role:
            cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")


@dataclass
class Scene:
    """Somebody new at a practice, and somebody in treatment at the service."""

    new: Patient = None
    known: Patient = None
    minds: DirectoryService = None
    shelter: DirectoryService = None
    referral: Referral = None

    def by(self, name):
        """Somebody acts, by the web's role of the database."""
        become("app_web")
        viewer, _ = acting.read_viewer(token_of(name))
        return viewer

    def clock(self, times=2):
        """Every task of referrals runs, by the worker's role, more than once."""
        become("app_worker")
        each = [tasks.settle_referrals, tasks.follow_deaths, tasks.tell_of_breaches]
        for task in each * times:
            task.run()
        become(None)

    def move(self, days):
        become(None)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_clock SET offset_days = offset_days + %s", [days]
            )

    def refer(self, asked, person, name):
        self.referral = actions.refer_person(
            patient=person, asked=asked, reason=WHY, by=self.by(name)
        )
        return self.referral

    def add_service(self, kind, name, **facts):
        become(None)
        return DirectoryService.objects.create(
            scheme_id=ASHDALE,
            kind=kind,
            name=name,
            from_on=TODAY,
            written_by_id=NUMBER["keeper"],
            **facts,
        )

    def for_treatment(self):
        service = Organisation.objects.get(pk=SERVICE)
        asked = actions.Asked(ReferralKind.TREATMENT, organisation=service)
        return self.refer(asked, self.new, "gp")

    def for_general_care(self):
        practice = Organisation.objects.get(pk=STATION)
        asked = actions.Asked(ReferralKind.GENERAL_CARE, organisation=practice)
        return self.refer(asked, self.known, "key")

    def onward(self):
        asked = actions.Asked(ReferralKind.ONWARD, service=self.minds)
        return self.refer(asked, self.known, "key")

    def outside(self):
        asked = actions.Asked(ReferralKind.ONWARD, service=self.shelter)
        return self.refer(asked, self.known, "key")

    def do(self, action, name, **words):
        return action(referral=self.referral, by=self.by(name), **words)

    def state(self):
        become(None)
        return State(Referral.objects.get(pk=self.referral.pk).state)

    def waiting(self, organisation):
        """What waits there because of the referral, as kinds."""
        become(None)
        acts = ReferralAct.objects.filter(referral=self.referral)
        ours = [self.referral.pk, *acts.values_list("pk", flat=True)]
        items = WorkItem.objects.filter(organisation_id=organisation, done_at=None)
        return sorted(items.filter(source_id__in=ours).values_list("kind", flat=True))

    def sees(self, name, person, model=Patient):
        """Whether the database shows somebody the person, or rows about them."""
        self.by(name)
        key = "pk" if model is Patient else "patient_id"
        return model.objects.filter(**{key: person.pk}).exists()


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
    """As the superuser: members, two people, two services of the directory."""
    hire()
    places = Organisation.objects.filter(pk__in=[SERVICE, STATION, OFFICE])
    for place in places:
        place.places.get_or_create(
            scheme_id=ASHDALE, left_on=None, defaults={"from_on": TODAY}
        )
    scene = Scene()
    scene.new = Patient.objects.create(
        scheme_id=ASHDALE,
        practice_id=STATION,
        made_by_id=STATION,
        family="Moss",
        given="Kit",
    )
    scene.known = Patient.objects.create(
        scheme_id=ASHDALE,
        service_id=SERVICE,
        made_by_id=SERVICE,
        family="Lark",
        given="Jo",
    )
    scene.minds = scene.add_service("psychology", "Quay Minds", organisation_id=OFFICE)
    scene.shelter = scene.add_service("housing", "Shelter line", target_working_days=3)
    return scene
