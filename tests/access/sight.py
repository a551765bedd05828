"""What each role sees of each person in each relation: the expected answer.

Written apart from both walls, from the table of permissions and the world alone.
"""

from accounts.permissions import NO_PERSON, REACH, ROLE_PERMISSIONS, Role
from core.reach import Reach
from tests.access.canaries import CANARIES, Part
from tests.walls.people import (
    ASHDALE,
    DO_NOT_ACT,
    MEMBERS,
    NORTH,
    NORTHMOOR,
    OFFICE,
    PHARMACY,
    PRACTICE,
    QUAYSIDE,
    SERVICE,
    STATION,
)

# Scheme, the organisations that may see the record, and the pharmacy.
PEOPLE = {
    "Carl": (ASHDALE, {SERVICE, PRACTICE}, PHARMACY),
    "Erin": (ASHDALE, {QUAYSIDE, STATION}, 0),
    "Dean": (NORTHMOOR, {NORTH, PRACTICE}, PHARMACY),
}
# Sight of Carl beyond one's own organisation, whatever the role.
GRANTED = {
    "mentor": Reach.NAME,
    "partner": Reach.MEDICINE,
    "team member": Reach.RECORD,
    "emergency": Reach.RECORD,
    "commissioner": Reach.RECORD,
    "administrator": Reach.RECORD,
    "privacy officer, told": Reach.NAME,
}
# ... and no further than the role sees in its own.
GRANTED_TO_ROLE = {
    "asked practice": Reach.NAME,
    "asked practice's desk": Reach.NAME,
    "asked partner": Reach.NAME,
    "cover": Reach.RECORD,
}
OWN_RECORD = {"own record": "Carl", "another's own record": "Erin"}
# ... but for a partner, whom a referral to the organisation shows a name.
REFERRED_TO = {"asked practice", "asked practice's desk", "asked partner"}
EXCLUDED = {"excluded", "excluded, granted"}
# In the matrix each of these takes every role; those left out differ from one of them
# by their role alone.
RELATIONS = [
    name
    for name in MEMBERS
    if name
    not in {
        "team lead",
        "receptionist",
        "unmatched mentor",
        "asked practice's desk",
        "asked partner",
        "commissioner",
        "privacy officer",
        "system",
        # ... or by what ends sight, which tests/walls asks of both walls.
        "cover ended",
        "cover to come",
        "once excluded",
        *DO_NOT_ACT - {"ended membership"},
    }
]


def reach(role, relation, person):
    """How far the whole record of a person is open."""
    _, organisation, scheme = MEMBERS[relation]
    home, organisations, _ = PEOPLE[person]
    if scheme != home or (person == "Carl" and relation in EXCLUDED):
        return Reach.NONE
    own = REACH.get(role, Reach.NONE) if organisation in organisations else Reach.NONE
    return max(own, _granted(role, relation, person))


def _granted(role, relation, person):
    if role in NO_PERSON:
        return Reach.NONE
    if role == Role.SERVICE_USER and OWN_RECORD.get(relation) == person:
        return Reach.RECORD
    if person != "Carl":
        return Reach.NONE
    most = REACH.get(role, Reach.NONE)
    to_role = min(GRANTED_TO_ROLE.get(relation, Reach.NONE), most)
    if role == Role.PARTNER and relation in REFERRED_TO:
        to_role = Reach.NAME
    return max(GRANTED.get(relation, Reach.NONE), to_role)


def is_referred_to(role, relation, person):
    """Works for the organisation asked, in a role that answers."""
    reads = REACH.get(role, Reach.NONE) >= Reach.RECORD or role == Role.PARTNER
    return person == "Carl" and relation in REFERRED_TO and reads


def at_pharmacy(role, relation, person, far):
    """Where the person collects, the role sees so far as it sees at all."""
    _, organisation, scheme = MEMBERS[relation]
    home, _, pharmacy = PEOPLE[person]
    is_there = organisation == pharmacy and scheme == home
    return is_there and REACH.get(role, Reach.NONE) >= far


def is_oneself(role, relation, person):
    return role == Role.SERVICE_USER and OWN_RECORD.get(relation) == person


def parts(role, relation, person):
    """The parts of a record that may stand on a page."""
    far, seen = reach(role, relation, person), set()
    if far >= Reach.NAME or at_pharmacy(role, relation, person, Reach.NAME):
        seen.add(Part.NAME)
    if far >= Reach.MEDICINE or at_pharmacy(role, relation, person, Reach.MEDICINE):
        seen |= {Part.MEDICINE, Part.PRESCRIBER}
    if far >= Reach.RECORD:
        seen |= {Part.RECORD, Part.AGREED}
        if not is_oneself(role, relation, person):
            seen |= {Part.TEAM, Part.ASKED}
    if is_asked(role, relation, person):
        seen |= {Part.AGREED, Part.PRESCRIBER}
    if is_referred_to(role, relation, person):
        seen.add(Part.ASKED)
    if is_officer(role, relation, person):
        seen.add(Part.OFFICER)
    return seen


