"""Pages of the privacy officer: lines of who looked, held back and reviewed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.models import Setting, User
from accounts.permissions import Permission, requires
from audit import actions as audit
from audit.models import Access, HeldLine
from core.once import once
from patients.actions import privacy as actions
from patients.forms.privacy import HoldLineForm, ReviewHeldLineForm
from patients.pages.alert import words_of_page
from patients.rules.limits import Limits


@requires(Permission.HOLD_LINE)
@once
def hold_line(request, access_id):
    viewer = request.viewer
    lines = Access.objects.of_scheme(viewer).of_others(viewer)
    line = get_object_or_404(lines, pk=access_id)
    limits = Setting.objects.limits(Limits, viewer)
    form = HoldLineForm(request.POST or None, today=viewer.day, limits=limits)
    if form.is_valid():
        actions.hold_line(line=line, limits=limits, by=viewer, **form.cleaned_data)
        messages.success(request, "The person does not see this line for now.")
        return redirect("patients:list_accesses")
    facts = {"form": form, "line": _line(line)}
    return render(request, "patients/hold_line.html", facts)


@requires(Permission.REVIEW_HELD_LINE)
@once
def review_held_line(request, held_id):
    viewer = request.viewer
    running = HeldLine.objects.open_to(viewer).running()
    held = get_object_or_404(running, pk=held_id)
    limits = Setting.objects.limits(Limits, viewer)
    form = ReviewHeldLineForm(request.POST or None, today=viewer.day, limits=limits)
    if form.is_valid():
        actions.review_held_line(
            held=held, keep_until=form.keeps_until(), limits=limits, by=viewer
        )
        messages.success(request, "Review saved.")
        return redirect("patients:list_alerts")
    line = Access.objects.of_scheme(viewer).get(pk=held.access_id)
    people = [line.patient_id] if line.patient_id else line.shown
    audit.saw("review_held_line", by=viewer, shown=people)
    facts = {"form": form, "held": held, "line": _line(line)}
    return render(request, "patients/review_held_line.html", facts)


def _line(line):
    """Who, when and on which page; whom it showed is not asked here."""
    who = User.objects.filter(pk=line.user_id).values_list("name", flat=True).first()
    moment = f"{timezone.localtime(line.at):%d-%b-%Y %H:%M}"
    return f"{who}, {moment}: {words_of_page(line.what)}"
