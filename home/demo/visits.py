"""What the crowd's surgeries, service and workers do with each of them."""

from collections.abc import Iterator
from datetime import date

from home.demo.scheme import HARBOUR, MEMBER_OF, MILLBROOK, PLACE_OF, TALKING
from home.demo.script import (
    Act,
    Book,
    BreakGlass,
    Consult,
    Exclude,
    FinishTask,
    HandOver,
    Join,
    KeepApart,
    LogContact,
    Permit,
    TellMedicine,
)
from home.demo.told import audit_c, before, safe, uses
from patients.rules.appointments import Verb
from patients.rules.consultation import Advice, Behaviour
from patients.rules.contact import Channel, Outcome
from patients.rules.items import Item, ItemKind
from patients.rules.substances import (
    STIMULANTS,
    Change,
    Route,
    Substance,
    SubstanceUse,
)
from patients.rules.vaccination import Schedule
from patients.rules.words import TurnBecause

WEEKS_12 = 84
# Days since the last visit to the surgery: at 84 the review is due, above it is late.
LAST_VISITS = (3, 9, 14, 20, 27, 33, 41, 48, 55, 62, 70, 77, 84, 88, 93)
# At Millbrook none is late, and one falls due on the day after the demo's.
AT_MILLBROOK = (83, 61, 40, 19)
VISITS = 4
# Likewise for those whom the service itself reviews.
REVIEWED_AGO = (6, 13, 22, 31, 40, 52, 63, 75, 84, 89)
WITHOUT_REVIEW = 10
LEFT_TO_DO_SINCE = 35
MEDICINES = (
    "Methadone 40 mg daily, supervised",
    "Methadone 55 mg daily, supervised",
    "Methadone 70 mg daily, three days at home",
    "Buprenorphine 8 mg daily",
    "Buprenorphine 12 mg daily",
    "Buprenorphine 16 mg daily, weekly collection",
)
TASKS = ("Ring about the housing letter", "Ask the pharmacy about Sunday", "Book ECG")
HOURS = ("09:30", "10:00", "10:45", "11:30", "12:15", "13:30", "14:00", "15:00")
# Who of the crowd is expected at Harbour House today, and of whom it is known already.
EXPECTED = (20, 40, 44, 45, 77, 95, 112, 60)
KNOWN_ALREADY = {20: Verb.SEE, 44: Verb.MISS}
LATER = (26, 53, 71, 90, 105, 121, 133, 147, 158, 171)
NOTES = (
    "Steady. Sleeps better.",
    "Work has begun again. Tired.",
    "Harder month: money, and a friend's death.",
    "No worries today.",
    "Wants to cut down before the spring.",
)
CONTACTS = (
    (Outcome.SPOKE, Channel.CALL, "Spoke for ten minutes. Keeping to the plan."),
    (Outcome.SPOKE, Channel.MEETING, "Met here. Went through the week."),
    (Outcome.DID_NOT_ATTEND, Channel.MEETING, ""),
    (Outcome.MESSAGE_LEFT, Channel.CALL, "Asked to ring back."),
    (Outcome.NO_ANSWER, Channel.CALL, ""),
)
NO_NEXT = 19
LATE_CONTACT = 7


def of(part, chance, day: date) -> list[Act]:
    """All that is done with one of the crowd, in the order of time."""
    acts = [
        *_medicine(part, chance),
        *_surgery(part, chance, day),
        *_specialist(part, chance, day),
        *_contacts(part, chance),
        *_bookings(part),
        *SPECIAL.get(part.n, ()),
    ]
    return sorted(acts, key=lambda act: -act.ago)


def _medicine(part, chance) -> Iterator[Act]:
    if part.main != Substance.HEROIN:
        return
    text = chance.choice(MEDICINES)
    first = part.ago - 3
    yield HandOver("spec1", first, "spec1")
    yield TellMedicine("spec1", first, text, "Dr Okafor")
    if part.gp and MEMBER_OF[part.gp].level != "Level 1":
        yield HandOver(part.gp, 370, part.gp, TurnBecause.TOLD)
        told_by = MEMBER_OF[part.gp].name
        yield TellMedicine(part.gp, last_visit(part), text, told_by)


def last_visit(part) -> int:
    """How many days ago the GP last saw them."""
    if part.practice == MILLBROOK:
        return AT_MILLBROOK[(part.n - 1) % len(AT_MILLBROOK)]
    return LAST_VISITS[part.n % len(LAST_VISITS)]


