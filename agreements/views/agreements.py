"""Pages: the care that is shared, one agreement, and each act upon it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Permission, requires
from accounts.rules import OrganisationKind
from agreements import actions
from agreements.actions.acts import lock, why_not
from agreements.models import Agreement, AgreementAct, HowAgreed
from agreements.pages import acts as page_of
from agreements.pages import agreement_facts, lines_of, meanwhile, still_to_say
from agreements.pages.told import told_of
from agreements.rules.states import CAME_TO_NOTHING, WAITING, State, Verb
from agreements.views.finding import last_act, still_sees_the_person
from audit import actions as audit
from core.clock import now
from core.kept import Kept, KeptRow
from core.once import once
from core.reach import Reach
from core.refusal import Refusal
from patients.models import Patient, PrescriberTurn, WorkItem
from patients.pages import banner, identity

ON_A_PAGE = 20
SHOWN = {"live": "Open", "over": "Over"}


def _live(viewer):
    seen = Agreement.objects.visible_to(viewer).of_organisation(viewer)
    return seen.live().soonest_first().lines(viewer)


def _over(viewer):
    seen = Agreement.objects.visible_to(viewer).of_organisation(viewer)
    return seen.over().newest_first().lines(viewer)


LISTS = {"live": _live, "over": _over}
# What most ask for, and one row more, which tells whether there are.
FIRST_PAGE = Kept("agreements_live", _live, most=ON_A_PAGE + 1)


def _rows(viewer, which, page):
    if (which, page) == ("live", 1):
        return FIRST_PAGE.rows(viewer)
    start = (page - 1) * ON_A_PAGE
    return list(LISTS[which](viewer)[start : start + ON_A_PAGE + 1])


def _is_asked(viewer):
    return viewer.organisation_kind == OrganisationKind.PRACTICE


@requires(Permission.LIST_AGREEMENTS)
def list_agreements(request):
    viewer, typed = request.viewer, request.GET.get("page", "1")
    page = max(1, int(typed)) if typed.isdecimal() and len(typed) < 5 else 1
    which = "over" if request.GET.get("which") == "over" else "live"
    rows = _rows(viewer, which, page)
    shown = rows[:ON_A_PAGE]
    audit.saw("list_agreements", by=viewer, shown=[row[1] for row in shown])
    limits = actions.limits_of(viewer)
    facts = {
        "current": "Shared care",
        "rows": lines_of(shown, viewer, limits),
        "which": which,
        "leaves_once_done": which == "over" and _is_asked(viewer),
        "choices": SHOWN.items(),
        "previous": page - 1,
        "next": page + 1 if len(rows) > ON_A_PAGE else 0,
    }
    return render(request, "agreements/list_agreements.html", facts)


ONE = KeptRow("agreement", Agreement, Agreement.objects.visible_to)
PERSON = KeptRow(
    "agreement_person",
    Patient,
    lambda viewer: Patient.objects.visible_to(viewer).with_reach(viewer),
    more_names=("reach",),
)


@requires(Permission.SHOW_AGREEMENT)
def show_agreement(request, agreement_id):
    agreement = _found(request.viewer, agreement_id)
    return _page(request, agreement)


@requires(Permission.SHOW_AGREEMENT)
def show_waiting(request, item_id):
    """From a work item to the agreement that it waits for; where somebody's turn has
    none, to who prescribes."""
    viewer = request.viewer
    items = WorkItem.objects.visible_to(viewer).on_list_of(viewer)
    item = get_object_or_404(items, pk=item_id)
    act = AgreementAct.objects.visible_to(viewer).filter(pk=item.source_id).first()
    turn = PrescriberTurn.objects.visible_to(viewer).filter(pk=item.source_id).first()
    found = act.agreement_id if act else turn.because_id if turn else item.source_id
    if found is None:
        return redirect("agreements:show_prescribers", item.patient_id)
    return redirect("agreements:show_agreement", found)


def _found(viewer, agreement_id):
    """One that the viewer may read.

    Raises: OutOfSight if it is over, and whoever was asked sees the person no longer.
    """
    found = ONE.get(viewer, agreement_id)
    if found.is_over:
        still_sees_the_person(found, viewer)
    return found


def _page(request, agreement, chosen=None):
    """The agreement and what may be done with it; ``chosen`` is an act and its form."""
    viewer = request.viewer
    patient = PERSON.get(viewer, agreement.patient_id)
    audit.saw("show_agreement", by=viewer, patient_id=patient.pk)
    told = told_of(agreement)
    if not told.is_read_by(viewer.membership_id, agreement.last_n):
        actions.mark_seen(agreement, by=viewer)
    has_died = patient.died_on is not None
    standing = actions.standing_while(told.now, agreement, viewer, has_died=has_died)
    facts = {
        "current": "Shared care",
        "banner": banner(patient, viewer) if patient.reach == Reach.RECORD else None,
        "person": identity(patient, viewer.day),
        "agreement": agreement,
        "stops": actions.stops_of(agreement, viewer) if _is_draft(agreement) else [],
        "still_to_say": still_to_say(agreement) if _is_draft(agreement) else [],
        "why_not_accept": _why_not_accept(agreement, viewer),
        "form": chosen[1] if chosen else None,
        **agreement_facts(agreement, told, standing, viewer),
        **_ways_on(agreement, standing, patient, viewer),
        **page_of.acts_of(agreement, standing, viewer, chosen),
    }
    return render(request, "agreements/show_agreement.html", facts)


def _ways_on(agreement, standing, patient, viewer):
    """What may be done about it on other pages."""
    return {
        "return_url": _return_url(agreement, standing, patient, viewer),
        "may_be_followed": _may_be_followed(agreement, viewer),
        "may_ask_another": _may_ask_another(agreement, viewer, standing.has_died),
    }


def _return_url(agreement, standing, patient, viewer):
    """Where it is said that somebody is back, for whoever keeps the record."""
    keeps = patient.reach == Reach.RECORD and viewer.may(Permission.RECORD_RETURN)
    if not (standing.is_outside and keeps):
        return ""
    return reverse("agreements:record_return", args=[patient.pk, agreement.line])


def _may_be_followed(agreement, viewer):
    is_ours = agreement.service_id == viewer.organisation_id
    if not is_ours or agreement.state != State.NOTICE_GIVEN:
        return False
    return not actions.why_not_follow(agreement, None, viewer)


def _may_ask_another(agreement, viewer, has_died):
    """Of what came to nothing, by the service, while none of its line is open."""
    is_ours = agreement.service_id == viewer.organisation_id
    if has_died or not is_ours or agreement.state not in CAME_TO_NOTHING:
        return False
    others = Agreement.objects.visible_to(viewer).of(agreement.patient_id).live()
    return not others.filter(line=agreement.line).exists()


def _is_draft(agreement):
    return agreement.sent_on is None and agreement.state == State.DRAFT


def _why_not_accept(agreement, viewer):
    """What keeps somebody of the practice from accepting, where that is all."""
    is_asked = agreement.asked_organisation_id == viewer.organisation_id
    if not is_asked or agreement.state not in WAITING:
        return ""
    return actions.why_not_accept(agreement, viewer)


def _act(request, agreement_id, verb, do, said):
    """One act: its form from the agreement's own page, or that page with the form."""
    viewer = request.viewer
    agreement = _found(viewer, agreement_id)
    if request.method == "POST":
        _still_open(request, agreement, verb)
    form = page_of.form_of(agreement, verb, viewer, request.POST or None)
    if form.is_valid():
        do(agreement=agreement, by=viewer, **form.cleaned_data)
        messages.success(request, said)
        return redirect(agreement)
    return _page(request, agreement, (verb, form))


