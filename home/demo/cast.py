"""The people of the stories, each with all that has happened before the demo's day."""

from datetime import date, timedelta

from home.demo.scheme import COBDEN, HARBOUR, MILLBROOK, STATION
from home.demo.script import (
    Consult,
    FinishTask,
    HandOver,
    LogContact,
    OpenEpisode,
    OpenOwnRecord,
    Permit,
    Person,
    TellMedicine,
)
from patients.rules.consultation import Advice, Behaviour
from patients.rules.contact import Channel, Outcome
from patients.rules.episode import Sex
from patients.rules.grid import safety_items, use_items
from patients.rules.items import Item, ItemKind
from patients.rules.safety_facts import Answer, SafetyFacts
from patients.rules.sharing import ConsentKind
from patients.rules.substances import (
    Change,
    Injecting,
    Route,
    Substance,
    SubstanceUse,
)
from patients.rules.vaccination import Schedule
from patients.rules.words import TurnBecause

KNOWN = {
    "consent": True,
    "accommodation": "no_housing_problem",
    "ethnicity": "A",
    "postcode_sector": "ZZ99 3",
}


def _days_before(day, ago):
    return day - timedelta(days=ago)


def _facts(day, referred_ago, triaged_ago, injecting, *substances, **others):
    """What the national return asks, the main substance first."""
    return KNOWN | {
        "referred_on": _days_before(day, referred_ago),
        "triaged_on": _days_before(day, triaged_ago),
        "substances": list(substances),
        "injecting": injecting,
        **others,
    }


def _uses(*uses):
    return tuple(item for use in uses for item in use_items(use))


def _audit(*points):
    return tuple(
        Item(ItemKind.AUDIT_C, str(n), number=score)
        for n, score in enumerate(points, start=1)
    )


def _carls_use(crack_days, change):
    return _uses(
        SubstanceUse(Substance.HEROIN, Change.NONE, 0),
        SubstanceUse(
            Substance.CRACK, change, crack_days, Route.SMOKE, "2 rocks a day of use"
        ),
    )


def _carl(day: date) -> Person:
    expires = _days_before(day, -250)
    safe = safety_items(
        SafetyFacts(
            drug_test=Answer.YES,
            tested_on=_days_before(day, 84),
            other_medicines=Answer.NO,
            children=Answer.NO,
            locked_storage=Answer.YES,
            naloxone=Answer.YES,
            naloxone_expires_on=expires,
        )
    )
    told = Item(ItemKind.INJECTING, text=Injecting.PREVIOUS)
    smokes = Item(ItemKind.TOBACCO, number=15)
    return Person(
        key="carl",
        family="Dunmore",
        given="Carl",
        preferred="Dunny",
        sex=Sex.MALE,
        born_on=date(1979, 3, 14),
        nhs_number="9995260182",
        allergies="penicillin (rash)",
        phone="07700 900101",
        registered=MILLBROOK,
        made_by="key1",
        made_ago=430,
        acts=(
            OpenEpisode(
                "key1",
                430,
                "key1",
                _facts(
                    day, 438, 433, Injecting.PREVIOUS, Substance.HEROIN, Substance.CRACK
                ),
                package="Opioid substitution with psychosocial support",
            ),
            Permit("key1", 430, MILLBROOK),
            Permit("key1", 430, COBDEN, ConsentKind.MEDICINE),
            Permit("key1", 430, HARBOUR, ConsentKind.TEXT_MESSAGES),
            OpenOwnRecord("key1", 400, "su1"),
            HandOver("spec1", 426, "spec1"),
            TellMedicine(
                "spec1", 426, "Methadone 30 mg daily, supervised", "Dr Okafor"
            ),
            TellMedicine(
                "spec1", 380, "Methadone 60 mg daily, supervised", "Dr Okafor"
            ),
            HandOver("gp1", 252, "gp1", TurnBecause.TOLD),
            Consult("gp1", 252, (*_carls_use(12, Change.LESS), told, smokes, *safe)),
            Consult(
                "gp1",
                168,
                (
                    *_carls_use(9, Change.LESS),
                    told,
                    *_audit(3, 2, 1),
                    smokes,
                    *safe,
                    Item(ItemKind.ADVICE, Advice.OVERDOSE_AND_NALOXONE),
                ),
                notes="Settled at work. Sees his daughter every other weekend.",
                step="Ask the council about the damp",
                step_by="key1",
            ),
            FinishTask("key1", 150, "Ask the council about the damp"),
            Consult(
                "gp1",
                84,
                (
                    *_carls_use(6, Change.LESS),
                    told,
                    *_audit(3, 1, 1),
                    smokes,
                    *safe,
                    Item(ItemKind.VACCINE, Schedule.STANDARD, number=1, text="given"),
                    Item(ItemKind.ADVICE, Advice.CRACK_PIPE_SAFETY),
                ),
                notes="Dose holds. Crack after pay day, with friends.",
            ),
            TellMedicine("gp1", 30, "Methadone 60 mg daily, supervised", "Dr Yusuf"),
            LogContact(
                "key1",
                21,
                Outcome.SPOKE,
                Channel.MEETING,
                "Wants more time with his daughter. Sleep is poor.",
                14,
            ),
            LogContact(
                "key1", 7, Outcome.SPOKE, Channel.CALL, "Well. Collecting daily.", 11
            ),
        ),
    )


