"""Rules of accounts: kinds of organisation, and the registry of a scheme's settings."""

from dataclasses import dataclass

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
    """One thing a scheme may set: its type, unit, default and lowest value."""

    key: str
    type: type
    unit: str
    default: object
    floor: object
    sentence: str

    def check(self, value):
        """Return ``value``, or raise ValueError with a sentence for the coordinator."""
        if type(value) is not self.type:
            raise ValueError(f"{self.sentence}: enter a {self.type.__name__}.")
        if self.floor is not None and value < self.floor:
            raise ValueError(f"{self.sentence}: enter {self.floor} or more.")
        return value


SETTINGS = {
    setting.key: setting
    for setting in (
        SettingKey(
            "review_weeks", int, "weeks", 12, 1, "Weeks between three-way reviews"
        ),
        SettingKey(
            "hepatitis_b_schedule",
            str,
            "",
            "standard",
            None,
            "Schedule of hepatitis B vaccination",
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
        ),
        SettingKey(
            "emergency_hours", int, "hours", 4, 1, "Hours that emergency access lasts"
        ),
        SettingKey(
            "emergency_uses_a_day",
            int,
            "uses",
            3,
            1,
            "Emergency accesses one person may start in a day",
        ),
    )
}

DEFAULTS = {key: setting.default for key, setting in SETTINGS.items()}
