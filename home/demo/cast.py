"""The people of the stories, each with all that has happened before the demo's day."""

from datetime import date

from home.demo.scheme import (
    COBDEN,
    HARBOUR,
    LIVER,
    MILLBROOK,
    PLACE_OF,
    STATION,
    TALK,
)
from home.demo.script import (
    AcceptReferral,
    Act,
    Book,
    BookMeeting,
    Consult,
    FinishTask,
    HandOver,
    LogContact,
    OpenEpisode,
    OpenOwnRecord,
    Permit,
    Person,
    Refer,
    SetAim,
    ShareCare,
    TellMedicine,
)
from home.demo.told import audit_c, before, core_facts, safe, uses
from patients.rules.aim import PresentAim
from patients.rules.consultation import Advice, Behaviour
from patients.rules.contact import Channel, Outcome
from patients.rules.episode import Sex
from patients.rules.items import Item, ItemKind
from patients.rules.safety_facts import Answer
from patients.rules.sharing import ConsentKind
from patients.rules.substances import Change, Injecting, Route, Substance, SubstanceUse
from patients.rules.vaccination import Schedule
from referrals.rules.states import ReferralKind

MEETING, CALL, SPOKE = Channel.MEETING, Channel.CALL, Outcome.SPOKE
STEADY = "Opioid substitution with psychosocial support"
NONE_TOLD = Change.NONE
SURGERY = PLACE_OF[MILLBROOK].name
CARLS_TERMS = {
    "medicine": "Methadone 60 mg daily, supervised",
    "monitoring": "A heart tracing once a year; liver tests once a year",
    "advice_contact": "Dr Okafor, 07700 900112",
    "if_things_go_wrong": "3 missed doses: stop and call",
    "undertakes_to_take_back": True,
}


def _carl(day):
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
        acts=(*_carl_begins(day), *_carl_at_the_surgery(day), *_carl_lately(day)),
    )


def _carl_begins(day) -> tuple[Act, ...]:
    facts = core_facts(
        before(day, 438),
        before(day, 433),
        Injecting.PREVIOUS,
        Substance.HEROIN,
        Substance.CRACK,
    )
    return (
        OpenEpisode("key1", 430, "key1", facts, STEADY),
        Permit("key1", 430, MILLBROOK),
        Permit("key1", 430, COBDEN, ConsentKind.MEDICINE),
        Permit("key1", 430, HARBOUR, ConsentKind.TEXT_MESSAGES),
        HandOver("spec1", 426, "spec1"),
        TellMedicine("spec1", 426, "Methadone 30 mg daily, supervised", "Dr Okafor"),
        OpenOwnRecord("key1", 400, "su1"),
        SetAim("key1", 400, PresentAim.MAINTAIN, "To get through the day level."),
        TellMedicine("spec1", 380, "Methadone 60 mg daily, supervised", "Dr Okafor"),
    )


def _carl_at_the_surgery(day) -> tuple[Act, ...]:
    damp = "Ask the council about the damp"
    return (
        ShareCare("spec1", 252, "gp1", "key1", CARLS_TERMS, (168, 98, 21)),
        Consult("gp1", 252, _carl_tells(day, 252, 12)),
        Consult(
            "gp1",
            168,
            (
                *_carl_tells(day, 168, 9),
                *audit_c(3, 2, 1),
                Item(ItemKind.ADVICE, Advice.OVERDOSE_AND_NALOXONE),
            ),
            notes="Settled at work. Sees his daughter every other weekend.",
            step=damp,
            step_by="key1",
        ),
        FinishTask("key1", 150, damp),
        Consult(
            "gp1",
            84,
            (
                *_carl_tells(day, 84, 6),
                *audit_c(3, 1, 1),
                Item(ItemKind.VACCINE, Schedule.STANDARD, number=1, text="given"),
                Item(ItemKind.ADVICE, Advice.CRACK_PIPE_SAFETY),
            ),
            notes="The dose holds. Crack after pay day, with friends.",
        ),
    )


def _carl_tells(day, ago, crack_days) -> tuple[Item, ...]:
    use = uses(
        SubstanceUse(Substance.HEROIN, NONE_TOLD, 0),
        SubstanceUse(Substance.CRACK, Change.LESS, crack_days, Route.SMOKE, "2 rocks"),
    )
    return (
        *use,
        Item(ItemKind.INJECTING, text=Injecting.PREVIOUS),
        Item(ItemKind.TOBACCO, number=15),
        *safe(before(day, ago), before(day, -250)),
    )


def _carl_lately(day) -> tuple[Act, ...]:
    wish = "Wants more time with his daughter. Sleep is poor."
    wants = "More of the month with my girl, less of it with the pipe."
    since = "His daughter stays every other weekend now"
    return (
        TellMedicine("gp1", 30, "Methadone 60 mg daily, supervised", "Dr Yusuf"),
        LogContact("key1", 21, SPOKE, MEETING, wish, 14),
        SetAim("key1", 21, PresentAim.REDUCE, wants, "drug-free", since),
        LogContact("key1", 7, SPOKE, CALL, "Well. Collects every day.", 11),
        Book("key1", 7, "key1", _to_monday(day), "14:00", SURGERY),
    )


