"""Actions on cover: a colleague sees one's people and tasks between two days."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Cover, Membership
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal


@transaction.atomic
def arrange_cover(
    *, colleague: Membership, starts_on: date, ends_on: date, note: str, by: Viewer
) -> Cover:
    """Name a colleague who covers one's own people, both days included.

    Raises: Refusal if the colleague's membership ends before, or they cover already.
    """
    if colleague.ends_on and colleague.ends_on < ends_on:
        raise Refusal(f"{colleague.user.name} leaves before the cover ends.")
    mine = Cover.objects.given_by(by).between(starts_on, ends_on)
    if mine.filter(to_member=colleague).exists():
        raise Refusal(
            f"{colleague.user.name} covers you on some of these days already."
        )
    cover = Cover.objects.create(
        from_member_id=by.membership_id,
        to_member=colleague,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note,
    )
    facts = {"to": colleague.pk, "starts_on": starts_on, "ends_on": ends_on}
    audit.record("cover_arranged", by=by, subject=cover, **facts)
    return cover


@transaction.atomic
def end_cover(*, cover: Cover, by: Viewer) -> None:
    """End a cover at once.

    Raises: Refusal if it has ended already.
    """
    covers = Cover.objects.select_for_update().given_by(by).not_over(by.day)
    cover = covers.filter(pk=cover.pk).first()
    if cover is None:
        raise Refusal("This cover has ended already.")
    cover.ended_at = Now()
    cover.save(update_fields=["ended_at"])
    audit.record("cover_ended", by=by, subject=cover, to=cover.to_member_id)
