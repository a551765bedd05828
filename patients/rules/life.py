"""Living or deceased: what the banner says, what a death stops and starts."""

from dataclasses import dataclass
from datetime import date

from core.vocabulary import Vocabulary
from patients.rules.days import age_on
from patients.rules.names import banner_name
from patients.rules.nhs_numbers import spaced


@dataclass(frozen=True)
class Identity:
    """What the banner shows of a person."""

    family: str = ""
    given: str = ""
    born_on: date | None = None
    sex: str = ""
    nhs_number: str = ""
    died_on: date | None = None


def banner_line(person: Identity, day: date) -> str:
    """The line that heads every clinical page and every text that leaves it.

    'DUNMORE, Carl   Born 14-Mar-1979 (48)   Male   NHS 999 526 0182'. What is not
    known is said, and the age of someone who has died is the age at death.

    Source: rule BAN-1 in docs/clinical-rules.md.
    """
    parts = [
        banner_name(person.family, person.given),
        _born(person, day),
        person.sex.capitalize() or "Sex not known",
        f"NHS {spaced(person.nhs_number)}" if person.nhs_number else "No NHS number",
        life_words(person.died_on),
    ]
    return "   ".join(part for part in parts if part)


def _born(person, day):
    if person.born_on is None:
        return "Birth date not known"
    age = age_on(person.born_on, person.died_on or day)
    return f"Born {person.born_on:%d-%b-%Y} ({age})"


def life_words(died_on: date | None) -> str:
    """'Deceased 04-Mar-2027', or nothing for the living."""
    return f"Deceased {died_on:%d-%b-%Y}" if died_on else ""


class AfterDeath(Vocabulary):
    """What has to be done when someone has died, in this order."""

    TELL_EACH_PHARMACY = "tell_each_pharmacy"
    STOP_LIVE_PRESCRIPTIONS = "stop_live_prescriptions"
    TELL_PRACTICE = "tell_practice"
    TELL_REVIEWERS = "tell_reviewers"
    SUPPORT_FAMILY = "support_family"


@dataclass(frozen=True)
class DeathTask:
    """One task that a death starts; each pharmacy and practice has its own."""

    what: AfterDeath
    whom: str = ""
    is_due_at_once: bool = False

    @property
    def words(self) -> str:
        return f"{self.what.label}: {self.whom}" if self.whom else self.what.label


def what_death_starts(
    pharmacies: list[str], practices: list[str], has_live_prescription: bool | None
) -> list[DeathTask]:
    """The tasks that begin when a death is recorded.

    Texts, letters and open tasks stop by themselves. Whether anything is on
    prescription counts as yes until it is known.

    Source: rule DTH-1 in docs/clinical-rules.md.
    """
    told = [DeathTask(AfterDeath.TELL_EACH_PHARMACY, name, True) for name in pharmacies]
    if has_live_prescription is not False:
        told.append(DeathTask(AfterDeath.STOP_LIVE_PRESCRIPTIONS, "", True))
    told += [DeathTask(AfterDeath.TELL_PRACTICE, name) for name in practices]
    return [
        *told,
        DeathTask(AfterDeath.TELL_REVIEWERS),
        DeathTask(AfterDeath.SUPPORT_FAMILY),
    ]


def may_supply(died_on: date | None, confirmed_since: bool | None) -> bool:
    """True if medicine may be supplied, as far as life and death go.

    Nothing is supplied to someone recorded as deceased; after a mistaken death is
    undone (``confirmed_since`` is then not None) nothing until a prescriber has
    confirmed again.

    Source: rule DTH-2 in docs/clinical-rules.md.
    """
    return died_on is None and confirmed_since is not False
