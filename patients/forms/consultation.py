"""Forms: the consultation, on one page, in the order of a conversation."""

from django import forms
from django.urls import reverse

from core.fields import (
    Checkboxes,
    DateField,
    Details,
    Inset,
    Live,
    Number,
    OneBox,
    Radios,
    Row,
    Section,
    Select,
    Text,
    TextArea,
)
from core.forms import HouseForm, not_too_far
from patients.forms import last_time, substances
from patients.forms.contradictions import contradictions
from patients.forms.substances import ALWAYS_ASKED, NONE_CHOSEN
from patients.rules.consultation import (
    DISCLOSURE_STATEMENT,
    Advice,
    Behaviour,
    Entry,
    Kind,
    Material,
    Place,
    PlanItem,
    says_something,
)
from patients.rules.episode import Sex
from patients.rules.grid import safety_items
from patients.rules.items import Item, ItemKind, as_it_stands
from patients.rules.safety_facts import Answer, SafetyFacts
from patients.rules.stimulants import judge_stimulant_question
from patients.rules.substances import STIMULANTS, Change, Injecting, Substance
from patients.rules.vaccination import (
    Schedule,
    what_follows_a_dose,
    what_stops_a_dose,
)

FREQUENCY = [
    NONE_CHOSEN,
    ("0", "0 Never"),
    ("1", "1 Monthly or less"),
    ("2", "2 Two to four times a month"),
    ("3", "3 Two to three times a week"),
    ("4", "4 Four or more times a week"),
]
UNITS = [
    NONE_CHOSEN,
    ("0", "0 One or two"),
    ("1", "1 Three or four"),
    ("2", "2 Five or six"),
    ("3", "3 Seven to nine"),
    ("4", "4 Ten or more"),
]
SIX_OR_MORE = [
    NONE_CHOSEN,
    ("0", "0 Never"),
    ("1", "1 Less than monthly"),
    ("2", "2 Monthly"),
    ("3", "3 Weekly"),
    ("4", "4 Daily or almost daily"),
]

NOTHING_YET = "Nothing is recorded yet: say at least one thing, or write a note"
AUDIT_C = ("audit_1", "audit_2", "audit_3")


def _score(label, choices):
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
    )


def _answer(label):
    return forms.ChoiceField(
        label=label,
        choices=Answer.choices(),
        required=False,
        widget=Radios(inline=True),
    )


def _day(label):
    return DateField(
        label=label, required=False, error_messages={"invalid": "Enter a real date"}
    )


