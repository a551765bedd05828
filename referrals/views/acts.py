"""Pages: each act upon a referral, one page for one task."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.permissions import Permission, requires
from core.once import once
from patients.views.finding import showing
from referrals import actions
from referrals.actions.acts import why_not
from referrals.forms import acts as forms
from referrals.rules.states import Verb
from referrals.views.drawing import who
from referrals.views.referring import find_referral


@requires(Permission.ACCEPT_REFERRAL)
@once
def accept_referral(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.AcceptReferralForm(_typed(request))
    if form.is_valid():
        actions.accept(referral=referral, by=request.viewer)
        return _done(request, referral, "Accepted. Next: book a first meeting.")
    return _page(request, "accept_referral", Verb.ACCEPT, referral, form)


@requires(Permission.DECLINE_REFERRAL)
@once
def decline_referral(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.DeclineReferralForm(_typed(request))
    if form.is_valid():
        actions.decline(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(request, referral, "Declined. Whoever referred has been told.")
    return _page(request, "decline_referral", Verb.DECLINE, referral, form)


@requires(Permission.ASK_REFERRER)
@once
def ask_referrer(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.AskReferrerForm(_typed(request))
    if form.is_valid():
        actions.ask(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(request, referral, "Asked. The target stays.")
    return _page(request, "ask_referrer", Verb.ASK, referral, form)


@requires(Permission.ANSWER_QUESTION)
@once
def answer_question(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.AnswerQuestionForm(_typed(request))
    if form.is_valid():
        actions.answer(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(request, referral, "Answered.")
    return _page(request, "answer_question", Verb.ANSWER, referral, form)


@requires(Permission.REVOKE_REFERRAL)
@once
def revoke_referral(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.RevokeReferralForm(_typed(request))
    if form.is_valid():
        actions.revoke(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(request, referral, "Revoked.")
    return _page(request, "revoke_referral", Verb.REVOKE, referral, form)


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
        actions.book(referral=referral, by=viewer, **form.cleaned_data)
        return _done(request, referral, "Booked. Whoever referred sees the day.")
    return _page(request, "book_meeting", Verb.BOOK, referral, form)


@requires(Permission.CANCEL_MEETING)
@once
def cancel_meeting(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.CancelMeetingForm(_typed(request))
    if form.is_valid():
        actions.unbook(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(request, referral, "The day is taken back. Next: book another.")
    return _page(request, "cancel_meeting", Verb.UNBOOK, referral, form)


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
        actions.see(referral=referral, by=viewer, **form.cleaned_data)
        return _done(request, referral, "Recorded. Next: close with what came of it.")
    return _page(request, "record_meeting", Verb.SEE, referral, form)


@requires(Permission.CLOSE_REFERRAL)
@once
def close_referral(request, referral_id):
    referral = find_referral(request.viewer, referral_id)
    form = forms.CloseReferralForm(_typed(request))
    if form.is_valid():
        actions.close(referral=referral, by=request.viewer, **form.cleaned_data)
        return _done(
            request, referral, "Closed. Whoever referred reads what came of it."
        )
    return _page(request, "close_referral", Verb.CLOSE, referral, form)


def _typed(request):
    """A form of one press has no words, and is bound all the same."""
    return request.POST if request.method == "POST" else None


def _done(request, referral, words):
    messages.success(request, words)
    return (
        redirect("referrals:list_referrals")
        if _is_gone(request, referral)
        else (redirect(referral))
    )


def _is_gone(request, referral):
    """Whoever has declined or closed sees the person no longer within a minute."""
    is_asked = referral.asked_organisation_id == request.viewer.organisation_id
    return is_asked and request.resolver_match.url_name in {
        "decline_referral",
        "close_referral",
    }


def _page(request, page, verb, referral, form):
    viewer = request.viewer
    showing(page, viewer, referral.patient)
    facts = {
        "form": form,
        "referral": referral,
        "banner": who(referral.patient, viewer),
        "why_not": why_not(referral, verb, by=viewer),
    }
    return render(request, f"referrals/{page}.html", facts)
