"""Fields: one question read once, and the two frames that questions are drawn in."""

from collections.abc import Callable
from dataclasses import dataclass

from core.fields.markup import NOTHING, markup, safe, together
from core.fields.said import draw_last, last_marks


@dataclass(frozen=True)
class Place:
    """Where a question stands: how large its label is, and what row it belongs to."""

    label: str = markup("nhsuk-label nhsuk-label--s")
    legend: str = markup("nhsuk-fieldset__legend nhsuk-fieldset__legend--s")
    group: str = markup("nhsuk-form-group")
    of: str = ""  # said to who cannot see the row's label


PAGE = Place()
INSIDE = Place(label=markup("nhsuk-label"), legend=markup("nhsuk-fieldset__legend"))
WRONG = markup(" nhsuk-form-group--error")


class Ask:
    """One bound field, read once: all that its drawing needs."""

    def __init__(self, bound, place, draw: Callable):
        self.form, self.field = bound.form, bound.field
        self.place, self.draw = place, draw
        self.widget, self.value = bound.field.widget, bound.value()
        self.key, self.label = bound.name, bound.label
        self.id, self.name = safe(bound.auto_id), safe(bound.html_name)
        self.hint = bound.field.help_text
        errors = bound.form.errors.get(bound.name) if bound.form.is_bound else None
        self.problems = errors.as_data() if errors else ()
        self.has_last = self.key in bound.form.last

    @property
    def question(self):
        if not self.place.of:
            return self.label
        hidden = '{}<span class="nhsuk-u-visually-hidden"> {}</span>'
        return markup(hidden, self.label, self.place.of)

    @property
    def group(self):
        return together([self.place.group, WRONG if self.problems else ""])

    @property
    def described(self):
        """The attribute that ties hint, error and last answer to the control."""
        notes = ["hint"] if self.hint else []
        notes += ["error"] if self.problems else []
        notes += ["last"] if self.has_last else []
        if not notes:
            return NOTHING
        ids = " ".join([f"{self.id}-{note}" for note in notes])
        return together([' aria-describedby="', ids, '"'])

    @property
    def before(self):
        """What stands between question and control."""
        if not self.hint and not self.problems:
            return NOTHING
        return together([self._hint(), self._error()])

    def _hint(self):
        if not self.hint:
            return NOTHING
        return markup(
            '<div class="nhsuk-hint" id="{}-hint">{}</div>', self.id, self.hint
        )

    def _error(self):
        if not self.problems:
            return NOTHING
        return markup(
            '<span class="nhsuk-error-message" id="{}-error">'
            '<span class="nhsuk-u-visually-hidden">Error: </span>{}</span>',
            self.id,
            self.problems[0].messages[0],
        )

    @property
    def after(self):
        return draw_last(self) if self.has_last else NOTHING

    def classes(self, block, *more):
        """The classes of a control; its error state is the design system's."""
        wrong = f" {block}--error" if self.problems else ""
        return together([block, wrong, *more])


def labelled(ask, control, *, kind=NOTHING, module=NOTHING):
    """A question with one control."""
    return markup(
        '<div class="{}{}"{}{}><label class="{}" for="{}">{}</label>{}{}{}</div>',
        ask.group,
        kind,
        module,
        last_marks(ask),
        ask.place.label,
        ask.id,
        ask.question,
        ask.before,
        control,
        ask.after,
    )


def grouped(ask, control, *, role=NOTHING):
    """A question with several controls."""
    return markup(
        '<div class="{}"{}><fieldset class="nhsuk-fieldset"{}{}>'
        '<legend class="{}">{}</legend>{}{}{}</fieldset></div>',
        ask.group,
        last_marks(ask),
        role,
        ask.described,
        ask.place.legend,
        ask.question,
        ask.before,
        control,
        ask.after,
    )
