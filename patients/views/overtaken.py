"""Two editors: the second is told what the first changed, and keeps every word."""

from core.fields.said import as_posted


def say_overtaken(request, form, row):
    """True if ``row`` has moved on since the form was drawn; the form then says so.

    The words typed stay in the form, which now carries the newer version: saving
    again is a decision made knowingly.
    """
    shown = request.POST.get("version", "")
    if shown == str(row.version):
        return False
    for name in form.fields:
        theirs = as_posted(getattr(row, name, ""))
        if theirs != as_posted(form.cleaned_data.get(name)):
            form.add_error(name, f"Somebody else saved this meanwhile: {theirs or '–'}")
    form.add_error(
        None,
        "Somebody else changed this while you were typing. Nothing is lost: your words"
        " stand below. Save again to put them in place of theirs.",
    )
    return True
