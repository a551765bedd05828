"""Pages: open an episode, keep its core facts, close it."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Membership
from accounts.permissions import Permission, requires
from core.once import once
from core.templatetags.house import staff_date
from patients.actions import episodes as actions
from patients.forms.episode import (
    DAYS,
    AnswerClosingForm,
    CloseEpisodeForm,
    OpenEpisodeForm,
    RecordCoreFactsForm,
)
from patients.models import Closing, Episode
from patients.pages import banner
from patients.rules.episode import CloseReason
from patients.views.finding import open_patient, showing
from patients.views.overtaken import say_overtaken, who_wrote

PROPOSED = "Proposed. The care goes on until a second clinician agrees to end it."


@requires(Permission.OPEN_EPISODE)
@once
def open_episode(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    opened = Episode.objects.visible_to(viewer).of(patient.pk).open()
    if request.method == "GET" and opened.exists():
        return _page(request, "open_episode", patient, form=None)
    form = OpenEpisodeForm(
        request.POST or None,
        workers=Membership.objects.at_work(viewer, [viewer.organisation_id]),
        today=viewer.day,
        initial={
            "opened_on": viewer.day,
            "setting": "community",
            "named_worker": viewer.membership_id,
        },
    )
    if form.is_valid():
        episode = actions.open_episode(patient=patient, by=viewer, **form.cleaned_data)
        messages.success(request, "Episode opened. These facts are asked now.")
        return redirect("patients:record_core_facts", episode.pk)
    return _page(request, "open_episode", patient, form)


def _found(viewer, episode_id):
    """Held until the request is over: a second editor waits for the first, and then
    sees what the first changed."""
    episodes = Episode.objects.visible_to(viewer).open().select_related("patient")
    held = episodes.select_for_update(of=["self"])
    return get_object_or_404(held, pk=episode_id)


@requires(Permission.RECORD_CORE_FACTS)
@once
def record_core_facts(request, episode_id):
    viewer = request.viewer
    episode = _found(viewer, episode_id)
    said, version = _words(episode.core_facts), episode.version
    form = RecordCoreFactsForm(
        request.POST or None, today=viewer.day, initial=said, version=version
    )
    if form.is_valid() and not say_overtaken(
        request,
        form,
        version,
        said,
        lambda: who_wrote(viewer, episode.patient, actions.FACTS_RECORDED),
    ):
        actions.record_core_facts(
            episode=episode, version=version, facts=form.facts(), by=viewer
        )
        messages.success(request, "Facts saved.")
        return redirect(episode.patient)
    return _page(request, "record_core_facts", episode.patient, form)


def _words(facts):
    """Stored facts as the form shows them; what is not known yet is empty."""
    said = {True: "yes", False: "no"}
    known = dict.fromkeys(RecordCoreFactsForm.base_fields, "") | facts
    known |= {name: date.fromisoformat(facts[name]) for name in DAYS & facts.keys()}
    return known | {"consent": said.get(facts.get("consent"), "")}


@requires(Permission.CLOSE_EPISODE)
@once
def close_episode(request, episode_id):
    viewer = request.viewer
    episode = _found(viewer, episode_id)
    form = CloseEpisodeForm(
        request.POST or None,
        opened_on=episode.opened_on,
        today=viewer.day,
        initial={"closed_on": viewer.day},
    )
    if form.is_valid() and form.waits():
        actions.propose_closing(episode=episode, by=viewer, **form.cleaned_data)
        messages.warning(request, PROPOSED)
        return redirect(episode.patient)
    if form.is_valid():
        actions.close_episode(episode=episode, by=viewer, **form.cleaned_data)
        messages.success(request, "Episode closed.")
        return redirect(episode.patient)
    return _page(request, "close_episode", episode.patient, form)


@requires(Permission.ANSWER_CLOSING)
@once
def answer_closing(request, patient_id):
    viewer = request.viewer
    patient = open_patient(viewer, patient_id)
    closings = Closing.objects.visible_to(viewer).of(patient.pk).open()
    closing = get_object_or_404(closings)
    is_proposer = closing.proposed_by_id == viewer.user_id
    form = AnswerClosingForm(request.POST or None, is_proposer=is_proposer)
    if form.is_valid():
        actions.answer_closing(closing=closing, by=viewer, **form.cleaned_data)
        messages.success(request, "Your answer is saved.")
        return redirect(patient)
    showing("answer_closing", viewer, patient)
    facts = {
        "form": form,
        "banner": banner(patient, viewer),
        "closing": closing,
        "reason": CloseReason(closing.reason).label,
        "closed": staff_date(closing.closed_on, viewer.day),
        "is_proposer": is_proposer,
    }
    return render(request, "patients/answer_closing.html", facts)


def _page(request, page, patient, form):
    showing(page, request.viewer, patient)
    facts = {"form": form, "banner": banner(patient, request.viewer)}
    return render(request, f"patients/{page}.html", facts)
