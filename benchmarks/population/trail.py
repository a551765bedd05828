"""The trail: who looked at whom, and what was done."""

from accounts.permissions import Role
from audit.models import Access, Event
from benchmarks.population.calendar import NONE
from benchmarks.population.sheets import Sheet

LISTS = 8  # in a hundred accesses show a list
LONGEST_LIST = 20
PAGES = ("show_case", "list_timeline", "log_consultation", "show_consultation")
VERBS = ("consultation_logged", "contact_logged", "item_finished")
LOOKERS = (Role.KEYWORKER, Role.TEAM_LEAD, Role.SPECIALIST, Role.OUTREACH)
BY_THE_PRACTICE = 30  # in a hundred looks at those who share with it
YEARS_KEPT = 2


class Trail:
    """Writes down the looks and acts of one scheme after another."""

    def __init__(self, dice, calendar):
        self.dice, self.calendar = dice, calendar
        who = "at user_id membership_id role org_id scheme_id patient_id"
        self.accesses = Sheet(Access, f"{who} shown what session_ref from_ip")
        self.events = Sheet(Event, f"{who} verb subject_type subject_id")

    @property
    def sheets(self):
        return [self.accesses, self.events]

    def write(self, people, quota):
        weights = [person.weight for person in people]
        for person in self.dice.choices(people, weights, k=quota.accesses):
            self._look(person, people)
        for person in self.dice.choices(people, weights, k=quota.events):
            self._act(person)

    def _by(self, person):
        dice = self.dice
        if person.practice and dice.falls(BY_THE_PRACTICE):
            member = dice.pick(person.practice.of(Role.GP, Role.NURSE))
        else:
            member = person.worker or dice.pick(person.service.of(*LOOKERS))
        ago = dice.below(min(person.opened, YEARS_KEPT * 365))
        at, number = self.calendar.moment(ago)
        who = f"{member.user_id}\t{member.id}\t{member.role}\t{member.organisation}"
        return f"{at}\t{who}\t{person.scheme}", number

    def _look(self, person, people):
        dice = self.dice
        start, number = self._by(person)
        patient, shown, what = person.id, NONE, dice.pick(PAGES)
        if dice.falls(LISTS):
            first = dice.below(len(people))
            some = people[first : first + dice.between(1, LONGEST_LIST + 1)]
            patient, what = NONE, "list_caseload"
            shown = "{" + ",".join(each.id for each in some) + "}"
        self.accesses.lines.append(
            f"{start}\t{patient}\t{shown}\t{what}\t{number[-16:]}"
            f"\t10.{dice.below(256)}.{dice.below(256)}.7"
        )

    def _act(self, person):
        start, number = self._by(person)
        verb = self.dice.pick(VERBS)
        self.events.lines.append(
            f"{start}\t{person.id}\t{verb}\tpatients.consultation\t{number}"
        )
