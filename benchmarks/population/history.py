"""History: what was said and done, what waits, and the timeline that tells of it."""

from accounts.permissions import Role
from benchmarks.population.calendar import CLOSES, NONE, OPENS
from benchmarks.population.care import KEY
from benchmarks.population.entries import draw_consultations, draw_contacts
from benchmarks.population.sheets import Sheet
from core.models import Draft
from core.reach import Reach
from patients.models import Appointment, Consultation, TimelineEntry, WorkItem
from patients.rules.appointments import State
from patients.rules.words import EntryForm, TimelineKind
from patients.rules.worklist import HARM_ORDER, WorkKind

CONSULTATIONS = 35  # in a hundred entries; the others are contact notes
WAITING = 10  # in a hundred work items
SEEN = 40  # in a hundred of those that wait
BY_THE_GP = 45  # in a hundred entries about people who share with their practice
EXPECTED = 80  # in a hundred people in treatment have a next appointment
DRAFTED = 3  # in a hundred people have an entry begun and not yet saved
DRAFT_BYTES, DRAFT_DAYS = 600, 7
KINDS_OF_WORK = {
    WorkKind.REVIEW_DUE: ("Review", 40),
    WorkKind.NO_NEXT_CONTACT: ("No next contact", 12),
    WorkKind.TASK: ("Call about sleep", 28),
    WorkKind.VACCINE_DUE: ("Hepatitis B dose 2", 10),
    WorkKind.MISSING_FACTS: ("Accommodation is missing from the return", 6),
    WorkKind.RESULT_TO_READ: ("Blood test result to read", 4),
}
OTHER_LINES = (
    (TimelineKind.APPOINTMENT, Reach.RECORD, "Appointment booked", 30),
    (TimelineKind.TASK, Reach.RECORD, "Done: Review", 30),
    (TimelineKind.MEDICINE, Reach.MEDICINE, "Medicine told: daily dose", 25),
    (TimelineKind.HEALTH, Reach.RECORD, "Hepatitis B dose given", 8),
    (TimelineKind.SHARING, Reach.RECORD, "Agreed to share record", 5),
    (TimelineKind.EPISODE, Reach.RECORD, "Named worker changed", 2),
)


