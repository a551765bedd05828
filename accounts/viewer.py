"""The viewer: who asks, under which membership, on which day."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from itertools import count
from uuid import UUID

from accounts.permissions import (
    LEADS,
    OVERSEES,
    PARTNERS,
    REACH,
    ROLE_PERMISSIONS,
    Permission,
    Role,
)
from accounts.places import places_of
from core.reach import Reach

OWN = "own"
EMERGENCY = "break_glass"
SUPPLY = "supply"
COVER = "cover"
REQUEST = "request"
REFERRAL = "referral"
# What the organisation was asked shows everybody there a name, and nothing else.
ASKED_ABOUT = (REQUEST, REFERRAL)
# Whoever covers more than so many is rare, and each number is a text of its own.
MOST_COVERED = 3
# Two who are nobody: numbers that no row has yet, and a day that nobody works on.
NOBODIES = ((2_000_000_001, date(1901, 1, 1)), (2_100_000_001, date(2999, 12, 30)))


NOBODYS_NAMES = (UUID(int=3), UUID(int=4))


def listed(ids: Iterable[UUID]) -> str:
    """A list of identifiers as the database writes one."""
    return "{" + ",".join(map(str, ids)) + "}"


@dataclass(frozen=True)
class Granted:
    """Sight of one person beyond one's own organisation, and why."""

    patient_id: UUID
    reach: Reach
    because: str


@dataclass(frozen=True)
class Viewer:
    """One acting membership on one day."""

    user_id: int
    username: str
    name: str
    membership_id: int
    role: Role
    organisation_id: int
    organisation: str
    organisation_kind: str
    scheme_id: int
    scheme: str
    neutral_name: str
    day: date
    level_rank: int = 0
    memberships: int = 1
    covered: tuple[int, ...] = ()  # the members in whose place the viewer stands
    granted: tuple[Granted, ...] = ()
    blocked: frozenset[UUID] = frozenset()
    why: str = ""
    from_ip: str | None = None

    def may(self, permission: Permission) -> bool:
        return permission in ROLE_PERMISSIONS[self.role]

    @property
    def is_clock(self) -> bool:
        """The scheme's own member, under whom the timetable's tasks run."""
        return self.role == Role.SYSTEM

    @property
    def oversees(self) -> bool:
        """Whether what waits for a colleague's people stands on one's home too."""
        return self.role in OVERSEES

    @property
    def leads(self) -> bool:
        """Whether whoever has no named worker is the viewer's to look after."""
        return self.role in LEADS

    @property
    def stands_for(self) -> list[int]:
        """The viewer's own membership, and those whom they cover."""
        return [self.membership_id, *self.covered]

    def orgs(self, reach: Reach) -> list[int]:
        """The own organisation, where the role sees at least so far in it."""
        own = REACH.get(self.role, Reach.NONE)
        return [self.organisation_id] if own >= reach else []

    @property
    def answers_for(self) -> list[int]:
        """The own organisation, where the role answers what it is asked."""
        answers = self.role in PARTNERS or self.orgs(Reach.RECORD)
        return [self.organisation_id] if answers else []

    def ids(self, reach: Reach) -> list[UUID]:
        """The people granted one by one, at least so far."""
        return [grant.patient_id for grant in self.granted if grant.reach >= reach]

    @property
    def team_ids(self) -> list[UUID]:
        """Those among them whose record the viewer keeps: not one's own."""
        record = [grant for grant in self.granted if grant.reach >= Reach.RECORD]
        return [grant.patient_id for grant in record if grant.because != OWN]

    @property
    def own_ids(self) -> list[UUID]:
        """Oneself, where the viewer is a person of the scheme."""
        return [one.patient_id for one in self.granted if one.because == OWN]

    @property
    def supply_ids(self) -> list[UUID]:
        """Those of whom a pharmacy sees no more than safe supply needs."""
        kept = {one.patient_id for one in self.granted if one.because == SUPPLY}
        return list(kept.difference(self.ids(Reach.MEDICINE)))

    def why_of(self, patient_id: UUID) -> str:
        """Why this person may be seen, as the access log tells it."""
        return next(
            (g.because for g in self.granted if g.patient_id == patient_id), self.why
        )

    def why_among(self, people: list[UUID]) -> str:
        """Why a list may be seen: what opens some of them, if it is one thing."""
        if not self.granted:
            return self.why
        shown = set(people)
        reasons = {g.because for g in self.granted if g.patient_id in shown}
        return reasons.pop() if len(reasons) == 1 else self.why

    def is_in_emergency(self, patient_id: UUID) -> bool:
        """Whether emergency access to this person is running."""
        return any(
            g.patient_id == patient_id and g.because == EMERGENCY for g in self.granted
        )

    @property
    def is_one_of_many(self) -> bool:
        """Whether nothing is granted but the names of those the organisation was asked
        about, and nobody is kept from the viewer."""
        names = all(
            one.reach == Reach.NAME and one.because in ASKED_ABOUT
            for one in self.granted
        )
        return names and not self.blocked and len(self.covered) <= MOST_COVERED

    @property
    def shape(self) -> tuple[Role, str, str, int] | None:
        """What alone decides the text of a list; none where single people are granted
        to the viewer or kept from them, so that nothing of that is ever kept. Names
        that the organisation was asked about are handed over as one value."""
        if not self.is_one_of_many:
            return None
        names = "names" if self.granted else "none"
        return self.role, self.organisation_kind, names, len(self.covered)

    @property
    def parts(self) -> dict:
        """What differs between two viewers of one shape."""
        covered = {f"covered_{n}": pk for n, pk in enumerate(self.covered)}
        names = {"names": listed(self.ids(Reach.NAME))} if self.granted else {}
        return {
            "scheme": self.scheme_id,
            "org": self.organisation_id,
            "member": self.membership_id,
            "user": self.user_id,
            "day": self.day,
            **covered,
            **names,
        }

    @classmethod
    def stand_ins(cls, shape: tuple[Role, str, str, int]) -> list["Viewer"]:
        """Two viewers of this shape who are nobody, and share nothing else."""
        nobodies = zip(NOBODIES, NOBODYS_NAMES, strict=True)
        return [
            cls._nobody(*shape, count(first), day, name)
            for (first, day), name in nobodies
        ]

    @classmethod
    def _nobody(cls, role, kind, names, covers, number, day, name):
        """What is neither a part nor of the shape is left out: asking for it fails."""
        told = ("user_id", "membership_id", "organisation_id", "scheme_id")
        covered = tuple(next(number) for _ in range(covers))
        granted = (Granted(name, Reach.NAME, REQUEST),) if names == "names" else ()
        left_out = dict.fromkeys(field.name for field in fields(cls))
        numbered = {name: next(number) for name in told}
        known = {"role": role, "organisation_kind": kind, "day": day}
        alike = {"covered": covered, "granted": granted, "blocked": frozenset()}
        return cls(**left_out | numbered | known | alike)

    @property
    def may_search(self) -> bool:
        """Whether the header offers to find a person."""
        return self.may(Permission.SEARCH_PEOPLE)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The menu: the main pages that this role may open."""
        return places_of(self.role)

    @property
    def works_as(self) -> str:
        """Role and organisation, as the header says them; of a person of the scheme
        nothing that tells a stranger."""
        if self.role == Role.SERVICE_USER:
            return self.neutral_name
        return f"{self.role.label}, {self.organisation}"

    @property
    def signature(self) -> str:
        """Name, role and organisation, as an entry is signed; the clock has a name."""
        if self.is_clock:
            return self.name
        return f"{self.name}, {self.role.label}, {self.organisation}"
