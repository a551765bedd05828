"""What is said of a vaccine dose while it is being written down."""

from collections.abc import Mapping
from datetime import date

from patients.rules.limits import Limits
from patients.rules.vaccination import (
    Schedule,
    judge_dose_given,
    what_follows_a_dose,
    what_stops_a_dose,
)


def lines_of_dose(
    dose: int,
    on_day: date,
    *,
    doses: Mapping[int, date],
    age: int | None,
    limits: Limits,
) -> list[str]:
    """What stands against it; else what is due next, and what the rules notice."""
    schedule = Schedule(limits.hepatitis_b_schedule)
    if stopped := what_stops_a_dose(schedule, doses, dose, on_day):
        return [stopped]
    noticed = judge_dose_given(schedule, doses, dose, on_day, age, limits)
    follows = what_follows_a_dose(schedule, doses, dose, on_day)
    return [follows[0].upper() + follows[1:], *(finding.message for finding in noticed)]
