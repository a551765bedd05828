"""Two editors: the second is told what the first changed, and keeps every word."""

from core.fields.said import as_posted


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
        stands = as_posted(theirs[name])
        if stands != as_posted(form.cleaned_data.get(name)):
            form.add_error(name, f"Somebody else saved this meanwhile: {stands or '–'}")
    form.add_error(
        None,
        "Somebody else changed this while you were typing. Nothing is lost: your words"
        " stand below. Save again to put them in place of theirs.",
    )
    return True
