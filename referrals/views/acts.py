"""Pages: each act upon a referral, one page for one task."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.permissions import Permission, requires
from core.once import once
from core.refusal import Refusal
from patients.views.finding import showing
from referrals import actions
from referrals.actions.acts import lock, why_not
from referrals.forms import acts as forms
from referrals.rules.states import Verb
from referrals.views.drawing import as_told, meanwhile, who
from referrals.views.referring import find_referral


@requires(Permission.ACCEPT_REFERRAL)
@once
def accept_referral(request, referral_id):
    said = "Accepted. Next: book a first meeting."
    form = forms.AcceptReferralForm
    return _act(request, referral_id, Verb.ACCEPT, form, actions.accept, said)


@requires(Permission.DECLINE_REFERRAL)
@once
def decline_referral(request, referral_id):
    said = "Declined. Whoever referred has been told."
    form = forms.DeclineReferralForm
    return _act(request, referral_id, Verb.DECLINE, form, actions.decline, said)


@requires(Permission.ASK_REFERRER)
@once
def ask_referrer(request, referral_id):
    said = "Asked. The target stays."
    form = forms.AskReferrerForm
    return _act(request, referral_id, Verb.ASK, form, actions.ask, said)


@requires(Permission.ANSWER_QUESTION)
@once
def answer_question(request, referral_id):
    said = "Answered."
    form = forms.AnswerQuestionForm
    return _act(request, referral_id, Verb.ANSWER, form, actions.answer, said)


@requires(Permission.REVOKE_REFERRAL)
@once
def revoke_referral(request, referral_id):
    said = "Revoked."
    form = forms.RevokeReferralForm
    return _act(request, referral_id, Verb.REVOKE, form, actions.revoke, said)


@requires(Permission.BOOK_MEETING)
@once
def book_meeting(request, referral_id):
    viewer = request.viewer
    referral = find_referral(viewer, referral_id)
    form = forms.BookMeetingForm(
        _typed(request),
        referral=referral,
        today=viewer.day,
        initial={"day": viewer.day},
    )
    if form.is_valid():
        _still_as_shown(request, referral, Verb.BOOK)
        actions.book(referral=referral, by=viewer, **form.cleaned_data)
        return _done(
            request, referral, Verb.BOOK, "Booked. Whoever referred sees the day."
        )
    return _page(request, "book_meeting", Verb.BOOK, referral, form)


@requires(Permission.CANCEL_MEETING)
@once
def cancel_meeting(request, referral_id):
    said = "The day is taken back. Next: book another."
    form = forms.CancelMeetingForm
    return _act(request, referral_id, Verb.UNBOOK, form, actions.unbook, said)


@requires(Permission.RECORD_MEETING)
@once
def record_meeting(request, referral_id):
    viewer = request.viewer
    referral = find_referral(viewer, referral_id)
    form = forms.RecordMeetingForm(
        _typed(request),
        referral=referral,
        today=viewer.day,
        initial={"day": referral.booked_for_on or viewer.day},
    )
    if form.is_valid():
        _still_as_shown(request, referral, Verb.SEE)
        actions.see(referral=referral, by=viewer, **form.cleaned_data)
        return _done(
            request, referral, Verb.SEE, "Recorded. Next: close with what came of it."
        )
    return _page(request, "record_meeting", Verb.SEE, referral, form)


@requires(Permission.CLOSE_REFERRAL)
@once
def close_referral(request, referral_id):
    said = "Closed. Whoever referred reads what came of it."
    form = forms.CloseReferralForm
    return _act(request, referral_id, Verb.CLOSE, form, actions.close, said)


def _act(request, referral_id, verb, form_class, do, said):
    """One act by its form, or the page of that form again."""
    referral = find_referral(request.viewer, referral_id)
    form = form_class(_typed(request), referral=referral)
    if form.is_valid():
        _still_as_shown(request, referral, verb)
        do(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(request, referral, verb, said)
    return _page(request, request.resolver_match.url_name, verb, referral, form)


def _typed(request):
    """A form of one press has no words, and is bound all the same."""
    return request.POST if request.method == "POST" else None


def _still_as_shown(request, referral, verb):
    """Nobody acts upon what another hand has changed since their page was drawn.

    Raises: Refusal naming that hand; what the table forbids is left to the act.
    """
    stands, viewer = lock(referral), request.viewer
    shown = request.POST.get("shown") or stands.state
    if stands.state == shown or why_not(stands, verb, by=viewer):
        return
    raise Refusal(f"{meanwhile(referral, viewer)} Look at it again before you act.")


def _done(request, referral, verb, words):
    is_told = as_told(referral, verb, request.viewer)
    messages.success(request, "Written down, as told." if is_told else words)
    if _is_gone(request, referral):
        return redirect("referrals:list_referrals")
    return redirect(referral)


def _is_gone(request, referral):
    """Whoever has declined or closed sees the person no longer within a minute."""
    is_asked = referral.asked_organisation_id == request.viewer.organisation_id
    return is_asked and request.resolver_match.url_name in {
        "decline_referral",
        "close_referral",
    }


def _page(request, page, verb, referral, form):
    viewer = request.viewer
    why = why_not(referral, verb, by=viewer)
    if why and request.method == "POST":
        raise Refusal(why)  # what was typed has no form to stand in
    showing(page, viewer, referral.patient)
    told = as_told(referral, verb, viewer)
    if told:
        form.submit_label = "Save what they told"
    facts = {
        "form": form,
        "referral": referral,
        "banner": who(referral.patient, viewer),
        "why_not": why,
        "as_told": told,
    }
    return render(request, f"referrals/{page}.html", facts)
