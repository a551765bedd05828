"""What people and the clock do to referrals: every write, split by noun."""

from referrals.actions.answering import (
    accept,
    ask,
    book,
    close,
    decline,
    note_opened,
    see,
    unbook,
)
from referrals.actions.deaths import follow_death
from referrals.actions.directory import add_service, change_service, end_service
from referrals.actions.lists import settle
from referrals.actions.sending import Asked, answer, refer_person, revoke
from referrals.actions.waiting import BREACH_IS_TOLD, tell_of_breach

__all__ = [
    "BREACH_IS_TOLD",
    "Asked",
    "accept",
    "add_service",
    "answer",
    "ask",
    "book",
    "change_service",
    "close",
    "decline",
    "end_service",
    "follow_death",
    "note_opened",
    "refer_person",
    "revoke",
    "see",
    "settle",
    "tell_of_breach",
    "unbook",
]
