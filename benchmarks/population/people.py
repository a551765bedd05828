"""People: each person of a scheme, with the organisations that may see them."""

from dataclasses import dataclass
from itertools import accumulate, count

import nhs_number

from benchmarks.population.calendar import NONE
from benchmarks.population.names import KEYS, families, given
from benchmarks.population.sheets import Sheet
from benchmarks.population.staff import Member, Team
from patients.models import Contact, Name, Patient
from patients.rules.words import Channel, NameKind

# Of the people in treatment in England, about so many in a hundred.
GROUPS = {"opiate": 47, "alcohol": 31, "other": 22}
SHARED = 35  # with their practice
REGISTERED, NUMBERED, MALE = 96, 93, 68
COLLECTING = 78  # of those on opiates, at a pharmacy
RENAMED, REACHED, ALLERGIC, WITH_INSTRUCTION = 12, 90, 14, 4
AGE = (43, 11)
AGES = (18, 84)
LONGEST_YEARS = 9
ALLERGIES = ("Penicillin: rash", "Latex", "Codeine: itching", "Aspirin: wheeze")
NUMBERS = 1_000_000  # in the test range, which begins with 999
STRIDE = 618_033  # has no factor in common with NUMBERS, so no number comes twice


@dataclass(slots=True)
class Person:
    """What the other rows of a person need to know."""

    id: str
    scheme: int
    service: Team
    practice: Team | None  # with which the care is shared
    registered: Team | None
    pharmacy: int
    worker: Member | None
    group: str
    opened: int  # days ago
    weight: float
    practice_id: int = 0
    key: str = ""  # the columns that tie a row to its person
    prescriber: Member | None = None  # who began, where anything is prescribed

    def __post_init__(self):
        self.practice_id = self.practice.organisation if self.practice else 0
        places = f"{self.scheme}\t{self.service.organisation}\t{self.practice_id}"
        self.key = f"{self.id}\t{places}"

    @property
    def is_active(self):
        return self.worker is not None


def test_numbers():
    """NHS numbers of the test range with a valid check digit, each once."""
    for n in count(1):
        digits = f"999{n * STRIDE % NUMBERS:06}"
        check = nhs_number.calculate_checksum(digits)
        if check < 10:
            yield f"{digits}{check}"


class People:
    """Writes down the people of one scheme after another."""

    def __init__(self, dice, calendar, numbers):
        self.dice, self.calendar, self.numbers = dice, calendar, numbers
        self.patients = Sheet(
            Patient,
            "id made_at scheme_id service_id practice_id pharmacy_id registered_id"
            " made_by_id family given family_key given_key born_on nhs_number sex"
            " postcode allergies safety_instruction",
        )
        key = "id made_at patient_id scheme_id service_id practice_id"
        self.names = Sheet(Name, f"{key} kind family given family_key given_key")
        self.contacts = Sheet(Contact, f"{key} channel value checked_on")

    @property
    def sheets(self):
        return [self.patients, self.names, self.contacts]

    def of(self, staff):
        """The people of one scheme: every place in a caseload is taken by one."""
        wanted = list(accumulate(staff.practice_sizes))
        found = []
        for service in staff.services:
            for worker in self._places(service):
                [registered] = self.dice.choices(staff.practices, cum_weights=wanted)
                found.append(self._person(staff, service, worker, registered))
        return found

    def _places(self, service):
        places = [None] * service.people
        at = iter(range(service.people))
        keyworkers = service.members["keyworker"]
        for worker, size in zip(keyworkers, service.caseloads, strict=True):
            for _ in range(size):
                places[next(at)] = worker
        self.dice.shuffle(places)
        return places

    def _person(self, staff, service, worker, registered):
        dice = self.dice
        [group] = dice.choices(list(GROUPS), weights=GROUPS.values())
        opened = min(int(dice.expovariate(1 / 600)) + 20, LONGEST_YEARS * 365)
        is_registered = self.dice.falls(REGISTERED)
        shares = is_registered and self.dice.falls(SHARED / REGISTERED * 100)
        collects = group == "opiate" and self.dice.falls(COLLECTING)
        made_at, number = self.calendar.moment(opened)
        person = Person(
            number,
            staff.scheme,
            service,
            registered if shares else None,
            registered if is_registered else None,
            dice.pick(staff.pharmacies).organisation if collects else 0,
            worker,
            group,
            opened,
            dice.lognormvariate(0, 0.8) * (1 + opened / 500),
        )
        self._write(person, made_at)
        return person

    def _write(self, person, made_at):
        dice, service = self.dice, person.service.organisation
        registered = person.registered.organisation if person.registered else 0
        sex = "male" if self.dice.falls(MALE) else "female"
        family, called = families(dice, 1)[0], given(dice, sex)
        names = f"{family}\t{called}\t{KEYS[family]}\t{KEYS[called]}"
        age = min(max(dice.gauss(*AGE), AGES[0]), AGES[1])
        year = int(self.calendar.day(0)[:4]) - int(age) - 1
        born_on = f"{year}-{dice.between(1, 13):02}-{dice.between(1, 29):02}"
        number = next(self.numbers) if self.dice.falls(NUMBERED) else NONE
        allergies = dice.pick(ALLERGIES) if self.dice.falls(ALLERGIC) else ""
        told = "See with a colleague" if self.dice.falls(WITH_INSTRUCTION) else ""
        self.patients.lines.append(
            f"{person.id}\t{made_at}\t{person.scheme}\t{service}\t{person.practice_id}"
            f"\t{person.pharmacy}\t{registered}\t{service}\t{names}\t{born_on}\t{number}"
            f"\t{sex}\tZZ99 3VZ\t{allergies}\t{told}"
        )
        self._name(person, NameKind.CURRENT, names)
        if self.dice.falls(RENAMED):
            former = families(dice, 1)[0]
            names = f"{former}\t{called}\t{KEYS[former]}\t{KEYS[called]}"
            self._name(person, NameKind.FORMER, names)
        if self.dice.falls(REACHED):
            self._contact(person)

    def _name(self, person, kind, names):
        made_at, number = self.calendar.moment(person.opened)
        self.names.lines.append(f"{number}\t{made_at}\t{person.key}\t{kind}\t{names}")

    def _contact(self, person):
        made_at, number = self.calendar.moment(person.opened)
        phone = f"07700 900{self.dice.below(1000):03}"
        checked_on = self.calendar.day(self.dice.below(person.opened))
        self.contacts.lines.append(
            f"{number}\t{made_at}\t{person.key}\t{Channel.PHONE}\t{phone}\t{checked_on}"
        )
