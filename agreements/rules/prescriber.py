"""One current prescriber for each person and treatment line, on every day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agreements.rules.states import RUNNING, State, Verb
from patients.rules.words import OUTSIDE, TurnBecause


@dataclass(frozen=True)
class Prescriber:
    """Who prescribes, and for which organisation."""

    who: str
    organisation: str


@dataclass(frozen=True)
class Told:
    """Who told us that somebody else prescribes, by which telephone, on which day."""

    told_by: str
    telephone: str
    told_on: date


@dataclass(frozen=True)
class Turn:
    """From this day this prescriber, until the next turn begins. It has no end."""

    n: int
    starts_on: date
    prescriber: Prescriber
    because: TurnBecause
    told: Told | None = None


@dataclass(frozen=True)
class Hands:
    """Who can be given a person's medicine under one agreement."""

    gp: Prescriber
    specialist: Prescriber
    duty: Prescriber  # the specialist organisation's duty prescriber


def last_of(turns: Iterable[Turn]) -> Turn | None:
    """The turn with the highest number."""
    return max(turns, key=lambda turn: turn.n, default=None)


def current_on(turns: Iterable[Turn], day: date) -> Turn | None:
    """The turn in which a day lies: the highest n that began by then.

    None only before the first turn of the line, when nobody has prescribed yet.

    Source: rule TRN-1 in docs/clinical-rules.md.
    """
    return last_of(turn for turn in turns if turn.starts_on <= day)


def is_outside(turn: Turn | None) -> bool:
    """True while prison, hospital or somebody elsewhere prescribes."""
    return turn is not None and turn.because in OUTSIDE


def why_not_begin(
    last: Turn | None, *, seen_n: int, starts_on: date, today: date
) -> str:
    """Why a turn may not begin; nothing if it may.

    ``seen_n`` is the turn that whoever acts had before them, nought for none: of two
    hands at once the second acts on a turn that is no longer the last.

    Source: rule TRN-2 in docs/clinical-rules.md.
    """
    if seen_n != (last.n if last else 0):
        return "Somebody else has changed who prescribes: look again."
    if starts_on > today:
        return "A turn begins on its day, and not before."
    if last and starts_on < last.starts_on:
        return f"The present turn began on {last.starts_on:%d-%b-%Y}."
    return ""


def next_turn(
    last: Turn | None,
    prescriber: Prescriber,
    *,
    starts_on: date,
    because: TurnBecause,
    told: Told | None = None,
) -> Turn:
    """The turn after the last one.

    Raises: ValueError if it would begin before the last one, names nobody, or has an
        outside prescriber of whom nobody told.
    Source: rule TRN-2 in docs/clinical-rules.md.
    """
    if last and starts_on < last.starts_on:
        raise ValueError(f"{starts_on} lies before {last.starts_on}")
    if not (prescriber.who and prescriber.organisation):
        raise ValueError("A turn names who prescribes, and for whom")
    if (because in OUTSIDE) is (told is None):
        raise ValueError(f"{because.label}: who told it?")
    return Turn((last.n if last else 0) + 1, starts_on, prescriber, because, told)


# Whose turn each act begins, and why. What is not here changes no prescriber.
_BEGINS = {
    Verb.ACTIVATE: ("gp", TurnBecause.AGREEMENT),
    Verb.TAKE_OVER: ("gp", TurnBecause.AGREEMENT),
    Verb.TRANSFER: ("duty", TurnBecause.NOTICE),
    Verb.HAND_BACK_TODAY: ("duty", TurnBecause.NOTICE),
    Verb.TAKE_BACK: ("specialist", TurnBecause.AGREEMENT),
    Verb.REPLACE: ("duty", TurnBecause.LOST),
    Verb.END: ("duty", TurnBecause.AGREEMENT),
}


