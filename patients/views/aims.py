"""Pages: set what the person wants."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.permissions import Permission, requires
from core.once import once
from patients.actions import aims as actions
from patients.forms.aim import SetAimForm
from patients.models import Aim
from patients.pages import banner
from patients.pages.aim import aim_line
from patients.rules.aim import Wish
from patients.views.finding import patient_to_correct, showing
from patients.views.overtaken import say_overtaken

ASKED = ("present", "words", "long_term", "long_term_on")


@requires(Permission.SET_AIM)
@once
def set_aim(request, patient_id):
    viewer = request.viewer
    patient = patient_to_correct(viewer, patient_id)
    aims = list(Aim.objects.visible_to(viewer).of(patient.pk).newest_first())
    stands = {name: getattr(aims[0], name) for name in ASKED} if aims else {}
    form = SetAimForm(
        request.POST or None, today=viewer.day, initial=stands, version=len(aims)
    )
    if form.is_valid() and not say_overtaken(
        request, form, len(aims), stands, lambda: aims[0].author_name
    ):
        wish = Wish(**form.cleaned_data)
        actions.set_aim(patient=patient, version=len(aims), wish=wish, by=viewer)
        messages.success(request, "Aim saved.")
        return redirect(patient)
    showing("set_aim", viewer, patient)
    history = [aim_line(one.facts(), viewer.day) for one in aims]
    page = {"form": form, "banner": banner(patient, viewer), "aims": history}
    return render(request, "patients/set_aim.html", page)