def _to_monday(day) -> int:
    """Days until Leon's next clinic at Millbrook."""
    return 7 - day.weekday()


def _karl():
    asked = "Asked how to drink less. Wants no referral."
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
        acts=(LogContact("nurse1", 200, SPOKE, MEETING, asked, 240),),
    )


def _keeley(day):
    facts = core_facts(
        before(day, 306), before(day, 302), Injecting.NEVER, Substance.HEROIN
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
            OpenEpisode("key2", 300, "key2", facts, STEADY),
            Permit("key2", 300, COBDEN, ConsentKind.MEDICINE),
            HandOver("spec1", 296, "spec1"),
            TellMedicine("spec1", 296, "Buprenorphine 8 mg daily", "Dr Okafor"),
            OpenOwnRecord("key2", 280, "su2"),
            SetAim("key2", 280, PresentAim.MAINTAIN, "Stay on what holds me."),
            Consult(
                "spec1", 98, _keeley_tells(day, 98), notes="Steady. No missed doses."
            ),
            Consult(
                "spec1", 14, _keeley_tells(day, 14), notes="Steady for sixteen weeks."
            ),
            TellMedicine("spec1", 14, "Buprenorphine 12 mg daily", "Dr Okafor"),
            Refer("key2", 8, ReferralKind.ONWARD, TALK, "Low mood since spring."),
            AcceptReferral("psy1", 7),
            LogContact("key2", 6, SPOKE, CALL, "All well.", 15),
            BookMeeting("psy1", 6, 3),
        ),
    )


def _keeley_tells(day, ago) -> tuple[Item, ...]:
    use = uses(
        SubstanceUse(Substance.HEROIN, NONE_TOLD, 0),
        SubstanceUse(Substance.CRACK, NONE_TOLD, 0),
    )
    safely = safe(before(day, ago), before(day, -400), pregnancy=Answer.NO)
    return (*use, *safely)


def _marek(day):
    facts = core_facts(
        before(day, 47),
        before(day, 43),
        Injecting.NEVER,
        Substance.ALCOHOL,
        ethnicity="C",
    )
    wish = "Wants to stop today. Talked about why slowly."
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
            OpenEpisode("key1", 40, "key1", facts, "Alcohol, high dependence"),
            Permit("key1", 40, MILLBROOK),
            _marek_tells(),
            SetAim("key1", 33, PresentAim.STOP, "Stop, and see my brother again."),
            Refer("key1", 22, ReferralKind.ONWARD, LIVER, "Liver tests raised twice."),
            Consult(
                "gp1",
                19,
                (Item(ItemKind.STIMULANTS, text="not_asked"), *audit_c(4, 4, 4)),
                behaviours=(Behaviour.ALCOHOL,),
                notes="Bloods taken. Thiamine. Detox only with the service.",
            ),
            LogContact("key1", 5, SPOKE, MEETING, wish, 7),
        ),
    )


def _marek_tells():
    drink = SubstanceUse(
        Substance.ALCOHOL, Change.NO_CHANGE, 28, Route.ORAL, "a litre of vodka a day"
    )
    return Consult(
        "key1",
        33,
        (
            *uses(drink),
            Item(ItemKind.STIMULANTS, text="not_asked"),
            *audit_c(4, 4, 4),
            Item(ItemKind.ADVICE, Advice.NOT_STOPPING_DRINKING_SUDDENLY),
        ),
        behaviours=(Behaviour.ALCOHOL,),
        notes="Shakes each morning; one fit last year. Must not stop suddenly.",
    )


def _noor():
    found = "AUDIT-C 11 of 12: positive screen. Text her; mornings are safe."
    return Person(
        key="noor",
        family="Haddad",
        given="Noor",
        sex=Sex.FEMALE,
        born_on=date(1991, 5, 17),
        nhs_number=None,
        phone="07700 900106",
        made_by="gp1",
        made_ago=2,
        acts=(
            Consult(
                "gp1",
                2,
                (Item(ItemKind.STIMULANTS, text="not_asked"), *audit_c(4, 3, 4)),
                behaviours=(Behaviour.ALCOHOL,),
                notes="Came about her sleep. Would like help to drink less.",
            ),
            Refer("gp1", 2, ReferralKind.TREATMENT, HARBOUR, found),
        ),
    )


def _dean(day):
    facts = core_facts(
        before(day, 155), before(day, 152), Injecting.NEVER, Substance.HEROIN
    )
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
            OpenEpisode("keyN", 150, "keyN", facts),
            LogContact("keyN", 9, SPOKE, CALL, "Told of Northmoor alone."),
        ),
    )


def the_cast(day: date) -> list[Person]:
    """The named people of the stories, as they stand on ``day``."""
    return [_carl(day), _karl(), _keeley(day), _marek(day), _noor(), _dean(day)]