class History:
    """Writes down what happened to the people of one scheme after another."""

    def __init__(self, dice, calendar, day):
        self.dice, self.calendar = dice, calendar
        self.consulted = {
            group: draw_consultations(dice, group, day)
            for group in ("opiate", "alcohol", "other")
        }
        self.contacted = draw_contacts(dice)
        self.entries = Sheet(
            Consultation,
            f"{KEY} on_day form kind place behaviours items plan notes author_id"
            " author_name next_on",
        )
        self.timeline = Sheet(
            TimelineEntry,
            f"{KEY} pharmacy_id on_day at reach kind title detail by source_id",
        )
        self.work = Sheet(
            WorkItem,
            f"{KEY} organisation_id membership_id role kind harm title due_on source_id"
            " seen_at seen_by done_at done_by done_on",
        )
        self.appointments = Sheet(
            Appointment,
            f"{KEY} organisation_id place starts_at with_member_id state",
        )

        self.drafts = Sheet(Draft, "id saved_at user_id form about sealed kept_until")

    @property
    def sheets(self):
        return [
            self.entries,
            self.timeline,
            self.work,
            self.appointments,
            self.drafts,
        ]

    def write(self, people, quota):
        """So many entries, lines and work items among ``people``, the busiest most."""
        weights = [person.weight for person in people]
        for person in self._chosen(people, weights, quota.entries):
            self._entry(person)
        for person in self._chosen(people, weights, quota.work_items):
            self._work_item(person)
        for person in people:
            if person.is_active and self.dice.falls(EXPECTED):
                self._appointment(person)
            if self.dice.falls(DRAFTED):
                self._draft(person)
        rest = quota.timeline - len(self.timeline.lines)
        kinds = self.dice.choices(
            OTHER_LINES, [share for *_, share in OTHER_LINES], k=max(rest, 0)
        )
        for person, kind in zip(
            self._chosen(people, weights, len(kinds)), kinds, strict=True
        ):
            self._line(person, kind)

    def _chosen(self, people, weights, count):
        return self.dice.choices(people, weights, k=count)

    def _author(self, person):
        if person.practice and self.dice.falls(BY_THE_GP):
            return self.dice.pick(person.practice.of(Role.GP, Role.NURSE))
        return person.worker or self.dice.pick(person.service.of(Role.OUTREACH))

    def _entry(self, person):
        dice, author = self.dice, self._author(person)
        ago = dice.below(person.opened)
        made_at, number = self.calendar.moment(ago)
        on_day = self.calendar.day(ago)
        if self.dice.falls(CONSULTATIONS):
            columns, told = dice.pick(self.consulted[person.group])
            form, kind = EntryForm.CONSULTATION, TimelineKind.CONSULTATION
        else:
            form, columns, told = dice.pick(self.contacted)
            kind = TimelineKind.CONTACT
        next_on = self.calendar.day(ago - 84) if ago > 84 else NONE
        start = f"{number}\t{made_at}\t{person.key}"
        self.entries.lines.append(
            f"{start}\t{on_day}\t{form}\t{columns}\t{author.id}"
            f"\t{author.signature}\t{next_on}"
        )
        _, told_id = self.calendar.moment(ago)
        self.timeline.lines.append(
            f"{told_id}\t{made_at}\t{person.key}\t{person.pharmacy}\t{on_day}\t{made_at}"
            f"\t{Reach.RECORD}\t{kind}\t{told}\t{author.signature}\t{number}"
        )

    def _line(self, person, what):
        kind, reach, title, _ = what
        ago = self.dice.below(person.opened)
        at, number = self.calendar.moment(ago)
        author = person.worker or person.service.of(Role.OUTREACH)[0]
        self.timeline.lines.append(
            f"{number}\t{at}\t{person.key}\t{person.pharmacy}\t{self.calendar.day(ago)}"
            f"\t{at}\t{reach}\t{kind}\t{title}\t\t{author.signature}\t{NONE}"
        )

    def _work_item(self, person):
        dice = self.dice
        [(kind, (title, _))] = dice.choices(
            list(KINDS_OF_WORK.items()), [share for _, share in KINDS_OF_WORK.values()]
        )
        waits = person.is_active and self.dice.falls(WAITING / 0.78)
        ago = dice.between(-10, 40) if waits else dice.below(person.opened)
        made_at, number = self.calendar.moment(max(ago, 0))
        member = self._author(person)
        seen, done = f"{NONE}\t", f"{NONE}\t\t{NONE}"
        if not waits or self.dice.falls(SEEN):
            seen = f"{made_at}\t{member.name}"
        if not waits:
            done = f"{made_at}\t{member.name}\t{self.calendar.day(ago)}"
        is_its_own = member.role == Role.KEYWORKER or kind == WorkKind.TASK
        self.work.lines.append(
            f"{number}\t{made_at}\t{person.key}\t{member.organisation}"
            f"\t{member.id if is_its_own else NONE}\t\t{kind}\t{HARM_ORDER[kind]}"
            f"\t{title}\t{self.calendar.day(ago)}\t{number}\t{seen}\t{done}"
        )

    def _appointment(self, person):
        made_at, number = self.calendar.moment(self.dice.between(1, 20))
        in_days = self.dice.below(28)
        minute = self.dice.between(OPENS // 15, CLOSES // 15) * 15
        starts_at = (
            f"{self.calendar.day(-in_days)} {minute // 60:02}:{minute % 60:02}+00"
        )
        self.appointments.lines.append(
            f"{number}\t{made_at}\t{person.key}\t{person.service.organisation}"
            f"\t{person.service.name}\t{starts_at}\t{person.worker.id}\t{State.BOOKED}"
        )

    def _draft(self, person):
        ago = self.dice.below(DRAFT_DAYS)
        saved_at, number = self.calendar.moment(ago)
        sealed = self.dice.randbytes(DRAFT_BYTES).hex()
        kept_until = self.calendar.day(ago - DRAFT_DAYS)
        self.drafts.lines.append(
            f"{number}\t{saved_at}\t{self._author(person).user_id}\tlog_consultation"
            f"\t{person.id}\t\\\\x{sealed}\t{kept_until}"
        )
