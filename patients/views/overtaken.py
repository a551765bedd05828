"""Two editors: the second is told what the first changed, and neither loses a word."""

import json

from core.fields.said import as_posted, in_words
from patients.models import TimelineEntry

SOMEBODY = "Somebody else"


def who_wrote(viewer, patient, title):
    """Who wrote the newest line of this title in the person's story."""
    lines = TimelineEntry.objects.visible_to(viewer).of(patient.pk)
    newest = lines.filter(title=title).order_by("-at").first()
    return newest.by if newest else SOMEBODY


def say_overtaken(request, form, version, theirs, who):
    """True if what the form changes is no longer in the version that it was drawn
    from; the form then says who changed what, ``theirs`` by name of field.

    What the viewer had not touched is now as the other left it, and what they typed
    stays; both stand in the form, which carries the newer version: saving again is a
    decision made knowingly.
    """
    if request.POST.get("version", "") == str(version):
        return False
    form.is_overtaken = True
    drawn, saver = _drawn(request), who()
    changed = [
        name
        for name in form.fields
        if name in theirs and as_posted(theirs[name]) != drawn.get(name)
    ]
    for name in [name for name in changed if not _says(form, name, theirs[name])]:
        if _says(form, name, drawn.get(name)):
            _take_over(form, name, theirs[name])
        else:
            stands = in_words(form.fields[name], theirs[name])
            form.add_error(name, f"{saver} saved this meanwhile: {stands}")
    form.add_error(None, _told(form, saver, changed, theirs))
    return True


def _drawn(request):
    """What stood in each field when the form was drawn."""
    try:
        said = json.loads(request.POST.get("drawn", ""))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _says(form, name, value):
    ours = form.cleaned_data.get(name), form[name].value()
    return as_posted(value) in map(as_posted, ours)


def _take_over(form, name, value):
    """Draw the field with the other's answer, in place of one that was not touched."""
    form.data = form.data.copy()
    for key in [key for key in form.data if key.startswith(f"{name}_")]:
        if key.removeprefix(f"{name}_") in ("day", "month", "year"):
            del form.data[key]
    several = value if isinstance(value, list | tuple) else [as_posted(value)]
    form.data.setlist(name, several)


def _told(form, saver, changed, theirs):
    said = "; ".join(
        f"{form.fields[name].label.rstrip('?')}: "
        f"{in_words(form.fields[name], theirs[name])}"
        for name in changed
    )
    return (
        f"{saver} changed this while you were typing. {said}. What you had not touched"
        " is now as they left it, and your words stand below. Save again to save both."
    )