def _surgery(part, chance, day) -> Iterator[Act]:
    if not part.gp:
        return
    last = last_visit(part)
    for n in reversed(range(VISITS)):
        seen = last + WEEKS_12 * n
        is_left_to_do = n == 0 and last < LEFT_TO_DO_SINCE and part.n % 4 == 0
        step = chance.choice(TASKS) if n == 1 or is_left_to_do else ""
        yield Consult(
            part.gp,
            seen,
            (*_told(part, chance, before(day, seen), n), *_dose(part, n)),
            behaviours=_behaviours(part),
            notes=chance.choice(NOTES),
            step=step,
            step_by=part.worker if step else "",
            review_in=None if part.n % WITHOUT_REVIEW == 0 else WEEKS_12,
        )
        if step and n == 1 and part.worker:
            yield FinishTask(part.worker, last + WEEKS_12 - 6, step)


def _dose(part, n) -> tuple[Item, ...]:
    """A third has had two doses, a third one, a third none."""
    dose = {0: {1: 1, 0: 2}, 1: {0: 1}}.get(part.n % 3, {}).get(n)
    if dose is None:
        return ()
    return (Item(ItemKind.VACCINE, Schedule.STANDARD, number=dose, text="given"),)


def _behaviours(part):
    is_drinking = part.main == Substance.ALCOHOL
    return (Behaviour.ALCOHOL,) if is_drinking else (Behaviour.DRUGS,)


def _told(part, chance, on_day, n) -> tuple[Item, ...]:
    main_days = min(28, chance.randint(2, 9) + 3 * n)
    route = Route.ORAL if part.main == Substance.ALCOHOL else Route.SMOKE
    rows = [SubstanceUse(part.main, Change.LESS, main_days, route)]
    if part.main not in STIMULANTS:
        rows.append(SubstanceUse(Substance.CRACK, Change.NONE, 0))
    return (
        *uses(*rows),
        Item(ItemKind.TOBACCO, number=chance.choice([0, 5, 10, 15, 20])),
        *audit_c(chance.randint(0, 4), chance.randint(0, 3), chance.randint(0, 2)),
        *safe(on_day, before(on_day, -chance.randint(30, 600))),
        Item(ItemKind.ADVICE, chance.choice(list(Advice))),
    )


def _specialist(part, chance, day) -> Iterator[Act]:
    """Those whom the service itself reviews."""
    if part.gp or part.is_closed or part.main != Substance.HEROIN or part.n % 4:
        return
    ago = REVIEWED_AGO[part.n // 4 % len(REVIEWED_AGO)]
    if ago < part.ago:
        told = _told(part, chance, before(day, ago), 0)
        yield Consult("spec1", ago, told, notes="The dose holds.")


def _contacts(part, chance) -> Iterator[Act]:
    by, last = part.worker or "lead1", chance.randint(2, 12) + part.rests_since
    is_late = part.n % LATE_CONTACT == 0
    for n in (2, 1, 0):
        outcome, channel, notes = CONTACTS[(part.n + n) % len(CONTACTS)]
        ago = last + 14 * n + (14 if is_late else 0)
        next_in = None if n == 0 and part.n % NO_NEXT == 0 else 14
        yield LogContact(by, ago, outcome, channel, notes, next_in)


def _bookings(part) -> Iterator[Act]:
    place, with_whom = PLACE_OF[HARBOUR].name, part.worker or "lead1"
    if part.n in EXPECTED:
        hour = HOURS[EXPECTED.index(part.n)]
        then = KNOWN_ALREADY.get(part.n)
        yield Book(with_whom, 1, with_whom, 0, hour, place, then)
    if part.n in LATER:
        days = 1 + LATER.index(part.n)
        yield Book(with_whom, 1, with_whom, days, "11:00", place)


FOUND = "Brought in from the street, hardly breathing. Asked what he takes."
SPECIAL: dict[int, tuple[Act, ...]] = {
    21: (Join("key1", 40, "peer1"),),
    41: (Join("lead1", 35, "peer1"),),
    61: (Join("lead1", 30, "peer1"),),
    22: (Permit("lead1", 26, TALKING), Join("lead1", 26, "psy1")),
    42: (Join("lead1", 24, "psy1"),),
    43: (Join("lead1", 22, "house1"),),
    63: (Join("lead1", 18, "house1"),),
    65: (BreakGlass("gp17", 0, FOUND),),
    44: (Exclude("priv1", 15, "key4", "They were neighbours. Asked at the desk."),),
    60: (KeepApart("lead1", 50, "extra40", "An order of the court keeps them apart."),),
}
