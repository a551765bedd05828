"""What people and the clock do to agreements: every write, split by noun."""

from agreements.actions.acts import (
    Prescribing,
    limits_of,
    next_for,
    prescribing_now,
    side_of,
    standing_of,
    standing_while,
)
from agreements.actions.answers import (
    accept,
    answer,
    ask,
    decline,
    record_agreement_of_person,
    why_not_accept,
    withdraw,
)
from agreements.actions.exclusions import decide_on_exclusion
from agreements.actions.lists import settle
from agreements.actions.outside import (
    cover_gone,
    cover_lost,
    record_outside,
    record_return,
)
from agreements.actions.prescribers import name_duty_prescriber
from agreements.actions.requests import (
    Parties,
    change_draft,
    draft_agreement,
    send,
    stops_of,
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
from agreements.actions.suitability import (
    add_criterion,
    change_duties,
    criteria_in_force,
    decide_suitability,
    duties_in_force,
    end_criterion,
    review_weeks_of,
    suggest,
)
from agreements.actions.waiting import tell_of_late_reply, tell_of_review
from agreements.actions.words import mark_seen, say, take_part, take_word

__all__ = [
    "Parties",
    "Prescribing",
    "accept",
    "activate",
    "add_criterion",
    "answer",
    "ask",
    "change_draft",
    "change_duties",
    "cover_gone",
    "cover_lost",
    "criteria_in_force",
    "decide_on_exclusion",
    "decide_suitability",
    "decline",
    "draft_agreement",
    "duties_in_force",
    "end",
    "end_criterion",
    "give_notice",
    "hand_back_today",
    "lapse",
    "limits_of",
    "mark_seen",
    "name_duty_prescriber",
    "next_for",
    "prescribing_now",
    "record_agreement_of_person",
    "record_outside",
    "record_return",
    "record_review",
    "replace_prescriber",
    "review_weeks_of",
    "say",
    "send",
    "settle",
    "side_of",
    "standing_of",
    "standing_while",
    "stops_of",
    "suggest",
    "take_back",
    "take_part",
    "take_word",
    "tell_of_late_reply",
    "tell_of_review",
    "transfer",
    "why_not_accept",
    "withdraw",
]
