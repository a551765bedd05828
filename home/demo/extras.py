"""The crowd: 180 people in treatment, generated the same way for every day.

What the sheet of totals promises is dealt out by number; only names, ages and details
are left to chance, and chance begins from one fixed word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random

from home.demo import visits
from home.demo.names import Deck
from home.demo.scheme import (
    ACTIVE_GPS,
    BRIDGE,
    CHAPEL,
    COBDEN,
    ELM,
    KEYWORKERS,
    MARKET,
    MILLBROOK,
    QUAY,
    QUAYSIDE,
    STATION,
)
from home.demo.script import Act, CloseEpisode, Die, OpenEpisode, Permit, Person
from home.demo.told import before, core_facts
from patients.rules.episode import ETHNICITIES, Accommodation, CloseReason, Sex
from patients.rules.sharing import ConsentKind
from patients.rules.substances import Injecting, Substance

SEED = "the same people every day"
HEROIN, CRACK, ALCOHOL = Substance.HEROIN, Substance.CRACK, Substance.ALCOHOL
COCAINE, CANNABIS = Substance.POWDER_COCAINE, Substance.CANNABIS


@dataclass(frozen=True)
class Practice:
    """How many are registered at a practice, how many let it see them, with how many
    of those its GPs take part, and how many use what above all."""

    code: str
    registered: int
    permitted: int
    shared: int
    main: dict[Substance, int]


# Ashdale 110, Brenfield 70; in Quayside three for whom crack comes first; at Millbrook
# twelve who did not let it see them.
PRACTICES = (
    Practice(MILLBROOK, 16, 4, 4, {HEROIN: 9, CRACK: 2, ALCOHOL: 4, CANNABIS: 1}),
    Practice(QUAYSIDE, 18, 14, 7, {HEROIN: 9, CRACK: 3, ALCOHOL: 4, CANNABIS: 2}),
    Practice(
        CHAPEL, 40, 31, 16, {HEROIN: 22, CRACK: 6, ALCOHOL: 8, COCAINE: 3, CANNABIS: 1}
    ),
    Practice(
        ELM, 36, 27, 14, {HEROIN: 19, CRACK: 5, ALCOHOL: 8, COCAINE: 2, CANNABIS: 2}
    ),
    Practice(STATION, 26, 20, 12, {HEROIN: 14, CRACK: 5, ALCOHOL: 6, COCAINE: 1}),
    Practice(BRIDGE, 24, 18, 11, {HEROIN: 13, CRACK: 4, ALCOHOL: 5, CANNABIS: 2}),
    Practice(MARKET, 20, 15, 8, {HEROIN: 10, CRACK: 4, ALCOHOL: 4, COCAINE: 2}),
)
# Every so many-th of the crowd …
UNNAMED_WORKER = 29
NO_NUMBER = 23
FACTS_MISSING = 12
CLOSED = 17
# … and the one who has died.
DIED = 97
DIED_AGO, CLOSED_AGO = 33, 12
CALLED_OTHERWISE = 11
CALLED = ("Mac", "Smiler", "Red", "Jonno", "Birdie")
INSTRUCTIONS = {
    77: "Two workers see this person.",
    95: "Hard of hearing: go and fetch, do not call out.",
    112: "Comes with a dog. The side room is quiet.",
}
LEFT = (
    CloseReason.COMPLETED_DRUG_FREE,
    CloseReason.TRANSFERRED,
    CloseReason.LEFT_EARLY,
    CloseReason.COMPLETED_ALCOHOL_FREE,
    CloseReason.RETAINED_IN_CUSTODY,
)


@dataclass(frozen=True)
class Part:
    """What one of the crowd is to be, before chance has its say."""

    n: int
    practice: str
    main: Substance
    worker: str
    is_permitted: bool
    gp: str
    is_closed: bool
    ago: int  # days since treatment began

    @property
    def rests_since(self) -> int:
        """Days for which nobody has been in touch, since treatment or life ended."""
        if self.n == DIED:
            return DIED_AGO
        return CLOSED_AGO if self.is_closed else 0


def the_extras(day: date) -> list[Person]:
    """The crowd as it stands on ``day``."""
    chance = Random(SEED)  # noqa: S311, names are no secret
    deck = Deck(chance)
    return [_person(part, deck, chance, day) for part in _parts(chance)]


def _parts(chance) -> Iterator[Part]:
    n, workers = 0, cycle(KEYWORKERS)
    for practice in PRACTICES:
        mains = [main for main, count in practice.main.items() for _ in range(count)]
        chance.shuffle(mains)
        gps = cycle(ACTIVE_GPS[practice.code])
        for place, main in enumerate(mains):
            n += 1
            is_shared = place < practice.shared
            yield Part(
                n=n,
                practice=practice.code,
                main=main,
                worker=_worker(practice, n, workers, is_shared),
                is_permitted=place < practice.permitted,
                gp=next(gps) if is_shared else "",
                is_closed=not is_shared
                and practice.code != QUAYSIDE
                and n % CLOSED == 0,
                ago=chance.randint(380, 900) if is_shared else chance.randint(70, 800),
            )


def _worker(practice, n, workers, is_shared):
    """At Millbrook's Monday clinic it is Leon."""
    if is_shared and practice.code == MILLBROOK:
        return "key1"
    return "" if n % UNNAMED_WORKER == 0 else next(workers)


