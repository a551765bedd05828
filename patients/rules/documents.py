"""What an entry keeps as one document: items and plan as plain lists, and back."""

from collections.abc import Iterable, Mapping
from datetime import date

from patients.rules.consultation import PlanItem
from patients.rules.items import Item, ItemKind

CONTACT = "contact"  # the one item of a contact note: how it was, and what came of it


def item_documents(items: Iterable[Item]) -> list[dict]:
    """Items as plain words and numbers; what an item does not tell is left out."""
    return [_told(vars(item)) for item in items]


def items_of(documents: Iterable[Mapping]) -> list[Item]:
    """The items that a document holds.

    Raises: ValueError if one is of a kind that we do not know.
    """
    return [
        Item(
            kind=ItemKind(told["kind"]),
            code=told.get("code", ""),
            number=told.get("number"),
            text=told.get("text", ""),
            day=_day(told.get("day")),
        )
        for told in documents
    ]


def answers_of(documents: Iterable[Mapping]) -> list[Item]:
    """The items of an entry's document; a contact note has none."""
    return items_of(told for told in documents if told["kind"] != CONTACT)


def plan_documents(plan: Iterable[PlanItem]) -> list[dict]:
    """A plan as plain words; what is not set is left out."""
    return [_told(vars(item)) for item in plan]


def plan_of(documents: Iterable[Mapping]) -> list[PlanItem]:
    """The plan that a document holds."""
    return [
        PlanItem(told["text"], told.get("owner", ""), _day(told.get("due_on")))
        for told in documents
    ]


def _told(values):
    return {name: _plain(value) for name, value in values.items() if _is_told(value)}


def _is_told(value):
    return value is not None and value != ""


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _day(text):
    return date.fromisoformat(text) if text else None
