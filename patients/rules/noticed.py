"""All that the rules notice in one consultation, and in what is known beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.findings import Finding, Severity
from patients.rules.alcohol import audit_c, judge_audit_c
from patients.rules.consultation import Entry
from patients.rules.episode import Sex
from patients.rules.grid import links_of, safety_facts_of, uses_of
from patients.rules.items import Item, ItemKind
from patients.rules.limits import Limits
from patients.rules.links import judge_come_down
from patients.rules.safety_facts import judge_safety_facts
from patients.rules.substances import (
    OPIOIDS,
    STREET_TABLETS,
    Change,
    Substance,
    judge_use,
)
from patients.rules.vaccination import Schedule, judge_dose_given

_USED = {Change.NO_CHANGE, Change.LESS, Change.MORE}


@dataclass(frozen=True)
class Known:
    """What is known of the person beside the entry."""

    sex: str = ""  # empty where it is not known
    age: int | None = None
    told_before: tuple[Item, ...] = ()  # the newest known answers of earlier entries
    doses: Mapping[int, date] = field(default_factory=dict)
    is_in_opioid_treatment: bool = False


def notice(entry: Entry, known: Known, limits: Limits) -> list[Finding]:
    """Everything that the rules find in an entry, what asks most of its reader first.

    Units: whole years of age.
    """
    found = [
        *_in_use(entry.items, known.told_before),
        judge_come_down(links_of(entry.items)),
        judge_audit_c(_audit_total(entry.items), limits),
        *_in_doses(entry, known, limits),
        *judge_safety_facts(
            safety_facts_of(entry.items),
            entry.on_day,
            may_be_pregnant=known.sex != Sex.MALE,
            needs_naloxone=_needs_naloxone(entry.items, known),
        ),
    ]
    order = list(Severity)
    return sorted(filter(None, found), key=lambda each: order.index(each.severity))


def _in_use(now, before):
    last = {use.substance: use for use in uses_of(before)}
    return [judge_use(use, last.get(use.substance)) for use in uses_of(now)]


def _audit_total(items):
    points = {i.code: i.number for i in items if i.kind == ItemKind.AUDIT_C}
    return audit_c(*(points.get(code) for code in ("1", "2", "3")))


def _in_doses(entry, known, limits):
    for item in entry.items:
        if item.kind == ItemKind.VACCINE:
            yield from judge_dose_given(
                Schedule(item.code),
                known.doses,
                item.number,
                entry.on_day,
                known.age,
                limits,
            )


def _needs_naloxone(items, known):
    figure = _used(items) | _used(known.told_before)
    return known.is_in_opioid_treatment or bool(figure & (OPIOIDS | STREET_TABLETS))


def _used(items: Iterable[Item]) -> set[Substance]:
    """The substances that figure: used on some day, or said to be as before."""
    items = list(items)
    linked = {one.substance for one in links_of(items)}
    return linked | {
        use.substance
        for use in uses_of(items)
        if use.days_of_28 or (use.days_of_28 is None and use.change in _USED)
    }
