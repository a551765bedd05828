"""What the pages of referrals are drawn from: rows turned into words, once."""

from django.utils import timezone

from accounts.models import Setting
from accounts.permissions import Permission
from core.reach import Reach
from core.templatetags.house import staff_date
from patients.models import Patient
from patients.pages import banner, identity
from referrals.models import ReferralAct
from referrals.rules import Limits, clock
from referrals.rules.states import (
    FINAL,
    UNSEEN,
    DeclineReason,
    Outcome,
    ReferralKind,
    Side,
    State,
    Verb,
    next_act,
    verbs_open,
)
from referrals.rules.words import sentence, strip

# Each act's page: its permission, the end of its address, and what is pressed.
PAGES = {
    Verb.ACCEPT: (Permission.ACCEPT_REFERRAL, "accept", "Accept"),
    Verb.ASK: (Permission.ASK_REFERRER, "ask", "Ask a question"),
    Verb.ANSWER: (Permission.ANSWER_QUESTION, "answer", "Answer the question"),
    Verb.BOOK: (Permission.BOOK_MEETING, "book", "Book a first meeting"),
    Verb.SEE: (
        Permission.RECORD_MEETING,
        "meeting/record",
        "Record that they were seen",
    ),
    Verb.UNBOOK: (Permission.CANCEL_MEETING, "meeting/cancel", "Take the day back"),
    Verb.CLOSE: (Permission.CLOSE_REFERRAL, "close", "Close with what came of it"),
    Verb.DECLINE: (Permission.DECLINE_REFERRAL, "decline", "Decline"),
    Verb.REVOKE: (Permission.REVOKE_REFERRAL, "revoke", "Revoke"),
}
# The one act that each state waits for; what else is open stands beside it.
FIRST = {
    State.SENT: Verb.ACCEPT,
    State.QUERY: Verb.ANSWER,
    State.RECEIVED: Verb.BOOK,
    State.BOOKED: Verb.SEE,
    State.SEEN: Verb.CLOSE,
}
DONE = {
    Verb.ASK: "Asked",
    Verb.ANSWER: "Answered",
    Verb.ACCEPT: "Accepted",
    Verb.DECLINE: "Declined",
    Verb.REVOKE: "Revoked",
    Verb.BOOK: "Booked",
    Verb.UNBOOK: "Took the day back",
    Verb.SEE: "Seen",
    Verb.CLOSE: "Closed",
    Verb.STOP: "Stopped",
    Verb.RESUME: "Goes on",
}


def meanwhile(referral, viewer):
    """What was done last, and by whom, for somebody who had not seen it."""
    acts = ReferralAct.objects.visible_to(viewer).filter(referral=referral)
    last = acts.order_by("n").last()
    return f"{DONE[Verb(last.verb)]} meanwhile: {last.signature}."


# What takes another act off the strip.
TAKES_BACK = {Verb.UNBOOK: Verb.BOOK, Verb.RESUME: Verb.STOP}
# What a service did that has nobody who signs in, as whoever referred writes it down.
TOLD = {
    Verb.ACCEPT: "{} accepted",
    Verb.ASK: "{} asked a question",
    Verb.BOOK: "{} booked a first meeting",
    Verb.SEE: "{} saw the person",
    Verb.UNBOOK: "{} took the day back",
    Verb.CLOSE: "{} said what came of it",
    Verb.DECLINE: "{} declined",
}


def as_told(referral, verb, viewer):
    """What the viewer writes down for such a service; nothing for an own act."""
    is_told = referral.side_of(viewer) == Side.REFERRER
    if not is_told or referral.service_signs_in or verb not in TOLD:
        return ""
    return TOLD[verb].format(referral.asked_name)


def page_of(referral, acts, viewer):
    """Everything of the page of one referral."""
    limits = Setting.objects.limits(Limits, viewer)
    opens = [_act(verb, referral, viewer) for verb in _verbs(referral, viewer)]
    return {
        "referral": referral,
        "banner": who(referral.patient, viewer),
        "reads_record": reads_record(referral.patient, viewer),
        "sentence": sentence(referral.told(), viewer.day),
        "clock": _clock(referral, viewer, limits),
        "is_late": clock.is_breached(referral.on_the_clock(), viewer.day, limits),
        "next": _next(referral, viewer),
        "first": [act for act in opens if act["is_first"]],
        "others": [act for act in opens if not act["is_first"]],
        "strip": _strip(referral, acts, viewer),
        "facts": _facts(referral, viewer),
        "history": [
            *(_told(act, viewer) for act in reversed(acts)),
            _sent(referral, viewer),
        ],
    }


def reads_record(patient, viewer):
    """Whether more than the name is open to the viewer."""
    places = {patient.service_id, patient.practice_id}
    own = places.intersection(viewer.orgs(Reach.RECORD))
    return bool(own) or patient.pk in viewer.ids(Reach.RECORD)


