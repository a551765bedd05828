"""Who may accept a request to share care, and what declining it asks."""

from dataclasses import dataclass
from datetime import date

from agreements.rules.limits import Limits
from core.findings import Finding, Severity
from core.vocabulary import Vocabulary


@dataclass(frozen=True)
class Acceptor:
    """Who is about to accept. None is not known, and what is not known is not held."""

    is_prescriber: bool
    practice: str
    level_rank: int | None = None
    trained_until: date | None = None
    leaves_on: date | None = None


@dataclass(frozen=True)
class Asked:
    """The practice that was asked, and whether the scheme asks for training."""

    practice: str
    needs_training: bool


def why_not_accept(
    acceptor: Acceptor, asked: Asked, today: date, limits: Limits
) -> str:
    """Why somebody may not accept; nothing if they may.

    Units: the rank of the scheme's levels; the last day of training is in date.
    Source: rule ACC-1 in docs/clinical-rules.md.
    """
    if acceptor.practice != asked.practice:
        return "Only the practice that was asked may accept."
    if not acceptor.is_prescriber:
        return "Only a prescriber of the practice may accept."
    if how_may_not_accept(acceptor.level_rank, limits):
        return f"The scheme asks for level {limits.accepting_level_rank} to accept."
    if asked.needs_training:
        return _why_not_trained(acceptor.trained_until, today)
    return ""


def how_may_not_accept(level_rank: int | None, limits: Limits) -> str:
    """That a level does not accept, for a choice of several; nothing if it does.

    Source: rule ACC-1 in docs/clinical-rules.md.
    """
    if level_rank is not None and level_rank >= limits.accepting_level_rank:
        return ""
    return f"may not accept: below level {limits.accepting_level_rank}"


def _why_not_trained(trained_until, today):
    if trained_until is None:
        return "The scheme asks for training, and none is recorded."
    if trained_until < today:
        return f"Training was in date until {trained_until:%d-%b-%Y}."
    return ""


def judge_lead(leaves_on: date | None, starts_on: date) -> Finding | None:
    """Warn a lead who is leaving that somebody must follow them.

    No leaving day known is no warning; nobody is asked to foretell one.

    Source: rule ACC-2 in docs/clinical-rules.md.
    """
    if leaves_on is None:
        return None
    begins = f"{starts_on:%d-%b-%Y}"
    leaves = f"{leaves_on:%d-%b-%Y}"
    late = leaves_on <= starts_on
    when = f"before it starts on {begins}" if late else "while it runs"
    return Finding(
        rule="ACC-2",
        version=1,
        severity=Severity.WARN,
        message=f"The lead leaves on {leaves}, {when}: name a deputy who follows.",
        values=(("starts", begins), ("leaves", leaves)),
    )


def why_not_start_by(starts_on: date, leaves_on: date | None) -> str:
    """Why a lead with a last day may not begin on that day; nothing if they may.

    Source: rule ACC-2 in docs/clinical-rules.md.
    """
    if leaves_on is None or starts_on < leaves_on:
        return ""
    return (
        f"Your last day is {leaves_on:%d-%b-%Y}: begin before it, or let a colleague "
        "accept."
    )


def warn_of_two(prescriber: str, starts_on: date, has_person_agreed: bool) -> Finding:
    """Warn whoever accepts that another prescribes until the agreement starts.

    Source: rule ACC-4 in docs/clinical-rules.md.
    """
    starts = f"{starts_on:%d-%b-%Y}"
    later = "" if has_person_agreed else ", or until the person has agreed"
    return Finding(
        rule="ACC-4",
        version=1,
        severity=Severity.WARN,
        message=f"{prescriber} prescribes until {starts}{later}: no form from the "
        "practice before the agreement is active.",
        values=(("starts", starts),),
    )


class DeclineReason(Vocabulary):
    """Why a practice declines, in words that blame nobody. What the medicine costs is
    not among them."""

    OUTSIDE_COMPETENCE = "outside_competence"
    NO_CAPACITY = "no_capacity"
    SUPPORT_NOT_ASSURED = "support_not_assured"
    NO_AGREED_PROTOCOL = "no_agreed_protocol"
    NOT_COMMISSIONED = "not_commissioned"
    NOT_STABLE = "not_stable"
    NOT_OPTIMISED = "not_optimised"
    MINIMUM_SUPPLY_NOT_GIVEN = "minimum_supply_not_given"
    OUTSIDE_SUITABILITY = "outside_suitability"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _REASONS[self]


_REASONS = {
    DeclineReason.OUTSIDE_COMPETENCE: "Outside what the practice is trained for",
    DeclineReason.NO_CAPACITY: "No room for more people at present",
    DeclineReason.SUPPORT_NOT_ASSURED: "Support from the service is not yet agreed",
    DeclineReason.NO_AGREED_PROTOCOL: "No protocol is agreed yet",
    DeclineReason.NOT_COMMISSIONED: "The practice is not commissioned for this",
    DeclineReason.NOT_STABLE: "Too early: things are still unsettled",
    DeclineReason.NOT_OPTIMISED: "Too early: the dose is still being adjusted",
    DeclineReason.MINIMUM_SUPPLY_NOT_GIVEN: "Too early: the service's first weeks of"
    " prescribing are not over",
    DeclineReason.OUTSIDE_SUITABILITY: "Outside the scheme's criteria for shared care",
    DeclineReason.OTHER: "Another reason",
}


def why_not_decline(reason: str, text: str) -> str:
    """Why a practice cannot decline yet; nothing if it can.

    Source: rule ACC-3 in docs/clinical-rules.md.
    """
    if reason not in set(DeclineReason):
        return "Choose why the practice declines."
    if not text.strip():
        return "Say in a sentence why, so that the specialist service can act on it."
    return ""
