"""Sharing: agreements between services and practices, and whose turn it was by them."""

from dataclasses import dataclass, field

from accounts.permissions import Role
from agreements.models import (
    ActSeen,
    Agreement,
    AgreementAct,
    HowAgreed,
    PharmacyPart,
    Suitability,
)
from agreements.rules.states import RUNNING, WAITING, State, Verb, move_of
from agreements.rules.suitability import Place
from benchmarks.population.calendar import NONE
from benchmarks.population.care import KEY, LINES, MEDICINES
from benchmarks.population.sheets import Sheet
from benchmarks.population.staff import Member, Team
from benchmarks.population.terms import ADVICE_CONTACT, ASKED, PART, REASONS, terms_of
from core.reach import Reach
from patients.rules.grants import GrantBecause
from patients.rules.words import TurnBecause
from patients.rules.worklist import HARM_ORDER, WorkKind

HANDED_OVER = 85  # in a hundred of those prescribed for who share with their practice
REVIEW_WEEKS = 12
REVIEW_DAYS, REPLY_DAYS, NOTICE_DAYS = REVIEW_WEEKS * 7, 14, 28
MOST_REVIEWS, REVIEW_MISSED = 2, 15  # in a hundred
LEAD_NAMED, DEPUTY_NAMED, SEEN_BY_A_SECOND = 70, 40, 30  # in a hundred
# Of those whose care the practice took over, and of all others who were asked about.
TAKEN_OVER = {State.ACTIVE: 94, State.NOTICE_GIVEN: 6}
HANDED_BACK = {State.ENDED: 55, State.TRANSFERRED: 45}
ASKED_ABOUT = {State.DRAFT: 4, State.SENT: 14, State.QUERY: 4, State.ACCEPTED: 8}
CAME_TO_NOTHING = {State.DECLINED: 26, State.WITHDRAWN: 10, State.LAPSED: 6}
# What was done until it ran, and what to each that is not.
BEGUN = (Verb.SEND, Verb.ASK, Verb.ANSWER, Verb.ACCEPT, Verb.AGREE)
DONE = {
    State.DRAFT: (),
    State.SENT: (Verb.SEND, Verb.ASK, Verb.ANSWER),
    State.QUERY: (Verb.SEND, Verb.ASK, Verb.ANSWER, Verb.ASK),
    State.ACCEPTED: (Verb.SEND, Verb.ASK, Verb.ANSWER, Verb.ACCEPT),
    State.DECLINED: (Verb.SEND, Verb.ASK, Verb.ANSWER, Verb.DECLINE),
    State.WITHDRAWN: (Verb.SEND, Verb.ASK, Verb.ANSWER, Verb.WITHDRAW),
    State.LAPSED: (Verb.SEND, Verb.ASK, Verb.ANSWER, Verb.ACCEPT, Verb.LAPSE),
}
OF_THE_SERVICE = {Verb.SEND, Verb.ANSWER, Verb.WITHDRAW, Verb.END}
OF_THE_CLOCK = {Verb.ACTIVATE, Verb.LAPSE, Verb.TRANSFER}
SAID = {
    Verb.ASK: "Who arranges the next blood test, and when was the last?",
    Verb.ANSWER: "We do, in the second week of each quarter; the last was normal.",
    Verb.DECLINE: "Both of our prescribers are away until the spring.",
    Verb.REVIEW: "Well on the dose. The agreement goes on as it is.",
    Verb.GIVE_NOTICE: "The prescriber of the practice leaves.",
}
REASON = {Verb.DECLINE: "no_capacity"}


@dataclass
class Story:
    """What became of one agreement; days are told as so many days ago."""

    id: str
    person: object
    practice: Team
    specialist: Member
    gp: Member | None
    state: State
    sent: int
    starts: int | None = None
    over: int | None = None
    acts: list = field(default_factory=list)  # verb and day

    @property
    def has_run(self):
        return self.state in (*RUNNING, *HANDED_BACK)

    @property
    def has_agreed(self):
        return self.has_run or any(verb == Verb.AGREE for verb, _ in self.acts)


