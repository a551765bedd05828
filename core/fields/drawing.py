"""Fields: each kind drawn by one call, in the design system's own markup."""

from dataclasses import dataclass
from functools import lru_cache

from django import forms

from core.fields.days import Boxes, DateBoxes
from core.fields.markup import NOTHING, attributes, markup, together
from core.fields.said import draw_last, last_marks


@dataclass(frozen=True)
class Place:
    """Where a field stands: how large its label is, and what row it belongs to."""

    label: str = "nhsuk-label nhsuk-label--s"
    legend: str = "nhsuk-fieldset__legend nhsuk-fieldset__legend--s"
    group: str = "nhsuk-form-group"
    of: str = ""  # said to who cannot see the row's label


PAGE = Place()
INSIDE = Place(label="nhsuk-label", legend="nhsuk-fieldset__legend")


class Ask:
    """One bound field, read once: all that its drawing needs."""

    def __init__(self, bound, place):
        self.form, self.field, self.place = bound.form, bound.field, place
        self.widget, self.name, self.key = (
            bound.field.widget,
            bound.html_name,
            bound.name,
        )
        self.id, self.label, self.value = bound.auto_id, bound.label, bound.value()
        self.problems = bound.errors.as_data() if bound.form.is_bound else ()
        self.has_last = self.key in bound.form.last
        self.notes = [
            f"{self.id}-{note}"
            for note, is_drawn in (
                ("hint", self.field.help_text),
                ("error", self.problems),
                ("last", self.has_last),
            )
            if is_drawn
        ]

    @property
    def question(self):
        if not self.place.of:
            return self.label
        hidden = '{}<span class="nhsuk-u-visually-hidden"> {}</span>'
        return markup(hidden, self.label, self.place.of)

    @property
    def group(self):
        wrong = " nhsuk-form-group--error" if self.problems else ""
        return self.place.group + wrong

    @property
    def described(self):
        return attributes({"aria-describedby": " ".join(self.notes) or None})

    @property
    def before(self):
        """What stands between question and control."""
        hint, wrong = self.field.help_text, self.problems
        return together(
            [
                draw_hint(self.id, hint) if hint else "",
                draw_error(self.id, wrong[0].messages[0]) if wrong else "",
            ]
        )

    @property
    def after(self):
        return draw_last(self) if self.has_last else NOTHING


def draw_field(bound, place=PAGE):
    """One question with all that belongs to it."""
    return _drawer(type(bound.field.widget))(Ask(bound, place))


@lru_cache(maxsize=100)
def _drawer(kind):
    return next(DRAWERS[base] for base in kind.__mro__ if base in DRAWERS)


def draw_hint(id_, words):
    return markup('<div class="nhsuk-hint" id="{}-hint">{}</div>', id_, words)


def draw_error(id_, words):
    return markup(
        '<span class="nhsuk-error-message" id="{}-error">'
        '<span class="nhsuk-u-visually-hidden">Error: </span>{}</span>',
        id_,
        words,
    )


# A question with one control


def _labelled(ask, control, *, kind="", module=NOTHING):
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


def _draw_text(ask):
    return _labelled(ask, _beside(ask.widget, _text_box(ask)))


def _text_box(ask, classes=""):
    width = getattr(ask.widget, "width", None)
    return markup(
        '<input class="nhsuk-input{}{}{}" id="{}" name="{}" type="{}"{}{}>',
        classes,
        " nhsuk-input--error" if ask.problems else "",
        f" nhsuk-input--width-{width}" if width else "",
        ask.id,
        ask.name,
        ask.widget.input_type,
        ask.described,
        attributes({"value": _text_value(ask), **ask.widget.attrs}),
    )


def _text_value(ask):
    return None if ask.value is None or ask.value == "" else ask.value


def _beside(widget, box):
    """The box with its unit, or the words before it."""
    prefix, suffix = getattr(widget, "prefix", ""), getattr(widget, "suffix", "")
    if not prefix and not suffix:
        return box
    side = '<div class="nhsuk-input-wrapper__{}" aria-hidden="true">{}</div>'
    return markup(
        '<div class="nhsuk-input-wrapper">{}{}{}</div>',
        markup(side, "prefix", prefix) if prefix else NOTHING,
        box,
        markup(side, "suffix", suffix) if suffix else NOTHING,
    )


