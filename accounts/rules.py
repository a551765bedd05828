"""Rules of accounts: kinds of organisation, and the registry of a scheme's settings."""

from dataclasses import dataclass
from datetime import date

from core.vocabulary import Vocabulary


class OrganisationKind(Vocabulary):
    """What an organisation is."""

    NONE = "none"
    PRACTICE = "practice"
    PHARMACY = "pharmacy"
    SERVICE = "service"
    TRUST = "trust"
    REGION = "region"
    ICB = "icb"
    SUB_ICB = "sub_icb"
    COUNCIL = "council"
    OTHER = "other"


@dataclass(frozen=True)
class SettingKey:
    """One thing a scheme may set: its type, unit, default and what it may be."""

    key: str
    type: type
    unit: str
    default: object
    floor: object
    sentence: str
    ceiling: object = None
    words: tuple[str, ...] = ()  # all that a word may be, where not every word will do

    def check(self, value):
        """Return ``value``, or raise ValueError with a sentence for the coordinator."""
        if type(value) is not self.type:
            raise ValueError(f"{self.sentence}: enter a {self.type.__name__}.")
        if self.floor is not None and value < self.floor:
            raise ValueError(f"{self.sentence}: enter {self.floor} or more.")
        if self.ceiling is not None and value > self.ceiling:
            raise ValueError(f"{self.sentence}: enter {self.ceiling} or less.")
        if self.words and value not in self.words:
            raise ValueError(f"{self.sentence}: choose {', '.join(self.words)}.")
        return value

    def in_words(self, value):
        """A value as a page says it."""
        if self.type is bool:
            return "yes" if value else "no"
        if self.words:
            return value.replace("_", " ")
        return f"{value} {self.unit}".strip()


# A ceiling is a limit of what can be typed, so that every day reckoned from a setting
# exists; it is no clinical figure.
SETTINGS = {
    setting.key: setting
    for setting in (
        SettingKey(
            "review_weeks",
            int,
            "weeks",
            12,
            1,
            "Weeks between three-way reviews",
            ceiling=104,
        ),
        SettingKey(
            "hepatitis_b_schedule",
            str,
            "",
            "standard",
            None,
            "Schedule of hepatitis B vaccination",
            words=("standard", "accelerated", "super_accelerated"),
        ),
        SettingKey(
            "hepatitis_b_standard_late_days",
            int,
            "days",
            28,
            0,
            "Days that a dose of the standard schedule may wait before it is late",
            ceiling=730,
        ),
        SettingKey(
            "hepatitis_b_accelerated_late_days",
            int,
            "days",
            14,
            0,
            "Days that a dose of the accelerated schedule may wait before it is late",
            ceiling=730,
        ),
        SettingKey(
            "hepatitis_b_super_accelerated_late_days",
            int,
            "days",
            7,
            0,
            "Days that a dose of the super-accelerated schedule may wait",
            ceiling=730,
        ),
        SettingKey(
            "reoffer_months",
            int,
            "months",
            6,
            1,
            "Months after a 'no' before vaccination is offered again",
            ceiling=24,
        ),
        SettingKey(
            "audit_c_positive_points",
            int,
            "points",
            5,
            1,
            "AUDIT-C points from which the screen is positive",
            ceiling=12,
        ),
        SettingKey(
            "held_line_days",
            int,
            "days",
            180,
            1,
            "Longest time for which a line of who has looked is held back",
            ceiling=730,
        ),
        SettingKey(
            "names_shown_to_person",
            bool,
            "",
            True,
            None,
            "Whether people see the names of staff who looked, or only their roles",
        ),
        SettingKey(
            "permission_notice_days",
            int,
            "days",
            14,
            1,
            "Days before its end that a permission to share is called to mind",
            ceiling=365,
        ),
        SettingKey(
            "emergency_hours",
            int,
            "hours",
            4,
            1,
            "Hours that emergency access lasts",
            ceiling=24,
        ),
        SettingKey(
            "emergency_uses_a_day",
            int,
            "uses",
            3,
            1,
            "Emergency accesses one person may start in a day",
            ceiling=24,
        ),
        SettingKey(
            "reply_days",
            int,
            "days",
            14,
            1,
            "Days in which a practice answers a request to share care",
            ceiling=365,
        ),
        SettingKey(
            "start_within_days",
            int,
            "days",
            28,
            0,
            "Days after its start day before an accepted agreement lapses",
            ceiling=365,
        ),
        SettingKey(
            "notice_days",
            int,
            "days",
            28,
            1,
            "Shortest notice by which a practice hands care back",
            ceiling=365,
        ),
        SettingKey(
            "accepting_level_rank",
            int,
            "",
            2,
            1,
            "Lowest level at which a prescriber may accept a request",
            ceiling=9,
        ),
        SettingKey(
            "accepting_needs_training",
            bool,
            "",
            False,
            None,
            "Whether a prescriber needs training in date to accept a request",
        ),
        SettingKey(
            "referral_target_working_days",
            int,
            "working days",
            10,
            1,
            "Working days until somebody referred on is to be seen",
            ceiling=260,
        ),
    )
}

DEFAULTS = {key: setting.default for key, setting in SETTINGS.items()}


def why_not_last_day(
    last_day: date | None, today: date, *, stands: date | None, given: date | None
) -> str:
    """Why that cannot be one's own last day; nothing if it can.

    ``stands`` is the last day as it is, ``given`` what an administrator gave: one's own
    word brings the end forward, and takes itself back (None), and no more.

    Units: civil days, each worked to its end.
    """
    if last_day is None:
        return "" if stands != given else "You have named no last day of your own."
    if last_day < today:
        return "Your last day must be today or later."
    if last_day == stands:
        return f"{last_day:%d-%b-%Y} is your last day already."
    if given and last_day > given:
        return (
            f"An administrator has set your last day here, {given:%d-%b-%Y}: you can "
            "name a sooner one, and only they put it off."
        )
    return ""
