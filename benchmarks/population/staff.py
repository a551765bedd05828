"""Staff: schemes, their organisations, and the people who work and sign in there."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from accounts.models import (
    Level,
    Membership,
    Organisation,
    OrganisationName,
    Scheme,
    SchemeOrganisation,
    User,
)
from accounts.permissions import Role
from accounts.rules import OrganisationKind
from agreements.models import DutyPrescriber
from benchmarks.population.lists import share_out
from benchmarks.population.names import RARE, full_name
from benchmarks.population.sheets import Sheet

IN_TREATMENT = 0.78
CASELOAD = (40, 80)
USUAL_CASELOAD = 58
TWO_SERVICES_FROM = 1500  # people
SERVICE_SHARES = {1: (1.0,), 2: (0.65, 0.35)}
PATIENTS_PER_GP = 4000
NURSE_FROM = 6000  # patients
RECEPTIONIST_FROM = 9000  # patients
# One of each in a service for so many of its people, and one at least.
PEOPLE_PER = {
    Role.TEAM_LEAD: 450,
    Role.SPECIALIST: 400,
    Role.OUTREACH: 500,
    Role.RECEPTIONIST: 600,
    Role.MENTOR: 500,
    Role.PARTNER: 700,
}
OF_THE_SCHEME = (
    Role.COORDINATOR,
    Role.COMMISSIONER,
    Role.PRIVACY_OFFICER,
    Role.ADMINISTRATOR,
    Role.SYSTEM,
)
LEVELS = ("Level 1", "Level 2", "Level 3")
PRACTICE_WORDS = ("Road Surgery", "Medical Centre", "Health Centre", "Practice")


@dataclass(frozen=True)
class Member:
    """One membership, as an entry is signed with it."""

    id: int
    user_id: int
    name: str
    role: Role
    organisation: int
    organisation_name: str

    @cached_property
    def signature(self):
        return f"{self.name}, {self.role.label}, {self.organisation_name}"


@dataclass
class Team:
    """The members of one organisation, by role."""

    organisation: int
    name: str
    members: dict = field(default_factory=dict)
    people: int = 0
    caseloads: list = field(default_factory=list)
    found: dict = field(default_factory=dict)

    def of(self, *roles):
        if roles not in self.found:
            found = [member for role in roles for member in self.members.get(role, ())]
            self.found[roles] = found
        return self.found[roles]


@dataclass
class SchemeStaff:
    """One scheme with all who work in it."""

    scheme: int
    name: str
    people: int
    services: list
    practices: list
    practice_sizes: list
    pharmacies: list
    clock: Member  # under whom the timetable's tasks run


class Country:
    """Numbers organisations, users and memberships as they are engaged."""

    def __init__(self, dice, day):
        self.dice, self.opened_on = dice, day.replace(year=day.year - 6, month=4, day=1)
        self.ids = {name: count(1) for name in ("org", "user", "member", "level")}
        self.schemes = Sheet(Scheme, "id name neutral_name opened_on")
        self.organisations = Sheet(Organisation, "id code kind name opened_on")
        self.names = Sheet(OrganisationName, "organisation_id name from_on")
        self.places = Sheet(SchemeOrganisation, "scheme_id organisation_id from_on")
        self.levels = Sheet(Level, "id scheme_id name rank duties from_on")
        self.users = Sheet(User, "id username name password")
        self.memberships = Sheet(
            Membership, "id user_id organisation_id scheme_id role level_id starts_on"
        )
        self.duties = Sheet(
            DutyPrescriber, "scheme_id organisation_id member_id from_on named_by_id"
        )

    @property
    def sheets(self):
        """In the order in which each finds what it refers to."""
        return [
            self.schemes,
            self.organisations,
            self.names,
            self.places,
            self.users,
            self.levels,
            self.memberships,
            self.duties,
        ]

    def found(self, area, scheme, people):
        """One scheme in one area, staffed for ``people``."""
        name = f"{area.name} Shared Care"
        self.schemes.add(scheme, name, f"{area.name} Care", self.opened_on)
        council = self._staff_council(area, scheme)
        levels = self._levels(scheme)
        shares = SERVICE_SHARES[2 if people >= TWO_SERVICES_FROM else 1]
        return SchemeStaff(
            scheme,
            name,
            people,
            [
                self._service(area, scheme, n, share)
                for n, share in enumerate(share_out(people, shares))
            ],
            [self._practice(scheme, levels, *place) for place in area.practices],
            [size for _, size in area.practices],
            [self._pharmacy(scheme, code) for code in area.pharmacies],
            *council.of(Role.SYSTEM),
        )

    def _organisation(self, scheme, code, kind, name):
        number = next(self.ids["org"])
        self.organisations.add(number, code, kind, name, self.opened_on)
        self.names.add(number, name, self.opened_on)
        self.places.add(scheme, number, self.opened_on)
        return Team(number, name)

    def _engage(self, team, scheme, role, level=None):
        user, number = next(self.ids["user"]), next(self.ids["member"])
        name = "The system" if role == Role.SYSTEM else full_name(self.dice)
        self.users.add(user, f"{role}{user}", name, "!")
        self.memberships.add(
            number, user, team.organisation, scheme, role, level, self.opened_on
        )
        member = Member(number, user, name, role, team.organisation, team.name)
        team.members.setdefault(role, []).append(member)

    def _staff_council(self, area, scheme):
        kind = OrganisationKind.COUNCIL
        team = self._organisation(scheme, f"C{scheme:04}", kind, f"{area.name} Council")
        for role in OF_THE_SCHEME:
            self._engage(team, scheme, role)
        return team

    def _levels(self, scheme):
        numbers = [next(self.ids["level"]) for _ in LEVELS]
        for rank, (number, name) in enumerate(zip(numbers, LEVELS, strict=True), 1):
            self.levels.add(number, scheme, name, rank, "", self.opened_on)
        return numbers

    def _service(self, area, scheme, n, people):
        name = f"{area.name} {('Recovery', 'Alcohol and Drug')[n]} Service"
        code = f"S{scheme:04}{'AB'[n]}"
        team = self._organisation(scheme, code, OrganisationKind.SERVICE, name)
        team.people = people
        treated = round(people * IN_TREATMENT)
        workers = max(1, round(treated / USUAL_CASELOAD))
        for _ in range(workers):
            self._engage(team, scheme, Role.KEYWORKER)
        team.caseloads = share_out(
            treated, [self.dice.uniform(*CASELOAD) for _ in range(workers)]
        )
        for role, each in PEOPLE_PER.items():
            for _ in range(max(1, round(people / each))):
                self._engage(team, scheme, role)
        duty = team.of(Role.SPECIALIST)[0].id
        self.duties.add(scheme, team.organisation, duty, self.opened_on, duty)
        return team

    def _practice(self, scheme, levels, code, size):
        name = f"{self.dice.pick(RARE)} {self.dice.pick(PRACTICE_WORDS)}"
        team = self._organisation(scheme, code, OrganisationKind.PRACTICE, name)
        for _ in range(min(5, max(1, round(size / PATIENTS_PER_GP)))):
            self._engage(team, scheme, Role.GP, self.dice.pick(levels))
        if size >= NURSE_FROM:
            self._engage(team, scheme, Role.NURSE)
        if size >= RECEPTIONIST_FROM:
            self._engage(team, scheme, Role.RECEPTIONIST)
        return team

    def _pharmacy(self, scheme, code):
        name = f"{self.dice.pick(RARE)} Pharmacy"
        team = self._organisation(scheme, code, OrganisationKind.PHARMACY, name)
        self._engage(team, scheme, Role.PHARMACIST)
        return team
