"""Pages: emergency access. Nothing is told before a reason is given."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.models import Setting
from accounts.permissions import Permission, requires
from core.once import once
from patients.actions import emergency as actions
from patients.forms.emergency import RequestEmergencyAccessForm
from patients.rules.grants import EmergencyReason
from patients.rules.limits import Limits
from patients.views.finding import open_patient


@requires(Permission.REQUEST_EMERGENCY_ACCESS)
@once
def request_emergency_access(request):
    viewer = request.viewer
    form = RequestEmergencyAccessForm(request.POST or None)
    if form.is_valid():
        person_id = actions.request_emergency_access(
            sought=actions.Sought(**form.sought()),
            reason=EmergencyReason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            limits=Setting.objects.limits(Limits, viewer),
            by=viewer,
        )
        if person_id:
            return redirect("home:show_case", person_id)
        messages.warning(request, "No record was opened.")
        return redirect("patients:request_emergency_access")
    page = {"form": form}
    return render(request, "patients/request_emergency_access.html", page)


@requires(Permission.END_EMERGENCY_ACCESS)
@once
def end_emergency_access(request, patient_id):
    patient = open_patient(request.viewer, patient_id)
    if request.method != "POST":
        return redirect(patient)
    actions.end_emergency_access(patient=patient, by=request.viewer)
    messages.success(request, "Emergency access has ended.")
    return redirect("home:show_home")
