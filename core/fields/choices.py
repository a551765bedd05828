"""Fields: radios, checkboxes, and the single statement to tick."""

from functools import lru_cache

from core.fields.asking import INSIDE, grouped
from core.fields.markup import NOTHING, attributes, markup, safe, together
from core.fields.said import last_marks

CHECKED = attributes({"checked": True})
RADIOS, CHECKBOXES = safe("nhsuk-radios"), safe("nhsuk-checkboxes")


def draw_radios(ask):
    chosen = {"" if ask.value is None else str(ask.value)}
    return grouped(ask, _choices(ask, RADIOS, chosen))


def draw_checkboxes(ask):
    chosen = {str(value) for value in ask.value or ()}
    return grouped(ask, _choices(ask, CHECKBOXES, chosen))


def _choices(ask, block, chosen):
    offered = [choice for choice in ask.field.choices if choice[0] not in ("", None)]
    look = ask.widget
    return markup(
        '<div class="{0}{1}{2}{3}" data-module="{0}">{4}</div>',
        block,
        f" {block}--small" if getattr(look, "small", False) else NOTHING,
        f" {block}--inline" if getattr(look, "inline", False) else NOTHING,
        " app-columns" if len(offered) >= LONG else NOTHING,
        together(
            [
                _choice(ask, block, n, str(value), label, str(value) in chosen)
                for n, (value, label) in enumerate(offered)
            ]
        ),
    )


def _choice(ask, block, n, value, label, is_chosen):
    """One radio or checkbox with its hint and the questions that it opens."""
    hint = getattr(ask.widget, "hints", NONE).get(value)
    opens = getattr(ask.widget, "reveals", NONE).get(value)
    item = _item(block, f"{ask.id}_{n}", ask.name, value, label, is_chosen, hint)
    return item + _opened(ask, block, n, opens) if opens else item


@lru_cache(maxsize=5000, typed=True)  # typed: markup is not equal to plain words
def _item(block, id_, name, value, label, is_chosen, hint):
    return markup(
        '<div class="{0}__item"><input class="{0}__input" id="{1}" name="{2}"'
        ' type="{3}" value="{4}"{5}{6}>'
        '<label class="nhsuk-label {0}__label" for="{1}">{7}</label>{8}</div>',
        block,
        id_,
        name,
        TYPES[block],
        value,
        CHECKED if is_chosen else NOTHING,
        attributes({"aria-describedby": f"{id_}-item-hint"}) if hint else NOTHING,
        label,
        _hint(block, id_, hint) if hint else NOTHING,
    )


NONE = {}
LONG = 8  # choices from here on lie in columns, where the window has room
TYPES = {RADIOS: safe("radio"), CHECKBOXES: safe("checkbox")}


def _hint(block, id_, words):
    hint = '<div class="nhsuk-hint {}__hint" id="{}-item-hint">{}</div>'
    return markup(hint, block, id_, words)


def _opened(ask, block, n, names):
    """The questions that a choice opens; our stylesheet hides them until it is made."""
    return markup(
        '<div class="{}__conditional app-opens" id="{}-opens">{}</div>',
        block,
        f"{ask.id}_{n}",
        together([ask.draw(ask.form[name], INSIDE) for name in names]),
    )


def draw_one_box(ask):
    """A statement beside its box; it needs no legend, being its own question."""
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
