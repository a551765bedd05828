"""Corrections: nothing is erased; what is in force and what stands in its place."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from core.vocabulary import Vocabulary

Key = TypeVar("Key", bound=Hashable)

MADE_IN_ERROR = "An entry made in error was removed"


class AmendReason(Vocabulary):
    """Why an entry is amended."""

    SLIP = "slip"
    NEW_INFORMATION = "new_information"
    DISPUTED_BY_PERSON = "disputed_by_person"
    WRONG_PERSON = "wrong_person"


def chain(amends: Mapping[Key, Key | None], entry: Key) -> list[Key]:
    """The entry and all that it amends, the newest first.

    ``amends`` holds each entry's older one, or None for the first.

    Raises: ValueError if an entry amends itself by way of others.
    """
    found = [entry]
    while (older := amends[found[-1]]) is not None:
        if older in found:
            raise ValueError("An entry cannot amend itself")
        found.append(older)
    return found


def in_force(amends: Mapping[Key, Key | None]) -> set[Key]:
    """The entries that no other one amends: those that count and are shown first.

    Source: rule COR-1 in docs/clinical-rules.md.
    """
    return set(amends) - set(amends.values())


def counts_for(reason: AmendReason | None) -> bool:
    """False for an entry moved to another person: dues, copies and counts leave it out.

    Source: rule COR-2 in docs/clinical-rules.md.
    """
    return reason != AmendReason.WRONG_PERSON
