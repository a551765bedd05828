"""The items of a consultation: one fact each, to compare and to carry forward."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from core.vocabulary import Vocabulary
from patients.rules.safety_facts import Answer, SafetyFact
from patients.rules.substances import Change


class ItemKind(Vocabulary):
    """What an item tells; ``code`` says of which substance, fact or advice."""

    CHANGE = "change"  # of a substance: text is a Change
    DAYS_OF_28 = "days_of_28"  # number
    ROUTE = "route"
    AMOUNT = "amount"
    CIRCUMSTANCES = "circumstances"
    LINK = "link"  # code is two substances, text a Link
    INJECTING = "injecting"
    STIMULANTS = "stimulants"  # text 'not_asked': chosen, not passed over
    AUDIT_C = "audit_c"  # code 1, 2, 3; number 0 to 4
    TOBACCO = "tobacco"  # number a day
    SAFETY = "safety"  # code is a SafetyFact, text an Answer, day as the fact tells
    TESTED = "tested"  # code is a substance, text 'found' or 'not_found'
    OTHER_MEDICINE = "other_medicine"  # text as told
    CONDITION = "condition"  # text as told
    MEDICINE = "medicine"  # the prescribed medicine as told, never worked out
    MISSED_DOSES = "missed_doses"
    HEALTH = "health"  # code mental or physical
    VACCINE = "vaccine"  # code is a Schedule, number the dose
    SCREEN = "screen"
    ADVICE = "advice"
    MATERIAL = "material"  # number given


# What 'all unchanged' may repeat, since the person can say that it still holds.
# Everything else happened on its own day: a vaccine, advice, a score, a missed dose
# or a note is never carried to another (CON-1).
CARRIED_FORWARD = frozenset(
    {
        ItemKind.CHANGE,
        ItemKind.DAYS_OF_28,
        ItemKind.ROUTE,
        ItemKind.AMOUNT,
        ItemKind.CIRCUMSTANCES,
        ItemKind.LINK,
        ItemKind.INJECTING,
        ItemKind.TOBACCO,
        ItemKind.SAFETY,
        ItemKind.TESTED,
        ItemKind.OTHER_MEDICINE,
        ItemKind.CONDITION,
        ItemKind.MEDICINE,
    }
)

_UNKNOWN = {Answer.NOT_ASKED, Answer.NOT_KNOWN, Change.NOT_ASKED, ""}


@dataclass(frozen=True)
class Item:
    """One fact of a consultation. Kind and code name it; the rest is its value.

    Units: ``number`` as its kind says: days of 28, points, cigarettes a day, dose
    number, pieces given. ``day`` belongs to the fact, as an expiry or a test.
    """

    kind: ItemKind
    code: str = ""
    number: int | None = None
    text: str = ""
    day: date | None = None

    @property
    def value(self) -> tuple[int | None, str, date | None]:
        return self.number, self.text, self.day


@dataclass(frozen=True)
class Difference:
    """One item that is not as it was; None where there was or is no such item."""

    kind: ItemKind
    code: str
    before: Item | None
    now: Item | None


def compare(last: Iterable[Item], now: Iterable[Item]) -> list[Difference]:
    """Which items are new, gone or other than last time, in the order of the page.

    Only what can be carried forward is compared: advice given twice is no change.
    """
    before, after = _standing(last), _standing(now)
    names = dict.fromkeys([*after, *before])
    return [
        Difference(*name, before.get(name), after.get(name))
        for name in sorted(names, key=_page_order)
        if _differs(before.get(name), after.get(name))
    ]


def _standing(items):
    return {(i.kind, i.code): i for i in items if i.kind in CARRIED_FORWARD}


def _page_order(name):
    return list(ItemKind).index(name[0])


def _differs(before, now):
    if now and now.kind == ItemKind.CHANGE:
        is_new_none = now.text == Change.NONE and (
            not before or before.text != now.text
        )
        return is_new_none or now.text in (Change.LESS, Change.MORE)
    return (before and before.value) != (now and now.value)


def last_known(newest_first: Iterable[Iterable[Item]]) -> list[Item]:
    """The newest known item of each kind and code, out of several consultations.

    A consultation in which something was not asked does not hide the one before
    it in which it was; nor does 'no change' the last that was told of use itself.

    Source: rule CON-1 in docs/clinical-rules.md.
    """
    found: dict = {}
    for items in newest_first:
        for item in filter(_is_known, items):
            name = item.kind, item.code
            if name not in found or (_is_as_before(found[name]) and _tells_use(item)):
                found[name] = item
    return list(found.values())


def _is_as_before(item):
    return item.kind == ItemKind.CHANGE and item.text == Change.NO_CHANGE


def _tells_use(item):
    return item.kind == ItemKind.CHANGE and not _is_as_before(item)


def as_it_stands(said: Item, last: Item | None) -> Item:
    """What 'no change' means after the last that was told: after 'none', 'none'.

    Source: rule CON-1 in docs/clinical-rules.md.
    """
    is_still_none = _is_as_before(said) and last and last.text == Change.NONE
    return replace(said, text=Change.NONE) if is_still_none else said


def _is_known(item):
    is_a_word = item.kind in {ItemKind.SAFETY, ItemKind.CHANGE, ItemKind.INJECTING}
    return not (is_a_word and item.text in _UNKNOWN)


def unchanged(last: Iterable[Item], today: date) -> list[Item]:
    """What one press of 'all unchanged' fills in from the last consultation.

    Every substance becomes 'no change', or stays 'none'. What was not asked or not
    known stays open, and so does naloxone that has expired since: unknown is not
    unchanged.

    Source: rule CON-1 in docs/clinical-rules.md.
    """
    return [
        _repeated(item)
        for item in last
        if item.kind in CARRIED_FORWARD and _still_holds(item, today)
    ]


def _repeated(item):
    is_told = item.kind == ItemKind.CHANGE and item.text != Change.NONE
    return replace(item, text=Change.NO_CHANGE) if is_told else item


def _still_holds(item, today):
    is_naloxone = (item.kind, item.code) == (ItemKind.SAFETY, SafetyFact.NALOXONE)
    has_expired = is_naloxone and item.day is not None and item.day < today
    return _is_known(item) and not has_expired
