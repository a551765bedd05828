"""The acts on an agreement's page: a form for those in sight, a link to the others."""

from typing import NamedTuple

from accounts.models import Membership
from accounts.permissions import Permission as P
from accounts.viewer import Viewer
from agreements import actions
from agreements.forms import acts as forms
from agreements.models import Agreement
from agreements.rules import accepting
from agreements.rules.states import Standing, Verb, verbs_open
from core.addresses import address_of


class OnPage(NamedTuple):
    """The permission that an act needs, its form, and the words over it."""

    permission: P
    form: type[forms.ActForm]
    words: str


ACTS = {
    Verb.SEND: OnPage(P.SEND_AGREEMENT, forms.SendForm, "Send it"),
    Verb.ANSWER: OnPage(P.ANSWER_PRACTICE, forms.AnswerForm, "Answer the practice"),
    Verb.ACCEPT: OnPage(P.ACCEPT_AGREEMENT, forms.AcceptForm, "Accept"),
    Verb.ASK: OnPage(P.ASK_SERVICE, forms.AskForm, "Ask a question"),
    Verb.DECLINE: OnPage(P.DECLINE_AGREEMENT, forms.DeclineForm, "Decline"),
    Verb.AGREE: OnPage(
        P.RECORD_YES, forms.RecordYesForm, "Record that the person agrees"
    ),
    Verb.DECIDE: OnPage(
        P.DECIDE_ON_EXCLUSION, forms.DecideForm, "Decide what follows from what is new"
    ),
    Verb.REVIEW: OnPage(P.REVIEW_AGREEMENT, forms.ReviewForm, "Review it together"),
    Verb.DISAGREE: OnPage(
        P.RECORD_NO, forms.RecordNoForm, "Record that the person no longer agrees"
    ),
    Verb.TAKE_BACK: OnPage(P.TAKE_BACK, forms.TakeBackForm, "Take the care back"),
    Verb.RETRACT: OnPage(P.RETRACT_NOTICE, forms.RetractForm, "Take the notice back"),
    Verb.TAKE_OVER: OnPage(P.TAKE_OVER_LEAD, forms.TakeOverForm, "Take the lead"),
    Verb.MOVE_PRACTICE: OnPage(
        P.MOVE_PRACTICE, forms.MoveForm, "The person moves to another practice"
    ),
    Verb.GIVE_NOTICE: OnPage(P.GIVE_NOTICE, forms.NoticeForm, "Give notice"),
    Verb.HAND_BACK_TODAY: OnPage(
        P.HAND_BACK_TODAY, forms.HandBackForm, "Unsafe to go on: hand back today"
    ),
    Verb.REPLACE: OnPage(
        P.REPLACE_PRESCRIBER, forms.ReplaceForm, "Prescriber lost today"
    ),
    Verb.END: OnPage(P.END_AGREEMENT, forms.EndForm, "End shared care"),
    Verb.WITHDRAW: OnPage(
        P.WITHDRAW_AGREEMENT, forms.WithdrawForm, "Withdraw the request"
    ),
}
# Always in sight: the answers that a practice owes.
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
    if verb == Verb.ACCEPT and actions.why_not_accept(agreement, viewer):
        return False
    if not viewer.may(ACTS[verb].permission):
        return False
    if verb == Verb.RETRACT:
        return not actions.why_not_retract(agreement, viewer)
    if verb == Verb.TAKE_OVER and agreement.gp_id != viewer.membership_id:
        return not actions.why_not_take_over(agreement, viewer)
    return verb != Verb.TAKE_OVER


def shown_as(agreement: Agreement) -> str:
    """What whoever acts upon it must have seen: how it stands, and who leads it."""
    return f"{agreement.state} {agreement.gp_id}"


def form_of(agreement: Agreement, verb: Verb, viewer: Viewer, data=None):
    """One act's form, with what it must be told of this agreement."""
    more = {}
    if verb == Verb.SEND:
        more["is_stopped"] = bool(actions.stops_of(agreement, viewer))
    if verb == Verb.ACCEPT:
        colleagues = Membership.objects.prescribers(viewer).colleagues_of(viewer)
        more["colleagues"] = colleagues.exclude(pk=viewer.membership_id)
        more["against"] = _why_no_lead(viewer)
        more["not_before"] = agreement.follows_from
        more["leaves_on"] = actions.last_day_of(viewer)
    if verb == Verb.MOVE_PRACTICE:
        more["why_not_on"] = lambda on: actions.why_not_move_on(agreement, on, viewer)
    if verb == Verb.HAND_BACK_TODAY:
        more["whom_to_ring"] = _whom_to_ring(agreement, viewer)
    if verb == Verb.GIVE_NOTICE:
        more["limits"] = actions.limits_of(viewer)
    return ACTS[verb].form(
        data,
        verb=verb,
        action=_address(agreement, verb),
        today=viewer.day,
        shown=shown_as(agreement),
        **more,
    )


def _why_no_lead(viewer):
    """Of a colleague: that their level does not let them take the lead."""
    limits = actions.limits_of(viewer)
    return lambda one: accepting.how_may_not_accept(
        one.level.rank if one.level else None, limits
    )


def _whom_to_ring(agreement, viewer):
    """Who takes over, and their organisation's number, as far as they are known."""
    duty = actions.named_duty(agreement.service_id, viewer)
    place = agreement.specialist.organisation
    who = f"{duty.user.name}, {place.name}," if duty else place.name
    number = f": {place.phone}" if place.phone else ""
    return f"{who} takes over{number}"


def acts_of(agreement: Agreement, standing: Standing, viewer: Viewer, chosen=None):
    """What stands open on the page, and where the other acts lead.

    ``chosen`` is a verb and its form: somebody asks for it, or has sent it and must
    look at it again.
    """
    verbs = verbs_for(agreement, standing, viewer)
    asked = actions.next_for(agreement, standing, viewer).verb
    opened = chosen[0] if chosen else None
    verbs.sort(key=lambda verb: (verb != opened, verb != asked))
    in_sight = {asked, opened, *IN_SIGHT}
    return {
        "acts": [
            _drawn(agreement, verb, viewer, asked, chosen)
            for verb in verbs
            if verb in in_sight
        ],
        "more_acts": [
            (ACTS[verb].words, f"{_address(agreement, verb)}#act")
            for verb in verbs
            if verb not in in_sight
        ],
    }


def _drawn(agreement, verb, viewer, asked, chosen):
    is_chosen = chosen is not None and chosen[0] == verb
    form = chosen[1] if is_chosen else form_of(agreement, verb, viewer)
    form.is_main_act = is_chosen or (verb == asked and chosen is None)
    return {
        "form": form,
        "words": ACTS[verb].words,
        "is_chosen": is_chosen,
        "may_wait": is_chosen and verb != asked and verb not in IN_SIGHT,
    }


def _address(agreement, verb):
    return address_of(f"agreements:{ACTS[verb].permission}", agreement.pk)
