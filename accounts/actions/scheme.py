"""Actions on a scheme: its settings, and the places of organisations in it."""

from datetime import date

from django.db import transaction

from accounts.models import Organisation, SchemeOrganisation, Setting
from accounts.rules import SETTINGS
from accounts.viewer import Viewer
from audit import actions as audit
from core.refusal import Refusal


@transaction.atomic
def change_setting(*, key: str, value: object, from_on: date, by: Viewer) -> Setting:
    """Set one value of the scheme from a day on; its history keeps what held before.

    Raises: Refusal if the registry does not allow the value, or the day is past.
    """
    try:
        SETTINGS[key].check(value)
    except ValueError as error:
        raise Refusal(str(error)) from error
    if from_on < by.day:
        raise Refusal("A setting holds from today or a later day.")
    before = Setting.objects.value_on(by.scheme_id, key, from_on)
    setting, _ = Setting.objects.update_or_create(
        scheme_id=by.scheme_id,
        key=key,
        from_on=from_on,
        defaults={"value": value, "set_by_id": by.membership_id},
    )
    facts = {"key": key, "value": value, "before": before, "from_on": from_on}
    audit.record("setting_changed", by=by, subject=setting, **facts)
    return setting


@transaction.atomic
def add_place(
    *, organisation: Organisation, from_on: date, area: str, by: Viewer
) -> SchemeOrganisation:
    """Let an organisation take part in the scheme from a day on.

    Raises: Refusal if it takes part already, or is closed.
    """
    if _by_now(organisation, by).exists():
        raise Refusal(f"{organisation} takes part already.")
    if not Organisation.objects.open_on(by.day).filter(pk=organisation.pk).exists():
        raise Refusal(f"{organisation} is closed.")
    place = SchemeOrganisation.objects.create(
        scheme_id=by.scheme_id, organisation=organisation, from_on=from_on, area=area
    )
    audit.record("place_added", by=by, subject=place, organisation=organisation.code)
    return place


@transaction.atomic
def change_place(
    *, place: SchemeOrganisation, area: str, left_on: date | None, by: Viewer
) -> None:
    """Change the area of an organisation in the scheme, or end its part in it.

    Raises: Refusal if people still work there for the scheme after its last day.
    """
    place = SchemeOrganisation.objects.select_for_update().get(
        pk=place.pk, scheme_id=by.scheme_id
    )
    if left_on:
        _refuse_while_people_work_there(place, left_on)
    facts = {"area": area, "left_on": left_on}
    audit.record("place_changed", by=by, subject=place, **facts)
    place.area, place.left_on = area, left_on
    place.save(update_fields=["area", "left_on"])


def _by_now(organisation, by):
    places = SchemeOrganisation.objects.filter(scheme_id=by.scheme_id, left_on=None)
    return places.filter(organisation=organisation)


def _refuse_while_people_work_there(place, left_on):
    members = place.organisation.memberships.filter(scheme_id=place.scheme_id)
    after = members.not_over(left_on).exclude(ends_on=left_on).count()
    if after:
        raise Refusal(
            f"{after} memberships there run on after that day. An administrator "
            "ends them first."
        )
