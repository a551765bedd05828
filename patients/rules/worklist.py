"""The work list: what comes first, how late it is, and what to call it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from core.vocabulary import Vocabulary


class WorkKind(Vocabulary):
    """What waits for someone, in order of the harm that waiting may do."""

    DEATH_TASK = "death_task"
    HAND_OVER = "hand_over"
    MEDICINE_TO_TELL = "medicine_to_tell"
    EXCLUSION_ARISEN = "exclusion_arisen"
    SUPPLY_HELD = "supply_held"
    COVER_ENDS = "cover_ends"
    MISSED_DOSES = "missed_doses"
    OVERDOSE_TASK = "overdose_task"
    RESULT_TO_READ = "result_to_read"
    NO_NEXT_CONTACT = "no_next_contact"
    ADVICE_TO_GIVE = "advice_to_give"
    REVIEW_DUE = "review_due"
    SHARED_CARE_REVIEW = "shared_care_review"
    REFERRAL_PAST_TARGET = "referral_past_target"
    REQUEST_TO_ANSWER = "request_to_answer"
    REFERRAL_WAITS = "referral_waits"
    CLOSING_TO_ANSWER = "closing_to_answer"
    ADVICE_ANSWERED = "advice_answered"
    PERMISSION_WITHDRAWN = "permission_withdrawn"
    PERMISSION_ENDS = "permission_ends"
    TASK = "task"
    VACCINE_DUE = "vaccine_due"
    MISSING_FACTS = "missing_facts"
    PRIVACY_ALERT = "privacy_alert"
    MESSAGE = "message"


# Nought is the most harmful. Queries order by these numbers.
HARM_ORDER = {kind: place for place, kind in enumerate(WorkKind)}

# What is done about a kind, where that is more than saying so: the word of its
# permission, so that it waits only for those who may do it.
ACTS = {
    WorkKind.MEDICINE_TO_TELL: "tell_medicine",
    WorkKind.NO_NEXT_CONTACT: "log_contact",
    WorkKind.REVIEW_DUE: "log_consultation",
    WorkKind.VACCINE_DUE: "log_consultation",
    WorkKind.CLOSING_TO_ANSWER: "answer_closing",
    WorkKind.PRIVACY_ALERT: "review_emergency_access",
    WorkKind.EXCLUSION_ARISEN: "show_agreement",
    WorkKind.SHARED_CARE_REVIEW: "show_agreement",
    WorkKind.REQUEST_TO_ANSWER: "show_agreement",
    WorkKind.ADVICE_TO_GIVE: "give_advice",
    WorkKind.ADVICE_ANSWERED: "show_advice",
    WorkKind.REFERRAL_WAITS: "list_referrals",
    WorkKind.REFERRAL_PAST_TARGET: "list_referrals",
}
# The same kind, read by others on a page of their own: a pharmacy has its parts, a
# coordinator looks for whom nobody follows yet.
ACTS_OF_OTHERS = {
    WorkKind.REQUEST_TO_ANSWER: ("list_parts", "list_leavers"),
    WorkKind.HAND_OVER: ("list_parts",),
}
# What else may be said of a kind, where its act is not what came of it.
OTHER_ACTS = {WorkKind.VACCINE_DUE: "answer_vaccine"}
# Done by its act, which writes something down, never by ticking it off.
DONE_BY_ACT = frozenset(ACTS)
# Where something leads that is done by saying so.
LEADS_TO = {WorkKind.HAND_OVER: "show_agreement"}

# Its act has a page though it may be about no one person.
ABOUT_NOBODY_TOO = frozenset(
    {WorkKind.ADVICE_TO_GIVE, WorkKind.ADVICE_ANSWERED, *ACTS_OF_OTHERS}
)

# Not for whoever holds the case alone: a second clinician answers a closing, and all
# of a role are told of a prescriber who is lost.
FOR_A_SECOND = (WorkKind.CLOSING_TO_ANSWER, WorkKind.HAND_OVER)

# Whoever these wait for may see a name and no record: they lead to their own page.
BY_NAME = (
    WorkKind.HAND_OVER,
    WorkKind.REQUEST_TO_ANSWER,
    WorkKind.ADVICE_TO_GIVE,
    WorkKind.REFERRAL_WAITS,
    WorkKind.REFERRAL_PAST_TARGET,
)

# Waits from the moment it is raised, with a day by which; all else from its day on.
AT_ONCE = (
    WorkKind.HAND_OVER,
    WorkKind.REQUEST_TO_ANSWER,
    WorkKind.REFERRAL_WAITS,
)

# What stands on an organisation's list of people where a contact is due next.
NEXT_CONTACT = "Next contact"
NO_NEXT_CONTACT = "No next contact"

# What a service owes nobody whose episode with it is closed. A task is somebody's word
# and a vaccine's next dose a fact of health: both wait on.
ENDS_WITH_EPISODE = (
    WorkKind.NO_NEXT_CONTACT,
    WorkKind.REVIEW_DUE,
    WorkKind.MISSING_FACTS,
)


def act_of(kind: WorkKind, may: Callable[[str], bool]) -> str:
    """The word of what is done about a kind, by whoever ``may``; nothing if by others
    or by ticking it off."""
    acts = (ACTS.get(kind, ""), *ACTS_OF_OTHERS.get(kind, ()))
    return next((act for act in acts if act and may(act)), "")


@dataclass(frozen=True)
class WaitingItem:
    """As much of a work item as its place in the list depends on."""

    kind: WorkKind
    due_on: date | None
    title: str


def list_place(item: WaitingItem) -> tuple[int, date, str]:
    """Where an item stands: by harm, then by day, then by title; no day comes last.

    Source: rule WRK-1 in docs/clinical-rules.md.
    """
    return HARM_ORDER[item.kind], item.due_on or date.max, item.title


def may_tick(kind: WorkKind, due_on: date, today: date) -> bool:
    """Whether saying so is enough for it to be done: of what an act does it never is,
    and of a hand-over not before its day.

    Source: rule WRK-2 in docs/clinical-rules.md.
    """
    is_to_come = kind == WorkKind.HAND_OVER and due_on > today
    return kind not in DONE_BY_ACT and not is_to_come


def lateness(due_on: date | None, today: date) -> str:
    """How late or how soon, in words: '3 days late', 'due today', 'in 2 days'.

    Units: whole civil days.
    """
    if due_on is None:
        return "no day set"
    days = (due_on - today).days
    if days == 0:
        return "due today"
    if days > 0:
        return "due tomorrow" if days == 1 else f"in {days} days"
    return "1 day late" if days == -1 else f"{-days} days late"


def days_left(due_on: date, today: date) -> str:
    """How much time is left, in words: '14 days left', 'due today', '3 days late'.

    Units: whole civil days.
    """
    days = (due_on - today).days
    if days <= 0:
        return lateness(due_on, today)
    return "1 day left" if days == 1 else f"{days} days left"


def overdue_what(dues: Mapping[WorkKind, date], today: date) -> str:
    """What of a person is overdue, the most harmful first: 'Review due, 3 days late'.

    Nothing if nothing is late; due today is not late.
    """
    late = [kind for kind, due_on in dues.items() if due_on < today]
    if not late:
        return ""
    worst = min(late, key=HARM_ORDER.__getitem__)
    return f"{worst.label}, {lateness(dues[worst], today)}"


def next_due(dues: Mapping[WorkKind, date]) -> date | None:
    """The first day on which anything of a person falls due."""
    return min(dues.values(), default=None)
