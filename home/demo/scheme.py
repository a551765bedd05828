"""The demo's schemes, organisations and people who sign in. All are invented."""

from dataclasses import dataclass
from datetime import date

from accounts.permissions import Role
from accounts.rules import OrganisationKind as Kind
from agreements.rules.offers import OfferState
from agreements.rules.suitability import CriterionKind
from referrals.rules.words import ServiceKind

ASHDALE, BRENFIELD, NORTHMOOR = "Ashdale", "Brenfield", "Northmoor"
POSTCODE = "ZZ99 3VZ"
LONG_AGO = date(2019, 4, 1)
# Days from the demo's day to the last day of one who retires.
RETIRES_IN = 90


@dataclass(frozen=True)
class DemoScheme:
    """One scheme, with what it has set."""

    id: int
    name: str
    neutral_name: str
    settings: tuple[tuple[str, object], ...]
    # Who chose the settings, and whose organisation the system's own sweeps act for.
    coordinator: str


SCHEMES = (
    DemoScheme(
        1,
        "Ashdale and Brenfield Shared Care",
        "Ashdale and Brenfield Care",
        (
            ("review_weeks", 12),
            ("hepatitis_b_schedule", "standard"),
            ("names_shown_to_person", True),
        ),
        "coord1",
    ),
    DemoScheme(
        2,
        "Northmoor Shared Care",
        "Northmoor Care",
        (
            ("review_weeks", 13),
            ("hepatitis_b_schedule", "accelerated"),
            ("names_shown_to_person", False),
        ),
        "coordN",
    ),
)

# name, what its duties are, in the order of involvement
LEVELS = (
    (
        "Level 1",
        "Looks after general health and vaccination, and shares what matters.",
    ),
    ("Level 2", "Prescribes by agreement for people whose treatment is steady."),
    ("Level 3", "Has a special interest: starts treatment and advises colleagues."),
)


# What the first scheme asks before care is shared: code, sentence, what a yes means.
CRITERIA = (
    ("steady-dose", "Steady dose for 16 weeks", CriterionKind.SUITS),
    ("no-injecting", "No injecting for 6 months", CriterionKind.SUITS),
    ("appointments", "Keeps appointments", CriterionKind.SUITS),
    ("safe-keeping", "Has somewhere safe to keep medicine", CriterionKind.SUITS),
    ("worker-there", "Needs a keyworker at the practice", CriterionKind.SUPPORTS),
    ("under-18", "Under 18", CriterionKind.EXCLUDES),
    ("pregnancy", "Current pregnancy", CriterionKind.EXCLUDES),
    ("injectable", "Injectable medicine", CriterionKind.EXCLUDES),
)
# How far one practice took part: state, from when, what it offered, why.
OFFERS_OF, OFFERS = (
    "DEMO03",
    (
        (OfferState.REDUCED, date(2021, 9, 1), "Reviews only", "One GP on leave"),
        (OfferState.OPEN, date(2022, 4, 1), "Prescribing and reviews", ""),
        (OfferState.SUSPENDED, date(2023, 11, 1), "", "Flood damage"),
        (OfferState.OPEN, date(2024, 3, 1), "Prescribing and reviews", ""),
        (
            OfferState.REDUCED,
            date(2025, 10, 1),
            "Prescribing for up to 10 people",
            "Two GPs are part time",
        ),
    ),
)
# Who takes over when care comes back to a service.
DUTY = "spec2"


@dataclass(frozen=True)
class Place:
    """One organisation in its scheme."""

    code: str
    kind: Kind
    name: str
    scheme: int = 1
    area: str = ""
    neighbourhood: str = ""

    @property
    def phone(self) -> str:
        """Of the range kept for drama, from the code's number."""
        return f"01632 9600{self.code[-2:]}"


