"""Permission to share: with whom, which kind of information, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.reach import Reach
from core.vocabulary import Vocabulary
from patients.rules.limits import Limits


class ConsentKind(Vocabulary):
    """What a person may permit; each is asked and withdrawn for itself."""

    RECORD = "record"
    MEDICINE = "medicine"
    HEALTH_SUMMARY = "health_summary"
    MEETING = "meeting"
    TEXT_MESSAGES = "text_messages"
    PORTAL = "portal"
    NATIONAL_RETURN = "national_return"


class RecipientKind(Vocabulary):
    """Who may receive it."""

    PRACTICE = "practice"
    SERVICE = "service"
    PHARMACY = "pharmacy"
    PARTNER = "partner"
    MENTOR = "mentor"
    FAMILY = "family"
    PERSON = "person"
    NATIONAL_RETURN = "national_return"


def recipient_kind(organisation_kind: str) -> RecipientKind:
    """What an organisation is to the person: whatever treats or supplies nobody is a
    partner.

    Source: rule SHR-1 in docs/clinical-rules.md.
    """
    known = (RecipientKind.PRACTICE, RecipientKind.SERVICE, RecipientKind.PHARMACY)
    return next(
        (kind for kind in known if kind == organisation_kind), RecipientKind.PARTNER
    )


# Who may see the record may see what is in it.
_HOLDS = {
    ConsentKind.RECORD: {
        ConsentKind.RECORD,
        ConsentKind.MEDICINE,
        ConsentKind.HEALTH_SUMMARY,
    },
}


@dataclass(frozen=True)
class Recipient:
    """One organisation, or all of a kind where no organisation is named."""

    kind: RecipientKind
    organisation: int | None = None


@dataclass(frozen=True)
class Permission:
    """What the person permitted. Both days are included; a withdrawal bites at once."""

    recipient: Recipient
    kind: ConsentKind
    from_on: date
    until_on: date | None = None
    withdrawn_on: date | None = None

    def is_live(self, day: date) -> bool:
        has_begun = self.from_on <= day
        has_ended = self.until_on is not None and day > self.until_on
        is_withdrawn = self.withdrawn_on is not None and day >= self.withdrawn_on
        return has_begun and not has_ended and not is_withdrawn


def permits(
    permissions: Iterable[Permission],
    recipient: Recipient,
    kind: ConsentKind,
    day: date,
) -> bool:
    """True if the person permits ``recipient`` this kind of information on ``day``.

    Silence permits nothing. What was said of one organisation, a withdrawal too,
    goes before what was said of its kind. The record holds the medicine and the
    health summary; texts, portal and national return are never implied.

    Source: rule SHR-1 in docs/clinical-rules.md.
    """
    said = [p for p in permissions if _is_about(p, recipient, kind, day)]
    named = [p for p in said if p.recipient.organisation is not None]
    return any(permission.is_live(day) for permission in named or said)


def last_day_permitted(
    permissions: Iterable[Permission],
    recipient: Recipient,
    kind: ConsentKind,
    day: date,
) -> date | None:
    """Until when what is permitted on ``day`` lasts; None where no day was named.

    Source: rule SHR-1 in docs/clinical-rules.md.
    """
    said = [p for p in permissions if _is_about(p, recipient, kind, day)]
    named = [p for p in said if p.recipient.organisation is not None]
    ends = [p.until_on for p in named or said if p.is_live(day)]
    return None if None in ends else max(ends, default=None)


def _is_about(permission, recipient, kind, day):
    if permission.from_on > day or permission.recipient.kind != recipient.kind:
        return False
    covers = _HOLDS.get(permission.kind, {permission.kind})
    return kind in covers and permission.recipient.organisation in (
        None,
        recipient.organisation,
    )


@dataclass(frozen=True)
class PracticeTies:
    """What ties a practice to a person."""

    is_registered: bool = False
    made_record: bool = False
    is_permitted: bool = False
    has_live_agreement: bool = False
    has_live_request: bool = False


def practice_may_see(ties: PracticeTies) -> Reach:
    """How far a practice may see: registered is not permitted.

    The record, where the practice made it, the person permitted sharing or an
    agreement is live; the name only, while a request waits for its answer;
    nothing, and not that the person exists, where it is only the registered one.

    Source: rule SHR-2 in docs/clinical-rules.md.
    """
    if ties.made_record or ties.is_permitted or ties.has_live_agreement:
        return Reach.RECORD
    return Reach.NAME if ties.has_live_request else Reach.NONE


class SafeSupply(Vocabulary):
    """All that a pharmacy keeps of a person who withdraws permission (SHR-3).

    A live 'do not supply' never disappears with a permission.
    """

    IDENTITY_AS_ON_THE_FORM = "identity_as_on_the_form"
    MEDICINE = "medicine"
    INSTALMENTS = "instalments"
    HOLD_OR_CANCEL = "hold_or_cancel"
    ITS_OWN_RECORDS = "its_own_records"
    PHONE_OF_PRESCRIBER = "phone_of_prescriber"


def withdrawal_opens_review(
    recipient: Recipient, kind: ConsentKind, prescribes: bool
) -> bool:
    """True if withdrawing this permission calls for a review of the agreement.

    So it is where the organisation that loses sight of record or medicine is the one
    that prescribes.

    Source: rule SHR-4 in docs/clinical-rules.md.
    """
    sees_less = kind in (ConsentKind.RECORD, ConsentKind.MEDICINE)
    return (
        prescribes
        and sees_less
        and recipient.kind in (RecipientKind.PRACTICE, RecipientKind.SERVICE)
    )


def ends_told_up_to(day: date, limits: Limits) -> date:
    """The last of the ends that somebody is told of on ``day``.

    Units: calendar days beforehand.
    Source: rule SHR-5 in docs/clinical-rules.md.
    """
    return day + timedelta(days=limits.permission_notice_days)


def may_be_held_back(
    review_on: date, today: date, looked_oneself: bool, limits: Limits
) -> bool:
    """True if a line of who looked may be kept from the person until ``review_on``.

    Never without a day of review to come, and never the officer's own look.

    Units: calendar days.
    Source: rule SHR-6 in docs/clinical-rules.md.
    """
    longest = today + timedelta(days=limits.held_line_days)
    return not looked_oneself and today < review_on <= longest