def _draw_password(ask):
    toggle = markup(
        '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small'
        " nhsuk-password-input__toggle nhsuk-js-password-input-toggle"
        '" data-module="nhsuk-button" type="button" aria-label="Show password"'
        ' aria-controls="{}" hidden>Show</button>',
        ask.id,
    )
    ask.value = None
    box = _text_box(ask, " nhsuk-password-input__input nhsuk-js-password-input-input")
    return _labelled(
        ask,
        markup('<div class="nhsuk-input-wrapper">{}{}</div>', box, toggle),
        kind=" nhsuk-password-input",
        module=attributes({"data-module": "nhsuk-password-input"}),
    )


def _draw_textarea(ask):
    control = markup(
        '<textarea class="nhsuk-textarea{}" id="{}" name="{}"{}{}>{}</textarea>',
        " nhsuk-textarea--error" if ask.problems else "",
        ask.id,
        ask.name,
        ask.described,
        attributes({k: v for k, v in ask.widget.attrs.items() if k != "cols"}),
        # A browser drops the first new line of a text area.
        ""
        if ask.value is None
        else f"\n{ask.value}"
        if ask.value[:1] == "\n"
        else ask.value,
    )
    return _labelled(ask, control)


def _draw_select(ask):
    chosen = str(ask.value)
    options = [
        markup(
            '<option value="{}"{}>{}</option>',
            "" if value is None else value,
            attributes({"selected": str(value) == chosen}),
            label,
        )
        for value, label in ask.field.choices
    ]
    control = markup(
        '<select class="nhsuk-select{}" id="{}" name="{}"{}{}>{}</select>',
        " nhsuk-select--error" if ask.problems else "",
        ask.id,
        ask.name,
        ask.described,
        attributes(ask.widget.attrs),
        together(options),
    )
    return _labelled(ask, control)


def _draw_file(ask):
    control = markup(
        '<input class="nhsuk-file-upload__input" id="{}" name="{}" type="file"{}{}>',
        ask.id,
        ask.name,
        ask.described,
        attributes(ask.widget.attrs),
    )
    return _labelled(ask, control, kind=" nhsuk-file-upload")


def _draw_hidden(ask):
    return markup(
        '<input type="hidden" id="{}" name="{}"{}>',
        ask.id,
        ask.name,
        attributes({"value": _text_value(ask)}),
    )


# A question with several controls


def _grouped(ask, control, *, role=NOTHING):
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


def _draw_radios(ask):
    return _grouped(ask, _choices(ask, "radio", {str(ask.value)}))


def _draw_checkboxes(ask):
    chosen = {str(value) for value in ask.value or ()}
    return _grouped(ask, _choices(ask, "checkbox", chosen))


def _choices(ask, kind, chosen):
    look = ask.widget
    block = "nhsuk-radios" if kind == "radio" else "nhsuk-checkboxes"
    small = f" {block}--small" if getattr(look, "small", False) else ""
    inline = f" {block}--inline" if getattr(look, "inline", False) else ""
    choices = (c for c in ask.field.choices if c[0] not in ("", None))
    items = [
        _choice(
            ask, kind, block, f"{ask.id}_{n}", str(value), label, str(value) in chosen
        )
        for n, (value, label) in enumerate(choices)
    ]
    return markup(
        '<div class="{}{}{}" data-module="{}">{}</div>',
        block,
        small,
        inline,
        block,
        together(items),
    )


def _choice(ask, kind, block, id_, value, label, is_chosen):
    """One radio or checkbox with its hint and the questions that it opens."""
    hint = getattr(ask.widget, "hints", {}).get(value)
    opens = getattr(ask.widget, "reveals", {}).get(value)
    return markup(
        '<div class="{0}__item"><input class="{0}__input" id="{1}" name="{2}"'
        ' type="{3}" value="{4}"{5}{6}{7}>'
        '<label class="nhsuk-label {0}__label" for="{1}">{8}</label>{9}</div>{10}',
        block,
        id_,
        ask.name,
        kind,
        value,
        CHECKED if is_chosen else NOTHING,
        attributes({"aria-describedby": f"{id_}-item-hint"}) if hint else NOTHING,
        attributes({"data-aria-controls": f"{id_}-opens"}) if opens else NOTHING,
        label,
        _choice_hint(block, id_, hint) if hint else NOTHING,
        _opened(ask, block, id_, opens, is_chosen) if opens else NOTHING,
    )


