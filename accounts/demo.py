"""The demo's sign-ins: one press for each role, with a sentence on what waits."""

from dataclasses import dataclass

from django.conf import settings

from accounts.models import Membership
from accounts.permissions import Role
from core.clock import today

WAITING = {
    "gp1": "one person's 12-week review is due today",
    "gp2": "requests to share care come here, to accept, ask about or decline",
    "gp3": "sees what a first level opens, and what it does not",
    "nurse1": "vaccinations and health checks of the practice's people",
    "spec1": "steady people who could be cared for by their practice",
    "spec2": "prescribes for the service and answers on duty",
    "key1": "the Monday clinic at Millbrook and a caseload with overdue reviews",
    "lead1": "the team's cases, and what has climbed to the lead",
    "out1": "contacts at the door and in the street",
    "rec1": "who is expected today and who has arrived",
    "peer1": "the people Rosa walks beside, by name alone",
    "pharm1": "who collects here, and what: medicine and nothing else",
    "pharm2": "a second pharmacy, with people of its own",
    "psy1": "sees the people to whom a grant was given",
    "house1": "sees the people to whom a grant was given",
    "coord1": "the scheme's organisations and settings",
    "com1": "counts, and no person at all",
    "priv1": "who looked at what, and emergency accesses to review",
    "admin1": "who may sign in, and no person at all",
    "su1": "the person's own page: next step, plan, who has looked",
    "su2": "the person's own page: referrals, and an agreement once one is sent",
    "gpN": "another scheme, which must see none of this one",
    "keyN": "another scheme, which must see none of this one",
    "coordN": "another scheme, which must see none of this one",
}
SEVERAL = "works in several places and chooses one"


@dataclass(frozen=True)
class Card:
    """One press on the sign-in page."""

    username: str
    name: str
    sentence: str


def offer():
    """The cards, in demo mode alone."""
    return {"cards": list_cards()} if settings.DEMO else None


def list_cards() -> list[Card]:
    """The demo's people who can sign in today, in the order of the table."""
    running = Membership.objects.running_on(today()).of_usernames(WAITING)
    found = {}
    for member in running:
        found.setdefault(member.user.username, []).append(member)
    return [_card(found[name]) for name in WAITING if name in found]


def _card(memberships):
    user, first = memberships[0].user, memberships[0]
    if len(memberships) > 1:
        sentence = f"{Role(first.role).label}: {SEVERAL}"
    else:
        place = first.organisation.name
        sentence = f"{Role(first.role).label}, {place}: {WAITING[user.username]}"
    return Card(user.username, user.name, sentence)
