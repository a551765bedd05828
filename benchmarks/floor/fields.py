"""The floor's fields: what never changes is drawn once, the rest by one string each."""

from html import escape

HIDDEN = "nhsuk-u-visually-hidden"
ASK = '<legend class="nhsuk-fieldset__legend app-row__question">'


def radios(name, choices, chosen=""):
    drawn = "".join(
        f'<div class="nhsuk-radios__item"><input class="nhsuk-radios__input" id="id_{name}_{n}" name="{name}" type="radio" value="{value}"{" checked" * (value == chosen)}><label class="nhsuk-label nhsuk-radios__label" for="id_{name}_{n}">{label}</label></div>'
        for n, (value, label) in enumerate(choices)
    )
    return f'<div class="nhsuk-radios nhsuk-radios--small nhsuk-radios--inline" data-module="nhsuk-radios">{drawn}</div>'


def checks(name, choices, chosen=""):
    drawn = "".join(
        f'<div class="nhsuk-checkboxes__item"><input class="nhsuk-checkboxes__input" id="id_{name}_{n}" name="{name}" type="checkbox" value="{value}"{" checked" * (value == chosen)}><label class="nhsuk-label nhsuk-checkboxes__label" for="id_{name}_{n}">{label}</label></div>'
        for n, (value, label) in enumerate(choices)
    )
    return f'<div class="nhsuk-checkboxes nhsuk-checkboxes--small" data-module="nhsuk-checkboxes">{drawn}</div>'


def select(name, choices, chosen=""):
    drawn = "".join(
        f'<option value="{value}"{" selected" * (value == chosen)}>{label}</option>'
        for value, label in choices
    )
    return f'<select class="nhsuk-select" id="id_{name}" name="{name}">{drawn}</select>'


def text(name, width=20, after=""):
    return f'<div class="nhsuk-input-wrapper"><input class="nhsuk-input nhsuk-input--width-{width}" id="id_{name}" name="{name}" type="text">{f"<div class=nhsuk-input-wrapper__suffix aria-hidden=true>{after}</div>" if after else ""}</div>'


def day_parts(name, day=None):
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    drawn = "".join(
        f'<div class="nhsuk-date-input__item"><div class="nhsuk-form-group"><label class="nhsuk-label nhsuk-date-input__label" for="id_{name}-{part}">{part.capitalize()}</label><input class="nhsuk-input nhsuk-date-input__input nhsuk-input--width-{width}" id="id_{name}-{part}" name="{name}_{part}" type="text" value="{value}" inputmode="numeric"></div></div>'
        for (part, width), value in zip(
            (("day", 2), ("month", 2), ("year", 4)), parts, strict=True
        )
    )
    return f'<div class="nhsuk-date-input" id="id_{name}">{drawn}</div>'


def asked(name, label, inner, row="", last=None):
    """One question of a row, with what was said last time."""
    marks = said = ""
    if last is not None:
        value = escape(str(last))
        marks = f' data-field="{name}" data-last="{value}"'
        said = f'<div class="app-last"><span id="id_{name}-last">Last: {value}</span><strong class="app-changed" hidden>Changed</strong></div>'
    return f'<div class="nhsuk-form-group app-row__cell"{marks}><fieldset class="nhsuk-fieldset">{ASK}{label}<span class="{HIDDEN}"> {row}</span></legend>{inner}{said}</fieldset></div>'


def row(label, names, cells, told):
    unchanged = ""
    if told:
        unchanged = f'<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small app-unchanged" type="submit" name="unchanged" value="{" ".join(names)}" formnovalidate>Unchanged<span class="{HIDDEN}"> {label}</span></button>'
    return f'<div class="app-row" role="group" aria-labelledby="row-{names[0]}"><div class="app-row__head"><span class="app-row__label" id="row-{names[0]}">{label}</span>{unchanged}</div><div class="app-row__cells">{cells}</div></div>'


def section(title, inner):
    return f'<fieldset class="nhsuk-fieldset app-section"><legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m"><h2 class="nhsuk-fieldset__heading">{title}</h2></legend>{inner}</fieldset>'


def details(title, inner):
    return f'<details class="nhsuk-details"><summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{title}</span></summary><div class="nhsuk-details__text">{inner}</div></details>'
