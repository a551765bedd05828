"""Fields: what was said last time, in grey beside the question, and what changed."""

from datetime import date

from core.fields.markup import NOTHING, attributes, markup


def last_marks(ask):
    """What the page's script needs to copy last time's answer."""
    if not ask.has_last:
        return NOTHING
    last = as_posted(ask.form.last[ask.key])
    return attributes({"data-field": ask.name, "data-last": last})


def draw_last(ask):
    last = ask.form.last[ask.key]
    told = {as_posted(last), *ask.form.never_changed}
    is_changed = ask.form.is_bound and as_posted(ask.value) not in told
    return markup(
        '<div class="app-last"><span id="{}-last">Last: {}</span>'
        '<strong class="app-changed"{}>Changed</strong></div>',
        ask.id,
        ask.form.last_shown.get(ask.key) or in_words(ask.field, last),
        NOTHING if is_changed else attributes({"hidden": True}),
    )


def as_posted(value):
    """A value as a form would post it; several are parted by commas."""
    if hasattr(value, "as_iso"):
        return value.as_iso()
    if isinstance(value, list | tuple | set):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def in_words(field, value):
    if isinstance(value, date):
        return f"{value:%d-%b-%Y}"
    labels = {str(key): label for key, label in getattr(field, "choices", ())}
    several = value if isinstance(value, list | tuple) else [value]
    said = [str(labels.get(str(v), v)) for v in several if v not in (None, "")]
    unit = getattr(field.widget, "suffix", "")
    return f"{', '.join(said)} {unit}".strip() if said else "none recorded"
