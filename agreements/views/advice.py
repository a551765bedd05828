"""Pages: questions to a specialist, one of them with its answers, and what is said."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Membership
from accounts.permissions import Permission, requires
from agreements.actions import advice as actions
from agreements.forms.advice import AskAdviceForm, AskInGeneralForm
from agreements.models import AdviceMessage, AdviceThread
from agreements.pages import advice as page_of
from agreements.rules.advice import AdviceVerb
from agreements.views.finding import open_or_told
from audit import actions as audit
from core.once import once
from core.refusal import Refusal
from patients.models import Patient, WorkItem
from patients.pages import banner, identity
from patients.views.finding import showing

ON_A_PAGE = 20
SENT = "Your question is sent."


@requires(Permission.LIST_ADVICE)
def list_advice(request):
    viewer = request.viewer
    threads = AdviceThread.objects.visible_to(viewer).of_member(viewer)
    return _list(request, "list_advice", threads, "Yours")


@requires(Permission.LIST_DISCUSSIONS)
def list_discussions(request):
    threads = AdviceThread.objects.visible_to(request.viewer).discussions()
    return _list(request, "list_discussions", threads, "Discussions")


def _list(request, what, threads, which):
    """One page of threads, the open ones first."""
    viewer, typed = request.viewer, request.GET.get("page", "1")
    page = max(1, int(typed)) if typed.isdecimal() and len(typed) < 5 else 1
    start = (page - 1) * ON_A_PAGE
    rows = list(threads.open_first().with_names()[start : start + ON_A_PAGE + 1])
    lines = page_of.lines_of(rows[:ON_A_PAGE], viewer)
    people = {line["person"] for line in lines if line["person"]}
    audit.saw(what, by=viewer, shown=list(people))
    facts = {
        "current": "Advice",
        "which": which,
        "rows": lines,
        "previous": page - 1,
        "next": page + 1 if len(rows) > ON_A_PAGE else 0,
    }
    return render(request, "agreements/list_advice.html", facts)


@requires(Permission.ASK_ADVICE)
@once
def ask_in_general(request):
    """About no one person."""
    viewer = request.viewer
    form = AskInGeneralForm(
        request.POST or None,
        specialists=_specialists(viewer),
        names_in=page_of.names_in(viewer),
    )
    if form.is_valid():
        thread = actions.ask_advice(patient=None, by=viewer, **form.cleaned_data)
        messages.success(request, SENT)
        return redirect(thread)
    facts = {"current": "Advice", "form": form}
    return render(request, "agreements/ask_in_general.html", facts)


@requires(Permission.ASK_ADVICE)
@once
def ask_advice(request, patient_id):
    viewer = request.viewer
    patient = open_or_told(viewer, patient_id)
    form = AskAdviceForm(request.POST or None, specialists=_specialists(viewer))
    if form.is_valid():
        thread = actions.ask_advice(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, SENT)
        return redirect(thread)
    showing("ask_advice", viewer, patient)
    before = AdviceThread.objects.visible_to(viewer).about(patient).open_first()
    facts = {
        "banner": banner(patient, viewer),
        "form": form,
        "before": page_of.lines_of(list(before.with_names()[:5]), viewer),
    }
    return render(request, "agreements/ask_advice.html", facts)


def _specialists(viewer):
    return Membership.objects.specialists(viewer)


@requires(Permission.SHOW_ADVICE)
def show_waiting_advice(request, item_id):
    """From a work item to the question that it waits for."""
    viewer = request.viewer
    items = WorkItem.objects.visible_to(viewer).on_list_of(viewer)
    source = get_object_or_404(items, pk=item_id).source_id
    said = AdviceMessage.objects.visible_to(viewer).filter(pk=source).first()
    return redirect("agreements:show_advice", said.thread_id if said else source)


@requires(Permission.SHOW_ADVICE)
def show_advice(request, advice_id):
    thread = _found(request.viewer, advice_id)
    actions.clear_list(thread, by=request.viewer)
    return _page(request, thread)


def _found(viewer, advice_id):
    rows = AdviceThread.objects.visible_to(viewer).with_names()
    return get_object_or_404(rows, pk=advice_id)


def _page(request, thread, sent=None):
    """The question with its answers; ``sent`` is a form to mend."""
    viewer = request.viewer
    patient = Patient.objects.visible_to(viewer).filter(pk=thread.patient_id).first()
    opens = patient and Patient.objects.open_to(viewer).filter(pk=patient.pk).exists()
    audit.saw("show_advice", by=viewer, patient_id=thread.patient_id)
    facts = {
        "current": "Advice",
        "banner": banner(patient, viewer) if opens else None,
        "person": identity(patient, viewer.day) if patient else None,
        "form": sent[1] if sent else None,
        "acts": page_of.forms_of(thread, viewer, sent),
        **page_of.thread_facts(thread, viewer),
    }
    return render(request, "agreements/show_advice.html", facts)


def _say(request, advice_id, verb, do, said):
    """One thing to say: its form from the thread's page, or that page with the form.

    Raises: Refusal, which gives back what was typed, where that page has no such form.
    """
    viewer = request.viewer
    thread = _found(viewer, advice_id)
    form = page_of.form_of(thread, verb(thread), viewer, request.POST or None)
    if form.is_valid():
        do(thread=thread, by=viewer, **form.cleaned_data)
        messages.success(request, said)
        return redirect(thread)
    why = actions.why_not(thread, verb(thread), viewer)
    if why and request.method == "POST":
        raise Refusal(why)
    return _page(request, thread, (verb(thread), form))


@requires(Permission.ASK_AGAIN)
@once
def ask_again(request, advice_id):
    return _say(request, advice_id, lambda _: AdviceVerb.ASK, actions.ask_again, SENT)


@requires(Permission.GIVE_ADVICE)
@once
def give_advice(request, advice_id):
    def verb(thread):
        is_reply = actions.is_colleague(thread, request.viewer)
        return AdviceVerb.REPLY if is_reply else AdviceVerb.GIVE

    said = "Your words are sent."
    return _say(request, advice_id, verb, actions.give_advice, said)


@requires(Permission.CLOSE_ADVICE)
@once
def close_advice(request, advice_id):
    said = "The question is closed. You can ask again at any time."
    verb = AdviceVerb.CLOSE
    return _say(request, advice_id, lambda _: verb, actions.close_advice, said)
