"""The cells of the matrix, and what is wrong with the answer in one of them."""

import os
import time
from dataclasses import dataclass

from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from tests.access.addresses import ADDRESSES, Address
from tests.access.canaries import CANARIES
from tests.access.sight import RELATIONS, is_theirs, may, may_show, parts

FULL = bool(os.environ.get("FULL"))
METHODS = ("GET", "POST")
A_DAY = 60
HOME = "own service"
# The same in reach, and told apart by nothing but the table of permissions
# (test_proofs.py), so that one of them stands for all who may do the same.
ALIKE = (
    Role.KEYWORKER,
    Role.TEAM_LEAD,
    Role.SPECIALIST,
    Role.GP,
    Role.NURSE,
    Role.OUTREACH,
)
# Pages that answer by leading on, or take no other method.
LEADS_ON = {
    "home:acknowledge_item",
    "home:finish_item",
    "patients:record_arrival",
    "patients:end_emergency_access",
    "accounts:change_password",
    "agreements:show_waiting",
    "agreements:show_waiting_advice",
    "agreements:take_part",
}
ONLY_POST = {"home:save_draft", "home:move_day", "home:reset_demo"}
ONLY_POST |= {"accounts:end_session", "agreements:take_back_last_day"}


@dataclass(frozen=True)
class Cell:
    """One address, asked by one method, by one role in one relation."""

    address: Address
    method: str
    role: Role
    relation: str

    def __str__(self):
        return f"{self.method} {self.address.name} as {self.role}, {self.relation}"

    @property
    def is_signed_in(self):
        return self.relation != "ended membership"

    @property
    def is_open(self):
        """The role may, and it is theirs."""
        return may(self.address, self.role) and is_theirs(
            self.address, self.role, self.relation
        )


def stands_for_others(address, role):
    """Of those who are alike, the first who may."""
    may_too = [one for one in ALIKE if may(address, one)]
    return role not in ALIKE or role == may_too[0]


def cells_of(role):
    """Every cell of a role that no proof spares, and how many proof spares."""
    every = [
        Cell(address, method, role, relation)
        for address in ADDRESSES
        for method in METHODS
        for relation in RELATIONS
    ]
    visited = [cell for cell in every if FULL or not is_spared(cell)]
    return visited, len(every) - len(visited)


def cells_of_strangers(role):
    """The cells in which one wall alone must do: the role may, nobody is theirs."""
    strangers = [cell for cell in cells_of(role)[0] if is_of_stranger(cell)]
    visited = [cell for cell in strangers if FULL or cell.method == "GET" or once(cell)]
    return visited, len(strangers) - len(visited)


def is_of_stranger(cell):
    is_named = cell.address.row.startswith("Carl") or not cell.address.row
    knows = parts(cell.role, cell.relation, "Carl")
    return (
        cell.address.permission
        and may(cell.address, cell.role)
        and cell.is_signed_in
        and is_named
        and not knows
    )


def once(cell):
    """A form about a stranger is sent from the nearest place: it finds nobody there."""
    return cell.relation in ("registered, not sharing", "own service, other scheme")


def is_spared(cell):
    """Answered without a question about a person, or the same for a role alike."""
    if not cell.address.permission:
        return cell.relation != HOME or cell.role != ALIKE[0]
    if cell.relation == HOME:
        return False
    if not may(cell.address, cell.role):
        return True
    if cell.address.name in ONLY_POST and cell.method == "GET":
        return True
    if cell.method == "POST" and not cell.address.row:
        return True
    return not stands_for_others(cell.address, cell.role)


def answers(cell):
    """The statuses that the policy allows."""
    if cell.address.name in ONLY_POST and cell.method == "GET":
        return {405} if may(cell.address, cell.role) else {403, 405}
    if not cell.address.permission:
        return {200, 204, 302, 401, 404, 405, 410}
    if not cell.is_signed_in:
        return {302}
    if not may(cell.address, cell.role):
        return {403}
    if not cell.is_open:
        return {404}
    return _opened(cell)


def _opened(cell):
    if cell.address.name in LEADS_ON:
        return {302} if cell.method == "GET" else {302, 409}
    if cell.address.name == "agreements:accept_agreement":
        return {403}  # nobody in the world has the scheme's level
    if cell.address.permission == Permission.SHOW_HOME:
        works = {Permission.FINISH_ITEM, Permission.SHOW_CASE}
        return {200} if works <= ROLE_PERMISSIONS[cell.role] else {200, 302}
    return {200} if cell.method == "GET" else {200, 204, 302, 409}


def wrong_with(cell, visit, world):
    """Everything that the answer should not be, in words."""
    if visit.status not in answers(cell):
        yield f"{visit.status} {visit.leads_to}, not {answers(cell)}"
    if cell.address.permission and not cell.is_signed_in:
        yield from _not_sent_to_sign_in(cell, visit)
    is_closed = not cell.address.permission or not may(cell.address, cell.role)
    if is_closed and visit.asked_of_people:
        yield f"asks about people, which it need not: {visit.asked_of_people[:1]}"
    yield from _wrongly_shown(cell, visit)
    yield from _wrongly_noted(cell, visit, world)


def _not_sent_to_sign_in(cell, visit):
    if not visit.is_sent_to_sign_in and visit.status != 405:
        yield "not sent to sign in"


def _wrongly_shown(cell, visit):
    allowed = may_show(cell.role, cell.relation) if 200 <= visit.status < 300 else set()
    if visit.shown - allowed:
        yield f"shows {sorted(visit.shown - allowed)}"
    if visit.logged:
        yield f"logs {sorted(visit.logged)}"


def _wrongly_noted(cell, visit, world):
    people = {CANARIES[word][0] for word in visit.shown} - {""}
    if 200 <= visit.status < 300 and visit.shown and len(visit.looked) != 1:
        yield f"{len(visit.looked)} accesses written down, not one"
    seen = set().union(*visit.looked)
    missing = [one for one in people if world.id_of(f"{one}: patient") not in seen]
    if missing and 200 <= visit.status < 300:
        yield f"shows {missing} and wrote down that it showed others"
    refused = cell.address.permission and cell.is_signed_in
    if refused and visit.status in (403, 404) and visit.refusals != 1:
        yield f"{visit.refusals} refusals written down, not one"


def judge(door, cells):
    """Visit each cell; what is wrong with any of them."""
    return [
        f"{cell}: {wrong}"
        for cell, visit in visits_of(door, cells)
        for wrong in wrong_with(cell, visit, door.world)
    ]


def visits_of(door, cells):
    for at in range(0, len(cells), A_DAY):
        with door.day():
            for cell in cells[at : at + A_DAY]:
                yield cell, door.visit(cell.relation, cell.method, cell.address)


def counted(cells, spared, since):
    """One batch for the tally of the run."""
    return {
        "cells": len(cells),
        "spared": spared,
        "seconds": time.monotonic() - since,
    }