def _person(part, deck, chance, day):
    is_woman = chance.random() < 0.32
    family, given = deck.name(is_woman)
    return Person(
        key=f"extra{part.n}",
        family=family,
        given=given,
        sex=Sex.FEMALE if is_woman else Sex.MALE,
        born_on=before(day, chance.randint(22 * 365, 66 * 365)),
        nhs_number=None if part.n % NO_NUMBER == 0 else deck.nhs_number(),
        preferred=CALLED[part.n // CALLED_OTHERWISE % len(CALLED)]
        if part.n % CALLED_OTHERWISE == 0
        else "",
        safety_instruction=INSTRUCTIONS.get(part.n, ""),
        allergies=chance.choice(["", "", "", "none known", "latex (rash)"]),
        phone=deck.phone(),
        registered=part.practice,
        made_by=part.worker or "lead1",
        made_ago=part.ago,
        acts=tuple(_acts(part, chance, day)),
    )


def _acts(part, chance, day) -> Iterator[Act]:
    by = part.worker or "lead1"
    yield OpenEpisode(by, part.ago, part.worker or None, _facts(part, chance, day))
    if part.is_permitted:
        yield Permit(by, part.ago, part.practice)
    if part.main == HEROIN:
        pharmacy = QUAY if part.practice == QUAYSIDE or part.n % 3 == 0 else COBDEN
        yield Permit(by, part.ago, pharmacy, ConsentKind.MEDICINE)
    yield from visits.of(part, chance, day)
    if part.is_closed:
        yield CloseEpisode(by, CLOSED_AGO, LEFT[part.n // CLOSED % len(LEFT)])
    if part.n == DIED:
        yield Die(by, DIED_AGO, "the coroner's officer")


def _facts(part, chance, day):
    others = [word for word in (CRACK, ALCOHOL, CANNABIS) if word != part.main]
    facts = core_facts(
        before(day, part.ago + chance.randint(5, 20)),
        before(day, part.ago + chance.randint(0, 4)),
        _injecting(part, chance),
        part.main,
        *chance.sample(others, chance.randint(0, 2)),
        accommodation=chance.choice(list(Accommodation)),
        ethnicity=chance.choice(list(ETHNICITIES)),
    )
    if part.n % FACTS_MISSING == 0:
        return facts | {"accommodation": None, "ethnicity": None}
    return facts


def _injecting(part, chance):
    if part.main != HEROIN:
        return Injecting.NEVER
    return chance.choice([Injecting.CURRENT, Injecting.PREVIOUS, Injecting.NEVER])
