"""Fields: the whole form, its error summary and its buttons."""

from django.core.exceptions import NON_FIELD_ERRORS

from core.fields.drawing import draw_field, first_control
from core.fields.layout import draw_pieces, draw_unchanged, opened_by, row_of
from core.fields.markup import NOTHING, attributes, markup, together


class Act:
    """A second thing to do: a link if it has an address, else a button of the form."""

    def __init__(self, label, url="", name="", value=""):
        self.label, self.url, self.name, self.value = label, url, name, value

    def draw(self):
        if self.url:
            return markup('<a class="app-act" href="{}">{}</a>', self.url, self.label)
        return markup(
            '<button class="nhsuk-button nhsuk-button--secondary"'
            ' data-module="nhsuk-button" type="submit"{}>{}</button>',
            attributes({"name": self.name or None, "value": self.value or None}),
            self.label,
        )


def draw_form(form, csrf_token=""):
    """The form from its opening tag to its last button."""
    summary = NOTHING if form.summary_is_drawn else draw_errors(form)
    return markup(
        "{}<form{}>{}{}{}{}</form>",
        summary,
        attributes(form.attributes()),
        _hidden(form, csrf_token),
        _plain_submit(form),
        _body(form),
        together(draw_field(bound) for bound in form.hidden_fields()),
    )


def _body(form):
    """Questions and buttons. Below an 'all unchanged' they are a room of their own:
    the bar that stays in sight stays within it, and never lies over that button."""
    pieces = draw_pieces(form, form.layout or _in_order(form))
    room = "<div>{}{}</div>" if form.last else "{}{}"
    return markup(room, pieces, draw_buttons(form))


def _in_order(form):
    """Every visible field that no choice opens."""
    opened = {name for key in form.fields for name in opened_by(form, key)}
    return [b.name for b in form.visible_fields() if b.name not in opened]


def _hidden(form, csrf_token):
    if form.method != "post":
        return NOTHING
    facts = {"csrfmiddlewaretoken": csrf_token, **form.hidden_facts()}
    return together(
        markup('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in facts.items()
    )


def _plain_submit(form):
    """Enter presses the first button of a form: let that not be an 'unchanged'."""
    if not form.last:
        return NOTHING
    return together(
        [
            markup(
                '<button class="nhsuk-u-visually-hidden" type="submit" tabindex="-1"'
                ' aria-hidden="true">{}</button>',
                form.submit_label,
            ),
            markup(
                '<div class="app-all-unchanged">{}</div>',
                draw_unchanged("all", "All unchanged"),
            ),
        ]
    )


def draw_buttons(form):
    """The one main act, then the others; a form with a draft keeps them in sight."""
    draft = '<span class="app-draft" role="status"></span>' if form.draft_name else ""
    return markup(
        '<div class="{}"><button class="nhsuk-button{}" data-module="nhsuk-button"'
        ' data-prevent-double-click="true" type="submit">{}</button>{}{}</div>',
        "app-save-bar" if form.draft_name else "app-buttons",
        "" if form.is_main_act else " nhsuk-button--secondary",
        form.submit_label,
        together(act.draw() for act in form.other_acts),
        together([draft]),
    )


def draw_errors(form):
    """What is wrong with a form, each line leading to where it can be mended."""
    if not form.is_bound or not form.errors:
        return NOTHING
    form.summary_is_drawn = True
    return markup(
        '<div class="nhsuk-error-summary" data-module="nhsuk-error-summary">'
        '<div role="alert"><h2 class="nhsuk-error-summary__heading">There is a problem'
        '</h2><div class="nhsuk-error-summary__body">'
        '<ul class="nhsuk-list nhsuk-error-summary__list">{}</ul></div></div></div>',
        together(_error_line(form, name, words) for name, words in _in_turn(form)),
    )


def _in_turn(form):
    """What is wrong with the whole before what is wrong with a part."""
    return sorted(form.errors.items(), key=lambda error: error[0] != NON_FIELD_ERRORS)


def _error_line(form, name, words):
    if name == NON_FIELD_ERRORS or form[name].is_hidden:
        return together(markup("<li>{}</li>", word) for word in words)
    row = row_of(form.layout, name)
    said = f"{row}: {words[0]}" if row else words[0]
    return markup('<li><a href="#{}">{}</a></li>', first_control(form[name]), said)