def turn_of_act(
    verb: Verb, last: Turn, hands: Hands, *, today: date, notice_on: date | None = None
) -> Turn | None:
    """The turn that an act upon an agreement begins; None if it changes no prescriber.

    A turn begins today. Only the one of a notice begins on the day that the notice
    named, so that a clock which stood still leaves nobody with what they gave back.
    While somebody outside prescribes they go on, whatever becomes of the agreement;
    afterwards ``turn_on_return`` says who.

    Raises: ValueError if a transfer has no notice day, or one that has not come.
    Source: rule TRN-3 in docs/clinical-rules.md.
    """
    if verb not in _BEGINS or is_outside(last):
        return None
    name, because = _BEGINS[verb]
    starts_on = today
    if verb == Verb.TRANSFER:
        starts_on = _notice_day(notice_on, today)
    starts_on = max(starts_on, last.starts_on)
    return next_turn(last, getattr(hands, name), starts_on=starts_on, because=because)


def _notice_day(notice_on, today):
    if notice_on is None or notice_on > today:
        raise ValueError(f"No transfer on {today} of a notice for {notice_on}")
    return notice_on


def why_not_replace(last: Turn, duty: Prescriber) -> str:
    """Why the duty prescriber cannot take over from one lost; nothing if they can.

    Source: rule TRN-4 in docs/clinical-rules.md.
    """
    if last.prescriber.who != duty.who:
        return ""
    return f"{duty.who} is the one who is lost: name another duty prescriber first."


def why_not_cover(last: Turn | None) -> str:
    """Why nobody of ours can be lost; nothing if somebody can.

    Source: rule TRN-4 in docs/clinical-rules.md.
    """
    if last and not is_outside(last):
        return ""
    return "Nobody of ours prescribes this: there is nobody to follow."


def turn_when_lost(last: Turn, duty: Prescriber, today: date) -> Turn:
    """The duty prescriber's turn, today, after one who died, is suspended or ill.

    Whoever it was that prescribed: a GP or a specialist.

    Raises: ValueError if the duty prescriber is the one who is lost.
    Source: rule TRN-4 in docs/clinical-rules.md.
    """
    if why_not_replace(last, duty):
        raise ValueError(why_not_replace(last, duty))
    return next_turn(last, duty, starts_on=today, because=TurnBecause.LOST)


def why_not_outside(told: Told, today: date) -> str:
    """Why a turn of prison, hospital or elsewhere cannot be written; nothing if it can.

    Source: rule TRN-5 in docs/clinical-rules.md.
    """
    if not told.told_by.strip():
        return "Enter who told you that they prescribe."
    if not any(sign.isdigit() for sign in told.telephone):
        return "Enter a telephone number at which they can be asked."
    if told.told_on > today:
        return "The day on which you were told cannot be in the future."
    return ""


def turn_outside(
    last: Turn | None,
    prescriber: Prescriber,
    *,
    because: TurnBecause,
    told: Told,
    today: date,
) -> Turn:
    """The turn of whoever prescribes in prison, in hospital or elsewhere, from today.

    Raises: ValueError for any other reason, or if what was told is not complete.
    Source: rule TRN-5 in docs/clinical-rules.md.
    """
    if because not in OUTSIDE or why_not_outside(told, today):
        raise ValueError(why_not_outside(told, today) or f"{because} is not outside")
    return next_turn(last, prescriber, starts_on=today, because=because, told=told)


def why_not_return(last: Turn | None) -> str:
    """Why nobody can be back; nothing if somebody can.

    Source: rule TRN-5 in docs/clinical-rules.md.
    """
    if is_outside(last):
        return ""
    return "Nobody outside prescribes: there is nothing to return from."


def turn_on_return(last: Turn, state: State, hands: Hands, today: date) -> Turn:
    """Whose turn it is once a person is back from where somebody outside prescribed.

    The practice's where its agreement runs, else the duty prescriber's.

    Raises: ValueError if nobody outside prescribes.
    Source: rule TRN-5 in docs/clinical-rules.md.
    """
    if why := why_not_return(last):
        raise ValueError(why)
    if state in RUNNING:
        back, because = hands.gp, TurnBecause.AGREEMENT
    else:
        back, because = hands.duty, TurnBecause.STARTED
    return next_turn(last, back, starts_on=today, because=because)
