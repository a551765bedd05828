"""What people tell in a consultation, as items: short words for the scripts."""

from datetime import date, timedelta

from patients.rules.grid import safety_items, use_items
from patients.rules.items import Item, ItemKind
from patients.rules.safety_facts import Answer, SafetyFacts
from patients.rules.substances import SubstanceUse

SECTOR = "ZZ99 3"


def before(day: date, ago: int) -> date:
    return day - timedelta(days=ago)


def uses(*rows: SubstanceUse) -> tuple[Item, ...]:
    return tuple(item for row in rows for item in use_items(row))


def audit_c(*points: int) -> tuple[Item, ...]:
    return tuple(
        Item(ItemKind.AUDIT_C, str(n), number=score)
        for n, score in enumerate(points, start=1)
    )


def safe(tested_on: date, naloxone_until: date, **others: Answer) -> tuple[Item, ...]:
    """Nothing that worries: tested, naloxone in date, medicine locked away."""
    facts = SafetyFacts(
        drug_test=Answer.YES,
        tested_on=tested_on,
        other_medicines=Answer.NO,
        children=Answer.NO,
        locked_storage=Answer.YES,
        naloxone=Answer.YES,
        naloxone_expires_on=naloxone_until,
        **others,
    )
    return tuple(safety_items(facts))


def core_facts(referred_on, triaged_on, injecting, *substances, **others) -> dict:
    """All that the national return asks, the main substance first."""
    return {
        "consent": True,
        "referred_on": referred_on,
        "triaged_on": triaged_on,
        "substances": list(substances),
        "injecting": injecting,
        "accommodation": "no_housing_problem",
        "ethnicity": "A",
        "postcode_sector": SECTOR,
    } | others
