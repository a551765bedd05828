"""Forms: a medicine as somebody told it. Nothing is worked out here."""

from django import forms

from core.fields import Beside, Radios, Select, Text
from core.forms import HouseForm
from core.templatetags.house import staff_date
from patients.rules.words import TreatmentLine

NOTHING_YET = "Nothing is recorded for it"


class TellMedicineForm(HouseForm):
    """What was told, by whom and when, and who prescribes it."""

    submit_label = "Save medicine"

    line = forms.ChoiceField(
        label="What is it for?", choices=TreatmentLine.choices(), widget=Radios()
    )
    text = forms.CharField(
        label="Medicine and dose, in the words that were told",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Enter the medicine"},
    )
    told_by = forms.CharField(
        label="Who told you?",
        max_length=100,
        widget=Text(width=30),
        error_messages={"required": "Enter who told you"},
    )
    told_on = forms.DateField(
        label="When?",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )
    prescriber = forms.ModelChoiceField(
        label="Who prescribes it now?",
        queryset=None,
        required=False,
        empty_label="The same as now",
        widget=Select(),
    )

    looked_at = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args, prescribers, today, standing, turns, newer, practice_id, **kwargs
    ):
        """``standing`` is the medicine of each line as it was told last, ``turns``
        who prescribes it, ``newer`` what was said of it on a return since."""
        super().__init__(*args, **kwargs)
        self.practice_id = practice_id
        self.fields["prescriber"].queryset = prescribers
        self.today, self.standing, self.turns = today, standing, turns
        self.newer = newer

    def clean_line(self):
        return TreatmentLine(self.cleaned_data["line"])

    def clean_told_on(self):
        if self.cleaned_data["told_on"] > self.today:
            raise forms.ValidationError("The day must be today or in the past")
        return self.cleaned_data["told_on"]

    def clean(self):
        cleaned = super().clean()
        line, text = cleaned.get("line"), cleaned.get("text")
        last, turn = self.standing.get(line), self.turns.get(line)
        prescriber = cleaned.get("prescriber")
        is_same = last and text and _folded(text) == _folded(last.text)
        is_same = is_same and line not in self.newer
        if is_same and turn and prescriber in (None, turn.membership):
            self.add_error("text", f"This is what stands already: {self._note(last)}")
        if line and (why := self._why_not_by(prescriber, turn)):
            self.add_error("prescriber", why)
        return cleaned

    def _why_not_by(self, prescriber, turn):
        """A medicine is told of whoever prescribes; it does not always change who."""
        if turn is None:
            return "" if prescriber else "Choose who prescribes it"
        if prescriber in (None, turn.membership):
            return ""
        return turn.why_not_told(self.practice_id)

    def is_looked_at(self):
        """Whether these very words were shown beside those that stand now; if not,
        the form shows them, and the next press saves."""
        said = self.cleaned_data
        last, turn = self.standing.get(said["line"]), self.turns.get(said["line"])
        since = self.newer.get(said["line"], "")
        before = ("Now", NOTHING_YET, since)
        if last:
            note = f"{self._note(last, turn)}. {since}" if since else ""
            before = ("Now", last.text, note or self._note(last, turn))
        told = f"as told by {said['told_by']}, {self._day(said['told_on'])}"
        who = said["prescriber"].user.name if said["prescriber"] else turn
        after = ("After this", said["text"], f"{told}. {who} prescribes it")
        sight = " | ".join([said["line"], *before, *after])
        if said["looked_at"] == sight:
            return True
        self.data = self.data.copy()
        self.data["looked_at"] = sight
        self.submit_label = "Yes, save this medicine"
        heading = f"Look once more: {said['line'].label.lower()}. Nothing is saved yet"
        self.layout = (Beside(heading, before, after), *self._asked())
        return False

    def _asked(self):
        return [bound.name for bound in self.visible_fields()]

    def _note(self, last, turn=None):
        told = f"as told by {last.told_by}, {self._day(last.told_on)}"
        return f"{told}. {turn.prescriber_name} prescribes it" if turn else told

    def _day(self, day):
        return staff_date(day, self.today)


def _folded(words):
    return " ".join(words.split()).casefold()
