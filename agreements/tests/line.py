"""One person's treatment line, lived at random by everybody at once."""

from dataclasses import replace
from datetime import date, timedelta

from agreements.rules import Limits, clock, following, leaving, prescriber
from agreements.rules.prescriber import Hands, Prescriber, Told, Turn
from agreements.rules.states import (
    FINAL,
    LIVE,
    RUNNING,
    Party,
    Standing,
    State,
    Verb,
    move_of,
    verbs_open,
    why_not,
)
from patients.rules.words import OUTSIDE, TurnBecause

ONE_DAY = timedelta(days=1)
FIRST_DAY = date(2027, 3, 9)
SERVICE = "Harbour House"
OKAFOR = Prescriber("Dr Okafor", SERVICE)
PRYCE = Prescriber("Dr Pryce", SERVICE)
OTHER_DUTY = Prescriber("Dr Lowe", SERVICE)
PENHALE = Prescriber("Dr Penhale", "Station Road")
ABARA = Prescriber("Dr Abara", "Station Road")
YUSUF = Prescriber("Dr Yusuf", "Millbrook")
LINDQVIST = Prescriber("Dr Lindqvist", "Millbrook")
COLLEAGUE = {PENHALE: ABARA, ABARA: PENHALE, YUSUF: LINDQVIST, LINDQVIST: YUSUF}
DALE = Prescriber("The prison's doctor", "HMP Dale")
LIMITS = Limits()
VERBS, PARTIES = list(Verb), list(Party)
BY_CLOCK = (Verb.ACTIVATE, Verb.LAPSE, Verb.TRANSFER)


