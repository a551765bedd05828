"""Terms: what agreements say, and what the criteria said before them, as JSON."""

import json
from functools import cache

from agreements.rules.duties import FIRST, as_rows, part_of
from agreements.rules.suitability import Answer, CriterionKind

ADVICE_CONTACT = "The duty prescriber, 020 7946 0018, weekdays 9 to 5"
DUTIES = as_rows(FIRST)
PART = json.dumps(part_of(DUTIES, "pharmacist"))
CRITERIA = (
    ("steady", "On a steady dose for three months", CriterionKind.SUITS, Answer.YES),
    ("comes", "Has come to the last three visits", CriterionKind.SUITS, Answer.YES),
    ("pregnant", "Pregnant", CriterionKind.EXCLUDES, Answer.NO),
    ("unsettled", "Nowhere to live", CriterionKind.SUPPORTS, Answer.NO),
)
ASKED = json.dumps(
    [
        {"code": code, "sentence": sentence, "kind": kind, "answer": answer}
        for code, sentence, kind, answer in CRITERIA
    ]
)
REASONS = json.dumps([f"Yes: {sentence}." for _, sentence, *_ in CRITERIA[:2]])


@cache
def terms_of(medicine):
    """The terms of an agreement about one medicine."""
    return json.dumps(
        {
            "medicine": medicine,
            "monitoring": "Urine twice a year, liver function once, blood pressure",
            "advice_contact": ADVICE_CONTACT,
            "if_things_go_wrong": "Ring the contact for advice; after hours 111",
            "undertakes_to_take_back": True,
            "duties": DUTIES,
            "duties_version": 0,
        }
    )