def _karl() -> Person:
    return Person(
        key="karl",
        family="Dunmore",
        given="Karl",
        sex=Sex.MALE,
        born_on=date(1978, 3, 14),
        nhs_number="9991860916",
        phone="07700 900102",
        made_by="nurse1",
        made_ago=200,
        acts=(
            LogContact(
                "nurse1",
                200,
                Outcome.SPOKE,
                Channel.MEETING,
                "Asked for advice about drinking less. Wants no referral.",
                240,
            ),
        ),
    )


def _keeley(day: date) -> Person:
    calm = _uses(
        SubstanceUse(Substance.HEROIN, Change.NONE, 0),
        SubstanceUse(Substance.CRACK, Change.NONE, 0),
    )
    safe = safety_items(
        SafetyFacts(
            drug_test=Answer.YES,
            tested_on=_days_before(day, 14),
            other_medicines=Answer.NO,
            pregnancy=Answer.NO,
            children=Answer.NO,
            locked_storage=Answer.YES,
            naloxone=Answer.YES,
            naloxone_expires_on=_days_before(day, -400),
        )
    )
    return Person(
        key="keeley",
        family="Frost",
        given="Keeley",
        sex=Sex.FEMALE,
        born_on=date(1988, 11, 2),
        nhs_number="9991590838",
        phone="07700 900103",
        registered=STATION,
        made_by="key2",
        made_ago=300,
        acts=(
            OpenEpisode(
                "key2",
                300,
                "key2",
                _facts(day, 306, 302, Injecting.NEVER, Substance.HEROIN),
                package="Opioid substitution with psychosocial support",
            ),
            Permit("key2", 300, COBDEN, ConsentKind.MEDICINE),
            OpenOwnRecord("key2", 280, "su2"),
            HandOver("spec1", 296, "spec1"),
            TellMedicine("spec1", 296, "Buprenorphine 8 mg daily", "Dr Okafor"),
            Consult("spec1", 98, (*calm, *safe), notes="Steady. No missed doses."),
            Consult(
                "spec1",
                14,
                (*calm, *safe),
                notes="Steady for sixteen weeks.",
            ),
            TellMedicine("spec1", 14, "Buprenorphine 12 mg daily", "Dr Okafor"),
            LogContact("key2", 6, Outcome.SPOKE, Channel.CALL, "All well.", 15),
        ),
    )


def _marek(day) -> Person:
    drinking = _uses(
        SubstanceUse(
            Substance.ALCOHOL,
            Change.NO_CHANGE,
            28,
            Route.ORAL,
            "1 litre of vodka a day",
        )
    )
    return Person(
        key="marek",
        family="Zielinski",
        given="Marek",
        sex=Sex.MALE,
        born_on=date(1970, 1, 21),
        nhs_number="9990166137",
        phone="07700 900104",
        registered=MILLBROOK,
        made_by="key1",
        made_ago=40,
        acts=(
            OpenEpisode(
                "key1",
                40,
                "key1",
                _facts(day, 47, 43, Injecting.NEVER, Substance.ALCOHOL, ethnicity="C"),
                package="Alcohol, high dependence",
            ),
            Permit("key1", 40, MILLBROOK),
            Consult(
                "key1",
                33,
                (
                    *drinking,
                    Item(ItemKind.STIMULANTS, text="not_asked"),
                    *_audit(4, 4, 4),
                    Item(ItemKind.ADVICE, Advice.NOT_STOPPING_DRINKING_SUDDENLY),
                ),
                behaviours=(Behaviour.ALCOHOL,),
                notes="High dependence: shakes each morning, one fit last year. "
                "Must not stop suddenly.",
            ),
            LogContact(
                "key1",
                5,
                Outcome.SPOKE,
                Channel.MEETING,
                "Wants to stop today. Talked about why slowly.",
                7,
            ),
        ),
    )


def _dean(day) -> Person:
    return Person(
        key="dean",
        family="Briggs",
        given="Dean",
        sex=Sex.MALE,
        born_on=date(1983, 8, 30),
        nhs_number="9993909963",
        phone="07700 900105",
        made_by="keyN",
        made_ago=150,
        acts=(
            OpenEpisode(
                "keyN",
                150,
                "keyN",
                _facts(day, 155, 152, Injecting.NEVER, Substance.HEROIN),
            ),
            LogContact("keyN", 9, Outcome.SPOKE, Channel.CALL, "Canary of Northmoor."),
        ),
    )


def the_cast(day: date) -> list[Person]:
    """The named people of the stories, as they stand on ``day``."""
    return [_carl(day), _karl(), _keeley(day), _marek(day), _dean(day)]