class Line:
    """What the database keeps: turns that are only added, one live agreement, and at
    most one that is to follow it."""

    def __init__(self, state=State.DRAFT):
        first = PENHALE if state in RUNNING else OKAFOR
        self.turns = [Turn(1, FIRST_DAY, first, TurnBecause.STARTED)]
        self.hands = Hands(gp=PENHALE, specialist=OKAFOR, duty=PRYCE)
        starts_on = FIRST_DAY + 7 * ONE_DAY if state == State.ACCEPTED else None
        lapses = clock.lapses_after(starts_on, LIMITS) if starts_on else None
        self.now = Standing(state, FIRST_DAY, starts_on=starts_on, lapses_after=lapses)
        self.follower = None
        self.leaves_on = None
        self.seen = set()

    @property
    def last(self):
        return prescriber.last_of(self.turns)

    def is_whole(self):
        """Exactly one prescriber on each day, and the one that the agreement says."""
        starts = {turn.starts_on for turn in self.turns}
        days = starts | {day - ONE_DAY for day in starts} | {self.now.today}
        days = [day for day in days if day >= FIRST_DAY]
        return all(self._has_one(day) for day in days) and self._is_as_agreed()

    def _has_one(self, day):
        """Counted the long way round: turns as stretches, each up to the next."""
        ends = [turn.starts_on for turn in self.turns[1:]] + [date.max]
        stretches = zip(self.turns, ends, strict=False)
        running = [turn for turn, end in stretches if turn.starts_on <= day < end]
        return running == [prescriber.current_on(self.turns, day)]

    def _is_as_agreed(self):
        current = prescriber.current_on(self.turns, self.now.today)
        numbers = [turn.n for turn in self.turns]
        if current is not self.last or numbers != list(range(1, len(numbers) + 1)):
            return False
        if self.now.state in RUNNING and not self._started_in_time():
            return False
        if prescriber.is_outside(current):
            return current.prescriber == DALE
        gp = self.hands.gp.organisation
        holder = gp if self.now.state in RUNNING else SERVICE
        return current.prescriber.organisation == holder

    def _started_in_time(self):
        """On or after its day, with the person's word."""
        starts_on, today = self.now.starts_on, self.now.today
        return not starts_on or (self.now.has_person_agreed and starts_on <= today)

    def begin(self, turn, seen_n):
        """Add a turn as the database would; False if the rule says no."""
        no = prescriber.why_not_begin(
            self.last, seen_n=seen_n, starts_on=turn.starts_on, today=self.now.today
        )
        if not no:
            self.turns = [*self.turns, turn]
        return not no

    def act(self, verb, party, chance):
        """One party does one thing to the agreement, if it may."""
        if why_not(self.now, verb, party):
            self.seen.add("no by rule")
            return
        facts = self._facts_of(verb, party, chance)
        if facts is None:
            return
        if verb == Verb.TAKE_OVER:
            self.hands = replace(self.hands, gp=COLLEAGUE[self.hands.gp])
        turn = prescriber.turn_of_act(
            verb,
            self.last,
            self.hands,
            today=self.now.today,
            notice_on=self.now.notice_on,
        )
        if turn:
            assert self.begin(turn, self.last.n)
        after = move_of(self.now.state, verb).after
        self.now = replace(self.now, state=after, **facts)
        self.seen |= {after.value, verb.value}

    def _facts_of(self, verb, party, chance):
        """What an act writes beside the state; None if its day is refused."""
        today = self.now.today
        if verb == Verb.ACCEPT:
            starts = today + chance.randint(-5, 20) * ONE_DAY
            lapses = clock.lapses_after(starts, LIMITS)
            no = clock.why_not_start_on(starts, today)
            return None if no else {"starts_on": starts, "lapses_after": lapses}
        if verb == Verb.GIVE_NOTICE:
            return self._notice(party, today + chance.randint(20, 60) * ONE_DAY)
        if verb == Verb.MOVE_PRACTICE:
            return self._moved(party, today + chance.randint(-1, 40) * ONE_DAY)
        if verb == Verb.TAKE_OVER:
            no = following.why_not_take_over(
                1,
                2,
                practice_leaves_on=self.leaves_on,
                has_follower=self.follower is not None,
            )
            return None if no else {"notice_on": None}
        if verb == Verb.RETRACT:
            no = following.why_not_retract(
                leaves_on=self.leaves_on,
                has_follower=self.follower is not None,
                is_service_s=False,
                is_lead=True,
            )
            return None if no else {"notice_on": None}
        return {"has_person_agreed": True} if verb == Verb.AGREE else {}

    def _notice(self, party, day):
        """The clock gives notice because somebody leaves, and for their day alone."""
        today = self.now.today
        if party == Party.CLOCK:
            day = leaving.notice_day(self.leaves_on, None, today, LIMITS)
            is_sooner = day and (not self.now.notice_on or day < self.now.notice_on)
            return {"notice_on": day} if is_sooner else None
        no = clock.why_not_notice_on(day, today, LIMITS)
        return None if no else {"notice_on": day}

    def _moved(self, party, day):
        no = following.why_not_move_on(
            day,
            self.now.today,
            is_service=party == Party.SPECIALIST,
            first_notice_day=clock.first_notice_day(self.now.today, LIMITS),
        )
        return None if no else {"notice_on": day}

    def _of_another_practice(self):
        return PENHALE if self.hands.gp.organisation == YUSUF.organisation else YUSUF

    def _let_follow(self):
        """What follows begins as what it followed ends: one step, and one new turn."""
        waits = self.follower
        if waits is None:
            return
        waits = replace(waits, today=self.now.today)
        now = self.now
        no = why_not(waits, Verb.ACTIVATE, Party.CLOCK)
        if no or following.why_not_begin_after(now.state, now.notice_on, now.today):
            return
        others = self._of_another_practice()
        self.hands = replace(self.hands, gp=others)
        turn = prescriber.turn_of_act(
            Verb.ACTIVATE, self.last, self.hands, today=now.today
        )
        assert self.begin(turn, self.last.n)
        self.now = replace(waits, state=State.ACTIVE)
        self.follower, self.leaves_on = None, None
        self.seen.add("followed")

    def sweep(self, chance):
        if self.leaves_on and move_of(self.now.state, Verb.GIVE_NOTICE):
            self.act(Verb.GIVE_NOTICE, Party.CLOCK, chance)
        self._let_follow()
        for verb in BY_CLOCK:
            if move_of(self.now.state, verb):
                self.act(verb, Party.CLOCK, chance)
        if self.now.state == State.NOTICE_GIVEN:
            assert self.now.today < self.now.notice_on

    # What may happen to a line.

    def anybody_does_anything(self, chance):
        self.act(chance.choice(VERBS), chance.choice(PARTIES), chance)

    def somebody_does_what_they_may(self, chance):
        party = chance.choice((*PARTIES, Party.PRACTICE, Party.SPECIALIST))
        if verbs := verbs_open(self.now, party):
            self.act(chance.choice(verbs), party, chance)

    def days_pass(self, chance):
        later = self.now.today + chance.randint(0, 40) * ONE_DAY
        self.now = replace(self.now, today=later)
        if chance.random() < 0.8:
            self.sweep(chance)

    def the_day_is_moved_back(self, chance):
        """Whoever acts on a day before the present turn began is refused."""
        back = self.last.starts_on - chance.randint(1, 40) * ONE_DAY
        no = prescriber.why_not_begin(
            self.last, seen_n=self.last.n, starts_on=back, today=self.now.today
        )
        assert no
        self.seen.add("day back refused")

    def two_hands_at_once(self, chance):
        """Both have the same turn before them: one wins, the other changes nothing."""
        seen, today = self.last, self.now.today
        if prescriber.is_outside(seen):
            return
        second = prescriber.next_turn(
            seen, OTHER_DUTY, starts_on=today, because=TurnBecause.LOST
        )
        if self.now.state in RUNNING:
            self.act(Verb.REPLACE, Party.COORDINATOR, chance)
        else:
            assert self.begin(replace(second, prescriber=OKAFOR), seen.n)
        before = self.turns
        assert not self.begin(second, seen.n)
        assert self.turns is before
        self.seen.add("second hand refused")

    def the_prescriber_is_lost(self, chance):
        if self.now.state in RUNNING:
            self.act(Verb.REPLACE, chance.choice(PARTIES), chance)
            return
        if prescriber.is_outside(self.last):
            return
        if prescriber.why_not_replace(self.last, self.hands.duty):
            duty = OTHER_DUTY if self.hands.duty == PRYCE else PRYCE
            self.hands = replace(self.hands, duty=duty)
        turn = prescriber.turn_when_lost(self.last, self.hands.duty, self.now.today)
        assert self.begin(turn, self.last.n)
        self.seen.add("lost")

    def the_person_goes_outside(self, chance):
        told = Told("Nurse Bell", "01632 960112", self.now.today)
        turn = prescriber.turn_outside(
            self.last,
            DALE,
            because=chance.choice(OUTSIDE),
            told=told,
            today=self.now.today,
        )
        assert self.begin(turn, self.last.n)
        self._all_are(is_outside=True)
        self.seen.add("outside")

    def _all_are(self, **facts):
        self.now = replace(self.now, **facts)
        self.follower = self.follower and replace(self.follower, **facts)

    def the_person_comes_back(self, chance):
        if not prescriber.is_outside(self.last):
            return
        turn = prescriber.turn_on_return(
            self.last, self.now.state, self.hands, self.now.today
        )
        assert self.begin(turn, self.last.n)
        self._all_are(is_outside=False)
        self.seen.add("returned")

    def the_practice_is_to_leave(self, chance):
        if self.leaves_on is None:
            self.leaves_on = self.now.today + chance.randint(28, 60) * ONE_DAY
            self.seen.add("leaves")

    def another_practice_accepts_to_follow(self, chance):
        no = following.why_not_follow(
            self.now, has_follower=self.follower is not None, is_other_practice=True
        )
        if no:
            return
        starts = self.now.notice_on + chance.randint(-10, 10) * ONE_DAY
        starts = max(starts, self.now.today)
        self.follower = Standing(
            State.ACCEPTED,
            self.now.today,
            starts_on=starts,
            lapses_after=clock.lapses_after(starts, LIMITS),
            has_person_agreed=chance.random() < 0.8,
            is_outside=self.now.is_outside,
        )

    def what_was_followed_is_over(self):
        """The one that waits is an ordinary agreement from now on."""
        if self.follower and self.now.state not in LIVE:
            today, outside = self.now.today, self.now.is_outside
            self.now = replace(self.follower, today=today, is_outside=outside)
            others = self._of_another_practice()
            self.hands = replace(self.hands, gp=others)
            self.follower = None

    def a_practice_is_asked_anew(self, chance):
        self.what_was_followed_is_over()
        if self.now.state in FINAL:
            outside = self.now.is_outside
            self.now = Standing(State.SENT, self.now.today, is_outside=outside)

    # What is done more often in life is here more often.
    CHANCES = (
        *(somebody_does_what_they_may,) * 6,
        *(days_pass,) * 4,
        *(anybody_does_anything,) * 2,
        *(another_practice_accepts_to_follow,) * 3,
        the_practice_is_to_leave,
        a_practice_is_asked_anew,
        the_day_is_moved_back,
        two_hands_at_once,
        the_prescriber_is_lost,
        the_person_goes_outside,
        the_person_comes_back,
        the_person_comes_back,
    )