class LogConsultationForm(HouseForm):
    """What was said and done, and who does what next."""

    submit_label = "Save consultation"
    draft_name = "log_consultation"
    never_changed = (Change.NO_CHANGE,)

    on_day = DateField(
        label="When was it?",
        error_messages={
            "required": "Enter the day of the consultation",
            "invalid": "Enter a real date",
        },
    )
    place = forms.ChoiceField(
        label="Where was it?", choices=Place.choices(), widget=Select()
    )
    kind = forms.ChoiceField(
        label="What kind was it?", choices=Kind.choices(), widget=Radios(inline=True)
    )
    behaviours = forms.MultipleChoiceField(
        label="What was it about?",
        choices=Behaviour.choices(),
        widget=Checkboxes(inline=True),
        error_messages={"required": "Choose at least one thing that it was about"},
    )
    stimulants_not_asked = forms.BooleanField(
        label="Not asked today", required=False, widget=OneBox()
    )
    injecting = forms.ChoiceField(
        label="Injecting?",
        choices=Injecting.choices(),
        required=False,
        widget=Radios(inline=True),
    )
    audit_1 = _score("How often a drink with alcohol?", FREQUENCY)
    audit_2 = _score("Units on a typical day of drinking?", UNITS)
    audit_3 = _score("How often six units or more, or eight for men?", SIX_OR_MORE)
    tobacco = forms.IntegerField(
        label="Tobacco: how many a day?",
        min_value=0,
        max_value=200,
        required=False,
        widget=Number(suffix="a day", width=3),
    )
    naloxone = _answer("Naloxone held?")
    naloxone_expires_on = _day("When does it expire?")
    drug_test = _answer("Drug test done?")
    tested_on = _day("When was the test?")
    found = forms.MultipleChoiceField(
        label="What did it find?",
        choices=Substance.choices(),
        required=False,
        widget=Checkboxes(inline=True),
    )
    other_medicines = _answer("Other medicines?")
    other_medicine = forms.CharField(
        label="Which, as told?",
        max_length=200,
        required=False,
        widget=Text(width=30),
    )
    pregnancy = _answer("Pregnant?")
    pregnancy_day = _day("Due date")
    children = _answer("Children live in or visit the home?")
    locked_storage = _answer("Medicine kept locked away?")
    vaccine_dose = forms.TypedChoiceField(
        label="Hepatitis B vaccine given today?",
        choices=[("", "None today"), *((n, f"Dose {n}") for n in range(1, 5))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
    )
    condition = forms.CharField(
        label="Another health condition?",
        max_length=100,
        required=False,
        widget=Text(width=30),
    )
    second_condition = forms.CharField(
        label="And another?", max_length=100, required=False, widget=Text(width=30)
    )
    advice = forms.MultipleChoiceField(
        label="Advice given",
        choices=Advice.choices(),
        required=False,
        widget=Checkboxes(),
    )
    materials = forms.MultipleChoiceField(
        label="Handed over",
        choices=Material.choices(),
        required=False,
        widget=Checkboxes(),
    )
    step = forms.CharField(
        label="What happens next?",
        max_length=180,
        required=False,
        widget=Text(width=30),
    )
    step_owner = forms.ChoiceField(
        label="Who does it?", required=False, widget=Select()
    )
    next_review_on = DateField(
        label="When is the next review?",
        required=False,
        error_messages={"invalid": "Enter a real date"},
    )
    notes = forms.CharField(
        label="Notes",
        max_length=10_000,
        required=False,
        widget=TextArea(rows=4),
    )

    def __init__(self, *args, patient, today, told, owners, schedule, doses, **kwargs):
        """``told`` is what was last known, as items; ``owners`` names by membership;
        ``doses`` the days of those given before."""
        self.today, self.born_on, self.doses = today, patient.born_on, doses
        self.schedule = Schedule(schedule)
        self.shown = self._substances_of(told)
        super().__init__(
            *args,
            last=last_time.words(told, today),
            more_fields=substances.grid_fields(self.shown),
            **kwargs,
        )
        self.last_shown = last_time.shown(told)
        self.told_of_use = {i.code: i for i in told if i.kind == ItemKind.CHANGE}
        if patient.sex == Sex.MALE:
            del self.fields["pregnancy"], self.fields["pregnancy_day"]
        self.owners = owners
        if "step_owner" in self.fields:
            self.fields["step_owner"].choices = list(owners.items())
        self.layout = self._lie(
            next_dose=reverse("patients:show_next_dose", args=[patient.pk])
        )

    def _substances_of(self, told):
        known = [item.code for item in told if item.kind == ItemKind.CHANGE]
        wanted = {*ALWAYS_ASKED, *known}
        return tuple(word for word in Substance if word in wanted)

    def _lie(self, next_dose):
        rows = [substances.row(f"use_{word}", word.label) for word in self.shown]
        return (
            Section(
                "This visit",
                Row("Visit", "on_day", "place"),
                "kind",
                "behaviours",
            ),
            Section(
                "Use since last time",
                Inset(DISCLOSURE_STATEMENT),
                *rows,
                Row("Stimulants", "stimulants_not_asked"),
                substances.spare_rows(),
                Details("Does one go with another?", *substances.link_fields()),
                "injecting",
            ),
            Section(
                "Alcohol and tobacco",
                Row("AUDIT-C", *AUDIT_C),
                Live(reverse("patients:score_audit_c"), *AUDIT_C),
                "tobacco",
            ),
            Section(
                "Safety",
                Row("Naloxone", "naloxone", "naloxone_expires_on"),
                Row("Drug test", "drug_test", "tested_on"),
                Details("What the test found", "found"),
                Row("Other medicines", "other_medicines", "other_medicine"),
                *self._pregnancy(),
                Row("Children and storage", "children", "locked_storage"),
            ),
            Section(
                "Health",
                *self._vaccine(next_dose),
                Row("Conditions", "condition", "second_condition"),
            ),
            Details("Brief advice", "advice", "materials"),
            self._end(),
        )

    def _vaccine(self, next_dose):
        return ["vaccine_dose", Live(next_dose, "vaccine_dose", also=["on_day"])]

    def _end(self):
        step = Row("Next step", "step", "step_owner")
        return Section("Plan", step, "next_review_on", "notes")

    def _pregnancy(self):
        """Asked of whoever may be pregnant, and so of those whose sex is not known."""
        asked = "pregnancy" in self.fields
        return [Row("Pregnancy", "pregnancy", "pregnancy_day")] if asked else []

    def clean_on_day(self):
        day = self.cleaned_data["on_day"]
        if day > self.today:
            raise forms.ValidationError(
                "The day of the consultation must be today or in the past"
            )
        if self.born_on and day < self.born_on:
            raise forms.ValidationError("The day must be after the person was born")
        return day

    def clean_next_review_on(self):
        day = self.cleaned_data["next_review_on"]
        return not_too_far(day, self.today, "The next review")

    def clean(self):
        cleaned = super().clean()
        uses = substances.uses_of_form(cleaned, self.shown)
        for field, words in contradictions(cleaned, uses):
            self.add_error(field, words)
        self._clean_stimulants(cleaned, uses)
        self._clean_dose(cleaned)
        chosen = [cleaned.get(name) for name in ("link_first", "link_other")]
        if all(chosen) and chosen[0] == chosen[1]:
            self.add_error("link_other", "Choose two different substances")
        review = cleaned.get("next_review_on")
        if review and cleaned.get("on_day") and review <= cleaned["on_day"]:
            self.add_error(
                "next_review_on", "The next review must be after this consultation"
            )
        if cleaned.get("step") and not cleaned.get("step_owner"):
            self.add_error("step_owner", "Choose who does it")
        if not (self.errors or says_something(self.entry(""))):
            self.add_error(None, NOTHING_YET)
        return cleaned

    def _clean_stimulants(self, cleaned, uses):
        finding = judge_stimulant_question(
            {use.substance: use.change for use in uses},
            STIMULANTS.intersection(self.last_told),
            cleaned.get("stimulants_not_asked", False),
        )
        if finding:
            self.add_error("stimulants_not_asked", finding.message)

    @property
    def last_told(self):
        return set(self.told_of_use)

    def _clean_dose(self, cleaned):
        dose, on_day = cleaned.get("vaccine_dose"), cleaned.get("on_day")
        if dose and on_day:
            stopped = what_stops_a_dose(self.schedule, self.doses, dose, on_day)
            if stopped:
                self.add_error("vaccine_dose", stopped)

    def entry(self, author):
        """What was typed, as the rules know a consultation."""
        cleaned = self.cleaned_data
        return Entry(
            on_day=cleaned["on_day"],
            place=Place(cleaned["place"]),
            kind=Kind(cleaned["kind"]),
            behaviours=tuple(Behaviour(word) for word in cleaned["behaviours"]),
            author=author,
            items=tuple(self._items(cleaned)),
            notes=cleaned["notes"],
            plan=self._plan(cleaned),
            next_review_on=cleaned.get("next_review_on"),
        )

    def _items(self, cleaned):
        for item in substances.substance_items(cleaned, self.shown):
            yield as_it_stands(item, self.told_of_use.get(item.code))
        if cleaned["stimulants_not_asked"]:
            yield Item(ItemKind.STIMULANTS, text="not_asked")
        if cleaned["injecting"]:
            yield Item(ItemKind.INJECTING, text=cleaned["injecting"])
        yield from self._scores(cleaned)
        yield from safety_items(self._safety(cleaned))
        for word in cleaned["found"]:
            yield Item(ItemKind.TESTED, word, text="found")
        yield from self._told(cleaned)
        if cleaned.get("vaccine_dose"):
            yield self._dose(cleaned["vaccine_dose"], cleaned["on_day"])
        yield from (Item(ItemKind.ADVICE, word) for word in cleaned["advice"])
        yield from (Item(ItemKind.MATERIAL, word) for word in cleaned["materials"])

    def _dose(self, dose, on_day):
        """With what was worked out then, whatever schedule the scheme has later."""
        follows = what_follows_a_dose(self.schedule, self.doses, dose, on_day)
        told = f"given, {follows}"
        return Item(ItemKind.VACCINE, self.schedule, number=dose, text=told)

    def _scores(self, cleaned):
        for code in ("1", "2", "3"):
            points = cleaned[f"audit_{code}"]
            if points is not None:
                yield Item(ItemKind.AUDIT_C, code, number=points)
        if cleaned["tobacco"] is not None:
            yield Item(ItemKind.TOBACCO, number=cleaned["tobacco"])

    def _safety(self, cleaned):
        answers = {
            name: Answer(cleaned.get(name) or Answer.NOT_ASKED)
            for name in last_time.SAFETY_FIELDS
        }
        days = {name: cleaned.get(name) for name in last_time.SAFETY_DAYS.values()}
        return SafetyFacts(**answers, **days)

    def _told(self, cleaned):
        if cleaned["other_medicine"]:
            yield Item(ItemKind.OTHER_MEDICINE, "1", text=cleaned["other_medicine"])
        for code, name in enumerate(("condition", "second_condition"), start=1):
            if cleaned[name]:
                yield Item(ItemKind.CONDITION, str(code), text=cleaned[name])

    def _plan(self, cleaned):
        if not cleaned.get("step"):
            return ()
        return (PlanItem(cleaned["step"], owner=self.owners[cleaned["step_owner"]]),)
