"""Care: who shares it, on which lists a person stands, who prescribes what."""

from accounts.permissions import Role
from benchmarks.population.calendar import NONE
from benchmarks.population.sheets import Sheet
from core.reach import Reach
from patients.models import (
    Aim,
    CareLink,
    Condition,
    Consent,
    Episode,
    Flag,
    Grant,
    HealthEvent,
    MedicineTold,
    OtherMedicine,
    PrescriberTurn,
)
from patients.rules.aim import PresentAim
from patients.rules.episode import CloseReason, Setting
from patients.rules.grants import GrantBecause
from patients.rules.sharing import ConsentKind, RecipientKind
from patients.rules.words import (
    CareStatus,
    FlagKind,
    HealthEventKind,
    TreatmentLine,
    TurnBecause,
)

KEY = "id made_at patient_id scheme_id service_id practice_id"
OVERDUE, EARLIEST_DUE, LATEST_DUE = 20, -40, 84  # in a hundred; days from today
GRANTED, FLAGGED, VACCINATED, WITH_CONDITION, WITH_AIM = 2, 8, 25, 30, 60
LINES = {
    "opiate": TreatmentLine.OPIOID_SUBSTITUTION,
    "alcohol": TreatmentLine.ALCOHOL,
    "other": TreatmentLine.OTHER,
}
PRESCRIBED = {"opiate": 88, "alcohol": 15, "other": 4}  # in a hundred
MEDICINES = {
    "opiate": (
        "Methadone 1 mg in 1 ml, 60 mg daily, supervised",
        "Methadone 1 mg in 1 ml, 45 mg daily, three times a week",
        "Methadone 1 mg in 1 ml, 80 mg daily, weekly",
        "Buprenorphine 12 mg daily, supervised",
        "Buprenorphine 16 mg daily, weekly",
    ),
    "alcohol": ("Acamprosate 666 mg three times a day", "Thiamine 100 mg daily"),
    "other": ("Mirtazapine 15 mg at night",),
}
PACKAGES = ("Keyworking and prescribing", "Structured keyworking", "Group and review")
CONDITIONS = ("COPD", "Asthma", "Depression", "Hepatitis C, treated", "Leg ulcer")
OTHER_MEDICINES = ("Salbutamol inhaler", "Sertraline 100 mg", "Pregabalin 150 mg")
FLAGS = {
    FlagKind.RISK: "Overdose in the last year",
    FlagKind.INSTRUCTION: "Tell the keyworker before changing an appointment",
    FlagKind.COME_DOWN: "Heroin taken to come down from crack",
}
WHAT_IS_DUE = ("Review", "Next contact")
WISHES = {
    PresentAim.MAINTAIN: "To stay as I am and keep my flat",
    PresentAim.REDUCE: "To come down slowly, a little each month",
    PresentAim.STOP: "To stop by the summer",
}


