"""Grants: sight given to one, for a while, because of something. Emergency access."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.reach import Reach
from core.vocabulary import Vocabulary
from patients.rules.limits import Limits


class GrantBecause(Vocabulary):
    """Why one who would not see a person does."""

    TEAM = "team"
    MENTOR = "mentor"
    COVER = "cover"
    BREAK_GLASS = "break_glass"
    REQUEST = "request"
    REFERRAL = "referral"
    GUEST = "guest"
    OWN = "own"
    PRIVACY = "privacy"


class EmergencyReason(Vocabulary):
    """Why someone opens a record that is closed to them; each is checked later."""

    LIFE_OR_SERIOUS_HARM = "life_or_serious_harm"
    PERSON_AGREED = "person_agreed"
    LEGAL_DUTY = "legal_duty"
    OVERRIDING_PUBLIC_INTEREST = "overriding_public_interest"


@dataclass(frozen=True)
class Grant:
    """Sight of one person. Days are included; the moment of expiry is not."""

    reach: Reach
    because: GrantBecause
    starts_on: date
    ends_on: date | None = None
    expires_at: datetime | None = None

    def __post_init__(self):
        if self.because == GrantBecause.BREAK_GLASS and self.expires_at is None:
            raise ValueError("Emergency access always expires")


def is_live(grant: Grant, day: date, now: datetime) -> bool:
    """True if the grant opens anything on ``day``, at the moment ``now``.

    Units: ``now`` carries a time zone, as does the moment of expiry.
    Source: rule GRA-1 in docs/clinical-rules.md.
    """
    has_begun = grant.starts_on <= day
    has_ended = grant.ends_on is not None and day > grant.ends_on
    has_expired = grant.expires_at is not None and now >= grant.expires_at
    return has_begun and not has_ended and not has_expired


def reach_in_force(
    own: Reach, granted: Iterable[Reach] = (), is_excluded: bool = False
) -> Reach:
    """How far a viewer sees a person: ``own`` by organisation, or a live grant's.

    The furthest counts; an exclusion that the person named beats all of them,
    emergency access too.

    Source: rule GRA-2 in docs/clinical-rules.md.
    """
    return Reach.NONE if is_excluded else max([own, *granted])


def emergency_expires_at(now: datetime, limits: Limits) -> datetime:
    """The moment at which emergency access begun ``now`` ends; nobody extends it.

    Units: hours.
    Source: rule EMG-1 in docs/clinical-rules.md.
    """
    return now + timedelta(hours=limits.emergency_hours)


def may_open_in_emergency(opened_today: int, is_excluded: bool, limits: Limits) -> bool:
    """True if a user may open one more record in an emergency today.

    Units: times one user has used it today, whoever the person was.
    Raises: ValueError if ``opened_today`` is negative.
    Source: rule EMG-2 in docs/clinical-rules.md.
    """
    if opened_today < 0:
        raise ValueError(f"Opened {opened_today} times")
    return not is_excluded and opened_today < limits.emergency_uses_a_day


def time_left(expires_at: datetime, now: datetime) -> str:
    """How long emergency access lasts yet, for the banner: '3 h 20 min'.

    Units: whole minutes, rounded down, so that the banner never promises more.
    """
    minutes = max(0, int((expires_at - now).total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
