"""Pages: those who sign in, for administrators and coordinators."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.actions import members as actions
from accounts.forms import (
    ChangeLevelForm,
    EndMembershipForm,
    FindMembersForm,
    InviteMemberForm,
    ResetSignInForm,
)
from accounts.models import Level, Membership, Organisation
from accounts.permissions import HAS_LEVEL, Permission, Role, requires
from core.clock import now
from core.once import once
from core.templatetags.house import staff_date

ROWS = 50
DORMANT = timedelta(days=90)
LISTS = {
    "running": "Those who may sign in",
    "dormant": "Not used for 90 days",
    "left": "Those who have left",
}


@requires(Permission.LIST_MEMBERS)
def list_members(request):
    viewer = request.viewer
    which = request.GET.get("which", "running")
    text = request.GET.get("q", "")[:60].strip()
    members = _which(Membership.objects.of_scheme(viewer).of_people(), which, viewer)
    members = members.named(text) if text else members
    page = Paginator(members.listed(), ROWS).get_page(request.GET.get("page"))
    facts = {
        "lists": [(key, words, key == which) for key, words in LISTS.items()],
        "form": FindMembersForm(initial={"q": text}),
        "which": which,
        "members": [_row(member, viewer) for member in page],
        "pages": _pages(page, which=which, q=text),
    }
    return render(request, "accounts/list_members.html", facts)


def _which(members, which, viewer):
    if which == "left":
        return members.over(viewer.day)
    running = members.not_over(viewer.day)
    if which == "dormant":
        return running.without_sign_in_since(now() - DORMANT)
    return running


def _row(member, viewer):
    """Strings already formatted, and the acts that stand open."""
    user, runs = member.user, member.runs_on(viewer.day)
    seen = user.last_login
    return {
        "pk": member.pk,
        "name": user.name,
        "username": user.username,
        "role": member.profession or Role(member.role).label,
        "organisation": member.organisation.name,
        "level": member.level.name if member.level else "",
        "trained": staff_date(member.trained_until, viewer.day),
        "may_have_level": member.role in HAS_LEVEL and runs,
        "days": _days(member, viewer.day),
        "seen": staff_date(seen.date(), viewer.day) if seen else "never yet",
        "may_end": user.pk != viewer.user_id and member.is_not_over(viewer.day),
        "may_reset": user.pk != viewer.user_id and user.is_active,
    }


def _days(member, today):
    since = f"from {staff_date(member.starts_on, today)}"
    if member.ended_at or member.ends_on:
        return f"{since} to {staff_date(member.ends_on, today)}{_whose_end(member)}"
    return since


def _whose_end(member):
    """Who said the day that holds, while somebody may still change it."""
    if not member.is_own_end:
        return "" if member.ended_at else ", set by an administrator"
    otherwise = member.ends_otherwise_on
    but = f", not {staff_date(otherwise)} as set" if otherwise else ""
    return f", as they said themselves{but}"


def _pages(page, **asked):
    def address(number):
        return f"?{urlencode(asked | {'page': number})}"

    return {
        "previous_url": page.has_previous() and address(page.number - 1),
        "next_url": page.has_next() and address(page.number + 1),
        "words": f"{page.start_index()} to {page.end_index()} of "
        f"{page.paginator.count}",
    }


@requires(Permission.INVITE_MEMBER)
@once
def invite_member(request):
    viewer = request.viewer
    organisations = Organisation.objects.in_scheme(viewer.scheme_id).order_by("name")
    form = InviteMemberForm(
        request.POST or None, organisations=organisations, today=viewer.day
    )
    if not form.is_valid():
        return render(request, "accounts/invite_member.html", {"form": form})
    given = form.cleaned_data
    facts = {"username": given["username"], "membership": form.as_membership()}
    if given["is_known"]:
        member = actions.add_membership(**facts, by=viewer)
        messages.success(request, f"{member.user.name} has another membership.")
        return redirect("accounts:list_members")
    token = actions.invite_member(**facts, name=given["name"], by=viewer)
    return _show_link(request, given["name"], token)


def _show_link(request, name, token):
    """The link is shown this once: only its hash is kept."""
    path = reverse("accounts:accept_invitation", args=[token])
    facts = {"name": name, "link": request.build_absolute_uri(path)}
    return render(request, "accounts/show_link.html", facts)


def _member_or_404(viewer, pk):
    members = Membership.objects.of_scheme(viewer).of_people()
    return get_object_or_404(members.select_related("user", "organisation"), pk=pk)


@requires(Permission.END_MEMBERSHIP)
@once
def end_membership(request, member_id):
    viewer = request.viewer
    member = _member_or_404(viewer, member_id)
    form = EndMembershipForm(request.POST or None, member=member, today=viewer.day)
    if form.is_valid():
        said = form.cleaned_data
        ended = actions.end_membership(
            membership=member, last_day=said["last_day"], seen=said["seen"], by=viewer
        )
        messages.success(request, _ended(ended, member.user.name))
        return redirect("accounts:list_members")
    facts = {"form": form, "member": member, "own_end": _own_end(member, viewer)}
    return render(request, "accounts/end_membership.html", facts)


def _own_end(member, viewer):
    return staff_date(member.ends_on, viewer.day) if member.is_own_end else ""


def _ended(ended, name):
    """What is said once it is: a sooner day of their own goes on to hold."""
    if not ended.is_own_end:
        return f"The membership of {name} ends."
    return (
        f"Saved. {name} leaves sooner, on {staff_date(ended.ends_on)}, as they said "
        "themselves: your day holds if they take theirs back."
    )


@requires(Permission.RESET_SIGN_IN)
@once
def reset_sign_in(request, member_id):
    viewer = request.viewer
    member = _member_or_404(viewer, member_id)
    form = ResetSignInForm(request.POST or None)
    if form.is_valid():
        proof = form.cleaned_data["proof"]
        token = actions.reset_sign_in(membership=member, proof=proof, by=viewer)
        return _show_link(request, member.user.name, token)
    facts = {"form": form, "member": member}
    return render(request, "accounts/reset_sign_in.html", facts)


@requires(Permission.CHANGE_LEVEL)
@once
def change_level(request, member_id):
    viewer = request.viewer
    member = _member_or_404(viewer, member_id)
    form = ChangeLevelForm(
        request.POST or None,
        levels=Level.objects.filter(scheme_id=viewer.scheme_id).order_by("rank"),
        today=viewer.day,
        initial={"level": member.level_id, "trained_until": member.trained_until},
    )
    if form.is_valid():
        actions.change_level(membership=member, by=viewer, **form.cleaned_data)
        messages.success(request, f"The level of {member.user.name} is saved.")
        return redirect("accounts:list_members")
    facts = {"form": form, "member": member}
    return render(request, "accounts/change_level.html", facts)
