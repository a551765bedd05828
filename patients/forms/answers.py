"""Forms: the answers of the consultation that the server reads as they are typed."""

from django import forms

from patients.forms.consultation import LogConsultationForm

ASKED = LogConsultationForm.declared_fields


class DoseAnswers(forms.Form):
    """Which dose, given on which day."""

    vaccine_dose = ASKED["vaccine_dose"]
    on_day = ASKED["on_day"]

    def clean_vaccine_dose(self):
        if self.cleaned_data["vaccine_dose"] is None:
            raise forms.ValidationError("Choose a dose")
        return self.cleaned_data["vaccine_dose"]

    def dose_and_day(self):
        return self.cleaned_data["vaccine_dose"], self.cleaned_data["on_day"]


class AuditCAnswers(forms.Form):
    """Three answers, each of which may be missing."""

    audit_1, audit_2, audit_3 = (ASKED[f"audit_{n}"] for n in (1, 2, 3))

    def points(self):
        return [self.cleaned_data[f"audit_{n}"] for n in (1, 2, 3)]
