from core.vocabulary import Vocabulary


class Sex(Vocabulary):
    NOT_KNOWN = "not_known"


class Place(Vocabulary):
    OWN_PRACTICE = "own_practice"


class Kind(Vocabulary):
    GENERAL_MEDICAL = "general_medical"


class ConsentKind(Vocabulary):
    RECORD = "record"


class RecipientKind(Vocabulary):
    PRACTICE = "practice"


class CloseReason(Vocabulary):
    COMPLETED = "completed"


class EpisodeSetting(Vocabulary):
    COMMUNITY = "community"


class AppointmentState(Vocabulary):
    BOOKED = "booked"


class WorkKind(Vocabulary):
    REVIEW = "review"


def banner_name(family, given):
    return f"{family.upper()}, {given}"
