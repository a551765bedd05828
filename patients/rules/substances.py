"""Substances: what is used, how, and what has changed since last time."""

from dataclasses import dataclass

from core.findings import Finding, Severity
from core.vocabulary import Vocabulary

DAYS_COUNTED = 28


class Substance(Vocabulary):
    """What people use, in the words of a consultation."""

    HEROIN = "heroin"
    CRACK = "crack"
    POWDER_COCAINE = "powder_cocaine"
    METHADONE_NOT_PRESCRIBED = "methadone_not_prescribed"
    OTHER_OPIOIDS = "other_opioids"
    AMPHETAMINES = "amphetamines"
    BENZODIAZEPINES = "benzodiazepines"
    PREGABALIN_OR_GABAPENTIN = "pregabalin_or_gabapentin"
    CANNABIS = "cannabis"
    ALCOHOL = "alcohol"
    NEW_PSYCHOACTIVE_SUBSTANCES = "new_psychoactive_substances"
    ECSTASY = "ecstasy"
    HALLUCINOGENS = "hallucinogens"
    SOLVENTS = "solvents"
    OTHER = "other"


# Codes of the national return as far as they were read; what is missing here is
# asked of the loaded code list, never guessed (rule RET-1).
SUBSTANCE_CODES = {
    Substance.OTHER_OPIOIDS: "1000",
    Substance.HEROIN: "1011",
    Substance.METHADONE_NOT_PRESCRIBED: "1105",
    Substance.BENZODIAZEPINES: "2200",
    Substance.AMPHETAMINES: "3100",
    Substance.POWDER_COCAINE: "3200",
    Substance.CRACK: "3201",
    Substance.ECSTASY: "3406",
    Substance.HALLUCINOGENS: "4000",
    Substance.CANNABIS: "5000",
    Substance.SOLVENTS: "6000",
    Substance.ALCOHOL: "7000",
    Substance.OTHER: "8799",
}

STIMULANTS = frozenset(
    {Substance.CRACK, Substance.POWDER_COCAINE, Substance.AMPHETAMINES}
)
OPIOIDS = frozenset(
    {
        Substance.HEROIN,
        Substance.METHADONE_NOT_PRESCRIBED,
        Substance.OTHER_OPIOIDS,
    }
)
# What is sold as tablets on the street, where an opioid may be in them.
STREET_TABLETS = frozenset({Substance.BENZODIAZEPINES})


class Route(Vocabulary):
    """How it is taken."""

    INJECT = "inject"
    SNIFF = "sniff"
    SMOKE = "smoke"
    ORAL = "oral"
    OTHER = "other"


ROUTE_CODES = {
    Route.INJECT: "1",
    Route.SNIFF: "2",
    Route.SMOKE: "3",
    Route.ORAL: "4",
    Route.OTHER: "5",
}


class Injecting(Vocabulary):
    """Whether the person injects; declining is an answer, silence is not."""

    CURRENT = "current"
    PREVIOUS = "previous"
    NEVER = "never"
    DECLINED = "declined"


INJECTING_CODES = {
    Injecting.CURRENT: "C",
    Injecting.PREVIOUS: "P",
    Injecting.NEVER: "N",
    Injecting.DECLINED: "Z",
}


class Change(Vocabulary):
    """What has changed since last time; 'none' is no use, 'not asked' is not known."""

    NO_CHANGE = "no_change"
    LESS = "less"
    MORE = "more"
    NONE = "none"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class SubstanceUse:
    """One row of the grid: a substance as the person told of it on one day.

    Units: ``days_of_28`` counts days of the last 28; None is not known.
    """

    substance: Substance
    change: Change | None = None
    days_of_28: int | None = None
    route: Route | None = None
    amount: str = ""
    circumstances: str = ""

    def __post_init__(self):
        if self.days_of_28 is not None and not 0 <= self.days_of_28 <= DAYS_COUNTED:
            raise ValueError(f"{self.days_of_28} of {DAYS_COUNTED} days")


def judge_use(now: SubstanceUse, last: SubstanceUse | None = None) -> Finding | None:
    """Say where what was told of one substance does not go together.

    Nothing follows from it but a second look: it never stops saving, and nothing
    else changes. What is not known contradicts nothing.

    Units: days of the last 28.
    Source: rule USE-1 in docs/clinical-rules.md.
    """
    wrong = _contradiction(now, last.days_of_28 if last else None)
    if not wrong:
        return None
    return Finding(
        rule="USE-1",
        version=1,
        severity=Severity.INFORM,
        message=f"{now.substance.label}: {wrong}. Is that right?",
        values=_day_values(now, last),
    )


def _contradiction(now, days_before):
    days = now.days_of_28
    if days is None:
        return ""
    if now.change == Change.NONE and days > 0:
        return f"none since last time, but {days} of {DAYS_COUNTED} days"
    if days_before is None:
        return ""
    if now.change == Change.LESS and days > days_before:
        return "less, but on more days than last time"
    if now.change == Change.MORE and days < days_before:
        return "more, but on fewer days than last time"
    if now.change == Change.NO_CHANGE and days != days_before:
        return "no change, but on another number of days than last time"
    return ""


def _day_values(now, last):
    shown = [("days now", now.days_of_28), ("days last time", last and last.days_of_28)]
    return tuple(
        (name, f"{days} of {DAYS_COUNTED} days")
        for name, days in shown
        if days is not None
    )
