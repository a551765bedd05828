"""Forms: the rows of the substance grid, one for each substance."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django import forms

from core.fields import Details, Number, Radios, Row, Select, Text
from patients.rules.grid import link_item, use_items
from patients.rules.items import Item
from patients.rules.links import Link, SubstanceLink
from patients.rules.substances import (
    DAYS_COUNTED,
    Change,
    Route,
    Substance,
    SubstanceUse,
)

# Asked of everybody, in the order of a conversation; what was told before is added.
ALWAYS_ASKED = (Substance.HEROIN, Substance.CRACK, Substance.POWDER_COCAINE)
SPARE_ROWS = ("another", "yet_another")
NONE_CHOSEN = ("", "Choose")


@lru_cache(maxsize=100)
def row_fields(prefix: str) -> Mapping[str, forms.Field]:
    """The fields of one row: made once, since each form works on copies of its own."""
    return {
        f"{prefix}_change": forms.ChoiceField(
            label="Since last time",
            choices=Change.choices(),
            required=False,
            widget=Radios(inline=True),
        ),
        f"{prefix}_days": forms.IntegerField(
            label="Days used",
            min_value=0,
            max_value=DAYS_COUNTED,
            required=False,
            widget=Number(suffix=f"of {DAYS_COUNTED}", width=2),
            error_messages={
                "invalid": "Days must be a whole number",
                "max_value": f"Days must be {DAYS_COUNTED} or fewer",
                "min_value": "Days must be 0 or more",
            },
        ),
        f"{prefix}_route": forms.ChoiceField(
            label="How",
            choices=[NONE_CHOSEN, *Route.choices()],
            required=False,
            widget=Select(),
        ),
        f"{prefix}_amount": forms.CharField(
            label="Amount and circumstances",
            max_length=200,
            required=False,
            widget=Text(width=20),
        ),
    }


def spare_fields(prefix: str, shown: tuple[Substance, ...]) -> dict[str, forms.Field]:
    """A row whose substance is chosen on the page."""
    others = [(word.value, word.label) for word in Substance if word not in shown]
    which = forms.ChoiceField(
        label="Which substance?",
        choices=[NONE_CHOSEN, *others],
        required=False,
        widget=Select(),
    )
    return {f"{prefix}_substance": which, **row_fields(prefix)}


@lru_cache(maxsize=500)
def grid_fields(shown: tuple[Substance, ...]) -> Mapping[str, forms.Field]:
    """The fields of the whole grid: a row for each substance shown, and spare ones."""
    fields = {**link_fields()}
    for word in shown:
        fields |= row_fields(f"use_{word}")
    for name in SPARE_ROWS:
        fields |= spare_fields(name, shown)
    return fields


def row(prefix: str, label: str) -> Row:
    """Where the fields of one row lie."""
    return Row(label, *row_fields(prefix))


def spare_rows() -> Details:
    """Rows for what is not on the page, closed until they are wanted."""
    rows = [
        Row(name.replace("_", " ").capitalize(), f"{name}_substance", *row_fields(name))
        for name in SPARE_ROWS
    ]
    return Details("Another substance", *rows)


@lru_cache(maxsize=1)
def link_fields() -> Mapping[str, forms.Field]:
    """How two substances hang together: the first is taken for the second's sake."""
    words = [NONE_CHOSEN, *((word.value, word.label) for word in Substance)]
    return {
        "link_first": forms.ChoiceField(
            label="Uses", choices=words, required=False, widget=Select()
        ),
        "link_word": forms.ChoiceField(
            label="How it goes with the other",
            choices=[NONE_CHOSEN, *Link.choices()],
            required=False,
            widget=Select(),
        ),
        "link_other": forms.ChoiceField(
            label="With", choices=words, required=False, widget=Select()
        ),
    }


def use_of(cleaned: dict, prefix: str, substance: Substance) -> SubstanceUse:
    """One row as the rules read it."""
    change, route = cleaned.get(f"{prefix}_change"), cleaned.get(f"{prefix}_route")
    return SubstanceUse(
        substance,
        change=Change(change) if change else None,
        days_of_28=cleaned.get(f"{prefix}_days"),
        route=Route(route) if route else None,
        amount=cleaned.get(f"{prefix}_amount", ""),
    )


def uses_of_form(cleaned: dict, shown: Iterable[Substance]) -> list[SubstanceUse]:
    """Every row that says something."""
    uses = [use_of(cleaned, f"use_{word}", word) for word in shown]
    for name in SPARE_ROWS:
        chosen = cleaned.get(f"{name}_substance")
        if chosen:
            uses.append(use_of(cleaned, name, Substance(chosen)))
    return [use for use in uses if use_items(use)]


def link_of_form(cleaned: dict) -> SubstanceLink | None:
    """The link, where all three of its words are given and it joins two."""
    first, word, other = (
        cleaned.get(name) for name in ("link_first", "link_word", "link_other")
    )
    if not (first and word and other) or first == other:
        return None
    return SubstanceLink(Substance(first), Link(word), Substance(other))


def substance_items(cleaned: dict, shown: Iterable[Substance]) -> list[Item]:
    """All that the grid tells, as items of the entry."""
    items = [item for use in uses_of_form(cleaned, shown) for item in use_items(use)]
    link = link_of_form(cleaned)
    return [*items, link_item(link)] if link else items