def _still_open(request, agreement, verb):
    """Nobody acts upon what another hand has changed since their page was drawn.

    Raises: Refusal naming that hand, or saying what the table forbids; it gives back
    what was typed, of which that page has no form any more.
    """
    stands, viewer = lock(agreement), request.viewer
    if request.POST.get("shown") not in ("", None, page_of.shown_as(stands)):
        said = meanwhile(last_act(agreement, viewer), viewer)
        raise Refusal(f"{said} Look at it again before you act.")
    if why := why_not(stands, verb, by=viewer):
        raise Refusal(why)


@requires(Permission.SEND_AGREEMENT)
@once
def send_agreement(request, agreement_id):
    return _act(request, agreement_id, Verb.SEND, actions.send, "The request is sent.")


@requires(Permission.ASK_SERVICE)
@once
def ask_service(request, agreement_id):
    return _act(request, agreement_id, Verb.ASK, actions.ask, "Your question is sent.")


@requires(Permission.ANSWER_PRACTICE)
@once
def answer_practice(request, agreement_id):
    said = "Your answer is sent."
    return _act(request, agreement_id, Verb.ANSWER, actions.answer, said)


@requires(Permission.ACCEPT_AGREEMENT)
@once
def accept_agreement(request, agreement_id):
    viewer = request.viewer
    if actions.why_not_accept(_found(viewer, agreement_id), viewer):
        audit.refuse("accept_agreement", by=viewer, asked={"agreement": agreement_id})
        raise PermissionDenied
    return _act(request, agreement_id, Verb.ACCEPT, _accept, "Accepted.")