def who(patient: Patient, viewer):
    """The banner; for whoever sees a name alone, no more than the name."""
    if reads_record(patient, viewer):
        return banner(patient, viewer)
    return {
        name: value
        for name, value in identity(patient, viewer.day).items()
        if name in {"name", "born", "age", "preferred", "died"}
    }


def _verbs(referral, viewer):
    side = referral.side_of(viewer)
    if side is None:
        return []
    verbs = verbs_open(State(referral.state), side, referral.service_signs_in)
    return [verb for verb in verbs if viewer.may(PAGES[verb][0])]


def _act(verb, referral, viewer):
    _, end, label = PAGES[verb]
    if as_told(referral, verb, viewer):
        label = TOLD[verb].format("They")
    return {
        "url": f"{referral.get_absolute_url()}{end}/",
        "label": label,
        "is_first": FIRST[State(referral.state)] == verb,
    }


def _next(referral, viewer):
    side = referral.side_of(viewer)
    if side is None:
        return ""
    state, past = State(referral.state), _past_booking(referral, viewer)
    return next_act(state, side, referral.service_signs_in, past)


def _past_booking(referral, viewer):
    """The day booked, once it has gone by."""
    day = referral.booked_for_on
    return staff_date(day, viewer.day) if day and day < viewer.day else ""


def _clock(referral, viewer, limits):
    if referral.state in FINAL:
        return ""
    if referral.state not in UNSEEN:
        was_late = clock.was_late(referral.on_the_clock(), limits)
        return "Seen after the target" if was_late else "Seen within the target"
    left = clock.time_left(referral.on_the_clock(), viewer.day, limits)
    return f"{left[0].upper()}{left[1:]}"


def _strip(referral, acts, viewer):
    done = {}
    for act in acts:
        done[Verb(act.verb)] = _who_and_when(act, viewer)
        if act.verb in TAKES_BACK:
            done.pop(TAKES_BACK[act.verb], None)
    opened = ""
    if referral.opened_at:
        moment = timezone.localtime(referral.opened_at)
        name = referral.opened_by.partition(",")[0]
        opened = f"{name}, {staff_date(moment.date(), viewer.day)} {moment:%H:%M}"
    name = referral.signature.partition(",")[0]
    return strip(f"{name}, {staff_date(referral.sent_on, viewer.day)}", opened, done)


def _who_and_when(act, viewer):
    day = act.named_on or act.on_day
    return f"{act.signature.partition(',')[0]}, {staff_date(day, viewer.day)}"


def _facts(referral, viewer):
    """What the referral says, as labelled lines."""
    target = f"{staff_date(referral.target_on, viewer.day)}"
    days = referral.target_working_days
    return [
        ("Asked for", _asked_for(referral)),
        ("Of", referral.asked_name),
        ("Source", referral.source),
        ("From", referral.signature),
        ("Target", f"{target}, {days} working days after sending"),
        ("Agreed", f"by the person, {staff_date(referral.agreed_on, viewer.day)}"),
        ("Why", referral.reason),
    ]


def _asked_for(referral):
    if referral.service_asked:
        return referral.service_asked.get_kind_display()
    words = {
        ReferralKind.TREATMENT: "Treatment",
        ReferralKind.GENERAL_CARE: "General care, without prescribing",
    }
    return words[ReferralKind(referral.kind)]


def _told(act, viewer):
    what = DONE[Verb(act.verb)]
    if act.named_on:
        what = f"{what}: {staff_date(act.named_on, viewer.day)}"
    if act.verb == Verb.DECLINE:
        what = f"{what}: {DeclineReason(act.reason).label.lower()}"
    if act.verb == Verb.CLOSE:
        what = f"{what}: {Outcome(act.reason).label.lower()}"
    return {
        "day": staff_date(act.on_day, viewer.day),
        "title": f"{what} (as the service told)" if act.is_as_told else what,
        "detail": act.text,
        "by": act.signature,
    }


def _sent(referral, viewer):
    day = staff_date(referral.sent_on, viewer.day)
    return {"day": day, "title": "Sent", "detail": "", "by": referral.signature}


def line_of(referral, viewer, limits):
    """One row of a queue."""
    state = State(referral.state)
    is_late = clock.is_breached(referral.on_the_clock(), viewer.day, limits)
    left = "" if state in FINAL else _clock(referral, viewer, limits)
    return {
        "url": referral.get_absolute_url(),
        "name": str(referral.patient),
        "what": _asked_for(referral),
        "to": referral.asked_name,
        "source": referral.source,
        "from": referral.from_organisation.name,
        "sent": staff_date(referral.sent_on, viewer.day),
        "state": sentence(referral.told(), viewer.day),
        "target": staff_date(referral.target_on, viewer.day),
        "left": left,
        "is_late": is_late,
        "next": _next(referral, viewer),
    }
