"""Every address of the URL configuration, its policy, and the row that it names."""

from dataclasses import dataclass

from django.urls import get_resolver, reverse

from accounts.permissions import Permission
from tests.walls.people import ID, PRACTICE, SERVICE

# What an address may name: the converter's name, and the row of the world.
ROWS = {
    "patient_id": "Carl: patient",
    "consultation_id": "Carl: entry",
    "consent_id": "Carl: consent",
    "grant_id": "Carl: grant to team member",
    "episode_id": "Carl: episode",
    "appointment_id": "Carl: appointment",
    "item_id": "Carl: item",
    "exclusion_id": "Carl: exclusion of excluded",
    "cover_id": "cover",
    "agreement_id": "Carl: agreement",
    "act_id": "Carl: act",
    "part_id": "Carl: part",
    "advice_id": "Carl: question",
    "access_id": "Carl: audit_access",
    "held_id": "Carl: audit_heldline",
    "referral_id": "Carl: referral",
    "service_id": "directory service",
}
# Where one page's row is another.
ROWS_OF = {
    "patients:review_emergency_access": {"item_id": "Carl: alert"},
    "agreements:change_draft": {"agreement_id": "Carl: agreement in draft"},
}
# What an address may name that is no person's.
WORDS = {
    "username": f"user{ID['own service']}",
    "pk": 0,
    "form": "log_consultation",
    "member_id": ID["partner"],
    "code": f"O{SERVICE}",
    "key": "review_weeks",
    "token": "not-a-link",
    "provider_id": "identity",
    "criterion_id": 7,
    "line": "other",
    "practice_code": "scheme",
}
# What a list is asked, so that it has something to show.
ASKED = {
    "patients:show_next_dose": "?vaccine_dose=2&on_day=2027-03-09",
    "home:search_people": "?q=dunmore",
    "home:list_clinic": f"?practice={PRACTICE}",
}


@dataclass(frozen=True, eq=False)
class Address:
    """One pattern: its name, its view, what it names."""

    name: str
    pattern: object
    view: object

    @property
    def names(self):
        """What the address names, each with its converter."""
        return self.pattern.pattern.converters

    @property
    def policy(self):
        return getattr(self.view, "policy", None)

    @property
    def permission(self):
        return self.policy if isinstance(self.policy, Permission) else None

    @property
    def row(self):
        """The row of a person that the address names, or none."""
        rows = ROWS | ROWS_OF.get(self.name, {})
        return next((rows[name] for name in self.names if name in rows), "")

    def url(self, world):
        rows = ROWS | ROWS_OF.get(self.name, {})
        given = {
            name: world.id_of(rows[name]) if name in rows else WORDS[name]
            for name in self.names
        }
        return reverse(self.name, kwargs=given) + ASKED.get(self.name, "")


def _walk(resolver, space=()):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (pattern.namespace,) if pattern.namespace else ()
            yield from _walk(pattern, space + inner)
        else:
            name = ":".join([*space, pattern.name or str(pattern.pattern)])
            yield Address(name, pattern, pattern.callback)


ADDRESSES = list(_walk(get_resolver()))
