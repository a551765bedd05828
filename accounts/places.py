"""The menu: whoever may open a page finds it there, in this order."""

from functools import cache

from django.urls import reverse

from accounts.permissions import ROLE_PERMISSIONS, Permission, Role

PLACES = (
    (Permission.SHOW_HOME, "Home", "home:show_home"),
    (Permission.LIST_CASELOAD, "Caseload", "home:list_caseload"),
    (Permission.LIST_CLINIC, "Clinics", "home:list_clinic"),
    (Permission.SHOW_PRACTICE, "Practice", "home:show_practice"),
    (Permission.LIST_AGREEMENTS, "Shared care", "agreements:list_agreements"),
    (Permission.LIST_ADVICE, "Advice", "agreements:list_advice"),
    (Permission.LIST_REFERRALS, "Referrals", "referrals:list_referrals"),
    (Permission.LIST_ARRIVALS, "Arrivals", "patients:list_arrivals"),
    (Permission.ADD_PERSON, "New person", "patients:add_person"),
    (Permission.LIST_COLLECTIONS, "Collections", "patients:list_collections"),
    (Permission.LIST_PARTS, "Shared care", "agreements:list_parts"),
    (Permission.LIST_MATCHES, "People I support", "patients:list_matches"),
    (Permission.SHOW_OWN_RECORD, "My record", "patients:show_own_record"),
    (Permission.SHOW_OWN_AGREEMENT, "My agreement", "agreements:show_own_agreement"),
    (Permission.SHOW_OWN_REFERRALS, "My referrals", "referrals:show_own_referrals"),
    (Permission.ARRANGE_COVER, "Cover", "accounts:arrange_cover"),
    (Permission.LIST_MEMBERS, "Members", "accounts:list_members"),
    (Permission.SHOW_SCHEME, "Scheme", "accounts:show_scheme"),
    (Permission.LIST_OFFERS, "Practices", "agreements:list_offers"),
    (Permission.LIST_CRITERIA, "Criteria", "agreements:list_criteria"),
    (Permission.LIST_SERVICES, "Directory", "referrals:list_services"),
    (Permission.LIST_ALERTS, "Alerts", "patients:list_alerts"),
    (Permission.LIST_ACCESSES, "Who looked", "patients:list_accesses"),
    (Permission.EXCLUDE_STAFF, "Exclusions", "patients:exclude_staff"),
)


@cache
def places_of(role: Role) -> tuple[tuple[str, str], ...]:
    """The label and address of each place that ``role`` may open."""
    may = ROLE_PERMISSIONS[role]
    return tuple((label, reverse(page)) for ask, label, page in PLACES if ask in may)
