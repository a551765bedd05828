"""Forms: an entry put right, on the same page that it was written on."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django import forms

from core.fields import Section
from patients.forms import last_time
from patients.forms.consultation import LogConsultationForm
from patients.forms.corrections import reason_field
from patients.rules.consultation import Entry
from patients.rules.grid import links_of
from patients.rules.items import Item, ItemKind

NOTHING_CHANGED = "Nothing is changed yet: put an answer or the notes right"
# What the page does not ask stays as it was written.
NOT_ASKED_HERE = {
    ItemKind.CIRCUMSTANCES,
    ItemKind.MEDICINE,
    ItemKind.MISSED_DOSES,
    ItemKind.HEALTH,
    ItemKind.VACCINE,
    ItemKind.SCREEN,
}
TICKED = {
    ItemKind.TESTED: "found",
    ItemKind.ADVICE: "advice",
    ItemKind.MATERIAL: "materials",
}
CONDITIONS = {"1": "condition", "2": "second_condition"}


class AmendAnswersForm(LogConsultationForm):
    """The whole entry as it stands, and why it is put right.

    A dose, the next step and the review day have started work of their own on the
    lists: they are not taken back here.
    """

    submit_label = "Save amendment"
    draft_name = "amend_consultation"

    vaccine_dose = None
    step = None
    step_owner = None
    next_review_on = None
    # A draft is kept for the person; it must not come back in another entry.
    entry_id = forms.CharField(required=False, widget=forms.HiddenInput())
    reason = reason_field()

    def __init__(self, *args, entry: Entry, told: list[Item], **kwargs):
        """``entry`` as it stands; ``told`` what was known before it."""
        self.before = entry
        super().__init__(*args, told=told, owners={}, **kwargs)
        # What was said the time before answers nothing here with one press.
        self.last = {}

    def _substances_of(self, told):
        return super()._substances_of([*told, *self.before.items])

    def _vaccine(self, next_dose):  # noqa: ARG002
        return []

    def _end(self):
        return Section("Notes, and why", "notes", "reason")

    def clean_on_day(self):
        day = super().clean_on_day()
        gave = any(item.kind == ItemKind.VACCINE for item in self.before.items)
        if gave and day != self.before.on_day:
            raise forms.ValidationError(
                "The day stays: a vaccine dose was given on it. If the day is wrong,"
                " say so in the notes"
            )
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self._says() == _as_set(self.before):
            self.add_error(None, NOTHING_CHANGED)
        return cleaned

    def _says(self):
        return _as_set(self.entry(self.before.author))

    def entry(self, author):
        said = super().entry(author)
        before = self.before
        return replace(said, plan=before.plan, next_review_on=before.next_review_on)

    def _items(self, cleaned):
        was = {(item.kind, item.code): item for item in self.before.items}
        for item in super()._items(cleaned):
            # How many were handed over is not asked again.
            ticked = item.kind in TICKED
            yield was.get((item.kind, item.code), item) if ticked else item
        yield from filter(partial(_is_left, self.before.items), self.before.items)


def _as_set(entry):
    return replace(entry, items=frozenset(entry.items))


def _is_left(items, item):
    """Whether the page has no place for an answer, which then stays."""
    if item.kind == ItemKind.LINK:
        return item is not next(one for one in items if one.kind == ItemKind.LINK)
    if item.kind == ItemKind.TESTED:
        return item.text != "found"
    if item.kind == ItemKind.CONDITION:
        return item.code not in CONDITIONS
    return item.kind in NOT_ASKED_HERE


def as_said(entry: Entry) -> dict[str, object]:
    """An entry's own words, by the names of the fields."""
    said = {
        "on_day": entry.on_day,
        "place": entry.place,
        "kind": entry.kind,
        "behaviours": list(entry.behaviours),
        "notes": entry.notes,
    }
    for kind, field in TICKED.items():
        items = [item for item in entry.items if item.kind == kind]
        said[field] = [i.code for i in items if not _is_left(items, i)]
    for item in entry.items:
        said |= last_time.words_of(item) | _words_of(item)
    return said | _words_of_link(entry.items)


def _words_of(item):
    """What is never carried to another day, and so is not among last time's words."""
    if item.kind == ItemKind.STIMULANTS:
        return {"stimulants_not_asked": True}
    if item.kind == ItemKind.AUDIT_C:
        return {f"audit_{item.code}": item.number}
    if item.kind == ItemKind.OTHER_MEDICINE:
        return {"other_medicine": item.text}
    if item.kind == ItemKind.CONDITION and item.code in CONDITIONS:
        return {CONDITIONS[item.code]: item.text}
    return {}


def _words_of_link(items: Iterable[Item]):
    for link in links_of(items):
        return {
            "link_first": link.substance,
            "link_word": link.link,
            "link_other": link.other,
        }
    return {}