class Sharing:
    """Writes down the agreements of one scheme after another."""

    def __init__(self, dice, calendar, care, history):
        self.dice, self.calendar = dice, calendar
        self.care, self.history = care, history
        self.agreements = Sheet(
            Agreement,
            f"{KEY} line specialist_id asked_organisation_id gp_id deputies"
            " keyworker_id pharmacy_id terms state sent_on reply_by_on starts_on"
            " notice_on review_weeks review_due_on agreed_how agreed_by_id agreed_on"
            " last_n settled_n",
        )
        self.acts = Sheet(
            AgreementAct,
            f"{KEY} agreement_id n verb before after by_id signature on_day at reason"
            " text shown_to_id",
        )
        self.seen = Sheet(
            ActSeen, f"{KEY} agreement_id n by_id signature at shown_to_id"
        )
        self.decisions = Sheet(
            Suitability,
            f"{KEY} on_day at asked suggested reasons decided author_id author_name",
        )
        self.parts = Sheet(
            PharmacyPart,
            f"{KEY} agreement_id pharmacy_id asked_pharmacy_id line medicine duties"
            " advice_contact starts_on",
        )

    @property
    def sheets(self):
        return [self.agreements, self.acts, self.seen, self.decisions, self.parts]

    def write(self, staff, people, quota):
        """So many agreements, first those by which practices prescribe."""
        asked = [one for one in people if one.prescriber and one.registered]
        taken = [one for one in asked if one.practice and self.dice.falls(HANDED_OVER)]
        taken = taken[: quota.agreements]
        chosen = {one.id for one in taken}
        others = [one for one in asked if one.id not in chosen]
        self.dice.shuffle(others)
        for person in taken:
            states = TAKEN_OVER if person.is_active else HANDED_BACK
            self._agreement(staff, person, states)
        for person in others[: quota.agreements - len(taken)]:
            states = CAME_TO_NOTHING | HANDED_BACK
            states |= ASKED_ABOUT if person.is_active else {}
            self._agreement(staff, person, states)

    def _agreement(self, staff, person, states):
        [state] = self.dice.choices(list(states), weights=states.values())
        story = self._story(person, state)
        self._row(story)
        for n, (verb, ago) in enumerate(story.acts, 1):
            self._act(staff, story, n, verb, ago)
        if story.acts:
            self._looks(story)
        self._decision(story)
        if story.has_run:
            self._turns(story)
        if story.state in (*WAITING, State.ACCEPTED):
            self._waits(story)
        if story.starts is not None and person.pharmacy and story.over is None:
            self._part(story)

    def _story(self, person, state):
        dice, practice = self.dice, person.practice or person.registered
        sent = dice.below(min(20, person.opened))
        starts = over = None
        if state in (*RUNNING, *HANDED_BACK):
            starts = dice.below(person.opened)
            sent = min(person.opened, starts + dice.between(10, 60))
            over = dice.below(starts + 1) if state in HANDED_BACK else None
        elif state == State.ACCEPTED:
            starts = -dice.below(20)
        elif state in CAME_TO_NOTHING:
            sent = dice.below(person.opened)
            starts = max(0, sent - 30) if state == State.LAPSED else None
            over = max(0, sent - dice.between(3, 60))
        is_led = starts is not None or dice.falls(LEAD_NAMED)
        gp = dice.pick(practice.of(Role.GP)) if is_led else None
        _, number = self.calendar.moment(sent)
        story = Story(
            number, person, practice, person.prescriber, gp, state, sent, starts, over
        )
        story.acts = self._acts_of(story)
        return story

    def _acts_of(self, story):
        """Verbs and days, from the request to what was done last."""
        if not story.has_run:
            verbs = DONE[story.state]
            if story.state == State.ACCEPTED and self.dice.falls(50):
                verbs = (*verbs, Verb.AGREE)
            return self._spread(verbs, story.sent, story.over or 0)
        acts = self._spread((*BEGUN, Verb.ACTIVATE), story.sent, story.starts)
        return acts + self._run(story)

    def _spread(self, verbs, first, last):
        """Some acts, as far from one another as the days allow."""
        steps = max(1, len(verbs) - 1)
        return [(v, first - (first - last) * n // steps) for n, v in enumerate(verbs)]

    def _run(self, story):
        """The last reviews of what ran, and how it ended if it has."""
        last = story.over or 0
        times = (story.starts - last) // REVIEW_DAYS
        kept = range(max(1, times - MOST_REVIEWS + 1), times + 1)
        acts = [(Verb.REVIEW, story.starts - n * REVIEW_DAYS) for n in kept]
        if story.over is None and acts and self.dice.falls(REVIEW_MISSED):
            acts.pop()
        if story.state in (State.NOTICE_GIVEN, State.TRANSFERRED):
            noticed = acts[-1][1] if acts else story.starts
            acts.append((Verb.GIVE_NOTICE, min(noticed, last + NOTICE_DAYS // 2)))
        if story.over is not None:
            is_ended = story.state == State.ENDED
            acts.append((Verb.END if is_ended else Verb.TRANSFER, last))
        return acts

    def _start(self, story, ago):
        """The first columns of a row about an agreement's person."""
        made_at, number = self.calendar.moment(ago)
        return f"{number}\t{made_at}\t{story.person.key}"

    def _row(self, story):
        person, dice = story.person, self.dice
        made_at, _ = self.calendar.moment(story.sent)
        colleagues = story.practice.of(Role.GP)
        deputies = "{}"
        if story.starts is not None and dice.falls(DEPUTY_NAMED):
            others = [str(one.id) for one in colleagues if one is not story.gp]
            deputies = "{" + ",".join(others[:2]) + "}"
        self.agreements.lines.append(
            f"{story.id}\t{made_at}\t{person.key}\t{LINES[person.group]}"
            f"\t{story.specialist.id}\t{story.practice.organisation}"
            f"\t{story.gp.id if story.gp else NONE}\t{deputies}"
            f"\t{person.worker.id if person.worker else NONE}\t{person.pharmacy}"
            f"\t{terms_of(dice.pick(MEDICINES[person.group]))}\t{story.state}"
            f"\t{self._days(story)}\t{len(story.acts)}\t{len(story.acts)}"
        )

    def _days(self, story):
        """The columns from the day of sending to the day of the person's yes."""
        day, is_sent = self.calendar.day, bool(story.acts)
        sent = day(story.sent) if is_sent else NONE
        reply = day(story.sent - REPLY_DAYS) if is_sent else NONE
        starts = NONE if story.starts is None else day(story.starts)
        told = any(verb == Verb.GIVE_NOTICE for verb, _ in story.acts)
        gone = -NOTICE_DAYS // 2 if story.over is None else story.over
        notice_on = day(gone) if told else NONE
        due = day(self._reviewed(story) - REVIEW_DAYS) if story.has_run else NONE
        agreed = f"\t{NONE}\t{NONE}"
        if story.has_agreed:
            on_day = next(ago for verb, ago in story.acts if verb == Verb.AGREE)
            agreed = f"{HowAgreed.IN_PERSON}\t{story.specialist.id}\t{day(on_day)}"
        return (
            f"{sent}\t{reply}\t{starts}\t{notice_on}\t{REVIEW_WEEKS}\t{due}\t{agreed}"
        )

    def _reviewed(self, story):
        """The last review, or the start, so many days ago; never too long."""
        reviews = [ago for verb, ago in story.acts if verb == Verb.REVIEW]
        return min([story.starts, *reviews])

    def _act(self, staff, story, n, verb, ago):
        before = self._before(story, n)
        after = move_of(before, verb).after
        start = self._start(story, ago)
        by = self._by(staff, story, verb)
        self.acts.lines.append(
            f"{start}\t{story.id}\t{n}\t{verb}\t{before}\t{after}\t{by.id}"
            f"\t{by.signature}\t{self.calendar.day(ago)}\t{start.split(chr(9), 2)[1]}"
            f"\t{REASON.get(verb, '')}\t{SAID.get(verb, '')}"
            f"\t{story.practice.organisation}"
        )

    def _before(self, story, n):
        state = State.DRAFT
        for verb, _ in story.acts[: n - 1]:
            state = move_of(state, verb).after
        return state

    def _by(self, staff, story, verb):
        if verb in OF_THE_CLOCK:
            return staff.clock
        if verb in OF_THE_SERVICE:
            return story.specialist
        return story.gp or story.practice.of(Role.GP)[0]

    def _looks(self, story):
        """Both sides have read it as it stands; some by a second of the service."""
        ago = story.acts[-1][1]
        readers = [story.specialist, story.gp or story.practice.of(Role.GP)[0]]
        if story.person.worker and self.dice.falls(SEEN_BY_A_SECOND):
            readers.append(story.person.worker)
        for by in readers:
            start = self._start(story, ago)
            self.seen.lines.append(
                f"{start}\t{story.id}\t{len(story.acts)}\t{by.id}\t{by.signature}"
                f"\t{start.split(chr(9), 2)[1]}\t{story.practice.organisation}"
            )

    def _decision(self, story):
        start, by = self._start(story, story.sent), story.specialist
        self.decisions.lines.append(
            f"{start}\t{self.calendar.day(story.sent)}\t{start.split(chr(9), 2)[1]}"
            f"\t{ASKED}\t{Place.PRACTICE}\t{REASONS}\t{Place.PRACTICE}\t{by.id}"
            f"\t{by.signature}"
        )

    def _turns(self, story):
        """The practice's turn, and after it the service's again."""
        turn, because = self.care.turn, TurnBecause.AGREEMENT
        turn(story.person, 2, story.gp, because, story.starts, story.id)
        if story.over is not None:
            if story.state == State.TRANSFERRED:
                because = TurnBecause.NOTICE
            turn(story.person, 3, story.specialist, because, story.over, story.id)

    def _waits(self, story):
        """The practice sees the name meanwhile, and one of the sides has to answer."""
        on_day = self.calendar.day(story.sent)
        self.care.grants.lines.append(
            f"{self._start(story, story.sent)}\t{NONE}\t{story.practice.organisation}"
            f"\t{Reach.NAME}\t{GrantBecause.REQUEST}\t{on_day}"
        )
        if story.state not in WAITING:
            return
        member, role = story.specialist, ""
        title = f"Answer the question of {story.practice.name}"
        if story.state == State.SENT:
            member, role = story.gp, "" if story.gp else Role.GP
            title = "Answer the request to share care"
        organisation = member.organisation if member else story.practice.organisation
        kind = WorkKind.REQUEST_TO_ANSWER
        due_on = self.calendar.day(story.sent - REPLY_DAYS)
        start = self._start(story, story.acts[-1][1])
        self.history.work.lines.append(
            f"{start}\t{organisation}\t{member.id if member else NONE}\t{role}\t{kind}"
            f"\t{HARM_ORDER[kind]}\t{title}\t{due_on}"
            f"\t{story.id}\t{NONE}\t\t{NONE}\t\t{NONE}"
        )

    def _part(self, story):
        person, pharmacy = story.person, story.person.pharmacy
        medicine = self.dice.pick(MEDICINES[person.group])
        self.parts.lines.append(
            f"{self._start(story, max(0, story.starts))}\t{story.id}\t{pharmacy}"
            f"\t{pharmacy}\t{LINES[person.group]}\t{medicine}\t{PART}"
            f"\t{ADVICE_CONTACT}\t{self.calendar.day(story.starts)}"
        )
