"""Lays the ground of the demo as the owner of the database: no person is in it."""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import (
    Level,
    Membership,
    Organisation,
    Scheme,
    SchemeOrganisation,
    Setting,
    User,
)
from agreements.models import Criterion, DutyPrescriber, Offer
from core import clock
from home.demo.scheme import (
    CRITERIA,
    DIRECTORY,
    DUTY,
    LEVELS,
    LONG_AGO,
    MEMBERS,
    OFFERS,
    OFFERS_OF,
    PLACE_OF,
    PLACES,
    POSTCODE,
    SCHEMES,
    scheme_of,
)
from referrals.models import DirectoryService


def is_laid() -> bool:
    """True if there is any scheme, the demo's or another: nothing is laid beside it."""
    return Scheme.objects.exists()


@transaction.atomic
def lay(day: date) -> None:
    """Write schemes, organisations, levels, people who sign in, and settings."""
    clock.let_it_move()
    for scheme in SCHEMES:
        Scheme.objects.create(
            id=scheme.id,
            name=scheme.name,
            neutral_name=scheme.neutral_name,
            opened_on=LONG_AGO,
        )
    levels = _lay_levels()
    members = _lay_members(_lay_places(), levels, day)
    _lay_settings(members)
    _lay_terms_of_sharing(members)
    _lay_offers(members)
    _lay_directory(members)


def _lay_levels():
    levels = [
        Level(
            scheme_id=scheme.id, name=name, rank=rank, duties=duties, from_on=LONG_AGO
        )
        for scheme in SCHEMES
        for rank, (name, duties) in enumerate(LEVELS, start=1)
    ]
    Level.objects.bulk_create(levels)
    return {(level.scheme_id, level.name): level for level in levels}


def _lay_places():
    places = {
        place.code: Organisation(
            code=place.code,
            kind=place.kind,
            name=place.name,
            address="1 Demonstration Road",
            postcode=POSTCODE,
            phone=place.phone,
            opened_on=LONG_AGO,
        )
        for place in PLACES
    }
    Organisation.objects.bulk_create(places.values())
    SchemeOrganisation.objects.bulk_create(
        SchemeOrganisation(
            scheme_id=place.scheme,
            organisation=places[place.code],
            area=place.area,
            neighbourhood=place.neighbourhood,
            from_on=LONG_AGO,
        )
        for place in PLACES
    )
    return places


def _lay_members(places, levels, day):
    """Nobody has a password: in the demo one press signs in."""
    members = {}
    for told in MEMBERS:
        user = User.objects.create_user(told.username, name=told.name)
        scheme_id = PLACE_OF[told.place].scheme
        members[told.username] = Membership.objects.create(
            user=user,
            organisation=places[told.place],
            scheme_id=scheme_id,
            role=told.role,
            profession=told.profession,
            level=levels.get((scheme_id, told.level)),
            supervisor=members.get(told.supervisor),
            starts_on=LONG_AGO,
            ends_on=day + timedelta(told.leaves_in) if told.leaves_in else None,
        )
    return members


def _lay_settings(members):
    Setting.objects.bulk_create(
        Setting(
            scheme_id=scheme_of(scheme.coordinator),
            key=key,
            value=value,
            from_on=LONG_AGO,
            set_by=members[scheme.coordinator],
        )
        for scheme in SCHEMES
        for key, value in scheme.settings
    )


def _lay_terms_of_sharing(members):
    """What is asked before care is shared, and who takes over when it comes back."""
    coordinator, duty = members[SCHEMES[0].coordinator], members[DUTY]
    Criterion.objects.bulk_create(
        Criterion(
            scheme_id=SCHEMES[0].id,
            code=code,
            sentence=sentence,
            kind=kind,
            from_on=LONG_AGO,
            set_by=coordinator,
        )
        for code, sentence, kind in CRITERIA
    )
    DutyPrescriber.objects.create(
        scheme_id=SCHEMES[0].id,
        organisation=duty.organisation,
        member=duty,
        from_on=LONG_AGO,
        named_by=duty,
    )


def _lay_offers(members):
    """A history, so that its picture shows something."""
    practice = Organisation.objects.get(code=OFFERS_OF)
    coordinator = members[SCHEMES[0].coordinator]
    for n, (state, from_on, duties, note) in enumerate(OFFERS, start=1):
        Offer.objects.create(
            scheme_id=coordinator.scheme_id,
            organisation=practice,
            n=n,
            state=state,
            from_on=from_on,
            duties=duties,
            note=note,
            set_by=coordinator,
        )


def _lay_directory(members):
    keeper = members[SCHEMES[0].coordinator]
    places = {place.code: place.pk for place in Organisation.objects.real()}
    DirectoryService.objects.bulk_create(
        DirectoryService(
            scheme_id=keeper.scheme_id,
            kind=service.kind,
            name=service.name,
            organisation_id=places.get(service.place, 0),
            target_working_days=service.target_working_days,
            from_on=LONG_AGO,
            written_by=keeper,
        )
        for service in DIRECTORY
    )
