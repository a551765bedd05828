"""Every address has a policy, and names only what the matrix knows."""

from django.urls.converters import UUIDConverter

from accounts.permissions import Permission
from tests.access.addresses import ADDRESSES, ROWS, WORDS
from tests.house import none


def test_every_address_declares_its_policy():
    none([each.name for each in ADDRESSES if not each.policy])


def test_every_address_open_to_all_says_why():
    reasons = {a.name: a.policy for a in ADDRESSES if not a.permission}

    none([name for name, why in reasons.items() if len(str(why).split()) < 4])


def test_every_address_names_what_the_matrix_knows():
    known = ROWS | WORDS

    none([(a.name, n) for a in ADDRESSES for n in a.names if n not in known])


# A line of the trail has a number, and the privacy officer, who alone opens one, reads
# every line of the scheme.
OF_THE_TRAIL = {"patients:hold_line", "patients:review_held_line"}


def test_no_person_is_named_by_anything_that_can_be_guessed():
    guessable = [
        (address.name, name)
        for address in ADDRESSES
        for name, converter in address.names.items()
        if address.name not in OF_THE_TRAIL
        if ROWS.get(name, "").startswith("Carl")
        if not isinstance(converter, UUIDConverter)
    ]

    none(guessable)


def test_each_permission_opens_the_page_of_its_name():
    views = {a.permission: a.name.partition(":")[2] for a in ADDRESSES if a.permission}

    assert views == {p: str(p) for p in Permission if p in views}
