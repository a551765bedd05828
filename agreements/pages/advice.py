"""What the pages of advice show: rows of a list, one thread, the forms under it."""

from collections.abc import Callable

from django.utils import timezone

from accounts.viewer import Viewer
from agreements.actions.advice import part_of
from agreements.forms import advice as forms
from agreements.models import AdviceMessage, AdviceThread
from agreements.rules import advice as rules
from agreements.rules.advice import AdviceState, AdviceVerb, Stamp
from core.addresses import address_of
from core.clock import now
from core.templatetags.house import staff_date, staff_time
from patients.models import Patient
from patients.pages import name_of

NO_ONE = "About no one person"
UNNAMED = "Somebody whose name you do not see"
# What a list says of each state, and its colour.
TAGS = {
    AdviceState.OPEN: ("Waiting", "blue"),
    AdviceState.ANSWERED: ("Answered", "green"),
    AdviceState.CLOSED: ("Closed", "grey"),
}
OPENING = 120
DID = {
    AdviceVerb.ASK: "Asked",
    AdviceVerb.GIVE: "Advice",
    AdviceVerb.REPLY: "Reply",
    AdviceVerb.CLOSE: "Closed",
}
# The page that each is done at, its form, and the words over it.
FORMS = {
    AdviceVerb.GIVE: ("give_advice", forms.GiveAdviceForm, "Your advice"),
    AdviceVerb.REPLY: ("give_advice", forms.ReplyForm, "Your reply"),
    AdviceVerb.ASK: ("ask_again", forms.AskAgainForm, "Ask a further question"),
    AdviceVerb.CLOSE: ("close_advice", forms.CloseAdviceForm, "You have your answer"),
}
# ... and where those would not be so.
OTHERWISE = {
    (AdviceVerb.CLOSE, AdviceState.OPEN): "You need no answer any more",
    (AdviceVerb.GIVE, AdviceState.ANSWERED): "Add to the advice",
}


def lines_of(threads: list[AdviceThread], viewer: Viewer) -> list[dict]:
    """Rows of a list; whom each is about as far as the viewer knows them."""
    about = [one.patient_id for one in threads if one.patient_id]
    known = Patient.objects.visible_to(viewer).filter(pk__in=about)
    names = {one.pk: name_of(one.family, one.given, one.preferred) for one in known}
    moment = now()
    return [_line(one, names, viewer, moment) for one in threads]


def _line(thread, names, viewer, moment):
    name = names.get(thread.patient_id, UNNAMED) if thread.patient_id else NO_ONE
    tag, colour = TAGS[thread.state]
    is_mine = thread.asker_id in viewer.stands_for
    asked_by = f"{thread.asker.user.name}, {thread.asker.organisation.name}"
    return {
        "url": thread.get_absolute_url(),
        "person": thread.patient_id if thread.patient_id in names else None,
        "name": name,
        "question": opening(thread.question),
        "with": f"to {thread.specialist.user.name}" if is_mine else f"from {asked_by}",
        "elapsed": elapsed(thread, viewer, moment),
        "tag": tag,
        "colour": colour,
    }


def opening(text: str) -> str:
    """How a question begins."""
    words = " ".join(text.split())
    return words if len(words) <= OPENING else f"{words[:OPENING]}…"


def elapsed(thread: AdviceThread, viewer: Viewer, moment) -> str:
    """How long the last question waits, or waited."""
    answered = thread.answered_at and _stamp(thread.answered_on, thread.answered_at)
    return rules.waiting(
        AdviceState(thread.state),
        _stamp(thread.asked_on, thread.asked_at),
        answered,
        _stamp(viewer.day, moment),
    )


def _stamp(day, moment):
    return Stamp(day, timezone.localtime(moment))


def thread_facts(thread: AdviceThread, viewer: Viewer) -> dict:
    """Who asked whom, how long it waits, and all that was said."""
    said = AdviceMessage.objects.visible_to(viewer).of_thread(thread)
    return {
        "thread": thread,
        "elapsed": elapsed(thread, viewer, now()),
        "specialist": thread.specialist.user.name,
        "messages_said": [_message(one, viewer) for one in said],
    }


def _message(one, viewer):
    return {
        "title": f"{one.n}. {DID[one.verb]}",
        "day": f"{staff_date(one.on_day, viewer.day)} {staff_time(one.at)}",
        "detail": one.text,
        "by": one.signature,
    }


def names_in(viewer: Viewer) -> Callable[[str], list[str]]:
    """Which words of a text are a name of somebody whom the viewer may see."""

    def found(text):
        possible = list(rules.names_possible(text))
        people = Patient.objects.visible_to(viewer)
        called = rules.halves(people.names_in_parts())
        return rules.words_that_name(text, called.union(people.names_among(possible)))

    return found


def form_of(thread: AdviceThread, verb: AdviceVerb, viewer: Viewer, data=None):
    """The form of one thing to say."""
    page, form_class, _words = FORMS[verb]
    about = {"names_in": names_in(viewer) if thread.patient_id is None else None}
    return form_class(
        data,
        verb=verb,
        action=address_of(f"agreements:{page}", thread.pk),
        today=viewer.day,
        **({} if verb == AdviceVerb.CLOSE else about),
    )


def forms_of(thread: AdviceThread, viewer: Viewer, sent=None) -> list[dict]:
    """The forms of the page: the first is the main act. ``sent`` is a verb and its
    form, which somebody has sent and must look at again."""
    part, state = part_of(thread, viewer), AdviceState(thread.state)
    verbs = [verb for verb in FORMS if verb in rules.verbs_open(state, part)]
    if state == AdviceState.ANSWERED:
        verbs.reverse()
    drawn = []
    for verb in verbs:
        is_sent = sent is not None and sent[0] == verb
        form = sent[1] if is_sent else form_of(thread, verb, viewer)
        form.is_main_act = not drawn
        drawn.append(
            {"form": form, "words": OTHERWISE.get((verb, state), FORMS[verb][2])}
        )
    return drawn