MILLBROOK, QUAYSIDE, CHAPEL, ELM = "DEMO01", "DEMO02", "DEMO03", "DEMO04"
STATION, BRIDGE, MARKET = "DEMO05", "DEMO06", "DEMO07"
HARBOUR, COUNCIL = "DEMO10", "DEMO11"
COBDEN, QUAY = "DEMO20", "DEMO21"
TALKING, HOUSING = "DEMO30", "DEMO31"
FELLSIDE, MOOR, MOOR_COUNCIL = "DEMO90", "DEMO91", "DEMO92"

PLACES = (
    Place(MILLBROOK, Kind.PRACTICE, "Millbrook Surgery", 1, ASHDALE, "Millside"),
    Place(QUAYSIDE, Kind.PRACTICE, "Quayside Practice", 1, ASHDALE, "Quayside"),
    Place(CHAPEL, Kind.PRACTICE, "Chapel Street Surgery", 1, ASHDALE, "Old Town"),
    Place(ELM, Kind.PRACTICE, "Elm Park Medical Centre", 1, ASHDALE, "Elm Park"),
    Place(STATION, Kind.PRACTICE, "Station Road Practice", 1, BRENFIELD, "Sidings"),
    Place(BRIDGE, Kind.PRACTICE, "Bridge Lane Surgery", 1, BRENFIELD, "Waterside"),
    Place(MARKET, Kind.PRACTICE, "Market Square Surgery", 1, BRENFIELD, "Market"),
    Place(HARBOUR, Kind.SERVICE, "Harbour House"),
    Place(COUNCIL, Kind.COUNCIL, "Ashdale and Brenfield Council"),
    Place(COBDEN, Kind.PHARMACY, "Cobden Street Pharmacy", 1, ASHDALE, "Millside"),
    Place(QUAY, Kind.PHARMACY, "Quay Pharmacy", 1, ASHDALE, "Quayside"),
    Place(TALKING, Kind.SERVICE, "Ashdale Talking Therapies", 1, ASHDALE),
    Place(HOUSING, Kind.OTHER, "Brenfield Homes", 1, BRENFIELD),
    Place(FELLSIDE, Kind.PRACTICE, "Fellside Surgery", 2, NORTHMOOR),
    Place(MOOR, Kind.SERVICE, "Moor View", 2, NORTHMOOR),
    Place(MOOR_COUNCIL, Kind.COUNCIL, "Northmoor Council", 2, NORTHMOOR),
)


@dataclass(frozen=True)
class Service:
    """A service to refer on to; without a place nobody there signs in."""

    kind: ServiceKind
    name: str
    place: str = ""
    target_working_days: int | None = None


LIVER, TALK = "Liver clinic, Ashdale General", "Ashdale Talking Therapies"
# The directory of the first scheme.
DIRECTORY = (
    Service(ServiceKind.PSYCHOLOGY, TALK, TALKING),
    Service(ServiceKind.HOUSING, "Brenfield Homes", HOUSING),
    Service(ServiceKind.PSYCHIATRY, "Community mental health team, Ashdale"),
    Service(ServiceKind.HEPATOLOGY, LIVER),
    Service(ServiceKind.SOCIAL_PRESCRIBING, "Millside link workers", "", 5),
)


@dataclass(frozen=True)
class Member:
    """One who signs in, in one role at one place; each GP has a level."""

    username: str
    name: str
    role: Role
    place: str
    level: str = ""
    profession: str = ""
    supervisor: str = ""
    leaves_in: int | None = None


def _gp(number, name, place, level="Level 1"):
    return Member(f"gp{number}", name, Role.GP, place, level)


