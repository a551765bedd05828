"""Two editors: the second is told what the first changed, and keeps every word."""

from core.fields.said import as_posted, in_words


def say_overtaken(request, form, version, theirs):
    """True if what the form changes is no longer in the version that it was drawn
    from; the form then says what stands there now, ``theirs`` by name of field.

    The words typed stay in the form, which now carries the newer version: saving
    again is a decision made knowingly.
    """
    shown = request.POST.get("version", "")
    if shown == str(version):
        return False
    for name in form.fields.keys() & theirs.keys():
        ours = form.cleaned_data.get(name), form[name].value()
        if as_posted(theirs[name]) not in map(as_posted, ours):
            stands = in_words(form.fields[name], theirs[name])
            form.add_error(name, f"Somebody else saved this meanwhile: {stands}")
    form.add_error(
        None,
        "Somebody else changed this while you were typing. Nothing is lost: your words"
        " stand below. Save again to put them in place of theirs.",
    )
    return True
