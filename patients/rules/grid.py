"""The substance grid and the safety facts, as items and back."""

from collections.abc import Iterable
from itertools import groupby

from patients.rules.items import Item, ItemKind
from patients.rules.links import Link, SubstanceLink
from patients.rules.safety_facts import Answer, SafetyFact, SafetyFacts
from patients.rules.substances import Change, Route, Substance, SubstanceUse

_OF_A_USE = {
    ItemKind.CHANGE,
    ItemKind.DAYS_OF_28,
    ItemKind.ROUTE,
    ItemKind.AMOUNT,
    ItemKind.CIRCUMSTANCES,
}
_BETWEEN = ":"
# Which day belongs to which fact.
_FACT_DAYS = {
    SafetyFact.DRUG_TEST: "tested_on",
    SafetyFact.PREGNANCY: "pregnancy_day",
    SafetyFact.NALOXONE: "naloxone_expires_on",
}


def use_items(use: SubstanceUse) -> list[Item]:
    """One row of the grid as items; what is not known makes none."""
    told = [
        Item(ItemKind.CHANGE, use.substance, text=use.change or ""),
        Item(ItemKind.DAYS_OF_28, use.substance, number=use.days_of_28),
        Item(ItemKind.ROUTE, use.substance, text=use.route or ""),
        Item(ItemKind.AMOUNT, use.substance, text=use.amount),
        Item(ItemKind.CIRCUMSTANCES, use.substance, text=use.circumstances),
    ]
    return [item for item in told if item.text or item.number is not None]


def uses_of(items: Iterable[Item]) -> list[SubstanceUse]:
    """The rows of the grid that items hold, in the order of the vocabulary."""
    order = list(Substance)
    told = [item for item in items if item.kind in _OF_A_USE]
    told.sort(key=lambda item: order.index(item.code))
    return [_use(code, rows) for code, rows in groupby(told, lambda item: item.code)]


def _use(code, rows):
    told = {item.kind: item for item in rows}
    words = {kind: item.text for kind, item in told.items()}
    days = told.get(ItemKind.DAYS_OF_28)
    return SubstanceUse(
        Substance(code),
        change=Change(words[ItemKind.CHANGE]) if ItemKind.CHANGE in told else None,
        days_of_28=days.number if days else None,
        route=Route(words[ItemKind.ROUTE]) if ItemKind.ROUTE in told else None,
        amount=words.get(ItemKind.AMOUNT, ""),
        circumstances=words.get(ItemKind.CIRCUMSTANCES, ""),
    )


def link_item(told: SubstanceLink) -> Item:
    """A link between two substances as an item."""
    code = f"{told.substance}{_BETWEEN}{told.other}"
    return Item(ItemKind.LINK, code, text=told.link)


def links_of(items: Iterable[Item]) -> list[SubstanceLink]:
    """The links that items hold."""
    told = [item for item in items if item.kind == ItemKind.LINK]
    ends = [(item.code.split(_BETWEEN), item.text) for item in told]
    return [
        SubstanceLink(Substance(substance), Link(link), Substance(other))
        for (substance, other), link in ends
    ]


def safety_items(facts: SafetyFacts) -> list[Item]:
    """The safety facts as items, 'not asked' among them: silence is kept too."""
    return [
        Item(
            ItemKind.SAFETY,
            fact,
            text=getattr(facts, fact),
            day=getattr(facts, _FACT_DAYS[fact]) if fact in _FACT_DAYS else None,
        )
        for fact in SafetyFact
    ]


def safety_facts_of(items: Iterable[Item]) -> SafetyFacts:
    """The safety facts that items hold; what no item tells was not asked."""
    values = {}
    for item in items:
        if item.kind == ItemKind.SAFETY:
            values[item.code] = Answer(item.text)
            if item.code in _FACT_DAYS:
                values[_FACT_DAYS[item.code]] = item.day
    return SafetyFacts(**values)