MEMBERS = (
    _gp(1, "Dr Amina Yusuf", MILLBROOK, "Level 2"),
    Member("gp2", "Dr Tom Penhale", Role.GP, STATION, "Level 2", leaves_in=RETIRES_IN),
    _gp(3, "Dr Lucy Abara", STATION),
    Member("spec1", "Dr Helen Okafor", Role.SPECIALIST, HARBOUR, "", "Consultant"),
    Member("key1", "Leon Whitcombe", Role.KEYWORKER, HARBOUR),
    Member("out1", "Bex Farrow", Role.OUTREACH, HARBOUR),
    Member("rec1", "Sam Idowu", Role.RECEPTIONIST, HARBOUR),
    Member("peer1", "Rosa Delgado", Role.MENTOR, HARBOUR, supervisor="key1"),
    Member("pharm1", "Imran Sheikh", Role.PHARMACIST, COBDEN),
    Member("com1", "Priya Nair", Role.COMMISSIONER, COUNCIL),
    Member("coord1", "Gareth Bowen", Role.COORDINATOR, COUNCIL),
    Member("priv1", "Sunita Rao", Role.PRIVACY_OFFICER, COUNCIL),
    Member("nurse1", "Ruth Adeyemi", Role.NURSE, MILLBROOK),
    Member("spec2", "Dr Owen Pryce", Role.SPECIALIST, HARBOUR),
    Member("lead1", "Dawn Keogh", Role.TEAM_LEAD, HARBOUR),
    Member("psy1", "Mira Sethi", Role.PARTNER, TALKING, profession="Psychologist"),
    Member("house1", "Colin Ames", Role.PARTNER, HOUSING, profession="Housing officer"),
    Member("pharm2", "Jo Marsden", Role.PHARMACIST, QUAY),
    Member("gpN", "Dr Ewan Blythe", Role.GP, FELLSIDE, "Level 2"),
    Member("keyN", "Tara Quill", Role.KEYWORKER, MOOR),
    Member("coordN", "Hugh Merriman", Role.COORDINATOR, MOOR_COUNCIL),
    Member("admin1", "Neil Fossey", Role.ADMINISTRATOR, COUNCIL),
    Member("su1", "Carl Dunmore", Role.SERVICE_USER, HARBOUR),
    Member("su2", "Keeley Frost", Role.SERVICE_USER, HARBOUR),
    # Colleagues, whom no press signs in.
    Member("key2", "Nadia Crane", Role.KEYWORKER, HARBOUR),
    Member("key3", "Tunde Balogun", Role.KEYWORKER, HARBOUR),
    Member("key4", "Julie Marsh", Role.KEYWORKER, HARBOUR),
    _gp(4, "Dr Simon Pell", MILLBROOK),
    _gp(5, "Dr Grace Lindqvist", MILLBROOK),
    _gp(6, "Dr Marcus Oyelaran", QUAYSIDE, "Level 2"),
    _gp(7, "Dr Fiona Tarrant", QUAYSIDE),
    _gp(8, "Dr Neha Chaudry", CHAPEL, "Level 3"),
    _gp(9, "Dr Paul Wexford", CHAPEL),
    _gp(10, "Dr Isla Moffat", CHAPEL),
    _gp(11, "Dr Kwame Asante", ELM, "Level 2"),
    _gp(12, "Dr Beth Hollin", ELM),
    _gp(13, "Dr Rachel Stroud", BRIDGE, "Level 2"),
    _gp(14, "Dr Adil Mahmood", BRIDGE, "Level 2"),
    _gp(15, "Dr Joan Pettifer", BRIDGE),
    _gp(16, "Dr Colm Rafferty", MARKET, "Level 2"),
    _gp(17, "Dr Sunil Perera", MARKET),
    _gp(18, "Dr Hannah Vale", MARKET),
    Member("system-1", "The system", Role.SYSTEM, COUNCIL),
    Member("system-2", "The system", Role.SYSTEM, MOOR_COUNCIL),
)

# The GPs who take part: 4 of 10 in Ashdale, 5 of 8 in Brenfield.
ACTIVE_GPS = {
    MILLBROOK: ("gp1",),
    QUAYSIDE: ("gp6",),
    CHAPEL: ("gp8",),
    ELM: ("gp11",),
    STATION: ("gp2", "gp3"),
    BRIDGE: ("gp13", "gp14"),
    MARKET: ("gp16",),
}
KEYWORKERS = ("key1", "key2", "key3", "key4")

PLACE_OF = {place.code: place for place in PLACES}
MEMBER_OF = {member.username: member for member in MEMBERS}


def scheme_of(username: str) -> int:
    """The scheme in which somebody signs in."""
    return PLACE_OF[MEMBER_OF[username].place].scheme
