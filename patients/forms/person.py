"""Forms: who a person is and how to reach them. Only a name or alias is asked for."""

from django import forms

from core.fields import Radios, Select, Text
from core.forms import HouseForm
from patients.rules.consultation import Place
from patients.rules.days import FIRST_BIRTH_YEAR
from patients.rules.episode import Sex, postcode_sector
from patients.rules.nhs_numbers import parse_nhs_number

NONE_CHOSEN = ("", "Not known")


class PersonForm(HouseForm):
    """What a record is made of; everything but one name may stay empty."""

    family = forms.CharField(
        label="Family name", max_length=100, required=False, widget=Text(width=20)
    )
    given = forms.CharField(
        label="First name", max_length=100, required=False, widget=Text(width=20)
    )
    preferred = forms.CharField(
        label="What do they like to be called?",
        help_text="A name or alias is enough for a record",
        max_length=100,
        required=False,
        widget=Text(width=20),
    )
    born_on = forms.DateField(
        label="Date of birth",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    nhs_number = forms.CharField(
        label="NHS number",
        help_text="Ten digits, with or without spaces",
        max_length=30,
        required=False,
        widget=Text(width=20),
    )
    sex = forms.ChoiceField(
        label="Sex",
        choices=[*Sex.choices(), NONE_CHOSEN],
        required=False,
        widget=Radios(inline=True),
    )
    postcode = forms.CharField(
        label="Postcode", max_length=9, required=False, widget=Text(width=10)
    )
    allergies = forms.CharField(
        label="Allergies, in words",
        help_text="Write ‘none known’ where the person says so",
        max_length=300,
        required=False,
        widget=Text(width=30),
    )
    venue = forms.ChoiceField(
        label="Where do they like to be seen?",
        choices=[("", "Not asked"), *Place.choices()],
        required=False,
        widget=Select(),
    )
    safety_instruction = forms.CharField(
        label="Safety instruction, without its reason",
        help_text="For example: two workers",
        max_length=200,
        required=False,
        widget=Text(width=30),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_born_on(self):
        day = self.cleaned_data["born_on"]
        if day and day > self.today:
            raise forms.ValidationError("The date of birth must be in the past")
        if day and day.year < FIRST_BIRTH_YEAR:
            raise forms.ValidationError(f"Enter a year from {FIRST_BIRTH_YEAR} on")
        return day

    def clean_nhs_number(self):
        typed = self.cleaned_data["nhs_number"]
        try:
            return parse_nhs_number(typed) if typed else None
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"].upper()
        if typed:
            try:
                postcode_sector(typed)
            except ValueError as wrong:
                raise forms.ValidationError(str(wrong)) from wrong
        return typed

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("family", "given", "preferred")):
            self.add_error("preferred", "Enter a name or an alias")
        return cleaned


class AddPersonForm(PersonForm):
    """A new record, with a safe way to reach the person."""

    submit_label = "Make record"
    draft_name = "add_person"

    phone = forms.CharField(
        label="Safe phone number", max_length=30, required=False, widget=Text(width=20)
    )
    safe_from = forms.TimeField(
        label="Safe from", required=False, widget=Text(width=5), help_text="Like 9:00"
    )
    safe_to = forms.TimeField(
        label="Safe until", required=False, widget=Text(width=5), help_text="Like 17:30"
    )
    is_shared = forms.BooleanField(label="Others answer this phone too", required=False)
    knows_of_likeness = forms.BooleanField(
        label="I have looked at the people above: this is somebody else",
        required=False,
    )

    def __init__(self, *args, find_similar, **kwargs):
        """``find_similar`` answers the people whom the viewer may see and who are
        like this one; while there are any, one has to say that it is another."""
        super().__init__(*args, **kwargs)
        self.find_similar, self.similar = find_similar, []
        if not self.is_bound:
            del self.fields["knows_of_likeness"]

    def clean(self):
        cleaned = super().clean()
        self.similar = [] if self.errors else self.find_similar(cleaned)
        if self.similar and not cleaned.get("knows_of_likeness"):
            self.add_error("knows_of_likeness", "Is it one of the people below?")
        elif not self.similar:
            self.fields.pop("knows_of_likeness", None)
        return cleaned

    def facts(self):
        """The columns of the person."""
        return {name: self.cleaned_data[name] for name in PersonForm.base_fields}


class CorrectPersonForm(PersonForm):
    """Who the person is said to be."""

    submit_label = "Save details"

    def __init__(self, *args, whose_number, **kwargs):
        """``whose_number`` answers the person, of those whom the viewer may see, who
        has a number already."""
        super().__init__(*args, **kwargs)
        self.whose_number, self.same = whose_number, None

    def clean_nhs_number(self):
        number = super().clean_nhs_number()
        if number and number != self.initial["nhs_number"]:
            self.same = self.whose_number(number)
        if self.same:
            raise forms.ValidationError(f"This is the NHS number of {self.same}")
        return number

    def facts(self):
        """The columns of the person."""
        return dict(self.cleaned_data)
