"""An agreement that follows another: asked for under its notice, begun after it."""

from datetime import date

from agreements.rules.states import FINAL, Standing, State

SAME_PRACTICE = "Ask another practice than the one that gives the care back."


def why_not_follow(
    followed: Standing, *, has_follower: bool, is_other_practice: bool
) -> str:
    """Why nobody can be asked to follow; nothing if somebody can.

    Source: rule LEA-4 in docs/clinical-rules.md.
    """
    if followed.state != State.NOTICE_GIVEN:
        return "Somebody is asked to follow once notice is given, and not before."
    if has_follower:
        return "A practice has been asked to follow already."
    if not is_other_practice:
        return SAME_PRACTICE
    return ""


def why_not_begin_after(followed: State, notice_on: date | None, today: date) -> str:
    """Why what follows does not begin yet; nothing if it does.

    Whoever prescribes under notice does so until the notice day.

    Source: rule LEA-4 in docs/clinical-rules.md.
    """
    if followed in FINAL:
        return ""
    if followed == State.NOTICE_GIVEN and notice_on and today >= notice_on:
        return ""
    return "The agreement that it follows still runs."


def why_not_start_before(starts_on: date, notice_on: date | None) -> str:
    """Why what follows may not be accepted from that day; nothing if it may.

    ``notice_on`` is the day of what it follows; None where that is over, or nothing is
    followed.

    Source: rule LEA-4 in docs/clinical-rules.md.
    """
    if notice_on is None or starts_on >= notice_on:
        return ""
    return (
        f"The practice before is under notice for {notice_on:%d-%b-%Y}: enter that day "
        "or a later one."
    )


def why_not_take_over(
    lead: int, taker: int, *, practice_leaves_on: date | None, has_follower: bool
) -> str:
    """Why a colleague cannot take the lead; nothing if they can.

    What a notice said falls with it, so nobody takes over where the practice itself
    leaves, or where another has been asked to follow.

    Source: rule LEA-5 in docs/clinical-rules.md.
    """
    if lead == taker:
        return "You lead it already."
    if practice_leaves_on:
        return f"The practice leaves on {practice_leaves_on:%d-%b-%Y}."
    if has_follower:
        return "Another practice has been asked to follow: ask the service."
    return ""


def why_not_retract(
    *, leaves_on: date | None, has_follower: bool, is_service_s: bool, is_lead: bool
) -> str:
    """Why a notice cannot be taken back; nothing if it can.

    It is the lead's to take back, who prescribes on: not what the service named, not
    while the practice or the lead still leaves, nor once another is asked to follow.

    Source: rule LEA-7 in docs/clinical-rules.md.
    """
    if is_service_s:
        return "The service named the day: speak with the service."
    if leaves_on:
        return f"The notice is for {leaves_on:%d-%b-%Y}, a leaving day that stands."
    if has_follower:
        return "Another practice has been asked to follow: ask the service."
    return "" if is_lead else "Only whoever leads it takes the notice back."


def why_not_move_on(
    moves_on: date, today: date, *, is_service: bool, first_notice_day: date
) -> str:
    """Why a person cannot be moved from that day; nothing if they can.

    The practice keeps to the scheme's shortest notice; the service, which takes over
    on the day, may name any day to come.

    Source: rule LEA-6 in docs/clinical-rules.md.
    """
    if moves_on <= today:
        return "The day lies ahead: take the care back if it is today."
    if not is_service and moves_on < first_notice_day:
        return (
            f"The practice prescribes until {first_notice_day:%d-%b-%Y} at least: only "
            "the service may name a sooner day."
        )
    return ""
