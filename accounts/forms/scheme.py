"""Forms: a scheme's settings, and the places of organisations in it."""

from django import forms

from core.fields import Number, Radios, Text
from core.forms import HouseForm, to_come

YES_OR_NO = [("yes", "Yes"), ("no", "No")]


class ChangeSettingForm(HouseForm):
    """One key of the registry; its type says how it is asked."""

    submit_label = "Save setting"

    from_on = forms.DateField(
        label="From which day?",
        help_text="Today or later. Until then the present value holds",
        error_messages={
            "required": "Enter the day from which it holds",
            "invalid": "Enter a real date",
        },
    )
    field_order = ("value", "from_on")

    def __init__(self, *args, setting, value, today, **kwargs):
        self.setting, self.today = setting, today
        shown = ("yes" if value else "no") if setting.type is bool else value
        initial = {"value": shown, "from_on": today}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields = {"value": _asked(setting), **self.fields}

    def clean_value(self):
        value = self.cleaned_data["value"]
        value = value == "yes" if self.setting.type is bool else value
        try:
            return self.setting.check(value)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_from_on(self):
        return to_come(self.cleaned_data["from_on"], self.today)


def _asked(setting):
    """The question for one setting, by its type and unit."""
    missing = {"required": "Enter a value", "invalid": "Enter a whole number"}
    if setting.type is bool:
        return forms.ChoiceField(
            label=setting.sentence,
            choices=YES_OR_NO,
            widget=Radios(inline=True),
            error_messages=missing,
        )
    if setting.type is int:
        return forms.IntegerField(
            label=setting.sentence,
            widget=Number(suffix=setting.unit),
            error_messages=missing,
        )
    if setting.words:
        return forms.ChoiceField(
            label=setting.sentence,
            choices=[(word, setting.in_words(word)) for word in setting.words],
            widget=Radios(),
            error_messages=missing,
        )
    return forms.CharField(
        label=setting.sentence, max_length=100, error_messages=missing
    )


class AddPlaceForm(HouseForm):
    submit_label = "Add to the scheme"

    from_on = forms.DateField(
        label="From which day does it take part?",
        error_messages={
            "required": "Enter the first day",
            "invalid": "Enter a real date",
        },
    )
    area = forms.CharField(
        label="Area", required=False, max_length=60, widget=Text(width=20)
    )


class ChangePlaceForm(HouseForm):
    submit_label = "Save"

    area = forms.CharField(
        label="Area", required=False, max_length=60, widget=Text(width=20)
    )
    left_on = forms.DateField(
        label="Last day in the scheme",
        help_text="Leave it empty while it takes part",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )

    def __init__(self, *args, place, **kwargs):
        initial = {"area": place.area, "left_on": place.left_on}
        super().__init__(*args, initial=initial, **kwargs)
        self.place = place

    def clean_left_on(self):
        day = self.cleaned_data["left_on"]
        if day and day < self.place.from_on:
            raise forms.ValidationError("The last day must not be before the first")
        return day
