"""Closed lists of words for the rows about a person."""

from core.vocabulary import Vocabulary


class NameKind(Vocabulary):
    """What a name is to the person."""

    CURRENT = "current"
    FORMER = "former"
    ALIAS = "alias"


class Channel(Vocabulary):
    """A way to reach a person."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


class EntryForm(Vocabulary):
    """Which page an entry was written on."""

    CONSULTATION = "consultation"
    CONTACT = "contact"
    NON_ATTENDANCE = "non_attendance"
    ERROR = "error"


class HealthEventKind(Vocabulary):
    """What kind of health event a row tells of."""

    HEPATITIS_B_DOSE = "hepatitis_b_dose"
    HEPATITIS_B_DECLINED = "hepatitis_b_declined"  # never counted as a dose (BBV-9)


class TreatmentLine(Vocabulary):
    """A line of treatment that has one prescriber at a time."""

    OPIOID_SUBSTITUTION = "opioid_substitution"
    BENZODIAZEPINE = "benzodiazepine"
    ALCOHOL = "alcohol"
    OTHER = "other"


class TurnBecause(Vocabulary):
    """Why a prescriber's turn began."""

    TOLD = "told"
    STARTED = "started"
    AGREEMENT = "agreement"
    NOTICE = "notice"
    LOST = "lost"
    PRISON = "prison"
    HOSPITAL = "hospital"
    ELSEWHERE = "elsewhere"
    MEDICINE_STOPPED = "medicine_stopped"


# Somebody outside prescribes for a time; what was agreed before goes on meanwhile.
OUTSIDE = (TurnBecause.PRISON, TurnBecause.HOSPITAL, TurnBecause.ELSEWHERE)


class FlagKind(Vocabulary):
    """What a flag tells everyone on the case."""

    RISK = "risk"
    INSTRUCTION = "instruction"
    COME_DOWN = "come_down"


class TimelineKind(Vocabulary):
    """What a line of the timeline tells of; also how it is filtered."""

    CONSULTATION = "consultation"
    CONTACT = "contact"
    MEDICINE = "medicine"
    HEALTH = "health"
    EPISODE = "episode"
    SHARING = "sharing"
    APPOINTMENT = "appointment"
    TASK = "task"
    AIM = "aim"
    IDENTITY = "identity"


class CareStatus(Vocabulary):
    """Where a person stands on an organisation's list."""

    ACTIVE = "active"
    ENDED = "ended"
