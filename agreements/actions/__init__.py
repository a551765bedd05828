"""What people and the clock do to agreements: every write, split by noun."""

from agreements.actions.lists import settle
from agreements.actions.prescribers import name_duty_prescriber
from agreements.actions.requests import (
    Parties,
    accept,
    answer,
    ask,
    decline,
    draft_agreement,
    record_agreement_of_person,
    send,
    withdraw,
)
from agreements.actions.running import (
    activate,
    end,
    give_notice,
    hand_back_today,
    lapse,
    record_review,
    replace_prescriber,
    take_back,
    transfer,
)
from agreements.actions.waiting import tell_of_late_reply, tell_of_review

__all__ = [
    "Parties",
    "accept",
    "activate",
    "answer",
    "ask",
    "decline",
    "draft_agreement",
    "end",
    "give_notice",
    "hand_back_today",
    "lapse",
    "name_duty_prescriber",
    "record_agreement_of_person",
    "record_review",
    "replace_prescriber",
    "send",
    "settle",
    "take_back",
    "tell_of_late_reply",
    "tell_of_review",
    "transfer",
    "withdraw",
]