CHECKED = attributes({"checked": True})


def _choice_hint(block, id_, hint):
    return markup(
        '<div class="nhsuk-hint {}__hint" id="{}-item-hint">{}</div>', block, id_, hint
    )


def _opened(ask, block, id_, names, is_chosen):
    return markup(
        '<div class="{0}__conditional{1}" id="{2}-opens">{3}</div>',
        block,
        "" if is_chosen else f" {block}__conditional--hidden",
        id_,
        together(draw_field(ask.form[name], INSIDE) for name in names),
    )


def _draw_one_box(ask):
    """A statement with its own box: no legend, as the label is the question."""
    return markup(
        '<div class="{}"{}>{}<div class="nhsuk-checkboxes nhsuk-checkboxes--small"'
        ' data-module="nhsuk-checkboxes"><div class="nhsuk-checkboxes__item">'
        '<input class="nhsuk-checkboxes__input" id="{}" name="{}" type="checkbox"'
        ' value="on"{}{}><label class="nhsuk-label nhsuk-checkboxes__label" for="{}">'
        "{}</label></div></div>{}</div>",
        ask.group,
        last_marks(ask),
        ask.before,
        ask.id,
        ask.name,
        CHECKED if ask.value else NOTHING,
        ask.described,
        ask.id,
        ask.question,
        ask.after,
    )


def _draw_date(ask):
    typed = Boxes.of(ask.value)
    wrong = (ask.problems[0].code or "").split() if ask.problems else ()
    # An error that is not about one box is about all of them.
    wrong = [box for box in wrong if box in Boxes._fields] or (
        ask.problems and Boxes._fields
    )
    boxes = [
        _date_box(ask, box, getattr(typed, box), box in wrong) for box in Boxes._fields
    ]
    control = markup(
        '<div class="nhsuk-date-input" id="{}">{}</div>', ask.id, together(boxes)
    )
    return _grouped(ask, control, role=attributes({"role": "group"}))


def _date_box(ask, box, typed, is_wrong):
    return markup(
        '<div class="nhsuk-date-input__item"><div class="nhsuk-form-group{}">'
        '<label class="nhsuk-label nhsuk-date-input__label" for="{}-{}">{}</label>'
        '<input class="nhsuk-input nhsuk-date-input__input nhsuk-input--width-{}{}"'
        ' id="{}-{}" name="{}_{}" type="text" inputmode="{}"{}></div></div>',
        " nhsuk-form-group--error" if is_wrong else "",
        ask.id,
        box,
        box.capitalize(),
        4 if box == "year" else 2,
        " nhsuk-input--error" if is_wrong else "",
        ask.id,
        box,
        ask.name,
        box,
        "numeric",
        attributes({"value": typed or None}),
    )


def first_control(bound):
    """The id of the control that an error about this field should lead to."""
    kind = _drawer(type(bound.field.widget))
    if kind in (_draw_radios, _draw_checkboxes):
        return f"{bound.auto_id}_0"
    if kind is not _draw_date:
        return bound.auto_id
    codes = (bound.errors.as_data()[0].code or "").split()
    return f"{bound.auto_id}-{next((c for c in codes if c in Boxes._fields), 'day')}"


DRAWERS = {
    forms.TextInput: _draw_text,
    forms.PasswordInput: _draw_password,
    forms.Textarea: _draw_textarea,
    forms.Select: _draw_select,
    forms.FileInput: _draw_file,
    forms.HiddenInput: _draw_hidden,
    forms.RadioSelect: _draw_radios,
    forms.CheckboxSelectMultiple: _draw_checkboxes,
    forms.CheckboxInput: _draw_one_box,
    DateBoxes: _draw_date,
}
