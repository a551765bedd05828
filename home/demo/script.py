"""What happens to a person of the demo, act by act, in plain words: no database.

The same script is played on the stage and counted for the sheet of known totals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from patients.rules.aim import PresentAim
from patients.rules.appointments import Verb
from patients.rules.consultation import Behaviour, Kind
from patients.rules.contact import Channel, Outcome
from patients.rules.episode import CloseReason, Sex
from patients.rules.items import Item
from patients.rules.sharing import ConsentKind
from patients.rules.words import TreatmentLine, TurnBecause
from referrals.rules.states import ReferralKind

IN_PERSON = "Said so in person"


@dataclass(frozen=True)
class Act:
    """Somebody does something, so many days before the demo's day."""

    by: str
    ago: int


@dataclass(frozen=True)
class Permit(Act):
    """The person lets a place see one kind of information."""

    to: str
    kind: ConsentKind = ConsentKind.RECORD


@dataclass(frozen=True)
class OpenEpisode(Act):
    """Treatment begins; ``facts`` are what the national return asks, where known.

    The first of its substances is the main one.
    """

    worker: str | None
    facts: Mapping[str, object]
    package: str = ""


@dataclass(frozen=True)
class CloseEpisode(Act):
    """Treatment ends."""

    reason: CloseReason


@dataclass(frozen=True)
class HandOver(Act):
    """A prescriber's turn begins."""

    to: str
    because: TurnBecause = TurnBecause.STARTED
    line: TreatmentLine = TreatmentLine.OPIOID_SUBSTITUTION


@dataclass(frozen=True)
class ShareCare(Act):
    """A practice takes the medicine over by an agreement; reviewed together since."""

    lead: str
    worker: str
    terms: Mapping[str, object]
    reviewed: tuple[int, ...] = ()


@dataclass(frozen=True)
class TellMedicine(Act):
    """A medicine as it was told to, and is prescribed by, whoever does this."""

    text: str
    told_by: str
    line: TreatmentLine = TreatmentLine.OPIOID_SUBSTITUTION


@dataclass(frozen=True)
class Consult(Act):
    """One consultation; the next review so many days after it."""

    items: tuple[Item, ...]
    behaviours: tuple[Behaviour, ...] = (Behaviour.DRUGS,)
    kind: Kind = Kind.SPECIFIC_INTERVENTION
    notes: str = ""
    step: str = ""
    step_by: str = ""
    review_in: int | None = 84


@dataclass(frozen=True)
class LogContact(Act):
    """One contact or non-attendance; the next contact so many days after it."""

    outcome: Outcome = Outcome.SPOKE
    channel: Channel = Channel.CALL
    notes: str = ""
    next_in: int | None = 14


@dataclass(frozen=True)
class SetAim(Act):
    """The person says what they want now, and perhaps in the long term."""

    present: PresentAim
    words: str
    long_term: str = ""
    reason: str = ""


@dataclass(frozen=True)
class FinishTask(Act):
    """A task that a consultation set is done."""

    title: str


@dataclass(frozen=True)
class Book(Act):
    """An appointment so many days after the demo's day, at an hour like '10:30'."""

    with_whom: str
    in_days: int
    hour: str
    place: str
    then: Verb | None = None


@dataclass(frozen=True)
class Join(Act):
    """Somebody from elsewhere, or a mentor, joins the care team."""

    who: str


@dataclass(frozen=True)
class OpenOwnRecord(Act):
    """The person may see their own record under a sign-in."""

    who: str


@dataclass(frozen=True)
class Exclude(Act):
    """The person wishes that somebody never sees them."""

    who: str
    because: str


@dataclass(frozen=True)
class KeepApart(Act):
    """The person must not meet another, who comes earlier in the cast."""

    other: str
    because: str


@dataclass(frozen=True)
class BreakGlass(Act):
    """Somebody to whom the record is closed opens it in an emergency; today alone."""

    words: str


@dataclass(frozen=True)
class Die(Act):
    """The person dies; what it starts is done the same day."""

    told_by: str


@dataclass(frozen=True)
class Refer(Act):
    """The person is sent to a place, or on to a service of the directory by name."""

    kind: ReferralKind
    to: str
    why: str


@dataclass(frozen=True)
class AcceptReferral(Act):
    """The service takes the person's newest referral."""


@dataclass(frozen=True)
class BookMeeting(Act):
    """The service books the first meeting, so many days after the demo's day."""

    in_days: int


@dataclass(frozen=True)
class Person:
    """One of the people of the demo, and all that happens to them."""

    key: str
    family: str
    given: str
    sex: Sex | str
    born_on: date | None
    nhs_number: str | None
    made_by: str
    made_ago: int
    registered: str = ""
    phone: str = ""
    preferred: str = ""
    allergies: str = ""
    safety_instruction: str = ""
    acts: tuple[Act, ...] = field(default=())

    def of(self, kind: type) -> list:
        """The acts of one kind."""
        return [act for act in self.acts if isinstance(act, kind)]
