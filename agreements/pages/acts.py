"""The acts that stand on an agreement's page: a form for each that is open."""

from datetime import date

from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import Permission as P
from accounts.viewer import Viewer
from agreements import actions
from agreements.forms import acts as forms
from agreements.models import Agreement
from agreements.rules.states import Standing, Verb, verbs_open

# The permission that each act needs, its form, and the words over it.
ACTS = {
    Verb.SEND: (P.SEND_AGREEMENT, forms.SendForm, "Send it"),
    Verb.ANSWER: (P.ANSWER_PRACTICE, forms.AnswerForm, "Answer the practice"),
    Verb.ACCEPT: (P.ACCEPT_AGREEMENT, forms.AcceptForm, "Accept"),
    Verb.ASK: (P.ASK_SERVICE, forms.AskForm, "Ask a question"),
    Verb.DECLINE: (P.DECLINE_AGREEMENT, forms.DeclineForm, "Decline"),
    Verb.AGREE: (P.RECORD_YES, forms.RecordYesForm, "Record that the person agrees"),
    Verb.DECIDE: (
        P.DECIDE_ON_EXCLUSION,
        forms.DecideForm,
        "Decide what follows from what is new",
    ),
    Verb.REVIEW: (P.REVIEW_AGREEMENT, forms.ReviewForm, "Review it together"),
    Verb.TAKE_BACK: (P.TAKE_BACK, forms.TakeBackForm, "Take the care back"),
    Verb.TAKE_OVER: (P.TAKE_OVER_LEAD, forms.TakeOverForm, "Take the lead"),
    Verb.MOVE_PRACTICE: (
        P.MOVE_PRACTICE,
        forms.MoveForm,
        "The person moves to another practice",
    ),
    Verb.GIVE_NOTICE: (P.GIVE_NOTICE, forms.NoticeForm, "Give notice"),
    Verb.HAND_BACK_TODAY: (
        P.HAND_BACK_TODAY,
        forms.HandBackForm,
        "Unsafe to go on: hand back today",
    ),
    Verb.REPLACE: (P.REPLACE_PRESCRIBER, forms.ReplaceForm, "Prescriber lost today"),
    Verb.END: (P.END_AGREEMENT, forms.EndForm, "End shared care"),
    Verb.WITHDRAW: (P.WITHDRAW_AGREEMENT, forms.WithdrawForm, "Withdraw the request"),
}
# Never behind a fold: the answers that a practice owes.
IN_SIGHT = (Verb.ACCEPT, Verb.ASK, Verb.DECLINE)


def verbs_for(agreement: Agreement, standing: Standing, viewer: Viewer) -> list[Verb]:
    """What the viewer may do with it now, as the table, the role and the level say."""
    side = actions.side_of(agreement, viewer)
    if side is None:
        return []
    open_now = verbs_open(standing, side)
    verbs = [verb for verb in ACTS if verb in open_now]
    return [verb for verb in verbs if _may(agreement, verb, viewer)]


def _may(agreement, verb, viewer):
    permission, _form, _words = ACTS[verb]
    if verb == Verb.ACCEPT and actions.why_not_accept(agreement, viewer):
        return False
    if not viewer.may(permission):
        return False
    if verb == Verb.TAKE_OVER and agreement.gp_id != viewer.membership_id:
        return not actions.why_not_take_over(agreement, viewer)
    return verb != Verb.TAKE_OVER


def follows_from(agreement: Agreement) -> date | None:
    """The notice day, when it was sent, of what it follows; None if it follows none."""
    told = agreement.terms.get("follows_from")
    return date.fromisoformat(told) if told and agreement.follows_id else None


def form_of(agreement: Agreement, verb: Verb, viewer: Viewer, data=None):
    """One act's form, with what it must be told of this agreement."""
    permission, form_class, _words = ACTS[verb]
    more = {}
    if verb == Verb.SEND:
        more["is_stopped"] = bool(actions.stops_of(agreement, viewer))
    if verb == Verb.ACCEPT:
        colleagues = Membership.objects.prescribers(viewer).colleagues_of(viewer)
        more["colleagues"] = colleagues.exclude(pk=viewer.membership_id)
        more["not_before"] = follows_from(agreement)
    if verb == Verb.GIVE_NOTICE:
        more["limits"] = actions.limits_of(viewer)
    return form_class(
        data,
        verb=verb,
        action=reverse(f"agreements:{permission}", args=[agreement.pk]),
        today=viewer.day,
        shown=agreement.state,
        **more,
    )


def forms_of(
    agreement: Agreement, standing: Standing, viewer: Viewer, sent=None
) -> dict:
    """The forms of the page: the main act's, those in sight, those in folds.

    ``sent`` is a verb and its form, which somebody has sent and must look at again.
    """
    verbs = verbs_for(agreement, standing, viewer)
    asked = actions.next_for(agreement, standing, viewer).verb
    verbs.sort(key=lambda verb: verb != asked)
    drawn = [_drawn(agreement, verb, viewer, asked, sent) for verb in verbs]
    return {
        "acts": [one for one in drawn if one["is_in_sight"]],
        "more_acts": [one for one in drawn if not one["is_in_sight"]],
    }


def _drawn(agreement, verb, viewer, asked, sent):
    is_sent = sent is not None and sent[0] == verb
    form = sent[1] if is_sent else form_of(agreement, verb, viewer)
    form.is_main_act = verb == asked
    return {
        "form": form,
        "words": ACTS[verb][2],
        "is_in_sight": form.is_main_act or verb in IN_SIGHT,
        "is_open": is_sent,
    }
