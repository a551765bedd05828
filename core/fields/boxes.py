"""Fields: the kinds with one control."""

from functools import lru_cache

from core.fields.asking import labelled
from core.fields.markup import NOTHING, attributes, markup, together


def draw_text(ask):
    return labelled(ask, _beside(ask.widget, _text_box(ask)))


def _text_box(ask, *classes):
    width = getattr(ask.widget, "width", None)
    if width:
        classes += (f" nhsuk-input--width-{width:d}",)
    return markup(
        '<input class="{}" id="{}" name="{}" type="{}"{}{}{}>',
        ask.classes("nhsuk-input", *classes),
        ask.id,
        ask.name,
        ask.widget.input_type,
        _value(ask),
        ask.described,
        attributes(ask.widget.attrs),
    )


def _value(ask):
    if ask.value is None or ask.value == "":
        return NOTHING
    return markup(' value="{}"', ask.value)


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


def draw_password(ask):
    ask.value = None  # a password is never sent back
    box = _text_box(ask, " nhsuk-password-input__input nhsuk-js-password-input-input")
    toggle = markup(
        '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small'
        ' nhsuk-password-input__toggle nhsuk-js-password-input-toggle"'
        ' data-module="nhsuk-button" type="button" aria-label="Show password"'
        ' aria-controls="{}" hidden>Show</button>',
        ask.id,
    )
    wrapped = markup('<div class="nhsuk-input-wrapper">{}{}</div>', box, toggle)
    module = attributes({"data-module": "nhsuk-password-input"})
    return labelled(ask, wrapped, kind=" nhsuk-password-input", module=module)


# A browser that knows the longest length cuts what is pasted, and says nothing.
_NOT_DRAWN = {"cols", "maxlength"}


def draw_textarea(ask):
    said = "" if ask.value is None else ask.value
    control = markup(
        '<textarea class="{}" id="{}" name="{}"{}{}>{}{}</textarea>',
        ask.classes("nhsuk-textarea"),
        ask.id,
        ask.name,
        ask.described,
        attributes({k: v for k, v in ask.widget.attrs.items() if k not in _NOT_DRAWN}),
        # A browser drops the first new line of a text area.
        "\n" if str(said)[:1] in "\r\n" and said else NOTHING,
        said,
    )
    return labelled(ask, control)


def draw_select(ask):
    chosen = "" if ask.value is None else str(ask.value)
    control = markup(
        '<select class="{}" id="{}" name="{}"{}{}>{}</select>',
        ask.classes("nhsuk-select"),
        ask.id,
        ask.name,
        ask.described,
        attributes(ask.widget.attrs),
        together([_choice(*choice, chosen) for choice in ask.field.choices]),
    )
    return labelled(ask, control)


SELECTED = attributes({"selected": True})


def _choice(value, label, chosen):
    value = "" if value is None else str(value)
    return _option(value, label, value == chosen)


@lru_cache(maxsize=5000, typed=True)  # typed: markup is not equal to plain words
def _option(value, label, is_chosen):
    option = '<option value="{}"{}>{}</option>'
    return markup(option, value, SELECTED if is_chosen else NOTHING, label)


def draw_file(ask):
    control = markup(
        '<input class="nhsuk-file-upload__input" id="{}" name="{}" type="file"{}{}>',
        ask.id,
        ask.name,
        ask.described,
        attributes(ask.widget.attrs),
    )
    module = attributes({"data-module": "nhsuk-file-upload"})
    return labelled(ask, control, kind=" nhsuk-file-upload", module=module)


def draw_hidden(ask):
    return markup(
        '<input type="hidden" id="{}" name="{}"{}>', ask.id, ask.name, _value(ask)
    )
