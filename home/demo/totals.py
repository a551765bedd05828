"""The sheet of known totals, counted from the script alone: no database is asked.

Whatever counts people, work or consultations can be held to it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from accounts.permissions import OVERSEES, REACH
from core.reach import Reach
from home.demo.scheme import (
    ACTIVE_GPS,
    COBDEN,
    HARBOUR,
    KEYWORKERS,
    MEMBER_OF,
    MEMBERS,
    PLACE_OF,
    QUAY,
    scheme_of,
)
from home.demo.script import Person
from home.demo.standing import Standing, sent_of, standing_of
from home.demo.told import before
from referrals.rules import Limits
from referrals.rules.clock import is_breached

A_YEAR = 365


def totals(cast: list[Person], extras: list[Person], day: date) -> dict:
    """Every known total on ``day``, by name."""
    everybody = [standing_of(person, day) for person in [*cast, *extras]]
    ours = [one for one in everybody if scheme_of(one.person.made_by) == 1]
    return {
        "day": day.isoformat(),
        "crowd by area": _by(extras, lambda one: PLACE_OF[one.registered].area),
        "registered": _by(ours, lambda one: _name(one.registered)),
        "seen by practice": _by(ours, lambda one: _name(one.practice)),
        "in treatment by area": _by(_treated(ours), lambda one: one.area),
        "main substance by neighbourhood": _mains(ours),
        "GPs": _gps(),
        "seen by GPs in a year": _by(_seen(ours), lambda one: one.area),
        "GP consultations by quarter": _quarters(ours, day),
        "caseload": {name: _caseload(ours, name) for name in KEYWORKERS},
        "clinic": _by(_on_harbours_list(ours), lambda one: _name(one.practice)),
        "collect": {_name(code): _collect(ours, code) for code in (COBDEN, QUAY)},
        "work": {member.username: _work(everybody, member, day) for member in MEMBERS},
        "expected today": sum(len(one.expected_today) for one in ours),
        "matched": _by(
            [who for one in ours for who in one.matched_with], lambda who: who
        ),
        "referrals": _referrals(ours, day),
        "facts missing": sum(one.is_missing_facts for one in _treated(ours)),
    }


def _name(code):
    return PLACE_OF[code].name if code else ""


def _by(ones: Iterable, key: Callable) -> dict:
    counted = Counter(key(one) for one in ones)
    return {word: count for word, count in sorted(counted.items()) if word}


def _treated(ones: list[Standing]):
    return [one for one in ones if one.is_treated]


def _mains(ones):
    places = defaultdict(list)
    for one in _treated(ones):
        places[PLACE_OF[one.registered].neighbourhood].append(one)
    return {where: _by(there, lambda one: one.main) for where, there in places.items()}


def _gps():
    """By area: how many there are, and how many of them take part."""
    active = {username for names in ACTIVE_GPS.values() for username in names}
    areas = defaultdict(Counter)
    for member in MEMBERS:
        place = PLACE_OF[member.place]
        if member.level and place.scheme == 1:
            areas[place.area]["all"] += 1
            areas[place.area]["active"] += member.username in active
    return {area: dict(counted) for area, counted in areas.items()}


def _by_gps(one):
    return [act for act in one.consultations if MEMBER_OF[act.by].level]


def _seen(ones):
    """Each person once, however often."""
    return [one for one in ones if any(act.ago < A_YEAR for act in _by_gps(one))]


def _quarters(ones, day):
    days = [before(day, act.ago) for one in ones for act in _by_gps(one)]
    return _by(days, lambda on: f"{on.year} Q{(on.month + 2) // 3}")


def _on_harbours_list(ones):
    return [one for one in ones if one.service == HARBOUR and one.is_listed]


def _caseload(ones, username):
    return sum(one.worker == username for one in _on_harbours_list(ones))


def _collect(ones, code):
    """Those of whose medicine the pharmacy knows."""
    return sum(one.pharmacy == code and one.is_on_medicine for one in ones)


def _work(ones, member, day) -> dict:
    """What waits for somebody today, how much of it is late; and tomorrow."""
    items = [
        item
        for one in ones
        if member.username not in one.excluded
        for item in one.waiting
        if _is_on_list(item, member, one.holder(item.place))
    ]
    return {
        "today": sum(item.waits_on(day) for item in items),
        "late": sum(item.due_on < day for item in items),
        "tomorrow": sum(item.waits_on(day + timedelta(1)) for item in items),
    }


def _is_on_list(item, member, holder):
    if item.member or item.place != member.place:
        return item.member == member.username
    if item.for_role:
        return item.for_role == member.role
    is_theirs = holder in {"", member.username} or OVERSEES.intersection({member.role})
    return is_theirs and REACH.get(member.role, Reach.NONE) == Reach.RECORD


def _referrals(ones, day) -> dict:
    """All are open: to whom, and how many nobody has seen by the target."""
    referred = [one for one in ones if one.referred]
    return {
        "open": _by(referred, lambda one: _asked(one.referred.to)),
        "booked": sum(one.booked_in is not None for one in referred),
        "past target": sum(_is_late(one, day) for one in referred),
    }


def _asked(to):
    return PLACE_OF[to].name if to in PLACE_OF else to


def _is_late(one, day):
    return is_breached(sent_of(one), day, Limits())
