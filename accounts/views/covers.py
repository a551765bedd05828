"""Pages: cover for one's own people."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.actions import covers as actions
from accounts.forms import ArrangeCoverForm
from accounts.models import Cover, Membership
from accounts.permissions import Permission, requires
from core.once import once
from core.templatetags.house import staff_date


@requires(Permission.ARRANGE_COVER)
@once
def arrange_cover(request):
    viewer = request.viewer
    form = ArrangeCoverForm(
        request.POST or None,
        colleagues=Membership.objects.who_can_cover(viewer),
        today=viewer.day,
    )
    if form.is_valid():
        cover = actions.arrange_cover(**form.cleaned_data, by=viewer)
        messages.success(request, f"{cover.to_member.user.name} covers for you.")
        return redirect("accounts:arrange_cover")
    given = Cover.objects.given_by(viewer).not_over(viewer.day)
    taken = Cover.objects.taken_by(viewer).not_over(viewer.day)
    facts = {
        "form": form,
        "given": [_row(c, c.to_member, viewer) for c in given.with_names()],
        "taken": [_row(c, c.from_member, viewer) for c in taken.with_names()],
    }
    return render(request, "accounts/arrange_cover.html", facts)


def _row(cover, who, viewer):
    first, last = (staff_date(d, viewer.day) for d in (cover.starts_on, cover.ends_on))
    return {
        "pk": cover.pk,
        "name": who.user.name,
        "days": f"{first} to {last}",
        "note": cover.note,
    }


@requires(Permission.END_COVER)
@once
def end_cover(request, cover_id):
    viewer = request.viewer
    covers = Cover.objects.given_by(viewer).with_names()
    cover = get_object_or_404(covers, pk=cover_id)
    if request.method == "POST":
        actions.end_cover(cover=cover, by=viewer)
        messages.success(request, f"{cover.to_member.user.name} no longer covers.")
        return redirect("accounts:arrange_cover")
    return render(request, "accounts/end_cover.html", {"cover": cover})
