"""Page: the person's own reading of where they were referred."""

from django.shortcuts import render

from accounts.permissions import Permission, requires
from audit import actions as audit
from referrals.models import Referral
from referrals.rules.states import FINAL, UNSEEN
from referrals.rules.words import day_for_person, sentence_for_person

MOST_SHOWN = 50


@requires(Permission.SHOW_OWN_REFERRALS)
def show_own_referrals(request):
    viewer = request.viewer
    mine = Referral.objects.visible_to(viewer).filter(patient_id__in=viewer.own_ids)
    rows = mine.select_related("from_organisation", "service_asked")
    shown = list(rows.order_by("-sent_on", "id")[:MOST_SHOWN])
    if shown:
        audit.saw("show_own_referrals", by=viewer, patient_id=shown[0].patient_id)
    page = {
        "current": "My referrals",
        "running": [_line(row, viewer) for row in shown if row.state not in FINAL],
        "over": [_line(row, viewer) for row in shown if row.state in FINAL],
    }
    return render(request, "referrals/show_own_referrals.html", page)


def _line(referral, viewer):
    is_unseen = referral.state in UNSEEN
    return {
        "to": referral.asked_name,
        "by": referral.from_organisation.name,
        "sent": day_for_person(referral.sent_on),
        "stands": sentence_for_person(referral.told()),
        "target": day_for_person(referral.target_on) if is_unseen else "",
        "is_late": is_unseen and referral.target_on < viewer.day,
        "phone": referral.service_asked.telephone if referral.service_asked else "",
    }
