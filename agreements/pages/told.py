"""What the page of one agreement reads beside its row: one statement for all of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from accounts.models import Membership, Organisation, User
from agreements.actions import Prescribing
from agreements.models import Agreement
from agreements.querysets.facts import PAGE

MEMBERS = ("specialist", "gp", "keyworker", "agreed_by")
PLACES = ("asked_organisation", "pharmacy")


@dataclass(frozen=True)
class ActRow:
    """One act, by the names of its columns."""

    pk: UUID
    agreement_id: UUID
    n: int
    verb: str
    after: str
    by_id: int
    signature: str
    on_day: date
    at: datetime
    reason: str
    text: str


@dataclass(frozen=True)
class SeenRow:
    """That somebody has read it as it stood after the nth act."""

    n: int
    by_id: int
    signature: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """Who stands in for the lead, what was done, who has read it, who prescribes."""

    deputies: list[str]
    acts: list[ActRow]
    seen: list[SeenRow]
    now: Prescribing | None

    def is_read_by(self, member: int, n: int) -> bool:
        """Whether a member has read it as it stands after its nth act."""
        return any((row.by_id, row.n) == (member, n) for row in self.seen)


def told_of(agreement: Agreement) -> Told:
    """All of it, with the parties of ``agreement`` set by name."""
    members = {getattr(agreement, f"{name}_id") for name in MEMBERS} - {None}
    places = {getattr(agreement, f"{name}_id") for name in PLACES}
    people, names, acts, seen, now = PAGE.row(
        {
            "id": agreement.pk,
            "members": [*members, *agreement.deputies],
            "places": list(places),
        }
    )
    known = {row[0]: _member(row) for row in people}
    for name in MEMBERS:
        setattr(agreement, name, known.get(getattr(agreement, f"{name}_id")))
    for name in PLACES:
        place = getattr(agreement, f"{name}_id")
        setattr(agreement, name, _place(place, names.get(str(place), "")))
    return Told(
        [known[pk].user.name for pk in agreement.deputies],
        [_act(row) for row in acts or ()],
        [_seen(row) for row in seen or ()],
        now and Prescribing.told(*now[:3], date.fromisoformat(now[3])),
    )


def _row_of(model, **columns):
    """A row of which a few columns are known; any other is asked for when wanted."""
    return model.from_db(connection.alias, list(columns), list(columns.values()))


def _member(row):
    pk, user, place, role, ends_on, name, there = row
    ends_on = ends_on and date.fromisoformat(ends_on)
    ids = {"id": pk, "user_id": user, "organisation_id": place}
    member = _row_of(Membership, **ids, role=role, ends_on=ends_on)
    member.user = _row_of(User, id=user, name=name)
    member.organisation = _place(place, there)
    return member


def _place(pk, name):
    return _row_of(Organisation, id=pk, name=name)


def _act(row):
    pk, agreement, *told, on_day, at, reason, text = row
    days = date.fromisoformat(on_day), datetime.fromisoformat(at)
    return ActRow(UUID(pk), UUID(agreement), *told, *days, reason, text)


def _seen(row):
    *told, at = row
    return SeenRow(*told, datetime.fromisoformat(at))