def _accept(*, is_competent, **said):  # noqa: ARG001  ticked, or the form is not valid
    actions.accept(**said)


@requires(Permission.DECLINE_AGREEMENT)
@once
def decline_agreement(request, agreement_id):
    return _act(request, agreement_id, Verb.DECLINE, actions.decline, "Declined.")


@requires(Permission.WITHDRAW_AGREEMENT)
@once
def withdraw_agreement(request, agreement_id):
    said = "The request is withdrawn."
    return _act(request, agreement_id, Verb.WITHDRAW, actions.withdraw, said)


@requires(Permission.RECORD_YES)
@once
def record_yes(request, agreement_id):
    said = "Recorded that the person agrees."
    return _act(request, agreement_id, Verb.AGREE, _record_yes, said)


def _record_yes(*, how, **said):
    actions.record_agreement_of_person(how=HowAgreed(how), **said)


@requires(Permission.RECORD_NO)
@once
def record_no(request, agreement_id):
    said = "Recorded that the person no longer agrees. Both sides are asked to talk."
    return _act(request, agreement_id, Verb.DISAGREE, actions.record_no_of_person, said)


@requires(Permission.DECIDE_ON_EXCLUSION)
@once
def decide_on_exclusion(request, agreement_id):
    said = "The decision is saved: reductions wait no longer."
    return _act(request, agreement_id, Verb.DECIDE, actions.decide_on_exclusion, said)


@requires(Permission.REVIEW_AGREEMENT)
@once
def review_agreement(request, agreement_id):
    said = "The review is saved."
    return _act(request, agreement_id, Verb.REVIEW, actions.record_review, said)


@requires(Permission.GIVE_NOTICE)
@once
def give_notice(request, agreement_id):
    said = "Notice is given. You prescribe until that day."
    return _act(request, agreement_id, Verb.GIVE_NOTICE, actions.give_notice, said)


@requires(Permission.RETRACT_NOTICE)
@once
def retract_notice(request, agreement_id):
    said = "The notice is taken back. You prescribe on."
    return _act(request, agreement_id, Verb.RETRACT, actions.retract_notice, said)


@requires(Permission.TAKE_OVER_LEAD)
@once
def take_over_lead(request, agreement_id):
    said = "You lead it, and prescribe from today."
    return _act(request, agreement_id, Verb.TAKE_OVER, _take_over, said)


def _take_over(*, is_competent, **said):  # noqa: ARG001  ticked, or the form is not valid
    actions.take_over_lead(**said)


@requires(Permission.MOVE_PRACTICE)
@once
def move_practice(request, agreement_id):
    viewer = request.viewer
    said = "The move is written down: care goes back on that day."
    verb = Verb.MOVE_PRACTICE
    answer = _act(request, agreement_id, verb, actions.move_practice, said)
    is_done = answer.status_code == 302
    if is_done and viewer.may(Permission.DRAFT_FOLLOW_ON):
        return redirect("agreements:draft_follow_on", agreement_id)
    return answer


@requires(Permission.HAND_BACK_TODAY)
@once
def hand_back_today(request, agreement_id):
    viewer = request.viewer
    agreement = _found(viewer, agreement_id)
    verb = Verb.HAND_BACK_TODAY
    if request.method == "POST":
        _still_open(request, agreement, verb)
    form = page_of.form_of(agreement, verb, viewer, request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        taker = actions.hand_back_today(
            agreement=agreement, call=form.call(now()), text=text, by=viewer
        )
        who = "Others prescribe"
        if taker:
            who = f"{taker.user.name}, {taker.organisation}, prescribes"
        messages.success(request, f"Handed back. {who} now.")
        return redirect("agreements:list_agreements")
    return _page(request, agreement, (verb, form))


@requires(Permission.TAKE_BACK)
@once
def take_back(request, agreement_id):
    said = "The care is taken back."
    return _act(request, agreement_id, Verb.TAKE_BACK, actions.take_back, said)


@requires(Permission.REPLACE_PRESCRIBER)
@once
def replace_prescriber(request, agreement_id):
    said = "The duty prescriber prescribes from now on."
    return _act(request, agreement_id, Verb.REPLACE, actions.replace_prescriber, said)


@requires(Permission.END_AGREEMENT)
@once
def end_agreement(request, agreement_id):
    return _act(request, agreement_id, Verb.END, actions.end, "Shared care has ended.")
