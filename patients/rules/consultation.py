"""The consultation: what kind, where, about what, and when the next review is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.vocabulary import Vocabulary
from patients.rules.items import Item


class Kind(Vocabulary):
    """The three parts of general practice in this work."""

    HEALTH_PROMOTION = "health_promotion"
    GENERAL_MEDICAL = "general_medical"
    SPECIFIC_INTERVENTION = "specific_intervention"


class Behaviour(Vocabulary):
    """What the consultation is about; one or more."""

    DRUGS = "drugs"
    ALCOHOL = "alcohol"
    TOBACCO = "tobacco"
    EATING = "eating"
    OTHER = "other"


class Place(Vocabulary):
    """Where people met, or how."""

    OWN_PRACTICE = "own_practice"
    OTHER_PRACTICE = "other_practice"
    SERVICE = "service"
    PHARMACY = "pharmacy"
    HOME = "home"
    PHONE = "phone"
    VIDEO = "video"
    OUTREACH = "outreach"
    OTHER = "other"


class Advice(Vocabulary):
    """Brief advice that can be ticked in the room, and counted."""

    CRACK_PIPE_SAFETY = "crack_pipe_safety"
    SAFER_INJECTING = "safer_injecting"
    MIXING_WITH_ALCOHOL = "mixing_with_alcohol"
    MIXING_WITH_BENZODIAZEPINES = "mixing_with_benzodiazepines"
    OVERDOSE_AND_NALOXONE = "overdose_and_naloxone"
    LOST_TOLERANCE = "lost_tolerance"
    SLEEP = "sleep"
    FOOD_AND_DRINK = "food_and_drink"
    SEXUAL_HEALTH = "sexual_health"
    SAFE_STORAGE = "safe_storage"
    DRIVING = "driving"
    DRINKING_LESS = "drinking_less"
    NOT_STOPPING_DRINKING_SUDDENLY = "not_stopping_drinking_suddenly"
    STOPPING_SMOKING = "stopping_smoking"
    WHAT_STAYS_PRIVATE = "what_stays_private"


class Material(Vocabulary):
    """What can be handed over, and counted."""

    CRACK_PIPES = "crack_pipes"
    FOIL = "foil"
    INJECTING_EQUIPMENT = "injecting_equipment"
    NALOXONE_KIT = "naloxone_kit"
    CONDOMS = "condoms"
    LOCKED_BOX = "locked_box"
    LEAFLET = "leaflet"


# Shown and given where use is asked about (DIS-1).
DISCLOSURE_STATEMENT = (
    "Telling us what you use will not lose you help. It changes no appointment and"
    " no medicine. We cannot keep to ourselves that a child is at risk or that"
    " someone may come to serious harm; we would talk to you about it first if we can."
)


NOT_ASKED = "not_asked"  # of a safety fact, a substance, or of stimulants at large


@dataclass(frozen=True)
class PlanItem:
    """One thing that someone will do by a day."""

    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """One consultation as it was saved; an amendment is another entry."""

    on_day: date
    place: Place
    kind: Kind
    behaviours: tuple[Behaviour, ...]
    author: str  # name and organisation, as they are shown
    items: tuple[Item, ...] = ()
    notes: str = ""
    plan: tuple[PlanItem, ...] = ()
    next_review_on: date | None = None

    def __post_init__(self):
        if not self.behaviours:
            raise ValueError("A consultation is about at least one behaviour")


def says_something(entry: Entry) -> bool:
    """True if an entry tells at least one thing: an answer, a note or a next step.

    That nothing was asked is kept, but it is no consultation and finishes no review.

    Source: rule CON-2 in docs/clinical-rules.md.
    """
    told = any(not _is_silence(item) for item in entry.items)
    return told or bool(entry.notes.strip()) or bool(entry.plan)


def _is_silence(item):
    return item.text == NOT_ASKED


def review_due(on_day: date, weeks: int) -> date:
    """The day the next review is due, weekends and bank holidays like any other.

    Units: whole weeks.
    Raises: ValueError if ``weeks`` is less than 1.
    Source: rule REV-1 in docs/clinical-rules.md.
    """
    if weeks < 1:
        raise ValueError(f"A review every {weeks} weeks")
    return on_day + timedelta(weeks=weeks)
