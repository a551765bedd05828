"""Entries: what consultations and contact notes may say, drawn once and used often."""

import json
from datetime import timedelta

from patients.rules.consultation import (
    Advice,
    Behaviour,
    Entry,
    Kind,
    Material,
    Place,
    PlanItem,
)
from patients.rules.contact import Channel, Outcome
from patients.rules.documents import item_documents, plan_documents
from patients.rules.grid import safety_items, use_items
from patients.rules.items import Item, ItemKind
from patients.rules.safety_facts import Answer, SafetyFacts
from patients.rules.substances import Change, Injecting, Route, Substance, SubstanceUse
from patients.rules.summary import summary_text

DRAWN = 60
USED = {
    "opiate": (Substance.HEROIN, Substance.CRACK, Substance.BENZODIAZEPINES),
    "alcohol": (Substance.ALCOHOL, Substance.CANNABIS),
    "other": (Substance.POWDER_COCAINE, Substance.CANNABIS, Substance.ALCOHOL),
}
NOTES = (
    "Came on time. Spoke about the week, sleep and money; steady on the present dose.",
    "Talked through what has helped since last time. Wants to see the housing worker.",
    "Feels well. Asked about a holiday and how doses are collected away from home.",
    "Low after a bereavement. No thoughts of harm. Agreed to ring on Thursday.",
)
STEPS = ("Call about sleep", "Blood test at the practice", "Letter to housing")


def entry_columns(entry):
    """The columns of a consultation that its words fill, and its timeline's two."""
    behaviours = ", ".join(word.label.lower() for word in entry.behaviours)
    detail = "\n".join(summary_text("", entry).split("\n")[4:])[:1000]
    columns = "\t".join(
        [
            entry.kind,
            entry.place,
            _document(list(entry.behaviours)),
            _document(item_documents(entry.items)),
            _document(plan_documents(entry.plan)),
            entry.notes,
        ]
    )
    title = f"Consultation: {entry.kind.label.lower()}, {behaviours}"
    return columns, f"{title}\t{_escaped(detail)}"


def draw_consultations(dice, group, day):
    """Many consultations about what a group of people uses."""
    return [entry_columns(_consultation(dice, group, day)) for _ in range(DRAWN)]


def _document(value):
    return _escaped(json.dumps(value))


def _escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _consultation(dice, group, day):
    alcohol_only = group == "alcohol"
    return Entry(
        on_day=day,
        place=dice.pick([Place.OWN_PRACTICE, Place.SERVICE, Place.PHONE]),
        kind=dice.pick(list(Kind)),
        behaviours=(Behaviour.ALCOHOL if alcohol_only else Behaviour.DRUGS,),
        author="",
        items=tuple(_items(dice, group, day)),
        notes=dice.pick(NOTES),
        plan=(PlanItem(dice.pick(STEPS), "Keyworker"),),
        next_review_on=None,
    )


def _items(dice, group, day):
    for substance in USED[group]:
        use = SubstanceUse(
            substance,
            dice.pick([Change.NO_CHANGE, Change.LESS, Change.MORE]),
            dice.below(29),
            dice.pick([Route.SMOKE, Route.INJECT, Route.ORAL]),
        )
        yield from use_items(use)
    yield Item(ItemKind.INJECTING, text=dice.pick([Injecting.NEVER, Injecting.CURRENT]))
    yield from (Item(ItemKind.AUDIT_C, str(n), dice.below(5)) for n in (1, 2, 3))
    yield Item(ItemKind.TOBACCO, number=dice.below(30))
    yield from safety_items(_safety_facts(dice, day))
    yield Item(ItemKind.MEDICINE, text="As prescribed, taken daily")
    yield Item(ItemKind.MISSED_DOSES, number=dice.below(3))
    for advice in dice.sample(list(Advice), 2):
        yield Item(ItemKind.ADVICE, advice)
    yield Item(ItemKind.MATERIAL, dice.pick(list(Material)), 1)


def _safety_facts(dice, day):
    answers = [Answer.YES, Answer.NO, Answer.NOT_ASKED]
    return SafetyFacts(
        drug_test=dice.pick(answers),
        tested_on=day - timedelta(days=dice.below(60)),
        other_medicines=dice.pick(answers),
        pregnancy=Answer.NO,
        children=dice.pick(answers),
        locked_storage=dice.pick(answers),
        naloxone=Answer.YES,
        naloxone_expires_on=day + timedelta(days=dice.between(30, 700)),
    )


def draw_contacts(dice):
    """Many contact notes: form, columns, and the timeline's title and detail."""
    return [_contact(dice) for _ in range(DRAWN)]


def _contact(dice):
    channel = dice.pick([Channel.CALL, Channel.CALL, Channel.TEXT, Channel.MEETING])
    outcome = dice.pick([Outcome.SPOKE, Outcome.SPOKE, *Outcome])
    missed = outcome == Outcome.DID_NOT_ATTEND
    form = "non_attendance" if missed else "contact"
    items = _document([{"kind": "contact", "code": channel, "text": outcome}])
    place = Place.PHONE if channel != Channel.MEETING else Place.OTHER
    notes = dice.pick(NOTES)
    columns = f"\t{place}\t[]\t{items}\t[]\t{notes}"
    return form, columns, f"{channel.label}: {outcome.label.lower()}\t{notes}"