def is_asked(role, relation, person):
    """Works in the practice that was asked to share the care, and for advice on it,
    and may read records."""
    reads = REACH.get(role, Reach.NONE) >= Reach.RECORD
    return reads and relation == "asked practice" and person == "Carl"


def is_officer(role, relation, person):
    """Keeps the privacy of the person's scheme."""
    return role == Role.PRIVACY_OFFICER and MEMBERS[relation][2] == PEOPLE[person][0]


def may_show(role, relation):
    """Every canary that may stand on any page of this viewer."""
    seen = {person: parts(role, relation, person) for person in PEOPLE}
    anybody = set().union(*seen.values())
    return {
        word
        for word, (person, part) in CANARIES.items()
        if part in (seen[person] if person else anybody)
    }


def is_theirs(address, role, relation):
    """The row that the address names is one that this viewer finds there."""
    find = FINDS_BY_NAME.get(address.name) or FINDS.get(address.row)
    return find(address, role, relation) if find else True


def _reads_record(_, role, relation):
    return reach(role, relation, "Carl") >= Reach.RECORD


def _reads_person(address, role, relation):
    if address.name == "patients:book_appointment":
        return Part.NAME in parts(role, relation, "Carl")
    return _reads_record(address, role, relation)


def _is_supplied(_, role, relation):
    """Collects at the viewer's pharmacy, or was granted to them one by one."""
    is_granted = _granted(role, relation, "Carl") >= Reach.MEDICINE
    return is_granted or at_pharmacy(role, relation, "Carl", Reach.MEDICINE)


def _is_party(_, role, relation):
    """Reads the record, or was asked to share the care of it."""
    return _reads_record(_, role, relation) or is_asked(role, relation, "Carl")


def _has_part(_, role, relation):
    """The pharmacy whose part it is."""
    return at_pharmacy(role, relation, "Carl", Reach.MEDICINE)


def _is_here(_, role, relation):
    """Expected at the viewer's own organisation, which knows Carl by name."""
    is_there = MEMBERS[relation][1] == SERVICE
    return is_there and reach(role, relation, "Carl") >= Reach.NAME


def _is_work_here(_, role, relation):
    """On the list of the organisation, for those who read what it is about."""
    is_there = MEMBERS[relation][1] == SERVICE
    return is_there and reach(role, relation, "Carl") >= Reach.RECORD


def _is_alert(address, role, relation):
    _, organisation, scheme = MEMBERS[relation]
    return (organisation, scheme) == (OFFICE, ASHDALE) or _reads_record(
        address, role, relation
    )


def _is_exclusion(_, __, relation):
    return MEMBERS[relation][2] == ASHDALE and relation != "excluded"


def _is_look_of_another(_, __, relation):
    return MEMBERS[relation][2] == ASHDALE and relation != "own service"


def _is_referred(_, role, relation):
    reads = _reads_record(_, role, relation)
    return reads or is_referred_to(role, relation, "Carl")


def _lists_referrals(address, role, relation):
    """All of one's own side, or those of one person."""
    return not address.row or _is_referred(address, role, relation)


def _gave_cover(_, __, relation):
    return relation == "sharing practice"


def _is_in_scheme(_, __, relation):
    return MEMBERS[relation][2] == ASHDALE


def _is_somebody(_, role, relation):
    return role == Role.SERVICE_USER and relation in OWN_RECORD


def _is_nowhere(*_):
    return False


# Where what is found hangs on the page; everything else on the row that is named.
FINDS_BY_NAME = {
    "patients:show_own_record": _is_somebody,
    "patients:show_supply": _is_supplied,
    "agreements:agree_to_share": _is_somebody,
    "agreements:print_own_agreement": _is_somebody,
    "agreements:end_criterion": _is_in_scheme,
    "agreements:draft_follow_on": _reads_record,
    "referrals:list_referrals": _lists_referrals,
    "accounts:end_session": _is_nowhere,
    "accounts:end_membership": _is_in_scheme,
    "accounts:reset_sign_in": _is_in_scheme,
    "accounts:change_level": _is_in_scheme,
    "accounts:change_place": _is_in_scheme,
}
FINDS = {
    "cover": _gave_cover,
    "Carl: agreement": _is_party,
    "Carl: agreement in draft": _reads_record,
    "Carl: part": _has_part,
    "Carl: question": _is_party,
    "directory service": _is_in_scheme,
    "Carl: referral": _is_referred,
    "Carl: audit_access": _is_look_of_another,
    "Carl: audit_heldline": _is_look_of_another,
    "Carl: patient": _reads_person,
    "Carl: entry": _reads_record,
    "Carl: episode": _reads_record,
    "Carl: grant to team member": _reads_record,
    "Carl: consent": _reads_record,
    "Carl: appointment": _is_here,
    "Carl: item": _is_work_here,
    "Carl: alert": _is_alert,
    "Carl: exclusion of excluded": _is_exclusion,
}


def may(address, role):
    return not address.permission or address.permission in ROLE_PERMISSIONS[role]