class Care:
    """Writes down the care of one person after another."""

    def __init__(self, dice, calendar):
        self.dice, self.calendar = dice, calendar
        self.episodes = Sheet(
            Episode,
            f"{KEY} opened_on closed_on close_reason setting package named_worker_id",
        )
        self.links = Sheet(
            CareLink,
            f"{KEY} organisation_id reach named_worker_id status next_due_on"
            " next_due_what last_contact_on linked_at",
        )
        self.consents = Sheet(
            Consent, f"{KEY} pharmacy_id recipient_id recipient_kind kind from_on how"
        )
        self.turns = Sheet(
            PrescriberTurn,
            f"{KEY} pharmacy_id line n starts_on membership_id organisation_id"
            " prescriber_name because because_id",
        )
        self.medicines = Sheet(
            MedicineTold,
            f"{KEY} pharmacy_id line turn_n text told_by told_by_member_id told_on",
        )
        self.conditions = Sheet(Condition, f"{KEY} name owner told_by told_on")
        self.other_medicines = Sheet(OtherMedicine, f"{KEY} name told_by told_on")
        self.events = Sheet(HealthEvent, f"{KEY} kind code on_day result")
        self.flags = Sheet(Flag, f"{KEY} kind text owner_id")
        self.grants = Sheet(
            Grant, f"{KEY} membership_id organisation_id reach because starts_on"
        )
        self.aims = Sheet(Aim, f"{KEY} n present words from_on author_id author_name")

    @property
    def sheets(self):
        return [
            self.episodes,
            self.links,
            self.consents,
            self.turns,
            self.medicines,
            self.conditions,
            self.other_medicines,
            self.events,
            self.flags,
            self.grants,
            self.aims,
        ]

    def write(self, person):
        self._episode(person)
        self._links(person)
        self._consents(person)
        if self.dice.falls(PRESCRIBED[person.group]):
            self._medicine(person)
        self._facts(person)
        if self.dice.falls(WITH_AIM):
            self._aim(person)
        if self.dice.falls(GRANTED):
            self._grant(person)

    def _start(self, person, ago):
        """The first columns of a row about a person."""
        made_at, number = self.calendar.moment(ago)
        return f"{number}\t{made_at}\t{person.key}"

    def _episode(self, person):
        dice, day = self.dice, self.calendar.day
        closed = NONE if person.is_active else day(dice.below(person.opened))
        reason = "" if person.is_active else dice.pick(list(CloseReason))
        worker = person.worker.id if person.worker else NONE
        self.episodes.lines.append(
            f"{self._start(person, person.opened)}\t{day(person.opened)}\t{closed}"
            f"\t{reason}\t{Setting.COMMUNITY}\t{dice.pick(PACKAGES)}\t{worker}"
        )

    def _links(self, person):
        self._link(person, person.service.organisation, Reach.RECORD, person.worker)
        if person.practice:
            self._link(person, person.practice_id, Reach.RECORD, None)
        if person.pharmacy:
            self._link(person, person.pharmacy, Reach.MEDICINE, None)

    def _link(self, person, organisation, reach, worker):
        dice, day = self.dice, self.calendar.day
        is_late = self.dice.falls(OVERDUE)
        in_days = dice.between(*((EARLIEST_DUE, 0) if is_late else (0, LATEST_DUE)))
        status = CareStatus.ACTIVE if person.is_active else CareStatus.ENDED
        due, what = (day(-in_days), dice.pick(WHAT_IS_DUE))
        if not person.is_active or reach == Reach.MEDICINE:
            due, what = NONE, ""
        start = self._start(person, person.opened)
        self.links.lines.append(
            f"{start}\t{organisation}\t{reach}\t{worker.id if worker else NONE}"
            f"\t{status}\t{due}\t{what}\t{day(dice.below(min(person.opened, 90)))}"
            f"\t{start.split(chr(9), 2)[1]}"
        )

    def _consents(self, person):
        given = [(0, RecipientKind.NATIONAL_RETURN, ConsentKind.NATIONAL_RETURN)]
        if person.practice:
            given.append(
                (person.practice_id, RecipientKind.PRACTICE, ConsentKind.RECORD)
            )
        if person.pharmacy:
            given.append(
                (person.pharmacy, RecipientKind.PHARMACY, ConsentKind.MEDICINE)
            )
        for recipient, recipient_kind, kind in given:
            self.consents.lines.append(
                f"{self._start(person, person.opened)}\t{person.pharmacy}\t{recipient}"
                f"\t{recipient_kind}\t{kind}\t{self.calendar.day(person.opened)}\tsigned"
            )

    def _medicine(self, person):
        """A specialist starts; an agreement may hand it over."""
        person.prescriber = self.dice.pick(person.service.of(Role.SPECIALIST))
        self.turn(person, 1, person.prescriber, TurnBecause.STARTED, person.opened)

    def turn(self, person, n, member, because, ago, because_id=NONE):
        """Whose turn it became, and what of the medicine was told on that day."""
        line, on_day = LINES[person.group], self.calendar.day(ago)
        self.turns.lines.append(
            f"{self._start(person, ago)}\t{person.pharmacy}\t{line}\t{n}\t{on_day}"
            f"\t{member.id}\t{member.organisation}\t{member.name}\t{because}"
            f"\t{because_id}"
        )
        text = self.dice.pick(MEDICINES[person.group])
        self.medicines.lines.append(
            f"{self._start(person, ago)}\t{person.pharmacy}\t{line}\t{n}\t{text}"
            f"\t{member.name}\t{member.id}\t{on_day}"
        )

    def _facts(self, person):
        dice, ago = self.dice, self.dice.below(person.opened)
        told = f"{person.service.name}\t{self.calendar.day(ago)}"
        if self.dice.falls(WITH_CONDITION):
            name = dice.pick(CONDITIONS)
            self.conditions.lines.append(
                f"{self._start(person, ago)}\t{name}\t\t{told}"
            )
        if self.dice.falls(WITH_CONDITION):
            name = dice.pick(OTHER_MEDICINES)
            self.other_medicines.lines.append(
                f"{self._start(person, ago)}\t{name}\t{told}"
            )
        if self.dice.falls(VACCINATED):
            self.events.lines.append(
                f"{self._start(person, ago)}\t{HealthEventKind.HEPATITIS_B_DOSE}"
                f"\tstandard:1\t{self.calendar.day(ago)}\tgiven"
            )
        if self.dice.falls(FLAGGED):
            kind, text = dice.pick(list(FLAGS.items()))
            owner = person.worker.id if person.worker else NONE
            self.flags.lines.append(
                f"{self._start(person, ago)}\t{kind}\t{text}\t{owner}"
            )

    def _aim(self, person):
        ago = self.dice.below(person.opened)
        present, words = self.dice.pick(list(WISHES.items()))
        author = person.worker or self.dice.pick(person.service.of(Role.TEAM_LEAD))
        self.aims.lines.append(
            f"{self._start(person, ago)}\t1\t{present}\t{words}"
            f"\t{self.calendar.day(ago)}\t{author.id}\t{author.name}"
        )

    def _grant(self, person):
        partner = self.dice.pick(person.service.of(Role.PARTNER, Role.MENTOR))
        is_mentor = partner.role == Role.MENTOR
        because = GrantBecause.MENTOR if is_mentor else GrantBecause.TEAM
        reach = Reach.NAME if is_mentor else Reach.RECORD
        ago = self.dice.below(person.opened)
        self.grants.lines.append(
            f"{self._start(person, ago)}\t{partner.id}\t{NONE}\t{reach}\t{because}"
            f"\t{self.calendar.day(ago)}"
        )
