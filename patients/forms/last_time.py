"""Forms: what was told last time, as the words of the consultation's fields."""

from datetime import date

from patients.rules.items import Item, ItemKind, unchanged
from patients.rules.safety_facts import SafetyFact
from patients.rules.substances import Change

SAFETY_FIELDS = tuple(fact.value for fact in SafetyFact)
SAFETY_DAYS = {
    SafetyFact.DRUG_TEST: "tested_on",
    SafetyFact.PREGNANCY: "pregnancy_day",
    SafetyFact.NALOXONE: "naloxone_expires_on",
}
AS_BEFORE = "as before"
OF_A_ROW = {
    ItemKind.CHANGE: "change",
    ItemKind.DAYS_OF_28: "days",
    ItemKind.ROUTE: "route",
    ItemKind.AMOUNT: "amount",
}


def words(told: list[Item], today: date) -> dict[str, object]:
    """What one press of 'unchanged' fills in, by the name of the field."""
    found = {}
    for item in unchanged(told, today):
        found |= words_of(item)
    return found


def shown(told: list[Item]) -> dict[str, str]:
    """What stands beside a substance as last: what was told of its use. That nothing
    had changed is an answer to another question."""
    return {
        f"use_{item.code}_change": AS_BEFORE
        if item.text == Change.NO_CHANGE
        else Change(item.text).label
        for item in told
        if item.kind == ItemKind.CHANGE
    }


def words_of(item: Item) -> dict[str, object]:
    """An answer that can be carried forward, by the name of its field."""
    if item.kind in OF_A_ROW:
        value = item.text if item.number is None else item.number
        return {f"use_{item.code}_{OF_A_ROW[item.kind]}": value}
    if item.kind == ItemKind.SAFETY:
        day = {SAFETY_DAYS[item.code]: item.day} if item.day else {}
        return {str(item.code): item.text} | day
    if item.kind == ItemKind.TOBACCO:
        return {"tobacco": item.number}
    if item.kind == ItemKind.INJECTING:
        return {"injecting": item.text}
    return {}
